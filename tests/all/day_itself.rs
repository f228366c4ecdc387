//! The day as a team really has it (R-WL-3, R-WL-4, R-WL-6, R-WL-12): handed over on the road, an
//! acute visit, home from hospital, somebody who does not open, and another shift at three.

use crate::day::{accept, at_work, day, kari_is_fordeler, publish, visit, visits};
use serde_json::{Value, json};
use tests::{Client, Reply, TestApp, on_both};
use uuid::Uuid;

const DEVICE: &str = "01930000-0000-7000-8000-0000000000d7";

fn tell(by: &Client, n: u128, visit: Uuid, kind: &str, at: &str, more: &Value) -> Value {
    let mut event = json!({ "id": Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_1000 + n),
        "visit": visit, "kind": kind, "phoneTime": at, "sequence": n as i64 });
    for (key, value) in more.as_object().into_iter().flatten() {
        event[key] = value.clone();
    }
    let body = json!({ "device": DEVICE, "events": [event] });
    by.post("/me/visit-events", &body).expect(200).body["answers"][0].clone()
}

fn claim_at(by: &Client, visit: Uuid, start: &str) -> Reply {
    by.post(
        &format!("/visits/{visit}/claim"),
        &json!({ "start": start }),
    )
}

fn found(day: &Value, visit: Uuid) -> Value {
    let id = visit.to_string();
    visits(day)
        .iter()
        .find(|v| v["id"] == id)
        .unwrap_or_else(|| panic!("no {id}"))
        .clone()
}

/// A published Tuesday: Kari at Astrid's at 8 and Einar's at 9, Per at Einar's at 8.
fn tuesday(app: &TestApp) -> [Uuid; 3] {
    at_work(app, &["kari", "per"]);
    kari_is_fordeler(app);
    let (kari, per) = (app.sign_in("kari"), app.sign_in("per"));
    let make = |citizen| visit(app, &kari, citizen, "08:00:00", "14:00:00").id();
    let all = [
        make(app.world.astrid),
        make(app.world.einar),
        make(app.world.einar),
    ];
    claim_at(&kari, all[0], "2026-11-24T07:00:00Z").expect(200);
    claim_at(&kari, all[1], "2026-11-24T08:00:00Z").expect(200);
    claim_at(&per, all[2], "2026-11-24T07:00:00Z").expect(200);
    publish(app, &kari).expect(200);
    app.at("2026-11-24T06:30:00Z");
    all
}

on_both!(
    fn a_visit_is_handed_to_a_colleague_on_the_road_and_everybody_sees_who_did_it_when(app) {
        let [_, einar, _] = tuesday(&app);
        let (kari, per, siri) = (app.sign_in("kari"), app.sign_in("per"), app.sign_in("siri"));
        let to = json!({ "to": app.world.employee("per") });
        let offer = kari.post(&format!("/visits/{einar}/swaps"), &to).expect(201).id();
        app.at("2026-11-24T06:40:00Z");
        per.post(&format!("/swaps/{offer}/acceptance"), &json!({})).expect(200);
        let seen = siri.get(&day(&app)).expect(200).body;
        let change = &seen["changes"][0];
        assert_eq!(change["kind"], "handed");
        assert_eq!(change["before"]["employee"], json!(app.world.employee("kari")));
        assert_eq!(change["after"]["employee"], json!(app.world.employee("per")));
        assert_eq!(change["byName"], "Per Haugen");
        assert_eq!(change["at"], "2026-11-24T06:40:00Z");
        let mine = per.get("/me/day?date=2026-11-24").expect(200).body;
        assert_eq!(mine["visits"].as_array().unwrap().len(), 2);
        // Kari was in the cellar and did it all the same: kept, and seen to be hers.
        let told = tell(&kari, 1, einar, "done", "2026-11-24T06:41:00Z", &Value::Null);
        assert_eq!((told["fate"].as_str(), told["remarks"][0]["code"].as_str()), (Some("applied"), Some("visit-given-away")));
        let seen = found(&siri.get(&day(&app)).expect(200).body, einar);
        assert_eq!((seen["outcome"].as_str(), &seen["toldByAnother"]), (Some("done"), &json!(true)));
        assert_eq!(seen["doneBy"], json!([app.world.employee("kari")]));
    }
);

