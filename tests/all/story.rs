//! The main job, end to end: a team holds its caseload, plans, decides, and builds its own day.
//!
//! One test in the order of the day; each step leaves what the next one stands on.

use crate::known::{complete, conversation, draft, goal, tiltak};
use domain::{
    duty::{DutyRota, Rotation},
    ids::VisitId,
    organisation::Duty,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tests::{Client, Reply, TestApp, decide::*, on_both};

on_both!(
    fn a_team_holds_its_caseload_plans_decides_and_builds_its_own_day(app) {
        a_caseload_arrives(&app);
        what_matters_becomes_a_plan(&app);
        decisions_are_signed_by_those_who_may(&app);
        let day = tomorrow_is_claimed_proposed_and_published(&app);
        a_phone_tells_what_happened(&app, &day);
        another_team_sees_nothing_and_the_log_sees_all(&app);
    }
);

const GOOD: &[u8] = include_bytes!("../../docs/examples/caseload-good.csv");
const FAULTS: &[u8] = include_bytes!("../../docs/examples/caseload-faults.csv");

/// 2. Sixty citizens from a file; a file with seven faults brings nobody.
fn a_caseload_arrives(app: &TestApp) {
    let liv = app.sign_in("liv");
    let send = |query: &str, file: &[u8]| {
        let path = format!("/units/{}/imports{query}", app.world.skullerud);
        let patient = liv.with("prefer", "wait=8");
        patient.send("POST", &path, file.to_vec(), Some("text/csv"))
    };
    let refused = send("", FAULTS).expect(422);
    let kinds: BTreeSet<String> = refused.codes().into_iter().collect();
    assert!(kinds.len() >= 7, "{kinds:?}");
    assert!(
        refused
            .errors()
            .iter()
            .all(|(rule, _, at)| !rule.is_empty() && at.starts_with("/lines/"))
    );
    let tried = send("?dryRun=true", GOOD).expect(200);
    assert_eq!(tried.body["created"], 60);
    assert_eq!(send("", GOOD).expect(201).body["created"], 60);
    let seen = app.sign_in("kari").get("/citizens?limit=200").expect(200);
    // And Astrid and Einar, who were there.
    assert_eq!(items(&seen).len(), 62);
}

/// 3. A conversation, a goal that points at what was said, and tiltak.
fn what_matters_becomes_a_plan(app: &TestApp) {
    let kari = app.sign_in("kari");
    kari.get(&format!("/citizens/{}", app.world.astrid))
        .expect(200);
    let whole = conversation(app);
    let mut silent = whole.clone();
    silent["statements"] = json!([]);
    let begun = draft(app, &kari, &silent);
    let refused = complete(&kari, &begun).expect(422);
    assert_eq!(refused.codes(), ["what-matters-missing"]);
    let path = format!("/assessments/{}", begun.id());
    let told = kari.if_match(&begun.etag()).put(&path, &whole).expect(200);
    let told = kari
        .if_match(&told.etag())
        .post(&format!("{path}/completion"), &json!({}))
        .expect(200);
    assert_eq!(told.body["state"], "completed");

    let plan = format!("/citizens/{}/tiltaksplan", app.world.astrid);
    let goal = kari.post(&format!("{plan}/goals"), &goal(app)).expect(201);
    let mut insulin = tiltak();
    insulin["goals"] = json!([goal.id()]);
    kari.post(&format!("{plan}/tiltak"), &insulin).expect(201);

    let plan = format!("/citizens/{}/tiltaksplan/tiltak", app.world.einar);
    kari.post(&plan, &tiltak()).expect(201);
    let mut by_two = tiltak();
    by_two["description"] = json!("Opp av senga med personløfter");
    by_two["competences"] = json!(["personal_care"]);
    by_two["employees"] = json!(2);
    by_two["slot"] = json!("formiddag");
    by_two["window"] = json!({ "from": "10:00:00", "until": "12:00:00", "preferred": "10:30:00" });
    kari.post(&plan, &by_two).expect(201);
    let mut cleaning = tiltak();
    cleaning["service"] = json!("practical_assistance");
    cleaning["description"] = json!("Rengjøring");
    cleaning["competences"] = json!(["practical_assistance"]);
    cleaning["slot"] = json!("middag");
    cleaning["window"] = json!({ "from": "12:00:00", "until": "14:00:00", "preferred": null });
    kari.post(&plan, &cleaning).expect(201);
}

/// 4. Home nursing signed; everything else refused with all its reasons.
fn decisions_are_signed_by_those_who_may(app: &TestApp) {
    let root = root(app);
    pass_on(app, root, "liv", json!(["home_nursing"]));
    pass_on(app, root, "olav", json!(["day_centre"]));
    let mut ended = grant(app, Some(root), "bente", "siri", json!(["home_nursing"]));
    ended["period"]["until"] = json!("2026-11-22");
    app.sign_in("admin")
        .post("/delegations", &ended)
        .expect(201);

    let (cato, liv) = (app.sign_in("cato"), app.sign_in("liv"));
    let bare = json!({ "content": { "service": "home_nursing", "form": "frame" } });
    let path = begun(&cato, app.world.astrid, &bare);
    let tag = cato.get(&path).expect(200).etag();
    let missing = cato
        .if_match(&tag)
        .post(&format!("{path}/submission"), &Value::Null)
        .expect(422);
    assert!(missing.errors().len() > 10, "{:?}", missing.errors());

    let assessment = latest_assessment(app);
    let nursing = drafting(app, "home_nursing", assessment);
    let (path, tag) = submitted(app, app.world.astrid, &nursing);
    let late = sign(&app.sign_in("siri"), &path, &tag).expect(403);
    assert!(late.codes().contains(&"delegation-ended".to_owned()));
    let signed = sign(&liv, &path, &tag).expect(200);
    assert_eq!(signed.body["state"], "signed");

    let centre = drafting(app, "day_centre", assessment);
    let (path, tag) = submitted(app, app.world.astrid, &centre);
    let refused = sign(&liv, &path, &tag).expect(403);
    assert_eq!(refused.codes(), ["no-delegation", "service-not-covered"]);
    let options = liv.get(&format!("{path}/signing-options")).expect(200);
    let may = options.body["whoMay"].as_array().expect("people");
    assert!(may.iter().any(|one| one["name"] == "Olav Tveit"), "{may:?}");

    // She who changed the draft does not sign it.
    let assessment = completed_assessment(app, app.world.einar);
    let nursing = drafting(app, "home_nursing", assessment);
    let path = begun(&cato, app.world.einar, &nursing);
    let mut changed = nursing.clone();
    changed["content"]["facts"] = json!("Får insulin to ganger om dagen.");
    let tag = liv.get(&path).expect(200).etag();
    liv.if_match(&tag).put(&path, &changed).expect(200);
    stated(app, &path);
    let tag = cato.get(&path).expect(200).etag();
    let submit = format!("{path}/submission");
    let submitted = cato.if_match(&tag).post(&submit, &Value::Null).expect(200);
    let refused = sign(&liv, &path, &submitted.etag()).expect(403);
    assert_eq!(refused.codes(), ["signer-changed-draft"]);
}

fn latest_assessment(app: &TestApp) -> domain::ids::AssessmentId {
    let path = format!("/citizens/{}/assessments", app.world.astrid);
    let seen = app.sign_in("kari").get(&path).expect(200);
    let id = items(&seen)[0]["id"].clone();
    serde_json::from_value(id).expect("an id")
}

/// Tomorrow, as the story needs it.
struct Tomorrow {
    /// Astrid's insulin, pinned by Kari.
    insulin: VisitId,
}

/// 5. Claims, a pin, a proposal with its reasons, and lists in force.
fn tomorrow_is_claimed_proposed_and_published(app: &TestApp) -> Tomorrow {
    let team = app.world.skullerud;
    let rota = DutyRota {
        duty: Duty::Fordeler,
        name: None,
        competence: None,
        any_may_give: false,
        rotation: Rotation::Fixed,
        from: tests::phone::monday(),
        until: None,
        order: vec![app.world.employee("kari")],
        swaps: Vec::new(),
    };
    app.arrange(persistence::Streams::unit(team), |writer| {
        writer.save_duty_rotas(team, std::slice::from_ref(&rota), 0)
    });
    let liv = app.sign_in("liv");
    for who in ["kari", "siri", "per", "hanne"] {
        let shift = json!({ "employee": app.world.employee(who), "kind": "day",
            "interval": { "from": "2026-11-24T06:00:00Z", "until": "2026-11-24T14:00:00Z" } });
        liv.post(&format!("/teams/{team}/shifts"), &shift)
            .expect(201);
    }
    let [kari, per, hanne] = ["kari", "per", "hanne"].map(|who| app.sign_in(who));
    let path = format!("/teams/{team}/days/2026-11-24");
    let day = kari.get(&path).expect(200);
    assert_eq!(day.body["fordeler"]["name"], "Kari Nordby");
    let insulin = visit_of(&day, "Astrid Bøe", "insulin");
    let by_two = visit_of(&day, "Einar Dahl", "personal_care");
    let cleaning = visit_of(&day, "Einar Dahl", "practical_assistance");
    let start = |at: &str| json!({ "start": format!("2026-11-24T{at}:00Z") });
    kari.post(&format!("/visits/{insulin}/pin"), &start("06:30"))
        .expect(200);
    per.post(&format!("/visits/{by_two}/claim"), &start("09:30"))
        .expect(200);
    hanne
        .post(&format!("/visits/{cleaning}/claim"), &start("11:30"))
        .expect(200);
    // A home helper is not given insulin.
    let other = visit_of(&day, "Einar Dahl", "insulin");
    hanne
        .post(&format!("/visits/{other}/claim"), &start("06:30"))
        .expect(409);

    let publish = format!("{path}/publication");
    let tag = |client: &Client| client.get(&path).expect(200).body["etag"].clone();
    let by_fordeler = kari.if_match(tag(&kari).as_str().unwrap_or_default());
    let refused = by_fordeler.post(&publish, &Value::Null).expect(409);
    assert!(
        refused
            .codes()
            .iter()
            .all(|code| code == "must-do-unassigned")
    );
    assert_eq!(refused.codes().len(), 2, "{:?}", refused.errors());

    let ask = kari.with("prefer", "wait=8");
    let asked = ask.post(&format!("{path}/proposals"), &Value::Null);
    let proposal = ready(&kari, &path, asked);
    let parts = proposal["parts"].as_array().expect("parts").clone();
    let of = |visit: VisitId| -> Vec<Value> {
        let ours = parts.iter().filter(|p| p["visit"] == json!(visit));
        ours.cloned().collect()
    };
    assert!(
        parts
            .iter()
            .all(|p| p["why"].as_str().is_some_and(|why| !why.is_empty()))
    );
    for (visit, who) in [(insulin, "kari"), (by_two, "per"), (cleaning, "hanne")] {
        let hers = json!(app.world.employee(who));
        let stays = of(visit).iter().any(|p| p["employee"] == hers);
        assert!(stays, "{who} keeps {visit}");
    }
    let nurses = ["kari", "siri"].map(|who| json!(app.world.employee(who)));
    assert!(of(other).iter().all(|p| nurses.contains(&p["employee"])));
    let both = of(by_two);
    assert_eq!(both.len(), 2);
    assert_eq!(both[0]["start"], both[1]["start"]);
    assert_ne!(both[0]["employee"], both[1]["employee"]);
    assert_eq!(proposal["unplaced"], json!([]));

    let id = proposal["id"].as_str().unwrap_or_default();
    let planned = proposal["planEtag"].as_str().unwrap_or_default();
    kari.if_match(planned)
        .post(&format!("{path}/proposals/{id}/acceptance"), &json!({}))
        .expect(200);
    let etag = tag(&kari);
    let etag = etag.as_str().unwrap_or_default();
    let other = app.sign_in("siri").if_match(etag);
    other.post(&publish, &Value::Null).expect(403);
    let published = kari.if_match(etag).post(&publish, &Value::Null).expect(200);
    assert_eq!(published.body["state"], "published");
    Tomorrow { insulin }
}

/// The proposal, asked for until it is ready.
fn ready(client: &Client, day: &str, asked: Reply) -> Value {
    assert!(matches!(asked.status, 201 | 202), "{}", asked.body);
    let path = format!("{day}/proposals/{}", asked.id());
    for _ in 0..100 {
        let seen = client.get(&path).expect(200).body;
        if seen["state"] != "working" {
            assert_eq!(seen["state"], "ready", "{seen}");
            return seen;
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    panic!("no proposal");
}

fn items(reply: &Reply) -> Vec<Value> {
    reply.body["items"].as_array().expect("items").clone()
}

fn visit_of(day: &Reply, name: &str, competence: &str) -> VisitId {
    let visits = day.body["visits"].as_array().expect("visits");
    let hers = visits.iter().find(|visit| {
        let needed = visit["competences"].as_array().expect("competences");
        visit["citizen"]["name"] == name && needed.contains(&json!(competence))
    });
    let id = hers.expect("a visit")["id"].clone();
    serde_json::from_value(id).expect("an id")
}

/// 6. The phone without coverage: its batch twice, in the wrong order.
fn a_phone_tells_what_happened(app: &TestApp, day: &Tomorrow) {
    app.at("2026-11-24T05:50:00Z");
    let kari = app.sign_in("kari");
    let seen = kari.get("/me/day").expect(200);
    let visits = seen.body["visits"].as_array().expect("visits").clone();
    assert!(
        visits
            .iter()
            .any(|v| v["id"] == json!(day.insulin) && v["draft"] == false)
    );
    app.at("2026-11-24T07:15:00Z");
    let event = |n: u32, kind: &str, at: &str| {
        json!({ "id": format!("01930000-0000-7000-8000-00000000000{n}"), "visit": day.insulin,
            "kind": kind, "phoneTime": format!("2026-11-24T{at}:00Z"), "sequence": n })
    };
    let mut note = event(3, "note", "06:46");
    note["note"] = json!("Blodsukker 6,2. Spiste godt.");
    let batch = json!({ "device": "01930000-0000-7000-8000-0000000000d1",
        "events": [note, event(2, "done", "06:45"), event(1, "started", "06:31")] });
    let kari = app.sign_in("kari");
    for fate in ["applied", "repeated"] {
        let told = kari.post("/me/visit-events", &batch).expect(200);
        let answers = told.body["answers"].as_array().expect("answers");
        assert_eq!(answers.len(), 3);
        assert!(answers.iter().all(|a| a["fate"] == fate), "{answers:?}");
        let seen = kari.get("/me/day").expect(200);
        let after = seen.body["visits"].as_array().expect("visits");
        assert_eq!(after.len(), visits.len(), "nothing lost, nothing doubled");
        let insulin = after.iter().find(|v| v["id"] == json!(day.insulin));
        assert_eq!(insulin.expect("the visit")["outcome"], "done");
    }
}

/// 7. Another team's nurse, and the access log.
fn another_team_sees_nothing_and_the_log_sees_all(app: &TestApp) {
    let nina = app.sign_in("nina");
    for path in [
        "",
        "/assessments",
        "/tiltaksplan",
        "/vedtak",
        "/care-team",
        "/access-log",
    ] {
        nina.get(&format!("/citizens/{}{path}", app.world.astrid))
            .expect(404);
    }
    assert_eq!(
        items(&nina.get("/citizens?query=astrid").expect(200)),
        [] as [Value; 0]
    );
    nina.get(&format!("/teams/{}/days/2026-11-24", app.world.skullerud))
        .expect(403);

    let path = format!("/citizens/{}/access-log?limit=200", app.world.astrid);
    let lines = items(&app.sign_in("liv").get(&path).expect(200));
    let says = |name: &str, operation: &str| {
        let found = lines.iter();
        let mut found = found.filter(|l| l["name"] == name && l["operation"] == operation);
        found.any(|l| !l["basis"].is_null())
    };
    for (name, operation) in [
        ("Kari Nordby", "getCitizen"),
        ("Kari Nordby", "createAssessment"),
        ("Kari Nordby", "completeAssessment"),
        ("Kari Nordby", "createGoal"),
        ("Kari Nordby", "createTiltak"),
        ("Cato Ruud", "createVedtak"),
        ("Liv Strand", "signVedtak"),
        ("Kari Nordby", "pinVisit"),
        ("Kari Nordby", "publishDay"),
        ("Kari Nordby", "getMyDay"),
    ] {
        assert!(says(name, operation), "{name} {operation}: {lines:#?}");
    }
    assert!(lines.iter().all(|l| l["name"] != "Nina Foss"));
}
