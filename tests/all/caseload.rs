//! The caseload through HTTP (R-CIT-6, SEC-9).

use crate::known::{complete, conversation, draft, tiltak};
use persistence::{NewIdentity, Streams, new_id};
use serde_json::{Value, json};
use tests::{TestApp, on_both};

fn path(app: &TestApp) -> String {
    format!("/teams/{}/caseload", app.world.skullerud)
}

/// Takes so many more citizens in, each with a tiltak.
fn take_in(app: &TestApp, many: usize) {
    let content: domain::citizen::CitizenContent = serde_json::from_value(json!({
        "name": { "given": "Ola", "family": "Nilsen" }, "birthDate": "1940-01-01",
        "address": { "street": "Skullerudbakken 3", "postalCode": "1188", "town": "Oslo",
            "protection": "none", "place": null },
        "phone": null, "language": "nb", "needsInterpreter": false,
        "access": { "key": null, "directions": null },
    }))
    .unwrap();
    let now: chrono::DateTime<chrono::Utc> = "2026-11-23T06:00:00Z".parse().unwrap();
    app.arrange(Streams::unit(app.world.skullerud), |writer| {
        for _ in 0..many {
            let identity = NewIdentity::None("nytt nummer er bestilt".to_owned());
            let unit = app.world.skullerud;
            writer.insert_citizen(new_id(now), &identity, &content, new_id(now), unit)?;
        }
        Ok(())
    });
    let kari = app.sign_in("kari");
    let items = kari.get(&format!("{}?limit=200", path(app))).body["items"].clone();
    for line in items.as_array().unwrap().iter().take(10) {
        let plan = format!(
            "/citizens/{}/tiltaksplan/tiltak",
            line["citizen"].as_str().unwrap()
        );
        kari.post(&plan, &tiltak()).expect(201);
    }
}

on_both!(
    fn each_citizen_shows_who_knows_her_what_is_planned_and_what_is_due(app) {
        let kari = app.sign_in("kari");
        let astrid = format!("/citizens/{}", app.world.astrid);
        complete(&kari, &draft(&app, &kari, &conversation(&app))).expect(200);
        kari.post(&format!("{astrid}/tiltaksplan/tiltak"), &tiltak()).expect(201);
        let team = format!("{astrid}/care-team");
        let etag = kari.get(&team).etag();
        let member = json!({ "employee": app.world.employee("kari"), "role": "primary",
            "from": "2026-11-01", "until": null });
        kari.if_match(&etag).put(&team, &json!({ "members": [member], "responsibleNurse": null })).expect(200);
        let away = json!({ "kind": "hospital", "from": "2026-11-22T10:00:00Z", "until": null, "note": null });
        kari.post(&format!("{astrid}/whereabouts"), &away).expect(201);
        let page = kari.get(&path(&app)).expect(200).body;
        assert_eq!(page["total"], 2);
        let line = &page["items"][0];
        assert_eq!(line["name"], "Astrid Bøe");
        assert_eq!(line["primaryContact"]["name"], "Kari Nordby");
        assert_eq!(line["plannedWeeklyMinutes"], 101);
        assert_eq!(line["nextReassessment"], "2027-05-23");
        assert_eq!(line["flags"], json!(["not_at_home"]));
        assert_eq!(page["items"][1]["flags"], json!(["no_assessment", "no_primary_contact"]));
        app.at("2027-05-24T06:00:00Z");
        let later = app.sign_in("kari").get(&path(&app)).expect(200).body;
        assert_eq!(later["items"][0]["flags"], json!(["reassessment_overdue", "not_at_home", "provisional_ending"]));
    }
);

on_both!(
    fn eighty_five_citizens_cost_as_many_queries_as_two_and_one_line_in_the_log(app) {
        let kari = app.sign_in("kari");
        let read = || {
            let before = app.database().queries();
            let page = kari.get(&format!("{}?limit=200", path(&app))).expect(200).body;
            (page["items"].as_array().unwrap().len(), app.database().queries() - before)
        };
        read();
        // The list is covered by its entry for a while: the second read writes none.
        let (two, few) = read();
        take_in(&app, 83);
        crate::known::vedtak(&app, 0, 500);
        read();
        let (all, many) = read();
        assert_eq!((two, all), (2, 85));
        assert_eq!(few, many);
        let log = format!("/citizens/{}/access-log", app.world.einar);
        let lines = app.sign_in("liv").get(&log).expect(200).body["items"].clone();
        let of_list = lines.as_array().unwrap().iter().filter(|l| l["document"] == "caseload");
        assert!(of_list.count() <= 3, "{lines}");
    }
);

on_both!(
    fn the_list_is_sorted_paged_and_kept_to_the_unit(app) {
        take_in(&app, 3);
        let kari = app.sign_in("kari");
        let minutes = |query: &str| -> Vec<i64> {
            let page = kari.get(&format!("{}{query}", path(&app))).expect(200).body;
            page["items"].as_array().unwrap().iter()
                .map(|l| l["plannedWeeklyMinutes"].as_i64().unwrap()).collect()
        };
        let einar = format!("/citizens/{}/tiltaksplan/tiltak", app.world.einar);
        let mut more = tiltak();
        more["slot"] = Value::Null;
        kari.post(&einar, &more).expect(201);
        assert_eq!(minutes("?sort=plannedWeeklyMinutes"), [101, 101, 101, 101, 203]);
        assert_eq!(minutes("?sort=-plannedWeeklyMinutes")[0], 203);
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = kari.get(&format!("{}?sort=-flags&limit=2{cursor}", path(&app))).expect(200).body;
            for line in page["items"].as_array().unwrap() {
                seen.push(line["citizen"].as_str().unwrap().to_owned());
            }
            match page["nextCursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        let mut unique = seen.clone();
        unique.sort();
        unique.dedup();
        assert_eq!((seen.len(), unique.len()), (5, 5));
        let other = kari.get(&format!("{}?limit=1", path(&app))).body["nextCursor"].clone();
        let foreign = format!("{}?sort=flags&cursor={}", path(&app), other.as_str().unwrap());
        assert_eq!(kari.get(&foreign).expect(422).codes(), ["bad-cursor"]);
        assert_eq!(kari.get(&format!("{}?sort=shoesize", path(&app))).expect(400).codes(), ["bad-query"]);
        app.sign_in("nina").get(&path(&app)).expect(403);
        app.sign_in("vera").get(&path(&app)).expect(403);
    }
);
