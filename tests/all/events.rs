//! Listening to the feed (API-6): the same positions as by asking, resumed where one broke off, never
//! silent about what was missed, and over when access is.

use crate::day::{at_work, day, visit};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use domain::{
    organisation::{Membership, Role},
    time::local_date,
};
use persistence::{Streams, new_id};
use serde_json::{Value, json};
use tests::{Backend, Client, TestApp, on_both};

fn changes(app: &TestApp) -> String {
    format!("/units/{}/changes", app.world.skullerud)
}

fn events(app: &TestApp) -> String {
    format!("/units/{}/events", app.world.skullerud)
}

/// A write of one change.
fn neighbour(app: &TestApp, by: &Client) {
    let body = json!({ "name": "Tor Lind", "role": "neighbour", "mayShare": [] });
    by.post(&format!("/citizens/{}/contacts", app.world.astrid), &body)
        .expect(201);
}

fn revisions(page: &Value) -> Vec<i64> {
    let items = page["items"].as_array().unwrap();
    items
        .iter()
        .map(|i| i["revision"].as_i64().unwrap())
        .collect()
}

on_both!(
    fn whoever_listens_hears_what_asking_would_have_said_and_goes_on_where_she_broke_off(app) {
        let (kari, per) = (app.sign_in("kari"), app.sign_in("per"));
        let mut first = kari.listen(&events(&app));
        let hello = first.next("changes");
        assert_eq!(hello.data["items"], json!([]), "from now");
        let start = hello.id.unwrap();
        assert_eq!(hello.data["position"], json!(start));

        neighbour(&app, &per);
        let heard = first.next("changes");
        assert_eq!(heard.data["items"][0]["resource"], "contacts");
        let asked = kari.get(&format!("{}?since={start}", changes(&app))).expect(200).body;
        assert_eq!(asked, heard.data, "one feed, two ways");
        let left_off = heard.id.unwrap();
        drop(first);

        for _ in 0..3 {
            neighbour(&app, &per);
        }
        let mut second = kari.with("last-event-id", &left_off).listen(&events(&app));
        let missed = second.next("changes");
        assert_eq!(missed.data["reset"], false);
        assert_eq!(revisions(&missed.data).len(), 3);
        // The header goes before the address: that is how an `EventSource` comes back.
        let path = format!("{}?since={start}&once=true", events(&app));
        let mut third = kari.with("last-event-id", &left_off).listen(&path);
        assert_eq!(third.next("changes").data, missed.data);
        assert_eq!(third.end(), "caught_up");
        let mut fourth = kari.listen(&path);
        assert_eq!(revisions(&fourth.next("changes").data).len(), 4);
    }
);

on_both!(
    fn twenty_writers_are_heard_without_a_gap_and_in_order(app) {
        let kari = app.sign_in("kari");
        let mut listener = kari.listen(&events(&app));
        listener.next("changes");
        let writers: Vec<Client> = (0..20).map(|_| app.sign_in("per")).collect();
        let heard = std::thread::scope(|scope| {
            for writer in &writers {
                let app = &app;
                scope.spawn(move || (0..3).for_each(|_| neighbour(app, writer)));
            }
            let mut heard = Vec::new();
            while heard.len() < 60 {
                heard.extend(revisions(&listener.next("changes").data));
            }
            heard
        });
        assert_eq!(heard.len(), 60);
        assert!(heard.windows(2).all(|w| w[1] == w[0] + 1), "{heard:?}");
    }
);

on_both!(
    fn a_position_of_another_epoch_unit_or_age_answers_reset_and_never_silence(app) {
        let kari = app.sign_in("kari");
        let ask = |position: &str| {
            let asked = kari.get(&format!("{}?since={position}", changes(&app))).expect(200).body;
            let path = format!("{}?since={position}&once=true", events(&app));
            let mut listener = kari.listen(&path);
            let first = listener.hear().unwrap();
            assert_eq!(first.data, asked);
            assert_eq!(first.name, if asked["reset"] == true { "reset" } else { "changes" });
            asked
        };
        let start = ask("x")["position"].as_str().unwrap().to_owned();
        assert_eq!(ask(&start)["reset"], false);
        assert_eq!(ask("fromelsewhere")["reset"], true);

        // What she may see is part of the position (API-6: a changed scope).
        let bytes = URL_SAFE_NO_PAD.decode(&start).unwrap();
        let mut inside: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(inside[1][2], "all");
        inside[1][2] = json!("lessthanall");
        let narrower = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&inside).unwrap());
        assert_eq!(ask(&narrower)["reset"], true);
        // A revision that has not been, as after a restored backup.
        inside[1] = json!([app.world.skullerud, 1_000_000, "all"]);
        let future = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&inside).unwrap());
        assert_eq!(ask(&future)["reset"], true);

        app.database().renew_epoch().unwrap();
        let after = ask(&start);
        assert_eq!(after["reset"], true);
        assert_eq!(ask(after["position"].as_str().unwrap())["reset"], false);
    }
);

