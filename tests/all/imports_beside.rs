//! What goes on beside the request of an import: checked there, tried there, and refused when something
//! has changed between its check and its taking in (R-CIT-1, R-PLAN-1, API-4, API-11).

use crate::{
    exports,
    imports::until_ended,
    known::{complete, conversation, draft, goal, numbers, tiltak},
};
use serde_json::{Value, json};
use tests::{Client, Reply, TestApp, on_both};

const GOOD: &[u8] = include_bytes!("../../docs/examples/caseload-good.csv");
const FAULTS: &[u8] = include_bytes!("../../docs/examples/caseload-faults.csv");

fn stage(app: &TestApp, by: &Client, query: &str, file: &[u8]) -> Reply {
    let path = format!("/units/{}/imports{query}", app.world.skullerud);
    by.send("POST", &path, file.to_vec(), Some("text/csv"))
}

fn place(staged: &Reply) -> String {
    let place = staged.header("location").expect("a place to look");
    place.trim_start_matches("/api/v1").to_owned()
}

/// Asks until every row is checked; it is not taken in yet.
fn until_checked(client: &Client, place: &str) {
    loop {
        let now = client.get(place).expect(200).body;
        assert_eq!(
            (&now["state"], &now["done"]),
            (&json!("working"), &json!(0)),
            "{now}"
        );
        if now["checked"] == now["total"] {
            return;
        }
        std::thread::yield_now();
    }
}

fn codes(run: &Value) -> Vec<(u64, &str, &str)> {
    let faults = run["faults"].as_array().unwrap().iter();
    faults
        .map(|f| {
            (
                f["line"].as_u64().unwrap(),
                f["column"].as_str().unwrap_or(""),
                f["code"].as_str().unwrap(),
            )
        })
        .collect()
}

on_both!(
    /// R-PLAN-5: a goal that was ended while the file waited is history, and the whole file is refused.
    fn a_file_of_plans_is_refused_when_a_goal_was_ended_after_its_check(app) {
        let (kari, liv) = (app.sign_in("kari"), app.sign_in("liv"));
        complete(&kari, &draft(&app, &kari, &conversation(&app))).expect(200);
        let plan = format!("/citizens/{}/tiltaksplan", app.world.astrid);
        let set = kari.post(&format!("{plan}/goals"), &goal(&app)).expect(201);
        let mut walk = tiltak();
        walk["goals"] = json!([set.id()]);
        kari.post(&format!("{plan}/tiltak"), &walk).expect(201);
        let file = String::from_utf8(exports::plans(&app, &liv)).unwrap();
        let file = file.replace("to ganger i uken", "tre ganger i uken").replace(";15;1;FREQ=DAILY", ";25;1;FREQ=DAILY");
        let held = app.hold_imports();
        let staged = stage(&app, &liv, "?kind=plans", file.as_bytes()).expect(202);
        until_checked(&liv, &place(&staged));
        let over = json!({ "evaluatedOn": "2026-11-23", "outcome": "reached", "score": 8, "note": null,
            "next": "end", "nextEvaluationDate": null });
        kari.post(&format!("{plan}/goals/{}/evaluations", set.id()), &over).expect(201);
        let before = kari.get(&plan).expect(200).body;
        drop(held);
        let ended = until_ended(&liv, &place(&staged));
        assert_eq!(ended["state"], "refused");
        assert_eq!(codes(&ended)[0], (2, "tekst", "goal-ended"), "{ended}");
        assert_eq!((&ended["created"], &ended["updated"], &ended["done"]), (&json!(0), &json!(0), &json!(0)));
        assert_eq!(kari.get(&plan).expect(200).body, before, "nothing is half done");
        let day = kari.get(&format!("/teams/{}/days/2026-11-25", app.world.skullerud)).body;
        assert_eq!(day["visits"][0]["minutes"], 15, "nor did visits follow");
        // It stands in nobody's way, and the list tells of it.
        let list = liv.get(&format!("/units/{}/imports", app.world.skullerud)).expect(200).body;
        assert_eq!((&list["items"][0]["id"], &list["items"][0]["state"]), (&ended["id"], &json!("refused")));
        stage(&app, &liv.with("prefer", "wait=8"), "", GOOD).expect(201);
    }
);

