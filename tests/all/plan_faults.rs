//! Bad input to a plan: each a named error, nothing half done (R-PLAN-1, R-PLAN-2, R-PLAN-5).

use crate::known::{complete, conversation, draft, goal, tiltak};
use serde_json::{Value, json};
use tests::{Client, TestApp, on_both};

fn plan(app: &TestApp) -> String {
    format!("/citizens/{}/tiltaksplan", app.world.astrid)
}

fn add(app: &TestApp, by: &Client, change: impl Fn(&mut Value)) -> tests::Reply {
    let mut body = tiltak();
    change(&mut body);
    by.post(&format!("{}/tiltak", plan(app)), &body)
}

/// The parts of the plan and the visits of a week.
fn everything(app: &TestApp, by: &Client) -> (usize, usize, usize) {
    let whole = by.get(&plan(app)).expect(200).body;
    let many = |part: &str| whole[part].as_array().unwrap().len();
    let day = format!("/teams/{}/days/2026-11-30", app.world.skullerud);
    let visits = by.get(&day).expect(200).body["visits"]
        .as_array()
        .unwrap()
        .len();
    (many("goals"), many("tiltak"), visits)
}

on_both!(
    fn a_recurrence_that_never_occurs_or_every_second_is_refused_by_name(app) {
        let kari = app.sign_in("kari");
        let error = |code: &str, at: &str| ("R-PLAN-2".to_owned(), code.to_owned(), at.to_owned());
        for (rule, code) in [
            ("FREQ=SECONDLY", "recurrence-frequency"),
            ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "recurrence-never"),
            ("FREQ=DAILY;COUNT=3;UNTIL=20261231", "recurrence-ends-twice"),
            ("FREQ=DAILY;BYHOUR=8", "recurrence-part"),
        ] {
            let refused = add(&app, &kari, |t| t["recurrence"] = json!(rule)).expect(422);
            assert_eq!(refused.errors(), [error(code, "/recurrence")], "{rule}");
        }
        // One that could come, but not in the tiltak's own days: Mondays from Tuesday to Sunday.
        let never = add(&app, &kari, |t| {
            t["recurrence"] = json!("FREQ=WEEKLY;BYDAY=MO");
            t["end"] = json!("2026-11-29");
        });
        assert_eq!(never.expect(422).errors(), [error("tiltak-never", "/recurrence")]);
        assert_eq!(everything(&app, &kari), (0, 0, 0));
    }
);

on_both!(
    fn what_ends_by_itself_makes_visits_until_then_and_no_longer(app) {
        let kari = app.sign_in("kari");
        let visits = |date: &str| {
            let day = kari.get(&format!("/teams/{}/days/{date}", app.world.skullerud)).expect(200).body;
            day["visits"].as_array().unwrap().len()
        };
        let made = add(&app, &kari, |t| t["recurrence"] = json!("RRULE:FREQ=DAILY;COUNT=3")).expect(201);
        assert_eq!(made.body["content"]["recurrence"], "FREQ=DAILY;COUNT=3");
        assert_eq!(["2026-11-24", "2026-11-26", "2026-11-27"].map(visits), [1, 1, 0]);
        add(&app, &kari, |t| {
            t["recurrence"] = json!("FREQ=DAILY;UNTIL=20261201T225959Z");
            t["exceptions"] = json!(["2026-11-30"]);
        }).expect(201);
        assert_eq!(["2026-11-29", "2026-11-30", "2026-12-01", "2026-12-02"].map(visits), [1, 0, 1, 0]);
        app.at("2026-11-28T08:00:00Z");
        let shown = app.sign_in("kari").get(&plan(&app)).body["tiltak"].clone();
        let active = shown.as_array().unwrap().iter().find(|t| t["id"] == json!(made.id())).unwrap();
        assert_eq!(active["active"], false);
        assert_eq!(shown.as_array().unwrap().iter().filter(|t| t["active"] == true).count(), 1);
    }
);

on_both!(
    fn a_window_that_closes_before_it_opens_is_refused_by_name(app) {
        let kari = app.sign_in("kari");
        let window = |from: &str, until: &str| {
            add(&app, &kari, |t| t["window"] = json!({ "from": from, "until": until, "preferred": null }))
        };
        let refused = window("09:00:00", "07:00:00").expect(422);
        let error = ("R-PLAN-2".to_owned(), "tiltak-window-closes-first".to_owned(), "/window/until".to_owned());
        assert_eq!(refused.errors(), [error]);
        assert_eq!(everything(&app, &kari), (0, 0, 0));
        window("22:00:00", "02:00:00").expect(201);
    }
);

on_both!(
    fn gaps_that_go_in_a_circle_are_refused_also_when_the_last_one_closes_it(app) {
        let kari = app.sign_in("kari");
        let after = |of: &str| json!({ "tiltak": of, "minGapMinutes": 240, "maxGapMinutes": null });
        let first = add(&app, &kari, |_| {}).expect(201);
        let second = add(&app, &kari, |t| {
            t["slot"] = Value::Null;
            t["after"] = after(&first.id().to_string());
        }).expect(201);
        let mut circle = tiltak();
        circle["after"] = after(&second.id().to_string());
        let one = format!("{}/tiltak/{}", plan(&app), first.id());
        let refused = kari.if_match(&first.etag()).put(&one, &circle).expect(422);
        assert_eq!(refused.codes(), ["tiltak-after-circle"]);
        assert_eq!(refused.errors()[0].2, "/after/tiltak");
        circle["after"] = json!({ "tiltak": second.id(), "minGapMinutes": 60, "maxGapMinutes": 30 });
        let refused = kari.if_match(&first.etag()).put(&one, &circle).expect(422);
        assert_eq!(refused.codes(), ["tiltak-gap", "tiltak-after-circle"]);
        let kept = kari.get(&plan(&app)).body["tiltak"].clone();
        let kept = kept.as_array().unwrap().iter().find(|t| t["id"] == json!(first.id())).unwrap();
        assert_eq!(kept["content"]["after"], Value::Null);
    }
);

on_both!(
    fn a_goal_without_date_or_on_another_citizens_words_is_refused_and_an_ended_one_is_not_evaluated(app) {
        let kari = app.sign_in("kari");
        complete(&kari, &draft(&app, &kari, &conversation(&app))).expect(200);
        let goals = format!("{}/goals", plan(&app));
        let mut dateless = goal(&app);
        dateless["evaluationDate"] = Value::Null;
        assert_eq!(kari.post(&goals, &dateless).expect(422).codes(), ["goal-evaluation-date-missing"]);
        let einar = format!("/citizens/{}/tiltaksplan/goals", app.world.einar);
        let foreign = kari.post(&einar, &goal(&app)).expect(422);
        assert_eq!(foreign.errors()[0].2, "/basis/statement");
        assert_eq!(foreign.codes(), ["goal-statement-unknown"]);
        assert_eq!(everything(&app, &kari), (0, 0, 0));
        let set = kari.post(&goals, &goal(&app)).expect(201);
        let evaluations = format!("{goals}/{}/evaluations", set.id());
        let over = json!({ "evaluatedOn": "2026-11-23", "outcome": "reached", "score": 8, "note": null,
            "next": "end", "nextEvaluationDate": null });
        kari.post(&evaluations, &over).expect(201);
        assert_eq!(kari.post(&evaluations, &over).expect(409).codes(), ["goal-ended"]);
        let kept = kari.get(&plan(&app)).body["goals"][0]["evaluations"].clone();
        assert_eq!(kept.as_array().unwrap().len(), 1);
    }
);
