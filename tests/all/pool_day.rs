//! The day plan of a pool, which is made, put in force and closed as a team's (R-TEAM-8, R-WL-2, R-WL-3).

use crate::{
    day::plan,
    known::tiltak,
    pools::{agreed, evening, on_plan, suppers, unit},
};
use serde_json::{Value, json};
use tests::{Client, Reply, TestApp, on_both};

fn plan_etag(by: &Client, day: &str) -> String {
    by.get(day).expect(200).body["etag"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn claim(by: &Client, visit: &str, start: &str) -> Reply {
    by.post(
        &format!("/visits/{visit}/claim"),
        &json!({ "start": start }),
    )
}

fn publish(by: &Client, day: &str) -> Reply {
    let seen = plan_etag(by, day);
    by.if_match(&seen)
        .post(&format!("{day}/publication"), &json!({}))
}

/// Tuesday evening with Kari and Nina on the pool's shift, seen on Tuesday.
fn tuesday(app: &TestApp) -> (String, String) {
    suppers(app);
    let (_, pool) = agreed(app, "2026-11-24");
    evening(app, "liv", &pool, "kari").expect(201);
    evening(app, "bente", &pool, "nina").expect(201);
    app.at("2026-11-24T08:00:00Z");
    let day = format!("{pool}/days/2026-11-24");
    (pool, day)
}

on_both!(
    fn those_on_its_shift_build_publish_change_and_close_the_evening(app) {
        let (pool, day) = tuesday(&app);
        let (kari, nina, siri, liv) = (app.sign_in("kari"), app.sign_in("nina"), app.sign_in("siri"), app.sign_in("liv"));
        let seen = kari.get(&day).expect(200).body;
        assert_eq!(seen["part"], "evening");
        // The first on the shift who may make lists is fordeler, for there is nobody else at work.
        assert_eq!((&seen["fordeler"]["name"], &seen["fordeler"]["reason"]), (&json!("Kari Nordby"), &json!("turn")));
        let lanes: Vec<&str> = seen["lanes"].as_array().unwrap().iter().map(|l| l["name"].as_str().unwrap()).collect();
        assert_eq!(lanes, ["Nina Foss", "Kari Nordby"]);
        let all = on_plan(&kari, &pool, "2026-11-24");
        let (astrid, gunvor) = (all[0].1.as_str(), all[1].1.as_str());
        // One not on the shift sees her own, and takes none.
        assert_eq!(claim(&siri, astrid, "2026-11-24T17:00:00Z").expect(409).codes()[0], "not-in-unit");
        claim(&siri, gunvor, "2026-11-24T17:00:00Z").expect(404);
        // A leader of one of the teams sees half the plan, so she does not put it in force.
        assert_eq!(publish(&liv, &day).expect(403).codes(), ["pool-plan-not-whole"]);
        assert_eq!(publish(&nina, &day).expect(403).codes(), ["not-fordeler"]);
        assert_eq!(liv.with("prefer", "wait=8").post(&format!("{day}/proposals"), &json!({})).expect(403).codes(), ["pool-plan-not-whole"]);

        let made = kari.with("prefer", "wait=8").post(&format!("{day}/proposals"), &json!({})).expect(201);
        assert_eq!(made.body["state"], "ready", "{}", made.body);
        let taken = format!("{day}/proposals/{}/acceptance", made.id());
        kari.if_match(made.body["planEtag"].as_str().unwrap()).post(&taken, &json!({})).expect(200);
        publish(&kari, &day).expect(200);
        publish(&kari, &day).expect(409);
        // Each has her part on the phone, whoever's citizen it is.
        let mine = |by: &Client| by.get("/me/day?date=2026-11-24").expect(200).body["visits"].as_array().unwrap().len();
        assert_eq!(mine(&kari) + mine(&nina), 2);
        // Acute: for a citizen of the other team, by one on the shift; not by one who does not see her.
        let acute = |citizen: Value| json!({ "citizen": citizen, "minutes": 15, "window": { "from": "19:00:00", "until": "21:00:00" } });
        kari.post(&format!("{day}/visits"), &acute(json!(app.world.gunvor))).expect(201);
        let refused = siri.post(&format!("{day}/visits"), &acute(json!(app.world.gunvor))).expect(422);
        assert_eq!(refused.codes(), ["not-in-caseload"]);
        assert_eq!(refused.codes(), siri.post(&format!("{day}/visits"), &acute(json!(crate::known::NOTHING))).expect(422).codes());
        assert_eq!(on_plan(&siri, &pool, "2026-11-24").len(), 1);
        assert_eq!(on_plan(&app.sign_in("bente"), &pool, "2026-11-24").len(), 2);

        app.at("2026-11-24T21:45:00Z");
        let kari = app.sign_in("kari");
        let seen = plan_etag(&kari, &day);
        let closed = kari.if_match(&seen).post(&format!("{day}/closing"), &json!({})).expect(200);
        assert_eq!(closed.body["day"]["state"], "closed");
        let tasks = kari.get(&format!("{pool}/tasks")).expect(200).body["items"].clone();
        assert!(tasks.as_array().unwrap().iter().any(|t| t["citizen"] == json!(app.world.gunvor)), "{tasks}");
        // A task about the other team's citizen is nothing to one who was not there.
        let siri = app.sign_in("siri");
        let seen = siri.get(&format!("{pool}/tasks")).expect(200).body["items"].clone();
        assert!(seen.as_array().unwrap().iter().all(|t| t["citizen"] != json!(app.world.gunvor)), "{seen}");
        let hers = tasks.as_array().unwrap().iter().find(|t| t["citizen"] == json!(app.world.gunvor)).unwrap();
        siri.post(&format!("/tasks/{}/completion", hers["id"].as_str().unwrap()), &json!({})).expect(404);
    }
);

on_both!(
    /// R-SHF-2, R-TEAM-9: one calendar, whichever team or pool the shift is in.
    fn working_time_counts_the_pool_and_the_team_together(app) {
        let (_, pool) = agreed(&app, "2026-11-24");
        let liv = app.sign_in("liv");
        evening(&app, "liv", &pool, "kari").expect(201);
        let early = json!({ "employee": app.world.employee("kari"), "kind": "day",
            "interval": { "from": "2026-11-25T06:00:00Z", "until": "2026-11-25T13:30:00Z" } });
        let refused = liv.post(&format!("{}/shifts", unit(app.world.skullerud)), &early).expect(422);
        assert!(refused.codes().contains(&"daily-rest".to_owned()), "{:?}", refused.codes());
        let twice = evening(&app, "liv", &unit(app.world.skullerud), "kari").expect(422);
        assert!(twice.codes().contains(&"shift-overlaps".to_owned()), "{:?}", twice.codes());
        // What her own team has agreed holds in the pool, and what the other team has agreed does not.
        let agreed = json!({ "employee": null, "name": "Særavtale om langvakter", "period": { "from": "2026-01-01" },
            "limits": { "longDayMinutes": 750 } });
        liv.post(&format!("{}/working-time-agreements", unit(app.world.skullerud)), &agreed).expect(201);
        let long = |who: &str| json!({ "employee": app.world.employee(who), "kind": "long",
            "interval": { "from": "2026-11-28T07:00:00Z", "until": "2026-11-28T19:00:00Z" } });
        liv.post(&format!("{pool}/shifts"), &long("per")).expect(201);
        let refused = liv.post(&format!("{pool}/shifts"), &long("nina")).expect(422);
        assert_eq!(refused.codes(), ["keep-reason-missing", "day-too-long"]);
        // An open shift of the pool is for the members of its teams.
        let open = json!({ "employee": null, "kind": "evening",
            "interval": { "from": "2026-11-26T14:00:00Z", "until": "2026-11-26T21:30:00Z" } });
        let open = app.sign_in("bente").post(&format!("{pool}/shifts"), &open).expect(201);
        let take = format!("{pool}/shifts/{}/claim", open.id());
        app.sign_in("olav").post(&take, &json!({})).expect(403);
        app.sign_in("per").post(&take, &json!({})).expect(200);
        app.sign_in("nina").post(&take, &json!({})).expect(409);
    }
);

on_both!(
    /// R-WL-7: faces are counted across; R-SHF-3: an absence frees what she holds in the pool.
    fn absence_and_continuity_reach_over_the_pool(app) {
        let (pool, day) = tuesday(&app);
        let kari = app.sign_in("kari");
        let all = on_plan(&kari, &pool, "2026-11-24");
        let gunvor = all[1].1.as_str();
        claim(&kari, gunvor, "2026-11-24T17:00:00Z").expect(200);
        let away = json!({ "employee": app.world.employee("kari"),
            "interval": { "from": "2026-11-24T13:00:00Z", "until": "2026-11-24T22:00:00Z" } });
        let liv = app.sign_in("liv");
        let absence = liv.post(&format!("{}/absences", unit(app.world.skullerud)), &away).expect(201);
        assert_eq!(absence.body["freed"][0]["visit"], json!(gunvor), "{}", absence.body);
        let nina = app.sign_in("nina");
        let free = |by: &Client| {
            let seen = by.get(&day).expect(200).body;
            let one = seen["visits"].as_array().unwrap().iter().find(|v| v["id"] == json!(gunvor)).unwrap().clone();
            one["assignments"][0]["employee"] == Value::Null
        };
        assert!(free(&nina));
        // Home again she has it back.
        let path = format!("{}/absences/{}", unit(app.world.skullerud), absence.id());
        liv.if_match(&absence.etag()).delete(&path).expect(204);
        assert!(!free(&nina));
        let told = json!({ "device": crate::known::NOTHING, "events": [
            { "id": "01900000-0000-7000-8000-000000000011", "visit": gunvor, "sequence": 1, "phoneTime": "2026-11-24T17:00:00Z", "kind": "started" },
            { "id": "01900000-0000-7000-8000-000000000012", "visit": gunvor, "sequence": 2, "phoneTime": "2026-11-24T17:20:00Z", "kind": "done" } ] });
        let answer = kari.post("/me/visit-events", &told).expect(200).body;
        assert_eq!(answer["answers"][1]["fate"], "applied", "{answer}");
        app.at("2026-11-25T08:00:00Z");
        let figures = app.sign_in("nina").get(&format!("{}/continuity", unit(app.world.bogerud))).expect(200).body;
        assert!(figures.to_string().contains(&app.world.gunvor.to_string()), "{figures}");
        plan(&app.sign_in("nina"), app.world.gunvor, &tiltak());
    }
);
