//! Ten thousand lines, the most that one file may hold (R-CIT-1, R-PLAN-1): a caseload, and plans with the
//! vedtak that they are held against and the visits that follow.

use crate::{exports, imports::until_ended, known::numbers};
use chrono::{Days, NaiveDate};
use documents::{caseload_csv, plans_csv};
use domain::{ids::VedtakId, vedtak::Vedtak};
use persistence::Streams;
use serde_json::{Value, json};
use tests::{Client, TestApp, on_both, soak};

fn born(i: usize) -> NaiveDate {
    let days = u64::try_from(i / 500).unwrap();
    NaiveDate::from_ymd_opt(1935, 1, 1).unwrap() + Days::new(days)
}

/// Number and birth date of so many people.
fn people(many: usize) -> Vec<(String, NaiveDate)> {
    let days = (0..many.div_ceil(500)).map(|n| born(n * 500));
    let all = days.flat_map(|born| {
        let numbers = numbers(born, false).take(500);
        numbers.map(move |number| (number.reveal(), born))
    });
    all.take(many).collect()
}

fn caseload(people: &[(String, NaiveDate)]) -> Vec<u8> {
    let header: Vec<&str> = caseload_csv::Column::ALL.iter().map(|c| c.name()).collect();
    let mut file = header.join(";");
    for (i, (number, born)) in people.iter().enumerate() {
        file += &format!(
            "\n{number};;Ola;Nordmann{i};{born};Gate {i};0690;Oslo;;;ingen;;nb;nei;;;Kari Nordmann;datter;90000000"
        );
    }
    file.into_bytes()
}

/// A row of a file of plans.
fn row(number: &str, born: NaiveDate, cells: &[(&str, &str)]) -> String {
    let born = born.to_string();
    let whose = [("fodselsnummer", number), ("fodselsdato", born.as_str())];
    let cell = |column: &plans_csv::Column| {
        let mut all = whose.iter().chain(cells);
        all.find(|(name, _)| *name == column.name())
            .map_or(String::new(), |(_, cell)| format!("\"{cell}\""))
    };
    let cells: Vec<String> = plans_csv::Column::ALL.iter().map(cell).collect();
    format!("\n{}", cells.join(";"))
}

/// Four goals and twelve tiltak each, as a record system has them: what is done morning and evening, some
/// days of the week, every other week, once a month, and what kin does.
fn plans(people: &[(String, NaiveDate)]) -> Vec<u8> {
    let header: Vec<&str> = plans_csv::Column::ALL.iter().map(|c| c.name()).collect();
    let mut file = header.join(";");
    let done = [
        ("FREQ=DAILY", "morgen", "07:00", "10:00", "team_member"),
        ("FREQ=DAILY", "morgen", "07:30", "10:00", "team_member"),
        ("FREQ=DAILY", "morgen", "07:00", "09:30", "team_member"),
        ("FREQ=DAILY", "kveld", "18:00", "22:00", "team_member"),
        ("FREQ=DAILY", "kveld", "19:00", "22:00", "team_member"),
        ("FREQ=DAILY", "kveld", "18:30", "21:30", "team_member"),
        (
            "FREQ=WEEKLY;BYDAY=MO,TH",
            "formiddag",
            "10:00",
            "12:00",
            "team_member",
        ),
        (
            "FREQ=WEEKLY;BYDAY=MO,TH",
            "formiddag",
            "10:30",
            "12:00",
            "team_member",
        ),
        (
            "FREQ=WEEKLY;BYDAY=TU",
            "ettermiddag",
            "14:00",
            "16:00",
            "team_member",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
            "formiddag",
            "10:00",
            "12:00",
            "team_member",
        ),
        (
            "FREQ=MONTHLY;BYDAY=1MO",
            "ettermiddag",
            "14:00",
            "16:00",
            "team_member",
        ),
        ("FREQ=DAILY", "", "12:00", "16:00", "kin"),
    ];
    for (number, born) in people {
        for goal in ["m1", "m2", "m3", "m4"] {
            file += &row(
                number,
                *born,
                &[
                    ("slag", "mal"),
                    ("referanse", goal),
                    ("tekst", "Går til butikken selv"),
                    ("begrunnelse", "Falt i trappen i høst"),
                    ("skala", "self_rated"),
                    ("utgangspunkt", "3"),
                    ("malverdi", "7"),
                    ("ansvarlig", "Kari Nordby"),
                    ("evalueres", "2026-12-21"),
                ],
            );
        }
        for (i, (rule, slot, from, until, by)) in done.iter().enumerate() {
            let (key, goal) = (format!("t{i}"), format!("m{}", i % 4 + 1));
            let start = (NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
                + Days::new(u64::try_from(i % 3).unwrap()))
            .to_string();
            file += &row(
                number,
                *born,
                &[
                    ("slag", "tiltak"),
                    ("referanse", &key),
                    ("tekst", "Stell og frokost"),
                    ("tjeneste", "home_nursing"),
                    ("fremgangsmate", "Gi tid til å gjøre det selv"),
                    ("egen_innsats", "Vasker overkroppen"),
                    ("minutter", "10"),
                    ("gjentakelse", rule),
                    ("tidligst", from),
                    ("senest", until),
                    ("del_av_dagen", slot),
                    ("mal", &goal),
                    ("ma_gjores", "nei"),
                    ("kan_vente", "1"),
                    ("utfores_av", by),
                    ("mestring", "nei"),
                    ("start", &start),
                ],
            );
        }
    }
    file.into_bytes()
}

