//! Whom the staffing office may offer (R-SHF-3): free substitutes and what they may not do; not where anybody
//! else is, nor why.

use serde_json::{Value, json};
use tests::{Client, TestApp, on_both};

fn names(by: &Client, path: &str) -> Vec<(String, Value)> {
    let found = by.get(path).expect(200).body["items"].clone();
    let items = found.as_array().unwrap().iter();
    items
        .map(|one| {
            (
                one["name"].as_str().unwrap().to_owned(),
                one["shifts"].clone(),
            )
        })
        .collect()
}

fn on(day: u32) -> Value {
    json!({ "interval": { "from": format!("2026-11-{day}T06:30:00Z"), "until": format!("2026-11-{day}T14:00:00Z") }, "kind": "day" })
}

/// Where the office reads who could come for what Skullerud asks.
fn asked(app: &TestApp, shifts: &[Value], competences: &Value) -> String {
    let ask = json!({ "shifts": shifts, "competences": competences, "note": null });
    let team = format!("/teams/{}/substitute-requests", app.world.skullerud);
    let made = app.sign_in("liv").post(&team, &ask).expect(201);
    format!(
        "/teams/{}/substitute-requests/{}/candidates",
        app.world.staffing,
        made.id()
    )
}

on_both!(
    fn the_office_is_told_who_is_free_and_what_she_may_not_do(app) {
        let (trine, liv) = (app.sign_in("trine"), app.sign_in("liv"));
        let path = asked(&app, &[on(24), on(25)], &json!(["personal_care", "insulin"]));
        let lacks = json!([{ "shift": 0, "lacks": ["insulin"] }, { "shift": 1, "lacks": ["insulin"] }]);
        assert_eq!(names(&trine, &path), [("Vera Aas".to_owned(), lacks)], "substitutes alone");
        assert_eq!(trine.get(&path).expect(200).body["items"][0]["knowsTeam"], true);
        // At work on Tuesday, and away on Wednesday: neither where nor why is said.
        let shift = json!({ "employee": app.world.employee("vera"), "kind": "day", "interval": on(24)["interval"] });
        liv.post(&format!("/teams/{}/shifts", app.world.skullerud), &shift).expect(201);
        assert_eq!(names(&trine, &path), [("Vera Aas".to_owned(), json!([{ "shift": 1, "lacks": ["insulin"] }]))]);
        let away = json!({ "employee": app.world.employee("vera"), "interval": on(25)["interval"] });
        liv.post(&format!("/teams/{}/absences", app.world.skullerud), &away).expect(201);
        assert_eq!(names(&trine, &path), []);
        // The team has its own way, and another office's request is nothing.
        let own = path.replace(&app.world.staffing.to_string(), &app.world.skullerud.to_string());
        liv.get(&own).expect(403);
        trine.get(&own).expect(403);
        let nothing = format!("/teams/{}/substitute-requests/{}/candidates", app.world.staffing, crate::known::NOTHING);
        trine.get(&nothing).expect(404);
    }
);
