//! Bodies that the tests of §§ 2–4 share, each whole and right, so that a test says only what it
//! makes wrong.

use domain::national_number::{AcceptancePolicy, NationalNumber};
use serde_json::{Value, json};
use tests::{Client, Reply, TestApp};

/// A conversation held this morning, with one statement of what matters.
pub(crate) fn conversation(app: &TestApp) -> Value {
    json!({
        "kind": "mapping", "templateVersion": 1, "heldAt": "2026-11-23T05:30:00Z", "place": "home",
        "participants": [{ "kind": "citizen" },
            { "kind": "employee", "employee": app.world.employee("kari"), "profession": "nurse" }],
        "statements": [{ "id": statement(), "section": "what_matters",
            "text": "Jeg vil gå til butikken selv",
            "voice": { "kind": "ownWords", "language": "nb", "interpreter": false } }],
        "functionScores": [{ "variable": "memory", "score": 2 }], "screens": [], "nextOn": null,
    })
}

/// The statement in [`conversation`].
pub(crate) const fn statement() -> &'static str {
    "01900000-0000-7000-8000-00000000000a"
}

/// Begins a draft for Astrid.
pub(crate) fn draft(app: &TestApp, by: &Client, content: &Value) -> Reply {
    let path = format!("/citizens/{}/assessments", app.world.astrid);
    by.post(&path, &json!({ "content": content, "correction": null }))
        .expect(201)
}

/// Completes a draft.
pub(crate) fn complete(by: &Client, draft: &Reply) -> Reply {
    let path = format!("/assessments/{}/completion", draft.id());
    by.if_match(&draft.etag()).post(&path, &json!({}))
}

/// A goal that points at [`statement`].
pub(crate) fn goal(app: &TestApp) -> Value {
    json!({
        "text": "Går til butikken to ganger i uken",
        "basis": { "kind": "statement", "statement": statement() },
        "scale": "self_rated", "baseline": 3, "target": 7,
        "owner": app.world.employee("kari"), "evaluationDate": "2026-12-21",
    })
}

/// Insulin every morning.
pub(crate) fn tiltak() -> Value {
    json!({
        "service": "home_nursing", "description": "Insulin", "instruction": "Mål blodsukker først",
        "ownPart": "Finner fram utstyret", "competences": ["insulin"], "minutes": 15,
        "employees": 1, "recurrence": "FREQ=DAILY", "exceptions": [],
        "window": { "from": "07:00:00", "until": "09:00:00", "preferred": "07:30:00" },
        "slot": "morgen", "after": null, "goals": [], "vedtak": null, "mustDo": true,
        "canWaitDays": 0, "performer": "team_member", "designedBy": null, "designReviewOn": null,
        "mastery": false, "start": "2026-11-24", "end": null,
    })
}

/// The body of a problem without its address: what an id one may not know of and an unknown id
/// must share to the byte (SEC-5).
pub(crate) fn faceless(reply: &Reply) -> String {
    let mut body = reply.body.clone();
    body["instance"] = Value::Null;
    body.to_string()
}

/// An id that names nothing.
pub(crate) const NOTHING: &str = "01900000-0000-7000-8000-000000000000";

/// A signed vedtak that gives Astrid so many minutes of home nursing a week; gives its id.
pub(crate) fn vedtak(app: &TestApp, from: i32, to: i32) -> String {
    give(app, from, to, Value::Null)
}

/// The same, in force until a day.
pub(crate) fn vedtak_until(app: &TestApp, from: i32, to: i32, until: &str) -> String {
    give(app, from, to, json!(until))
}

fn give(app: &TestApp, from: i32, to: i32, until: Value) -> String {
    let id: domain::ids::VedtakId = persistence::new_id(tests::now());
    let signed = json!({
        "id": id, "citizen": app.world.astrid, "unit": app.world.skullerud,
        "handlingUnit": app.world.skullerud, "application": null, "state": "signed",
        "content": { "service": "home_nursing", "outcome": "grant", "form": "frame",
            "frame": { "kind": "minutesPerWeek", "from": from, "to": to },
            "from": "2026-11-01", "until": until },
        "caseWorker": null, "responsibleNurse": null, "editors": [], "statements": [],
        "returnComment": null, "closing": null,
        "signature": { "by": app.world.employee("liv"), "at": "2026-10-30T09:00:00Z",
            "delegation": NOTHING, "lawVersion": "fvl-1967", "contentHash": "00" },
    });
    let signed: domain::vedtak::Vedtak = serde_json::from_value(signed).expect("a vedtak");
    let streams = persistence::Streams::unit(app.world.skullerud);
    app.arrange(streams, |writer| writer.insert_vedtak(signed.clone()));
    id.to_string()
}

/// Synthetic numbers (month +80) of people born on a day, all different; with `d` D-numbers.
pub(crate) fn numbers(born: chrono::NaiveDate, d: bool) -> impl Iterator<Item = NationalNumber> {
    use chrono::Datelike;
    let day = born.day() + if d { 40 } else { 0 };
    let (month, year) = (born.month() + 80, born.year() % 100);
    (0..100_000).filter_map(move |rest| {
        let text = format!("{day:02}{month:02}{year:02}{rest:05}");
        NationalNumber::parse(&text, AcceptancePolicy::Demo).ok()
    })
}
