//! The plan against the vedtak's frame (R-PLAN-3, R-PLAN-4), and what the caseload says of it
//! (R-CIT-6).

use crate::known::{NOTHING, tiltak, vedtak};
use serde_json::{Value, json};
use tests::{Client, Reply, TestApp, on_both};

fn plan(app: &TestApp) -> String {
    format!("/citizens/{}/tiltaksplan", app.world.astrid)
}

fn add(app: &TestApp, by: &Client, tiltak: &Value) -> Reply {
    by.post(&format!("{}/tiltak", plan(app)), tiltak)
}

/// Help that may be left out, `minutes` every day.
fn walking(minutes: i32) -> Value {
    let mut walking = tiltak();
    walking["description"] = json!("Gåtur");
    walking["competences"] = json!([]);
    walking["mustDo"] = json!(false);
    walking["canWaitDays"] = json!(1);
    walking["slot"] = Value::Null;
    walking["minutes"] = json!(minutes);
    walking
}

fn visits(app: &TestApp, by: &Client, date: &str) -> Vec<(i64, bool)> {
    let day = by.get(&format!("/teams/{}/days/{date}", app.world.skullerud));
    let day = day.expect(200).body;
    let visits = day["visits"].as_array().unwrap();
    let mut found: Vec<_> = visits
        .iter()
        .map(|v| (v["minutes"].as_i64().unwrap(), v["beyondFrame"] == true))
        .collect();
    found.sort();
    found
}

fn tasks(app: &TestApp, by: &Client) -> Vec<String> {
    let list = by.get(&format!("/teams/{}/tasks?limit=200", app.world.skullerud));
    let list = list.expect(200).body["items"].clone();
    let subjects = list.as_array().unwrap().iter();
    let mut found: Vec<_> = subjects
        .map(|t| t["subject"].as_str().unwrap().to_owned())
        .collect();
    found.sort();
    found
}

/// The night's write.
fn night(app: &TestApp, at: &str) {
    app.at(at);
    app.database().extend_visits(at.parse().unwrap()).unwrap();
}

on_both!(
    fn inside_the_frame_one_call_changes_the_plan_and_tomorrows_visits(app) {
        vedtak(&app, 0, 200);
        let kari = app.sign_in("kari");
        let made = add(&app, &kari, &walking(20)).expect(201);
        assert_eq!(visits(&app, &kari, "2026-11-24"), [(20, false)]);
        let one = format!("{}/tiltak/{}", plan(&app), made.id());
        kari.if_match(&made.etag()).put(&one, &walking(30)).expect(200);
        assert_eq!(visits(&app, &kari, "2026-11-24"), [(30, false)]);
        let frame = kari.get(&format!("{}/frame", plan(&app))).expect(200).body;
        let nursing = &frame["services"][0];
        assert_eq!((&nursing["standing"], &nursing["highest"]), (&json!("inside"), &json!(220)));
        let words = "Planen gir 203 minutter hjemmesykepleie i uken. Vedtaket gir rom for 0 til 220.";
        assert_eq!(nursing["words"], words);
        assert_eq!(tasks(&app, &kari), [] as [&str; 0]);
    }
);