fn stage(app: &TestApp, by: &Client, query: &str, file: Vec<u8>) -> String {
    let path = format!("/units/{}/imports{query}", app.world.skullerud);
    let staged = by.send("POST", &path, file, Some("text/csv")).expect(202);
    staged
        .header("location")
        .unwrap()
        .trim_start_matches("/api/v1")
        .to_owned()
}

fn taken_in(app: &TestApp, by: &Client, query: &str, file: Vec<u8>) -> Value {
    let ended = until_ended(by, &stage(app, by, query, file));
    println!(
        "{} rows on {:?}: checked in {} ms, one transaction of {} ms, {}",
        ended["total"],
        app.backend,
        ended["checkMilliseconds"],
        ended["milliseconds"],
        ended["state"],
    );
    ended
}

/// Gives everybody in the unit a frame, so that the file is held against one.
fn give_frames(app: &TestApp) {
    let team = app.world.skullerud;
    app.arrange(Streams::unit(team), |writer| {
        let entered = writer.enter(team)?;
        for known in writer.known_in_unit(&entered)? {
            let id: VedtakId = persistence::new_id(tests::now());
            let signed = json!({
                "id": id, "citizen": known.id, "unit": team, "handlingUnit": team, "application": null,
                "state": "signed",
                "content": { "service": "home_nursing", "outcome": "grant", "form": "frame",
                    "frame": { "kind": "minutesPerWeek", "from": 0, "to": 1200 },
                    "from": "2026-11-01", "until": null },
                "caseWorker": null, "responsibleNurse": null, "editors": [], "statements": [],
                "returnComment": null, "closing": null,
                "signature": { "by": app.world.employee("liv"), "at": "2026-10-30T09:00:00Z",
                    "delegation": crate::known::NOTHING, "lawVersion": "fvl-1967", "contentHash": "00" },
            });
            let signed: Vedtak = serde_json::from_value(signed).expect("a vedtak");
            writer.insert_vedtak(signed)?;
        }
        Ok(())
    });
}

on_both!(
    fn ten_thousand_lines_are_taken_in_with_progress_and_one_more_is_too_many(app) {
        let liv = app.sign_in("liv");
        let file = caseload(&people(10_000));
        let path = format!("/units/{}/imports", app.world.skullerud);
        let mut one_more = file.clone();
        one_more.extend_from_slice(b"\n;x");
        let refused = liv.send("POST", &path, one_more, Some("text/csv")).expect(422);
        assert_eq!(refused.codes(), ["csv-too-many-rows"]);
        let ended = taken_in(&app, &liv, "", file);
        assert_eq!((&ended["state"], &ended["created"], &ended["done"]), (&json!("applied"), &json!(10_000), &json!(10_000)));
        let found = liv.get("/citizens?query=nordmann9999").expect(200).body["items"].clone();
        assert_eq!(found.as_array().unwrap().len(), 1);
    }
);

/// Citizens with sixteen rows each: ten thousand rows in the soak, two thousand in every test run, where an
/// unoptimised build makes the visits.
fn planned_people() -> usize {
    let rows = soak::count("ROWS", 2_000, 10_000);
    usize::try_from(rows).unwrap() / 16
}

/// A quarter goals, three quarters tiltak, each citizen's held against her vedtak, and the visits of four weeks, in one
/// transaction.
fn rows_of_plans_are_taken_in(app: &TestApp) {
    let liv = app.sign_in("liv");
    let people = people(planned_people());
    let (citizens, rows) = (people.len(), people.len() * 16);
    assert_eq!(
        taken_in(app, &liv, "", caseload(&people))["created"],
        citizens
    );
    give_frames(app);
    let ended = taken_in(app, &liv, "?kind=plans", plans(&people));
    assert_eq!(
        (&ended["state"], &ended["created"], &ended["done"]),
        (&json!("applied"), &json!(rows), &json!(rows)),
        "{ended}"
    );
    let day = liv
        .get(&format!("/teams/{}/days/2026-11-30", app.world.skullerud))
        .expect(200)
        .body;
    // Morning, late morning and evening, each one visit of what is done then.
    assert_eq!(day["visits"].as_array().unwrap().len(), citizens * 3);
    let out = exports::plans(app, &liv);
    let again = taken_in(app, &liv, "?kind=plans", out);
    assert_eq!(
        (&again["created"], &again["updated"], &again["unchanged"]),
        (&json!(0), &json!(0), &json!(rows))
    );
}

on_both!(
    /// R-PLAN-1, R-PLAN-3, R-WL-1.
    fn many_rows_of_plans_are_taken_in_with_their_visits_and_again_nothing_changes(app) {
        let rows = planned_people() as u64 * 16;
        let what = format!("rows of plans in one file, {:?}", app.backend);
        soak::counted(what, rows, "none", || rows_of_plans_are_taken_in(&app));
    }
);
