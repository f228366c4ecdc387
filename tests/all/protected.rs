//! Protected addresses (SEC-4): address, place and the way in only to those on today's list and the primary
//! contact; never in lists, searches, feeds or the extracts of others.

use chrono::TimeDelta;
use domain::day_plan::DayPlanState;
use serde_json::{Value, json};
use tests::{Client, TestApp, on_both, phone};

const STREET: &str = "Skullerudveien 12";

fn path(app: &TestApp) -> String {
    format!("/citizens/{}", app.world.astrid)
}

fn body(seen: &Value) -> Value {
    let mut body = seen.clone();
    for own in ["id", "identity", "unit"] {
        body.as_object_mut().unwrap().remove(own);
    }
    body
}

fn protect(app: &TestApp) {
    let kari = app.sign_in("kari");
    let seen = kari.get(&path(app)).expect(200);
    let mut content = body(&seen.body);
    content["address"]["protection"] = "fortrolig".into();
    content["address"]["place"] = Value::Null;
    kari.if_match(&seen.etag())
        .put(&path(app), &content)
        .expect(200);
}

fn sees(client: &Client, app: &TestApp) -> bool {
    let reply = client.get(&path(app)).expect(200);
    let text = String::from_utf8(reply.bytes).unwrap();
    assert_eq!(
        text.contains(STREET),
        text.contains("Nøkkel 14"),
        "the way in goes with the address"
    );
    assert!(text.contains("fortrolig"));
    text.contains(STREET)
}

on_both!(
    fn is_shown_to_todays_list_and_the_primary_contact_and_to_nobody_else(app) {
        assert!(String::from_utf8(app.sign_in("siri").get(&path(&app)).bytes).unwrap().contains(STREET));
        protect(&app);
        for who in ["kari", "per", "siri", "liv", "cato"] {
            assert!(!sees(&app.sign_in(who), &app), "{who}");
        }
        // Per has her on a list in force today.
        let at = tests::now() + TimeDelta::hours(2);
        phone::visit(&app, app.world.skullerud, app.world.astrid, "per", at);
        assert!(!sees(&app.sign_in("per"), &app), "the plan is still open");
        phone::plan(&app, app.world.skullerud, DayPlanState::Published);
        assert!(sees(&app.sign_in("per"), &app));
        app.at("2026-11-24T06:00:00Z");
        assert!(!sees(&app.sign_in("per"), &app), "yesterday's list");
        // Siri becomes the primary contact.
        let liv = app.sign_in("liv");
        let team = liv.get(&format!("{}/care-team", path(&app))).expect(200);
        let members = json!({ "members": [
            { "employee": app.world.employee("siri"), "role": "primary", "from": "2026-11-24", "until": null },
        ], "responsibleNurse": null });
        let set = liv.if_match(&team.etag()).put(&format!("{}/care-team", path(&app)), &members);
        assert!(set.status < 300, "{}", set.body);
        assert!(sees(&app.sign_in("siri"), &app));
        assert!(!sees(&app.sign_in("kari"), &app));
    }
);

on_both!(
    fn who_does_not_see_it_neither_loses_nor_uncovers_it(app) {
        protect(&app);
        let kari = app.sign_in("kari");
        let seen = kari.get(&path(&app)).expect(200);
        let mut content = body(&seen.body);
        content["phone"] = "22 11 11 11".into();
        let changed = kari.if_match(&seen.etag()).put(&path(&app), &content).expect(200);
        assert_eq!(changed.body["address"]["street"], "");
        let mut lowered = content.clone();
        lowered["address"]["protection"] = "none".into();
        let refused = kari.if_match(&changed.etag()).put(&path(&app), &lowered).expect(422);
        assert_eq!(refused.codes(), ["protection-not-seen"]);
        let at = tests::now() + TimeDelta::hours(2);
        phone::visit(&app, app.world.skullerud, app.world.astrid, "per", at);
        phone::plan(&app, app.world.skullerud, DayPlanState::Published);
        let whole = app.sign_in("per").get(&path(&app)).expect(200).body;
        assert_eq!((&whole["address"]["street"], &whole["phone"]), (&json!(STREET), &json!("22 11 11 11")));
    }
);

on_both!(
    fn stands_in_no_list_search_feed_or_extract(app) {
        protect(&app);
        let at = tests::now() + TimeDelta::hours(2);
        phone::visit(&app, app.world.skullerud, app.world.astrid, "per", at);
        phone::plan(&app, app.world.skullerud, DayPlanState::Published);
        let liv = app.sign_in("liv");
        let team = app.world.skullerud;
        for list in [
            "/citizens?query=astrid".to_owned(),
            format!("/teams/{team}/caseload"),
            format!("/teams/{team}/days/2026-11-23"),
            format!("/teams/{team}/tasks"),
            format!("/units/{team}/changes"),
            format!("{}/timeline", path(&app)),
            format!("{}/thread", path(&app)),
            format!("{}/access-log?format=csv", path(&app)),
        ] {
            let reply = liv.get(&list);
            assert!(reply.status < 300, "{list}: {}", reply.body);
            let text = String::from_utf8(reply.bytes).unwrap();
            assert!(!text.contains("Skullerudveien") && !text.contains("59.867"), "{list}: {text}");
        }
    }
);

on_both!(
    fn an_emergency_shows_it_only_after_the_step_for_it(app) {
        protect(&app);
        let nina = app.sign_in("nina");
        let mut ask = json!({ "nationalNumber": "10915596784", "reason": "Falt i trappen, ambulansen spør" });
        nina.post("/emergency-access", &ask).expect(404);
        ask["protectedAddress"] = true.into();
        nina.post("/emergency-access", &ask).expect(201);
        assert!(sees(&nina, &app));
    }
);
