//! A team's own plan library, and what is copied from it into a citizen's plan (R-PLAN-1, -2, -3, -4).

use crate::known::{NOTHING, complete, conversation, draft, statement, vedtak};
use serde_json::{Value, json};
use tests::{Client, Reply, TestApp, on_both};

fn library(app: &TestApp) -> String {
    format!("/teams/{}/plan-library", app.world.skullerud)
}

fn plan(app: &TestApp) -> String {
    format!("/citizens/{}/tiltaksplan", app.world.astrid)
}

/// Two walks a day, four hours apart, for one goal.
fn entry() -> Value {
    let walk = json!({
        "service": "home_nursing", "description": "Gåtrening", "instruction": "Til postkassen og tilbake",
        "ownPart": "Bestemmer farten", "competences": [], "minutes": 10, "employees": 1,
        "recurrence": "FREQ=DAILY", "slot": null,
        "window": { "from": "09:00:00", "until": "10:00:00", "preferred": null },
        "after": null, "goals": [0], "mustDo": false, "canWaitDays": 1,
        "performer": "team_member", "mastery": true, "lastsDays": 28,
    });
    let mut second = walk.clone();
    second["window"] = json!({ "from": "14:00:00", "until": "16:00:00", "preferred": null });
    second["after"] = json!({ "tiltak": 0, "minGapMinutes": 240, "maxGapMinutes": null });
    json!({
        "title": "Trygg hjemme etter hoftebrudd", "when": "De første fire ukene",
        "goals": [{ "text": "Går alene ute", "scale": "self_rated", "target": 7, "evaluateAfterDays": 28 }],
        "tiltak": [walk, second],
    })
}

fn copy(app: &TestApp, entry: &Reply) -> Value {
    json!({
        "entry": entry.id(), "start": "2026-11-24",
        "goals": [{ "basis": { "kind": "statement", "statement": statement() }, "baseline": 2,
            "owner": app.world.employee("kari") }],
    })
}

fn visits(app: &TestApp, by: &Client, date: &str) -> usize {
    let day = by.get(&format!("/teams/{}/days/{date}", app.world.skullerud));
    day.expect(200).body["visits"].as_array().unwrap().len()
}

on_both!(
    fn what_a_team_has_worked_out_becomes_a_citizens_own_in_one_call(app) {
        let kari = app.sign_in("kari");
        vedtak(&app, 0, 200);
        complete(&kari, &draft(&app, &kari, &conversation(&app))).expect(200);
        let made = kari.post(&library(&app), &entry()).expect(201);
        let whole = kari.post(&format!("{}/copies", plan(&app)), &copy(&app, &made)).expect(201).body;
        let goal = &whole["goals"][0];
        assert_eq!(goal["content"]["text"], "Går alene ute");
        assert_eq!((&goal["content"]["baseline"], &goal["nextEvaluation"]), (&json!(2), &json!("2026-12-22")));
        let tiltak = whole["tiltak"].as_array().unwrap();
        assert_eq!(tiltak.len(), 2);
        assert_eq!(tiltak[0]["content"]["goals"], json!([goal["id"]]));
        assert_eq!(tiltak[1]["content"]["after"]["tiltak"], tiltak[0]["id"]);
        assert_eq!(tiltak[1]["content"]["end"], "2026-12-21");
        assert_eq!(visits(&app, &kari, "2026-11-25"), 2, "visits follow at once");
        // The thread is whole, and the copy is hers: the library's later words do not reach it.
        let thread = kari.get(&format!("/citizens/{}/thread", app.world.astrid)).expect(200).body;
        assert_eq!(thread["broken"], json!([]));
        let mut other = entry();
        other["tiltak"][0]["instruction"] = json!("Rundt huset");
        let one = format!("{}/{}", library(&app), made.id());
        kari.put(&one, &other).expect(428);
        let changed = kari.if_match(&made.etag()).put(&one, &other).expect(200);
        kari.if_match(&made.etag()).put(&one, &other).expect(412);
        let kept = kari.get(&plan(&app)).body["tiltak"][0]["content"]["instruction"].clone();
        assert_eq!(kept, "Til postkassen og tilbake");
        kari.if_match(&changed.etag()).delete(&one).expect(204);
        kari.if_match(&changed.etag()).delete(&one).expect(404);
        assert_eq!(kari.get(&library(&app)).expect(200).body["items"], json!([]));
        let gone = kari.post(&format!("{}/copies", plan(&app)), &copy(&app, &made)).expect(422);
        assert_eq!(gone.codes(), ["library-entry-unknown"]);
    }
);

