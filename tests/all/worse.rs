//! Changes to the citizen's disadvantage: prior notice, time to speak, a ground, never backwards, and
//! no way around by another name (R-VED-6, R-VED-11, fvl §§ 16, 35).

use serde_json::{Value, json};
use tests::{Client, Reply, TestApp, decide::*, on_both};

/// 300–420 minutes a week of home nursing from 1 December, signed by Liv; gives its path.
fn in_force(app: &TestApp) -> String {
    pass_on(app, root(app), "liv", json!(["home_nursing"]));
    let assessment = completed_assessment(app, app.world.astrid);
    let (path, tag) = submitted(
        app,
        app.world.astrid,
        &drafting(app, "home_nursing", assessment),
    );
    sign(&app.sign_in("liv"), &path, &tag).expect(200);
    path
}

/// A draft in the place of that one.
fn after(app: &TestApp, earlier: &str, outcome: &str) -> Value {
    let assessment = completed_assessment(app, app.world.astrid);
    let mut draft = drafting(app, "home_nursing", assessment);
    draft["content"]["outcome"] = json!(outcome);
    draft["content"]["replaces"] = json!(earlier.rsplit('/').next());
    draft["content"]["from"] = json!("2027-01-04");
    draft["content"]["alternatives"] = json!("Trygghetsalarm og multidose.");
    draft
}

fn sent_in(app: &TestApp, draft: &Value) -> (String, Reply) {
    let cato = app.sign_in("cato");
    let path = begun(&cato, app.world.astrid, draft);
    stated(app, &path);
    let tag = cato.get(&path).expect(200).etag();
    let reply = cato
        .if_match(&tag)
        .post(&format!("{path}/submission"), &Value::Null);
    (path, reply)
}

fn notice(draft: &mut Value, given_on: &str) {
    draft["content"]["priorNotice"] = json!({ "givenOn": given_on, "ground": "Klarer mer selv." });
}

on_both!(
    /// A smaller grant in the place of a greater is a change for the worse too: told before, with time
    /// to speak, with a ground, and never backwards.
    fn less_needs_prior_notice_whatever_it_is_called(app) {
        let earlier = in_force(&app);
        for outcome in ["grant", "partial", "change"] {
            let mut less = after(&app, &earlier, outcome);
            less["content"]["frame"] = json!({ "kind": "minutesPerWeek", "from": 60, "to": 120 });
            let refused = sent_in(&app, &less).1.expect(422);
            assert_eq!(refused.errors()[0].2, "/content/priorNotice", "{outcome}");
            notice(&mut less, "2026-11-10");
            let refused = sent_in(&app, &less).1.expect(422);
            assert_eq!(refused.codes(), ["notice-too-short"], "{outcome}");
            less["content"]["priorNotice"]["ground"] = json!(" ");
            assert_eq!(sent_in(&app, &less).1.expect(422).codes(), ["item-missing", "notice-too-short"]);
        }
        let mut more = after(&app, &earlier, "change");
        more["content"]["frame"] = json!({ "kind": "minutesPerWeek", "from": 420, "to": 600 });
        sent_in(&app, &more).1.expect(200);
        // A fortnight after the notice it is sent in, and not for days that have been.
        app.at("2026-12-10T09:00:00Z");
        let mut less = after(&app, &earlier, "change");
        less["content"]["frame"] = json!({ "kind": "minutesPerWeek", "from": 60, "to": 120 });
        notice(&mut less, "2026-11-26");
        less["content"]["from"] = json!("2026-12-09");
        assert_eq!(sent_in(&app, &less).1.expect(422).codes(), ["worse-in-the-past"]);
        less["content"]["from"] = json!("2026-12-10");
        let (path, reply) = sent_in(&app, &less);
        let signed = sign(&app.sign_in("liv"), &path, &reply.expect(200).etag()).expect(200);
        assert_eq!(signed.body["content"]["priorNotice"]["givenOn"], "2026-11-26");
        let old = app.sign_in("kari").get(&earlier).expect(200);
        assert_eq!((&old.body["state"], &old.body["daysInForce"]["until"]), (&json!("replaced"), &json!("2026-12-09")));
        // What is replaced is not replaced again.
        let late = after(&app, &earlier, "change");
        let refused = sent_in(&app, &late).1.expect(422);
        assert_eq!(refused.codes(), ["replaced-not-in-force", "vedtak-overlap"]);
    }
);

