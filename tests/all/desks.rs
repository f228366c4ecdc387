//! What lies on a unit's desk: prepared where the application was sent, signed there or sent on, open to
//! that unit as a case until it is final, and found by its deadline (SEC-2, R-VED-4, R-VED-9).

use serde_json::{Value, json};
use tests::{Client, TestApp, decide::*, on_both};

/// An application for a place at the day centre, sent to the office; gives its id.
fn routed(app: &TestApp) -> uuid::Uuid {
    let path = format!("/teams/{}/charter", app.world.skullerud);
    let liv = app.sign_in("liv");
    let tag = liv.get(&path).expect(200).etag();
    liv.if_match(&tag)
        .put(&path, &json!({ "model": "model_1", "area": ["1188"] }))
        .expect(200);
    let cato = app.sign_in("cato");
    let content = json!({
        "service": "day_centre", "channel": "phone", "receivedOn": "2026-11-20", "sender": "kin",
        "senderName": "Anne Bøe", "request": "Mor er mye alene.",
    });
    let input = json!({ "citizen": app.world.astrid, "content": content });
    let id = cato.post("/applications", &input).expect(201).id();
    cato.post(&format!("/applications/{id}/routing"), &json!({}))
        .expect(200);
    id
}

/// Oda's draft that answers it.
fn answer(app: &TestApp, application: uuid::Uuid) -> Value {
    let assessment = completed_assessment(app, app.world.astrid);
    let mut draft = drafting(app, "day_centre", assessment);
    draft["application"] = json!(application);
    draft["caseWorker"] = json!(app.world.employee("oda"));
    draft["responsibleNurse"] = Value::Null;
    draft
}

fn mine(client: &Client, unit: impl std::fmt::Display) -> Vec<String> {
    let page = client
        .get(&format!("/teams/{unit}/tasks?holder=me&state=open"))
        .expect(200);
    let items = page.body["items"].as_array().unwrap();
    items
        .iter()
        .map(|task| task["subject"].as_str().unwrap().to_owned())
        .collect()
}

fn sent_in(oda: &Client, path: &str) -> String {
    let tag = oda.get(path).expect(200).etag();
    oda.if_match(&tag)
        .post(&format!("{path}/submission"), &Value::Null)
        .expect(200)
        .etag()
}

/// Prepared, sent in and signed at the office; gives its path.
fn decided(app: &TestApp) -> String {
    pass_on(app, root(app), "olav", json!(["day_centre"]));
    let application = routed(app);
    let oda = app.sign_in("oda");
    let path = begun(&oda, app.world.astrid, &answer(app, application));
    let said = json!({ "role": "case_worker", "text": "Vilkårene er oppfylt." });
    oda.post(&format!("{path}/statements"), &said).expect(200);
    let tag = sent_in(&oda, &path);
    sign(&app.sign_in("olav"), &path, &tag).expect(200);
    path
}

on_both!(
    /// R-VED-4, R-TEAM-6: what the office prepares waits for the office's leader, comes back to the
    /// office, and is told to the citizen from there.
    fn what_an_office_prepares_stays_on_its_desk(app) {
        pass_on(&app, root(&app), "olav", json!(["day_centre"]));
        let application = routed(&app);
        let (oda, olav, liv) = (app.sign_in("oda"), app.sign_in("olav"), app.sign_in("liv"));
        let path = begun(&oda, app.world.astrid, &answer(&app, application));
        assert_eq!(oda.get(&path).expect(200).body["handlingUnit"], json!(app.world.office));
        let said = json!({ "role": "case_worker", "text": "Vilkårene er oppfylt." });
        oda.post(&format!("{path}/statements"), &said).expect(200);
        oda.get(&format!("{path}/letter-preview.pdf")).expect(200);
        let tag = sent_in(&oda, &path);
        olav.get(&format!("{path}/letter-preview.pdf")).expect(200);
        assert!(mine(&olav, app.world.office).contains(&"vedtak_signature".to_owned()));
        assert!(!mine(&liv, app.world.skullerud).contains(&"vedtak_signature".to_owned()));
        let back = json!({ "comment": "Skriv hvilke dager." });
        let returned = olav.if_match(&tag).post(&format!("{path}/return"), &back).expect(200);
        assert_eq!(returned.body["handlingUnit"], json!(app.world.office));
        assert!(mine(&oda, app.world.office).contains(&"vedtak_returned".to_owned()));
        let tag = sent_in(&oda, &path);
        let signed = sign(&olav, &path, &tag).expect(200);
        assert_eq!(signed.body["state"], "signed");
        assert!(mine(&oda, app.world.office).contains(&"vedtak_notice".to_owned()));
        let application = oda.get(&format!("/applications/{application}")).expect(200);
        assert_eq!(application.body["decidedBy"], json!(signed.id()));
    }
);

