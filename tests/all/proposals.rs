//! Proposals as long work (R-WL-5): beside the request, one at a time, cancelled at once, followed,
//! brought up to a day that has changed, and tried without saving. What cannot be planned is named
//! by id (R-WL-4).

use crate::{
    citizens::content,
    day::{accept, at_work, day, plan, proposal, visit, visits},
    known::tiltak,
};
use api::config::RoadEngine as Kind;
use serde_json::{Value, json};
use tests::{
    Backend, Client, Reply, TestApp, on_both,
    road_engine::{Mood, RoadEngine},
};

fn proposals(app: &TestApp) -> String {
    format!("{}/proposals", day(app))
}

fn see(app: &TestApp, by: &Client, asked: &Reply) -> Reply {
    by.get(&format!("{}/{}", proposals(app), asked.id()))
        .expect(200)
}

fn cancel(app: &TestApp, by: &Client, asked: &Reply) -> Reply {
    by.post(
        &format!("{}/{}/cancellation", proposals(app), asked.id()),
        &json!({}),
    )
}

fn rebase(app: &TestApp, by: &Client, earlier: &Reply) -> Reply {
    by.with("prefer", "wait=8").post(
        &format!("{}/{}/rebase", proposals(app), earlier.id()),
        &json!({}),
    )
}

fn with_engine(backend: Backend, engine: &RoadEngine) -> TestApp {
    TestApp::start_with(backend, |config| {
        config.road_engine = Kind::Osrm;
        config.road_url = engine.url.clone();
        config.road_timeout_ms = 60_000;
    })
}

