//! What is on lists beside visits (R-WL-1), going along (R-WL-12), and how it all is spread (R-WL-8).

use crate::day::{at_work, day, kari_is_fordeler, publish, visit, visits};
use serde_json::{Value, json};
use tests::{TestApp, on_both};
use uuid::Uuid;

fn work(app: &TestApp) -> String {
    format!("{}/work", day(app))
}

fn meeting(from: &str, until: &str) -> Value {
    json!({ "kind": "meeting", "title": "Teammøte",
        "interval": { "from": format!("2026-11-24T{from}:00Z"), "until": format!("2026-11-24T{until}:00Z") } })
}

on_both!(
    fn a_meeting_is_on_the_list_and_no_visit_is_claimed_over_it(app) {
        at_work(&app, &["kari", "per"]);
        let (kari, per) = (app.sign_in("kari"), app.sign_in("per"));
        let made = kari.post(&work(&app), &meeting("11:00", "11:30")).expect(201);
        let visit = visit(&app, &per, app.world.astrid, "08:00:00", "14:00:00").id();
        let claim = |start: &str| kari.post(&format!("/visits/{visit}/claim"), &json!({ "start": start }));
        assert_eq!(claim("2026-11-24T11:15:00Z").expect(409).codes(), ["overlaps"]);
        claim("2026-11-24T10:30:00Z").expect(200);
        assert_eq!(kari.post(&work(&app), &meeting("10:40", "10:50")).expect(422).codes(), ["work-overlaps"]);
        let seen = per.get(&day(&app)).expect(200).body;
        assert_eq!(seen["work"][0]["title"], "Teammøte");
        let lane = seen["lanes"].as_array().unwrap().iter().find(|l| l["employee"] == json!(app.world.employee("kari"))).unwrap().clone();
        assert_eq!((lane["plannedMinutes"].as_i64(), lane["otherMinutes"].as_i64()), (Some(20), Some(30)));
        let mine = kari.get("/me/day?date=2026-11-24").expect(200).body;
        assert_eq!(mine["work"][0]["kind"], "meeting");
        // The planner leaves the time alone too.
        let ready = crate::day::proposal(&app, &per);
        assert_eq!(ready.body["parts"].as_array().unwrap().len(), 1);

        let path = format!("{}/{}", work(&app), made.id());
        assert_eq!(kari.delete(&path).status, 428);
        assert_eq!(per.if_match(&made.etag()).delete(&path).expect(409).codes(), ["not-your-list"]);
        kari.if_match(&made.etag()).delete(&path).expect(204);
        kari.if_match(&made.etag()).delete(&path).expect(404);
        assert_eq!(kari.get(&day(&app)).body["work"], json!([]));
    }
);

on_both!(
    fn bad_work_is_refused_with_every_reason_and_a_colleagues_list_is_the_fordelers(app) {
        at_work(&app, &["kari", "per"]);
        kari_is_fordeler(&app);
        let (kari, per) = (app.sign_in("kari"), app.sign_in("per"));
        let mut hers = meeting("08:00", "07:30");
        hers["employee"] = json!(app.world.employee("kari"));
        hers["title"] = json!(" ");
        assert_eq!(
            per.post(&work(&app), &hers).expect(422).codes(),
            ["work-title", "not-your-list", "work-ends-before-start"]
        );
        let mut given = meeting("12:00", "12:30");
        given["employee"] = json!(app.world.employee("per"));
        kari.post(&work(&app), &given).expect(201);
        per.post(&work(&app), &json!({ "kind": "meeting", "titel": "x" })).expect(400);
        app.sign_in("nina").post(&work(&app), &meeting("12:00", "12:30")).expect(403);
        let elsewhere = json!({ "kind": "guidance", "title": "Opplæring", "visit": Uuid::nil() });
        assert_eq!(per.post(&work(&app), &elsewhere).expect(422).codes(), ["no-such-visit"]);
    }
);

