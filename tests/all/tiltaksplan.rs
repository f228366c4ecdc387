//! The plan through HTTP (R-PLAN-1, R-PLAN-2, R-PLAN-5, R-PLAN-6).

use crate::known::{NOTHING, complete, conversation, draft, faceless, goal, tiltak};
use serde_json::{Value, json};
use tests::{TestApp, on_both};

fn plan(app: &TestApp) -> String {
    format!("/citizens/{}/tiltaksplan", app.world.astrid)
}

on_both!(
    fn a_goal_without_an_evaluation_date_is_refused(app) {
        let kari = app.sign_in("kari");
        complete(&kari, &draft(&app, &kari, &conversation(&app))).expect(200);
        let goals = format!("{}/goals", plan(&app));
        let mut body = goal(&app);
        body["evaluationDate"] = Value::Null;
        body["target"] = json!(11);
        let refused = kari.post(&goals, &body).expect(422);
        let error = |rule: &str, code: &str, at: &str| (rule.to_owned(), code.to_owned(), at.to_owned());
        assert_eq!(
            refused.errors(),
            [
                error("R-PLAN-1", "goal-off-scale", "/target"),
                error("R-PLAN-1", "goal-evaluation-date-missing", "/evaluationDate"),
            ]
        );
        let empty = kari.get(&plan(&app)).expect(200).body;
        assert_eq!((&empty["id"], &empty["goals"]), (&Value::Null, &json!([])));
        let set = kari.post(&goals, &goal(&app)).expect(201);
        assert_eq!(set.body["nextEvaluation"], "2026-12-21");
        assert_eq!(kari.get(&plan(&app)).body["goals"][0]["id"], set.body["id"]);
    }
);

on_both!(
    fn a_goal_points_only_at_a_statement_of_a_completed_conversation_of_the_same_citizen(app) {
        let kari = app.sign_in("kari");
        let begun = draft(&app, &kari, &conversation(&app));
        let goals = format!("{}/goals", plan(&app));
        let refused = kari.post(&goals, &goal(&app)).expect(422);
        assert_eq!(refused.codes(), ["goal-statement-unknown"]);
        complete(&kari, &begun).expect(200);
        kari.post(&goals, &goal(&app)).expect(201);
        let einar = format!("/citizens/{}/tiltaksplan/goals", app.world.einar);
        assert_eq!(kari.post(&einar, &goal(&app)).expect(422).codes(), ["goal-statement-unknown"]);
        let mut professional = goal(&app);
        professional["basis"] = json!({ "kind": "professional", "reason": "Fallrisiko" });
        professional["owner"] = json!(NOTHING);
        assert_eq!(kari.post(&einar, &professional).expect(422).codes(), ["no-such-employee"]);
        professional["owner"] = json!(app.world.employee("siri"));
        kari.post(&einar, &professional).expect(201);
    }
);

on_both!(
    fn a_tiltak_with_a_rule_that_cannot_be_read_is_refused(app) {
        let kari = app.sign_in("kari");
        let path = format!("{}/tiltak", plan(&app));
        for rule in ["FREQ=SOMETIMES", "FREQ=HOURLY", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;INTERVAL=99", ""] {
            let mut body = tiltak();
            body["recurrence"] = json!(rule);
            let (named, code, at) = kari.post(&path, &body).expect(422).errors()[0].clone();
            assert_eq!((named.as_str(), at.as_str()), ("R-PLAN-2", "/recurrence"), "{rule}");
            assert!(code.starts_with("recurrence-"), "{code}");
        }
        let mut body = tiltak();
        body["minutes"] = json!(0);
        body["employees"] = json!(3);
        body["goals"] = json!([NOTHING]);
        body["after"] = json!({ "tiltak": NOTHING, "minGapMinutes": 240, "maxGapMinutes": null });
        let refused = kari.post(&path, &body).expect(422);
        assert_eq!(
            refused.codes(),
            ["tiltak-minutes", "tiltak-employees", "tiltak-goal-unknown", "tiltak-after-unknown"]
        );
        let mut body = tiltak();
        body["window"]["preferd"] = json!("08:00:00");
        assert_eq!(kari.post(&path, &body).expect(400).errors()[0].2, "/window/preferd");
        assert_eq!(kari.get(&plan(&app)).expect(200).body["tiltak"], json!([]));
    }
);

