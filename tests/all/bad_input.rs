//! Every request body, tried with everything that is not one: a problem with pointer and rule each
//! time, never a server error, never half a change (API-2, API-8, API-9).

use domain::policy::{Action, Need};
use serde_json::{Value, json};
use tests::{Reply, TestApp, on_both};

/// Somebody whom the policy lets in, so that it is the body that is judged.
const fn allowed(need: Need) -> &'static str {
    match need {
        Need::Administer => "admin",
        Need::ManageUnit | Need::LeadUnit | Need::PutDayInForce | Need::SignVedtak => "liv",
        Need::ReadAccessLog => "auditor",
        _ => "kari",
    }
}

/// Operations with a JSON body whose path names only what exists.
fn operations(app: &TestApp) -> Vec<(String, String, Action, Value)> {
    let document: Value = serde_json::from_str(&api::openapi::json().unwrap()).unwrap();
    let mut found = Vec::new();
    for (template, methods) in document["paths"].as_object().unwrap() {
        let path = template
            .trim_start_matches("/api/v1")
            .replace("{citizen}", &app.world.astrid.to_string())
            .replace("{team}", &app.world.skullerud.to_string())
            .replace("{unit}", &app.world.skullerud.to_string())
            .replace("{date}", "2026-11-24");
        for (method, operation) in methods.as_object().unwrap() {
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
            if path.contains('{') || schema.is_null() {
                continue;
            }
            let id = operation["operationId"].as_str().unwrap();
            let action = *Action::ALL.iter().find(|a| a.operation_id() == id).unwrap();
            let name = schema["$ref"]
                .as_str()
                .unwrap_or("")
                .rsplit('/')
                .next()
                .unwrap();
            let shape = document["components"]["schemas"][name].clone();
            found.push((method.to_uppercase(), path.clone(), action, shape));
        }
    }
    found
}

/// Bodies that are none, made from the fields that the operation asks for.
fn bodies(shape: &Value) -> Vec<Vec<u8>> {
    let mut bodies: Vec<Vec<u8>> = ["", "null", "[]", "7", "\"x\"", "{", "{}}", "{\"a\":1}"]
        .iter()
        .map(|text| text.as_bytes().to_vec())
        .collect();
    bodies.push(vec![0xff, 0xfe]);
    let values = [
        json!(null),
        json!(-1),
        json!(1e300),
        json!([[]]),
        json!({ "x": 1 }),
        json!("a\u{0}b"),
        json!("x".repeat(60_000)),
        json!("2026-02-30"),
        json!("2026-03-29T02:30:00"),
        json!("no-such-code"),
    ];
    let fields: Vec<String> = shape["properties"]
        .as_object()
        .map(|properties| properties.keys().cloned().collect())
        .unwrap_or_default();
    // Where every field takes any text, a short text is no fault.
    let any_text = shape["properties"].as_object().is_some_and(|properties| {
        properties
            .values()
            .all(|p| p["type"] == "string" && p["format"].is_null() && p["enum"].is_null())
    });
    let short = |value: &Value| {
        value
            .as_str()
            .is_some_and(|text| text.len() < 1_000 && !text.contains('\u{0}'))
    };
    for value in values
        .into_iter()
        .filter(|value| !(any_text && short(value)))
    {
        let body: serde_json::Map<String, Value> = fields
            .iter()
            .map(|field| (field.clone(), value.clone()))
            .collect();
        bodies.push(Value::Object(body).to_string().into_bytes());
    }
    bodies
}

#[track_caller]
fn is_a_clear_refusal(reply: &Reply, at: &str) {
    assert!(
        (400..500).contains(&reply.status),
        "{at} → {} {}",
        reply.status,
        reply.body
    );
    assert_eq!(
        reply.header("content-type"),
        Some("application/problem+json"),
        "{at}"
    );
    if matches!(reply.status, 400 | 422) {
        for (rule, code, _) in reply.errors() {
            assert!(!rule.is_empty() && !code.is_empty(), "{at}: {}", reply.body);
        }
        assert!(
            !reply.errors().is_empty(),
            "{at}: no reason is given: {}",
            reply.body
        );
    }
}

on_both!(
    fn every_body_that_is_none_is_refused_with_rule_and_reason(app) {
        let operations = operations(&app);
        assert!(operations.len() >= 10, "only {} operations take a body", operations.len());
        let before = app.database().revisions(&[app.world.skullerud]).unwrap();
        for (method, path, action, shape) in operations {
            let client = match action.need() {
                Need::Open => app.anonymous(),
                need => app.sign_in(allowed(need)),
            };
            for body in bodies(&shape) {
                let reply = client.send(&method, &path, body.clone(), Some("application/json"));
                let shown = String::from_utf8_lossy(&body).chars().take(120).collect::<String>();
                is_a_clear_refusal(&reply, &format!("{method} {path} {shown}"));
            }
        }
        assert_eq!(
            app.database().revisions(&[app.world.skullerud]).unwrap(),
            before,
            "something was changed by a body that was refused"
        );
    }
);
