//! A caseload and its plans taken out as files and taken in again: the same data (R-CIT-1, R-PLAN-1, -2).

use crate::{
    citizens::content,
    known::{complete, conversation, draft, goal, numbers, tiltak},
};
use documents::{
    caseload_csv,
    plans_csv::{self, PartRow, PlanRow},
};
use domain::national_number::AcceptancePolicy;
use proptest::{prelude::*, test_runner::TestRunner};
use serde_json::{Value, json};
use std::collections::HashMap;
use tests::{Backend, Client, Reply, TestApp, on_both, soak};

fn of_skullerud(app: &TestApp, what: &str) -> String {
    format!("/units/{}/{what}", app.world.skullerud)
}

fn caseload(app: &TestApp, by: &Client) -> Vec<u8> {
    by.get(&of_skullerud(
        app,
        "exports/caseload.csv?withProtected=true",
    ))
    .expect(200)
    .bytes
}

pub(crate) fn plans(app: &TestApp, by: &Client) -> Vec<u8> {
    by.get(&of_skullerud(app, "exports/plans.csv"))
        .expect(200)
        .bytes
}

fn take_in(app: &TestApp, by: &Client, query: &str, file: &[u8]) -> Reply {
    let path = of_skullerud(app, &format!("imports{query}"));
    let patient = by.with("prefer", "wait=8");
    patient.send("POST", &path, file.to_vec(), Some("text/csv"))
}

/// Created, updated, unchanged.
fn counts(reply: &Reply) -> (u64, u64, u64) {
    let many = |what: &str| reply.body[what].as_u64().unwrap();
    (many("created"), many("updated"), many("unchanged"))
}

fn some_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[-'=+@;,\"\t\r\na-zæøå]{0,12}[a-zÆØÅ]",
        "[='@+-]{1,4}",
        "[A-ZÆØÅa-zæøå ]{1,20}[a-z]"
    ]
}

/// A citizen as somebody might write her down.
fn some_citizen() -> impl Strategy<Value = Value> {
    let names = (some_text(), some_text(), some_text(), some_text());
    let optional = || proptest::option::of(some_text());
    let place = proptest::option::of((59.0..60.0_f64, -11.0..11.0_f64));
    let kin = proptest::option::of((some_text(), optional(), optional()));
    let rest = (
        optional(),
        optional(),
        optional(),
        any::<bool>(),
        0_u32..20_000,
    );
    (names, place, kin, rest).prop_map(|(names, place, kin, rest)| {
        let (given, family, street, town) = names;
        let (phone, key, directions, interpreter, days) = rest;
        let born =
            chrono::NaiveDate::from_ymd_opt(1930, 1, 1).unwrap() + chrono::Days::new(days.into());
        let mut body = content(&given, &family);
        body["birthDate"] = json!(born);
        body["address"]["street"] = json!(street);
        body["address"]["town"] = json!(town);
        body["address"]["place"] = json!(place.map(|(lat, lon)| json!({ "lat": lat, "lon": lon })));
        if place.is_none() {
            body["address"]["protection"] = json!("fortrolig");
        }
        body["phone"] = json!(phone);
        body["access"] = json!({ "key": key, "directions": directions });
        body["needsInterpreter"] = json!(interpreter);
        json!({ "content": body, "kin": kin })
    })
}

/// A goal and two tiltak as a team might plan them.
fn some_plan() -> impl Strategy<Value = Value> {
    let rules = [
        "FREQ=DAILY",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
        "FREQ=DAILY;COUNT=9",
        "FREQ=MONTHLY;BYDAY=1MO;UNTIL=20271231",
    ];
    let rule = || proptest::sample::select(rules.to_vec());
    let texts = (some_text(), some_text(), some_text(), some_text());
    (texts, rule(), rule(), 1..90_i32, 0..240_i32, any::<bool>()).prop_map(
        |((aim, reason, first, second), a, b, minutes, gap, free)| {
            json!({ "aim": aim, "reason": reason, "first": first, "second": second, "rules": [a, b],
                "minutes": minutes, "gap": gap, "free": free })
        },
    )
}

