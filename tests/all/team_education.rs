//! Who may be a member of a team, and what the team sees when neither education nor charter carries it any more
//! (R-TEAM-4).

use domain::{
    ids::EmployeeId,
    organisation::{Profession, Transport},
};
use persistence::{Employee, Streams, new_id};
use serde_json::{Value, json};
use tests::{Client, TestApp, on_both};

fn team(app: &TestApp, path: &str) -> String {
    format!("/teams/{}/{path}", app.world.skullerud)
}

/// Somebody with an education that is none of health.
fn assistant(app: &TestApp) -> EmployeeId {
    let id = new_id(tests::now());
    app.arrange(Streams::municipality(), |writer| {
        writer.insert_employee(&Employee {
            id,
            given_name: "Ask".into(),
            family_name: "Lien".into(),
            profession: Profession::Assistant,
            transport: Transport::Walk,
            phone: None,
        })
    });
    id
}

on_both!(
    /// R-TEAM-4: a health education, or the charter's reason.
    fn a_member_without_health_education_needs_the_charters_reason(app) {
        let (admin, liv) = (app.sign_in("admin"), app.sign_in("liv"));
        let ask = assistant(&app);
        let propose = |role: &str| admin.post(&team(&app, "members"), &json!({ "employee": ask, "role": role,
            "share": 50, "from": "2026-11-23", "until": null }));
        assert_eq!(propose("member").expect(422).codes(), ["no-health-education"]);
        propose("substitute").expect(201);
        let charter = team(&app, "charter");
        let tag = liv.get(&charter).expect(200).etag();
        let agreed = json!({ "model": "model_2", "area": [],
            "otherEducation": [{ "profession": "assistant", "reason": "Aktivitør på dagtid" }] });
        liv.if_match(&tag).put(&charter, &agreed).expect(200);
        propose("member").expect(201);
    }
);

/// Liv agrees anew on a charter that allows these professions beside those of health.
fn allow(app: &TestApp, professions: &[&str]) -> Value {
    let (liv, path) = (app.sign_in("liv"), team(app, "charter"));
    let tag = liv.get(&path).expect(200).etag();
    let others: Vec<Value> = professions
        .iter()
        .map(|profession| json!({ "profession": profession, "reason": "Aktivitør på dagtid" }))
        .collect();
    liv.if_match(&tag)
        .put(
            &path,
            &json!({ "model": "model_2", "area": [], "otherEducation": others }),
        )
        .expect(200)
        .body
}

/// Signals of Team Skullerud about educations.
fn about_education(app: &TestApp) -> Vec<String> {
    let seen = app
        .sign_in("kari")
        .get(&team(app, "signals"))
        .expect(200)
        .body;
    let signals = seen["signals"].as_array().unwrap().iter();
    let about = signals.filter(|signal| signal["code"] == "member-without-health-education");
    about
        .map(|signal| signal["message"].as_str().unwrap().to_owned())
        .collect()
}

on_both!(
    /// R-TEAM-4 is asked again when a membership is confirmed: the charter may have changed since.
    fn a_charter_that_changed_since_the_proposal_stops_the_confirmation(app) {
        let (admin, liv) = (app.sign_in("admin"), app.sign_in("liv"));
        let ask = assistant(&app);
        allow(&app, &["assistant"]);
        let members = team(&app, "members");
        let made = admin.post(&members, &json!({ "employee": ask, "role": "member", "share": 50, "from": "2026-11-23", "until": null })).expect(201);
        let nobody_relies_on_it_yet = allow(&app, &[]);
        assert_eq!(nobody_relies_on_it_yet["signals"], json!([]));
        let confirm = |by: &Client| by.if_match(&made.etag()).post(&format!("{members}/{}/confirmation", made.id()), &Value::Null);
        assert_eq!(confirm(&liv).expect(409).codes(), ["no-health-education"]);
        assert_eq!(about_education(&app), Vec::<String>::new());
        allow(&app, &["assistant"]);
        confirm(&liv).expect(200);
    }
);

