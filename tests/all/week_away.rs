//! A week away (API-12): whoever comes back goes on where she broke off; what is gone has left a
//! tombstone; nothing restarts at zero.

use crate::day::visit;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use tests::{Client, TestApp, on_both};

fn feed(app: &TestApp) -> String {
    format!("/units/{}/changes", app.world.skullerud)
}

/// One page on, and the position after it.
fn page(app: &TestApp, by: &Client, position: &str, limit: usize) -> Value {
    let path = format!("{}?since={position}&limit={limit}", feed(app));
    by.get(&path).expect(200).body
}

on_both!(
    fn catching_up_goes_on_page_by_page_also_when_it_is_broken_off(app) {
        let kari = app.sign_in("kari");
        let start = kari.get(&feed(&app)).expect(200).body["position"].as_str().unwrap().to_owned();
        let made: Vec<Value> = (0..30)
            .map(|_| visit(&app, &kari, app.world.astrid, "08:00:00", "14:00:00").body["id"].clone())
            .collect();
        // A week later, on a new log-in, with coverage that comes and goes.
        app.at("2026-11-30T06:00:00Z");
        let (mut position, mut seen, mut requests, mut bytes) = (start, Vec::new(), 0, 0);
        loop {
            let again = app.sign_in("kari");
            let this = page(&app, &again, &position, 7);
            // The same page once more: its answer was lost on the way.
            let repeated = again.get(&format!("{}?since={position}&limit=7", feed(&app))).expect(200);
            assert_eq!(repeated.body, this);
            (requests, bytes) = (requests + 1, bytes + repeated.bytes.len());
            assert_eq!(this["reset"], false);
            seen.extend(this["items"].as_array().unwrap().iter().map(|i| i["id"].clone()));
            position = this["position"].as_str().unwrap().to_owned();
            if this["more"] == false {
                break;
            }
        }
        assert_eq!(seen, made, "each once, in order");
        assert_eq!(requests, 5);
        assert!(bytes < 30 * 400, "{bytes} bytes for 30 changes");
        // By listening it is one request.
        let path = format!("/units/{}/events?once=true", app.world.skullerud);
        let back = app.sign_in("kari").with("last-event-id", &position);
        let mut listener = back.listen(&path);
        assert_eq!(listener.next("changes").data["items"], json!([]));
        assert_eq!(listener.end(), "caught_up");
    }
);

on_both!(
    /// The first load: the position is taken before the lists, so nothing falls between.
    fn a_first_load_is_taken_up_where_it_broke_off_and_nothing_falls_between(app) {
        let liv = app.sign_in("liv");
        for n in 0..12 {
            let mut citizen = crate::citizens::new_citizen(&app);
            citizen["content"]["name"]["family"] = json!(format!("Berg {n:02}"));
            liv.post("/citizens", &citizen).expect(201);
        }
        let kari = app.sign_in("kari");
        let position = kari.get(&feed(&app)).expect(200).body["position"].as_str().unwrap().to_owned();
        let first = kari.get("/citizens?limit=5").expect(200).body;
        let cursor = first["nextCursor"].as_str().unwrap().to_owned();
        // Broken off; somebody is corrected meanwhile; another log-in takes it up.
        let who = first["items"][0]["id"].as_str().unwrap().to_owned();
        let path = format!("/citizens/{who}");
        let seen = liv.get(&path).expect(200);
        let family = seen.body["name"]["family"].as_str().unwrap();
        let corrected = crate::citizens::content("Ragna", family);
        liv.if_match(&seen.etag()).put(&path, &corrected).expect(200);
        let again = app.sign_in("kari");
        let mut loaded: Vec<Value> = first["items"].as_array().unwrap().clone();
        let mut next = Some(cursor);
        while let Some(cursor) = next {
            let page = again.get(&format!("/citizens?limit=5&cursor={cursor}")).expect(200).body;
            loaded.extend(page["items"].as_array().unwrap().iter().cloned());
            next = page["nextCursor"].as_str().map(str::to_owned);
        }
        let ids: BTreeSet<&str> = loaded.iter().map(|c| c["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), loaded.len(), "nobody twice");
        assert_eq!(ids.len(), 14, "and everybody");
        let since = page(&app, &again, &position, 200);
        let touched: Vec<&str> = since["items"].as_array().unwrap().iter().map(|i| i["id"].as_str().unwrap()).collect();
        assert_eq!(touched, [who], "what changed while it loaded is in the feed");
    }
);

on_both!(
    fn what_is_gone_has_left_a_tombstone(app) {
        let (kari, liv) = (app.sign_in("kari"), app.sign_in("liv"));
        let start = kari.get(&feed(&app)).expect(200).body["position"].as_str().unwrap().to_owned();
        let tiltak = format!("/citizens/{}/tiltaksplan/tiltak", app.world.astrid);
        let made = kari.post(&tiltak, &crate::known::tiltak()).expect(201);
        let planned = kari.get(&crate::day::day(&app)).expect(200).body["visits"][0]["id"].clone();
        let shift = json!({ "employee": app.world.employee("per"), "kind": "day",
            "interval": { "from": "2026-11-24T06:00:00Z", "until": "2026-11-24T14:30:00Z" } });
        let shifts = format!("/teams/{}/shifts", app.world.skullerud);
        let shift = liv.post(&shifts, &shift).expect(201);
        liv.if_match(&shift.etag()).delete(&format!("{shifts}/{}", shift.id())).expect(204);
        let end = json!({ "lastDay": "2026-11-25" });
        liv.if_match(&made.etag()).post(&format!("{tiltak}/{}/end", made.id()), &end).expect(200);
        let mut latest: BTreeMap<(String, String), String> = BTreeMap::new();
        let mut position = start;
        loop {
            let this = page(&app, &kari, &position, 200);
            for item in this["items"].as_array().unwrap() {
                let text = |key: &str| item[key].as_str().unwrap().to_owned();
                latest.insert((text("resource"), text("id")), text("op"));
            }
            position = this["position"].as_str().unwrap().to_owned();
            if this["more"] == false {
                break;
            }
        }
        assert_eq!(latest[&("shifts".to_owned(), shift.id().to_string())], "deleted");
        // Tomorrow's visit stays; those after the last day are gone, and the feed says so of each.
        let op = |id: &Value| latest.get(&("visits".to_owned(), id.as_str().unwrap().to_owned()));
        assert_ne!(op(&planned).map(String::as_str), Some("deleted"));
        let gone = latest.iter().filter(|((what, _), op)| what == "visits" && *op == "deleted").count();
        let stay = latest.iter().filter(|((what, _), op)| what == "visits" && *op != "deleted").count();
        assert_eq!((stay, gone), (2, 26), "of the 28 days that visits are made ahead");
    }
);
