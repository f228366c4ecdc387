//! Emergency access («blålys», SEC-3), and that it tells nothing about anybody else (SEC-5).

use serde_json::{Value, json};
use tests::{Client, Reply, TestApp, on_both};

const WHY: &str = "Falt i trappen, ambulansen spør om medisiner";
const NUMBER: &str = "10915596784";

fn ask(client: &Client, who: Value) -> Reply {
    let mut body = who;
    body["reason"] = WHY.into();
    client.post("/emergency-access", &body)
}
fn by_number(client: &Client) -> Reply {
    ask(client, json!({ "nationalNumber": NUMBER }))
}
fn by_name(client: &Client, name: &str) -> Reply {
    ask(client, json!({ "name": name, "birthDate": "1938-02-03" }))
}

/// Gives a citizen a protected address.
fn protect(app: &TestApp, citizen: impl std::fmt::Display) {
    let (liv, path) = (app.sign_in("liv"), format!("/citizens/{citizen}"));
    let seen = liv.get(&path).expect(200);
    let mut body = seen.body.clone();
    body["address"]["protection"] = "fortrolig".into();
    body["address"]["place"] = Value::Null;
    let content = json!({
        "name": body["name"], "birthDate": body["birthDate"], "address": body["address"], "phone": body["phone"],
        "language": body["language"], "needsInterpreter": body["needsInterpreter"], "access": body["access"],
    });
    liv.if_match(&seen.etag()).put(&path, &content).expect(200);
}

on_both!(
    fn a_nurse_of_another_team_opens_a_record_for_four_hours_and_no_longer(app) {
        let nina = app.sign_in("nina");
        let astrid = format!("/citizens/{}", app.world.astrid);
        nina.get(&astrid).expect(404);
        let given = by_number(&nina).expect(201).body;
        assert_eq!(given["citizen"], app.world.astrid.to_string());
        assert!(given["until"].as_str().unwrap().starts_with("2026-11-23T10:00:00"));
        nina.get(&astrid).expect(200);
        nina.get(&format!("{astrid}/tiltaksplan")).expect(200);
        let mine = nina.get("/emergency-access").expect(200).body;
        assert_eq!(mine["items"][0]["citizen"], app.world.astrid.to_string());
        app.at("2026-11-23T09:59:00Z");
        let nina = app.sign_in("nina");
        nina.get(&astrid).expect(200);
        app.at("2026-11-23T10:00:00Z");
        nina.get(&astrid).expect(404);
        assert_eq!(nina.get("/emergency-access").expect(200).body["items"], json!([]));
    }
);

on_both!(
    fn reads_and_documents_and_neither_signs_nor_exports_nor_searches(app) {
        let nina = app.sign_in("nina");
        by_name(&nina, "astrid bøe").expect(201);
        let astrid = format!("/citizens/{}", app.world.astrid);
        let where_ = json!({ "kind": "hospital", "from": "2026-11-23T06:00:00Z" });
        nina.post(&format!("{astrid}/whereabouts"), &where_).expect(201);
        let refused = |reply: Reply| assert_eq!(reply.expect(403).codes(), ["emergency-only-reads"]);
        refused(nina.post(&format!("{astrid}/tiltaksplan/tiltak"), &json!({})));
        refused(nina.post(&format!("{astrid}/vedtak"), &json!({})));
        refused(nina.if_match("\"x\"").put(&astrid, &json!({})));
        // Neither the log, as a list or as a file, nor a search or a list shows her.
        nina.get(&format!("{astrid}/access-log")).expect(403);
        nina.with("accept", "application/pdf").get(&format!("{astrid}/access-log")).expect(403);
        let found = nina.get("/citizens?query=astrid").expect(200).body;
        assert_eq!(found["items"], json!([]));
    }
);

