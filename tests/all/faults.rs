//! Databases that go away, come back, are slow or full; servers that start together; clocks that
//! jump (SEC-13). Each counts what was acknowledged before and after.

use std::{fs, thread};
use tests::{
    Backend, TestApp, empty_place, on_both,
    own_postgres::OwnPostgres,
    program::{Installation, Program, command},
    writers::{Ledger, contact, stored},
};

/// How often something is asked again before it counts as never.
const PATIENCE: usize = 400;

#[test]
fn a_database_that_falls_and_comes_back_loses_nothing_and_needs_no_restart() {
    let mut postgres = OwnPostgres::start("");
    postgres.sql("postgres", "CREATE DATABASE tillit");
    let place = Installation::at(tempfile::tempdir().unwrap(), postgres.address("tillit"));
    let server = place.serve();
    let kari = server.client().sign_in("kari");
    let (ledger, astrid) = (Ledger::default(), place.world.astrid);
    thread::scope(|scope| {
        let _writing = ledger.until_dropped();
        // Goes on when refused: the server answers all the while.
        scope.spawn(|| ledger.keep_writing(&kari, astrid));
        ledger.wait_for(20);
        postgres.crash();
        let refused = kari
            .post(&format!("/citizens/{astrid}/contacts"), &contact("Ingen"))
            .expect(503);
        assert!(refused.header("retry-after").is_some());
        assert_eq!(refused.body["type"], "/problems/unavailable");
        // The id in the problem is the one that the log has.
        let trace = refused.body["traceId"].as_str().unwrap().replace('-', "");
        assert_eq!(refused.header("x-trace-id"), Some(trace.as_str()));
        kari.get("//healthz").expect(200);
        kari.get("//readyz").expect(503);
        let before = ledger.count();
        postgres.go();
        ledger.wait_for(before + 20);
    });
    assert!((0..PATIENCE).any(|_| kari.get("//readyz").status == 200));
    let log = server.stop();
    assert!(
        log.contains("unavailable") && !log.contains("Skriver"),
        "ids only: {log}"
    );
    ledger.check(&place.open(), astrid);
    assert!(
        !stored(&place.open(), astrid)
            .iter()
            .any(|name| name == "Ingen")
    );
}

#[test]
fn a_database_that_hangs_is_answered_with_503_and_others_are_served() {
    let app = TestApp::start(Backend::Postgres);
    let (kari, nina) = (app.sign_in("kari"), app.sign_in("nina"));
    let (ledger, astrid, gunvor) = (Ledger::default(), app.world.astrid, app.world.gunvor);
    assert_eq!(ledger.write(&kari, astrid), Some(201));
    // Somebody holds Team Skullerud's stream and does not let go.
    let statement = format!(
        "SELECT 1 FROM streams WHERE id = '{}' FOR UPDATE",
        app.world.skullerud
    );
    let held = persistence::testing::hold(app.database_address(), &statement).unwrap();
    let waiting = thread::scope(|scope| {
        let waiting =
            scope.spawn(|| kari.post(&format!("/citizens/{astrid}/contacts"), &contact("Ventet")));
        // Team Bogerud notices nothing.
        let other = Ledger::default();
        for _ in 0..20 {
            assert_eq!(other.write(&nina, gunvor), Some(201));
        }
        waiting.join().unwrap()
    });
    let refused = waiting.expect(503);
    assert!(refused.header("retry-after").is_some());
    drop(held);
    assert_eq!(ledger.write(&kari, astrid), Some(201));
    ledger.check(app.database(), astrid);
    assert!(
        !stored(app.database(), astrid)
            .iter()
            .any(|name| name == "Ventet")
    );
}

#[test]
fn a_full_disk_refuses_what_it_cannot_keep_and_loses_nothing_it_has_kept() {
    let place = Installation::new(Backend::Sqlite);
    // A limit on the size of files stands for the disk; lifting it for room that was made.
    let room = fs::metadata(&place.database).unwrap().len() / 1024 + 300;
    let server = place.serve_after(&format!("trap '' XFSZ; ulimit -S -f {}", room * 2));
    let kari = server.client().sign_in("kari");
    let (ledger, astrid) = (Ledger::default(), place.world.astrid);
    let refused = (0..100_000).find_map(|_| match ledger.write(&kari, astrid) {
        Some(201) => None,
        other => Some(other),
    });
    assert_eq!(
        refused,
        Some(Some(503)),
        "it says that it cannot, and why it is not the client"
    );
    let acknowledged = ledger.count();
    assert!(acknowledged > 0);
    kari.get("//healthz").expect(200);
    // Nor does anybody get in: a session that is not stored is none.
    let per = server.client();
    let login = serde_json::json!({ "userName": "per", "password": tests::PASSWORD });
    let refused = (0..100).any(|_| per.post("/sessions", &login).status == 503);
    assert!(refused, "what little room was left is used up soon");
    let unlimited = std::process::Command::new("prlimit")
        .args(["--pid", &server.id().to_string(), "--fsize=unlimited"])
        .status();
    assert!(unlimited.unwrap().success());
    for _ in 0..20 {
        assert_eq!(
            ledger.write(&kari, astrid),
            Some(201),
            "there is room again"
        );
    }
    assert_eq!(ledger.count(), acknowledged + 20);
    server.kill();
    ledger.check(&place.open(), astrid);
}

