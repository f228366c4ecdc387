//! A record that one may not know of answers exactly like one that does not exist (SEC-5): the same bytes
//! and as many queries, for every operation with a citizen in its path, whatever is sent with it.

use domain::policy::{Action, Need};
use serde_json::Value;
use tests::{Client, Reply, TestApp, on_both};

const NOBODY: &str = "01900000-0000-7000-8000-000000000000";
const NOTHING: &str = "01900000-0000-7000-8000-000000000001";

/// `(method, path with {citizen}, need)` of every operation about a citizen.
fn operations() -> Vec<(String, String, Need)> {
    let document: Value = serde_json::from_str(&api::openapi::json().unwrap()).unwrap();
    let mut found = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        if !path.contains("{citizen}") {
            continue;
        }
        for (method, operation) in methods.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap();
            let action = Action::ALL.iter().find(|a| a.operation_id() == id).unwrap();
            let path = path.strip_prefix("/api/v1").unwrap().to_owned();
            found.push((method.to_uppercase(), path, action.need()));
        }
    }
    found
}

/// The path about one citizen; other ids are ids of nothing.
fn about(path: &str, citizen: &str) -> String {
    path.split('/')
        .map(|part| match part {
            "{citizen}" => citizen,
            part if part.starts_with('{') => NOTHING,
            part => part,
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// The answer with the path taken out, which is the asker's own.
fn bare(reply: &Reply, citizen: &str) -> String {
    String::from_utf8_lossy(&reply.bytes).replace(citizen, "{citizen}")
}

fn ask(app: &TestApp, client: &Client, method: &str, path: &str, body: &str) -> (Reply, u64) {
    let before = app.database().queries();
    let reply = client.send(
        method,
        path,
        body.as_bytes().to_vec(),
        Some("application/json"),
    );
    (reply, app.database().queries() - before)
}

on_both!(
    fn whoever_has_no_relation_cannot_tell_a_citizen_from_nobody(app) {
        let operations = operations();
        assert!(operations.len() > 40, "{}", operations.len());
        let astrid = app.world.astrid.to_string();
        for who in ["nina", "bente", "vera", "olav", "admin", "auditor"] {
            let client = app.sign_in(who);
            for (method, path, need) in &operations {
                if who == "auditor" && *need == Need::ReadAccessLog {
                    continue;
                }
                for body in ["{}", "no json at all"] {
                    let hers = client.if_match("\"x\"");
                    let known = ask(&app, &hers, method, &about(path, &astrid), body);
                    let unknown = ask(&app, &hers, method, &about(path, NOBODY), body);
                    let at = format!("{method} {path} by {who} with {body}");
                    assert_eq!(known.0.status, 404, "{at}");
                    assert_eq!(bare(&known.0, &astrid), bare(&unknown.0, NOBODY), "{at}");
                    assert_eq!(known.1, unknown.1, "queries of {at}");
                }
            }
        }
    }
);

on_both!(
    /// The one exception: a number that is known elsewhere.
    fn a_number_known_elsewhere_is_refused_neutrally_told_to_its_unit_and_limited(app) {
        let nina = app.sign_in("nina");
        let register = || {
            let mut content = crate::citizens::content("Ny", "Person");
            content["birthDate"] = "1955-11-10".into();
            let body = serde_json::json!({ "unit": app.world.bogerud, "nationalNumber": "10915596784", "content": content });
            nina.post("/citizens", &body)
        };
        let refused = register().expect(409);
        assert_eq!(refused.codes(), ["number-known"]);
        let text = String::from_utf8(refused.bytes).unwrap();
        assert!(!text.contains("Astrid") && !text.contains("Skullerud"), "{text}");
        let liv = app.sign_in("liv");
        let tasks = liv.get(&format!("/teams/{}/tasks", app.world.skullerud)).expect(200).body;
        assert!(tasks["items"].as_array().unwrap().iter().any(|t| t["subject"] == "number_known"));
        let log = liv.get(&format!("/citizens/{}/access-log", app.world.astrid)).expect(200).body;
        let line = log["items"].as_array().unwrap().iter().find(|l| l["document"] == "number-known").unwrap().clone();
        assert_eq!((&line["name"], &line["action"]), (&"Nina Foss".into(), &"refused".into()));
        let answers: Vec<u16> = (0..6).map(|_| register().status).collect();
        assert_eq!(answers.last(), Some(&429), "{answers:?}");
    }
);