fn make_citizen(app: &TestApp, by: &Client, drawn: &Value, number: Option<String>) -> String {
    let reason = number.is_none().then_some("=ukjent");
    let body = json!({ "unit": app.world.skullerud, "nationalNumber": number, "noNumberReason": reason,
        "content": drawn["content"] });
    let id = by.post("/citizens", &body).expect(201).id().to_string();
    if let Some(kin) = drawn["kin"].as_array() {
        let contact = json!({ "name": kin[0], "role": "next_of_kin", "relation": kin[1],
            "phone": kin[2].as_str().map(|p| p.chars().take(40).collect::<String>()),
            "mayShare": [], "consentOn": null, "contribution": null, "keptBy": null, "nextContactOn": null });
        by.post(&format!("/citizens/{id}/contacts"), &contact)
            .expect(201);
    }
    id
}

fn make_plan(app: &TestApp, by: &Client, citizen: &str, drawn: &Value) {
    let plan = format!("/citizens/{citizen}/tiltaksplan");
    let mut aim = goal(app);
    aim["text"] = drawn["aim"].clone();
    aim["basis"] = json!({ "kind": "professional", "reason": drawn["reason"] });
    let aim = by.post(&format!("{plan}/goals"), &aim).expect(201).id();
    let mut first = tiltak();
    first["description"] = drawn["first"].clone();
    first["recurrence"] = drawn["rules"][0].clone();
    first["goals"] = json!([aim]);
    first["slot"] = Value::Null;
    let first = by.post(&format!("{plan}/tiltak"), &first).expect(201).id();
    let mut second = tiltak();
    second["description"] = drawn["second"].clone();
    second["recurrence"] = drawn["rules"][1].clone();
    second["minutes"] = drawn["minutes"].clone();
    second["mustDo"] = json!(false);
    second["canWaitDays"] = json!(2);
    second["exceptions"] = json!(["2026-12-01", "2026-12-24"]);
    second["window"] = json!({ "from": "10:00:00", "until": "23:30:15", "preferred": null });
    second["slot"] = Value::Null;
    second["end"] = json!("2027-03-01");
    if drawn["free"] == false {
        second["after"] =
            json!({ "tiltak": first, "minGapMinutes": drawn["gap"], "maxGapMinutes": null });
        second["designedBy"] = json!(app.world.employee("per"));
        second["designReviewOn"] = json!("2027-01-15");
    }
    by.post(&format!("{plan}/tiltak"), &second).expect(201);
}

/// The rows of a file of plans with references that do not depend on ids, in the order of what they say.
fn without_ids(file: &[u8]) -> Vec<PlanRow> {
    let today = tests::now().date_naive();
    let rows = plans_csv::read(file, AcceptancePolicy::Demo, today, 1_000).unwrap();
    let texts: HashMap<String, String> = rows
        .iter()
        .map(|read| {
            let text = match &read.row.part {
                PartRow::Goal(goal) => goal.content.text.clone(),
                PartRow::Tiltak(tiltak) => tiltak.content.description.clone(),
            };
            (read.row.key.clone(), text)
        })
        .collect();
    let named = |key: &String| texts[key].clone();
    let mut rows: Vec<PlanRow> = rows
        .into_iter()
        .map(|read| {
            let mut row = read.row;
            row.key = named(&row.key);
            if let PartRow::Tiltak(tiltak) = &mut row.part {
                tiltak.goals = tiltak.goals.iter().map(named).collect();
                tiltak
                    .after
                    .iter_mut()
                    .for_each(|after| after.key = named(&after.key));
            }
            row
        })
        .collect();
    rows.sort_by_key(|row| format!("{row:?}"));
    rows
}

fn an_export_taken_in_again_gives_the_same_data(backend: Backend, cases: u32) {
    let drawn =
        proptest::collection::vec((some_citizen(), proptest::option::of(some_plan())), 1..5);
    let mut config = ProptestConfig::with_cases(cases);
    config.max_shrink_iters = 24;
    TestRunner::new(config)
        .run(&drawn, |drawn| {
            let (app, other) = (TestApp::start(backend), TestApp::start(backend));
            let (kari, liv) = (app.sign_in("kari"), app.sign_in("liv"));
            let mut numbers = numbers("1941-05-17".parse().unwrap(), false).map(|n| n.reveal());
            for (i, (citizen, plan)) in drawn.iter().enumerate() {
                let number = if i % 2 == 0 { numbers.next() } else { None };
                let id = make_citizen(&app, &kari, citizen, number);
                if let Some(plan) = plan {
                    make_plan(&app, &kari, &id, plan);
                }
            }
            // In the same unit nothing changes.
            let (people, planned) = (caseload(&app, &liv), plans(&app, &liv));
            let again = take_in(&app, &liv, "", &people).expect(201);
            prop_assert_eq!(counts(&again), (0, 0, drawn.len() as u64 + 2));
            let again = take_in(&app, &liv, "?kind=plans", &planned).expect(201);
            let parts = drawn.iter().filter(|(_, plan)| plan.is_some()).count() as u64 * 3;
            prop_assert_eq!(counts(&again), (0, 0, parts));
            prop_assert_eq!(&caseload(&app, &liv), &people);
            prop_assert_eq!(&plans(&app, &liv), &planned);
            // In another Tillit it makes the same.
            let theirs = other.sign_in("liv");
            let made = take_in(&other, &theirs, "", &people).expect(201);
            prop_assert_eq!(counts(&made), (drawn.len() as u64, 0, 2));
            prop_assert_eq!(&caseload(&other, &theirs), &people);
            let made = take_in(&other, &theirs, "?kind=plans", &planned).expect(201);
            prop_assert_eq!(counts(&made), (parts, 0, 0));
            prop_assert_eq!(without_ids(&plans(&other, &theirs)), without_ids(&planned));
            Ok(())
        })
        .unwrap();
}

