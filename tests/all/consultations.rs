//! A specialist is asked about one citizen (R-TEAM-12): she sees that record and nothing else, until she has
//! answered, and what she said is not written twice.

use crate::known::{complete, conversation, draft, faceless, goal, tiltak};
use serde_json::{Value, json};
use tests::{Client, Reply, TestApp, on_both};

const QUESTION: &str = "Hun går ut om natten. Hva kan vi gjøre?";
const ANSWER: &str = "La lyset stå på i gangen. Følg henne tilbake uten å irettesette.";

fn astrid(app: &TestApp) -> String {
    format!("/citizens/{}", app.world.astrid)
}

fn question(app: &TestApp) -> Value {
    json!({ "specialist": app.world.employee("nina"), "field": "dementia", "question": QUESTION, "dueOn": "2026-11-30" })
}

fn ask(app: &TestApp, by: &Client) -> Reply {
    by.post(&format!("{}/consultations", astrid(app)), &question(app))
        .expect(201)
}

fn answered(by: &Client, asked: &Reply) -> Reply {
    let advice = json!({ "description": "Kveldsro", "minutes": 20, "recurrence": "FREQ=DAILY",
        "ownPart": "Slår på nattlyset selv" });
    let path = format!("/consultations/{}/answer", asked.id());
    by.post(&path, &json!({ "text": ANSWER, "advice": advice }))
}

/// The open tasks of one subject in a unit, as one of its people sees them.
fn tasks(by: &Client, unit: impl std::fmt::Display, subject: &str) -> Vec<Value> {
    let list = by
        .get(&format!("/teams/{unit}/tasks?state=open"))
        .expect(200)
        .body;
    let all = list["items"].as_array().unwrap().clone();
    all.into_iter()
        .filter(|task| task["subject"] == subject)
        .collect()
}

on_both!(
    fn a_specialist_sees_that_record_and_nothing_else_until_she_has_answered(app) {
        let (kari, nina) = (app.sign_in("kari"), app.sign_in("nina"));
        let path = astrid(&app);
        nina.get(&path).expect(404);
        let asked = ask(&app, &kari);
        assert_eq!((&asked.body["state"], &asked.body["accessUntil"]), (&json!("open"), &json!("2026-12-07T06:00:00Z")));
        for what in ["", "/tiltaksplan", "/thread", "/timeline", "/assessments", "/consultations", "/contacts"] {
            nina.get(&format!("{path}{what}")).expect(200);
        }
        let mine = nina.get("/me/consultations").expect(200).body;
        assert_eq!((&mine["items"][0]["citizenName"], &mine["items"][0]["question"]), (&json!("Astrid Bøe"), &json!(QUESTION)));
        // No other citizen of the team, no list of it; and nobody else of her own unit.
        nina.get(&format!("/citizens/{}", app.world.einar)).expect(404);
        let found = nina.get("/citizens?limit=200").expect(200).body.to_string();
        assert!(found.contains("Gunvor") && !found.contains("Einar"), "{found}");
        for list in ["caseload", "tasks", "days/2026-11-24"] {
            nina.get(&format!("/teams/{}/{list}", app.world.skullerud)).expect(403);
        }
        let bente = app.sign_in("bente");
        bente.get(&path).expect(404);
        assert_eq!(tasks(&bente, app.world.bogerud, "consultation_answer").len(), 0);
        assert_eq!(bente.get("/me/consultations").expect(200).body["items"], json!([]));
        // It is her task, and waits for the team's when the day has passed.
        assert_eq!(tasks(&nina, app.world.bogerud, "consultation_answer")[0]["due"]["at"], "2026-11-30");
        assert_eq!(tasks(&nina, app.world.bogerud, "consultation_answer")[0]["citizenName"], "Astrid Bøe");
        assert_eq!(tasks(&kari, app.world.skullerud, "consultation_follow_up").len(), 0, "not yet");
        // She advises; the team acts.
        for (what, body) in [("/tiltaksplan/tiltak", tiltak()), ("/whereabouts", json!({})), ("/vedtak", json!({})), ("/consultations", question(&app))] {
            let refused = nina.post(&format!("{path}{what}"), &body).expect(403);
            assert_eq!(refused.codes(), ["asked-only-reads"], "{what}");
        }
        let said = answered(&nina, &asked).expect(200).body;
        assert_eq!((&said["state"], &said["answer"]["text"]), (&json!("answered"), &json!(ANSWER)));
        // The record has closed behind her, as if it had never been.
        let closed = nina.get(&path).expect(404);
        assert_eq!(faceless(&closed), faceless(&nina.get(&format!("/citizens/{}", crate::known::NOTHING)).expect(404)));
        answered(&nina, &asked).expect(404);
        nina.get(&format!("/consultations/{}", asked.id())).expect(404);
        assert_eq!(nina.get("/me/consultations").expect(200).body["items"], json!([]));
        let found = nina.get("/citizens?query=astrid").expect(200).body;
        assert_eq!(found["items"], json!([]));
        // The team has it to read.
        let read = tasks(&kari, app.world.skullerud, "consultation_read");
        assert_eq!(read[0]["holder"]["value"], json!(app.world.employee("kari")));
        let kept = kari.get(&format!("/consultations/{}", asked.id())).expect(200).body;
        assert_eq!((&kept["specialistName"], &kept["askedByName"]), (&json!("Nina Foss"), &json!("Kari Nordby")));
    }
);