on_both!(
    /// R-TEAM-4: a shared member is asked for in each of her teams, by that team's own charter, and again when
    /// her education has changed since; home helpers and case workers are excepted, offices ask nobody.
    fn a_shared_member_is_asked_for_in_each_team(app) {
        let (admin, bente) = (app.sign_in("admin"), app.sign_in("bente"));
        let ask = assistant(&app);
        allow(&app, &["assistant"]);
        let in_unit = |unit: domain::ids::UnitId, who: EmployeeId| admin.post(&format!("/teams/{unit}/members"),
            &json!({ "employee": who, "role": "member", "share": 30, "from": "2026-11-23", "until": null }));
        in_unit(app.world.skullerud, ask).expect(201);
        assert_eq!(in_unit(app.world.bogerud, ask).expect(422).codes(), ["no-health-education"]);
        in_unit(app.world.office, ask).expect(201);
        for excepted in ["hanne", "cato"] {
            in_unit(app.world.bogerud, app.world.employee(excepted)).expect(201);
        }
        // Proposed while she was registered as a healthcare worker, confirmed when it is known that she is none.
        let per = app.world.employee("per");
        let shared = in_unit(app.world.bogerud, per).expect(201);
        admin.post(&format!("/employees/{per}/profession"), &json!({ "profession": "assistant" })).expect(200);
        let path = format!("/teams/{}/members/{}/confirmation", app.world.bogerud, shared.id());
        assert_eq!(bente.if_match(&shared.etag()).post(&path, &Value::Null).expect(409).codes(), ["no-health-education"]);
        admin.post(&format!("/employees/{per}/profession"), &json!({ "profession": "healthcare_worker" })).expect(200);
        bente.if_match(&shared.etag()).post(&path, &Value::Null).expect(200);
    }
);

on_both!(
    /// R-TEAM-4: what a charter allows no longer, and what somebody's education is, hold nothing up; the team
    /// sees whose membership neither carries, until one of them does or it ends.
    fn a_team_sees_who_is_a_member_without_education_or_reason(app) {
        let admin = app.sign_in("admin");
        let per = app.world.employee("per");
        let path = format!("/employees/{per}/profession");
        let set = |profession: &str| admin.post(&path, &json!({ "profession": profession }));
        app.sign_in("liv").post(&path, &json!({ "profession": "nurse" })).expect(403);
        set("wizard").expect(400);
        admin.post(&format!("/employees/{}/profession", uuid::Uuid::nil()), &json!({ "profession": "nurse" })).expect(404);
        assert_eq!(set("nurse").expect(200).body["teams"], json!([]));
        allow(&app, &["assistant"]);
        assert_eq!(set("assistant").expect(200).body["teams"], json!([]), "the charter carries it");
        assert_eq!(about_education(&app), Vec::<String>::new());
        let agreed = allow(&app, &[]);
        assert_eq!(agreed["signals"][0]["code"], "member-without-health-education");
        let said = about_education(&app);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].starts_with("Per Haugen (assistent)"), "{said:?}");
        let told = set("administrative").expect(200).body;
        assert_eq!((&told["teams"][0]["name"], &told["profession"]), (&json!("Team Skullerud"), &json!("administrative")));
        assert_eq!(told["teams"][0]["signals"][0]["rule"], "R-TEAM-4");
        // A home helper is excepted; so is nobody whose membership is over.
        assert_eq!(set("home_helper").expect(200).body["teams"], json!([]));
        assert_eq!(about_education(&app), Vec::<String>::new());
        set("assistant").expect(200);
        let liv = app.sign_in("liv");
        let listed = liv.get(&team(&app, "members")).expect(200).body;
        let hers = listed["items"].as_array().unwrap().iter().find(|m| m["employee"] == json!(per)).unwrap().clone();
        let end = format!("{}/{}/end", team(&app, "members"), hers["id"].as_str().unwrap());
        liv.if_match(hers["etag"].as_str().unwrap()).post(&end, &json!({ "last": "2026-11-22" })).expect(200);
        assert_eq!(about_education(&app), Vec::<String>::new());
    }
);
