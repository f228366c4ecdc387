//! Whoever must keep away from a case keeps away from all of it (R-VED-5, forvaltningsloven kap. II).

use serde_json::{Value, json};
use tests::{TestApp, decide::*, on_both};

/// Astrid's number in the test's world.
const ASTRIDS: &str = "10915596784";

fn is_astrid(app: &TestApp, who: &str) {
    let path = format!("/employees/{}/national-number", app.world.employee(who));
    app.sign_in("admin")
        .post(&path, &json!({ "nationalNumber": ASTRIDS }))
        .expect(204);
}

on_both!(
    /// An employee who is the citizen neither prepares nor states nor sends in her own case.
    fn nobody_prepares_her_own_case(app) {
        let assessment = completed_assessment(&app, app.world.astrid);
        let draft = drafting(&app, "home_nursing", assessment);
        let cato = app.sign_in("cato");
        let path = begun(&cato, app.world.astrid, &draft);
        is_astrid(&app, "cato");
        let all = format!("/citizens/{}/vedtak", app.world.astrid);
        assert_eq!(cato.post(&all, &draft).expect(403).codes(), ["is-the-citizen"]);
        let tag = cato.get(&path).expect(200).etag();
        let with = cato.if_match(&tag);
        let said = json!({ "role": "case_worker", "text": "Enig." });
        assert_eq!(with.put(&path, &draft).expect(403).codes(), ["is-the-citizen"]);
        for (step, body) in [("statements", said), ("submission", Value::Null), ("withdrawal", Value::Null)] {
            let refused = with.post(&format!("{path}/{step}"), &body).expect(403);
            assert_eq!(refused.codes(), ["is-the-citizen"], "{step}");
        }
        // Another's case is another's.
        let einars = completed_assessment(&app, app.world.einar);
        begun(&cato, app.world.einar, &drafting(&app, "home_nursing", einars));
    }
);

on_both!(
    /// A leader does not decide her own case, nor does anybody she leads; somebody else may, and that
    /// is said.
    fn nobody_decides_her_own_case_nor_her_leaders(app) {
        let root = root(&app);
        pass_on(&app, root, "liv", json!(["home_nursing"]));
        pass_on(&app, root, "siri", json!(["home_nursing"]));
        let assessment = completed_assessment(&app, app.world.astrid);
        let (path, tag) = submitted(&app, app.world.astrid, &drafting(&app, "home_nursing", assessment));
        is_astrid(&app, "liv");
        let liv = app.sign_in("liv");
        assert_eq!(sign(&liv, &path, &tag).expect(403).codes(), ["is-the-citizen"]);
        let back = json!({ "comment": "Gi meg mer." });
        let refused = liv.if_match(&tag).post(&format!("{path}/return"), &back).expect(403);
        assert_eq!(refused.codes(), ["is-the-citizen"]);
        assert_eq!(sign(&app.sign_in("siri"), &path, &tag).expect(403).codes(), ["superior-disqualified"]);
        let options = liv.get(&format!("{path}/signing-options")).expect(200);
        let who: Vec<&str> = options.body["whoMay"].as_array().unwrap().iter()
            .map(|may| may["name"].as_str().unwrap()).collect();
        assert_eq!(who, ["Bente Krog"]);
        app.sign_in("cato").post(&format!("{path}/handling-unit"), &json!({ "unit": app.world.bogerud })).expect(200);
        let tag = app.sign_in("bente").get(&path).expect(200).etag();
        sign(&app.sign_in("bente"), &path, &tag).expect(200);
    }
);

