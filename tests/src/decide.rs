//! What tests of decisions start from: a register of delegations and a completed conversation.

use crate::{Client, TestApp};
use domain::{
    assessment::Assessment,
    ids::{AssessmentId, CitizenId},
    policy::Action,
    settings::Settings,
};
use persistence::{Caller, Streams, Writer, new_id};
use serde_json::{Value, json};
use std::sync::Arc;
use uuid::Uuid;

/// A grant as a request, for the whole municipality and every outcome.
pub fn grant(
    app: &TestApp,
    parent: Option<Uuid>,
    by: &str,
    holder: &str,
    services: Value,
) -> Value {
    let mut grant = json!({
        "holder": app.world.employee(holder),
        "units": "municipality",
        "services": services,
        "outcomes": ["grant", "partial", "refuse", "change", "end"],
        "period": { "from": "2026-01-01" },
        "decision": "Bystyresak 12/2026",
        "delegatedBy": app.world.employee(by),
    });
    if let Some(parent) = parent {
        grant["parent"] = json!(parent);
    }
    grant
}

/// The root of the register: Bente for home nursing, day centre and short-term stay, brought by
/// Randi, registered by the system and approved by the administrator.
pub fn root(app: &TestApp) -> Uuid {
    let value = grant(
        app,
        None,
        "auditor",
        "bente",
        json!(["home_nursing", "day_centre", "short_term_stay"]),
    );
    let id: domain::ids::DelegationId = new_id(crate::now());
    let link = json!({
        "id": id,
        "grant": value,
        "registeredBy": app.world.employee("auditor"),
        "registeredAt": crate::now(),
        "approval": null,
        "ended": null,
    });
    let link: domain::delegation::Delegation = serde_json::from_value(link).expect("a link");
    app.arrange(Streams::municipality(), |writer| {
        writer.insert_delegation(&link)
    });
    app.sign_in("admin")
        .post(&format!("/delegations/{id}/approval"), &Value::Null)
        .expect(200);
    id.0
}

/// Passes a part of the root on, through the API.
pub fn pass_on(app: &TestApp, root: Uuid, holder: &str, services: Value) -> Uuid {
    let grant = grant(app, Some(root), "bente", holder, services);
    app.sign_in("admin")
        .post("/delegations", &grant)
        .expect(201)
        .id()
}

/// A conversation completed today.
pub fn completed_assessment(app: &TestApp, citizen: CitizenId) -> AssessmentId {
    let id: AssessmentId = new_id(crate::now());
    let draft = json!({
        "id": id, "citizen": citizen, "state": "draft", "correction": null,
        "completedAt": null, "completedBy": null,
        "content": {
            "kind": "start", "templateVersion": 1, "heldAt": crate::now(), "place": "home",
            "participants": [], "statements": [], "functionScores": [], "screens": [],
            "nextOn": null,
        },
    });
    let draft: Assessment = serde_json::from_value(draft).expect("an assessment");
    let done = Assessment {
        completed_at: Some(crate::now()),
        completed_by: Some(app.world.employee("kari")),
        ..draft.clone()
    };
    let kari = Arc::new(app.world.actor("kari", crate::now()));
    let caller = Caller::employee(kari, Action::UpdateCitizen, crate::now());
    let complete = |writer: &mut Writer<'_>| {
        let opened = writer.open(citizen, "assessment")?;
        writer.insert_assessment(&opened, &draft)?;
        writer.complete_assessment(&opened, &done, &Settings::default(), 1)
    };
    app.database()
        .write(&caller, &Streams::citizen(citizen), complete)
        .expect("an assessment");
    id
}

/// A complete draft by Cato with Kari as responsible nurse.
pub fn drafting(app: &TestApp, service: &str, assessment: AssessmentId) -> Value {
    let frame = match service {
        "home_nursing" => json!({ "kind": "minutesPerWeek", "from": 300, "to": 420 }),
        _ => json!({ "kind": "count", "count": 1 }),
    };
    json!({
        "content": {
            "service": service, "outcome": "grant", "form": "detailed", "frame": frame,
            "from": "2026-12-01", "until": "2027-05-31", "assessment": assessment,
            "purpose": "Bo trygt hjemme.", "facts": "Får insulin.", "reasoning": "Trenger hjelp.",
            "citizenView": "Vil klare frokosten selv.", "kinView": "Datteren er enig.",
            "legalBasis": ["hol § 3-2 nr. 6 a"], "ownPayment": false,
            "appealInformation": "Du kan klage innen fire uker.",
        },
        "caseWorker": app.world.employee("cato"),
        "responsibleNurse": app.world.employee("kari"),
    })
}

/// Writes, states and submits a vedtak; gives its path and its tag.
pub fn submitted(app: &TestApp, citizen: CitizenId, drafting: &Value) -> (String, String) {
    let cato = app.sign_in("cato");
    let path = begun(&cato, citizen, drafting);
    stated(app, &path);
    let tag = cato.get(&path).expect(200).etag();
    let reply = cato
        .if_match(&tag)
        .post(&format!("{path}/submission"), &Value::Null)
        .expect(200);
    (path, reply.etag())
}

/// Begins a draft; gives its path.
pub fn begun(client: &Client, citizen: CitizenId, drafting: &Value) -> String {
    let reply = client.post(&format!("/citizens/{citizen}/vedtak"), drafting);
    format!("/vedtak/{}", reply.expect(201).id())
}

/// Both roles state what they think.
pub fn stated(app: &TestApp, path: &str) {
    for (who, role) in [("cato", "case_worker"), ("kari", "responsible_nurse")] {
        let said = json!({ "role": role, "text": "Enig i rammen." });
        app.sign_in(who)
            .post(&format!("{path}/statements"), &said)
            .expect(200);
    }
}

/// Signs with the tag seen.
pub fn sign(client: &Client, path: &str, tag: &str) -> crate::Reply {
    client
        .if_match(tag)
        .post(&format!("{path}/signature"), &Value::Null)
}
