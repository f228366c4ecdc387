//! What waits for an answer is not forgotten, and what was given meanwhile does not go on beside another
//! provider (R-VED-10, R-CIT-5).

use domain::ids::UnitId;
use serde_json::{Value, json};
use tests::{Client, TestApp, decide::*, on_both};

fn open_tasks(client: &Client, unit: impl std::fmt::Display) -> Vec<(String, String)> {
    let page = client
        .get(&format!("/teams/{unit}/tasks?state=open"))
        .expect(200);
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    let items = page.body["items"].as_array().unwrap();
    items
        .iter()
        .map(|t| (text(&t["subject"]), text(&t["due"]["at"])))
        .collect()
}

fn charter(app: &TestApp, model: &str) {
    let path = format!("/teams/{}/charter", app.world.skullerud);
    let liv = app.sign_in("liv");
    let tag = liv.get(&path).expect(200).etag();
    liv.if_match(&tag)
        .put(&path, &json!({ "model": model, "area": ["1188"] }))
        .expect(200);
}

fn applied(app: &TestApp, service: &str) -> String {
    let content = json!({
        "service": service, "channel": "digital", "receivedOn": "2026-11-20", "sender": "hospital",
        "senderName": "Ortopeden", "request": "Trenger hjelp hjemme.",
    });
    let input = json!({ "citizen": app.world.astrid, "content": content });
    let made = app
        .sign_in("cato")
        .post("/applications", &input)
        .expect(201);
    format!("/applications/{}", made.id())
}

/// A specialist team of the district.
fn specialists(app: &TestApp, name: &str) -> UnitId {
    let like = app
        .sign_in("kari")
        .get(&format!("/units/{}", app.world.office))
        .expect(200);
    let district: domain::ids::DistrictId =
        serde_json::from_value(like.body["district"]["id"].clone()).unwrap();
    let id: UnitId = persistence::new_id(tests::now());
    app.arrange(persistence::Streams::municipality(), |writer| {
        writer.insert_unit(&persistence::Unit {
            id,
            kind: domain::organisation::UnitKind::SpecialistTeam,
            name: name.to_owned(),
            district: Some((district, "Bydel Østensjø".to_owned())),
            base: (59.866, 10.836),
            version: 1,
        })
    });
    id
}