on_both!(
    fn outside_the_frame_it_takes_a_reason_and_fourteen_days_at_most(app) {
        vedtak(&app, 0, 200);
        let kari = app.sign_in("kari");
        add(&app, &kari, &walking(20)).expect(201);
        let mut more = walking(60);
        let refused = add(&app, &kari, &more).expect(422);
        assert_eq!(refused.codes(), ["plan-above-frame", "temporary-change-needed"]);
        more["temporary"] = json!({ "reason": " ", "until": "2026-12-08" });
        let refused = add(&app, &kari, &more).expect(422);
        let at = |code: &str, at: &str| ("R-PLAN-4".to_owned(), code.to_owned(), at.to_owned());
        assert_eq!(
            refused.errors(),
            [at("temporary-reason-missing", "/temporary/reason"), at("temporary-too-long", "/temporary/until")]
        );
        more["temporary"]["whim"] = json!(1);
        assert_eq!(add(&app, &kari, &more).expect(400).errors()[0].2, "/temporary/whim");
        assert_eq!(visits(&app, &kari, "2026-11-25"), [(20, false)]);

        more["temporary"] = json!({ "reason": "Lungebetennelse", "until": "2026-12-04" });
        let made = add(&app, &kari, &more).expect(201);
        assert_eq!(made.body["content"]["temporary"]["reason"], "Lungebetennelse");
        assert_eq!(visits(&app, &kari, "2026-12-04"), [(20, false), (60, false)]);
        assert_eq!(visits(&app, &kari, "2026-12-05"), [(20, false)]);
        // A reassessment at once; the warning comes a week before it ends.
        assert_eq!(tasks(&app, &kari), ["reassessment"]);
        let frame = kari.get(&format!("{}/frame", plan(&app))).expect(200).body;
        assert_eq!(frame["services"][0]["standing"], "above");
        assert_eq!(frame["temporary"][0]["until"], "2026-12-04");
        assert_eq!(frame["latestTemporaryDay"], "2026-12-07");
        night(&app, "2026-11-27T02:00:00Z");
        let kari = app.sign_in("kari");
        assert_eq!(tasks(&app, &kari), ["beyond_frame", "reassessment"]);
        // Another change does not begin fourteen new days.
        let mut again = walking(50);
        again["start"] = json!("2026-11-28");
        again["temporary"] = json!({ "reason": "Fall", "until": "2026-12-08" });
        assert_eq!(add(&app, &kari, &again).expect(422).codes()[0], "temporary-too-long");
        // Then the last plan within the frame applies.
        night(&app, "2026-12-05T02:00:00Z");
        let kari = app.sign_in("kari");
        let whole = kari.get(&plan(&app)).expect(200).body;
        let mut ended = whole["tiltak"].as_array().unwrap().iter();
        let ended = ended.find(|t| t["content"]["minutes"] == 60).unwrap();
        assert_eq!(ended["content"]["end"], "2026-12-04");
        let frame = kari.get(&format!("{}/frame", plan(&app))).expect(200).body;
        assert_eq!((&frame["services"][0]["standing"], &frame["temporary"]), (&json!("inside"), &json!([])));
    }
);

on_both!(
    fn what_must_be_done_stays_flagged_with_a_task_every_day_until_a_vedtak_makes_room(app) {
        vedtak(&app, 0, 200);
        let kari = app.sign_in("kari");
        let mut insulin = tiltak();
        insulin["minutes"] = json!(60);
        insulin["temporary"] = json!({ "reason": "Ustabilt blodsukker", "until": "2026-11-30" });
        let made = add(&app, &kari, &insulin).expect(201);
        assert_eq!(visits(&app, &kari, "2026-11-30"), [(60, false)]);
        assert_eq!(visits(&app, &kari, "2026-12-01"), [(60, true)]);
        night(&app, "2026-12-01T02:00:00Z");
        night(&app, "2026-12-02T02:00:00Z");
        let kari = app.sign_in("kari");
        let mut open = tasks(&app, &kari);
        open.retain(|subject| subject == "beyond_frame");
        assert_eq!(open.len(), 3, "the warning, and one for each day");
        let line = &kari.get(&format!("/teams/{}/caseload", app.world.skullerud)).body["items"][0];
        assert!(line["flags"].as_array().unwrap().contains(&json!("outside_frame")), "{line}");
        // Its words are changed freely meanwhile.
        let one = format!("{}/tiltak/{}", plan(&app), made.id());
        insulin["instruction"] = json!("Mål to ganger");
        let seen = kari.get(&plan(&app)).body["tiltak"][0]["etag"].as_str().unwrap().to_owned();
        kari.if_match(&seen).put(&one, &insulin).expect(200);
        assert_eq!(visits(&app, &kari, "2026-12-10"), [(60, true)]);
        let other = json!({ "lastDay": "2026-12-01" });
        let seen = kari.get(&plan(&app)).body["tiltak"][0]["etag"].as_str().unwrap().to_owned();
        kari.if_match(&seen).post(&format!("{one}/end"), &other).expect(200);
        assert_eq!(visits(&app, &kari, "2026-12-10"), []);
    }
);

