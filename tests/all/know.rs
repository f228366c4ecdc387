//! Knowing a citizen through HTTP: where she is (R-CIT-4), the checklists (R-MSG-2), kin (R-CIT-8),
//! the thread, evaluations (R-PLAN-5) and reablement (R-PLAN-7).

use crate::known::{NOTHING, complete, conversation, draft, faceless, goal, tiltak, vedtak};
use serde_json::{Value, json};
use tests::{Client, TestApp, on_both};

fn of_astrid(app: &TestApp, what: &str) -> String {
    format!("/citizens/{}/{what}", app.world.astrid)
}

fn of_team(app: &TestApp, what: &str) -> String {
    format!("/teams/{}/{what}", app.world.skullerud)
}

/// Subject and due day of the unit's tasks that are shown.
fn tasks(app: &TestApp, by: &Client, subject: &str) -> Vec<String> {
    let list = by
        .get(&of_team(app, "tasks?limit=200&state=open"))
        .expect(200);
    let items = list.body["items"].as_array().unwrap().clone();
    let mut due: Vec<String> = items
        .iter()
        .filter(|t| t["subject"] == subject)
        .map(|t| t["due"]["at"].as_str().unwrap().to_owned())
        .collect();
    due.sort();
    due
}

/// Suspended or not, each visit of a day.
fn suspended(app: &TestApp, by: &Client, date: &str) -> Vec<bool> {
    let day = by
        .get(&of_team(app, &format!("days/{date}")))
        .expect(200)
        .body;
    let visits = day["visits"].as_array().unwrap();
    visits.iter().map(|v| v["suspended"] == true).collect()
}

on_both!(
    fn visits_lie_still_for_days_away_and_return_and_an_entry_can_be_taken_back(app) {
        let kari = app.sign_in("kari");
        kari.post(&of_astrid(&app, "tiltaksplan/tiltak"), &tiltak()).expect(201);
        let claim = |date: &str| {
            let day = kari.get(&of_team(&app, &format!("days/{date}"))).body;
            let visit = day["visits"][0]["id"].as_str().unwrap().to_owned();
            kari.post(&format!("/visits/{visit}/claim"), &json!({}))
        };
        let shift = json!({ "employee": app.world.employee("kari"), "kind": "day",
            "interval": { "from": "2026-11-25T06:00:00Z", "until": "2026-11-25T14:30:00Z" } });
        app.sign_in("liv").post(&of_team(&app, "shifts"), &shift).expect(201);
        claim("2026-11-25").expect(200);
        let path = of_astrid(&app, "whereabouts");
        let stay = |kind: &str, from: &str, until: Value| {
            kari.post(&path, &json!({ "kind": kind, "from": from, "until": until, "note": null })).expect(201)
        };
        let hospital = stay("hospital", "2026-11-24T22:00:00Z", Value::Null);
        let days = ["2026-11-24", "2026-11-25", "2026-11-27"];
        let now = || days.map(|date| suspended(&app, &kari, date));
        assert_eq!(now(), [vec![false], vec![true], vec![true]]);
        // Home again, written down late: the day back is planned at once, the claim is still there.
        stay("home", "2026-11-26T10:00:00Z", Value::Null);
        assert_eq!(now(), [vec![false], vec![true], vec![false]]);
        assert_eq!(tasks(&app, &kari, "home_coming"), [] as [&str; 0], "not before the day");
        // An entry within another: overlap is no error, the one that begins last counts.
        stay("away", "2026-11-27T00:00:00Z", json!("2026-11-28T00:00:00Z"));
        assert_eq!(now()[2], [true]);
        let one = format!("{path}/{}", hospital.id());
        kari.delete(&one).expect(428);
        kari.if_match(&hospital.etag()).delete(&one).expect(204);
        kari.if_match(&hospital.etag()).delete(&one).expect(404);
        assert_eq!(now(), [vec![false], vec![false], vec![true]]);
        let day = kari.get(&of_team(&app, "days/2026-11-25")).body;
        assert_eq!(day["visits"][0]["assignments"][0]["employee"], json!(app.world.employee("kari")));
        let seen = kari.get(&path).expect(200).body;
        assert_ne!(seen["items"][0]["withdrawnAt"], Value::Null);
    }
);

