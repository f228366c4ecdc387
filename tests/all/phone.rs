//! The phone: one's day in one answer, and what happened, told late, twice and in the wrong order
//! (R-WL-6, SEC-4, SEC-9, API-3).

use chrono::TimeDelta;
use domain::{day_plan::DayPlanState, ids::VisitId};
use serde_json::{Value, json};
use tests::{
    Backend, Client, TestApp, on_both,
    phone::{give, plan, shift, visit},
};
use uuid::Uuid;

const DEVICE: &str = "01930000-0000-7000-8000-0000000000d1";

fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0000 + n)
}

fn event(n: u128, visit: VisitId, kind: &str, minute: i64) -> Value {
    let at = tests::now() + TimeDelta::minutes(minute);
    json!({ "id": id(n), "visit": visit, "kind": kind, "phoneTime": at, "sequence": n as i64 })
}

fn tell(client: &Client, events: &[Value]) -> Vec<Value> {
    let body = json!({ "device": DEVICE, "events": events });
    let told = client.post("/me/visit-events", &body).expect(200);
    told.body["answers"].as_array().expect("answers").clone()
}

fn fates(answers: &[Value]) -> Vec<String> {
    let fate = |a: &Value| a["fate"].as_str().unwrap_or_default().to_owned();
    answers.iter().map(fate).collect()
}

/// Kari's published Monday with a visit to Astrid and one to Einar.
fn day(app: &TestApp) -> [VisitId; 2] {
    let unit = app.world.skullerud;
    shift(app, unit, "kari");
    let visits = [
        visit(
            app,
            unit,
            app.world.astrid,
            "kari",
            tests::now() + TimeDelta::hours(1),
        ),
        visit(
            app,
            unit,
            app.world.einar,
            "kari",
            tests::now() + TimeDelta::hours(2),
        ),
    ];
    plan(app, unit, DayPlanState::Published);
    visits
}

on_both!(
    fn the_day_has_what_a_shift_needs_and_nobody_who_is_not_on_the_list(app) {
        let visits = day(&app);
        let seen = app.sign_in("kari").get("/me/day").expect(200);
        let ids: Vec<&str> = seen.body["visits"].as_array().unwrap().iter()
            .map(|v| v["id"].as_str().unwrap()).collect();
        assert_eq!(ids, visits.map(|v| v.to_string()), "in order");
        assert_eq!(seen.body["visits"][0]["draft"], false);
        assert_eq!(seen.body["citizens"].as_array().unwrap().len(), 2);
        assert_eq!(seen.body["citizens"][0]["wayIn"]["key"], "Nøkkel 14");
        assert_eq!(seen.body["units"][0]["colleagues"][0]["name"], "Kari Nordby");
        let others = app.sign_in("nina").get("/me/day").expect(200);
        assert_eq!(others.body["visits"], json!([]));
        assert_eq!(others.body["citizens"], json!([]));
    }
);

/// Astrid's address becomes one that only a c/o exists of.
fn protect_astrid(app: &TestApp) {
    let kari = app.sign_in("kari");
    let path = format!("/citizens/{}", app.world.astrid);
    let seen = kari.get(&path).expect(200);
    let mut content = seen.body.clone();
    for shown_only in ["id", "identity", "unit"] {
        content.as_object_mut().unwrap().remove(shown_only);
    }
    content["address"]["protection"] = json!("strengt_fortrolig");
    content["address"]["place"] = Value::Null;
    kari.if_match(&seen.etag()).put(&path, &content).expect(200);
}

