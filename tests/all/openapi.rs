//! Routes, OpenAPI document and policy are one list (API-7, SEC-1).

use domain::policy::{Action, Need};
use std::collections::BTreeSet;

fn document() -> serde_json::Value {
    serde_json::from_str(&api::openapi::json().unwrap()).unwrap()
}

fn operations() -> Vec<(String, String, serde_json::Value)> {
    let document = document();
    let paths = document["paths"].as_object().unwrap().clone();
    paths
        .into_iter()
        .flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().clone();
            methods
                .into_iter()
                .map(move |(method, op)| (path.clone(), method, op))
        })
        .collect()
}

#[test]
fn what_is_served_what_is_documented_and_what_the_policy_knows_are_the_same() {
    let documented: Vec<String> = operations()
        .iter()
        .map(|(_, _, op)| op["operationId"].as_str().unwrap().to_owned())
        .collect();
    let unique: BTreeSet<&str> = documented.iter().map(String::as_str).collect();
    assert_eq!(
        unique.len(),
        documented.len(),
        "an operationId is used twice"
    );
    let known: BTreeSet<&str> = Action::ALL.iter().map(|a| a.operation_id()).collect();
    assert_eq!(unique, known);
}

#[test]
fn the_committed_document_is_the_one_the_code_gives() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi/tillit.json");
    let committed = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        committed == api::openapi::json().unwrap(),
        "run `make openapi` and commit the result"
    );
}

#[test]
fn every_operation_has_a_summary_and_its_error_answers() {
    for (path, method, op) in operations() {
        let at = format!("{method} {path}");
        assert!(
            op["summary"].as_str().is_some_and(|s| !s.is_empty()),
            "{at}: no summary"
        );
        let id = op["operationId"].as_str().unwrap();
        let action = Action::ALL.iter().find(|a| a.operation_id() == id).unwrap();
        let statuses: BTreeSet<&str> = op["responses"]
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        if action.need() != Need::Open {
            assert!(statuses.contains("401"), "{at}: 401 is not documented");
        }
        if path.contains('{') && action.need() != Need::Open {
            assert!(statuses.contains("404"), "{at}: 404 is not documented");
        }
        if op["requestBody"].is_object() {
            assert!(statuses.contains("400"), "{at}: 400 is not documented");
        }
        for (status, response) in op["responses"].as_object().unwrap() {
            assert!(
                !response["description"].as_str().unwrap_or("").is_empty(),
                "{at} {status}"
            );
        }
    }
}

/// API-7: what the document calls a code is what goes over the wire, and no name means two things.
#[test]
fn codes_are_shown_as_they_are_sent() {
    let document: serde_json::Value = serde_json::from_str(&api::openapi::json().unwrap()).unwrap();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let mut seen = 0;
    for (name, schema) in schemas {
        for code in schema["enum"].as_array().into_iter().flatten() {
            let code = code.as_str().unwrap();
            seen += 1;
            assert!(
                code.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()),
                "{name}: {code}"
            );
        }
    }
    assert!(seen > 100, "only {seen} codes");
    assert_eq!(schemas["VedtakOutcome"]["enum"][0], "grant");
    assert_eq!(schemas["EvaluationOutcome"]["enum"][0], "reached");
    assert_eq!(
        schemas["Role"]["enum"]
            .as_array()
            .unwrap()
            .iter()
            .find(|role| *role == "case_worker")
            .unwrap(),
        "case_worker"
    );
}

/// API-7: the document names no schema that it does not hold.
#[test]
fn every_name_in_the_document_is_told() {
    fn walk(value: &serde_json::Value, document: &serde_json::Value, seen: &mut usize) {
        if let Some(name) = value["$ref"].as_str() {
            *seen += 1;
            let path = name.strip_prefix('#').unwrap();
            assert!(document.pointer(path).is_some(), "{name} is nowhere");
        }
        let inside: Vec<&serde_json::Value> = match value {
            serde_json::Value::Object(fields) => fields.values().collect(),
            serde_json::Value::Array(items) => items.iter().collect(),
            _ => Vec::new(),
        };
        for value in inside {
            walk(value, document, seen);
        }
    }
    let document: serde_json::Value = serde_json::from_str(&api::openapi::json().unwrap()).unwrap();
    let mut seen = 0;
    walk(&document, &document, &mut seen);
    assert!(seen > 100, "only {seen} names");
}

#[test]
fn everything_that_is_to_be_tried_first_takes_a_dry_run() {
    let operations = operations();
    // API-11 by name.
    for id in [
        "submitVedtak",
        "signVedtak",
        "publishDay",
        "acceptProposal",
        "proposeTransfer",
        "acceptTransfer",
        "importCaseload",
    ] {
        let mut all = operations.iter();
        let (_, _, found) = all.find(|(_, _, op)| op["operationId"] == id).unwrap();
        let parameters = found["parameters"].as_array().unwrap();
        assert!(parameters.iter().any(|p| p["name"] == "dryRun"), "{id}");
    }
}
