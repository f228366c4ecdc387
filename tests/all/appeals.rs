//! After the signature: letter, notice, appeal, the refusal in the log, figures on forms (R-VED-7,
//! R-VED-8, R-VED-9, R-VED-10).

use serde_json::{Value, json};
use tests::{Client, TestApp, decide::*, on_both};

/// A vedtak signed by Liv today; gives its path.
fn signed(app: &TestApp) -> String {
    pass_on(app, root(app), "liv", json!(["home_nursing"]));
    let assessment = completed_assessment(app, app.world.astrid);
    let drafting = drafting(app, "home_nursing", assessment);
    let (path, tag) = submitted(app, app.world.astrid, &drafting);
    sign(&app.sign_in("liv"), &path, &tag).expect(200);
    path
}

fn subjects(client: &Client, app: &TestApp) -> Vec<String> {
    let page = client
        .get(&format!("/teams/{}/tasks?state=open", app.world.skullerud))
        .expect(200);
    let items = page.body["items"].as_array().unwrap().clone();
    items
        .iter()
        .map(|task| task["subject"].as_str().unwrap().to_owned())
        .collect()
}

fn appeal(received: &str) -> Value {
    json!({ "appellant": "citizen", "receivedOn": received, "grounds": "For lite hjelp." })
}

on_both!(
    /// R-VED-8: the letter is made once, at the signature, and served as it was ever after.
    fn a_letter_is_made_at_the_signature_and_never_changes(app) {
        let path = signed(&app);
        let kari = app.sign_in("kari");
        let file = format!("{path}/letter.pdf");
        let letter = kari.get(&file).expect(200);
        assert_eq!(letter.header("content-type"), Some("application/pdf"));
        assert!(letter.bytes.starts_with(b"%PDF-"));
        let text = String::from_utf8_lossy(&letter.bytes).into_owned();
        assert!(text.contains("pdfaid:conformance>A") && text.contains("/StructTreeRoot"));
        kari.with("if-none-match", &letter.etag()).get(&file).expect(304);
        app.at("2027-03-01T09:00:00Z");
        let kari = app.sign_in("kari");
        let again = kari.get(&file).expect(200);
        assert_eq!((again.bytes == letter.bytes, again.etag()), (true, letter.etag()));
        app.sign_in("nina").get(&file).expect(404);
        let assessment = completed_assessment(&app, app.world.einar);
        let draft = begun(&app.sign_in("cato"), app.world.einar, &drafting(&app, "home_nursing", assessment));
        kari.get(&format!("{draft}/letter.pdf")).expect(404);
    }
);

on_both!(
    /// WEB-6: whoever writes or signs sees the letter as it will look, until there is a real one.
    fn the_letter_can_be_seen_before_it_is_signed(app) {
        let assessment = completed_assessment(&app, app.world.einar);
        let mut half = drafting(&app, "home_nursing", assessment);
        half["content"]["facts"] = json!("Smiler 👋");
        half["content"]["outcome"] = json!(null);
        let cato = app.sign_in("cato");
        let preview = format!("{}/letter-preview.pdf", begun(&cato, app.world.einar, &half));
        let seen = cato.get(&preview).expect(200);
        assert_eq!(seen.header("content-type"), Some("application/pdf"));
        assert!(seen.bytes.starts_with(b"%PDF-"));
        cato.with("if-none-match", &seen.etag()).get(&preview).expect(304);
        app.sign_in("nina").get(&preview).expect(404);
        cato.get(&format!("{}/letter-preview.pdf", signed(&app))).expect(404);
    }
);

on_both!(
    /// R-VED-8: what no letter can show is refused before it is submitted, with its place.
    fn what_a_letter_cannot_show_is_refused_at_submission(app) {
        root(&app);
        let assessment = completed_assessment(&app, app.world.astrid);
        let mut draft = drafting(&app, "home_nursing", assessment);
        draft["content"]["facts"] = json!("Smiler 👋");
        let cato = app.sign_in("cato");
        let path = begun(&cato, app.world.astrid, &draft);
        stated(&app, &path);
        let tag = cato.get(&path).expect(200).etag();
        let refused = cato.if_match(&tag).post(&format!("{path}/submission"), &Value::Null).expect(422);
        assert_eq!(refused.codes(), ["unprintable"]);
        assert_eq!(refused.errors()[0].2, "/content/facts");
    }
);

