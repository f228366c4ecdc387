//! The bad input of decisions: each missing or contradictory item by name and place, a service that
//! nobody may decide, a signer without the role (R-VED-3, R-VED-4, R-VED-6, R-VED-7).

use serde_json::{Value, json};
use tests::{Reply, TestApp, decide::*, on_both};
use uuid::Uuid;

/// A complete frame vedtak for Astrid, from Cato.
fn complete(app: &TestApp) -> Value {
    let assessment = completed_assessment(app, app.world.astrid);
    let mut draft = drafting(app, "home_nursing", assessment);
    draft["content"]["form"] = json!("frame");
    draft["content"]["frameCheck"] = json!({
        "clearToAStranger": true, "by": app.world.employee("cato"), "comment": "Tid og formål står der.",
    });
    draft
}

/// Begins it, lets whoever may state do so, and sends it in.
fn sent_in(app: &TestApp, draft: &Value) -> Reply {
    let cato = app.sign_in("cato");
    let path = begun(&cato, app.world.astrid, draft);
    for (who, role) in [("cato", "case_worker"), ("kari", "responsible_nurse")] {
        let said = json!({ "role": role, "text": "Enig." });
        app.sign_in(who).post(&format!("{path}/statements"), &said);
    }
    let tag = cato.get(&path).expect(200).etag();
    cato.if_match(&tag)
        .post(&format!("{path}/submission?dryRun=true"), &Value::Null)
}

/// `code at pointer` of every fault.
fn told(reply: Reply) -> Vec<String> {
    let faults = reply.expect(422).errors();
    faults
        .into_iter()
        .map(|(_, code, at)| format!("{code} {at}"))
        .collect()
}

on_both!(
    /// R-VED-6: what is whole is accepted; without any one item, that item is named and nothing else.
    fn each_missing_item_is_named(app) {
        root(&app);
        let whole = complete(&app);
        sent_in(&app, &whole).expect(200);
        for (item, value) in [
            ("outcome", Value::Null), ("frame", Value::Null), ("from", Value::Null),
            ("assessment", Value::Null), ("purpose", json!(" ")), ("facts", json!("")),
            ("reasoning", json!("")), ("citizenView", json!("")), ("kinView", json!("")),
            ("legalBasis", json!([])), ("ownPayment", Value::Null), ("appealInformation", json!("")),
            ("frameCheck", Value::Null),
        ] {
            let mut draft = whole.clone();
            draft["content"][item] = value;
            assert_eq!(told(sent_in(&app, &draft)), [format!("item-missing /content/{item}")]);
        }
        let mut open = whole.clone();
        open["content"]["until"] = Value::Null;
        assert_eq!(told(sent_in(&app, &open)), ["item-missing /content/period"]);
        for (outcome, item) in [("partial", "alternatives"), ("change", "replaces")] {
            let mut draft = whole.clone();
            draft["content"]["outcome"] = json!(outcome);
            assert_eq!(told(sent_in(&app, &draft)), [format!("item-missing /content/{item}")]);
        }
        for (field, code) in [
            ("caseWorker", "case-worker-missing /caseWorker"),
            ("responsibleNurse", "responsible-nurse-missing /responsibleNurse"),
        ] {
            let mut draft = whole.clone();
            draft[field] = Value::Null;
            assert_eq!(told(sent_in(&app, &draft)), [code]);
        }
        let mut silent = whole;
        silent["responsibleNurse"] = json!(app.world.employee("siri"));
        assert_eq!(told(sent_in(&app, &silent)), ["statement-missing /statements"]);
    }
);

on_both!(
    /// R-VED-3, R-VED-6, R-VED-7: what contradicts itself or the record is named, each thing.
    fn each_contradictory_item_is_named(app) {
        root(&app);
        let whole = complete(&app);
        let einars = completed_assessment(&app, app.world.einar);
        let minutes = |from: i32, to: i32| json!({ "kind": "minutesPerWeek", "from": from, "to": to });
        for (item, value, fault) in [
            ("frame", minutes(600, 300), "frame-reversed /content/frame"),
            ("frame", minutes(-5, 30), "frame-reversed /content/frame"),
            ("frame", minutes(0, 0), "frame-reversed /content/frame"),
            ("frame", json!({ "kind": "count", "count": 2 }), "frame-of-wrong-kind /content/frame"),
            ("until", json!("2026-11-30"), "period-reversed /content/until"),
            ("reviewOn", json!("2026-11-30"), "period-reversed /content/reviewOn"),
            ("assessment", json!(Uuid::max()), "assessment-of-another /content/assessment"),
            ("assessment", json!(einars), "assessment-of-another /content/assessment"),
            ("replaces", json!(Uuid::max()), "item-missing /content/replaces"),
            ("facts", json!("Smiler 👋"), "unprintable /content/facts"),
        ] {
            let mut draft = whole.clone();
            draft["content"][item] = value;
            assert_eq!(told(sent_in(&app, &draft)), [fault]);
        }
        let mut unclear = whole.clone();
        unclear["content"]["frameCheck"]["clearToAStranger"] = json!(false);
        assert_eq!(told(sent_in(&app, &unclear)), ["unclear-to-a-stranger /content/frameCheck"]);
        let mut unfit = whole;
        unfit["caseWorker"] = json!(app.world.employee("hanne"));
        unfit["responsibleNurse"] = json!(app.world.employee("per"));
        assert_eq!(told(sent_in(&app, &unfit)), [
            "not-a-case-worker /caseWorker", "statement-missing /statements",
            "responsible-not-a-nurse /responsibleNurse", "statement-missing /statements",
        ]);
    }
);

