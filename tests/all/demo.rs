//! The demo: stored whole into an empty database, never into another (SEC-15).

use domain::{policy::Action, time::local_date};
use persistence::Caller;
use serde_json::json;
use tests::{Backend, TestApp, on_both};

on_both!(
    fn a_database_with_a_municipality_is_refused(app) {
        let refused = api::demo::fill(app.database(), tests::now());
        assert!(refused.is_err_and(|why| why.contains("SEC-15")));
    }
);

/// Filled once; the second time nothing changes, and the tour's people find what the tour says.
fn filled(backend: Backend) {
    let app = TestApp::demo(backend);
    let caller = Caller::system(Action::SignIn, tests::now());
    api::demo::fill(app.database(), tests::now()).expect("left as it is");
    let filling = app.database().filling(&caller).expect("an answer");
    assert_eq!(filling, persistence::Filling::Demo);
    let kari = app.anonymous().sign_in("kari.nordby");
    let me = kari.get("/me").expect(200);
    let team = me.body["roles"][0]["unit"]
        .as_str()
        .expect("a team")
        .to_owned();
    let caseload = kari
        .get(&format!("/teams/{team}/caseload?limit=200"))
        .expect(200);
    assert_eq!(caseload.body["items"].as_array().map(Vec::len), Some(60));
    let tomorrow = local_date(tests::now()).succ_opt().expect("a day");
    let day = kari
        .get(&format!("/teams/{team}/days/{tomorrow}"))
        .expect(200);
    let visits = day.body["visits"].as_array().expect("visits");
    let astrid = visits.iter().find(|v| v["citizen"]["name"] == "Astrid Bøe");
    let astrid = astrid.expect("her visit");
    assert!(
        astrid["citizen"]["differentEmployees"].as_u64() > Some(0),
        "her past counts"
    );
    assert_eq!(astrid["assignments"][0]["state"], json!("free"));
}

#[test]
fn the_demo_is_stored_whole_once_sqlite() {
    filled(Backend::Sqlite);
}

#[test]
fn the_demo_is_stored_whole_once_postgres() {
    filled(Backend::Postgres);
}

#[test]
fn invented_people_and_real_ones_never_share_a_database() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let (demo, other) = (TestApp::demo(backend), TestApp::start(backend));
        let refused = api::demo::refuse(demo.database(), tests::now()).unwrap_err();
        assert!(refused.contains("SEC-15"), "{refused}");
        api::demo::refuse(other.database(), tests::now()).unwrap();
        let refused = api::demo::fill(other.database(), tests::now()).unwrap_err();
        assert!(refused.contains("SEC-15"), "{refused}");
        api::demo::fill(demo.database(), tests::now()).unwrap();
    }
}

/// A demo of another time is stamped then: no write of it comes after its own clock.
#[test]
fn a_demo_of_another_time_is_stamped_then() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("demo.db");
    let (database, keys) = (
        path.to_str().expect("text"),
        folder.path().join("demo-keys"),
    );
    let made = tests::program::command(database, &keys)
        .args(["demo", "--at", "2026-01-05T05:30:00"])
        .output()
        .expect("it runs");
    assert!(made.status.success(), "{made:?}");
    let begun: chrono::DateTime<chrono::Utc> = "2026-01-05T05:30:00Z".parse().expect("a time");
    let secrets = api::secrets::read(&keys, true).expect("keys");
    let stored = persistence::Database::open(database, 1, secrets.vault).expect("a database");
    let caller = Caller::system(Action::SignIn, begun);
    let head = stored.read(&caller, |reader| reader.head(persistence::MUNICIPALITY));
    // Half past five in Oslo is half past four here.
    assert!(head.expect("a stream").changed_at < begun);
}