on_both!(
    /// SEC-5: the other unit's citizen is not told of, only that this one cannot be registered here.
    fn a_caseload_is_refused_when_another_unit_registered_one_of_them_after_its_check(app) {
        let liv = app.sign_in("liv");
        let born = "1941-05-17".parse().unwrap();
        let number = numbers(born, false).next().unwrap().reveal();
        let text = String::from_utf8(GOOD.to_vec()).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let own = lines[5].split(';').next().unwrap().to_owned();
        lines[5] = lines[5].replace(&own, &number);
        let held = app.hold_imports();
        let staged = stage(&app, &liv, "", lines.join("\n").as_bytes()).expect(202);
        until_checked(&liv, &place(&staged));
        let mut content = crate::citizens::content("Solveig", "Moe");
        content["birthDate"] = json!(born);
        app.sign_in("nina").post("/citizens", &json!({ "unit": app.world.bogerud, "nationalNumber": number,
            "noNumberReason": null, "content": content })).expect(201);
        drop(held);
        let ended = until_ended(&liv, &place(&staged));
        assert_eq!(ended["state"], "refused");
        assert_eq!(codes(&ended), [(6, "fodselsnummer", "number-known")], "{ended}");
        let here = liv.get("/citizens?limit=200").expect(200).body["items"].clone();
        assert_eq!(here.as_array().unwrap().len(), 2, "Astrid and Einar, who were there");
    }
);

on_both!(
    /// API-11: trying takes nothing in, is done beside the request too, and no key keeps it (API-4).
    fn a_file_is_tried_beside_the_request_while_another_is_taken_in(app) {
        let liv = app.sign_in("liv");
        let held = app.hold_imports();
        let staged = stage(&app, &liv, "", GOOD).expect(202);
        assert_eq!(stage(&app, &liv, "", GOOD).expect(409).codes(), ["import-under-way"]);
        let keyed = liv.keyed("once");
        let tried = stage(&app, &keyed, "?dryRun=true", FAULTS).expect(202);
        assert_eq!((&tried.body["state"], &tried.body["dryRun"]), (&json!("working"), &json!(true)));
        let ended = until_ended(&liv, &place(&tried));
        assert_eq!((&ended["state"], &ended["dryRun"], &ended["done"]), (&json!("checked"), &json!(true), &json!(0)));
        assert!(codes(&ended).len() >= 7, "{ended}");
        assert!(ended["milliseconds"].is_null() && ended["checkMilliseconds"].is_i64(), "{ended}");
        let again = stage(&app, &keyed, "?dryRun=true", GOOD).expect(202);
        assert_ne!(again.id(), tried.id(), "another file under the same key is tried");
        let ended = until_ended(&liv, &place(&again));
        assert_eq!((&ended["created"], ended["faults"].as_array().unwrap().len()), (&json!(60), 0));
        drop(held);
        assert_eq!(until_ended(&liv, &place(&staged))["created"], 60);
    }
);

on_both!(
    /// Every fault is found beside the request too, and kept for whoever asks later, in her language.
    fn a_file_with_faults_is_staged_at_once_and_told_of_line_by_line(app) {
        let liv = app.sign_in("liv");
        let staged = stage(&app, &liv, "", FAULTS).expect(202);
        let ended = until_ended(&liv, &place(&staged));
        assert_eq!((&ended["state"], &ended["done"]), (&json!("refused"), &json!(0)));
        let waited = stage(&app, &liv.with("prefer", "wait=8"), "", FAULTS).expect(422);
        let told: Vec<String> = waited.errors().into_iter().map(|(_, code, _)| code).collect();
        let kept: Vec<&str> = codes(&ended).into_iter().map(|(_, _, code)| code).collect();
        assert_eq!(told, kept);
        let english = liv.with("accept-language", "en").get(&place(&staged)).expect(200).body;
        assert_ne!(english["faults"][0]["message"], ended["faults"][0]["message"]);
    }
);

/// A row of a file of plans about Astrid.
fn row(cells: &[(&str, &str)]) -> String {
    let cell = |column: &documents::plans_csv::Column| {
        let own = [
            ("fodselsnummer", tests::ASTRIDS_NUMBER),
            ("fodselsdato", "1955-11-10"),
        ];
        let found = cells
            .iter()
            .chain(&own)
            .find(|(name, _)| *name == column.name());
        found.map_or(String::new(), |(_, cell)| format!("\"{cell}\""))
    };
    let cells: Vec<String> = documents::plans_csv::Column::ALL.iter().map(cell).collect();
    format!("\n{}", cells.join(";"))
}

