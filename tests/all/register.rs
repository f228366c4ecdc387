//! What the register answers: who may sign this today, what she could sign on a day of the past,
//! acting leaders, quotas; relations that end; the law as data; the leader's page (R-VED-1, R-VED-2,
//! R-VED-5, R-VED-8, R-MSG-4).

use serde_json::{Value, json};
use std::io::Write;
use tests::{Backend, Client, TestApp, decide::*, on_both};

fn holders(client: &Client, query: &str) -> Vec<String> {
    let page = client.get(&format!("/delegations?{query}")).expect(200);
    let items = page.body["items"].as_array().unwrap().clone();
    items
        .iter()
        .map(|link| link["holderName"].as_str().unwrap().to_owned())
        .collect::<std::collections::BTreeSet<String>>()
        .into_iter()
        .collect()
}

on_both!(
    /// R-VED-2: «who may sign this, today», «what could she sign on 3 March», acting leaders with
    /// dates, ended and replaced; the past stays as it was.
    fn the_register_answers_for_today_and_for_any_day_of_the_past(app) {
        let root = root(&app);
        let first = pass_on(&app, root, "liv", json!(["home_nursing", "day_centre"]));
        let admin = app.sign_in("admin");
        let mut acting = grant(&app, Some(root), "bente", "siri", json!(["home_nursing"]));
        acting["acting"] = json!(true);
        let refused = admin.post("/delegations", &acting).expect(422);
        assert_eq!(refused.codes(), ["acting-needs-end"]);
        acting["period"] = json!({ "from": "2026-12-01", "until": "2026-12-14" });
        acting["units"] = json!({ "units": [app.world.skullerud] });
        acting["outcomes"] = json!(["grant"]);
        admin.post("/delegations", &acting).expect(201);
        let per = app.sign_in("per");
        let ask = |service: &str, outcome: &str, on: &str| {
            let unit = app.world.skullerud;
            holders(&per, &format!("service={service}&unit={unit}&outcome={outcome}&on={on}"))
        };
        assert_eq!(ask("home_nursing", "grant", "2026-11-23"), ["Bente Krog", "Liv Strand"]);
        assert_eq!(ask("home_nursing", "grant", "2026-12-05"), ["Bente Krog", "Liv Strand", "Siri Vik"]);
        assert_eq!(ask("home_nursing", "refuse", "2026-12-05"), ["Bente Krog", "Liv Strand"]);
        assert_eq!(ask("home_nursing", "grant", "2026-12-15"), ["Bente Krog", "Liv Strand"]);

        // In March she is given less in its place; what she could before is still answered.
        app.at("2027-03-10T09:00:00Z");
        let admin = app.sign_in("admin");
        let mut less = grant(&app, Some(root), "bente", "liv", json!(["home_nursing"]));
        less["replaces"] = json!(first);
        less["period"] = json!({ "from": "2027-03-10" });
        admin.post("/delegations", &less).expect(201);
        assert_eq!(admin.post("/delegations", &less).expect(422).codes(), ["replaced-unknown"]);
        let per = app.sign_in("per");
        let could = |on: &str| {
            let holder = app.world.employee("liv");
            let page = per.get(&format!("/delegations?holder={holder}&on={on}")).expect(200);
            page.body["items"][0]["grant"]["services"].clone()
        };
        assert_eq!(could("2027-03-03"), json!(["home_nursing", "day_centre"]));
        assert_eq!(could("2027-03-10"), json!(["home_nursing"]));
        assert_eq!(could("2026-11-22"), Value::Null, "nothing before it was registered");
    }
);

on_both!(
    /// R-VED-1, R-VED-2: a quota is registered, shown with its use, and never exceeded.
    fn a_quota_shows_its_places_and_what_is_taken(app) {
        let admin = app.sign_in("admin");
        let wrong = admin.post("/quotas", &json!({ "name": " ", "places": -1 })).expect(422);
        assert_eq!(wrong.codes(), ["quota-name", "quota-places"]);
        app.sign_in("liv").post("/quotas", &json!({ "name": "Min", "places": 9 })).expect(403);
        let quota = admin.post("/quotas", &json!({ "name": "Korttid", "places": 1 })).expect(201).id();
        let mut bound = grant(&app, Some(root(&app)), "bente", "liv", json!(["short_term_stay"]));
        bound["limits"] = json!({ "quota": quota });
        admin.post("/delegations", &bound).expect(201);
        let assessment = completed_assessment(&app, app.world.astrid);
        let drafting = drafting(&app, "short_term_stay", assessment);
        let (path, tag) = submitted(&app, app.world.astrid, &drafting);
        sign(&app.sign_in("liv"), &path, &tag).expect(200);
        let quotas = app.sign_in("per").get("/quotas").expect(200);
        assert_eq!(quotas.body["items"][0]["places"], 1);
        assert_eq!(quotas.body["items"][0]["inUse"], 0, "it begins on 1 December");
        let taken = json!([{ "from": "2026-12-01", "until": "2027-05-31" }]);
        assert_eq!(quotas.body["items"][0]["taken"], taken);
    }
);