on_both!(
    fn thirty_days_behind_is_too_old_and_a_quiet_unit_is_not(app) {
        let position = |by: &Client, path: &str| {
            by.get(path).expect(200).body["position"].as_str().unwrap().to_owned()
        };
        let since = |by: &Client, position: &str| {
            by.get(&format!("{}?since={position}", changes(&app))).expect(200).body
        };
        let kari = app.sign_in("kari");
        let start = position(&kari, &changes(&app));
        app.at("2026-12-30T06:00:00Z");
        let kari = app.sign_in("kari");
        assert_eq!(since(&kari, &start)["reset"], false, "nothing happened for 37 days");
        neighbour(&app, &kari);
        app.at("2027-01-29T06:00:00Z");
        let kari = app.sign_in("kari");
        assert_eq!(since(&kari, &start)["reset"], false, "30 days behind, not more");
        neighbour(&app, &kari);
        app.at("2027-01-29T06:00:01Z");
        assert_eq!(since(&kari, &start)["reset"], true);
        let recent = position(&kari, &changes(&app));
        neighbour(&app, &kari);

        // What is forgotten is not passed over in silence.
        let forgotten = tests::now() + TimeDelta::days(300);
        assert!(app.database().forget_changes(forgotten).unwrap() > 0);
        assert_eq!(since(&kari, &recent)["reset"], true);
    }
);

on_both!(
    fn a_restored_database_is_told_to_those_who_listen(app) {
        let kari = app.sign_in("kari");
        let mut listener = kari.listen(&events(&app));
        listener.next("changes");
        let tag = kari.get("/me/day").expect(200).etag();
        kari.with("if-none-match", &tag).get("/me/day").expect(304);
        app.database().renew_epoch().unwrap();
        let told = listener.next("reset");
        assert_eq!(told.data["reset"], true);
        assert_eq!(told.id, told.data["position"].as_str().map(str::to_owned));
        // Entity tags hold the epoch too: what a phone has kept is of another database.
        kari.with("if-none-match", &tag).get("/me/day").expect(200);
        neighbour(&app, &kari);
        assert_eq!(revisions(&listener.next("changes").data).len(), 1);
    }
);

on_both!(
    fn a_stream_ends_with_the_token(app) {
        let kari = app.sign_in("kari");
        let mut listener = kari.listen(&events(&app));
        listener.next("changes");
        app.clock.set(tests::now() + TimeDelta::minutes(16));
        assert_eq!(listener.end(), "signed_out");
    }
);

on_both!(
    fn a_stream_ends_when_its_session_is_ended_elsewhere(app) {
        let (phone, desk) = (app.sign_in("kari"), app.sign_in("kari"));
        let mut listener = phone.listen(&events(&app));
        listener.next("changes");
        let sessions = desk.get("/sessions").expect(200).body;
        let lost = sessions["items"].as_array().unwrap().iter().find(|s| s["current"] == false);
        let lost = lost.unwrap_or_else(|| panic!("{sessions}"));
        desk.delete(&format!("/sessions/{}", lost["id"].as_str().unwrap())).expect(204);
        assert_eq!(listener.end(), "signed_out");
    }
);

on_both!(
    fn whoever_is_no_longer_of_the_unit_hears_no_more_of_it(app) {
        // Nina helps out until Monday evening.
        let membership = Membership {
            id: new_id(tests::now()),
            employee: app.world.employee("nina"),
            unit: app.world.skullerud,
            role: Role::Member,
            share: 20,
            from: local_date(tests::now()),
            until: Some(local_date(tests::now())),
            confirmed_at: Some(tests::now()),
        };
        app.arrange(Streams::municipality(), |writer| writer.insert_membership(&membership, None));
        app.at("2026-11-23T22:55:00Z");
        let (nina, kari) = (app.sign_in("nina"), app.sign_in("kari"));
        let mut listener = nina.listen(&events(&app));
        listener.next("changes");
        app.at("2026-11-23T23:00:00Z");
        neighbour(&app, &kari);
        let mut heard = Vec::new();
        while let Some(event) = listener.hear() {
            heard.push((event.name, event.data["reason"].clone()));
        }
        assert_eq!(heard, [("end".to_owned(), json!("no_access"))]);
        nina.get(&changes(&app)).expect(403);
    }
);

on_both!(
    fn another_teams_nurse_hears_nothing_at_all(app) {
        let nina = app.sign_in("nina");
        assert_eq!(nina.get(&events(&app)).expect(403).codes(), ["not-in-unit"]);
        nina.get("/units/01900000-0000-7000-8000-000000000000/events").expect(404);
        app.anonymous().get(&events(&app)).expect(401);
        app.sign_in("kari").get(&format!("{}?sinse=x", events(&app))).expect(400);
    }
);