on_both!(
    /// R-TEAM-6, R-VED-1: Modell 2 sends a new citizen to the specialist team and one who qualifies to
    /// the dementia team; of two, one is named; BPA, care benefit, support contact, TT and respite go to
    /// their case workers at the office whatever the model.
    fn an_application_goes_to_specialists_and_case_workers(app) {
        charter(&app, "model_2");
        let assessing = specialists(&app, "Vurderingsteamet");
        let cato = app.sign_in("cato");
        let route = |path: &str, unit: Value| cato.post(&format!("{path}/routing"), &json!({ "unit": unit }));
        let new = applied(&app, "home_nursing");
        let routed = route(&new, Value::Null).expect(200);
        assert_eq!(routed.body["unit"], json!(assessing));
        let codes: Vec<&str> = routed.body["routings"][0]["reasons"].as_array().unwrap().iter()
            .map(|reason| reason["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["route-new-citizen", "case-worker-first"]);
        let dementia = specialists(&app, "Demensteamet");
        let content = json!({
            "service": "home_nursing", "channel": "phone", "receivedOn": "2026-11-20", "sender": "gp",
            "senderName": "Dr. Berg", "request": "Glemmer medisinen.", "qualifiesForDementiaTeam": true,
        });
        let input = json!({ "citizen": app.world.astrid, "content": content });
        let forgets = format!("/applications/{}", cato.post("/applications", &input).expect(201).id());
        let which = route(&forgets, Value::Null).expect(422);
        assert_eq!(which.codes(), ["route-which-unit"]);
        assert!(which.body["errors"][0]["message"].as_str().unwrap().contains("Demensteamet"));
        let routed = route(&forgets, json!(dementia)).expect(200);
        assert_eq!(routed.body["unit"], json!(dementia));
        assert_eq!(routed.body["routings"][0]["reasons"][0]["code"], "route-dementia");
        for service in ["bpa", "care_benefit", "support_contact", "tt_transport", "respite"] {
            let routed = route(&applied(&app, service), Value::Null).expect(200);
            assert_eq!(routed.body["unit"], json!(app.world.office), "{service}");
            assert_eq!(routed.body["routings"][0]["speciality"], service);
        }
        for service in ["short_term_stay", "long_term_stay", "day_centre", "sheltered_housing", "safety_alarm"] {
            let routed = route(&applied(&app, service), Value::Null).expect(200);
            assert_eq!(routed.body["unit"], json!(app.world.office), "{service}");
            assert_eq!(routed.body["routings"][0]["reasons"][0]["code"], "route-reserved");
        }
    }
);

on_both!(
    /// fvl § 11 a: the day that a preliminary answer promised becomes the next deadline; it goes along
    /// when the application is sent on, moves with a new promise, and is done with the vedtak.
    fn the_promised_day_is_remembered_until_the_vedtak(app) {
        charter(&app, "model_1");
        pass_on(&app, root(&app), "liv", json!(["home_nursing"]));
        let path = applied(&app, "home_nursing");
        let cato = app.sign_in("cato");
        let promise = |on: &str| {
            let body = json!({ "reason": "Venter på fastlegen.", "expectedOn": on });
            cato.post(&format!("{path}/preliminary-answer"), &body).expect(200);
        };
        let due = |on: &str| ("application_answer".to_owned(), on.to_owned());
        promise("2026-12-30");
        let waiting = open_tasks(&cato, app.world.skullerud);
        assert!(waiting.contains(&due("2026-12-30")), "{waiting:?}");
        assert!(waiting.iter().all(|(subject, _)| subject != "preliminary_answer"));
        promise("2027-01-15");
        let waiting = open_tasks(&cato, app.world.skullerud);
        assert!(waiting.contains(&due("2027-01-15")) && !waiting.contains(&due("2026-12-30")), "{waiting:?}");
        cato.post(&format!("{path}/routing"), &json!({})).expect(200);
        assert!(open_tasks(&cato, app.world.skullerud).contains(&due("2027-01-15")));
        let assessment = completed_assessment(&app, app.world.astrid);
        let mut draft = drafting(&app, "home_nursing", assessment);
        draft["application"] = json!(path.rsplit('/').next());
        let (vedtak, tag) = submitted(&app, app.world.astrid, &draft);
        sign(&app.sign_in("liv"), &vedtak, &tag).expect(200);
        let waiting = open_tasks(&cato, app.world.skullerud);
        assert!(waiting.iter().all(|(subject, _)| subject != "application_answer"), "{waiting:?}");
    }
);

on_both!(
    /// The promised day goes to the office with the application that belongs there.
    fn the_promised_day_goes_where_the_application_goes(app) {
        charter(&app, "model_1");
        let path = applied(&app, "day_centre");
        let cato = app.sign_in("cato");
        let body = json!({ "reason": "Venter på plass.", "expectedOn": "2026-12-30" });
        cato.post(&format!("{path}/preliminary-answer"), &body).expect(200);
        cato.post(&format!("{path}/routing"), &json!({})).expect(200);
        let due = ("application_answer".to_owned(), "2026-12-30".to_owned());
        assert!(open_tasks(&app.sign_in("oda"), app.world.office).contains(&due));
        assert!(!open_tasks(&cato, app.world.skullerud).contains(&due));
    }
);

on_both!(
    /// R-VED-6: a vedtak answers an application on its own service that waits, and no other.
    fn a_vedtak_answers_an_application_on_its_service_that_waits(app) {
        charter(&app, "model_1");
        root(&app);
        let cato = app.sign_in("cato");
        let other = applied(&app, "day_centre");
        cato.post(&format!("{other}/withdrawal"), &Value::Null).expect(200);
        let assessment = completed_assessment(&app, app.world.astrid);
        let mut draft = drafting(&app, "home_nursing", assessment);
        draft["application"] = json!(other.rsplit('/').next());
        let path = begun(&cato, app.world.astrid, &draft);
        stated(&app, &path);
        let tag = cato.get(&path).expect(200).etag();
        let refused = cato.if_match(&tag).post(&format!("{path}/submission"), &Value::Null).expect(422);
        assert_eq!(refused.codes(), ["application-of-other-service", "application-not-open"]);
        draft["application"] = json!(uuid::Uuid::max());
        let all = format!("/citizens/{}/vedtak", app.world.astrid);
        assert_eq!(cato.post(&all, &draft).expect(422).codes(), ["no-such-application"]);
    }
);

on_both!(
    /// R-CIT-5: what the team gave before the vedtak stops the day before another provider takes over,
    /// and its deadline with it; another service goes on.
    fn another_provider_ends_what_was_given_before_the_vedtak(app) {
        charter(&app, "model_1");
        let kari = app.sign_in("kari");
        let services = format!("/citizens/{}/provisional-services", app.world.astrid);
        let start = |service: &str| {
            let body = json!({ "service": service, "from": "2026-11-23", "until": "2026-12-06", "reason": "Haster." });
            kari.post(&services, &body).expect(201).id()
        };
        let practical = start("practical_assistance");
        start("home_nursing");
        let choice = json!({
            "service": "practical_assistance", "from": "2026-12-01",
            "provider": { "kind": "another", "name": "Hjemmehjelpen AS" },
        });
        let choices = format!("/citizens/{}/provider-choices", app.world.astrid);
        let made = kari.post(&choices, &choice).expect(201);
        assert_eq!(made.body["stopped"], json!([practical]));
        let of = |service: &str| {
            let listed = kari.get(&services).expect(200);
            let items = listed.body["items"].as_array().unwrap().clone();
            items.into_iter().find(|one| one["service"] == service).unwrap()
        };
        let stopped = of("practical_assistance");
        assert_eq!(stopped["lastDay"], "2026-11-30");
        assert!(stopped["stop"]["reason"].as_str().unwrap().contains("Hjemmehjelpen AS"));
        assert_eq!(of("home_nursing")["lastDay"], "2026-12-06");
        let open = open_tasks(&kari, app.world.skullerud);
        let provisional = open.iter().filter(|(subject, _)| subject == "provisional_service").count();
        assert_eq!(provisional, 1, "the other's: {open:?}");
        // One that ends before the other begins is left as it is.
        let later = json!({
            "service": "home_nursing", "from": "2026-12-24",
            "provider": { "kind": "another", "name": "Private pleiere AS" },
        });
        assert_eq!(kari.post(&choices, &later).expect(201).body["stopped"], json!([]));
        assert_eq!(of("home_nursing")["stop"], Value::Null);
        // Nor is it begun again beside the other.
        let beside = json!({ "service": "practical_assistance", "from": "2026-11-30", "until": "2026-12-05", "reason": "Igjen." });
        let refused = kari.post(&services, &beside).expect(422);
        assert_eq!(refused.codes(), ["provisional-other-provider", "provisional-already"]);
        assert!(refused.body["errors"][0]["message"].as_str().unwrap().contains("Hjemmehjelpen AS"));
    }
);