fn exported(backend: Backend) {
    let cases = soak::count("EXPORTS", 6, 100);
    soak::counted(
        format!("units exported and taken in again, {backend:?}"),
        cases,
        "none",
        || {
            an_export_taken_in_again_gives_the_same_data(backend, u32::try_from(cases).unwrap());
        },
    );
}

#[test]
fn an_export_taken_in_again_gives_the_same_data_on_sqlite() {
    exported(Backend::Sqlite);
}

#[test]
fn an_export_taken_in_again_gives_the_same_data_on_postgres() {
    exported(Backend::Postgres);
}

on_both!(
    fn a_formula_is_guarded_in_the_file_and_comes_back_as_it_was(app) {
        let (kari, liv) = (app.sign_in("kari"), app.sign_in("liv"));
        let mut drawn = json!({ "content": content("=HYPERLINK(\"x\")", "@Bøe"), "kin": null });
        drawn["content"]["phone"] = json!("+47 900 00 000");
        let id = make_citizen(&app, &kari, &drawn, None);
        let file = String::from_utf8(caseload(&app, &liv)).unwrap();
        for guarded in ["'=HYPERLINK", "'@Bøe", "'+47 900 00 000", "'=ukjent"] {
            assert!(file.contains(guarded), "{guarded} in {file}");
        }
        let said = take_in(&app, &liv, "", file.as_bytes()).expect(201);
        assert_eq!(counts(&said), (0, 0, 3));
        let kept = kari.get(&format!("/citizens/{id}")).body.to_string();
        assert!(kept.contains("\"=HYPERLINK(\\\"x\\\")\"") && kept.contains("\"@Bøe\""), "{kept}");
    }
);

on_both!(
    /// SEC-4, SEC-9, R-CIT-1.
    fn what_is_taken_out_is_for_the_leader_logged_and_without_protected_addresses_unless_asked_for(app) {
        let (kari, liv) = (app.sign_in("kari"), app.sign_in("liv"));
        let mut hidden = content("Hemmelig", "Vik");
        hidden["address"]["protection"] = json!("strengt_fortrolig");
        hidden["address"]["place"] = Value::Null;
        make_citizen(&app, &kari, &json!({ "content": hidden, "kin": null }), None);
        let path = of_skullerud(&app, "exports/caseload.csv");
        for refused in ["kari", "nina", "bente", "admin"] {
            app.sign_in(refused).get(&path).expect(403);
        }
        let reply = liv.get(&path).expect(200);
        assert_eq!(reply.header("content-type"), Some("text/csv; charset=utf-8"));
        let shown = caseload_csv::read(&reply.bytes, AcceptancePolicy::Demo, tests::now().date_naive(), 99).unwrap();
        assert_eq!(shown.len(), 2, "Astrid and Einar");
        let all = String::from_utf8(caseload(&app, &liv)).unwrap();
        assert!(all.contains("Hemmelig"));
        plans(&app, &liv);
        let log = liv.get(&format!("/citizens/{}/access-log", app.world.astrid)).expect(200).body["items"].clone();
        let line = log.as_array().unwrap().iter().find(|l| l["document"] == "caseload-export").unwrap().clone();
        assert_eq!(line["action"], "export", "{line}");
        assert_eq!(line["employee"], json!(app.world.employee("liv")));
    }
);