on_both!(
    /// SEC-4: until the list is in force only the primary contact has the way in.
    fn a_protected_address_is_shown_to_those_on_todays_list_and_to_nobody_else(app) {
        protect_astrid(&app);
        let unit = app.world.skullerud;
        visit(&app, unit, app.world.astrid, "kari", tests::now() + TimeDelta::hours(1));
        visit(&app, unit, app.world.einar, "per", tests::now() + TimeDelta::hours(1));
        let astrid = |client: &Client| {
            let day = client.get("/me/day").expect(200).body;
            let citizens = day["citizens"].as_array().unwrap().clone();
            citizens.into_iter().find(|c| c["id"] == json!(app.world.astrid))
        };
        let (kari, per) = (app.sign_in("kari"), app.sign_in("per"));
        let draft = astrid(&kari).expect("she is on the list being made");
        assert_eq!(draft["protectedAddress"], true);
        assert_eq!(draft["wayIn"], Value::Null);
        plan(&app, unit, DayPlanState::Published);
        let shown = astrid(&kari).expect("she is on the list");
        assert_eq!(shown["wayIn"]["key"], "Nøkkel 14");
        assert_eq!(shown["wayIn"]["place"], Value::Null, "on no map");
        assert_eq!(astrid(&per), None);
        // The day after is nobody's list of today any more.
        app.at("2026-11-24T06:00:00Z");
        let kari = app.sign_in("kari");
        let day = kari.get("/me/day?date=2026-11-23").expect(200).body;
        let later = &day["citizens"][0];
        assert_eq!(later["id"], json!(app.world.astrid));
        assert_eq!(later["wayIn"], Value::Null);
    }
);

on_both!(
    fn claimed_visits_of_an_open_plan_are_shown_as_draft(app) {
        visit(&app, app.world.skullerud, app.world.astrid, "kari", tests::now());
        let seen = app.sign_in("kari").get("/me/day").expect(200);
        assert_eq!(seen.body["visits"][0]["draft"], true);
    }
);

on_both!(
    fn the_same_day_is_304_until_a_colleague_changes_something(app) {
        let visits = day(&app);
        let kari = app.sign_in("kari");
        let first = kari.get("/me/day").expect(200);
        let known = kari.with("if-none-match", &first.etag());
        known.get("/me/day").expect(304);
        give(&app, app.world.skullerud, visits[1], "per");
        let second = known.get("/me/day").expect(200);
        assert_ne!(first.etag(), second.etag());
        assert_eq!(second.body["visits"].as_array().unwrap().len(), 1);
    }
);

on_both!(
    fn a_shift_in_another_unit_is_seen_at_once(app) {
        let kari = app.sign_in("kari");
        kari.get("/me/day").expect(200);
        shift(&app, app.world.bogerud, "kari");
        let seen = kari.get("/me/day").expect(200);
        assert_eq!(seen.body["shifts"].as_array().unwrap().len(), 1);
    }
);

on_both!(
    fn a_revoked_session_is_refused_although_its_day_is_kept(app) {
        day(&app);
        let (phone, desk) = (app.sign_in("kari"), app.sign_in("kari"));
        let etag = phone.get("/me/day").expect(200).etag();
        let sessions = desk.get("/sessions").expect(200).body;
        let items = sessions["items"].as_array().or(sessions.as_array()).unwrap().clone();
        // The phone's, from the desk.
        for session in items.iter().filter(|session| session["current"] == false) {
            let path = format!("/sessions/{}", session["id"].as_str().unwrap());
            desk.delete(&path).expect(204);
        }
        phone.get("/me/day").expect(401);
        phone.with("if-none-match", &etag).get("/me/day").expect(401);
    }
);

on_both!(
    fn seeing_the_day_again_is_covered_by_one_entry_and_later_needs_another(app) {
        day(&app);
        let kari = app.sign_in("kari");
        for _ in 0..3 {
            kari.get("/me/day").expect(200);
        }
        let log = format!("/citizens/{}/access-log", app.world.astrid);
        let entries = |app: &TestApp| {
            let seen = app.sign_in("liv").get(&log).expect(200);
            let items = seen.body["items"].as_array().unwrap().clone();
            items.iter().filter(|e| e["operation"] == "getMyDay").count()
        };
        assert_eq!(entries(&app), 1);
        app.at("2026-11-23T06:14:00Z");
        kari.get("/me/day").expect(200);
        assert_eq!(entries(&app), 1);
        app.at("2026-11-23T06:15:00Z");
        app.sign_in("kari").get("/me/day").expect(200);
        assert_eq!(entries(&app), 2);
    }
);