on_both!(
    fn a_copy_is_taken_in_whole_or_not_at_all_with_every_reason(app) {
        let kari = app.sign_in("kari");
        let made = kari.post(&library(&app), &entry()).expect(201);
        let copies = format!("{}/copies", plan(&app));
        let mut wrong = copy(&app, &made);
        wrong["goals"][0]["baseline"] = json!(11);
        wrong["goals"][0]["owner"] = json!(NOTHING);
        wrong["vedtak"] = json!(NOTHING);
        let refused = kari.post(&copies, &wrong).expect(422);
        let at = |code: &str, at: &str| (code.to_owned(), at.to_owned());
        let found: Vec<_> = refused.errors().iter().map(|(_, code, at)| (code.clone(), at.clone())).collect();
        assert_eq!(
            found,
            [at("goal-statement-unknown", "/goals/0/basis/statement"), at("goal-off-scale", "/goals/0/baseline"),
                at("no-such-employee", "/goals/0/owner"), at("tiltak-vedtak-unknown", "/vedtak"),
                at("tiltak-vedtak-unknown", "/vedtak")]
        );
        wrong["goals"] = json!([]);
        assert_eq!(kari.post(&copies, &wrong).expect(422).codes(), ["library-copy-goals"]);
        let empty = kari.get(&plan(&app)).body;
        assert_eq!((&empty["goals"], &empty["tiltak"]), (&json!([]), &json!([])));
        // Another team's library is not hers, and another team's citizen is not there.
        let theirs = format!("/teams/{}/plan-library", app.world.bogerud);
        let nina = app.sign_in("nina");
        let foreign = nina.post(&theirs, &entry()).expect(201);
        let refused = kari.post(&copies, &copy(&app, &foreign)).expect(422);
        assert_eq!(refused.codes(), ["library-entry-unknown"]);
        nina.post(&copies, &copy(&app, &foreign)).expect(404);
        nina.get(&library(&app)).expect(403);
    }
);

on_both!(
    fn the_frame_is_asked_about_all_of_a_copy_together(app) {
        let kari = app.sign_in("kari");
        vedtak(&app, 0, 100);
        complete(&kari, &draft(&app, &kari, &conversation(&app))).expect(200);
        let made = kari.post(&library(&app), &entry()).expect(201);
        let copies = format!("{}/copies", plan(&app));
        let mut input = copy(&app, &made);
        // One walk a day would be inside: 70 of 110 minutes. Two are not.
        let refused = kari.post(&copies, &input).expect(422);
        assert_eq!(refused.codes(), ["plan-above-frame", "temporary-change-needed"]);
        assert_eq!(visits(&app, &kari, "2026-11-25"), 0);
        input["temporary"] = json!({ "reason": "Nylig hjemme", "until": "2026-12-04" });
        let whole = kari.post(&copies, &input).expect(201).body;
        assert_eq!(whole["tiltak"][1]["content"]["temporary"]["until"], "2026-12-04");
        assert_eq!((visits(&app, &kari, "2026-12-04"), visits(&app, &kari, "2026-12-05")), (2, 0));
        let tasks = kari.get(&format!("/teams/{}/tasks?limit=200", app.world.skullerud)).body["items"].clone();
        let asked = tasks.as_array().unwrap().iter().filter(|t| t["subject"] == "reassessment");
        assert_eq!(asked.count(), 1, "one reassessment, however many tiltak");
    }
);

on_both!(
    fn an_entry_must_make_a_plan_that_is_right(app) {
        let kari = app.sign_in("kari");
        let mut wrong = entry();
        wrong["title"] = json!(" ");
        wrong["tiltak"][0]["goals"] = json!([4]);
        wrong["tiltak"][0]["after"] = json!({ "tiltak": 1, "minGapMinutes": 0, "maxGapMinutes": null });
        wrong["tiltak"][1]["minutes"] = json!(0);
        let refused = kari.post(&library(&app), &wrong).expect(422);
        assert_eq!(
            refused.codes(),
            ["library-title-missing", "tiltak-goal-unknown", "tiltak-after-circle", "tiltak-minutes", "tiltak-after-circle"]
        );
        wrong["tiltak"][0]["goals"] = json!([-1]);
        kari.post(&library(&app), &wrong).expect(400);
        app.sign_in("nina").post(&library(&app), &entry()).expect(403);
        assert_eq!(kari.get(&library(&app)).body["items"], json!([]));
    }
);
