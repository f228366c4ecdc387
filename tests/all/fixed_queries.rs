//! An absence and a rota ask the database as often however many visits and shifts they concern (R-SHF-1, R-SHF-3).

use crate::day::{at_work, visits};
use serde_json::{Value, json};
use tests::{Client, TestApp, on_both};

/// Visits of five minutes tomorrow, ten minutes apart, that Kari has taken.
fn taken(app: &TestApp, kari: &Client, numbers: std::ops::Range<i64>) {
    let day = format!("/teams/{}/days/2026-11-24/visits", app.world.skullerud);
    for n in numbers {
        let body = json!({ "citizen": app.world.astrid, "minutes": 5, "window": { "from": "07:00:00", "until": "15:00:00" } });
        let made = kari.post(&day, &body).expect(201);
        let start =
            json!({ "start": format!("2026-11-24T{:02}:{:02}:00Z", 6 + n / 6, n % 6 * 10) });
        kari.post(&format!("/visits/{}/claim", made.id()), &start)
            .expect(200);
    }
}

/// Statements and reads that a piece of work costs.
fn cost<T>(app: &TestApp, work: impl FnOnce() -> T) -> (T, (u64, u64)) {
    let count = || (app.database().queries(), app.database().reads());
    let before = count();
    let done = work();
    let after = count();
    (done, (after.0 - before.0, after.1 - before.1))
}

/// Kari is ill all day, somebody looks at the three ways and tries one, it was the morning only, it never was.
fn a_day_away(app: &TestApp, visits: usize) -> Vec<(&'static str, u64)> {
    let (liv, per) = (app.sign_in("liv"), app.sign_in("per"));
    let absences = format!("/teams/{}/absences", app.world.skullerud);
    let during = |until: &str| json!({ "from": "2026-11-24T05:00:00Z", "until": until });
    let all_day = json!({ "employee": app.world.employee("kari"), "interval": during("2026-11-24T16:00:00Z") });
    let (ill, entered) = cost(app, || liv.post(&absences, &all_day).expect(201));
    assert_eq!(ill.body["freed"].as_array().unwrap().len(), visits);
    let path = format!("{absences}/{}", ill.id());
    let (seen, looked) = cost(app, || {
        per.get(&format!("{path}/ways?date=2026-11-24"))
            .expect(200)
            .body
    });
    let spread = seen["ways"]
        .as_array()
        .unwrap()
        .iter()
        .find(|w| w["way"] == "spread")
        .unwrap();
    assert_eq!(spread["effect"]["taken"], visits, "{spread}");
    let choice = json!({ "way": "spread", "date": "2026-11-24", "asOf": seen["asOf"], "preview": spread["preview"] });
    let (done, chosen) = cost(app, || {
        liv.post(&format!("{path}/choices?dryRun=true"), &choice)
            .expect(200)
            .body
    });
    assert_eq!(done["changed"].as_array().unwrap().len(), visits);
    let shorter = json!({ "interval": during("2026-11-24T05:30:00Z") });
    let (back, changed) = cost(app, || {
        liv.if_match(&ill.etag()).put(&path, &shorter).expect(200)
    });
    assert_eq!(back.body["returned"].as_array().unwrap().len(), visits);
    let longer = json!({ "interval": during("2026-11-24T16:00:00Z") });
    let again = liv.if_match(&back.etag()).put(&path, &longer).expect(200);
    let (_, withdrawn) = cost(app, || {
        liv.if_match(&again.etag()).delete(&path).expect(204)
    });
    // Only a visit whose time changes is written by itself.
    vec![
        ("enter", entered.0),
        ("look", looked.0),
        ("choose, reads", chosen.1),
        ("change", changed.0),
        ("withdraw", withdrawn.0),
    ]
}

on_both!(
    fn an_absence_costs_as_many_queries_with_forty_visits_as_with_two(app) {
        at_work(&app, &["kari", "per", "siri"]);
        let kari = app.sign_in("kari");
        app.database().reads();
        taken(&app, &kari, 0..2);
        a_day_away(&app, 2);
        let few = a_day_away(&app, 2);
        taken(&app, &kari, 2..40);
        a_day_away(&app, 40);
        assert_eq!(a_day_away(&app, 40), few);
        let day = kari.get(&format!("/teams/{}/days/2026-11-24", app.world.skullerud)).expect(200).body;
        let hers = json!(app.world.employee("kari"));
        assert!(visits(&day).iter().all(|v| v["assignments"][0]["employee"] == hers && v["assignments"][0]["state"] == "claimed"));
    }
);

on_both!(
    fn a_rota_of_twelve_weeks_costs_as_many_queries_as_one_of_a_week(app) {
        let liv = app.sign_in("liv");
        let shifts = format!("/teams/{}/shifts", app.world.skullerud);
        let everybody = ["kari", "per", "siri", "hanne"];
        for who in everybody {
            let shift = json!({ "employee": app.world.employee(who), "kind": "day",
                "interval": { "from": "2026-11-30T06:00:00Z", "until": "2026-11-30T13:00:00Z" } });
            liv.post(&shifts, &shift).expect(201);
        }
        let copy = |to: &str, times: i64| -> (Value, (u64, u64)) {
            let ask = json!({ "from": "2026-11-30", "weeks": 1, "to": to, "times": times });
            cost(&app, || liv.post(&format!("{shifts}/copies"), &ask).expect(200).body)
        };
        copy("2026-12-14", 1);
        let (one, few) = copy("2026-12-21", 1);
        let (many, cost) = copy("2026-12-28", 12);
        assert_eq!((&one["created"], &many["created"]), (&json!(4), &json!(48)));
        assert_eq!(cost, few);
    }
);