on_both!(
    /// R-VED-5: a relation is kept when it ends, and disqualifies no more.
    fn a_relation_that_is_over_no_longer_keeps_her_away(app) {
        let assessment = completed_assessment(&app, app.world.astrid);
        let own = format!("/employees/{}/relations", app.world.employee("cato"));
        let kin = json!({ "citizen": app.world.astrid, "kind": "guardian" });
        let cato = app.sign_in("cato");
        let declared = cato.post(&own, &kin).expect(201);
        let all = format!("/citizens/{}/vedtak", app.world.astrid);
        let body = drafting(&app, "home_nursing", assessment);
        assert_eq!(cato.post(&all, &body).expect(403).codes(), ["declared-relation"]);
        let end = format!("{own}/{}/end", declared.id());
        app.sign_in("liv").post(&end, &Value::Null).expect(404);
        assert!(cato.post(&end, &Value::Null).expect(200).body["endedAt"].is_string());
        assert_eq!(cato.post(&end, &Value::Null).expect(409).codes(), ["relation-ended"]);
        cato.post(&all, &body).expect(201);
        assert_eq!(cato.get(&own).expect(200).body["items"].as_array().unwrap().len(), 1);
    }
);

/// A server with the municipality's own rows, from a day on.
fn with_law(backend: Backend, rows: &str) -> (TestApp, tempfile::NamedTempFile) {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(rows.as_bytes()).unwrap();
    let path = file.path().to_str().unwrap().to_owned();
    let app = TestApp::start_with(backend, |config| config.law = Some(path));
    (app, file)
}

const NEW_ACT: &str = r#"
    [[versions]]
    id = "fvl-2025"
    validFrom = "2026-12-01"
    source = "Lov 20. juni 2025 nr. 81"
    [[numbers]]
    name = "appeal_weeks"
    value = 6
    validFrom = "2026-12-01"
    source = "an example"
    [[services]]
    service = "day_centre"
    kprCode = 4
    preparedBy = "speciality"
    defaultForm = "detailed"
    legalBasis = ["hol § 3-2 nr. 7"]
    needsPriorNotice = true
    validFrom = "2026-12-01"
    source = "an example"
"#;

fn a_new_act(backend: Backend) {
    let (app, _file) = with_law(backend, NEW_ACT);
    pass_on(&app, root(&app), "liv", json!(["home_nursing"]));
    let signed_on = |at: &str, citizen, arrived: &str| {
        app.at(at);
        let assessment = completed_assessment(&app, citizen);
        let (path, tag) = submitted(&app, citizen, &drafting(&app, "home_nursing", assessment));
        let signed = sign(&app.sign_in("liv"), &path, &tag).expect(200);
        let notice = json!({ "channel": "digital", "sentOn": arrived, "arrivedOn": arrived });
        let told = app
            .sign_in("cato")
            .post(&format!("{path}/notification"), &notice)
            .expect(201);
        (
            signed.body["signature"]["lawVersion"].clone(),
            told.body["appealUntil"].clone(),
            path,
        )
    };
    let bare = json!({ "content": { "service": "day_centre", "form": "detailed" } });
    let of = |citizen| format!("/citizens/{citizen}/vedtak");
    let before = signed_on("2026-11-30T12:00:00Z", app.world.astrid, "2026-11-30");
    assert_eq!(
        (&before.0, &before.1),
        (&json!("fvl-1967"), &json!("2026-12-28"))
    );
    app.sign_in("kari")
        .post(&of(app.world.astrid), &bare)
        .expect(201);
    let after = signed_on("2026-12-01T12:00:00Z", app.world.einar, "2026-12-01");
    assert_eq!(
        (&after.0, &after.1),
        (&json!("fvl-2025"), &json!("2027-01-12"))
    );
    let refused = app
        .sign_in("kari")
        .post(&of(app.world.einar), &bare)
        .expect(403);
    assert_eq!(refused.codes(), ["needs-speciality"]);
    // What drafts begin with, asked for by day.
    let settings = |on: &str| {
        let found = app
            .sign_in("kari")
            .get(&format!("/decision-settings?on={on}"));
        found.expect(200).body
    };
    let (old, new) = (settings("2026-11-30"), settings("2026-12-01"));
    assert_eq!(
        (&old["law"]["id"], &new["law"]["id"]),
        (&json!("fvl-1967"), &json!("fvl-2025"))
    );
    assert_eq!(
        (&old["appealWeeks"], &new["appealWeeks"]),
        (&json!(4), &json!(6))
    );
    let form = |of: &Value, service: &str| {
        let rows = of["services"].as_array().unwrap().clone();
        let row = rows
            .into_iter()
            .find(|row| row["service"] == service)
            .unwrap();
        (row["defaultForm"].clone(), row["preparedBy"].clone())
    };
    assert_eq!(form(&old, "home_nursing"), (json!("frame"), json!("team")));
    assert_eq!(form(&old, "day_centre").1, "application_office");
    assert_eq!(form(&new, "day_centre").1, "speciality");
    app.sign_in("kari")
        .get("/decision-settings?on=1066-10-14")
        .expect(422);
    let kept = app.sign_in("kari").get(&before.2).expect(200);
    assert_eq!(
        kept.body["signature"]["lawVersion"], "fvl-1967",
        "a vedtak keeps its version"
    );
}

