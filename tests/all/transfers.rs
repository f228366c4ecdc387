//! From one team to another (R-CIT-7).

use crate::known::{tiltak, vedtak};
use domain::ids::UnitId;
use serde_json::{Value, json};
use tests::{Client, Reply, TestApp, on_both};

fn path(app: &TestApp) -> String {
    format!("/citizens/{}/transfers", app.world.astrid)
}

fn input(app: &TestApp, moves_on: &str) -> Value {
    json!({ "to": app.world.bogerud, "movesOn": moves_on, "reason": "Flytter til Bogerud", "points": ["Rullatoren"] })
}

fn say(by: &Client, transfer: &Reply, what: &str) -> Reply {
    let path = format!("/transfers/{}/{what}", transfer.id());
    by.if_match(&transfer.etag()).post(&path, &json!({}))
}

fn visits(app: &TestApp, by: &Client, bogerud: bool, date: &str) -> usize {
    let unit = if bogerud {
        app.world.bogerud
    } else {
        app.world.skullerud
    };
    let day = by
        .get(&format!("/teams/{unit}/days/{date}"))
        .expect(200)
        .body;
    day["visits"].as_array().unwrap().len()
}

on_both!(
    fn what_is_wrong_with_a_proposal_is_all_said_and_a_trial_changes_nothing(app) {
        let kari = app.sign_in("kari");
        let wrong = json!({ "to": app.world.skullerud, "movesOn": "2026-11-22", "reason": "" });
        let refused = kari.post(&path(&app), &wrong).expect(422);
        assert_eq!(refused.codes(), ["transfer-to-itself", "transfer-reason-missing", "transfer-day"]);
        let tried = kari.post(&format!("{}?dryRun=true", path(&app)), &input(&app, "2026-11-25")).expect(201);
        assert_eq!(tried.body["points"].as_array().unwrap().len(), 5);
        assert_eq!(kari.get(&path(&app)).expect(200).body["items"], json!([]));
        kari.post(&path(&app), &input(&app, "2026-11-25")).expect(201);
        let twice = kari.post(&path(&app), &input(&app, "2026-11-26")).expect(409);
        assert_eq!(twice.codes(), ["transfer-under-way"]);
    }
);

on_both!(
    fn on_the_day_visits_tasks_and_vedtak_move_claims_lapse_and_access_ends(app) {
        let id = vedtak(&app, 0, 200);
        let kari = app.sign_in("kari");
        let nina = app.sign_in("nina");
        let mut daily = tiltak();
        daily["vedtak"] = json!(id);
        kari.post(&format!("/citizens/{}/tiltaksplan/tiltak", app.world.astrid), &daily).expect(201);
        let day = kari.get(&format!("/teams/{}/days/2026-11-26", app.world.skullerud)).body;
        let visit = day["visits"][0]["id"].as_str().unwrap().to_owned();
        let shift = json!({ "employee": app.world.employee("kari"), "kind": "day",
            "interval": { "from": "2026-11-26T06:00:00Z", "until": "2026-11-26T14:30:00Z" } });
        let shifts = format!("/teams/{}/shifts", app.world.skullerud);
        app.sign_in("liv").post(&shifts, &shift).expect(201);
        kari.post(&format!("/visits/{visit}/claim"), &json!({})).expect(200);
        let task = json!({ "title": "Bestill nøkkelboks", "citizen": app.world.astrid,
            "due": { "kind": "day", "at": "2026-11-30" },
            "holder": { "kind": "employee", "value": app.world.employee("kari") } });
        kari.post(&format!("/teams/{}/tasks", app.world.skullerud), &task).expect(201);

        let asked = kari.post(&path(&app), &input(&app, "2026-11-25")).expect(201);
        // Until it is accepted the receiving team sees that somebody asks, and no more.
        nina.get(&format!("/citizens/{}", app.world.astrid)).expect(404);
        let seen = nina.get(&format!("/teams/{}/transfers", app.world.bogerud)).expect(200).body;
        assert_eq!(seen["items"][0]["name"], "Astrid Bøe");
        say(&kari, &asked, "acceptance").expect(404);
        say(&app.sign_in("olav"), &asked, "acceptance").expect(404);
        nina.post(&format!("/transfers/{}/acceptance", asked.id()), &json!({})).expect(428);
        let accepted = say(&nina, &asked, "acceptance").expect(200);
        assert_eq!(accepted.body["state"], "accepted");
        assert_eq!(say(&nina, &asked, "refusal").expect(412).etag(), accepted.etag());
        kari.get(&format!("/citizens/{}", app.world.astrid)).expect(200);

        app.at("2026-11-25T02:00:00Z");
        let now = "2026-11-25T02:00:00Z".parse().unwrap();
        app.database().move_citizens(now).unwrap();
        app.database().extend_visits(now).unwrap();
        let (kari, nina) = (app.sign_in("kari"), app.sign_in("nina"));
        kari.get(&format!("/citizens/{}", app.world.astrid)).expect(404);
        nina.get(&format!("/citizens/{}", app.world.astrid)).expect(200);
        assert_eq!(visits(&app, &kari, false, "2026-11-26"), 0);
        assert_eq!(visits(&app, &nina, true, "2026-11-26"), 1);
        let day = nina.get(&format!("/teams/{}/days/2026-11-26", app.world.bogerud)).body;
        assert_eq!(day["visits"][0]["id"], json!(visit), "the same visit");
        assert_eq!(day["visits"][0]["assignments"][0]["state"], "free");
        let tasks = nina.get(&format!("/teams/{}/tasks?limit=200", app.world.bogerud)).body["items"].clone();
        let moved = tasks.as_array().unwrap().iter().find(|t| t["title"] == "Bestill nøkkelboks").unwrap().clone();
        assert_eq!(moved["holder"]["kind"], "duty");
        let vedtak = nina.get(&format!("/vedtak/{id}")).expect(200).body;
        assert_eq!(vedtak["unit"], json!(app.world.bogerud));

        // Both see what is still to be handed over until it is done.
        let items = kari.get(&format!("/teams/{}/transfers", app.world.skullerud)).expect(200).body["items"].clone();
        assert_eq!(items[0]["state"], "moved");
        for point in 0..5 {
            let by = if point % 2 == 0 { &kari } else { &nina };
            by.post(&format!("/transfers/{}/points/{point}", asked.id()), &Value::Null).expect(200);
        }
        let again = kari.post(&format!("/transfers/{}/points/0", asked.id()), &Value::Null).expect(409);
        assert_eq!(again.codes(), ["transfer-state"]);
        for (who, unit) in [(&kari, app.world.skullerud), (&nina, app.world.bogerud)] {
            assert_eq!(who.get(&format!("/teams/{unit}/transfers")).body["items"], json!([]));
        }
    }
);