on_both!(
    fn what_is_begun_or_done_is_not_handed_on(app) {
        let [astrid, ..] = tuesday(&app);
        let (kari, per) = (app.sign_in("kari"), app.sign_in("per"));
        tell(&kari, 1, astrid, "started", "2026-11-24T07:00:00Z", &Value::Null);
        let to = json!({ "to": app.world.employee("per") });
        let offer = kari.post(&format!("/visits/{astrid}/swaps"), &to).expect(409);
        assert!(offer.codes().contains(&"visit-begun".to_owned()), "{:?}", offer.codes());
        let given = json!({ "employee": app.world.employee("per"), "start": "2026-11-24T10:00:00Z" });
        let given = kari.post(&format!("/visits/{astrid}/assignment"), &given).expect(409);
        assert_eq!(given.codes(), ["visit-begun"]);
        let released = kari.post(&format!("/visits/{astrid}/release"), &json!({})).expect(409);
        assert_eq!(released.codes(), ["visit-begun"]);
        assert!(claim_at(&per, astrid, "2026-11-24T10:00:00Z").expect(409).codes().contains(&"visit-begun".to_owned()));
        let seen = found(&kari.get(&day(&app)).body, astrid);
        assert_eq!(seen["assignments"][0]["employee"], json!(app.world.employee("kari")));
    }
);

on_both!(
    fn a_swap_chain_of_three_is_answered_one_link_at_a_time(app) {
        at_work(&app, &["kari", "per", "siri"]);
        let (kari, per, siri) = (app.sign_in("kari"), app.sign_in("per"), app.sign_in("siri"));
        let make = || visit(&app, &kari, app.world.astrid, "08:00:00", "14:00:00").id();
        let all = [make(), make(), make()];
        let part = |by: &Client, id: Uuid| by.post(&format!("/visits/{id}/claim"), &json!({})).expect(200).body["assignments"][0]["id"].clone();
        let parts = [part(&kari, all[0]), part(&per, all[1]), part(&siri, all[2])];
        let offer = |by: &Client, n: usize, to: &str, takes: &Value| {
            let body = json!({ "to": app.world.employee(to), "takes": takes });
            by.post(&format!("/visits/{}/swaps", all[n]), &body)
        };
        // Kari → Per, Per → Siri, Siri → Kari: the second link names what the first has under offer.
        let first = offer(&kari, 0, "per", &parts[1]).expect(201).id();
        assert_eq!(offer(&per, 1, "siri", &parts[2]).expect(409).codes(), ["swap-already-offered"]);
        assert_eq!(offer(&siri, 2, "kari", &parts[0]).expect(409).codes(), ["swap-already-offered"]);
        let before = kari.get(&day(&app)).body;
        assert_eq!(found(&before, all[0])["assignments"][0]["employee"], json!(app.world.employee("kari")));
        per.post(&format!("/swaps/{first}/acceptance"), &json!({})).expect(200);
        // Now Per has Kari's; he goes on with Siri.
        let second = offer(&per, 0, "siri", &parts[2]).expect(201).id();
        siri.post(&format!("/swaps/{second}/acceptance"), &json!({})).expect(200);
        let end = kari.get(&day(&app)).body;
        let holder = |n: usize| found(&end, all[n])["assignments"][0]["employee"].clone();
        assert_eq!(
            [holder(0), holder(1), holder(2)],
            ["siri", "kari", "per"].map(|name| json!(app.world.employee(name)))
        );
    }
);