on_both!(
    /// SEC-12: administrators say whose number an employee has; nobody reads it back, and it is one
    /// person's.
    fn a_number_is_kept_as_a_hash_and_belongs_to_one(app) {
        let of = |who: &str| format!("/employees/{}/national-number", app.world.employee(who));
        let number = |text: &str| json!({ "nationalNumber": text });
        let admin = app.sign_in("admin");
        app.sign_in("liv").post(&of("cato"), &number(ASTRIDS)).expect(403);
        let wrong = admin.post(&of("cato"), &number("10915596785")).expect(422);
        assert_eq!(wrong.errors()[0].2, "/nationalNumber");
        admin.post(&format!("/employees/{}/national-number", uuid::Uuid::max()), &number(ASTRIDS)).expect(404);
        let kept = admin.post(&of("cato"), &number(ASTRIDS)).expect(204);
        assert!(kept.bytes.is_empty());
        admin.post(&of("cato"), &number(ASTRIDS)).expect(204);
        let taken = admin.post(&of("kari"), &number(ASTRIDS)).expect(409);
        assert_eq!(taken.codes(), ["number-of-another"]);
    }
);

on_both!(
    /// A relation that comes to light after the statement: nobody signs until somebody else has stated.
    fn a_statement_of_one_who_must_keep_away_stops_the_signature(app) {
        pass_on(&app, root(&app), "liv", json!(["home_nursing"]));
        let assessment = completed_assessment(&app, app.world.astrid);
        let mut draft = drafting(&app, "home_nursing", assessment);
        let (path, tag) = submitted(&app, app.world.astrid, &draft);
        let own = format!("/employees/{}/relations", app.world.employee("kari"));
        let kin = json!({ "citizen": app.world.astrid, "kind": "kin" });
        app.sign_in("kari").post(&own, &kin).expect(201);
        let liv = app.sign_in("liv");
        assert_eq!(sign(&liv, &path, &tag).expect(409).codes(), ["statement-of-disqualified"]);
        let back = json!({ "comment": "Siri må overta som tjenesteansvarlig." });
        let tag = liv.if_match(&tag).post(&format!("{path}/return"), &back).expect(200).etag();
        draft["responsibleNurse"] = json!(app.world.employee("siri"));
        let cato = app.sign_in("cato");
        cato.if_match(&tag).put(&path, &draft).expect(200);
        let said = json!({ "role": "responsible_nurse", "text": "Forsvarlig." });
        app.sign_in("siri").post(&format!("{path}/statements"), &said).expect(200);
        let tag = cato.get(&path).expect(200).etag();
        let again = cato.if_match(&tag).post(&format!("{path}/submission"), &Value::Null).expect(200);
        sign(&liv, &path, &again.etag()).expect(200);
    }
);

on_both!(
    /// A case worker who is kin neither sends an application on nor answers it, and gives no help before
    /// the vedtak.
    fn one_who_is_kin_keeps_away_from_applications_too(app) {
        let cato = app.sign_in("cato");
        let content = json!({
            "service": "home_nursing", "channel": "phone", "receivedOn": "2026-11-20",
            "sender": "citizen", "request": "Hjelp til insulin.",
        });
        let input = json!({ "citizen": app.world.astrid, "content": content });
        let path = format!("/applications/{}", cato.post("/applications", &input).expect(201).id());
        let own = format!("/employees/{}/relations", app.world.employee("cato"));
        cato.post(&own, &json!({ "citizen": app.world.astrid, "kind": "partner" })).expect(201);
        let answer = json!({ "reason": "Venter.", "expectedOn": "2026-12-30" });
        for (step, body) in [("routing", json!({})), ("preliminary-answer", answer), ("withdrawal", Value::Null)] {
            let refused = cato.post(&format!("{path}/{step}"), &body).expect(403);
            assert_eq!(refused.codes(), ["declared-relation"], "{step}");
        }
        let start = json!({ "service": "home_nursing", "from": "2026-11-23", "until": "2026-11-30", "reason": "Haster." });
        let services = format!("/citizens/{}/provisional-services", app.world.astrid);
        assert_eq!(cato.post(&services, &start).expect(403).codes(), ["declared-relation"]);
        assert_eq!(cato.get(&path).expect(200).body["state"], "received");
    }
);
