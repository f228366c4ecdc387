//! «Hva er viktig for deg?» through HTTP (R-ASM-1…5).

use crate::known::{NOTHING, complete, conversation, draft, faceless};
use serde_json::json;
use tests::on_both;

on_both!(
    fn completion_is_refused_while_no_statement_of_what_matters_stands_in_it(app) {
        let kari = app.sign_in("kari");
        let mut content = conversation(&app);
        content["statements"] = json!([]);
        content["participants"] = json!([{ "kind": "citizen" }]);
        content["functionScores"] = json!([{ "variable": "memory", "score": 7 }]);
        let begun = draft(&app, &kari, &content);
        let refused = complete(&kari, &begun).expect(422);
        assert_eq!(
            refused.codes(),
            ["no-employee-took-part", "what-matters-missing", "function-score-range"]
        );
        let path = format!("/assessments/{}", begun.id());
        let seen = kari.get(&path).expect(200);
        assert_eq!(seen.body["state"], "draft");
        assert_eq!(seen.etag(), begun.etag());
    }
);

on_both!(
    fn a_dry_run_says_what_would_happen_and_completes_nothing(app) {
        let kari = app.sign_in("kari");
        let begun = draft(&app, &kari, &conversation(&app));
        let path = format!("/assessments/{}/completion?dryRun=true", begun.id());
        let tried = kari.if_match(&begun.etag()).post(&path, &json!({})).expect(200);
        assert_eq!(tried.body["state"], "completed");
        let path = format!("/assessments/{}", begun.id());
        assert_eq!(kari.get(&path).expect(200).body["state"], "draft");
    }
);

on_both!(
    fn a_completed_one_is_never_changed_and_a_correction_says_what_it_replaces_and_why(app) {
        let kari = app.sign_in("kari");
        let first = complete(&kari, &draft(&app, &kari, &conversation(&app))).expect(200);
        assert_eq!(first.body["state"], "completed");
        assert_eq!(first.body["ownWords"], true);
        assert_eq!(first.body["nextDue"], "2027-05-23");
        let path = format!("/assessments/{}", first.id());
        let edit = kari.if_match(&first.etag()).put(&path, &conversation(&app)).expect(409);
        assert_eq!(edit.codes(), ["assessment-completed"]);
        assert_eq!(complete(&kari, &first).expect(409).codes(), ["assessment-completed"]);

        let list = format!("/citizens/{}/assessments", app.world.astrid);
        let correct = |replaces: String, reason: &str| {
            let correction = json!({ "replaces": replaces, "reason": reason });
            kari.post(&list, &json!({ "content": conversation(&app), "correction": correction }))
        };
        let unsaid = correct(first.id().to_string(), " ").expect(422);
        assert_eq!(unsaid.codes(), ["correction-without-reason"]);
        let nothing = correct(NOTHING.to_owned(), "Feil dato").expect(422);
        assert_eq!(nothing.codes(), ["correction-of-nothing"]);
        let second = correct(first.id().to_string(), "Feil dato").expect(201);
        let third = correct(first.id().to_string(), "Også feil sted").expect(201);
        complete(&kari, &second).expect(200);
        assert_eq!(complete(&kari, &third).expect(409).codes(), ["correction-already-made"]);
        let items = kari.get(&list).expect(200).body["items"].clone();
        let counting: Vec<&str> = items.as_array().unwrap().iter()
            .filter(|line| line["counts"] == true)
            .map(|line| line["id"].as_str().unwrap())
            .collect();
        assert_eq!(counting, [second.id().to_string()]);
    }
);

on_both!(
    fn a_stale_save_of_a_draft_is_refused_with_the_current_version(app) {
        let kari = app.sign_in("kari");
        let begun = draft(&app, &kari, &conversation(&app));
        let path = format!("/assessments/{}", begun.id());
        let mut content = conversation(&app);
        content["place"] = json!("telephone");
        kari.put(&path, &content).expect(428);
        let saved = kari.if_match(&begun.etag()).put(&path, &content).expect(200);
        let stale = app.sign_in("per").if_match(&begun.etag()).put(&path, &content).expect(412);
        assert_eq!(stale.body["currentEtag"], saved.etag());
        assert_eq!(complete(&kari, &begun).expect(412).etag(), saved.etag());
    }
);

on_both!(
    fn wrong_bodies_are_refused_with_pointer_and_rule_and_leave_nothing(app) {
        let kari = app.sign_in("kari");
        let list = format!("/citizens/{}/assessments", app.world.astrid);
        let post = |field: &str, value: serde_json::Value| {
            let mut content = conversation(&app);
            content[field] = value;
            kari.post(&list, &json!({ "content": content, "correction": null }))
        };
        let unknown = post("plase", json!("home")).expect(400);
        assert_eq!(unknown.errors()[0].2, "/content/plase");
        assert_eq!(unknown.errors()[0].0, "API-8");
        post("kind", json!("chat")).expect(400);
        post("heldAt", json!("2026-02-30T10:00:00Z")).expect(400);
        let year = post("heldAt", json!("0001-01-01T10:00:00Z")).expect(422);
        assert_eq!(year.errors()[0].2, "/content/heldAt");
        let nobody = json!([{ "kind": "employee", "employee": NOTHING, "profession": "nurse" }]);
        let nobody = post("participants", nobody).expect(422);
        assert_eq!(nobody.errors()[0].2, "/content/participants/0/employee");
        let text = json!([{ "id": NOTHING, "section": "hard", "text": "a\u{0}b",
            "voice": { "kind": "ownWords", "language": "nb", "interpreter": false } }]);
        assert_eq!(post("statements", text).expect(422).codes(), ["text-with-null-character"]);
        assert_eq!(kari.get(&list).expect(200).body["items"], json!([]));
    }
);