/// On both databases, with a road engine that holds what the planner asks.
macro_rules! with_engine_on_both {
    ($(#[$doc:meta])* fn $name:ident($app:ident, $engine:ident) $body:block) => {
        $(#[$doc])*
        mod $name {
            use super::*;

            fn run(backend: Backend) {
                let $engine = RoadEngine::start();
                let $app = with_engine(backend, &$engine);
                $body
                $engine.become_(Mood::Fine);
            }

            #[test]
            fn sqlite() {
                run(Backend::Sqlite);
            }

            #[test]
            fn postgres() {
                run(Backend::Postgres);
            }
        }
    };
}

with_engine_on_both!(
    fn one_at_a_time_is_made_and_a_cancelled_one_makes_room_at_once(app, engine) {
        at_work(&app, &["kari"]);
        let kari = app.sign_in("kari");
        visit(&app, &kari, app.world.astrid, "08:00:00", "10:00:00");
        engine.become_(Mood::Held);
        let first = kari.post(&proposals(&app), &json!({})).expect(202);
        assert_eq!(first.body["state"], "working");
        assert!(first.header("location").unwrap().ends_with(&first.id().to_string()));
        engine.wait_for(1);
        let per = app.sign_in("per");
        let second = per.post(&proposals(&app), &json!({})).expect(409);
        assert_eq!(second.codes(), ["proposal-being-made"]);
        assert_eq!(rebase(&app, &per, &first).expect(409).codes(), ["proposal-empty"]);
        assert_eq!(see(&app, &per, &first).body["state"], "working");

        let feed = format!("/units/{}/changes", app.world.skullerud);
        let position = kari.get(&feed).expect(200).body["position"].as_str().unwrap().to_owned();
        app.sign_in("nina").post(&format!("{}/{}/cancellation", proposals(&app), first.id()), &json!({}))
            .expect(403);
        assert_eq!(cancel(&app, &per, &first).expect(200).body["state"], "cancelled");
        assert_eq!(cancel(&app, &per, &first).expect(409).codes(), ["proposal-not-being-made"]);
        let changes = kari.get(&format!("{feed}?since={position}")).expect(200).body;
        assert_eq!(changes["items"][0]["resource"], "proposals");
        assert_eq!(changes["items"][0]["id"], json!(first.id()));

        let third = kari.post(&proposals(&app), &json!({})).expect(202);
        engine.wait_for(2);
        engine.become_(Mood::Fine);
        cancel(&app, &kari, &third);
        let fourth = proposal(&app, &kari);
        assert_eq!(fourth.body["state"], "ready");
        assert_eq!(see(&app, &kari, &first).body["state"], "cancelled");
        assert_eq!(see(&app, &kari, &first).body["parts"], json!([]));
    }
);

with_engine_on_both!(
    fn one_that_nobody_makes_any_more_does_not_stand_in_the_way_for_ever(app, engine) {
        at_work(&app, &["kari"]);
        let kari = app.sign_in("kari");
        visit(&app, &kari, app.world.astrid, "08:00:00", "10:00:00");
        engine.become_(Mood::Held);
        let lost = kari.post(&proposals(&app), &json!({})).expect(202);
        engine.wait_for(1);
        app.at("2026-11-23T06:02:01Z");
        let next = kari.post(&proposals(&app), &json!({})).expect(202);
        assert_eq!(see(&app, &kari, &lost).body["state"], "failed");
        cancel(&app, &kari, &next).expect(200);
    }
);

with_engine_on_both!(
    /// SEC-4: a protected address is never sent; the rest is, and the proposal says where its times
    /// come from.
    fn the_road_engine_is_told_of_no_protected_address(app, engine) {
        at_work(&app, &["kari", "per"]);
        let kari = app.sign_in("kari");
        visit(&app, &kari, app.world.astrid, "08:00:00", "10:00:00");
        visit(&app, &kari, app.world.einar, "08:00:00", "10:00:00");
        let path = format!("/citizens/{}", app.world.einar);
        let seen = kari.get(&path).expect(200);
        let mut hidden = content("Einar", "Dahl");
        hidden["address"]["protection"] = json!("fortrolig");
        hidden["address"]["place"] = Value::Null;
        kari.if_match(&seen.etag()).put(&path, &hidden).expect(200);
        let ready = proposal(&app, &kari);
        assert_eq!(ready.body["travel"], json!(["roadEngine"]));
        let asked: String = engine.asked().into_iter().map(|(path, body)| path + &body).collect();
        assert!(asked.contains("10.83800,59.86700"), "Astrid's: {asked}");
        assert!(!asked.contains("10.83100,59.86400"), "Einar's: {asked}");
    }
);

with_engine_on_both!(
    fn a_proposal_without_its_road_engine_says_so(app, engine) {
        at_work(&app, &["kari"]);
        let kari = app.sign_in("kari");
        visit(&app, &kari, app.world.astrid, "08:00:00", "10:00:00");
        engine.become_(Mood::Broken);
        assert_eq!(proposal(&app, &kari).body["travel"], json!(["fellBack"]));
    }
);

on_both!(
    fn a_proposal_for_a_day_that_has_changed_says_so_and_is_brought_up_to_it(app) {
        at_work(&app, &["kari", "per"]);
        let (kari, per) = (app.sign_in("kari"), app.sign_in("per"));
        let add = |citizen| visit(&app, &kari, citizen, "08:00:00", "10:00:00").body["id"].clone();
        let first = add(app.world.astrid);
        add(app.world.einar);
        let made = proposal(&app, &kari);
        assert_eq!(made.body["travel"], json!(["greatCircle"]));
        let same = see(&app, &kari, &made).body;
        assert_eq!((&same["outdated"], &same["changed"], &same["rebase"]),
            (&json!(false), &json!([]), &Value::Null));

        per.post(&format!("/visits/{}/claim", first.as_str().unwrap()), &json!({})).expect(200);
        let third = add(app.world.astrid);
        let then = see(&app, &kari, &made).body;
        assert_eq!(then["outdated"], true);
        let mut changed = then["changed"].as_array().unwrap().clone();
        let mut expected = vec![first.clone(), third.clone()];
        changed.sort_by_key(Value::to_string);
        expected.sort_by_key(Value::to_string);
        assert_eq!(changed, expected);
        let offer = then["rebase"].as_str().unwrap().strip_prefix("/api/v1").unwrap().to_owned();
        assert_eq!(accept(&app, &kari, &made, &json!({})).expect(409).codes(), ["visit-changed"]);

        let new = kari.with("prefer", "wait=8").post(&offer, &json!({})).expect(201);
        assert_eq!((&new.body["state"], &new.body["outdated"]), (&json!("ready"), &json!(false)));
        assert_eq!(new.body["basedOn"], json!(made.id()));
        let parts = new.body["parts"].as_array().unwrap();
        let claimed = parts.iter().find(|p| p["visit"] == first).unwrap();
        assert_eq!(claimed["employee"], json!(app.world.employee("per")));
        assert_eq!(parts.len(), 3);
        let taken = accept(&app, &kari, &new, &json!({})).expect(200);
        assert_eq!(visits(&taken.body).len(), 3);
        app.sign_in("nina").post(&offer, &json!({})).expect(403);
    }
);

on_both!(
    fn a_change_of_people_makes_it_outdated_too(app) {
        at_work(&app, &["kari"]);
        let kari = app.sign_in("kari");
        visit(&app, &kari, app.world.astrid, "08:00:00", "10:00:00");
        let made = proposal(&app, &kari);
        at_work(&app, &["per"]);
        let then = see(&app, &kari, &made).body;
        assert_eq!((&then["outdated"], &then["changed"]), (&json!(true), &json!([])));
    }
);

on_both!(
    fn a_day_is_tried_with_one_thing_changed_and_nothing_is_saved(app) {
        at_work(&app, &["hanne"]);
        let kari = app.sign_in("kari");
        plan(&kari, app.world.astrid, &tiltak());
        let open = kari.get(&day(&app)).expect(200);
        let ask = |body: Value| kari.post(&format!("{}/what-if", day(&app)), &body);
        let nurse = json!({ "oneMore": { "from": "2026-11-24T06:00:00Z", "until": "2026-11-24T10:00:00Z",
            "competences": ["insulin"], "transport": "car" } });
        let tried = ask(nurse).expect(200).body;
        assert_eq!(tried["asItIs"]["unplaced"].as_array().unwrap().len(), 1, "{tried}");
        assert_eq!(tried["whatIf"]["unplaced"], json!([]));
        assert_eq!(tried["whatIf"]["figures"]["uncovered"], 0);
        assert_eq!(tried["whatIf"]["score"].as_array().unwrap().len(), 7);

        at_work(&app, &["siri"]);
        let ill = ask(json!({ "absent": app.world.employee("siri") })).expect(200).body;
        assert_eq!(ill["asItIs"]["unplaced"], json!([]));
        assert_eq!(ill["whatIf"]["unplaced"].as_array().unwrap().len(), 1);

        let whereabouts = format!("/citizens/{}/whereabouts", app.world.astrid);
        let hospital = json!({ "kind": "hospital", "from": "2026-11-23T05:00:00Z", "until": null, "note": null });
        kari.post(&whereabouts, &hospital).expect(201);
        let home = ask(json!({ "home": app.world.astrid })).expect(200).body;
        assert_eq!(home["asItIs"]["figures"]["assignments"], 0, "{home}");
        assert_eq!(home["whatIf"]["figures"]["assignments"], 1);

        let after = kari.get(&day(&app)).expect(200).body;
        assert!(visits(&after).iter().all(|v| v["assignments"][0]["state"] == "free"));
        assert_eq!(after["state"], open.body["state"]);

        assert_eq!(ask(json!({})).expect(422).codes(), ["what-if-empty"]);
        let wrong = json!({ "absent": app.world.employee("liv"), "home": app.world.einar,
            "oneMore": { "from": "2026-11-24T10:00:00Z", "until": "2026-11-24T06:00:00Z",
                "competences": [], "transport": "walk" } });
        let wrong = ask(wrong).expect(422);
        assert_eq!(wrong.codes(), ["what-if-not-at-work", "what-if-not-away", "what-if-ends-before-start"]);
        assert_eq!(ask(json!({ "absnt": null })).expect(400).errors()[0].2, "/absnt");
        let far = json!({ "oneMore": { "from": "2027-11-24T06:00:00Z", "until": "2027-11-24T10:00:00Z",
            "competences": [], "transport": "car" } });
        let far = ask(far).expect(200).body;
        assert_eq!((&far["whatIf"], &far["failed"][0]["code"]), (&Value::Null, &json!("time-out-of-range")));
        app.sign_in("nina").post(&format!("{}/what-if", day(&app)), &json!({ "absent": null })).expect(403);
    }
);

on_both!(
    /// R-WL-4: what cannot be is answered with what is wrong, by id, and the rest is planned.
    fn what_cannot_be_is_named_by_id_and_the_rest_is_planned(app) {
        at_work(&app, &["kari"]);
        let kari = app.sign_in("kari");
        let add = |body: Value| kari.post(&format!("{}/visits", day(&app)), &body);
        let all_day = json!({ "from": "07:00:00", "until": "20:00:00" });
        let long = add(json!({ "citizen": app.world.astrid, "minutes": 600, "window": all_day })).expect(201);
        let pair = add(json!({ "citizen": app.world.einar, "minutes": 20, "employees": 2, "window": all_day }))
            .expect(201);
        let fine = visit(&app, &kari, app.world.astrid, "08:00:00", "10:00:00");
        let juggling = json!({ "citizen": app.world.astrid, "minutes": 20, "window": all_day,
            "competences": ["juggling"] });
        let refused = add(juggling).expect(400);
        assert!(refused.errors()[0].2.starts_with("/competences"), "{:?}", refused.errors());
        for minutes in [json!(-5), json!(100_000), json!(1e300), json!("NaN")] {
            let absurd = json!({ "citizen": app.world.astrid, "minutes": minutes, "window": all_day });
            let status = add(absurd).status;
            assert!(matches!(status, 400 | 422), "{minutes}: {status}");
        }

        let ready = proposal(&app, &kari);
        let parts = ready.body["parts"].as_array().unwrap();
        assert_eq!(parts.len(), 1);
        assert_eq!(parts[0]["visit"], json!(fine.id()));
        let why = |id: uuid::Uuid| {
            let left = ready.body["unplaced"].as_array().unwrap();
            let left = left.iter().find(|l| l["visit"] == json!(id)).unwrap();
            left["impossible"][0]["code"].as_str().unwrap().to_owned()
        };
        assert_eq!(why(long.id()), "longer-than-any-shift");
        assert_eq!(why(pair.id()), "too-few-at-work");
    }
);

on_both!(
    /// R-WL-4: an order that goes in a circle is refused where it is made.
    fn a_circle_of_before_and_after_never_reaches_the_planner(app) {
        at_work(&app, &["siri"]);
        let kari = app.sign_in("kari");
        let path = format!("/citizens/{}/tiltaksplan/tiltak", app.world.astrid);
        let first = kari.post(&path, &tiltak()).expect(201);
        let mut second = tiltak();
        second["slot"] = json!("formiddag");
        second["window"] = json!({ "from": "10:00:00", "until": "12:00:00", "preferred": null });
        second["after"] = json!({ "tiltak": first.id(), "minGapMinutes": 60, "maxGapMinutes": null });
        let second = kari.post(&path, &second).expect(201);
        let mut circle = tiltak();
        circle["after"] = json!({ "tiltak": second.id(), "minGapMinutes": 0, "maxGapMinutes": null });
        let refused = kari.if_match(&first.etag()).put(&format!("{path}/{}", first.id()), &circle);
        assert!(refused.expect(422).codes().contains(&"tiltak-after-circle".to_owned()));
        let ready = proposal(&app, &kari);
        let parts = ready.body["parts"].as_array().unwrap();
        assert_eq!(parts.len(), 2, "{}", ready.body["unplaced"]);
    }
);
