//! Every column and every flag of the caseload, right on both databases (R-CIT-6).

use crate::known::{complete, conversation, draft, goal, tiltak, vedtak, vedtak_until};
use domain::{caseload::CaseloadFlag, day_plan::DayPlanState};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tests::{
    Client, TestApp, on_both,
    phone::{plan, shift, visit},
};

fn astrid(app: &TestApp, what: &str) -> String {
    format!("/citizens/{}{what}", app.world.astrid)
}

/// Astrid's line, as Kari sees it now.
fn line(app: &TestApp) -> Value {
    let kari = app.sign_in("kari");
    let path = format!("/teams/{}/caseload", app.world.skullerud);
    kari.get(&path).expect(200).body["items"][0].clone()
}

fn flags(line: &Value) -> BTreeSet<String> {
    let flags = line["flags"].as_array().unwrap().iter();
    flags
        .map(|flag| flag.as_str().unwrap().to_owned())
        .collect()
}

fn rung(app: &TestApp, who: &str, role: &str) -> Value {
    json!({ "employee": app.world.employee(who), "role": role, "from": "2026-11-01", "until": null })
}

fn name_contacts(app: &TestApp, by: &Client) {
    let path = astrid(app, "/care-team");
    let etag = by.get(&path).etag();
    let members = json!([rung(app, "kari", "primary"), rung(app, "per", "secondary")]);
    by.if_match(&etag)
        .put(
            &path,
            &json!({ "members": members, "responsibleNurse": null }),
        )
        .expect(200);
}

/// Two visits to Astrid today, done by two people.
fn two_are_with_her(app: &TestApp) {
    let unit = app.world.skullerud;
    for (n, who) in (1..).zip(["kari", "siri"]) {
        shift(app, unit, who);
        let at = tests::now() + chrono::TimeDelta::hours(n);
        let visit = visit(app, unit, app.world.astrid, who, at);
        let event = |kind: &str, sequence: i64| {
            let id = uuid::Uuid::from_u128(
                0x0193_0000_0000_7000_8000_0000_0000_0000
                    + u128::from(n as u32) * 10
                    + sequence as u128,
            );
            json!({ "id": id, "visit": visit, "kind": kind, "phoneTime": at, "sequence": sequence })
        };
        if n == 1 {
            plan(app, unit, DayPlanState::Published);
        }
        app.at(&at.to_rfc3339());
        let device = format!("01930000-0000-7000-8000-0000000000d{n}");
        let body = json!({ "device": device, "events": [event("started", 1), event("done", 2)] });
        let told = app
            .sign_in(who)
            .post("/me/visit-events", &body)
            .expect(200)
            .body;
        assert_eq!(told["answers"][1]["fate"], "applied", "{told}");
    }
}

on_both!(
    fn every_column_says_what_is(app) {
        let kari = app.sign_in("kari");
        complete(&kari, &draft(&app, &kari, &conversation(&app))).expect(200);
        kari.post(&astrid(&app, "/tiltaksplan/goals"), &goal(&app)).expect(201);
        vedtak_until(&app, 0, 200, "2027-06-30");
        kari.post(&astrid(&app, "/tiltaksplan/tiltak"), &tiltak()).expect(201);
        name_contacts(&app, &kari);
        let task = json!({ "title": "Bestill nøkkelboks", "citizen": app.world.astrid,
            "due": { "kind": "day", "at": "2026-11-30" },
            "holder": { "kind": "employee", "value": app.world.employee("kari") } });
        kari.post(&format!("/teams/{}/tasks", app.world.skullerud), &task).expect(201);
        two_are_with_her(&app);
        app.at("2026-11-24T06:00:00Z");
        let line = line(&app);
        assert_eq!(line["primaryContact"]["name"], "Kari Nordby");
        assert_eq!(line["secondaryContact"]["name"], "Per Haugen");
        assert_eq!((&line["gaps"], &line["flags"]), (&json!([]), &json!([])));
        assert_eq!(line["plannedWeeklyMinutes"], 105);
        let frame = &line["frame"][0];
        assert_eq!((&frame["planned"], &frame["highest"], &frame["standing"]), (&json!(105), &json!(220), &json!("inside")));
        assert_eq!(line["differentEmployees"], 2);
        assert_eq!(line["openTasks"], 1);
        assert_eq!(line["nextEvaluation"], "2026-12-21");
        assert_eq!(line["nextReassessment"], "2027-05-23");
        assert_eq!(line["nextVedtakEnd"], "2027-06-30");
        assert_eq!(line["whereabouts"], Value::Null);
        // Fourteen local days, ending yesterday.
        app.at("2026-12-07T06:00:00Z");
        assert_eq!(self::line(&app)["differentEmployees"], 2);
        app.at("2026-12-08T06:00:00Z");
        assert_eq!(self::line(&app)["differentEmployees"], 0);
    }
);

on_both!(
    fn every_flag_is_raised_by_what_it_speaks_of_and_by_nothing_else(app) {
        let kari = app.sign_in("kari");
        let mut seen = BTreeSet::new();
        let mut raised = |app: &TestApp, expected: &[&str]| {
            let now = flags(&line(app));
            let expected: BTreeSet<String> = expected.iter().map(|f| (*f).to_owned()).collect();
            assert_eq!(now, expected);
            seen.extend(now);
        };
        raised(&app, &["no_assessment", "no_primary_contact"]);
        complete(&kari, &draft(&app, &kari, &conversation(&app))).expect(200);
        name_contacts(&app, &kari);
        raised(&app, &[]);
        kari.post(&astrid(&app, "/tiltaksplan/goals"), &goal(&app)).expect(201);
        let away = json!({ "kind": "kad", "from": "2026-11-22T10:00:00Z", "until": "2026-11-25T10:00:00Z", "note": null });
        kari.post(&astrid(&app, "/whereabouts"), &away).expect(201);
        raised(&app, &["not_at_home"]);
        // Help without a vedtak: flagged in its last week.
        kari.post(&astrid(&app, "/tiltaksplan/tiltak"), &tiltak()).expect(201);
        app.at("2026-11-29T06:00:00Z");
        raised(&app, &[]);
        app.at("2026-11-30T06:00:00Z");
        raised(&app, &["provisional_ending"]);
        // A vedtak about to end, that gives more than is planned.
        vedtak_until(&app, 300, 400, "2026-12-31");
        raised(&app, &["outside_frame"]);
        app.at("2026-12-01T06:00:00Z");
        raised(&app, &["outside_frame", "vedtak_ending"]);
        app.at("2026-12-22T06:00:00Z");
        raised(&app, &["outside_frame", "vedtak_ending", "evaluation_overdue"]);
        app.at("2027-05-24T06:00:00Z");
        vedtak(&app, 0, 200);
        raised(&app, &["evaluation_overdue", "reassessment_overdue"]);
        let all: BTreeSet<String> = CaseloadFlag::ALL.iter().map(ToString::to_string).collect();
        assert_eq!(seen, all, "every flag has been raised");
    }
);