on_both!(
    /// R-WL-12: two calendars, still a visit for one, and the companion is no new face.
    fn whoever_goes_along_has_it_in_her_calendar_and_is_no_new_face(app) {
        at_work(&app, &["kari", "siri"]);
        kari_is_fordeler(&app);
        let (kari, siri) = (app.sign_in("kari"), app.sign_in("siri"));
        let visit = visit(&app, &kari, app.world.astrid, "08:00:00", "14:00:00").id();
        let along = json!({ "kind": "guidance", "title": "Opplæring i sårstell", "visit": visit });
        assert_eq!(siri.post(&work(&app), &along).expect(422).codes(), ["visit-has-no-start"]);
        let start = json!({ "start": "2026-11-24T08:00:00Z" });
        kari.post(&format!("/visits/{visit}/claim"), &start).expect(200);
        assert_eq!(kari.post(&work(&app), &along).expect(422).codes(), ["along-to-own-visit", "work-overlaps"]);
        siri.post(&work(&app), &along).expect(201);
        let seen = kari.get(&day(&app)).expect(200).body;
        assert_eq!(visits(&seen)[0]["employees"], 1);
        assert_eq!(visits(&seen)[0]["assignments"].as_array().unwrap().len(), 1);
        publish(&app, &kari).expect(200);
        // It moves; so does she.
        let moved = json!({ "employee": app.world.employee("kari"), "start": "2026-11-24T09:00:00Z" });
        kari.post(&format!("/visits/{visit}/assignment"), &moved).expect(200);
        app.at("2026-11-24T06:30:00Z");
        let (kari, siri) = (app.sign_in("kari"), app.sign_in("siri"));
        let mine = siri.get("/me/day?date=2026-11-24").expect(200).body;
        assert_eq!(mine["work"][0]["interval"]["from"], "2026-11-24T09:00:00Z");
        assert_eq!(mine["work"][0]["visit"], visit.to_string());
        assert_eq!(mine["citizens"][0]["name"], "Astrid Bøe", "she must find the door");
        // Both tell that it was done.
        for (n, by) in [(1, &kari), (2, &siri)] {
            let event = json!({ "id": Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_2000 + n), "visit": visit,
                "kind": "done", "phoneTime": "2026-11-24T09:20:00Z", "sequence": n as i64 });
            let body = json!({ "device": Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_3000 + n), "events": [event] });
            assert_eq!(by.post("/me/visit-events", &body).expect(200).body["answers"][0]["fate"], "applied");
        }
        app.at("2026-11-25T06:00:00Z");
        let kari = app.sign_in("kari");
        let caseload = kari.get(&format!("/teams/{}/caseload", app.world.skullerud)).expect(200).body;
        let astrid = caseload["items"].as_array().unwrap().iter().find(|c| c["citizen"] == json!(app.world.astrid));
        assert_eq!(astrid.unwrap()["differentEmployees"], 1, "{caseload}");
    }
);

on_both!(
    /// R-WL-7, R-WL-8: computed while the list is built, and never a refusal.
    fn a_new_face_is_told_with_her_number_while_the_list_is_built(app) {
        at_work(&app, &["kari", "per"]);
        let kari = app.sign_in("kari");
        let made = visit(&app, &kari, app.world.astrid, "08:00:00", "14:00:00").id();
        let claimed = kari.post(&format!("/visits/{made}/claim"), &json!({ "start": "2026-11-24T08:00:00Z" })).expect(200).body;
        let remarks = claimed["assignments"][0]["remarks"].as_array().unwrap().clone();
        let new_face = remarks.iter().find(|r| r["code"] == "new-face").unwrap();
        assert_eq!(new_face["message"], "Et nytt ansikt for Astrid: nummer 1 på 14 dager.");
        assert_eq!(claimed["assignments"][0]["faults"], json!([]));
        let second = visit(&app, &kari, app.world.astrid, "08:00:00", "14:00:00").id();
        let per = app.sign_in("per");
        let claimed = per.post(&format!("/visits/{second}/claim"), &json!({})).expect(200).body;
        let remarks = claimed["assignments"][0]["remarks"].as_array().unwrap().clone();
        assert!(remarks.iter().any(|r| r["message"] == "Et nytt ansikt for Astrid: nummer 2 på 14 dager."), "{remarks:?}");
    }
);