on_both!(
    /// A quarter to eleven: somebody must come to Einar before noon.
    fn an_acute_visit_finds_its_place_from_a_time_of_day_and_what_has_begun_stays(app) {
        let [astrid, einar, pers] = tuesday(&app);
        app.at("2026-11-24T09:40:00Z");
        let kari = app.sign_in("kari");
        tell(&kari, 1, astrid, "started", "2026-11-24T07:02:00Z", &Value::Null);
        tell(&kari, 2, astrid, "done", "2026-11-24T07:25:00Z", &Value::Null);
        let acute = json!({ "citizen": app.world.astrid, "minutes": 30, "mustDo": true,
            "window": { "from": "10:45:00", "until": "12:00:00" } });
        let acute = kari.post(&format!("{}/visits", day(&app)), &acute).expect(201).id();
        let ask = |from: &str| {
            let path = format!("{}/proposals?from={from}", day(&app));
            kari.with("prefer", "wait=8").post(&path, &json!({}))
        };
        assert_eq!(ask("2026-11-26T09:45:00Z").expect(422).codes(), ["replan-outside-day"]);
        let ready = ask("2026-11-24T09:55:00Z").expect(201);
        assert_eq!(ready.body["state"], "ready", "{}", ready.body);
        let parts = ready.body["parts"].as_array().unwrap();
        let part = |id: Uuid| parts.iter().find(|p| p["visit"] == id.to_string()).cloned();
        let placed = part(acute).expect("it is placed");
        assert!(placed["start"].as_str().unwrap() >= "2026-11-24T09:55:00", "{placed}");
        // API-11: tried before it is done.
        let path = format!("{}/proposals/{}/acceptance?dryRun=true", day(&app), ready.id());
        let plan = ready.body["planEtag"].as_str().unwrap();
        kari.if_match(plan).post(&path, &json!({ "visits": [acute] })).expect(200);
        assert_eq!(found(&kari.get(&day(&app)).body, acute)["assignments"][0]["state"], "free");
        accept(&app, &kari, &ready, &json!({ "visits": [acute] })).expect(200);
        let now = kari.get(&day(&app)).expect(200).body;
        assert_eq!(found(&now, astrid)["outcome"], "done");
        for (id, who) in [(astrid, "kari"), (pers, "per"), (einar, "kari")] {
            assert_eq!(found(&now, id)["assignments"][0]["employee"], json!(app.world.employee(who)));
        }
        let added: Vec<&Value> = now["changes"].as_array().unwrap().iter().filter(|c| c["kind"] == "added").collect();
        assert_eq!(added.len(), 1);
        assert_eq!(added[0]["byName"], "Kari Nordby");
        // Whoever is on it has it on her phone.
        let name = if placed["employee"] == json!(app.world.employee("kari")) { "kari" } else { "per" };
        let mine = app.sign_in(name).get("/me/day?date=2026-11-24").expect(200).body;
        assert!(mine["visits"].as_array().unwrap().iter().any(|v| v["id"] == acute.to_string()));
    }
);

on_both!(
    fn visits_lie_still_while_she_is_in_hospital_and_come_back_with_their_claims(app) {
        let [astrid, ..] = tuesday(&app);
        let (kari, liv) = (app.sign_in("kari"), app.sign_in("liv"));
        let path = format!("/citizens/{}/whereabouts", app.world.astrid);
        let away = json!({ "kind": "hospital", "from": "2026-11-24T06:20:00Z", "until": null, "note": null });
        liv.post(&path, &away).expect(201);
        let seen = found(&kari.get(&day(&app)).body, astrid);
        assert_eq!(seen["suspended"], true);
        assert_eq!(seen["assignments"][0]["employee"], json!(app.world.employee("kari")));
        let mine = kari.get("/me/day?date=2026-11-24").expect(200).body;
        let hers = mine["visits"].as_array().unwrap().iter().find(|v| v["id"] == astrid.to_string()).unwrap().clone();
        assert_eq!(hers["suspended"], true);
        // Home at twenty to eleven.
        app.at("2026-11-24T09:40:00Z");
        let (kari, liv) = (app.sign_in("kari"), app.sign_in("liv"));
        let home = json!({ "kind": "home", "from": "2026-11-24T09:40:00Z", "until": null, "note": null });
        liv.post(&path, &home).expect(201);
        let seen = found(&kari.get(&day(&app)).body, astrid);
        assert_eq!(seen["assignments"][0]["employee"], json!(app.world.employee("kari")));
        let given = json!({ "employee": app.world.employee("kari"), "start": "2026-11-24T10:00:00Z" });
        let back = kari.post(&format!("/visits/{astrid}/assignment"), &given).expect(200);
        assert_eq!(back.body["suspended"], false, "{}", back.body);
    }
);