/// Starts two servers at the same time.
fn both(start: impl Fn() -> Program + Sync) -> (Program, Program) {
    thread::scope(|scope| {
        let (one, other) = (scope.spawn(&start), scope.spawn(&start));
        (one.join().unwrap(), other.join().unwrap())
    })
}

#[test]
fn two_servers_migrate_and_serve_one_database_at_once() {
    for backend in [Backend::Postgres, Backend::Sqlite] {
        let folder = tempfile::tempdir().unwrap();
        let keys = folder.path().join("production");
        api::secrets::create(&keys, "test").unwrap();
        let address = empty_place(backend, folder.path());
        // On a place without any schema.
        let (one, other) =
            both(|| Program::start(command(&address, &keys).args(["serve", "--port", "0"])));
        one.client().get("//readyz").expect(200);
        other.client().get("//readyz").expect(200);
        one.stop();
        other.stop();
        let place = Installation::at(folder, address);
        let (one, other) = both(|| place.serve());
        let (kari, astrid) = (one.client().sign_in("kari"), place.world.astrid);
        // Signed in at one, known at the other.
        let mut also = other.client();
        also.token.clone_from(&kari.token);
        let ledger = Ledger::default();
        thread::scope(|scope| {
            for client in [&kari, &also, &kari, &also] {
                let ledger = &ledger;
                scope.spawn(move || {
                    for _ in 0..15 {
                        assert_eq!(ledger.write(client, astrid), Some(201));
                    }
                });
            }
        });
        assert_eq!(ledger.count(), 60);
        ledger.check(&place.open(), astrid);
        // What one wrote, the other shows at once.
        assert_eq!(ledger.write(&kari, astrid), Some(201));
        let shown = also
            .get(&format!("/citizens/{astrid}/contacts"))
            .expect(200);
        let text = String::from_utf8(shown.bytes).unwrap();
        assert!(ledger.names().iter().all(|name| text.contains(name)));
    }
}

on_both!(
    fn a_clock_that_jumps_loses_nothing_and_time_in_a_stream_never_goes_back(app) {
        let (ledger, astrid) = (Ledger::default(), app.world.astrid);
        for instant in [
            "2026-11-23T06:00:00Z", "2026-11-23T05:00:00Z", "2026-11-21T06:00:00Z",
            "2026-11-23T06:30:00Z", "2027-03-28T01:30:00Z", "2026-11-23T07:00:00Z",
        ] {
            app.at(instant);
            let kari = app.sign_in("kari");
            for _ in 0..5 {
                assert_eq!(ledger.write(&kari, astrid), Some(201), "at {instant}");
            }
            // A token lives by the clock that stands, not by the one that made it.
            kari.get("/me").expect(200);
        }
        assert_eq!(ledger.count(), 30);
        ledger.check(app.database(), astrid);
        let times = changed_at(app.database_address(), &app.world.skullerud.to_string());
        assert!(times.len() >= 30 && times.is_sorted(), "{times:?}");
    }
);

/// When the changes of a stream happened, in the order of its revisions, as the database keeps them.
fn changed_at(address: &str, stream: &str) -> Vec<String> {
    let mut bytes = Vec::new();
    let mut store = persistence::Store::existing(address).unwrap();
    store.dump("", &[], &mut bytes).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let rows = text
        .lines()
        .skip_while(|line| !line.contains(r#""table":"changes""#))
        .skip(1);
    rows.take_while(|line| line.starts_with('['))
        .map(|line| serde_json::from_str::<Vec<serde_json::Value>>(line).unwrap())
        .filter(|row| row[0] == stream)
        .map(|row| row.last().unwrap().as_str().unwrap().to_owned())
        .collect()
}