on_both!(
    /// R-VED-1: a service that nobody may decide for the citizen's unit, and one that is none.
    fn a_service_that_the_unit_does_not_know_is_named(app) {
        root(&app);
        let mut practical = complete(&app);
        practical["content"]["service"] = json!("practical_assistance");
        assert_eq!(told(sent_in(&app, &practical)), ["service-unknown-to-unit /content/service"]);
        let all = format!("/citizens/{}/vedtak", app.world.astrid);
        let mut none = practical;
        none["content"]["service"] = json!("hotel");
        let refused = app.sign_in("cato").post(&all, &none).expect(400);
        assert_eq!(refused.errors()[0].2, "/content/service");
    }
);

on_both!(
    /// R-VED-6: an old or unfinished conversation carries no vedtak.
    fn an_assessment_is_completed_and_at_most_six_months_old(app) {
        root(&app);
        let mut whole = complete(&app);
        let draft = crate::known::draft(&app, &app.sign_in("kari"), &crate::known::conversation(&app));
        let completed = whole["content"]["assessment"].clone();
        whole["content"]["assessment"] = json!(draft.id());
        assert_eq!(told(sent_in(&app, &whole)), ["assessment-not-completed /content/assessment"]);
        whole["content"]["assessment"] = completed;
        app.at("2027-05-23T10:00:00Z");
        sent_in(&app, &whole).expect(200);
        app.at("2027-05-24T10:00:00Z");
        assert_eq!(told(sent_in(&app, &whole)), ["assessment-too-old /content/assessment"]);
    }
);

on_both!(
    /// R-VED-3, R-VED-4: whoever has no delegation is told so, whoever has no relation learns nothing,
    /// and nobody's try changes anything.
    fn a_signer_without_the_role_is_refused_with_every_reason(app) {
        pass_on(&app, root(&app), "liv", json!(["home_nursing"]));
        let (path, tag) = submitted(&app, app.world.astrid, &complete(&app));
        for (who, codes) in [
            ("hanne", vec!["no-delegation"]),
            ("siri", vec!["no-delegation"]),
            ("kari", vec!["signer-gave-statement", "no-delegation"]),
            ("cato", vec!["signer-changed-draft", "signer-gave-statement", "no-delegation"]),
        ] {
            let client = app.sign_in(who);
            assert_eq!(sign(&client, &path, &tag).expect(403).codes(), codes, "{who}");
            let trial = format!("{path}/signature?dryRun=true");
            assert_eq!(client.if_match(&tag).post(&trial, &Value::Null).expect(403).codes(), codes);
        }
        for who in ["nina", "olav", "vera", "admin", "auditor"] {
            sign(&app.sign_in(who), &path, &tag).expect(404);
        }
        let liv = app.sign_in("liv");
        assert_eq!(liv.get(&path).expect(200).etag(), tag);
        assert_eq!(liv.get(&path).expect(200).body["state"], "submitted");
    }
);

on_both!(
    /// R-VED-3, R-VED-7, API-3: two write in one draft, a stale save is refused with the present tag, and
    /// the check of a frame is answered by the one who writes it down.
    fn a_draft_is_written_by_several_and_a_stale_save_is_refused(app) {
        let cato = app.sign_in("cato");
        let whole = complete(&app);
        let path = begun(&cato, app.world.astrid, &whole);
        let seen = cato.get(&path).expect(200).etag();
        let mut hers = whole.clone();
        hers["content"]["facts"] = json!("Får insulin morgen og kveld.");
        let kari = app.sign_in("kari");
        let saved = kari.if_match(&seen).put(&path, &hers).expect(200);
        let mut his = whole.clone();
        his["content"]["purpose"] = json!("Bo hjemme.");
        let stale = cato.if_match(&seen).put(&path, &his).expect(412);
        assert_eq!(stale.etag(), saved.etag(), "the present tag is in the answer");
        let editors = cato.get(&path).expect(200).body["editors"].as_array().unwrap().len();
        assert_eq!(editors, 2);
        // Kari leaves Cato's answer as it stands, but cannot answer in his name.
        hers["content"]["frameCheck"]["comment"] = json!("Helt tydelig.");
        let refused = kari.if_match(&saved.etag()).put(&path, &hers).expect(422);
        assert_eq!(refused.codes(), ["frame-check-of-another"]);
        hers["content"]["frameCheck"]["by"] = json!(app.world.employee("kari"));
        kari.if_match(&saved.etag()).put(&path, &hers).expect(200);
    }
);

on_both!(
    /// R-VED-3: what was changed after somebody stated is seen by the one who is to sign.
    fn a_statement_on_other_words_is_seen_as_such(app) {
        let cato = app.sign_in("cato");
        let whole = complete(&app);
        let path = begun(&cato, app.world.astrid, &whole);
        stated(&app, &path);
        let seen = cato.get(&path).expect(200);
        assert_eq!(seen.body["statedBefore"], json!([]));
        let mut changed = whole.clone();
        changed["content"]["facts"] = json!("Får insulin tre ganger om dagen.");
        app.at("2026-11-23T10:00:00Z");
        let cato = app.sign_in("cato");
        let saved = cato.if_match(&seen.etag()).put(&path, &changed).expect(200);
        assert_eq!(saved.body["statedBefore"], json!(["case_worker", "responsible_nurse"]));
        let said = json!({ "role": "responsible_nurse", "text": "Fortsatt enig." });
        app.at("2026-11-23T10:05:00Z");
        app.sign_in("kari").post(&format!("{path}/statements"), &said).expect(200);
        assert_eq!(app.sign_in("liv").get(&path).expect(200).body["statedBefore"], json!(["case_worker"]));
    }
);