on_both!(
    fn the_leader_is_told_at_once_and_it_stands_in_the_citizens_log_with_the_reason(app) {
        let team = app.world.skullerud;
        let liv = app.sign_in("liv");
        let before = liv.get(&format!("/units/{team}/changes")).expect(200).body["position"].clone();
        let nina = app.sign_in("nina");
        let id = by_number(&nina).expect(201).id();
        let astrid = format!("/citizens/{}", app.world.astrid);
        nina.get(&astrid).expect(200);
        let tasks = liv.get(&format!("/teams/{team}/tasks")).expect(200).body;
        let task = tasks["items"].as_array().unwrap().iter().find(|t| t["subject"] == "emergency_review").expect("a task").clone();
        assert_eq!(task["due"]["at"], "2026-11-30");
        assert_eq!(task["holder"]["value"], "leader");
        let since = before.as_str().unwrap();
        let feed = liv.get(&format!("/units/{team}/changes?since={since}")).expect(200).body;
        let told: Vec<&str> = feed["items"].as_array().unwrap().iter().filter_map(|c| c["resource"].as_str()).collect();
        assert!(told.contains(&"emergency-accesses") && told.contains(&"tasks"), "{told:?}");
        let log = app.sign_in("auditor").get(&format!("{astrid}/access-log")).expect(200).body;
        let lines: Vec<_> = log["items"].as_array().unwrap().iter().filter(|l| l["name"] == "Nina Foss").collect();
        assert_eq!(lines.len(), 2, "the opening and the reading: {log}");
        for line in lines {
            assert_eq!((&line["basis"], &line["reason"]), (&json!("emergency"), &json!(WHY)));
        }
        let listed = liv.get(&format!("/teams/{team}/emergency-access")).expect(200).body;
        let item = &listed["items"][0];
        assert_eq!((item["id"].as_str(), &item["name"], &item["citizenName"], &item["reason"]),
            (Some(id.to_string().as_str()), &json!("Nina Foss"), &json!("Astrid Bøe"), &json!(WHY)));
    }
);

on_both!(
    fn is_reviewed_once_by_the_citizens_leader_and_by_nobody_else(app) {
        let nina = app.sign_in("nina");
        let id = by_number(&nina).expect(201).id();
        let liv = app.sign_in("liv");
        let team = app.world.skullerud;
        let path = format!("/emergency-access/{id}/review");
        let tag = liv.get(&format!("/teams/{team}/emergency-access")).expect(200).body["items"][0]["etag"].clone();
        let tag = tag.as_str().unwrap();
        let fine = json!({ "finding": "justified" });
        // Another team's leader, and the user, know of nothing; the team's own nurse neither.
        for who in ["bente", "nina", "kari", "admin", "auditor"] {
            app.sign_in(who).if_match(tag).post(&path, &fine).expect(404);
        }
        liv.post(&path, &fine).expect(428);
        let bad = json!({ "finding": "not_justified", "comment": " " });
        assert_eq!(liv.if_match(tag).post(&path, &bad).expect(422).codes(), ["comment-missing"]);
        let done = liv.if_match(tag).post(&path, &fine).expect(200);
        assert_eq!(done.body["review"]["finding"], "justified");
        let again = liv.if_match(&done.etag()).post(&path, &fine).expect(409);
        assert_eq!(again.codes(), ["already-reviewed"]);
        let tasks = liv.get(&format!("/teams/{team}/tasks?state=open")).expect(200).body;
        assert!(tasks["items"].as_array().unwrap().iter().all(|t| t["subject"] != "emergency_review"));
    }
);