on_both!(
    fn coming_home_opens_the_checklist_and_the_team_sees_how_it_is_kept(app) {
        let kari = app.sign_in("kari");
        let path = of_astrid(&app, "whereabouts");
        let stay = |kind: &str, from: &str| {
            kari.post(&path, &json!({ "kind": kind, "from": from, "until": null, "note": null })).expect(201)
        };
        stay("hospital", "2026-11-20T10:00:00Z");
        let home = stay("home", "2026-11-22T10:00:00Z");
        let due = ["2026-11-22", "2026-11-25", "2026-12-06", "2026-12-20"];
        assert_eq!(tasks(&app, &kari, "home_coming"), due);
        // Written down wrong: taken back, and so is the checklist. Then right.
        kari.if_match(&home.etag()).delete(&format!("{path}/{}", home.id())).expect(204);
        assert_eq!(tasks(&app, &kari, "home_coming"), [] as [&str; 0]);
        stay("home", "2026-11-23T05:00:00Z");
        let list = kari.get(&of_team(&app, "tasks?limit=200&state=open")).body["items"].clone();
        let contact = list.as_array().unwrap().iter().find(|t| t["values"]["item"] == "contact").unwrap().clone();
        kari.post(&format!("/tasks/{}/done", contact["id"].as_str().unwrap()), &json!({})).expect(200);
        app.at("2026-11-28T08:00:00Z");
        let kari = app.sign_in("kari");
        let figures = kari.get(&of_team(&app, "figures?from=2026-11-01&to=2026-11-28")).expect(200).body;
        let points = figures["homeComing"].as_array().unwrap();
        assert_eq!((&points[0]["inTime"], &points[0]["due"]), (&json!(1), &json!(1)));
        assert_eq!((&points[1]["missing"], &points[1]["due"]), (&json!(1), &json!(1)));
        assert_eq!(points[2]["due"], 0);
        app.sign_in("nina").get(&of_team(&app, "figures")).expect(403);
    }
);

on_both!(
    fn a_new_citizen_gets_the_checklist_too(app) {
        let kari = app.sign_in("kari");
        let new = json!({ "unit": app.world.skullerud, "nationalNumber": null,
            "noNumberReason": "nytt nummer er bestilt",
            "content": { "name": { "given": "Åstrid", "family": "Bøe" }, "birthDate": "1940-01-01",
                "address": { "street": "Skullerudbakken 3", "postalCode": "1188", "town": "Oslo",
                    "protection": "none", "place": null },
                "phone": null, "language": "nb", "needsInterpreter": false,
                "access": { "key": null, "directions": null } } });
        kari.post("/citizens", &new).expect(201);
        assert_eq!(tasks(&app, &kari, "new_citizen"), ["2026-11-23", "2026-11-26", "2026-12-07", "2026-12-21"]);
        // Found with and without the Norwegian letters; nothing outside the caseload.
        let found = |by: &Client, query: &str| {
            let items = by.get(&format!("/citizens?query={query}")).expect(200).body["items"].clone();
            items.as_array().unwrap().len()
        };
        assert_eq!(found(&kari, "astrid"), 2);
        assert_eq!(found(&kari, "%C3%85strid%20B%C3%B8e"), 2, "the letters are folded in the query too");
        assert_eq!(found(&app.sign_in("nina"), "astrid"), 0);
    }
);

on_both!(
    fn everyday_contact_with_kin_is_one_note_and_the_next_one_a_task(app) {
        let kari = app.sign_in("kari");
        let daughter = json!({ "name": "Marit Bøe", "role": "next_of_kin", "relation": "datter",
            "phone": null, "mayShare": ["visit_times"], "consentOn": "2026-11-20",
            "contribution": "Handler fredager", "keptBy": app.world.employee("kari"),
            "nextContactOn": "2026-11-23" });
        let made = kari.post(&of_astrid(&app, "contacts"), &daughter).expect(201);
        assert_eq!(tasks(&app, &kari, "kin_contact"), ["2026-11-23"]);
        let notes = format!("{}/{}/notes", of_astrid(&app, "contacts"), made.id());
        let wrong = json!({ "text": " ", "nextContactOn": "2026-11-22" });
        assert_eq!(kari.post(&notes, &wrong).expect(422).codes(), ["note-empty", "next-contact-past"]);
        let note = json!({ "text": "Alt vel, hun kommer på søndag", "nextContactOn": "2026-11-30" });
        kari.post(&notes, &note).expect(201);
        assert_eq!(tasks(&app, &kari, "kin_contact"), [] as [&str; 0]);
        let seen = kari.get(&of_astrid(&app, "contact-notes")).expect(200).body;
        assert_eq!(seen["items"][0]["content"]["text"], "Alt vel, hun kommer på søndag");
        let contact = kari.get(&of_astrid(&app, "contacts")).body["items"][0].clone();
        assert_eq!(contact["nextContactOn"], "2026-11-30");
        app.at("2026-11-30T08:00:00Z");
        assert_eq!(tasks(&app, &app.sign_in("kari"), "kin_contact"), ["2026-11-30"]);
    }
);