on_both!(
    /// R-VED-9, R-VED-10: the arrival starts the clock; a late appeal is kept and flagged; own
    /// reassessment, statement, result, each dated; a correction of the arrival asks again.
    fn an_appeal_in_time_or_late_is_kept_and_goes_its_way(app) {
        let path = signed(&app);
        let cato = app.sign_in("cato");
        assert!(subjects(&cato, &app).contains(&"vedtak_notice".to_owned()));
        let notice = format!("{path}/notification");
        let wrong = json!({ "channel": "letter", "sentOn": "2026-11-22", "arrivedOn": "2026-11-21" });
        assert_eq!(
            cato.post(&notice, &wrong).expect(422).codes(),
            ["notice-before-signature", "notice-arrived-before-sent"]
        );
        let appeals = format!("{path}/appeals");
        // Before anybody knows when the letter came, an appeal is neither late nor in time.
        let early = cato.post(&appeals, &appeal("2026-11-23")).expect(201);
        assert_eq!((&early.body["inTime"], &early.body["late"]), (&Value::Null, &json!(false)));
        app.at("2026-12-30T09:00:00Z");
        let cato = app.sign_in("cato");
        let told = json!({ "channel": "letter", "sentOn": "2026-11-24", "arrivedOn": "2026-11-26" });
        let told = cato.post(&notice, &told).expect(201);
        assert_eq!(told.body["appealUntil"], "2026-12-24");
        assert!(!subjects(&cato, &app).contains(&"vedtak_notice".to_owned()));
        let late = cato.post(&appeals, &json!({
            "appellant": "proxy", "appellantName": "Anne Bøe", "authority": "Sak 26/114",
            "receivedOn": "2026-12-28", "grounds": "Mor får for lite hjelp.",
        })).expect(201);
        assert_eq!((&late.body["inTime"], &late.body["late"]), (&json!(false), &json!(true)));
        let listed = cato.get(&appeals).expect(200);
        assert_eq!(listed.body["items"][0]["inTime"], true, "asked again: {}", listed.body);
        // The arrival was wrong: corrected, the late one is in time.
        let right = json!({ "channel": "letter", "sentOn": "2026-11-24", "arrivedOn": "2026-12-01" });
        assert_eq!(cato.post(&notice, &right).expect(201).body["appealUntil"], "2026-12-29");
        assert_eq!(cato.get(&appeals).expect(200).body["items"][1]["inTime"], true);
        assert_eq!(cato.get(&notice).expect(200).body["items"].as_array().unwrap().len(), 2);

        let liv = app.sign_in("liv");
        assert!(subjects(&liv, &app).iter().any(|s| s == "appeal_reminder"), "due 21 December, told before");
        let steps = format!("/appeals/{}/steps", late.id());
        let step = |state: &str, text: &str| json!({ "state": state, "text": text });
        assert_eq!(cato.post(&steps, &step("forwarded", "Uttalelse")).expect(409).codes(), ["appeal-wrong-step"]);
        assert_eq!(cato.post(&steps, &step("upheld", " ")).expect(422).codes(), ["appeal-text-missing"]);
        cato.post(&steps, &step("upheld", "Vurdert på nytt, rammen er nok.")).expect(200);
        assert_eq!(
            cato.post(&steps, &step("reversed", "Ja")).expect(422).codes(),
            ["reversal-needs-vedtak"]
        );
        let sent = cato.post(&steps, &step("forwarded", "Vår uttalelse til Statsforvalteren.")).expect(200);
        assert_eq!(sent.body["steps"].as_array().unwrap().len(), 2);
        assert_eq!(cato.post(&steps, &step("decided", "Brev kom")).expect(422).codes(), ["appeal-result-missing"]);
        let mut result = step("decided", "Statsforvalteren ber oss vurdere kvelden på nytt.");
        result["result"] = json!("annulled");
        result["lastDay"] = json!("2027-01-20");
        let decided = cato.post(&steps, &result).expect(200);
        assert!(decided.body["steps"].as_array().unwrap().iter().all(|s| s["at"].is_string()));
        assert!(subjects(&cato, &app).contains(&"appeal_result".to_owned()));
        app.sign_in("nina").post(&steps, &result).expect(404);
        app.sign_in("nina").get(&appeals).expect(404);
    }
);

on_both!(
    /// R-VED-9: what is wrong with an appeal is named, every item; on a draft there is nothing to appeal.
    fn a_wrong_appeal_is_refused_with_every_reason(app) {
        let path = signed(&app);
        let cato = app.sign_in("cato");
        let wrong = json!({ "appellant": "proxy", "receivedOn": "2026-11-22", "grounds": " " });
        assert_eq!(
            cato.post(&format!("{path}/appeals"), &wrong).expect(422).codes(),
            ["appeal-day", "appeal-grounds-missing", "appellant-missing", "proxy-missing"]
        );
        let assessment = completed_assessment(&app, app.world.einar);
        let draft = begun(&cato, app.world.einar, &drafting(&app, "home_nursing", assessment));
        let none = cato.post(&format!("{draft}/appeals"), &appeal("2026-11-23")).expect(409);
        assert_eq!(none.codes(), ["nothing-to-appeal"]);
        assert_eq!(cato.get(&format!("{path}/appeals")).expect(200).body["items"], json!([]));
    }
);

