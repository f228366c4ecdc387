//! What Statsforvalteren decided, carried out: annulled is revoked, help goes on until a day that
//! somebody names, and a new vedtak takes its place (R-VED-3, R-VED-9, R-VED-11).

use serde_json::{Value, json};
use tests::{Client, Reply, TestApp, decide::*, on_both};

/// A vedtak of this outcome, signed, told of, appealed and forwarded; gives its path and its appeal's.
fn forwarded(app: &TestApp, outcome: &str) -> (String, String) {
    pass_on(app, root(app), "liv", json!(["home_nursing"]));
    let assessment = completed_assessment(app, app.world.astrid);
    let mut draft = drafting(app, "home_nursing", assessment);
    draft["content"]["outcome"] = json!(outcome);
    draft["content"]["alternatives"] = json!("Trygghetsalarm.");
    let (path, tag) = submitted(app, app.world.astrid, &draft);
    sign(&app.sign_in("liv"), &path, &tag).expect(200);
    let cato = app.sign_in("cato");
    let told = json!({ "channel": "letter", "sentOn": "2026-11-23", "arrivedOn": "2026-11-23" });
    cato.post(&format!("{path}/notification"), &told)
        .expect(201);
    let appeal =
        json!({ "appellant": "citizen", "receivedOn": "2026-11-23", "grounds": "For lite." });
    let appeal = cato.post(&format!("{path}/appeals"), &appeal).expect(201);
    let steps = format!("/appeals/{}/steps", appeal.id());
    for state in ["upheld", "forwarded"] {
        cato.post(&steps, &json!({ "state": state, "text": "Vurdert." }))
            .expect(200);
    }
    (path, steps)
}

fn annul(client: &Client, steps: &str, last_day: Value) -> Reply {
    let step = json!({
        "state": "decided", "result": "annulled", "lastDay": last_day,
        "text": "Opphevet: kveldsbehovet er ikke utredet.",
    });
    client.post(steps, &step)
}

on_both!(
    /// Help under it does not vanish by itself: the last day is asked for; the answer lists what goes,
    /// and a new vedtak answers the annulled one.
    fn an_annulled_vedtak_is_revoked_and_the_answer_says_what_follows(app) {
        let (path, steps) = forwarded(&app, "grant");
        app.at("2026-12-01T09:00:00Z");
        let tiltak = json!({
            "service": "home_nursing", "description": "Insulin", "instruction": "Se prosedyren",
            "ownPart": "Måler selv", "competences": [], "minutes": 50, "employees": 1,
            "recurrence": "FREQ=DAILY", "exceptions": [], "slot": "morgen", "after": null, "goals": [],
            "window": { "from": "07:30:00", "until": "09:30:00", "preferred": "08:00:00" },
            "vedtak": null, "mustDo": false, "canWaitDays": 0, "performer": "team_member",
            "designedBy": null, "designReviewOn": null, "mastery": false, "start": "2026-12-01", "end": null,
        });
        let plan = format!("/citizens/{}/tiltaksplan/tiltak", app.world.astrid);
        app.sign_in("kari").post(&plan, &tiltak).expect(201);
        let cato = app.sign_in("cato");
        for wrong in [Value::Null, json!("2026-11-30"), json!("2027-06-01")] {
            let refused = annul(&cato, &steps, wrong).expect(422);
            assert_eq!(refused.codes(), ["annulled-last-day"]);
        }
        assert_eq!(cato.get(&path).expect(200).body["state"], "signed", "nothing half done");
        let done = annul(&cato, &steps, json!("2026-12-20")).expect(200);
        assert_eq!(done.body["state"], "decided");
        assert_eq!(done.body["followed"]["tiltak"][0]["lastDay"], "2026-12-20");
        let gone = done.body["followed"]["visitsRemoved"].as_array().unwrap();
        assert!(!gone.is_empty() && gone.iter().all(|v| v["date"].as_str().unwrap() > "2026-12-20"));
        let revoked = cato.get(&path).expect(200);
        assert_eq!((&revoked.body["state"], &revoked.body["inForce"]), (&json!("revoked"), &json!(true)));
        assert_eq!(revoked.body["daysInForce"]["until"], "2026-12-20");
        assert_eq!(revoked.body["content"]["frame"]["to"], 420, "what was signed stands as it was");
        let tasks = cato.get(&format!("/teams/{}/tasks?state=open", app.world.skullerud)).expect(200);
        let subjects: Vec<&str> = tasks.body["items"].as_array().unwrap().iter()
            .map(|task| task["subject"].as_str().unwrap()).collect();
        assert!(subjects.contains(&"appeal_result") && !subjects.contains(&"vedtak_ending"), "{subjects:?}");

        let assessment = completed_assessment(&app, app.world.astrid);
        let mut anew = drafting(&app, "home_nursing", assessment);
        anew["content"]["replaces"] = json!(path.rsplit('/').next());
        anew["content"]["from"] = json!("2026-12-21");
        anew["content"]["frame"] = json!({ "kind": "minutesPerWeek", "from": 420, "to": 600 });
        let (new, tag) = submitted(&app, app.world.astrid, &anew);
        sign(&app.sign_in("liv"), &new, &tag).expect(200);
        assert_eq!(cato.get(&path).expect(200).body["state"], "revoked");
    }
);

on_both!(
    /// An annulled refusal gave nothing that could go on: no day is asked for, and a new vedtak is a task.
    fn an_annulled_refusal_asks_for_no_day(app) {
        let (path, steps) = forwarded(&app, "refuse");
        let cato = app.sign_in("cato");
        let done = annul(&cato, &steps, Value::Null).expect(200);
        assert_eq!(done.body["followed"], Value::Null);
        assert_eq!(cato.get(&path).expect(200).body["state"], "revoked");
    }
);

on_both!(
    /// Confirmed, the vedtak stands; the appeal is kept with its result.
    fn a_confirmed_vedtak_stands(app) {
        let (path, steps) = forwarded(&app, "grant");
        let cato = app.sign_in("cato");
        let step = json!({ "state": "decided", "result": "confirmed", "text": "Stadfestet." });
        let done = cato.post(&steps, &step).expect(200);
        assert_eq!(done.body["answerUntil"], Value::Null);
        assert_eq!(cato.get(&path).expect(200).body["state"], "signed");
        assert_eq!(cato.get(&format!("{path}/appeals")).expect(200).body["items"][0]["steps"][2]["result"], "confirmed");
    }
);