on_both!(
    fn four_weeks_are_shown_as_numbers_in_the_order_of_names(app) {
        at_work(&app, &["kari", "per"]);
        let kari = app.sign_in("kari");
        let two = json!({ "citizen": app.world.astrid, "minutes": 45, "employees": 2,
            "window": { "from": "08:00:00", "until": "14:00:00" } });
        let made = kari.post(&format!("{}/visits", day(&app)), &two).expect(201).id();
        kari.post(&format!("/visits/{made}/claim"), &json!({})).expect(200);
        let path = format!("/teams/{}/load?until=2026-11-29", app.world.skullerud);
        let view = app.sign_in("hanne").get(&path).expect(200).body;
        assert_eq!((view["from"].as_str(), view["until"].as_str()), (Some("2026-11-02"), Some("2026-11-29")));
        let people = view["people"].as_array().unwrap();
        let names: Vec<&str> = people.iter().map(|p| p["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["Per Haugen", "Kari Nordby"], "by family name");
        assert_eq!(people[1]["load"], json!({ "shiftMinutes": 510, "visitMinutes": 45, "percent": 8,
            "heavyVisits": 1, "unpopularMinutes": 0 }));
        assert_eq!(people[0]["load"]["visitMinutes"], 0);
        app.sign_in("nina").get(&path).expect(403);
        kari.get(&format!("/teams/{}/load?until=9999-01-01", app.world.skullerud)).expect(404);
    }
);

on_both!(
    /// R-WL-7: where it matters, for the team to see.
    fn continuity_is_seen_for_each_citizen_and_for_the_team(app) {
        at_work(&app, &["kari", "per"]);
        kari_is_fordeler(&app);
        let kari = app.sign_in("kari");
        let path = format!("/citizens/{}/care-team", app.world.astrid);
        let rung = |who: &str, role: &str| json!({ "employee": app.world.employee(who), "role": role, "from": "2026-11-01", "until": null });
        let members = json!([rung("kari", "primary"), rung("per", "secondary")]);
        kari.if_match(&kari.get(&path).etag()).put(&path, &json!({ "members": members, "responsibleNurse": null })).expect(200);
        for (n, (name, start)) in [("kari", "2026-11-24T07:00:00Z"), ("per", "2026-11-24T08:00:00Z")].into_iter().enumerate() {
            let by = app.sign_in(name);
            let made = visit(&app, &kari, app.world.astrid, "08:00:00", "14:00:00").id();
            by.post(&format!("/visits/{made}/claim"), &json!({ "start": start })).expect(200);
            let event = json!({ "id": Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_4000 + n as u128), "visit": made,
                "kind": "done", "phoneTime": start, "sequence": n });
            let body = json!({ "device": Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_5000 + n as u128), "events": [event] });
            by.post("/me/visit-events", &body).expect(200);
        }
        app.at("2026-11-25T06:00:00Z");
        let hanne = app.sign_in("hanne");
        let path = format!("/teams/{}/continuity", app.world.skullerud);
        let view = hanne.get(&path).expect(200).body;
        assert_eq!((view["from"].as_str(), view["until"].as_str()), (Some("2026-11-11"), Some("2026-11-24")));
        let astrid = view["citizens"].as_array().unwrap().iter().find(|c| c["citizen"] == json!(app.world.astrid)).unwrap();
        assert_eq!(astrid["differentEmployees"], 2);
        assert_eq!(astrid["byPrimary"], json!({ "part": 1, "whole": 2 }));
        assert_eq!(astrid["bySmallTeam"], json!({ "part": 2, "whole": 2 }));
        assert_eq!(view["byPrimary"], json!({ "part": 1, "whole": 2 }));
        assert_eq!(view["medianDifferentEmployees"], Value::Null, "nobody has two visits a day");
        app.sign_in("nina").get(&path).expect(403);
    }
);