on_both!(
    fn what_was_published_stays_with_the_team_that_promised_it(app) {
        let kari = app.sign_in("kari");
        let mut walk = tiltak();
        walk["mustDo"] = json!(false);
        walk["competences"] = json!([]);
        kari.post(&format!("/citizens/{}/tiltaksplan/tiltak", app.world.astrid), &walk).expect(201);
        let liv = app.sign_in("liv");
        let day = format!("/teams/{}/days/2026-11-24", app.world.skullerud);
        let seen = liv.get(&day).expect(200).body["etag"].as_str().unwrap().to_owned();
        liv.if_match(&seen).post(&format!("{day}/publication"), &json!({})).expect(200);
        let asked = kari.post(&path(&app), &input(&app, "2026-11-23")).expect(201);
        let nina = app.sign_in("nina");
        let tried = nina.if_match(&asked.etag())
            .post(&format!("/transfers/{}/acceptance?dryRun=true", asked.id()), &json!({})).expect(200);
        assert_eq!(tried.body["state"], "moved");
        nina.get(&format!("/citizens/{}", app.world.astrid)).expect(404);
        say(&nina, &asked, "acceptance").expect(200);
        assert_eq!(visits(&app, &kari, false, "2026-11-24"), 1);
        assert_eq!(visits(&app, &nina, true, "2026-11-24"), 0, "nobody is visited twice");
        assert_eq!((visits(&app, &kari, false, "2026-11-25"), visits(&app, &nina, true, "2026-11-25")), (0, 1));
    }
);

on_both!(
    /// API-6: whoever knew her hears that she is gone, and nothing more of her.
    fn the_old_unit_s_feed_ends_with_a_tombstone(app) {
        let (kari, nina) = (app.sign_in("kari"), app.sign_in("nina"));
        let feed = |unit: UnitId| format!("/units/{unit}/changes");
        let (old, new) = (feed(app.world.skullerud), feed(app.world.bogerud));
        let start = kari.get(&old).expect(200).body["position"].as_str().unwrap().to_owned();
        let there = nina.get(&new).expect(200).body["position"].as_str().unwrap().to_owned();
        let contact = json!({ "name": "Tor Lind", "role": "neighbour", "mayShare": [] });
        let contacts = format!("/citizens/{}/contacts", app.world.astrid);
        kari.post(&contacts, &contact).expect(201);
        let proposed = kari.post(&path(&app), &input(&app, "2026-11-23")).expect(201);
        say(&nina, &proposed, "acceptance").expect(200);
        nina.post(&contacts, &contact).expect(201);
        // From any position, also one before she left: no id of hers but the tombstone.
        let heard = kari.get(&format!("{old}?since={start}")).expect(200).body["items"].clone();
        let of = |resource: &str| -> Vec<Value> {
            heard.as_array().unwrap().iter().filter(|c| c["resource"] == resource).cloned().collect()
        };
        assert_eq!(of("contacts"), Vec::<Value>::new(), "{heard}");
        let gone = of("citizens");
        assert_eq!((gone.len(), &gone[0]["op"], &gone[0]["id"]), (1, &json!("deleted"), &json!(app.world.astrid)));
        let heard = nina.get(&format!("{new}?since={there}")).expect(200).body["items"].clone();
        let heard = heard.as_array().unwrap();
        assert!(heard.iter().all(|c| c["op"] != "deleted"), "{heard:?}");
        assert!(heard.iter().any(|c| c["resource"] == "contacts"), "{heard:?}");
    }
);