on_both!(
    fn a_day_of_twenty_visits_takes_as_many_queries_as_one_of_two_and_stays_small(app) {
        day(&app);
        let kari = app.sign_in("kari");
        let caller = persistence::Caller::employee(
            std::sync::Arc::new(app.world.actor("kari", tests::now())),
            domain::policy::Action::GetMyDay,
            tests::now(),
        );
        let made = |app: &TestApp| {
            let database = app.database();
            let count = |reader: &mut persistence::Reader<'_>| {
                let before = database.queries();
                reader.my_day(tests::phone::monday())?;
                Ok(database.queries() - before)
            };
            database.read(&caller, count).unwrap()
        };
        let few = made(&app);
        for n in 3..21 {
            let at = tests::now() + TimeDelta::minutes(20 * n + 7);
            visit(&app, app.world.skullerud, app.world.astrid, "kari", at);
        }
        assert_eq!(made(&app), few);
        kari.get("/me/day").expect(200);
        let before = app.database().queries();
        kari.get("/me/day").expect(200);
        let again = app.database().queries() - before;
        // One look-up; PostgreSQL also asks whether the connection lives.
        assert!(again <= 2, "{again} queries for a kept day");
        let zipped = kari.with("accept-encoding", "gzip").send("GET", "/me/day", Vec::new(), None);
        assert!(zipped.bytes.len() < 30_000, "{} bytes", zipped.bytes.len());
    }
);

on_both!(
    fn a_batch_twice_and_reversed_ends_in_one_state_with_nothing_doubled(app) {
        let visits = day(&app);
        let kari = app.sign_in("kari");
        let mut events = vec![
            event(1, visits[0], "started", 60),
            event(2, visits[0], "done", 80),
            event(3, visits[1], "started", 120),
            event(4, visits[1], "nobody_opened", 125),
        ];
        assert_eq!(fates(&tell(&kari, &events)), ["applied"; 4]);
        let state = kari.get("/me/day").expect(200).body["visits"].clone();
        assert_eq!(state[0]["outcome"], "done");
        assert_eq!(state[1]["outcome"], "nobody_opened");
        events.reverse();
        assert_eq!(fates(&tell(&kari, &events)), ["repeated"; 4]);
        assert_eq!(kari.get("/me/day").expect(200).body["visits"], state);
        let tasks = kari.get(&format!("/teams/{}/tasks", app.world.skullerud)).expect(200);
        let alerts = tasks.body["items"].as_array().unwrap().iter()
            .filter(|t| t["subject"] == "nobody_opened").count();
        assert_eq!(alerts, 1, "{}", tasks.body);
    }
);

on_both!(
    fn a_corrected_event_counts_as_corrected_in_any_order(app) {
        let visits = day(&app);
        let kari = app.sign_in("kari");
        let mut slip = event(2, visits[0], "declined", 90);
        slip["replaces"] = json!(id(1));
        tell(&kari, &[slip]);
        tell(&kari, &[event(1, visits[0], "done", 80)]);
        let seen = kari.get("/me/day").expect(200);
        assert_eq!(seen.body["visits"][0]["outcome"], "declined");
    }
);

on_both!(
    fn events_of_a_visit_given_away_meanwhile_are_kept(app) {
        let visits = day(&app);
        let kari = app.sign_in("kari");
        give(&app, app.world.skullerud, visits[0], "per");
        plan(&app, app.world.skullerud, DayPlanState::Closed);
        assert_eq!(fates(&tell(&kari, &[event(1, visits[0], "done", 80)])), ["applied"]);
        let seen = app.sign_in("per").get("/me/day").expect(200);
        assert_eq!(seen.body["visits"][0]["outcome"], "done");
    }
);

on_both!(
    fn anothers_visit_and_no_visit_are_set_aside_in_the_same_words(app) {
        let gunvor = visit(&app, app.world.bogerud, app.world.gunvor, "nina", tests::now());
        let nothing = VisitId(id(99));
        let kari = app.sign_in("kari");
        let answers = tell(&kari, &[event(1, gunvor, "done", 10), event(2, nothing, "done", 10)]);
        assert_eq!(fates(&answers), ["set_aside"; 2]);
        assert_eq!(answers[0]["remarks"][0]["message"], answers[1]["remarks"][0]["message"]);
        let seen = app.sign_in("nina").get("/me/day").expect(200);
        assert_eq!(seen.body["visits"][0]["outcome"], "planned");
    }
);