on_both!(
    fn access_ends_by_itself_after_fourteen_days_and_the_team_knows(app) {
        let asked = ask(&app, &app.sign_in("kari"));
        app.at("2026-12-07T05:59:59Z");
        let nina = app.sign_in("nina");
        nina.get(&astrid(&app)).expect(200);
        // Nothing is done but that time passes.
        app.at("2026-12-07T06:00:00Z");
        let nina = app.sign_in("nina");
        nina.get(&astrid(&app)).expect(404);
        answered(&nina, &asked).expect(404);
        assert_eq!(nina.get("/me/consultations").expect(200).body["items"], json!([]));
        let kari = app.sign_in("kari");
        let one = format!("/consultations/{}", asked.id());
        assert_eq!(kari.get(&one).expect(200).body["state"], "lapsed");
        assert_eq!(tasks(&kari, app.world.skullerud, "consultation_follow_up").len(), 1);
        assert_eq!(kari.post(&format!("{one}/withdrawal"), &json!({})).expect(409).codes(), ["consultation-state"]);
        // The night writes it down, once, and calls her task off.
        for _ in 0..2 {
            app.database().lapse_consultations("2026-12-08T01:30:00Z".parse().unwrap()).unwrap();
        }
        assert_eq!(kari.get(&one).expect(200).body["state"], "lapsed");
        ask_again(&app);
    }
);

/// Asked anew, the same specialist has the record anew, with a task of its own.
fn ask_again(app: &TestApp) {
    app.at("2026-12-08T06:00:00Z");
    let (kari, nina) = (app.sign_in("kari"), app.sign_in("nina"));
    let mut again = question(app);
    again["dueOn"] = json!("2026-12-10");
    kari.post(&format!("{}/consultations", astrid(app)), &again)
        .expect(201);
    nina.get(&astrid(app)).expect(200);
    assert_eq!(
        tasks(&nina, app.world.bogerud, "consultation_answer").len(),
        1
    );
}

on_both!(
    fn a_question_taken_back_closes_the_record_and_is_nobodys_task(app) {
        let (kari, nina) = (app.sign_in("kari"), app.sign_in("nina"));
        let asked = ask(&app, &kari);
        nina.get(&astrid(&app)).expect(200);
        let path = format!("/consultations/{}/withdrawal", asked.id());
        nina.post(&path, &json!({})).expect(403);
        let back = kari.post(&path, &json!({ "reason": "Fastlegen svarte" })).expect(200).body;
        assert_eq!((&back["state"], &back["withdrawal"]), (&json!("withdrawn"), &json!("Fastlegen svarte")));
        nina.get(&astrid(&app)).expect(404);
        assert_eq!(tasks(&nina, app.world.bogerud, "consultation_answer").len(), 0);
        assert_eq!(kari.post(&path, &json!({})).expect(409).codes(), ["consultation-state"]);
        answered(&nina, &asked).expect(404);
    }
);

