//! The register, charters and tasks by hand (R-VED-2, R-TEAM-1, R-MSG-4).

use serde_json::{Value, json};
use tests::{decide::*, on_both};

on_both!(
    /// R-VED-2: nobody grants himself; a root needs two; a part is no wider; links are ended once.
    fn the_register_keeps_its_rules(app) {
        let root = root(&app);
        let admin = app.sign_in("admin");
        app.sign_in("liv").post("/delegations", &json!({})).expect(403);
        let mut own = grant(&app, Some(root), "bente", "admin", json!(["home_nursing"]));
        assert_eq!(admin.post("/delegations", &own).expect(422).codes(), ["self-grant"]);
        own = grant(&app, Some(root), "bente", "bente", json!(["home_nursing"]));
        assert_eq!(admin.post("/delegations", &own).expect(422).codes(), ["self-grant"]);
        let wide = grant(&app, Some(root), "bente", "liv", json!(["home_nursing", "bpa"]));
        assert_eq!(admin.post("/delegations", &wide).expect(422).codes(), ["wider-services"]);
        let unknown = grant(&app, Some(uuid::Uuid::max()), "bente", "liv", json!(["home_nursing"]));
        assert_eq!(admin.post("/delegations", &unknown).expect(422).codes(), ["parent-unknown"]);

        let alone = grant(&app, None, "auditor", "olav", json!(["day_centre"]));
        let alone = admin.post("/delegations", &alone).expect(201);
        assert_eq!(alone.body["counts"], false);
        let approval = format!("/delegations/{}/approval", alone.id());
        assert_eq!(admin.post(&approval, &Value::Null).expect(409).codes(), ["second-person-needed"]);

        let link = pass_on(&app, root, "liv", json!(["home_nursing"]));
        let held = format!("/delegations?holder={}&on=2026-11-23", app.world.employee("liv"));
        assert_eq!(app.sign_in("per").get(&held).expect(200).body["items"].as_array().unwrap().len(), 1);
        let end = format!("/delegations/{link}/end");
        admin.post(&end, &Value::Null).expect(200);
        assert_eq!(admin.post(&end, &Value::Null).expect(409).codes(), ["already-ended"]);
        assert_eq!(app.sign_in("per").get(&held).expect(200).body["items"], json!([]));
        admin.post("/delegations/01900000-0000-7000-8000-000000000000/end", &Value::Null).expect(404);
    }
);

on_both!(
    /// R-TEAM-1, R-TEAM-6: a place belongs to one team; the leader agrees, with the version seen.
    fn a_place_belongs_to_one_team(app) {
        let charter = |team| format!("/teams/{team}/charter");
        let (ours, theirs) = (charter(app.world.skullerud), charter(app.world.bogerud));
        let (liv, bente) = (app.sign_in("liv"), app.sign_in("bente"));
        let input = json!({ "model": "model_2", "area": ["1188", "1189"] });
        let first = app.sign_in("per").get(&ours).expect(200);
        assert_eq!(first.body["model"], "model_2");
        liv.put(&ours, &input).expect(428);
        app.sign_in("per").if_match(&first.etag()).put(&ours, &input).expect(403);
        let agreed = liv.if_match(&first.etag()).put(&ours, &input).expect(200);
        assert_eq!(agreed.body["switches"].as_array().unwrap().len(), 7);
        liv.if_match(&first.etag()).put(&ours, &input).expect(412);
        let taken = bente.if_match(&first.etag()).put(&theirs, &json!({ "model": "model_2", "area": ["1189", "0690"] }));
        assert_eq!(taken.expect(409).codes(), ["area-taken"]);
        let wrong = json!({ "model": "model_1", "area": ["118"], "parts": [
            { "name": "day", "from": "07:00:00", "until": "15:00:00" },
            { "name": "day", "from": "15:00:00", "until": "22:00:00" },
        ]});
        let wrong = liv.if_match(&agreed.etag()).put(&ours, &wrong).expect(422);
        assert_eq!(wrong.codes(), ["part-without-own-name", "bad-postal-code"]);
        let kept = json!({ "model": "model_1", "area": ["1188"] });
        liv.if_match(&agreed.etag()).put(&ours, &kept).expect(200);
        let free = json!({ "model": "model_2", "area": ["1189"] });
        bente.if_match(&first.etag()).put(&theirs, &free).expect(200);
    }
);

on_both!(
    /// R-MSG-4: written down, done once, like none for others.
    fn a_task_by_hand_is_done_once(app) {
        let tasks = format!("/teams/{}/tasks", app.world.skullerud);
        let (kari, nina) = (app.sign_in("kari"), app.sign_in("nina"));
        let input = json!({
            "title": "Bestill nøkkelboks", "citizen": app.world.astrid,
            "due": { "kind": "day", "at": "2026-11-24" },
            "holder": { "kind": "employee", "value": app.world.employee("per") },
        });
        nina.post(&tasks, &input).expect(403);
        let mut wrong = input.clone();
        wrong["title"] = json!(" ");
        wrong["citizen"] = json!(app.world.gunvor);
        wrong["holder"]["value"] = json!(app.world.employee("nina"));
        let wrong = kari.post(&tasks, &wrong).expect(422);
        assert_eq!(wrong.codes(), ["title-missing", "holder-not-of-the-unit", "no-such-citizen"]);
        let made = kari.post(&tasks, &input).expect(201);
        assert_eq!(made.body["title"], "Bestill nøkkelboks");
        let mine = |client: &tests::Client, more: &str| {
            client.get(&format!("{tasks}?holder=me{more}")).expect(200).body["items"].as_array().unwrap().len()
        };
        let per = app.sign_in("per");
        assert_eq!((mine(&per, ""), mine(&kari, "")), (1, 0));
        assert_eq!((mine(&per, "&dueBefore=2026-11-24"), mine(&per, "&dueBefore=2026-11-25")), (0, 1));
        let done = format!("/tasks/{}/done", made.id());
        nina.post(&done, &Value::Null).expect(404);
        per.post(&done, &Value::Null).expect(200);
        assert_eq!(per.post(&done, &Value::Null).expect(409).codes(), ["task-not-open"]);
        assert_eq!((mine(&per, ""), mine(&per, "&state=done")), (0, 1));
    }
);
