//! Applications and what is given until they are answered: registered, sent where the charter says,
//! served before the vedtak, chosen away (R-TEAM-6, R-CIT-5, R-VED-10).

use serde_json::{Value, json};
use tests::{Client, TestApp, decide::*, on_both};
use uuid::Uuid;

fn content(service: &str) -> Value {
    json!({
        "service": service, "channel": "phone", "receivedOn": "2026-11-20", "sender": "gp",
        "senderName": "Dr. Berg", "request": "Trenger hjelp til insulin.",
    })
}

fn applied(client: &Client, app: &TestApp, content: &Value) -> Uuid {
    let input = json!({ "citizen": app.world.astrid, "content": content });
    client.post("/applications", &input).expect(201).id()
}

/// Team Skullerud agrees on a model; its area holds Astrid's address.
fn charter(app: &TestApp, model: &str) {
    let path = format!("/teams/{}/charter", app.world.skullerud);
    let liv = app.sign_in("liv");
    let tag = liv.get(&path).expect(200).etag();
    let input = json!({ "model": model, "area": ["1188"] });
    liv.if_match(&tag).put(&path, &input).expect(200);
}

/// A tiltak every day from Monday 23 November.
fn daily(app: &TestApp, service: &str, slot: &str) -> Uuid {
    let tiltak = json!({
        "service": service, "description": "Insulin", "instruction": "Se prosedyren",
        "ownPart": "Måler selv", "competences": [], "minutes": 15, "employees": 1,
        "recurrence": "FREQ=DAILY", "exceptions": [], "slot": slot, "after": null, "goals": [],
        "window": { "from": "07:30:00", "until": "09:30:00", "preferred": "08:00:00" },
        "vedtak": null, "mustDo": false, "canWaitDays": 0, "performer": "team_member",
        "designedBy": null, "designReviewOn": null, "mastery": false, "start": "2026-11-23",
        "end": null,
    });
    let path = format!("/citizens/{}/tiltaksplan/tiltak", app.world.astrid);
    app.sign_in("kari").post(&path, &tiltak).expect(201).id()
}

fn tasks(client: &Client, app: &TestApp, unit: &str) -> Vec<(String, String)> {
    let unit = match unit {
        "office" => app.world.office,
        _ => app.world.skullerud,
    };
    let page = client
        .get(&format!("/teams/{unit}/tasks?state=open"))
        .expect(200);
    let items = page.body["items"].as_array().unwrap().clone();
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    items
        .iter()
        .map(|t| (text(&t["subject"]), text(&t["due"]["at"])))
        .collect()
}