fn daily(app: &TestApp) {
    let tiltak = json!({
        "service": "home_nursing", "description": "Insulin", "instruction": "Se prosedyren",
        "ownPart": "Måler selv", "competences": [], "minutes": 50, "employees": 1,
        "recurrence": "FREQ=DAILY", "exceptions": [], "slot": "morgen", "after": null, "goals": [],
        "window": { "from": "07:30:00", "until": "09:30:00", "preferred": "08:00:00" },
        "vedtak": null, "mustDo": false, "canWaitDays": 0, "performer": "team_member",
        "designedBy": null, "designReviewOn": null, "mastery": false, "start": "2026-12-01", "end": null,
    });
    let path = format!("/citizens/{}/tiltaksplan/tiltak", app.world.astrid);
    app.sign_in("kari").post(&path, &tiltak).expect(201);
}

fn trial(liv: &Client, path: &str, tag: &str) -> Reply {
    liv.if_match(tag)
        .post(&format!("{path}/signature?dryRun=true"), &Value::Null)
        .expect(200)
}

on_both!(
    /// R-VED-11, API-11: an end and a refusal in the place of what was given take plan and visits with
    /// them; the trial tells the same as the signature, and changes nothing.
    fn what_takes_away_says_what_follows_before_and_after(app) {
        let earlier = in_force(&app);
        app.at("2026-12-10T09:00:00Z");
        daily(&app);
        for (outcome, state) in [("refuse", "replaced"), ("end", "ended")] {
            let mut taken = after(&app, &earlier, outcome);
            taken["content"]["from"] = json!("2026-12-14");
            notice(&mut taken, "2026-11-26");
            let (path, reply) = sent_in(&app, &taken);
            let tag = reply.expect(200).etag();
            let liv = app.sign_in("liv");
            let would = trial(&liv, &path, &tag).body["followed"].clone();
            assert_eq!(would["tiltak"][0]["lastDay"], "2026-12-13");
            let gone = would["visitsRemoved"].as_array().unwrap();
            assert!(!gone.is_empty() && gone.iter().all(|v| v["date"].as_str().unwrap() >= "2026-12-14"));
            assert_eq!(trial(&liv, &path, &tag).body["followed"], would, "a trial changes nothing");
            assert_eq!(liv.get(&path).expect(200).etag(), tag);
            liv.get(&format!("{path}/letter.pdf")).expect(404);
            assert_eq!(liv.get(&earlier).expect(200).body["state"], "signed");
            if outcome == "end" {
                let signed = sign(&liv, &path, &tag).expect(200);
                assert_eq!(signed.body["followed"], would);
                assert_eq!(liv.get(&earlier).expect(200).body["state"], state);
                liv.get(&format!("{path}/letter.pdf")).expect(200);
            } else {
                let back = json!({ "comment": "Vi avslutter heller." });
                liv.if_match(&tag).post(&format!("{path}/return"), &back).expect(200);
            }
        }
    }
);

on_both!(
    /// fvl §§ 16, 35: without a new vedtak a service ends only on grounds that take nothing the citizen
    /// wants to keep.
    fn ending_without_a_vedtak_is_for_death_moving_and_own_wish(app) {
        let path = in_force(&app);
        let liv = app.sign_in("liv");
        let tag = liv.get(&path).expect(200).etag();
        let end = |ground: Value| {
            let mut body = json!({ "lastDay": "2026-12-20", "reason": "Se notat." });
            if !ground.is_null() {
                body["ground"] = ground;
            }
            liv.if_match(&tag).post(&format!("{path}/end"), &body)
        };
        end(Value::Null).expect(400);
        end(json!("economy")).expect(400);
        let refused = end(json!("other")).expect(422);
        assert_eq!((refused.codes(), refused.errors()[0].2.as_str()), (vec!["end-needs-vedtak".to_owned()], "/ground"));
        assert_eq!(liv.get(&path).expect(200).body["state"], "signed");
        let ended = end(json!("own_wish")).expect(200);
        assert_eq!(ended.body["closing"]["ground"], "own_wish");
    }
);