on_both!(
    fn three_a_day_then_a_leader_must_allow_more(app) {
        let nina = app.sign_in("nina");
        by_number(&nina).expect(201);
        assert_eq!(by_number(&nina).expect(409).codes(), ["has-access"]);
        by_name(&nina, "Einar Dahl").expect(201);
        // The third: the first has run out.
        app.at("2026-11-23T11:00:00Z");
        let nina = app.sign_in("nina");
        by_number(&nina).expect(201);
        app.at("2026-11-23T16:00:00Z");
        let nina = app.sign_in("nina");
        // Refused alike whoever is asked for, known or not.
        let refused = by_number(&nina).expect(403);
        assert_eq!(refused.codes(), ["emergency-limit"]);
        assert_eq!(refused.bytes, by_name(&nina, "Nobody Atall").expect(403).bytes);
        let allowance = format!("/teams/{}/emergency-allowances", app.world.bogerud);
        let for_nina = json!({ "employee": app.world.employee("nina") });
        nina.post(&allowance, &for_nina).expect(403);
        app.sign_in("liv").post(&allowance, &for_nina).expect(403);
        let bente = app.sign_in("bente");
        let own = json!({ "employee": app.world.employee("bente") });
        assert_eq!(bente.post(&allowance, &own).expect(409).codes(), ["own-allowance"]);
        bente.post(&allowance, &json!({ "employee": app.world.employee("kari") })).expect(404);
        bente.post(&allowance, &for_nina).expect(201);
        by_number(&nina).expect(201);
        app.at("2026-11-23T20:30:00Z");
        let nina = app.sign_in("nina");
        by_number(&nina).expect(403);
        app.at("2026-11-23T23:30:00Z");
        by_number(&app.sign_in("nina")).expect(201);
    }
);

on_both!(
    /// SEC-5: somebody who is not here, of whom there are two, and a protected one: the same answer.
    fn nobody_two_of_them_and_a_protected_address_answer_byte_for_byte_alike(app) {
        protect(&app, app.world.astrid);
        let nina = app.sign_in("nina");
        let mut costs = Vec::new();
        let mut cost = |reply: &dyn Fn() -> Reply| {
            let before = app.database().queries();
            let bytes = reply().expect(404).bytes;
            costs.push(app.database().queries() - before);
            bytes
        };
        let nobody = cost(&|| by_name(&nina, "Nobody Atall"));
        let unknown = cost(&|| ask(&nina, json!({ "nationalNumber": "21898110076" })));
        let protected = cost(&|| by_number(&nina));
        let protected_by_name = cost(&|| by_name(&nina, "Astrid Bøe"));
        let part = cost(&|| by_name(&nina, "Astrid"));
        assert_eq!(nobody, protected);
        assert_eq!(nobody, protected_by_name);
        assert_eq!(nobody, unknown);
        assert_eq!(nobody, part);
        assert!(costs.iter().all(|c| *c == costs[0]), "{costs:?}");
        let step = json!({ "nationalNumber": NUMBER, "protectedAddress": true });
        ask(&nina, step).expect(201);
        let listed = app.sign_in("liv").get(&format!("/teams/{}/emergency-access", app.world.skullerud)).expect(200).body;
        assert_eq!(listed["items"][0]["protected"], true);
    }
);

on_both!(
    fn searching_in_vain_has_an_end_and_a_reason_is_required(app) {
        let nina = app.sign_in("nina");
        for _ in 0..10 {
            by_name(&nina, "Nobody Atall").expect(404);
        }
        assert_eq!(by_number(&nina).expect(403).codes(), ["emergency-in-vain"]);
        let siri = app.sign_in("bente");
        let short = siri.post("/emergency-access", &json!({ "nationalNumber": NUMBER, "reason": "x" }));
        assert_eq!(short.expect(422).codes(), ["reason-missing"]);
        let none = siri.post("/emergency-access", &json!({ "reason": WHY }));
        assert_eq!(none.expect(422).codes(), ["nobody-named"]);
    }
);

on_both!(
    fn is_for_health_professionals(app) {
        for who in ["hanne", "cato", "olav", "admin", "auditor"] {
            assert_eq!(by_number(&app.sign_in(who)).expect(403).codes(), ["not-health-professional"], "{who}");
        }
        // One's own team needs none.
        assert_eq!(by_number(&app.sign_in("kari")).expect(409).codes(), ["has-access"]);
    }
);