on_both!(
    fn the_answer_is_in_timeline_and_thread_and_becomes_one_tiltak_without_being_written_again(app) {
        let (kari, nina) = (app.sign_in("kari"), app.sign_in("nina"));
        complete(&kari, &draft(&app, &kari, &conversation(&app))).expect(200);
        let plan = format!("{}/tiltaksplan", astrid(&app));
        let aim = kari.post(&format!("{plan}/goals"), &goal(&app)).expect(201).id();
        let asked = ask(&app, &kari);
        let path = format!("/consultations/{}/tiltak", asked.id());
        let mut team = json!({ "start": "2026-11-24", "goals": [aim] });
        assert_eq!(kari.post(&path, &team).expect(409).codes(), ["consultation-state"]);
        answered(&nina, &asked).expect(200);
        let timeline = kari.get(&format!("{}/timeline", astrid(&app))).expect(200).body["items"].clone();
        let told: Vec<&str> = timeline.as_array().unwrap().iter().filter_map(|e| e["title"].as_str()).collect();
        assert!(told.iter().any(|title| title.contains(QUESTION)) && told.iter().any(|title| title.contains(ANSWER)), "{told:?}");
        // What the answer does not say, and only that, the team must say.
        let missing = kari.post(&path, &team).expect(422).errors();
        let pointers: Vec<&str> = missing.iter().map(|(_, _, at)| at.as_str()).collect();
        assert_eq!(pointers, ["/otherwise/service", "/otherwise/window"]);
        team["otherwise"] = json!({ "service": "home_nursing",
            "window": { "from": "20:00:00", "until": "22:00:00", "preferred": null } });
        let tried = kari.post(&format!("{path}?dryRun=true"), &team).expect(201).body;
        assert_eq!(tried["content"]["instruction"], ANSWER);
        assert_eq!(kari.get(&plan).expect(200).body["tiltak"], json!([]), "tried, not done");
        let made = kari.post(&path, &team).expect(201);
        let content = &made.body["content"];
        assert_eq!((&content["description"], &content["minutes"], &content["ownPart"]), (&json!("Kveldsro"), &json!(20), &json!("Slår på nattlyset selv")));
        assert_eq!((&content["designedBy"], &content["designReviewOn"]), (&json!(app.world.employee("nina")), &json!("2026-12-22")));
        assert_eq!(kari.post(&path, &team).expect(409).codes(), ["consultation-in-plan"]);
        assert_eq!(kari.get(&plan).expect(200).body["tiltak"].as_array().unwrap().len(), 1);
        assert_eq!(tasks(&kari, app.world.skullerud, "consultation_read").len(), 0);
        let day = kari.get(&format!("/teams/{}/days/2026-11-25", app.world.skullerud)).expect(200).body;
        assert_eq!(day["visits"][0]["minutes"], 20, "visits followed");
        let thread = kari.get(&format!("{}/thread", astrid(&app))).expect(200).body;
        let node = &thread["statements"][0]["goals"][0]["tiltak"][0]["consultation"];
        assert_eq!((&node["answer"], &node["question"]), (&json!(ANSWER), &json!(QUESTION)), "{thread}");
    }
);

on_both!(
    /// SEC-9, SEC-10: the citizen reads who was asked, and why she could see.
    fn the_log_names_the_relation_and_both_units_hear_of_it(app) {
        let (kari, nina, liv) = (app.sign_in("kari"), app.sign_in("nina"), app.sign_in("liv"));
        let position = |by: &Client, unit| {
            let head = by.get(&format!("/units/{unit}/changes")).expect(200).body["position"].clone();
            head.as_str().unwrap().to_owned()
        };
        let ours = position(&kari, app.world.skullerud);
        ask(&app, &kari);
        nina.get(&format!("{}/tiltaksplan", astrid(&app))).expect(200);
        let log = liv.get(&format!("{}/access-log", astrid(&app))).expect(200).body["items"].clone();
        let hers: Vec<&Value> = log.as_array().unwrap().iter().filter(|line| line["name"] == "Nina Foss").collect();
        assert!(!hers.is_empty() && hers.iter().all(|line| line["basis"] == "consultation"), "{log}");
        let feed = kari.get(&format!("/units/{}/changes?since={ours}", app.world.skullerud)).expect(200).body;
        assert!(feed["items"].as_array().unwrap().iter().any(|c| c["resource"] == "consultations"), "{feed}");
        let theirs = nina.get(&format!("/units/{}/changes", app.world.bogerud)).expect(200).body;
        assert!(theirs["position"].is_string());
    }
);

