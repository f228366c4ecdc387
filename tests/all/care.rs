//! Contacts, care team and whereabouts through HTTP (R-CIT-2, R-CIT-3, R-CIT-4, R-CIT-8).

use crate::known::{NOTHING, faceless};
use serde_json::{Value, json};
use tests::{TestApp, on_both};

fn of_astrid(app: &TestApp, what: &str) -> String {
    format!("/citizens/{}/{what}", app.world.astrid)
}

fn daughter(app: &TestApp) -> Value {
    json!({
        "name": "Marit Bøe", "role": "next_of_kin", "relation": "datter", "phone": "90 00 00 00",
        "mayShare": ["visit_times"], "consentOn": "2026-11-20", "contribution": "Handler fredager",
        "keptBy": app.world.employee("kari"), "nextContactOn": "2026-11-23",
    })
}

on_both!(
    fn contacts_are_added_changed_and_removed_by_whoever_saw_the_last_version(app) {
        let kari = app.sign_in("kari");
        let list = of_astrid(&app, "contacts");
        let mut wrong = daughter(&app);
        wrong["name"] = json!("");
        wrong["consentOn"] = Value::Null;
        wrong["keptBy"] = json!(NOTHING);
        assert_eq!(
            kari.post(&list, &wrong).expect(422).codes(),
            ["contact-name-missing", "sharing-without-consent", "no-such-employee"]
        );
        let made = kari.post(&list, &daughter(&app)).expect(201);
        let seen = kari.get(&list).expect(200).body["items"].clone();
        assert_eq!(seen[0]["etag"], made.etag());
        assert_eq!(seen[0]["due"], true);
        let one = format!("{list}/{}", made.id());
        let mut body = daughter(&app);
        body["phone"] = json!("91 00 00 00");
        let changed = kari.if_match(&made.etag()).put(&one, &body).expect(200);
        kari.if_match(&made.etag()).delete(&one).expect(412);
        kari.delete(&one).expect(428);
        kari.if_match(&changed.etag()).delete(&one).expect(204);
        kari.if_match(&changed.etag()).delete(&one).expect(404);
        assert_eq!(kari.get(&list).expect(200).body["items"], json!([]));
        body["phonee"] = json!("1");
        assert_eq!(kari.post(&list, &body).expect(400).errors()[0].2, "/phonee");
    }
);