on_both!(
    fn a_bad_event_is_refused_alone_and_a_body_that_is_no_batch_as_a_whole(app) {
        let visits = day(&app);
        let kari = app.sign_in("kari");
        let mut typo = event(2, visits[0], "done", 81);
        typo["notee"] = json!("x");
        let mut nul = event(3, visits[0], "note", 82);
        nul["note"] = json!("a\u{0}b");
        let bad = [
            event(1, visits[0], "done", 80),
            typo,
            nul,
            event(4, visits[0], "not_done", 83),
            json!(7),
        ];
        let answers = tell(&kari, &bad);
        assert_eq!(fates(&answers), ["applied", "refused", "refused", "refused", "refused"]);
        assert_eq!(answers[1]["remarks"][0]["pointer"], "/events/1/notee");
        assert_eq!(answers[3]["remarks"][0]["pointer"], "/events/3/reason");
        let many: Vec<Value> = (0..501).map(|_| json!({})).collect();
        let body = json!({ "device": DEVICE, "events": many });
        kari.post("/me/visit-events", &body).expect(422);
        kari.post("/me/visit-events", &json!({ "events": [] })).expect(400);
        kari.get("/me/day?date=2026-13-40").expect(400);
        kari.get("/me/day?dato=2026-11-23").expect(400);
        kari.get("/me/day?date=9999-12-31").expect(404);
    }
);

/// A small, repeatable source of disorder.
struct Disorder(u64);

impl Disorder {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % n.max(1)
    }
    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

/// Sends the same events shuffled, doubled and in pieces, a different way for each run, to fresh
/// visits, and compares with the pure function of the set.
fn any_pieces_in_any_order(backend: Backend, runs: u64) {
    let app = TestApp::start(backend);
    let unit = app.world.skullerud;
    plan(&app, unit, DayPlanState::Published);
    let kari = app.sign_in("kari");
    let me = app.world.employee("kari");
    for run in 1..=runs {
        let mut disorder = Disorder(run);
        let start = tests::now() + TimeDelta::minutes(run as i64 * 5);
        let visit = visit(&app, unit, app.world.astrid, "kari", start);
        let kinds = [
            "started",
            "done",
            "declined",
            "moved",
            "nobody_opened",
            "note",
            "withdrawn",
        ];
        let many = 1 + disorder.below(9);
        let first = u128::from(run) * 100;
        let events: Vec<Value> = (0..many)
            .map(|n| {
                let kind = kinds[disorder.below(kinds.len())];
                let minute = disorder.below(30) as i64;
                let mut event = event(first + n as u128, visit, kind, minute);
                if kind == "note" {
                    event["note"] = json!("spiste godt");
                }
                let other = disorder.below(many);
                if other != n && (kind == "withdrawn" || disorder.below(3) == 0) {
                    event["replaces"] = json!(id(first + other as u128));
                } else if kind == "withdrawn" {
                    event["kind"] = json!("done");
                }
                event
            })
            .collect();
        let model: Vec<domain::visit_event::VisitEvent> = events
            .iter()
            .map(|event| {
                let mut event = event.clone();
                event["employee"] = json!(me);
                event["device"] = json!(DEVICE);
                for absent in ["replaces", "happenedAt", "reason", "movedTo", "note"] {
                    if event[absent].is_null() {
                        event[absent] = Value::Null;
                    }
                }
                serde_json::from_value(event).expect("an event")
            })
            .collect();
        let expected = domain::visit_event::state(&model);
        let mut sent: Vec<Value> = events.iter().chain(&events).cloned().collect();
        disorder.shuffle(&mut sent);
        let mut applied = 0;
        while !sent.is_empty() {
            let piece = 1 + disorder.below(sent.len());
            let piece: Vec<Value> = sent.drain(..piece).collect();
            let fates = fates(&tell(&kari, &piece));
            applied += fates.iter().filter(|fate| *fate == "applied").count();
            assert!(
                fates.iter().all(|f| f == "applied" || f == "repeated"),
                "{run}: {fates:?}"
            );
        }
        assert_eq!(applied, many, "run {run}: each once");
        let day = kari.get("/me/day").expect(200);
        let shown = day.body["visits"]
            .as_array()
            .unwrap()
            .iter()
            .find(|v| v["id"] == visit.to_string())
            .unwrap()
            .clone();
        assert_eq!(shown["events"], json!(expected), "run {run}");
    }
}

#[test]
fn any_pieces_in_any_order_come_to_one_state_sqlite() {
    any_pieces_in_any_order(Backend::Sqlite, 40);
}

#[test]
fn any_pieces_in_any_order_come_to_one_state_postgres() {
    any_pieces_in_any_order(Backend::Postgres, 10);
}