on_both!(
    /// R-VED-9, R-VED-11: the unit reverses its own vedtak by a new one that takes its place.
    fn a_unit_reverses_its_own_vedtak_by_a_new_one(app) {
        let path = signed(&app);
        let cato = app.sign_in("cato");
        let made = cato.post(&format!("{path}/appeals"), &appeal("2026-11-23")).expect(201);
        let earlier = cato.get(&path).expect(200).id();
        let assessment = completed_assessment(&app, app.world.astrid);
        let mut more = drafting(&app, "home_nursing", assessment);
        more["content"]["replaces"] = json!(earlier);
        more["content"]["from"] = json!("2026-12-15");
        more["content"]["frame"] = json!({ "kind": "minutesPerWeek", "from": 420, "to": 600 });
        let (new, tag) = submitted(&app, app.world.astrid, &more);
        let steps = format!("/appeals/{}/steps", made.id());
        let id = cato.get(&new).expect(200).id();
        let reversal = json!({ "state": "reversed", "text": "Mer hjelp om kvelden.", "vedtak": id });
        // Not before it is signed.
        assert_eq!(cato.post(&steps, &reversal).expect(422).codes(), ["reversal-needs-vedtak"]);
        sign(&app.sign_in("liv"), &new, &tag).expect(200);
        assert_eq!(cato.post(&steps, &reversal).expect(200).body["state"], "reversed");
        assert_eq!(cato.get(&path).expect(200).body["state"], "replaced");
        assert!(!subjects(&cato, &app).contains(&"appeal_forwarding".to_owned()));
    }
);

on_both!(
    /// SEC-9, R-VED-4: a signature that was refused leaves a line in the log, each time.
    fn a_refused_signature_leaves_a_line_in_the_log(app) {
        root(&app);
        let assessment = completed_assessment(&app, app.world.astrid);
        let (path, tag) = submitted(&app, app.world.astrid, &drafting(&app, "home_nursing", assessment));
        let per = app.sign_in("per");
        assert_eq!(sign(&per, &path, &tag).expect(403).codes(), ["no-delegation"]);
        sign(&per, &path, &tag).expect(403);
        let log = app.sign_in("auditor").get(&format!("/citizens/{}/access-log", app.world.astrid)).expect(200);
        let refused = log.body["items"].as_array().unwrap().iter()
            .filter(|line| line["action"] == "refused" && line["document"] == "vedtakSignature")
            .count();
        assert_eq!(refused, 2, "{}", log.body);
    }
);

on_both!(
    /// R-VED-7: returns, failed checks and appeals per form are figures.
    fn figures_tell_frame_vedtak_from_detailed_ones(app) {
        let path = signed(&app);
        let cato = app.sign_in("cato");
        cato.post(&format!("{path}/appeals"), &appeal("2026-11-23")).expect(201);
        let assessment = completed_assessment(&app, app.world.einar);
        let mut unclear = drafting(&app, "home_nursing", assessment);
        unclear["content"]["form"] = json!("frame");
        unclear["content"]["frameCheck"] = json!({
            "clearToAStranger": false, "by": app.world.employee("cato"), "comment": "Når på dagen?",
        });
        let draft = begun(&cato, app.world.einar, &unclear);
        let tag = cato.get(&draft).expect(200).etag();
        cato.if_match(&tag).put(&draft, &unclear).expect(200);
        unclear["content"]["frameCheck"]["clearToAStranger"] = json!(true);
        let (other, tag) = submitted(&app, app.world.einar, &unclear);
        let back = json!({ "comment": "Skriv hvor ofte." });
        app.sign_in("liv").if_match(&tag).post(&format!("{other}/return"), &back).expect(200);
        let figures = format!("/teams/{}/figures/vedtak-forms", app.world.skullerud);
        let found = cato.get(&figures).expect(200);
        let form = |n: usize, what: &str| found.body["forms"][n][what].as_i64().unwrap();
        let row = |n| ["submitted", "signed", "returned", "checkFailed", "appealed"].map(|what| form(n, what));
        assert_eq!(found.body["forms"][0]["form"], "frame");
        assert_eq!(row(0), [1, 0, 1, 1, 0], "kept twice unclear, the check failed once");
        assert_eq!(row(1), [1, 1, 0, 0, 1]);
        let none = cato.get(&format!("{figures}?from=2026-01-01&to=2026-02-01")).expect(200);
        assert_eq!(none.body["forms"][1]["signed"], 0);
        cato.get(&format!("{figures}?from=2026-02-01&to=2026-01-01")).expect(422);
        app.sign_in("nina").get(&figures).expect(403);
    }
);