on_both!(
    /// R-TEAM-6, R-VED-10: the charter's switches decide where it goes, the reasons stay with it, and
    /// the preliminary answer's task goes along until the answer is given.
    fn an_application_goes_where_the_charter_says_and_says_why(app) {
        charter(&app, "model_1");
        let cato = app.sign_in("cato");
        let id = applied(&cato, &app, &content("home_nursing"));
        let path = format!("/applications/{id}");
        let answer = ("preliminary_answer".to_owned(), "2026-12-20".to_owned());
        assert!(tasks(&cato, &app, "team").contains(&answer));
        let routed = cato.post(&format!("{path}/routing"), &json!({})).expect(200);
        assert_eq!(routed.body["unit"], json!(app.world.skullerud));
        let codes: Vec<&str> = routed.body["routings"][0]["reasons"].as_array().unwrap()
            .iter().map(|r| r["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["route-new-citizen", "case-worker-first"]);
        assert!(routed.body["why"][0].as_str().unwrap().contains("Modell 1"));
        assert_eq!(routed.body["answerDue"], "2026-12-20");

        // A reserved service goes to the office of the district, whose people then know of it.
        let olav = app.sign_in("olav");
        olav.get(&path).expect(404);
        let day = applied(&cato, &app, &content("day_centre"));
        let reserved = format!("/applications/{day}");
        let routed = cato.post(&format!("{reserved}/routing"), &json!({})).expect(200);
        assert_eq!(routed.body["unit"], json!(app.world.office));
        assert_eq!(routed.body["routings"][0]["reasons"][0]["code"], "route-reserved");
        olav.get(&reserved).expect(200);
        let listed = olav.get(&format!("/applications?unit={}", app.world.office)).expect(200);
        assert_eq!(listed.body["items"].as_array().unwrap().len(), 1);
        assert!(tasks(&olav, &app, "office").contains(&answer));
        let bpa = applied(&cato, &app, &content("bpa"));
        let special = cato.post(&format!("/applications/{bpa}/routing"), &json!({})).expect(200);
        assert_eq!(special.body["routings"][0]["speciality"], "bpa");
        assert_eq!(special.body["routings"][0]["reasons"][0]["code"], "route-speciality");

        let oda = app.sign_in("oda");
        let given = json!({ "reason": "Venter på fastlegen.", "expectedOn": "2026-12-30" });
        let said = oda.post(&format!("{reserved}/preliminary-answer"), &given).expect(200);
        assert_eq!(said.body["answerDue"], Value::Null);
        let back = oda.post(&format!("{reserved}/withdrawal"), &Value::Null).expect(200);
        assert_eq!(back.body["state"], "withdrawn");
        let late = oda.post(&format!("{reserved}/withdrawal"), &Value::Null);
        assert!(matches!(late.status, 404 | 409), "{}", late.body);
        assert_eq!(app.sign_in("nina").get(&path).expect(404).status, 404);
    }
);

on_both!(
    /// R-TEAM-6: where specialist teams take new citizens and there is none, that is said.
    fn a_route_to_a_unit_that_is_not_there_is_refused_with_its_reason(app) {
        charter(&app, "model_2");
        let cato = app.sign_in("cato");
        let id = applied(&cato, &app, &content("home_nursing"));
        let refused = cato.post(&format!("/applications/{id}/routing"), &json!({})).expect(409);
        assert_eq!(refused.codes(), ["route-no-unit"]);
    }
);

on_both!(
    /// R-VED-10: what is wrong with an application is named, every item.
    fn a_wrong_application_is_refused_with_every_reason(app) {
        let cato = app.sign_in("cato");
        let mut wrong = content("home_nursing");
        wrong["receivedOn"] = json!("2026-11-24");
        wrong["request"] = json!(" ");
        wrong["senderName"] = Value::Null;
        let input = json!({ "citizen": app.world.astrid, "content": wrong });
        let refused = cato.post("/applications", &input).expect(422);
        assert_eq!(refused.codes(), ["received-ahead", "request-missing", "sender-missing"]);
        assert_eq!(refused.errors()[0].2, "/content/receivedOn");
        let unknown = json!({ "citizen": app.world.astrid, "content": content("hotel") });
        cato.post("/applications", &unknown).expect(400);
        let theirs = json!({ "citizen": app.world.gunvor, "content": content("home_nursing") });
        cato.post("/applications", &theirs).expect(404);
        assert_eq!(cato.get("/applications").expect(200).body["items"], json!([]));
        let id = applied(&cato, &app, &content("home_nursing"));
        let late = json!({ "reason": "", "expectedOn": "2026-11-23" });
        let refused = cato.post(&format!("/applications/{id}/preliminary-answer"), &late).expect(422);
        assert_eq!(refused.codes(), ["preliminary-reason-missing", "expected-day-past"]);
    }
);

on_both!(
    /// R-VED-6, R-VED-11: a vedtak that answers it cannot begin before it came; signed, it closes the
    /// application, ends what was given before it, and covers the plan.
    fn a_signed_vedtak_answers_the_application_and_takes_over_what_was_given(app) {
        charter(&app, "model_1");
        pass_on(&app, root(&app), "liv", json!(["home_nursing"]));
        let cato = app.sign_in("cato");
        let id = applied(&cato, &app, &content("home_nursing"));
        let services = format!("/citizens/{}/provisional-services", app.world.astrid);
        let start = json!({
            "service": "home_nursing", "from": "2026-11-23", "until": "2026-12-06",
            "reason": "Kommer hjem fra sykehus.", "application": id,
        });
        app.sign_in("kari").post(&services, &start).expect(201);
        let tiltak = daily(&app, "home_nursing", "morgen");
        let assessment = completed_assessment(&app, app.world.astrid);
        let mut early = drafting(&app, "home_nursing", assessment);
        early["application"] = json!(id);
        early["content"]["from"] = json!("2026-11-19");
        let path = begun(&cato, app.world.astrid, &early);
        stated(&app, &path);
        let tag = cato.get(&path).expect(200).etag();
        let refused = cato.if_match(&tag).post(&format!("{path}/submission"), &Value::Null).expect(422);
        assert_eq!(refused.codes(), ["before-application"]);
        early["content"]["from"] = json!("2026-11-25");
        early["content"]["frame"] = json!({ "kind": "minutesPerWeek", "from": 30, "to": 60 });
        let (path, tag) = submitted(&app, app.world.astrid, &early);
        let signed = sign(&app.sign_in("liv"), &path, &tag).expect(200);
        let followed = &signed.body["followed"];
        assert_eq!(followed["tiltak"][0]["id"], json!(tiltak));
        assert_eq!(followed["tiltak"][0]["vedtak"], json!(signed.id()));
        assert_eq!(followed["beyondFrame"], json!({ "planned": 105, "most": 60 }));
        let application = cato.get(&format!("/applications/{id}")).expect(200);
        assert_eq!(application.body["state"], "decided");
        assert_eq!(application.body["decidedBy"], json!(signed.id()));
        let given = cato.get(&services).expect(200);
        assert_eq!(given.body["items"][0]["lastDay"], "2026-11-24");
        let open = tasks(&cato, &app, "team");
        let subjects: Vec<&str> = open.iter().map(|(subject, _)| subject.as_str()).collect();
        assert!(!subjects.contains(&"preliminary_answer") && !subjects.contains(&"provisional_service"));
        assert!(subjects.contains(&"beyond_frame"), "{subjects:?}");
    }
);

on_both!(
    /// R-VED-6: a frame from ten hours to five is contradictory, and so is a count of visits; each is named.
    fn a_frame_that_contradicts_itself_is_refused(app) {
        root(&app);
        let cato = app.sign_in("cato");
        let assessment = completed_assessment(&app, app.world.astrid);
        let submit = |frame: Value| {
            let mut draft = drafting(&app, "home_nursing", assessment);
            draft["content"]["frame"] = frame;
            draft["content"]["until"] = json!("2026-11-30");
            let path = begun(&cato, app.world.astrid, &draft);
            stated(&app, &path);
            let tag = cato.get(&path).expect(200).etag();
            cato.if_match(&tag).post(&format!("{path}/submission"), &Value::Null).expect(422).codes()
        };
        let hours = json!({ "kind": "minutesPerWeek", "from": 600, "to": 300 });
        assert_eq!(submit(hours), ["frame-reversed", "period-reversed"]);
        let count = json!({ "kind": "count", "count": 3 });
        assert_eq!(submit(count), ["frame-of-wrong-kind", "period-reversed"]);
    }
);

on_both!(
    /// R-CIT-5: fourteen days, extended with a reason, stopped with its visits; each fault is named.
    fn a_service_before_the_vedtak_is_extended_with_a_reason_or_stopped(app) {
        let kari = app.sign_in("kari");
        let services = format!("/citizens/{}/provisional-services", app.world.astrid);
        let start = |until: &str| json!({
            "service": "home_nursing", "from": "2026-11-23", "until": until, "reason": "Haster.",
        });
        charter(&app, "model_2");
        let refused = kari.post(&services, &start("2026-12-06")).expect(422);
        assert_eq!(refused.codes(), ["first-service-elsewhere"]);
        charter(&app, "model_1");
        let refused = kari.post(&services, &start("2026-12-07")).expect(422);
        assert_eq!(refused.codes(), ["provisional-too-long"]);
        let made = kari.post(&services, &start("2026-12-06")).expect(201);
        assert_eq!(kari.post(&services, &start("2026-12-06")).expect(422).codes(), ["provisional-already"]);
        let due = |day: &str| ("provisional_service".to_owned(), day.to_owned());
        assert!(tasks(&kari, &app, "team").contains(&due("2026-12-06")));
        let one = format!("/provisional-services/{}", made.id());
        let longer = |until: &str, reason: &str| {
            kari.post(&format!("{one}/extension"), &json!({ "until": until, "reason": reason }))
        };
        assert_eq!(
            longer("2026-12-06", " ").expect(422).codes(),
            ["provisional-not-later", "provisional-reason-missing"]
        );
        assert_eq!(longer("2026-12-20", "Venter på lege.").expect(200).body["lastDay"], "2026-12-20");
        let open = tasks(&kari, &app, "team");
        assert!(open.contains(&due("2026-12-20")) && !open.contains(&due("2026-12-06")));

        let tiltak = daily(&app, "home_nursing", "morgen");
        let end = json!({ "lastDay": "2026-11-30", "reason": "Klarer seg selv." });
        app.sign_in("nina").post(&format!("{one}/end"), &end).expect(404);
        let stopped = kari.post(&format!("{one}/end"), &end).expect(200);
        let followed = &stopped.body["followed"];
        assert_eq!(followed["tiltak"][0]["id"], json!(tiltak));
        assert_eq!(followed["tiltak"][0]["lastDay"], "2026-11-30");
        let gone = followed["visitsRemoved"].as_array().unwrap();
        assert_eq!(gone.len(), 21, "of 29 days ahead, eight are left");
        assert!(gone.iter().all(|visit| visit["date"].as_str().unwrap() > "2026-11-30"));
        assert_eq!(kari.post(&format!("{one}/end"), &end).expect(422).codes(), ["provisional-over"]);
        assert!(!tasks(&kari, &app, "team").contains(&due("2026-12-20")));
    }
);

on_both!(
    /// R-CIT-5: with another provider the service's visits stop at the date chosen and no other's.
    fn another_provider_stops_that_service_and_the_history_stays(app) {
        let kari = app.sign_in("kari");
        let practical = daily(&app, "practical_assistance", "formiddag");
        daily(&app, "home_nursing", "morgen");
        let choices = format!("/citizens/{}/provider-choices", app.world.astrid);
        let choice = |name: &str, from: &str| json!({
            "service": "practical_assistance", "from": from,
            "provider": { "kind": "another", "name": name },
        });
        let refused = kari.post(&choices, &choice(" ", "2026-11-22")).expect(422);
        assert_eq!(refused.codes(), ["choice-past", "provider-missing"]);
        let made = kari.post(&choices, &choice("Hjemmehjelpen AS", "2026-12-01")).expect(201);
        let followed = &made.body["followed"];
        assert_eq!(followed["tiltak"].as_array().unwrap().len(), 1);
        assert_eq!(followed["tiltak"][0]["id"], json!(practical));
        assert_eq!(followed["tiltak"][0]["lastDay"], "2026-11-30");
        let gone = followed["visitsRemoved"].as_array().unwrap();
        assert!(gone.len() == 21 && gone.iter().all(|v| v["date"].as_str().unwrap() >= "2026-12-01"));
        let plan = kari.get(&format!("/citizens/{}/tiltaksplan", app.world.astrid)).expect(200);
        assert_eq!(plan.body["tiltak"].as_array().unwrap().len(), 2, "the history stays");
        let back = json!({
            "service": "practical_assistance", "from": "2027-02-01", "provider": { "kind": "municipality" },
        });
        kari.post(&choices, &back).expect(201);
        assert_eq!(kari.get(&choices).expect(200).body["items"].as_array().unwrap().len(), 2);
        app.sign_in("nina").get(&choices).expect(404);
    }
);