on_both!(
    fn less_than_the_vedtak_promises_is_outside_too_and_towards_the_frame_is_free(app) {
        vedtak(&app, 200, 400);
        let kari = app.sign_in("kari");
        // A plan that is being built comes from below, step by step.
        add(&app, &kari, &walking(10)).expect(201);
        let second = add(&app, &kari, &walking(30)).expect(201);
        let end = format!("{}/tiltak/{}/end", plan(&app), second.id());
        let seen = kari.if_match(&second.etag());
        let refused = seen.post(&end, &json!({ "lastDay": "2026-11-30" })).expect(422);
        assert_eq!(refused.codes(), ["plan-below-frame", "temporary-change-needed"]);
        let away = json!({ "lastDay": "2026-11-25", "temporary": { "reason": "Datteren er på besøk", "until": "2026-11-27" } });
        seen.post(&end, &away).expect(200);
        assert_eq!(visits(&app, &kari, "2026-11-26"), [(10, false)]);
        assert_eq!(visits(&app, &kari, "2026-11-28"), [(10, false), (30, false)]);
    }
);

on_both!(
    fn published_visits_stay_and_those_beyond_the_frame_are_flagged(app) {
        vedtak(&app, 0, 200);
        let kari = app.sign_in("kari");
        let mut more = walking(60);
        more["temporary"] = json!({ "reason": "Feber", "until": "2026-11-30" });
        let made = add(&app, &kari, &more).expect(201);
        let liv = app.sign_in("liv");
        let day = format!("/teams/{}/days/2026-11-29", app.world.skullerud);
        let seen = liv.get(&day).expect(200).body["etag"].as_str().unwrap().to_owned();
        liv.if_match(&seen).post(&format!("{day}/publication"), &json!({})).expect(200);
        // It ends earlier: the published day keeps its visit, flagged; the others do not.
        more["temporary"]["until"] = json!("2026-11-26");
        let one = format!("{}/tiltak/{}", plan(&app), made.id());
        kari.if_match(&made.etag()).put(&one, &more).expect(200);
        assert_eq!(visits(&app, &kari, "2026-11-26"), [(60, false)]);
        assert_eq!(visits(&app, &kari, "2026-11-27"), []);
        assert_eq!(visits(&app, &kari, "2026-11-29"), [(60, true)]);
    }
);

on_both!(
    fn tiltak_are_changed_by_those_who_answer_for_the_plan(app) {
        let kari = app.sign_in("kari");
        let team = format!("/citizens/{}/care-team", app.world.astrid);
        let etag = kari.get(&team).etag();
        let rung = |who: &str, role: &str| {
            json!({ "employee": app.world.employee(who), "role": role, "from": "2026-11-01", "until": null })
        };
        let members = json!({ "members": [rung("kari", "primary"), rung("siri", "secondary")], "responsibleNurse": null });
        kari.if_match(&etag).put(&team, &members).expect(200);
        let siri = app.sign_in("siri");
        let refused = add(&app, &siri, &tiltak()).expect(403);
        assert_eq!(refused.errors()[0].0, "R-PLAN-3");
        add(&app, &app.sign_in("liv"), &walking(10)).expect(201);
        // While the primary contact is absent the secondary has her right.
        let absence = json!({ "employee": app.world.employee("kari"),
            "interval": { "from": "2026-11-23T05:00:00Z", "until": "2026-11-24T05:00:00Z" } });
        app.sign_in("liv").post(&format!("/teams/{}/absences", app.world.skullerud), &absence).expect(201);
        add(&app, &siri, &tiltak()).expect(201);
        let mut unknown = tiltak();
        unknown["vedtak"] = json!(NOTHING);
        assert_eq!(add(&app, &siri, &unknown).expect(422).codes(), ["tiltak-vedtak-unknown"]);
    }
);