on_both!(
    fn a_tiltak_is_changed_by_whoever_saw_its_last_version_and_ended_with_its_history(app) {
        let kari = app.sign_in("kari");
        let path = format!("{}/tiltak", plan(&app));
        let made = kari.post(&path, &tiltak()).expect(201);
        let one = format!("{path}/{}", made.id());
        let mut body = tiltak();
        body["minutes"] = json!(20);
        let changed = kari.if_match(&made.etag()).put(&one, &body).expect(200);
        assert_eq!(kari.if_match(&made.etag()).put(&one, &body).expect(412).etag(), changed.etag());
        let whole = kari.get(&plan(&app)).expect(200);
        assert_eq!(whole.body["tiltak"][0]["etag"], changed.etag());
        assert_eq!(whole.body["planned"], json!([{ "service": "home_nursing", "weeklyMinutes": 135 }]));
        kari.with("if-none-match", &whole.etag()).get(&plan(&app)).expect(304);

        app.at("2026-12-01T08:00:00Z");
        let kari = app.sign_in("kari");
        let end = format!("{one}/end");
        let seen = kari.if_match(&changed.etag());
        let past = seen.post(&end, &json!({ "lastDay": "2026-11-29" })).expect(422);
        assert_eq!(past.errors()[0].2, "/lastDay");
        let ended = seen.post(&end, &json!({ "lastDay": "2026-11-30" })).expect(200);
        assert_eq!(ended.body["content"]["end"], "2026-11-30");
        let again = kari.if_match(&ended.etag()).put(&one, &body).expect(409);
        assert_eq!(again.codes(), ["tiltak-over"]);
        assert_eq!(kari.get(&plan(&app)).body["tiltak"][0]["active"], false);
    }
);

on_both!(
    fn an_evaluation_says_what_follows_and_an_ended_goal_takes_no_more(app) {
        let kari = app.sign_in("kari");
        complete(&kari, &draft(&app, &kari, &conversation(&app))).expect(200);
        let goals = format!("{}/goals", plan(&app));
        let set = kari.post(&goals, &goal(&app)).expect(201);
        let mut body = tiltak();
        body["goals"] = json!([set.id()]);
        body["start"] = json!("2026-11-20");
        let done = kari.post(&format!("{}/tiltak", plan(&app)), &body).expect(201);
        let one = format!("{goals}/{}", set.id());
        let evaluate = |next: &str, date: Value| {
            let body = json!({ "evaluatedOn": "2026-11-23", "outcome": "partly", "score": 5,
                "note": null, "next": next, "nextEvaluationDate": date });
            kari.post(&format!("{one}/evaluations"), &body)
        };
        assert_eq!(evaluate("continue", Value::Null).expect(422).codes(), ["next-evaluation-missing"]);
        let on = evaluate("continue", json!("2027-01-11")).expect(201);
        assert_eq!(on.body["nextEvaluation"], "2027-01-11");
        assert_eq!(kari.if_match(&set.etag()).put(&one, &goal(&app)).expect(412).etag(), on.etag());
        let over = evaluate("end", Value::Null).expect(201);
        assert_eq!(over.body["ended"], true);
        assert_eq!(over.body["evaluations"].as_array().unwrap().len(), 2);
        assert_eq!(evaluate("end", Value::Null).expect(409).codes(), ["goal-ended"]);
        assert_eq!(kari.if_match(&over.etag()).put(&one, &goal(&app)).expect(409).codes(), ["goal-ended"]);
        let whole = kari.get(&plan(&app)).body;
        assert_eq!(whole["proposedForEnding"], json!([done.id()]));
    }
);

on_both!(
    fn the_check_lists_what_lawful_documentation_lacks_in_the_readers_language(app) {
        let kari = app.sign_in("kari");
        let mut body = tiltak();
        body["instruction"] = json!("");
        kari.post(&format!("{}/tiltak", plan(&app)), &body).expect(201);
        let check = kari.get(&format!("{}/check", plan(&app))).expect(200).body;
        assert_eq!(check["complete"], false);
        let codes: Vec<&str> = check["missing"].as_array().unwrap().iter()
            .map(|m| m["code"].as_str().unwrap()).collect();
        assert_eq!(
            codes,
            ["plan-without-goal", "plan-tiltak-without-goal", "plan-tiltak-without-instruction",
                "plan-tiltak-without-vedtak", "plan-without-responsible", "plan-without-responsible"]
        );
    }
);