on_both!(
    fn the_making_of_a_proposal_is_heard_as_it_goes_without_a_revision(app) {
        at_work(&app, &["kari", "per", "siri"]);
        let kari = app.sign_in("kari");
        for hour in 8..14 {
            let (from, until) = (format!("{hour:02}:00:00"), format!("{:02}:00:00", hour + 1));
            visit(&app, &kari, app.world.astrid, &from, &until);
        }
        let mut listener = kari.listen(&events(&app));
        let before = listener.next("changes").id.unwrap();
        let asked = kari.post(&format!("{}/proposals", day(&app)), &json!({})).expect(202);
        let (mut progress, mut versions) = (0, Vec::new());
        while versions.last() != Some(&2) {
            let event = listener.hear().expect("it goes on");
            match event.name.as_str() {
                "progress" => {
                    assert_eq!(event.id, None);
                    assert_eq!(event.data["resource"], "proposals");
                    assert_eq!(event.data["id"], asked.body["id"]);
                    assert!(event.data["done"].as_u64() <= event.data["total"].as_u64());
                    progress += 1;
                }
                _ => versions.extend(
                    event.data["items"].as_array().into_iter().flatten().map(|i| i["version"].as_i64().unwrap()),
                ),
            }
        }
        assert_eq!(versions, [1, 2], "asked for, and ready");
        assert!((1..=100).contains(&progress), "{progress}");
        // Whoever comes later hears of the outcome, not of the way there.
        let mut later = kari.listen(&format!("{}?since={before}&once=true", events(&app)));
        assert_eq!(later.next("changes").data["items"].as_array().unwrap().len(), 2);
        assert_eq!(later.end(), "caught_up");
    }
);

on_both!(
    fn the_server_stops_although_somebody_listens(app) {
        let kari = app.sign_in("kari");
        let mut listener = kari.listen(&events(&app));
        listener.next("changes");
        app.begin_to_stop();
        assert_eq!(listener.end(), "stopping");
    }
);

fn with_settings(backend: Backend) {
    let app = TestApp::start_with(backend, |config| {
        config.event_streams_per_session = 2;
        config.event_heartbeat_seconds = 1;
    });
    let kari = app.sign_in("kari");
    let mut first = kari.listen(&events(&app));
    let mut second = kari.listen(&events(&app));
    first.next("changes");
    second.next("changes");
    let full = kari.get(&events(&app)).expect(429);
    assert!(full.header("retry-after").is_some());
    assert_eq!(app.listeners(), 2);
    app.sign_in("kari").listen(&events(&app)).next("changes");

    // A silent stream says that it is there; one that is left is noticed by that, and its place is free.
    assert_eq!(second.hear().unwrap().name, "");
    drop(first);
    while app.listeners() > 1 {
        std::thread::yield_now();
    }
    kari.listen(&events(&app)).next("changes");
}

#[test]
fn streams_are_bounded_and_show_that_they_live_sqlite() {
    with_settings(Backend::Sqlite);
}

#[test]
fn streams_are_bounded_and_show_that_they_live_postgres() {
    with_settings(Backend::Postgres);
}

on_both!(
    /// An `EventSource` can set no header: what the browser itself says stands in for `X-Tillit`.
    fn a_browser_listens_with_its_cookie_and_another_site_does_not(app) {
        let body = json!({ "userName": "kari", "password": tests::PASSWORD });
        let anonymous = app.anonymous();
        let signed_in = anonymous.with("x-tillit", "1").post("/browser-session", &body).expect(201);
        let cookie = signed_in
            .headers
            .get_all("set-cookie")
            .iter()
            .find_map(|c| c.to_str().unwrap().split(';').next().filter(|c| c.contains("access")).map(str::to_owned))
            .unwrap();
        let browser = anonymous.with("cookie", &cookie);
        let mut heard = browser.with("sec-fetch-site", "same-origin").listen(&events(&app));
        heard.next("changes");
        browser.get(&events(&app)).expect(401);
        browser.with("sec-fetch-site", "same-site").get(&events(&app)).expect(401);
        browser.with("sec-fetch-site", "cross-site").get(&events(&app)).expect(401);
        let foreign = browser.with("sec-fetch-site", "same-origin").with("origin", "https://elsewhere.example");
        foreign.get(&events(&app)).expect(401);
        // Never for what changes something.
        let contact = json!({ "name": "Tor Lind", "role": "neighbour", "mayShare": [] });
        let path = format!("/citizens/{}/contacts", app.world.astrid);
        browser.with("sec-fetch-site", "same-origin").post(&path, &contact).expect(401);
    }
);