/// R-VED-8: both sides of the day on which a new act and its rows begin, without a line of code.
#[test]
fn a_new_act_counts_from_its_day_on_sqlite() {
    a_new_act(Backend::Sqlite);
}

/// R-VED-8: the same on the other database.
#[test]
fn a_new_act_counts_from_its_day_on_postgres() {
    a_new_act(Backend::Postgres);
}

on_both!(
    /// R-MSG-4: one call tells a leader what waits, how long, what came back, and what nobody holds.
    fn a_leader_sees_what_waits_across_her_teams(app) {
        pass_on(&app, root(&app), "liv", json!(["home_nursing"]));
        let assessment = completed_assessment(&app, app.world.astrid);
        let draft = drafting(&app, "home_nursing", assessment);
        submitted(&app, app.world.astrid, &draft);
        let other = completed_assessment(&app, app.world.einar);
        let (back, tag) = submitted(&app, app.world.einar, &drafting(&app, "home_nursing", other));
        let comment = json!({ "comment": "Skriv hvor ofte." });
        app.sign_in("liv").if_match(&tag).post(&format!("{back}/return"), &comment).expect(200);
        let task = |holder: Value| json!({
            "title": "Ring pårørende", "due": { "kind": "day", "at": "2026-11-25" }, "holder": holder,
        });
        let tasks = format!("/teams/{}/tasks", app.world.skullerud);
        let kari = app.sign_in("kari");
        kari.post(&tasks, &task(json!({ "kind": "duty", "value": "journal_follow_up" }))).expect(201);
        kari.post(&tasks, &task(json!({ "kind": "employee", "value": app.world.employee("per") }))).expect(201);
        app.at("2026-11-26T07:00:00Z");
        let page = app.sign_in("liv").get("/me/leader-overview").expect(200);
        let unit = &page.body["units"][0];
        assert_eq!(page.body["units"].as_array().unwrap().len(), 1);
        assert_eq!(unit["name"], "Team Skullerud");
        assert_eq!(unit["toSign"][0]["citizen"], json!(app.world.astrid));
        assert_eq!(unit["toSign"][0]["ageDays"], 3);
        assert_eq!(unit["toSign"][0]["citizenName"], "Astrid Bøe");
        assert_eq!(unit["returned"][0]["comment"], "Skriv hvor ofte.");
        let unowned = unit["unowned"].as_array().unwrap();
        assert_eq!(unowned.len(), 1, "no rota has the duty: {unowned:?}");
        assert_eq!(unowned[0]["overdue"], true);
        assert_eq!(page.body["totals"]["toSign"], 1);
        assert_eq!(page.body["totals"]["overdue"], 2);
        let none = app.sign_in("kari").get("/me/leader-overview").expect(200);
        assert_eq!(none.body["units"], json!([]));
    }
);

on_both!(
    /// R-MSG-4: the page takes the same number of queries however much waits.
    fn a_leaders_page_takes_a_fixed_number_of_queries(app) {
        let liv = app.sign_in("liv");
        let ask = || {
            let before = app.database().queries();
            liv.get("/me/leader-overview").expect(200);
            app.database().queries() - before
        };
        ask();
        let empty = ask();
        let tasks = format!("/teams/{}/tasks", app.world.skullerud);
        for n in 0..20 {
            let task = json!({
                "title": format!("Oppgave {n}"), "due": { "kind": "day", "at": "2026-11-25" },
                "holder": { "kind": "role", "value": "leader" },
            });
            liv.post(&tasks, &task).expect(201);
        }
        assert_eq!(ask(), empty);
    }
);