on_both!(
    fn another_teams_nurse_gets_the_same_answer_as_for_a_citizen_that_is_not_there(app) {
        let made = app.sign_in("kari").post(&format!("{}/tiltak", plan(&app)), &tiltak()).expect(201);
        let nina = app.sign_in("nina").if_match(&made.etag());
        // From now on who she is comes from memory.
        nina.get("/me").expect(200);
        let part = made.id().to_string();
        for (method, path, body) in [
            ("GET", String::new(), json!(null)),
            ("GET", "/check".to_owned(), json!(null)),
            ("GET", "/frame".to_owned(), json!(null)),
            ("POST", "/goals".to_owned(), json!({ "wrong": 1 })),
            ("PUT", format!("/goals/{part}"), goal(&app)),
            ("POST", format!("/goals/{part}/evaluations"), json!({})),
            ("POST", "/tiltak".to_owned(), tiltak()),
            ("PUT", format!("/tiltak/{part}"), tiltak()),
            ("POST", format!("/tiltak/{part}/end"), json!({ "lastDay": "2026-11-30" })),
        ] {
            let ask = |citizen: String| {
                let before = app.database().queries();
                let path = format!("/citizens/{citizen}/tiltaksplan{path}");
                let reply = nina.send(method, &path, body.to_string().into_bytes(), Some("application/json"));
                (faceless(&reply.expect(404)), app.database().queries() - before)
            };
            let hidden = ask(app.world.astrid.to_string());
            assert_eq!(hidden, ask(NOTHING.to_owned()), "{method} {path}");
        }
    }
);

on_both!(
    /// R-PLAN-8: who designed a tiltak looks at it again on the day agreed.
    fn the_designer_of_a_tiltak_gets_a_task_on_the_day_she_looks_again(app) {
        let kari = app.sign_in("kari");
        let mut programme = tiltak();
        programme["designedBy"] = json!(app.world.employee("siri"));
        let path = format!("{}/tiltak", plan(&app));
        assert_eq!(kari.post(&path, &programme).expect(422).codes(), ["tiltak-design-review"]);
        programme["designReviewOn"] = json!("2026-12-14");
        let made = kari.post(&path, &programme).expect(201);
        let mine = |who: &str| -> Vec<String> {
            let items = app.sign_in(who).get(&format!("/teams/{}/tasks?holder=me", app.world.skullerud)).body["items"].clone();
            items.as_array().unwrap().iter().map(|t| t["subject"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(mine("siri"), [""; 0], "not yet");
        app.at("2026-12-07T06:00:00Z");
        assert_eq!((mine("siri"), mine("per")), (vec!["design_review".to_owned()], vec![]));
        let end = format!("{path}/{}/end", made.id());
        let kari = app.sign_in("kari");
        kari.if_match(&made.etag()).post(&end, &json!({ "lastDay": "2026-12-08" })).expect(200);
        assert_eq!(mine("siri"), [""; 0], "what is over needs no looking at");
    }
);

on_both!(
    /// What was planned and never begun is taken back; with its goal in one call too (R-PLAN-5).
    fn a_tiltak_that_has_not_begun_can_be_ended_and_never_does(app) {
        let kari = app.sign_in("kari");
        let mut aim = goal(&app);
        aim["basis"] = json!({ "kind": "professional", "reason": "Fallrisiko" });
        let aim = kari.post(&format!("{}/goals", plan(&app)), &aim).expect(201).id();
        let path = format!("{}/tiltak", plan(&app));
        let visits = || {
            let day = kari.get(&format!("/teams/{}/days/2026-11-25", app.world.skullerud)).expect(200).body;
            day["visits"].as_array().unwrap().len()
        };
        let (first, second) = (kari.post(&path, &tiltak()).expect(201), kari.post(&path, &tiltak()).expect(201));
        let end = format!("{path}/{}/end", first.id());
        kari.if_match(&first.etag()).post(&end, &json!({ "lastDay": "2026-11-23" })).expect(200);
        assert_eq!(visits(), 1);
        let over = json!({ "evaluatedOn": "2026-11-23", "outcome": "reached", "score": 8, "note": null,
            "next": "end", "nextEvaluationDate": null, "endTiltak": [second.id()] });
        kari.post(&format!("{}/goals/{aim}/evaluations", plan(&app)), &over).expect(201);
        assert_eq!(visits(), 0);
    }
);