on_both!(
    /// R-WL-6: an alert at once, heard by whoever listens.
    fn nobody_opened_is_the_fordelers_task_at_once_and_a_later_word_takes_the_alert_away(app) {
        let [astrid, ..] = tuesday(&app);
        let kari = app.sign_in("kari");
        let mut listener = app.sign_in("siri").listen(&format!("/units/{}/events", app.world.skullerud));
        listener.next("changes");
        tell(&kari, 1, astrid, "nobody_opened", "2026-11-24T07:05:00Z", &Value::Null);
        let heard = listener.next("changes").data;
        let what: Vec<&str> = heard["items"].as_array().unwrap().iter().map(|i| i["resource"].as_str().unwrap()).collect();
        assert!(what.contains(&"tasks") && what.contains(&"visits"), "{what:?}");
        let tasks = kari.get(&format!("/teams/{}/tasks?holder=me", app.world.skullerud)).expect(200).body;
        let alert = tasks["items"].as_array().unwrap().iter().find(|t| t["subject"] == "nobody_opened");
        assert!(alert.is_some(), "Kari is fordeler: {tasks}");
        assert_eq!(found(&kari.get(&day(&app)).body, astrid)["alert"], true);
        tell(&kari, 2, astrid, "done", "2026-11-24T07:40:00Z", &Value::Null);
        assert_eq!(found(&kari.get(&day(&app)).body, astrid)["alert"], false);
    }
);

on_both!(
    fn a_phone_clock_a_day_wrong_is_told_and_nothing_is_lost(app) {
        let [astrid, einar, _] = tuesday(&app);
        let kari = app.sign_in("kari");
        let ahead = tell(&kari, 1, astrid, "done", "2026-11-25T07:05:00Z", &Value::Null);
        assert_eq!((ahead["fate"].as_str(), ahead["remarks"][0]["code"].as_str()), (Some("applied"), Some("phone-clock-doubtful")));
        let behind = tell(&kari, 2, einar, "done", "2026-11-23T07:05:00Z", &Value::Null);
        assert_eq!(behind["fate"], "applied");
        let now = kari.get(&day(&app)).body;
        for id in [astrid, einar] {
            assert_eq!(found(&now, id)["outcome"], "done");
        }
    }
);

on_both!(
    fn a_day_is_published_once_and_twice_is_answered_with_the_reason(app) {
        tuesday(&app);
        let kari = app.sign_in("kari");
        let before = kari.get(&day(&app)).expect(200).body;
        let twice = publish(&app, &kari).expect(409);
        assert_eq!(twice.codes(), ["already-published"]);
        let after = kari.get(&day(&app)).expect(200).body;
        assert_eq!(before, after, "state unharmed");
        let liv = app.sign_in("liv");
        let seen = before["etag"].as_str().unwrap();
        let tried = liv.if_match(seen).post(&format!("{}/publication?dryRun=true", day(&app)), &json!({}));
        assert_eq!(tried.expect(409).codes(), ["already-published"]);
    }
);