fn goal_row(change: &[(&'static str, &'static str)]) -> String {
    let whole = [
        ("slag", "mal"),
        ("referanse", "m1"),
        ("tekst", "Går ut selv"),
        ("begrunnelse", "Falt i høst"),
        ("skala", "self_rated"),
        ("utgangspunkt", "3"),
        ("malverdi", "7"),
        ("ansvarlig", "Kari Nordby"),
        ("evalueres", "2026-12-21"),
    ];
    row(&change.iter().copied().chain(whole).collect::<Vec<_>>())
}

fn tiltak_row(change: &[(&'static str, &'static str)]) -> String {
    let whole = [
        ("slag", "tiltak"),
        ("referanse", "t1"),
        ("tekst", "Stell"),
        ("tjeneste", "home_nursing"),
        ("fremgangsmate", "Rolig"),
        ("minutter", "10"),
        ("gjentakelse", "FREQ=DAILY"),
        ("tidligst", "07:00"),
        ("senest", "10:00"),
        ("mal", "m1"),
        ("ma_gjores", "nei"),
        ("utfores_av", "team_member"),
        ("mestring", "nei"),
        ("start", "2026-11-24"),
    ];
    row(&change.iter().copied().chain(whole).collect::<Vec<_>>())
}

on_both!(
    /// R-PLAN-1, R-PLAN-2: what a plan may not say, a file of plans may not either: each a named fault at its
    /// line and column, those of the rules together, and nothing half done.
    fn every_bad_plan_in_a_file_is_a_named_fault_and_nothing_is_half_done(app) {
        let (kari, liv) = (app.sign_in("kari"), app.sign_in("liv"));
        complete(&kari, &draft(&app, &kari, &conversation(&app))).expect(200);
        let plan = format!("/citizens/{}/tiltaksplan", app.world.astrid);
        let header: Vec<&str> = documents::plans_csv::Column::ALL.iter().map(|c| c.name()).collect();
        let refused = |rows: &[String]| {
            let file = format!("{}{}", header.join(";"), rows.concat());
            let refused = stage(&app, &liv.with("prefer", "wait=8"), "?kind=plans", file.as_bytes()).expect(422);
            refused.errors().into_iter().map(|(_, code, at)| format!("{at} {code}")).collect::<Vec<_>>()
        };
        // What cannot be read, line by line.
        let unread = refused(&[
            goal_row(&[]),
            tiltak_row(&[("gjentakelse", "FREQ=SECONDLY")]),
            tiltak_row(&[("referanse", "t2"), ("gjentakelse", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30")]),
            tiltak_row(&[("referanse", "t2"), ("tidligst", "klokka ni")]),
        ]);
        for expected in ["/lines/3/gjentakelse recurrence-frequency", "/lines/4/gjentakelse recurrence-never",
            "/lines/5/referanse csv-ref-twice", "/lines/5/tidligst csv-not-a-time"] {
            assert!(unread.contains(&expected.to_owned()), "{expected} in {unread:?}");
        }
        // What the rules of a plan refuse, all of it: somebody else's words, no date, a window that closes before it
        // opens, a rhythm that never falls in its days, gaps in a circle, a goal that is none.
        let broken = refused(&[
            goal_row(&[("begrunnelse", ""), ("utsagn", "Det Einar sa"), ("evalueres", "")]),
            tiltak_row(&[("tidligst", "09:00"), ("senest", "07:00")]),
            tiltak_row(&[("referanse", "t2"), ("gjentakelse", "FREQ=WEEKLY;BYDAY=MO"), ("slutt", "2026-11-29")]),
            tiltak_row(&[("referanse", "t3"), ("etter", "t4"), ("etter_minst", "60")]),
            tiltak_row(&[("referanse", "t4"), ("etter", "t3"), ("etter_minst", "60")]),
            tiltak_row(&[("referanse", "t5"), ("mal", "m9")]),
        ]);
        for expected in ["goal-statement-unknown", "goal-evaluation-date-missing", "tiltak-window-closes-first",
            "tiltak-never", "tiltak-after-circle", "tiltak-goal-unknown"] {
            assert!(broken.iter().any(|fault| fault.ends_with(expected)), "{expected} in {broken:?}");
        }
        let whole = kari.get(&plan).expect(200).body;
        assert_eq!((&whole["goals"], &whole["tiltak"]), (&json!([]), &json!([])));
        // The same file without its faults is taken in.
        let file = format!("{}{}{}", header.join(";"), goal_row(&[]), tiltak_row(&[]));
        stage(&app, &liv.with("prefer", "wait=8"), "?kind=plans", file.as_bytes()).expect(201);
    }
);
