//! Every operation × everybody over HTTP: the answers are the policy's (SEC-1, SEC-2, SEC-5).

use domain::policy::{Action, Decision, Need, RecordFacts, Subject, UnitFacts, may};
use serde_json::json;
use tests::{TestApp, World, on_both};

/// What the policy says of one of the world's people, asking about Team Skullerud or Astrid.
fn decision(app: &TestApp, user_name: &str, action: Action) -> Decision {
    let subject = match action.need() {
        Need::Open | Need::Own | Need::Directory | Need::Administer | Need::UseEmergency => {
            Subject::General
        }
        Need::ReadRecord
        | Need::WriteRecord
        | Need::Document
        | Need::HandleVedtak
        | Need::PrepareVedtak
        | Need::SignVedtak
        | Need::Consult
        | Need::ReadAccessLog => Subject::Record(RecordFacts {
            citizen: app.world.astrid,
            responsible: app.world.skullerud,
            relations: vec![],
        }),
        Need::ManageUnit
        | Need::LeadUnit
        | Need::WorkInUnit
        | Need::PutDayInForce
        | Need::Staff
        | Need::WorkOrStaff => Subject::Unit(UnitFacts {
            unit: app.world.skullerud,
            fordeler: None,
            pool: None,
        }),
    };
    may(
        &app.world.actor(user_name, tests::now()),
        action,
        &subject,
        tests::now(),
    )
}

/// The path with the world's ids; other ids are ids of nothing.
fn filled(app: &TestApp, template: &str) -> (String, bool) {
    let mut names_nothing = false;
    let parts: Vec<String> = template
        .split('/')
        .map(|part| match part {
            "{citizen}" => app.world.astrid.to_string(),
            "{team}" | "{unit}" => app.world.skullerud.to_string(),
            "{date}" => "2026-11-24".to_owned(),
            // Nobody waits for what comes after.
            "events" => "events?once=true".to_owned(),
            part if part.starts_with('{') => {
                names_nothing = true;
                "01900000-0000-7000-8000-000000000000".to_owned()
            }
            part => part.to_owned(),
        })
        .collect();
    (parts.join("/"), names_nothing)
}

on_both!(
    /// SEC-1: the whole table, over HTTP.
    fn every_operation_answers_everybody_as_the_policy_says(app) {
        let document: serde_json::Value =
            serde_json::from_str(&api::openapi::json().unwrap()).unwrap();
        let clients: Vec<_> = World::user_names().map(|name| (name, app.sign_in(name))).collect();
        let mut asked = 0;
        for (template, methods) in document["paths"].as_object().unwrap() {
            let template = template.strip_prefix("/api/v1").unwrap();
            let (path, names_nothing) = filled(&app, template);
            for (method, operation) in methods.as_object().unwrap() {
                let id = operation["operationId"].as_str().unwrap();
                let action = *Action::ALL.iter().find(|a| a.operation_id() == id).unwrap();
                if action.need() == Need::Open {
                    continue;
                }
                let method = method.to_uppercase();
                let body = || match method.as_str() {
                    "POST" | "PUT" => json!({ "unit": app.world.skullerud, "citizen": app.world.astrid }).to_string().into_bytes(),
                    _ => Vec::new(),
                };
                let send = |client: &tests::Client| {
                    client.send(&method, &path, body(), Some("application/json")).status
                };
                assert_eq!(send(&app.anonymous()), 401, "{id}: nobody");
                for (name, client) in &clients {
                    // One's own sessions and password are the signed-in person's business alone.
                    if matches!(action, Action::EndSession | Action::EndBrowserSession | Action::ChangePassword) {
                        continue;
                    }
                    let status = send(client);
                    asked += 1;
                    let at = format!("{id} ({method} {path}) for {name} → {status}");
                    assert!(status < 500, "{at}");
                    match decision(&app, name, action) {
                        Decision::NotThere => assert_eq!(status, 404, "{at}"),
                        Decision::Refused(_) if names_nothing => {
                            assert!(matches!(status, 403 | 404), "{at}");
                        }
                        Decision::Refused(_) => assert_eq!(status, 403, "{at}"),
                        Decision::Allowed(_) if names_nothing => {
                            assert!(!matches!(status, 401 | 403), "{at}");
                        }
                        Decision::Allowed(_) => {
                            assert!(!matches!(status, 401 | 403 | 404), "{at}");
                        }
                    }
                }
            }
        }
        assert!(asked > 100, "only {asked} were asked");
    }
);