on_both!(
    fn the_evening_sees_what_did_not_go_as_planned_in_one_view(app) {
        let [astrid, einar, pers] = tuesday(&app);
        let (kari, per) = (app.sign_in("kari"), app.sign_in("per"));
        tell(&kari, 1, astrid, "done", "2026-11-24T07:25:00Z", &Value::Null);
        tell(&kari, 2, einar, "not_done", "2026-11-24T08:05:00Z", &json!({ "reason": "away", "note": "Hos legen til ett" }));
        app.at("2026-11-24T14:00:00Z");
        let siri = app.sign_in("siri");
        let path = format!("{}/hand-over", day(&app));
        let view = siri.get(&path).expect(200).body;
        assert_eq!(view["asPlanned"], 1);
        assert_eq!(view["ahead"], 0);
        let told = view["visits"].as_array().unwrap();
        assert_eq!(told.len(), 2, "{view}");
        // Nobody has said how Per's went.
        assert_eq!(told[0]["visit"], pers.to_string());
        assert_eq!(told[0]["unsettled"], true);
        assert_eq!(told[1]["outcome"], "not_done");
        assert_eq!(told[1]["reason"], "away");
        assert_eq!(told[1]["told"][0]["text"], "Hos legen til ett");
        assert_eq!(told[1]["told"][0]["name"], "Kari Nordby");
        let per = { app.at("2026-11-24T14:00:01Z"); let _ = per; app.sign_in("per") };
        tell(&per, 3, pers, "nobody_opened", "2026-11-24T07:05:00Z", &Value::Null);
        let view = siri.get(&path).expect(200).body;
        assert_eq!(view["visits"][0]["alert"], true, "alerts first");
        assert!(view["tasks"].as_array().unwrap().iter().any(|t| t["subject"] == "nobody_opened"));
        app.sign_in("nina").get(&path).expect(403);
        siri.get(&format!("{path}?part=nowhen")).expect(404);
    }
);

on_both!(
    /// R-IMP-6: a deviation is somebody's to look at, once, by a task that points at it and holds none of it.
    fn a_deviation_is_a_task_for_whoever_looks_after_quality(app) {
        let [astrid, _, _] = tuesday(&app);
        let (kari, per, liv) = (app.sign_in("kari"), app.sign_in("per"), app.sign_in("liv"));
        let wrong = json!({ "note": "Dosetten var tom" });
        for _ in 0..2 {
            tell(&kari, 1, astrid, "deviation", "2026-11-24T07:10:00Z", &wrong);
        }
        tell(&kari, 2, astrid, "done", "2026-11-24T07:20:00Z", &json!({}));
        let tasks = |by: &Client, whose: &str| -> Vec<Value> {
            let path = format!("/teams/{}/tasks{whose}", app.world.skullerud);
            let items = by.get(&path).expect(200).body["items"].clone();
            items.as_array().unwrap().iter().filter(|t| t["subject"] == "deviation").cloned().collect()
        };
        let all = tasks(&per, "");
        assert_eq!(all.len(), 1, "{all:?}");
        assert!(!all[0].to_string().contains("Dosetten"));
        assert!(all[0].to_string().contains(&astrid.to_string()), "{}", all[0]);
        // Nobody has agreed to look after quality: it is the leader's.
        assert_eq!((tasks(&liv, "?holder=me").len(), tasks(&per, "?holder=me").len()), (1, 0));
        let path = format!("/teams/{}/duties", app.world.skullerud);
        let agreed = liv.get(&path).expect(200);
        let mut rotas = agreed.body["rotas"].as_array().unwrap().clone();
        rotas.push(json!({ "duty": "quality_control", "rotation": "fixed", "from": "2026-11-01", "until": null,
            "order": [app.world.employee("per")], "swaps": [] }));
        liv.if_match(&agreed.etag()).put(&path, &json!({ "rotas": rotas })).expect(200);
        assert_eq!((tasks(&liv, "?holder=me").len(), tasks(&per, "?holder=me").len()), (0, 1));
        // Taken back, there is nothing to look at.
        let back = json!({ "replaces": Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_1001) });
        tell(&kari, 3, astrid, "withdrawn", "2026-11-24T07:30:00Z", &back);
        assert_eq!(tasks(&per, "").len(), 0);
    }
);
