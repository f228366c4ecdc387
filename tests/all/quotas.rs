//! Quotas that change: never edited, another number from a day on, with the decision it rests on
//! (R-VED-1, R-VED-2).

use serde_json::{Value, json};
use tests::{Reply, TestApp, decide::*, on_both};
use uuid::Uuid;

/// A quota of so many places within which Liv signs short-term stays.
fn quota(app: &TestApp, places: i32) -> Uuid {
    let admin = app.sign_in("admin");
    let quota = admin
        .post("/quotas", &json!({ "name": "Korttid", "places": places }))
        .expect(201)
        .id();
    let mut bound = grant(
        app,
        Some(root(app)),
        "bente",
        "liv",
        json!(["short_term_stay"]),
    );
    bound["limits"] = json!({ "quota": quota });
    admin.post("/delegations", &bound).expect(201);
    quota
}

fn change(app: &TestApp, quota: Uuid, places: i32, from: &str, decision: &str) -> Reply {
    let body = json!({ "places": places, "from": from, "decision": decision });
    app.sign_in("admin")
        .post(&format!("/quotas/{quota}/changes"), &body)
}

/// Liv's signature on a stay of Astrid's or Einar's in these days.
fn stay(app: &TestApp, citizen: domain::ids::CitizenId, from: &str, until: &str) -> Reply {
    let assessment = completed_assessment(app, citizen);
    let mut draft = drafting(app, "short_term_stay", assessment);
    draft["content"]["from"] = json!(from);
    draft["content"]["until"] = json!(until);
    let (path, tag) = submitted(app, citizen, &draft);
    sign(&app.sign_in("liv"), &path, &tag)
}

on_both!(
    /// A stay that reaches into days with fewer places finds none; what was signed before stands; more
    /// places open it again.
    fn another_number_of_places_counts_from_its_day(app) {
        let quota = quota(&app, 2);
        let changed = change(&app, quota, 1, "2026-12-15", "Bydelsutvalget, sak 14/26").expect(201);
        assert_eq!((&changed.body["places"], &changed.body["changes"][0]["places"]), (&json!(2), &json!(1)));
        assert_eq!(changed.body["changes"][0]["decision"], "Bydelsutvalget, sak 14/26");
        assert_eq!(changed.body["changes"][0]["registeredBy"], json!(app.world.employee("admin")));
        stay(&app, app.world.astrid, "2026-12-01", "2026-12-31").expect(200);
        let refused = stay(&app, app.world.einar, "2026-12-10", "2026-12-15").expect(403);
        assert_eq!(refused.codes(), ["quota-used-up"]);
        assert!(refused.body["errors"][0]["message"].as_str().unwrap().contains("15.12.2026"), "{}", refused.body);
        stay(&app, app.world.einar, "2026-12-08", "2026-12-14").expect(200);
        // Fewer places than are taken: nothing is undone, nothing more is signed.
        let none = change(&app, quota, 0, "2026-12-20", "Plassen legges ned.").expect(201);
        assert_eq!(none.body["taken"].as_array().unwrap().len(), 2);
        assert_eq!(none.body["fullOn"], "2026-12-08", "two of two from that day");
        change(&app, quota, 5, "2027-01-01", "Nye plasser.").expect(201);
        stay(&app, app.world.einar, "2027-01-01", "2027-01-14").expect(200);
        let listed = app.sign_in("per").get("/quotas").expect(200);
        assert_eq!(listed.body["items"][0]["changes"].as_array().unwrap().len(), 3, "the past stays");
    }
);

on_both!(
    /// What is wrong with a change is named, every item, and nothing is kept.
    fn a_wrong_change_is_refused_with_every_reason(app) {
        let quota = quota(&app, 1);
        let refused = change(&app, quota, -1, "2026-11-22", " ").expect(422);
        assert_eq!(refused.codes(), ["quota-places", "quota-change-past", "quota-change-decision"]);
        change(&app, Uuid::max(), 1, "2026-12-01", "Sak 1").expect(404);
        let body = json!({ "places": 9, "from": "2026-12-01", "decision": "Min egen" });
        app.sign_in("liv").post(&format!("/quotas/{quota}/changes"), &body).expect(403);
        let unknown = json!({ "places": 9, "from": "2026-12-01", "decision": "Sak", "name": "Nytt" });
        app.sign_in("admin").post(&format!("/quotas/{quota}/changes"), &unknown).expect(400);
        let listed = app.sign_in("per").get("/quotas").expect(200);
        assert_eq!(listed.body["items"][0]["changes"], json!([]));
        assert_eq!(listed.body["items"][0]["fullOn"], Value::Null);
    }
);