on_both!(
    fn another_teams_nurse_gets_the_same_answer_as_for_an_id_that_names_nothing(app) {
        let begun = draft(&app, &app.sign_in("kari"), &conversation(&app));
        let nina = app.sign_in("nina").if_match(&begun.etag());
        // From now on who she is comes from memory.
        nina.get("/me").expect(200);
        let content = conversation(&app);
        for (method, path, body) in [
            ("GET", "", json!(null)),
            ("PUT", "", content.clone()),
            ("POST", "/completion", json!({})),
        ] {
            let ask = |id: String| {
                let before = app.database().queries();
                let path = format!("/assessments/{id}{path}");
                let reply = nina.send(method, &path, body.to_string().into_bytes(), Some("application/json"));
                (faceless(&reply.expect(404)), app.database().queries() - before)
            };
            assert_eq!(ask(begun.id().to_string()), ask(NOTHING.to_owned()), "{method} {path}");
        }
        let known = nina.get(&format!("/citizens/{}/assessments", app.world.astrid)).expect(404);
        let unknown = nina.get(&format!("/citizens/{NOTHING}/assessments")).expect(404);
        assert_eq!(faceless(&known), faceless(&unknown));
    }
);

on_both!(
    fn the_template_comes_in_the_readers_language(app) {
        let kari = app.sign_in("kari").with("accept-language", "nn");
        let template = kari.get("/assessment-template").expect(200).body;
        assert_eq!(template["sections"][0]["question"], "Kva er viktig for deg no?");
        assert_eq!(template["functionVariables"].as_array().unwrap().len(), 18);
        app.anonymous().get("/assessment-template").expect(401);
    }
);

on_both!(
    /// R-ASM-1, R-ASM-2: what is recorded of who took part, whose words, and the forms.
    fn participation_voices_and_forms_are_recorded_and_none_is_half_valid(app) {
        let kari = app.sign_in("kari");
        let mut content = conversation(&app);
        let voice = |kind: &str, source: serde_json::Value, reason: &str| json!({ "kind": kind, "source": source, "reason": reason });
        let kin = json!({ "name": "Marit Bøe", "role": "next_of_kin", "relation": "datter", "phone": null,
            "mayShare": [], "consentOn": null, "contribution": null, "keptBy": null, "nextContactOn": null });
        let kin = kari.post(&format!("/citizens/{}/contacts", app.world.astrid), &kin).expect(201).id();
        content["participants"].as_array_mut().unwrap().extend([
            json!({ "kind": "contact", "contact": kin }),
            json!({ "kind": "employee", "employee": app.world.employee("per"), "profession": "healthcare_worker" }),
        ]);
        let said = |n: u8, section: &str, voice: serde_json::Value| json!({
            "id": format!("01900000-0000-7000-8000-0000000000b{n}"), "section": section, "text": "Ro om kvelden", "voice": voice });
        content["statements"].as_array_mut().unwrap().extend([
            said(1, "good_day", voice("byKin", json!(kin), "Snakker lite")),
            said(2, "hard", voice("observed", json!(app.world.employee("per")), " ")),
        ]);
        let form = |kind: &str, answers: &[(&str, i32)]| {
            let answers: Vec<_> = answers.iter().map(|(item, value)| json!({ "item": item, "value": value })).collect();
            json!({ "kind": kind, "answers": answers })
        };
        content["screens"] = json!([
            form("copm", &[("performance", 4), ("satisfaction", 11), ("self_care", 3)]),
            form("sppb", &[("balance", 4), ("gait", 2)]),
            form("psfs", &[("Gå i trapp", 3), ("Hagen", 0)]),
        ]);
        let begun = draft(&app, &kari, &content);
        assert_eq!(begun.body["interdisciplinary"], true);
        let refused = complete(&kari, &begun).expect(422);
        assert_eq!(
            refused.codes(),
            ["statement-reason-missing", "screen-answer-range", "screen-answer-unknown", "screen-answer-missing"],
            "only COPM's totals, and no half SPPB"
        );
        content["statements"][2]["voice"]["reason"] = json!("Afasi");
        content["screens"][0] = form("copm", &[("performance", 4), ("satisfaction", 6)]);
        content["screens"][1] = form("sppb", &[("balance", 4), ("gait", 2), ("chair", 0)]);
        content["nextOn"] = json!("2027-01-15");
        let path = format!("/assessments/{}", begun.id());
        let saved = kari.if_match(&begun.etag()).put(&path, &content).expect(200);
        let done = complete(&kari, &saved).expect(200).body;
        assert_eq!((&done["ownWords"], &done["nextDue"]), (&json!(true), &json!("2027-01-15")));
        let line = kari.get(&format!("/teams/{}/caseload", app.world.skullerud)).body["items"][0].clone();
        assert_eq!(line["nextReassessment"], "2027-01-15");
    }
);