on_both!(
    /// SEC-2: a case on the desk opens the application, the vedtak and what they build on, to be read;
    /// not the rest of the record, and nothing to write in it.
    fn a_case_on_the_desk_opens_the_case_and_no_more(app) {
        let astrid = app.world.astrid;
        let oda = app.sign_in("oda");
        oda.get(&format!("/citizens/{astrid}")).expect(404);
        let application = routed(&app);
        let assessment = completed_assessment(&app, astrid);
        for open in [
            format!("/applications/{application}"), format!("/citizens/{astrid}"),
            format!("/citizens/{astrid}/contacts"), format!("/citizens/{astrid}/assessments"),
            format!("/assessments/{assessment}"), format!("/citizens/{astrid}/tiltaksplan"),
            format!("/citizens/{astrid}/tiltaksplan/frame"), format!("/citizens/{astrid}/vedtak"),
            format!("/citizens/{astrid}/provisional-services"), format!("/citizens/{astrid}/provider-choices"),
        ] {
            oda.get(&open).expect(200);
        }
        for closed in ["timeline", "thread", "contact-notes", "tiltaksplan/history", "tiltaksplan/check",
                       "declined-employees", "reablement-courses", "transfers"] {
            let refused = oda.get(&format!("/citizens/{astrid}/{closed}")).expect(403);
            assert_eq!(refused.codes(), ["only-the-case"], "{closed}");
        }
        oda.get(&format!("/assessments/{assessment}/versions")).expect(403);
        let tag = oda.get(&format!("/citizens/{astrid}")).expect(200).etag();
        let refused = oda.if_match(&tag).put(&format!("/citizens/{astrid}"), &json!({})).expect(403);
        assert_eq!(refused.codes(), ["read-only-relation"]);
        // Another office's case worker, and this one when the application is taken back: nothing.
        app.sign_in("nina").get(&format!("/applications/{application}")).expect(404);
        oda.post(&format!("/applications/{application}/withdrawal"), &Value::Null).expect(200);
        oda.get(&format!("/citizens/{astrid}")).expect(404);
        oda.get(&format!("/applications/{application}")).expect(404);
    }
);

on_both!(
    /// SEC-2, R-VED-9: the unit that decided tells the citizen and answers the appeal, and has access
    /// until the vedtak is final: the time to appeal is over and no appeal is open.
    fn the_unit_that_decided_has_the_case_until_it_is_final(app) {
        let path = decided(&app);
        let oda = app.sign_in("oda");
        let told = json!({ "channel": "letter", "sentOn": "2026-11-23", "arrivedOn": "2026-11-23" });
        let notice = oda.post(&format!("{path}/notification"), &told).expect(201);
        assert_eq!(notice.body["appealUntil"], "2026-12-21");
        app.at("2026-12-21T09:00:00Z");
        let oda = app.sign_in("oda");
        let appeal = json!({ "appellant": "citizen", "receivedOn": "2026-12-21", "grounds": "Vil ha to dager." });
        let appeal = oda.post(&format!("{path}/appeals"), &appeal).expect(201);
        assert_eq!(appeal.body["answerUntil"], "2027-01-18");
        assert!(mine(&oda, app.world.office).contains(&"appeal_forwarding".to_owned()));
        app.at("2026-12-22T09:00:00Z");
        let oda = app.sign_in("oda");
        oda.get(&path).expect(200);
        let steps = format!("/appeals/{}/steps", appeal.id());
        for (state, result) in [("upheld", Value::Null), ("forwarded", Value::Null), ("decided", json!("confirmed"))] {
            let step = json!({ "state": state, "text": "Vurdert.", "result": result });
            oda.post(&steps, &step).expect(200);
        }
        // Decided, and the time is over: final. The team goes on.
        oda.get(&path).expect(404);
        oda.get(&format!("/citizens/{}", app.world.astrid)).expect(404);
        app.sign_in("cato").get(&path).expect(200);
    }
);