on_both!(
    /// SEC-3, SEC-4: who has emergency access asks nobody, and an address that is protected stays so.
    fn a_protected_address_stays_hidden_and_emergency_access_asks_nobody(app) {
        let (liv, nina) = (app.sign_in("liv"), app.sign_in("nina"));
        let why = json!({ "nationalNumber": tests::ASTRIDS_NUMBER, "reason": "Falt i trappen, ambulansen spør" });
        nina.post("/emergency-access", &why).expect(201);
        let refused = nina.post(&format!("{}/consultations", astrid(&app)), &question(&app)).expect(403);
        assert_eq!(refused.codes(), ["emergency-only-reads"]);
        let seen = liv.get(&astrid(&app)).expect(200);
        let mut body = seen.body.clone();
        body["address"]["protection"] = "fortrolig".into();
        body["address"]["place"] = Value::Null;
        let street = body["address"]["street"].as_str().unwrap().to_owned();
        let content = json!({
            "name": body["name"], "birthDate": body["birthDate"], "address": body["address"], "phone": body["phone"],
            "language": body["language"], "needsInterpreter": body["needsInterpreter"], "access": body["access"],
        });
        liv.if_match(&seen.etag()).put(&astrid(&app), &content).expect(200);
        ask(&app, &liv);
        app.at("2026-11-23T11:00:00Z");
        let nina = app.sign_in("nina");
        let shown = nina.get(&astrid(&app)).expect(200).body;
        assert!(!shown.to_string().contains(&street), "{shown}");
        for what in ["/thread", "/timeline", "/consultations", "/tiltaksplan"] {
            let shown = nina.get(&format!("{}{what}", astrid(&app))).expect(200).body;
            assert!(!shown.to_string().contains(&street), "{what}: {shown}");
        }
    }
);

on_both!(
    fn a_wrong_question_or_answer_is_refused_with_every_reason_and_leaves_nothing(app) {
        let (kari, nina) = (app.sign_in("kari"), app.sign_in("nina"));
        let path = format!("{}/consultations", astrid(&app));
        let with = |change: &dyn Fn(&mut Value)| {
            let mut body = question(&app);
            change(&mut body);
            body
        };
        let wrong = with(&|b| {
            b["question"] = json!(" ");
            b["dueOn"] = json!("2026-12-08");
            b["specialist"] = json!(app.world.employee("hanne"));
        });
        assert_eq!(kari.post(&path, &wrong).expect(422).codes(), ["consultation-question-missing", "consultation-due", "consultation-not-her-field"]);
        let therapy = with(&|b| b["field"] = json!("therapy"));
        assert_eq!(kari.post(&path, &therapy).expect(422).codes(), ["consultation-not-her-field"]);
        let oneself = with(&|b| b["specialist"] = json!(app.world.employee("kari")));
        assert_eq!(kari.post(&path, &oneself).expect(422).codes(), ["consultation-oneself"]);
        let nobody = with(&|b| b["specialist"] = json!(crate::known::NOTHING));
        assert_eq!(kari.post(&path, &nobody).expect(422).codes(), ["consultation-specialist-unknown"]);
        // Neither another team nor whoever only handles a case may ask; they do not know her.
        nina.post(&path, &question(&app)).expect(404);
        // Whom the citizen does not want, or who stands close to her, is not let into her record either.
        let employee = json!({ "employee": app.world.employee("nina") });
        kari.post(&format!("{}/declined-employees", astrid(&app)), &employee).expect(201);
        let kin = json!({ "citizen": app.world.astrid, "kind": "kin" });
        nina.post(&format!("/employees/{}/relations", app.world.employee("nina")), &kin).expect(201);
        let unwanted = kari.post(&path, &question(&app)).expect(422).codes();
        assert_eq!(unwanted, ["consultation-declined", "consultation-disqualified"]);
        nina.get(&astrid(&app)).expect(404);
        assert_eq!(kari.get(&path).expect(200).body["items"], json!([]), "nothing was left");
    }
);

on_both!(
    fn one_is_asked_once_at_a_time_and_only_the_one_asked_answers(app) {
        let (kari, nina) = (app.sign_in("kari"), app.sign_in("nina"));
        let asked = ask(&app, &kari);
        let again = kari.post(&format!("{}/consultations", astrid(&app)), &question(&app)).expect(409);
        assert_eq!(again.codes(), ["consultation-open"]);
        assert_eq!(answered(&kari, &asked).expect(403).codes(), ["not-asked"]);
        app.sign_in("bente").post(&format!("/consultations/{}/answer", asked.id()), &json!({ "text": ANSWER })).expect(404);
        let blank = nina.post(&format!("/consultations/{}/answer", asked.id()), &json!({ "text": " " })).expect(422);
        assert_eq!(blank.codes(), ["consultation-answer-missing"]);
        nina.get(&astrid(&app)).expect(200);
        let known = nina.get("/specialists?field=therapy").expect(200).body;
        assert_eq!(known["items"], json!([]), "nobody here is a therapist");
        nina.get("/specialists").expect(200);
        nina.get("/specialists?field=astrology").expect(400);
    }
);
