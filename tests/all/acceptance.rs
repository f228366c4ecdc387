//! A proposal that is taken whole is the day from then on (R-WL-5).

use crate::day::{accept, at_work, day, proposal, visit};
use serde_json::{Value, json};
use tests::{Client, TestApp, on_both};

/// Who has each of these visits now.
fn holders(app: &TestApp, by: &Client, visits: &[uuid::Uuid]) -> Vec<Value> {
    let seen = by.get(&day(app)).expect(200);
    let all = seen.body["visits"].as_array().unwrap();
    let of = |id: &uuid::Uuid| all.iter().find(|v| v["id"] == json!(id)).unwrap();
    let holder = |id| of(id)["assignments"][0]["employee"].clone();
    visits.iter().map(holder).collect()
}

on_both!(
    /// R-WL-5: what must be done takes the time of what can be left. Whoever takes the whole proposal
    /// frees what it leaves to nobody, and is not refused because that was still there.
    fn what_a_proposal_leaves_to_nobody_is_free_when_it_is_taken(app) {
        at_work(&app, &["kari"]);
        let liv = app.sign_in("liv");
        let early = visit(&app, &liv, app.world.astrid, "09:00:00", "09:05:00").id();
        let give = json!({ "employee": app.world.employee("kari"), "start": "2026-11-24T08:00:00Z" });
        liv.post(&format!("/visits/{early}/assignment"), &give).expect(200);
        let must = json!({ "citizen": app.world.astrid, "minutes": 20, "mustDo": true,
            "window": { "from": "09:00:00", "until": "09:05:00" } });
        let must = liv.post(&format!("{}/visits", day(&app)), &must).expect(201).id();
        let kari = json!(app.world.employee("kari"));
        assert_eq!(holders(&app, &liv, &[early, must]), [kari.clone(), Value::Null]);

        let made = proposal(&app, &liv);
        let left: Vec<_> = made.body["unplaced"].as_array().unwrap().iter().map(|one| one["visit"].clone()).collect();
        assert_eq!(left, [json!(early)], "{}", made.body);
        // Taking only the one is refused: she is still at the other.
        let path = format!("{}/proposals/{}/acceptance", day(&app), made.id());
        let only = liv.if_match(made.body["planEtag"].as_str().unwrap()).post(&path, &json!({ "visits": [must] }));
        assert_eq!(only.expect(409).body["errors"][0]["rule"], "R-WL-4");
        accept(&app, &liv, &made, &json!({})).expect(200);
        assert_eq!(holders(&app, &liv, &[early, must]), [Value::Null, kari]);
    }
);