on_both!(
    fn the_care_team_is_checked_and_shows_what_it_lacks(app) {
        let kari = app.sign_in("kari");
        let path = of_astrid(&app, "care-team");
        let empty = kari.get(&path).expect(200);
        assert_eq!(empty.body["gaps"], json!(["no_primary", "no_secondary"]));
        let rung = |who: &str, role: &str| {
            json!({ "employee": app.world.employee(who), "role": role, "from": "2026-11-01", "until": null })
        };
        let set = |etag: &str, members: Value| {
            kari.if_match(etag).put(&path, &json!({ "members": members, "responsibleNurse": null }))
        };
        let wrong = json!([rung("per", "primary"), rung("hanne", "secondary"), rung("nina", "other")]);
        assert_eq!(
            set(&empty.etag(), wrong).expect(422).codes(),
            ["primary-contact-education", "secondary-contact-education", "contact-not-in-team"]
        );
        let nobody = json!([{ "employee": NOTHING, "role": "primary", "from": "2025-01-01", "until": "2025-02-01" }]);
        assert_eq!(set(&empty.etag(), nobody).expect(422).codes(), ["no-such-employee"]);
        let named = set(&empty.etag(), json!([rung("kari", "primary"), rung("per", "secondary")])).expect(200);
        assert_eq!(named.body["gaps"], json!([]));
        assert_eq!(named.body["nurseToday"], json!(app.world.employee("kari")));
        let stale = set(&empty.etag(), json!([])).expect(412);
        assert_eq!(stale.etag(), named.etag());
        // Somebody who leaves is a gap at once, also for a client that has seen this version.
        let employee = app.world.employee("per");
        app.arrange(persistence::Streams::municipality(), |writer| {
            writer.end_memberships(employee, chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
        });
        let later = kari.with("if-none-match", &named.etag()).get(&path).expect(200);
        assert_eq!(later.body["gaps"], json!(["secondary_left"]));
        let fewer = set(&named.etag(), json!([rung("kari", "primary")])).expect(200);
        assert_eq!(fewer.body["members"].as_array().unwrap().len(), 1);
    }
);

on_both!(
    fn whereabouts_are_a_timeline_in_which_death_is_final(app) {
        let kari = app.sign_in("kari");
        let path = of_astrid(&app, "whereabouts");
        let record = |kind: &str, from: &str, until: Value| {
            kari.post(&path, &json!({ "kind": kind, "from": from, "until": until, "note": null }))
        };
        record("hospital", "2026-11-22T10:00:00+01:00", Value::Null).expect(201);
        assert_eq!(kari.get(&path).expect(200).body["now"], "hospital");
        record("home", "2026-11-24T12:00:00+01:00", Value::Null).expect(201);
        app.at("2026-11-24T12:00:00Z");
        let kari = app.sign_in("kari");
        let seen = kari.get(&path).expect(200).body;
        assert_eq!(seen["now"], "home");
        assert_eq!(seen["items"][0]["recordedBy"], json!(app.world.employee("kari")));
        let record = |kind: &str, from: &str, until: Value| {
            kari.post(&path, &json!({ "kind": kind, "from": from, "until": until, "note": null }))
        };
        let backwards = record("kad", "2026-11-25T10:00:00Z", json!("2026-11-24T10:00:00Z"));
        assert_eq!(backwards.expect(422).codes(), ["whereabouts-backwards"]);
        let ahead = record("deceased", "2026-11-26T10:00:00Z", json!("2026-11-27T10:00:00Z"));
        assert_eq!(ahead.expect(422).codes(), ["whereabouts-final", "whereabouts-death-ahead"]);
        record("moon", "2026-11-26T10:00:00Z", Value::Null).expect(400);
        assert_eq!(kari.get(&path).body["items"].as_array().unwrap().len(), 2);
    }
);

on_both!(
    fn another_teams_nurse_gets_the_same_answer_as_for_a_citizen_that_is_not_there(app) {
        let made = app.sign_in("kari").post(&of_astrid(&app, "contacts"), &daughter(&app)).expect(201);
        let nina = app.sign_in("nina").if_match(&made.etag());
        // From now on who she is comes from memory.
        nina.get("/me").expect(200);
        let contact = format!("contacts/{}", made.id());
        for (method, path) in [
            ("GET", "contacts"),
            ("POST", "contacts"),
            ("PUT", contact.as_str()),
            ("DELETE", contact.as_str()),
            ("GET", "care-team"),
            ("PUT", "care-team"),
            ("GET", "whereabouts"),
            ("POST", "whereabouts"),
        ] {
            let ask = |citizen: String| {
                let before = app.database().queries();
                let path = format!("/citizens/{citizen}/{path}");
                let reply = nina.send(method, &path, b"{}".to_vec(), Some("application/json"));
                (faceless(&reply.expect(404)), app.database().queries() - before)
            };
            let hidden = ask(app.world.astrid.to_string());
            assert_eq!(hidden, ask(NOTHING.to_owned()), "{method} {path}");
        }
    }
);

on_both!(
    /// R-WL-4: a hard rule from the moment it is said, until she changes her mind.
    fn whom_a_citizen_does_not_want_is_given_none_of_her_visits(app) {
        let (kari, siri) = (app.sign_in("kari"), app.sign_in("siri"));
        let list = of_astrid(&app, "declined-employees");
        let shift = json!({ "employee": app.world.employee("siri"), "kind": "day",
            "interval": { "from": "2026-11-24T06:00:00Z", "until": "2026-11-24T14:30:00Z" } });
        let team = format!("/teams/{}", app.world.skullerud);
        app.sign_in("liv").post(&format!("{team}/shifts"), &shift).expect(201);
        let visit = json!({ "citizen": app.world.astrid, "minutes": 20,
            "window": { "from": "08:00:00", "until": "10:00:00" } });
        let visit = kari.post(&format!("{team}/days/2026-11-24/visits"), &visit).expect(201).id();
        let nobody = kari.post(&list, &json!({ "employee": NOTHING })).expect(422);
        assert_eq!(nobody.codes(), ["no-such-employee"]);
        let input = json!({ "employee": app.world.employee("siri") });
        let written = kari.post(&list, &input).expect(201);
        kari.post(&list, &input).expect(201);
        let seen = kari.get(&list).expect(200);
        assert_eq!(seen.body["items"][0]["name"], "Siri Vik");
        assert_eq!(seen.body["items"].as_array().unwrap().len(), 1);
        let claim = format!("/visits/{visit}/claim");
        let refused = siri.post(&claim, &json!({})).expect(409);
        assert!(refused.codes().contains(&"declined-by-citizen".to_owned()), "{:?}", refused.codes());
        let one = format!("{list}/{}", app.world.employee("siri"));
        app.sign_in("nina").if_match(&written.etag()).delete(&one).expect(404);
        kari.delete(&one).expect(428);
        kari.if_match(&written.etag()).delete(&one).expect(204);
        kari.if_match(&written.etag()).delete(&one).expect(404);
        siri.post(&claim, &json!({})).expect(200);
    }
);

on_both!(
    /// R-CIT-2: while the primary contact is absent the secondary holds her tasks about the citizen, and
    /// the page says so.
    fn the_secondary_holds_the_primarys_tasks_while_she_is_absent_and_no_longer(app) {
        let (kari, per) = (app.sign_in("kari"), app.sign_in("per"));
        let path = of_astrid(&app, "care-team");
        let rung = |who: &str, role: &str| {
            json!({ "employee": app.world.employee(who), "role": role, "from": "2026-11-01", "until": null })
        };
        let members = json!([rung("kari", "primary"), rung("per", "secondary")]);
        kari.if_match(&kari.get(&path).etag())
            .put(&path, &json!({ "members": members, "responsibleNurse": null })).expect(200);
        let team = format!("/teams/{}", app.world.skullerud);
        let task = |title: &str, citizen: Value| {
            let body = json!({ "title": title, "citizen": citizen, "due": { "kind": "day", "at": "2026-11-23" },
                "holder": { "kind": "employee", "value": app.world.employee("kari") } });
            kari.post(&format!("{team}/tasks"), &body).expect(201);
        };
        task("Ring datteren til Astrid", json!(app.world.astrid));
        task("Noe om Einar", json!(app.world.einar));
        task("Karis eget", Value::Null);
        let mine = |who: &tests::Client| -> Vec<String> {
            let items = who.get(&format!("{team}/tasks?holder=me")).expect(200).body["items"].clone();
            items.as_array().unwrap().iter().map(|t| t["title"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(mine(&per), [""; 0]);
        let absence = json!({ "employee": app.world.employee("kari"),
            "interval": { "from": "2026-11-23T05:00:00Z", "until": "2026-11-23T20:00:00Z" } });
        app.sign_in("liv").post(&format!("{team}/absences"), &absence).expect(201);
        assert_eq!(mine(&per), ["Ring datteren til Astrid"]);
        let acting = per.get(&path).expect(200).body["actingPrimary"].clone();
        assert_eq!(acting["employee"], json!(app.world.employee("per")));
        assert_eq!(acting["standsInFor"], json!(app.world.employee("kari")));
        // A helsefagarbeider holds her tasks, and not her right to change the plan.
        assert_eq!(acting["mayChangePlan"], false);
        assert_eq!(mine(&app.sign_in("siri")), [""; 0]);
        app.at("2026-11-24T06:00:00Z");
        assert_eq!(mine(&app.sign_in("per")), [""; 0]);
    }
);
