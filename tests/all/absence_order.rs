//! The three ways on at an absence are planned as proposals are: by what the team puts before what, and by what
//! four weeks came to (R-SHF-3, R-WL-5, R-WL-8).

use crate::day::{at_work, day};
use serde_json::{Value, json};
use tests::{Client, TestApp, on_both, phone};

/// Kari has taken these visits of Astrid's tomorrow, an hour and a half each, local time and start.
fn taken(app: &TestApp, kari: &Client, when: &[(&str, &str, &str)]) {
    for (from, until, start) in when {
        let body = json!({ "citizen": app.world.astrid, "minutes": 90, "window": { "from": from, "until": until } });
        let made = kari
            .post(&format!("{}/visits", day(app)), &body)
            .expect(201);
        kari.post(
            &format!("/visits/{}/claim", made.id()),
            &json!({ "start": start }),
        )
        .expect(200);
    }
}

/// Kari is ill tomorrow: the path of the ways on.
fn ill(app: &TestApp) -> String {
    let absences = format!("/teams/{}/absences", app.world.skullerud);
    let away = json!({ "employee": app.world.employee("kari"),
        "interval": { "from": "2026-11-24T05:00:00Z", "until": "2026-11-24T16:00:00Z" } });
    let entered = app.sign_in("liv").post(&absences, &away).expect(201);
    format!("{absences}/{}/ways?date=2026-11-24", entered.id())
}

/// Who would get more if it were spread within the team, and that way's name for a choice.
fn spread(app: &TestApp, path: &str) -> (Vec<String>, Value) {
    let seen = app.sign_in("per").get(path).expect(200).body;
    let way = seen["ways"]
        .as_array()
        .unwrap()
        .iter()
        .find(|w| w["way"] == "spread")
        .unwrap();
    let more = way["minutes"].as_array().unwrap().iter();
    let more = more.map(|m| m["name"].as_str().unwrap().to_owned());
    (more.collect(), way["preview"].clone())
}

on_both!(
    fn a_team_that_puts_fair_load_first_is_shown_other_ways_on(app) {
        at_work(&app, &["kari", "per", "siri"]);
        let (kari, liv) = (app.sign_in("kari"), app.sign_in("liv"));
        taken(&app, &kari, &[
            ("08:00:00", "09:00:00", "2026-11-24T07:15:00Z"),
            ("11:00:00", "12:00:00", "2026-11-24T10:15:00Z"),
        ]);
        let path = ill(&app);
        let (few_faces, seen) = spread(&app, &path);
        assert_eq!(few_faces.len(), 1, "one face for Astrid: {few_faces:?}");

        let charter = format!("/teams/{}/charter", app.world.skullerud);
        let tag = liv.get(&charter).expect(200).etag();
        let agreed = json!({ "model": "model_2", "area": [], "planningOrder": ["load", "faces", "wished", "travel", "changes"] });
        liv.if_match(&tag).put(&charter, &agreed).expect(200);
        let (even, now) = spread(&app, &path);
        assert_eq!(even.len(), 2, "one each: {even:?}");
        // What was seen before the team agreed otherwise is not what would be done now.
        assert_ne!(seen, now);
    }
);

on_both!(
    fn the_one_who_had_most_to_do_in_four_weeks_is_spared_by_the_ways_on(app) {
        let unit = app.world.skullerud;
        at_work(&app, &["kari", "per", "siri"]);
        for who in ["per", "siri"] {
            phone::shift(&app, unit, who);
        }
        taken(&app, &app.sign_in("kari"), &[("08:00:00", "10:00:00", "2026-11-24T07:15:00Z")]);
        let path = ill(&app);
        let busy = |who: &str, minute: u32| {
            for hour in 7..13 {
                let at = format!("2026-11-23T{hour:02}:{minute:02}:00Z").parse().unwrap();
                phone::visit(&app, unit, app.world.gunvor, who, at);
            }
        };
        busy("per", 0);
        assert_eq!(spread(&app, &path).0, ["Siri Vik"]);
        busy("siri", 0);
        busy("siri", 30);
        assert_eq!(spread(&app, &path).0, ["Per Haugen"]);
    }
);

on_both!(
    /// What is left out is without anybody, as was shown: one of two is not left there alone and given something
    /// else at the same time.
    fn one_of_two_is_not_given_two_places_at_once(app) {
        at_work(&app, &["kari", "per"]);
        let (kari, liv) = (app.sign_in("kari"), app.sign_in("liv"));
        let make = |employees: i64, who: &[&str]| {
            let body = json!({ "citizen": app.world.astrid, "minutes": 60, "employees": employees, "mustDo": true,
                "window": { "from": "10:00:00", "until": "10:10:00" } });
            let visit = kari.post(&format!("{}/visits", day(&app)), &body).expect(201).id().to_string();
            for (n, who) in who.iter().enumerate() {
                let give = json!({ "employee": app.world.employee(who), "number": n + 1, "start": "2026-11-24T09:00:00Z" });
                liv.post(&format!("/visits/{visit}/assignment"), &give).expect(200);
            }
            visit
        };
        let (two, alone) = (make(2, &["kari", "per"]), make(1, &[]));
        let path = ill(&app);
        let seen = kari.get(&path).expect(200).body;
        let way = seen["ways"].as_array().unwrap().iter().find(|w| w["way"] == "spread").unwrap();
        let choice = json!({ "way": "spread", "date": "2026-11-24", "asOf": seen["asOf"], "preview": way["preview"] });
        let choices = path.replace("/ways?date=2026-11-24", "/choices");
        liv.post(&choices, &choice).expect(200);
        let now = kari.get(&day(&app)).expect(200).body;
        let held = |id: &str| {
            let all = now["visits"].as_array().unwrap().iter();
            let parts = all.filter(|v| v["id"] == id).flat_map(|v| v["assignments"].as_array().unwrap());
            parts.filter(|a| !a["employee"].is_null()).count()
        };
        assert_eq!((held(&two), held(&alone)), (0, 1), "{now}");
        let faults: Vec<_> = now["obstacles"].as_array().unwrap().iter().filter(|o| o["code"] == "overlaps").collect();
        assert_eq!(faults, Vec::<&Value>::new());
    }
);