on_both!(
    fn an_export_is_refused_by_another_team_for_those_it_may_not_know_of(app) {
        let liv = app.sign_in("liv");
        let (people, planned) = (caseload(&app, &liv), plans(&app, &liv));
        let bente = app.sign_in("bente").with("prefer", "wait=8");
        let path = |query: &str| format!("/units/{}/imports{query}", app.world.bogerud);
        let refused = bente.send("POST", &path(""), people, Some("text/csv")).expect(422);
        assert!(refused.codes().iter().all(|code| code == "number-known"), "{:?}", refused.codes());
        let none = bente.send("POST", &path("?kind=plans&dryRun=true"), planned, Some("text/csv")).expect(200);
        assert_eq!(counts(&none), (0, 0, 0), "nobody has a plan yet");
    }
);

on_both!(
    fn plans_rest_on_what_was_said_and_every_fault_of_a_file_is_listed(app) {
        let (kari, liv) = (app.sign_in("kari"), app.sign_in("liv"));
        complete(&kari, &draft(&app, &kari, &conversation(&app))).expect(200);
        let astrid = format!("/citizens/{}/tiltaksplan", app.world.astrid);
        let set = kari.post(&format!("{astrid}/goals"), &goal(&app)).expect(201);
        let mut walk = tiltak();
        walk["goals"] = json!([set.id()]);
        kari.post(&format!("{astrid}/tiltak"), &walk).expect(201);
        let file = String::from_utf8(plans(&app, &liv)).unwrap();
        assert!(file.contains("Jeg vil gå til butikken selv") && file.contains("Kari Nordby"));
        assert_eq!(counts(&take_in(&app, &liv, "?kind=plans", file.as_bytes()).expect(201)), (0, 0, 2));
        // One word changed is one goal changed; visits follow a changed tiltak.
        let changed = file.replace("to ganger i uken", "tre ganger i uken").replace(";15;1;FREQ=DAILY", ";25;1;FREQ=DAILY");
        assert_eq!(counts(&take_in(&app, &liv, "?kind=plans", changed.as_bytes()).expect(201)), (0, 2, 0));
        let whole = kari.get(&astrid).body;
        assert_eq!(whole["goals"][0]["content"]["text"], "Går til butikken tre ganger i uken");
        let day = kari.get(&format!("/teams/{}/days/2026-11-25", app.world.skullerud)).body;
        assert_eq!(day["visits"][0]["minutes"], 25);
        // Words that nobody said, somebody who does not work here, a day that is none, a rule that is none.
        let faulty = changed
            .replace("Jeg vil gå til butikken selv", "Jeg vil fly")
            .replace("Kari Nordby", "Kari Ukjent")
            .replace("FREQ=DAILY", "FREQ=SECONDLY");
        let tried = take_in(&app, &liv, "?kind=plans&dryRun=true", faulty.as_bytes()).expect(200);
        let codes: Vec<&str> = tried.body["faults"].as_array().unwrap().iter().map(|f| f["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["recurrence-frequency"], "a file that cannot be read is told of first");
        let faulty = faulty.replace("FREQ=SECONDLY", "FREQ=DAILY");
        let refused = take_in(&app, &liv, "?kind=plans", faulty.as_bytes()).expect(422);
        let told: Vec<(String, String)> = refused.errors().into_iter().map(|(_, code, at)| (code, at)).collect();
        let at = |code: &str, at: &str| (code.to_owned(), at.to_owned());
        assert_eq!(told, [at("plan-employee-unknown", "/lines/2/ansvarlig"), at("goal-statement-unknown", "/lines/2/utsagn")]);
        assert_eq!(kari.get(&astrid).body, whole, "nothing was half done");
    }
);

on_both!(
    fn a_file_of_plans_does_not_lead_out_of_the_frame(app) {
        let (kari, liv) = (app.sign_in("kari"), app.sign_in("liv"));
        crate::known::vedtak(&app, 0, 110);
        kari.post(&format!("/citizens/{}/tiltaksplan/tiltak", app.world.astrid), &tiltak()).expect(201);
        let file = String::from_utf8(plans(&app, &liv)).unwrap();
        let more = file.replace(";15;1;FREQ=DAILY", ";45;1;FREQ=DAILY");
        let refused = take_in(&app, &liv, "?kind=plans", more.as_bytes()).expect(422);
        assert_eq!(refused.codes(), ["plan-above-frame", "temporary-change-needed"]);
        let inside = file.replace(";15;1;FREQ=DAILY", ";16;1;FREQ=DAILY");
        assert_eq!(counts(&take_in(&app, &liv, "?kind=plans", inside.as_bytes()).expect(201)), (0, 1, 0));
    }
);