on_both!(
    fn the_thread_runs_from_what_was_said_to_what_came_of_it_and_says_where_it_is_broken(app) {
        let kari = app.sign_in("kari");
        let broken = |by: &Client| -> Vec<String> {
            let thread = by.get(&of_astrid(&app, "thread")).expect(200).body;
            let codes = thread["broken"].as_array().unwrap().iter();
            codes.map(|b| b["code"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(broken(&kari), ["thread-nothing-said"]);
        complete(&kari, &draft(&app, &kari, &conversation(&app))).expect(200);
        assert_eq!(broken(&kari), ["thread-statement-without-goal"]);
        let set = kari.post(&of_astrid(&app, "tiltaksplan/goals"), &goal(&app)).expect(201);
        assert_eq!(broken(&kari), ["thread-goal-without-tiltak"]);
        let mut body = tiltak();
        body["goals"] = json!([set.id()]);
        kari.post(&of_astrid(&app, "tiltaksplan/tiltak"), &body).expect(201);
        assert_eq!(broken(&kari), [] as [&str; 0]);
        let thread = kari.get(&of_astrid(&app, "thread")).expect(200).body;
        let said = &thread["statements"][0];
        assert_eq!(said["text"], "Jeg vil gå til butikken selv");
        let done = &said["goals"][0]["tiltak"][0];
        assert_eq!((&done["description"], &done["visits"]["next"]), (&json!("Insulin"), &json!("2026-11-24")));
        // Days go by and nobody tells, nobody evaluates.
        app.at("2026-12-22T08:00:00Z");
        app.database().extend_visits("2026-12-22T08:00:00Z".parse().unwrap()).unwrap();
        assert_eq!(broken(&app.sign_in("kari")), ["thread-goal-without-result", "thread-visits-without-result"]);
        let timeline = app.sign_in("kari").get(&of_astrid(&app, "timeline?limit=2")).expect(200).body;
        let titles: Vec<&str> = timeline["items"].as_array().unwrap().iter()
            .map(|e| e["title"].as_str().unwrap()).collect();
        assert_eq!(titles.len(), 2);
        let cursor = timeline["nextCursor"].as_str().unwrap();
        let rest = app.sign_in("kari").get(&of_astrid(&app, &format!("timeline?cursor={cursor}"))).expect(200).body;
        let mut all: Vec<String> = titles.iter().map(|t| (*t).to_owned()).collect();
        all.extend(rest["items"].as_array().unwrap().iter().map(|e| e["title"].as_str().unwrap().to_owned()));
        all.sort();
        assert_eq!(all, ["Kartleggingssamtale: kartlegging", "Mål: Går til butikken to ganger i uken", "Tiltak: Insulin"]);
    }
);

on_both!(
    fn one_call_evaluates_a_goal_and_continues_changes_or_ends_it(app) {
        let kari = app.sign_in("kari");
        complete(&kari, &draft(&app, &kari, &conversation(&app))).expect(200);
        let goals = of_astrid(&app, "tiltaksplan/goals");
        let set = kari.post(&goals, &goal(&app)).expect(201);
        let mut body = tiltak();
        body["goals"] = json!([set.id()]);
        body["start"] = json!("2026-11-20");
        let done = kari.post(&of_astrid(&app, "tiltaksplan/tiltak"), &body).expect(201);
        let due = |by: &Client, query: &str| {
            let list = by.get(&of_team(&app, &format!("evaluations{query}"))).expect(200).body;
            list["items"].as_array().unwrap().len()
        };
        assert_eq!((due(&kari, ""), due(&kari, "?until=2026-12-21")), (0, 1));
        app.at("2026-12-20T08:00:00Z");
        let kari = app.sign_in("kari");
        assert_eq!((due(&kari, ""), tasks(&app, &kari, "goal_evaluation")), (1, vec!["2026-12-21".to_owned()]));
        let path = format!("{goals}/{}/evaluations", set.id());
        let mut said = json!({ "evaluatedOn": "2026-12-20", "outcome": "partly", "score": 6, "note": null,
            "next": "continue", "nextEvaluationDate": "2027-01-11", "goal": goal(&app) });
        said["goal"]["text"] = json!("Går til butikken tre ganger i uken");
        assert_eq!(kari.post(&path, &said).expect(422).codes(), ["goal-changed-without-change"]);
        said["next"] = json!("change");
        let changed = kari.post(&path, &said).expect(201).body;
        assert_eq!(changed["content"]["text"], "Går til butikken tre ganger i uken");
        assert_eq!(changed["nextEvaluation"], "2027-01-11");
        let mut over = json!({ "evaluatedOn": "2026-12-20", "outcome": "reached", "score": 8, "note": null,
            "next": "end", "nextEvaluationDate": null, "endTiltak": [NOTHING] });
        let refused = kari.post(&path, &over).expect(422);
        assert_eq!(refused.errors()[0].2, "/endTiltak/0");
        assert_eq!(due(&kari, "?until=2027-02-01"), 1, "nothing was half done");
        over["endTiltak"] = json!([done.id()]);
        let ended = kari.post(&path, &over).expect(201).body;
        assert_eq!((&ended["ended"], &ended["proposedForEnding"]), (&json!(true), &json!([done.id()])));
        let tiltak = kari.get(&of_astrid(&app, "tiltaksplan")).body["tiltak"][0].clone();
        assert_eq!(tiltak["content"]["end"], "2026-12-20");
        assert_eq!(tasks(&app, &kari, "goal_evaluation"), [] as [&str; 0]);
        let figures = kari.get(&of_team(&app, "figures?from=2026-12-01&to=2027-01-31")).expect(200).body;
        let kept = &figures["evaluations"];
        assert_eq!((&kept["due"], &kept["onTime"], &kept["reachedOnTime"]), (&json!(2), &json!(2), &json!(1)));
    }
);

on_both!(
    fn the_plan_of_any_earlier_day_can_be_shown_with_who_changed_what(app) {
        let kari = app.sign_in("kari");
        let made = kari.post(&of_astrid(&app, "tiltaksplan/tiltak"), &tiltak()).expect(201);
        app.at("2026-11-25T08:00:00Z");
        let siri = app.sign_in("siri");
        let mut body = tiltak();
        body["instruction"] = json!("Mål to ganger");
        let one = format!("{}/{}", of_astrid(&app, "tiltaksplan/tiltak"), made.id());
        siri.if_match(&made.etag()).put(&one, &body).expect(200);
        let history = |query: &str| {
            let path = of_astrid(&app, &format!("tiltaksplan/history{query}"));
            siri.get(&path).expect(200).body["items"].as_array().unwrap().clone()
        };
        let all = history("");
        assert_eq!(all.len(), 2);
        assert_eq!(all[1]["by"], json!(app.world.employee("siri")));
        let on = |day: &str| {
            let items = history(&format!("?on={day}"));
            items.iter().map(|i| i["content"]["instruction"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(on("2026-11-22"), [] as [&str; 0]);
        assert_eq!(on("2026-11-24"), ["Mål blodsukker først"]);
        assert_eq!(on("2026-11-25"), ["Mål to ganger"]);
    }
);

on_both!(
    /// R-ASM-3.
    fn two_who_write_in_one_conversation_lose_nothing(app) {
        let kari = app.sign_in("kari");
        let siri = app.sign_in("siri");
        let begun = draft(&app, &kari, &conversation(&app));
        let path = format!("/assessments/{}", begun.id());
        let mut by_kari = conversation(&app);
        by_kari["functionScores"] = json!([{ "variable": "memory", "score": 3 }]);
        kari.if_match(&begun.etag()).put(&path, &by_kari).expect(200);
        // Siri was in a cellar, and wrote in another section.
        let mut by_siri = conversation(&app);
        let mut said = by_siri["statements"][0].clone();
        said["id"] = json!("01900000-0000-7000-8000-00000000000b");
        said["section"] = json!("network");
        said["text"] = json!("Naboen ser innom");
        by_siri["statements"].as_array_mut().unwrap().push(said);
        let edit = |content: &Value, seen: &str| {
            siri.post(&format!("{path}/edits"), &json!({ "seen": seen, "content": content }))
        };
        let merged = edit(&by_siri, &begun.etag()).expect(200).body;
        assert_eq!(merged["content"]["functionScores"][0]["score"], 3);
        assert_eq!(merged["content"]["statements"].as_array().unwrap().len(), 2);
        by_siri["functionScores"] = json!([{ "variable": "memory", "score": 5 }]);
        let refused = edit(&by_siri, &begun.etag()).expect(409);
        assert_eq!(refused.errors()[0].2, "/functionScores");
        assert_eq!(edit(&by_siri, "\"nothing\"").expect(422).codes(), ["assessment-version-unknown"]);
        let versions = kari.get(&format!("{path}/versions")).expect(200).body["items"].clone();
        assert_eq!(versions.as_array().unwrap().len(), 3);
        assert_eq!(versions[2]["savedBy"], json!(app.world.employee("siri")));
        app.sign_in("nina").get(&format!("{path}/versions")).expect(404);
    }
);

on_both!(
    fn a_reablement_course_is_measured_three_times_and_the_team_has_its_table(app) {
        vedtak(&app, 100, 204);
        let kari = app.sign_in("kari");
        let path = of_astrid(&app, "reablement-courses");
        let mut course = json!({ "start": "2026-11-23", "end": "2027-01-31", "lengthReason": null,
            "competence": "reablement", "ledBy": app.world.employee("kari"), "reservedMinutes": 0,
            "vedtakMinutesAtStart": null, "vedtakMinutesAtEnd": null, "vedtakMinutesAfter": null });
        assert_eq!(
            kari.post(&path, &course).expect(422).codes(),
            ["course-length-reason", "course-minutes-missing"]
        );
        course["end"] = json!("2026-12-27");
        course["reservedMinutes"] = json!(150);
        let made = kari.post(&path, &course).expect(201);
        assert_eq!(made.body["content"]["vedtakMinutesAtStart"], 204, "nobody types what the vedtak says");
        assert_eq!((&made.body["midway"], &made.body["followUp"]), (&json!("2026-12-07"), &json!("2027-03-27")));
        let table = |by: &Client| by.get(&of_team(&app, "reablement")).expect(200).body;
        assert_eq!(table(&kari)["figures"], Value::Null);
        app.at("2026-12-07T08:00:00Z");
        let kari = app.sign_in("kari");
        assert_eq!(tasks(&app, &kari, "reablement_midway"), ["2026-12-07"]);
        course["vedtakMinutesAtStart"] = json!(204);
        course["vedtakMinutesAtEnd"] = json!(90);
        course["vedtakMinutesAfter"] = json!(126);
        let one = format!("{path}/{}", made.id());
        kari.put(&one, &course).expect(428);
        kari.if_match(&made.etag()).put(&one, &course).expect(200);
        assert_eq!(table(&kari)["hours"], "3.40 → 1.50 → 2.10");
        assert_eq!(kari.get(&path).expect(200).body["items"].as_array().unwrap().len(), 1);
    }
);

on_both!(
    fn another_teams_nurse_gets_the_same_answer_as_for_a_citizen_that_is_not_there(app) {
        let nina = app.sign_in("nina");
        nina.get("/me").expect(200);
        for (method, path) in [
            ("GET", "thread".to_owned()),
            ("GET", "timeline".to_owned()),
            ("GET", "transfers".to_owned()),
            ("POST", "transfers".to_owned()),
            ("GET", "contact-notes".to_owned()),
            ("POST", format!("contacts/{NOTHING}/notes")),
            ("DELETE", format!("whereabouts/{NOTHING}")),
            ("GET", "reablement-courses".to_owned()),
            ("POST", "reablement-courses".to_owned()),
            ("PUT", format!("reablement-courses/{NOTHING}")),
        ] {
            let ask = |citizen: String| {
                let before = app.database().queries();
                let path = format!("/citizens/{citizen}/{path}");
                let reply = nina.send(method, &path, b"{}".to_vec(), Some("application/json"));
                (faceless(&reply.expect(404)), app.database().queries() - before)
            };
            let hidden = ask(app.world.astrid.to_string());
            assert_eq!(hidden, ask(NOTHING.to_owned()), "{method} {path}");
        }
    }
);