on_both!(
    /// SEC-2: without an appeal it is final the day after the last day to appeal.
    fn a_vedtak_nobody_appeals_is_final_when_the_time_is_over(app) {
        let path = decided(&app);
        let told = json!({ "channel": "digital", "sentOn": "2026-11-23", "arrivedOn": "2026-11-23" });
        app.sign_in("oda").post(&format!("{path}/notification"), &told).expect(201);
        app.at("2026-12-21T22:00:00Z");
        app.sign_in("oda").get(&path).expect(200);
        app.at("2026-12-21T23:30:00Z");
        app.sign_in("oda").get(&path).expect(404);
    }
);

on_both!(
    /// R-VED-10: the queue is asked for what falls due: to sign, to tell of, an appeal to answer.
    fn the_queue_is_asked_by_what_falls_due(app) {
        pass_on(&app, root(&app), "liv", json!(["home_nursing"]));
        let assessment = completed_assessment(&app, app.world.astrid);
        let (path, tag) = submitted(&app, app.world.astrid, &drafting(&app, "home_nursing", assessment));
        let einars = completed_assessment(&app, app.world.einar);
        begun(&app.sign_in("cato"), app.world.einar, &drafting(&app, "home_nursing", einars));
        let due = |day: &str| {
            let page = app.sign_in("kari").get(&format!("/vedtak?team={}&due={day}", app.world.skullerud));
            page.expect(200).body["items"].as_array().unwrap().len()
        };
        assert_eq!([due("2026-11-29"), due("2026-11-30")], [0, 1], "to be signed within seven days");
        sign(&app.sign_in("liv"), &path, &tag).expect(200);
        assert_eq!([due("2026-11-29"), due("2026-11-30")], [0, 1], "to be told of within seven days");
        let told = json!({ "channel": "letter", "sentOn": "2026-11-23", "arrivedOn": "2026-11-23" });
        let cato = app.sign_in("cato");
        cato.post(&format!("{path}/notification"), &told).expect(201);
        assert_eq!([due("2026-12-21"), due("2027-05-31")], [0, 1], "about to end");
        let appeal = json!({ "appellant": "citizen", "receivedOn": "2026-11-23", "grounds": "For lite." });
        cato.post(&format!("{path}/appeals"), &appeal).expect(201);
        assert_eq!([due("2026-12-20"), due("2026-12-21")], [0, 1], "an appeal to answer");
        let kari = app.sign_in("kari");
        kari.get("/vedtak?due=1066-10-14").expect(422);
        kari.get("/vedtak?due=soon").expect(400);
    }
);

on_both!(
    /// R-CIT-7, SEC-2: an application that waits goes with the citizen to the new team, and the old one's
    /// access ends.
    fn an_application_goes_with_the_citizen_to_the_new_team(app) {
        let cato = app.sign_in("cato");
        let content = json!({
            "service": "home_nursing", "channel": "phone", "receivedOn": "2026-11-20", "sender": "citizen",
            "request": "Hjelp til insulin.",
        });
        let input = json!({ "citizen": app.world.astrid, "content": content });
        let path = format!("/applications/{}", cato.post("/applications", &input).expect(201).id());
        let move_her = json!({ "to": app.world.bogerud, "movesOn": "2026-11-25", "reason": "Flytter", "points": [] });
        let asked = app.sign_in("kari")
            .post(&format!("/citizens/{}/transfers", app.world.astrid), &move_her).expect(201);
        app.sign_in("nina").if_match(&asked.etag())
            .post(&format!("/transfers/{}/acceptance", asked.id()), &json!({})).expect(200);
        app.at("2026-11-25T02:00:00Z");
        app.database().move_citizens("2026-11-25T02:00:00Z".parse().unwrap()).unwrap();
        let cato = app.sign_in("cato");
        cato.get(&path).expect(404);
        cato.get(&format!("/citizens/{}", app.world.astrid)).expect(404);
        let found = app.sign_in("nina").get(&path).expect(200);
        assert_eq!(found.body["unit"], json!(app.world.bogerud));
    }
);
