//! The reading and the writing of plans together.

use super::*;
use chrono::{Days, NaiveDate, NaiveTime};
use domain::{
    national_number::{AcceptancePolicy, NationalNumber},
    organisation::CompetenceCode,
    recurrence::Recurrence,
    service::ServiceType,
    tiltaksplan::{
        GoalContent, TiltakContent,
        goal::{GoalBasis, Scale},
        tiltak::{Performer, WishedWindow},
    },
    visit::slot::Slot,
};
use proptest::prelude::*;

const MOST: usize = 1000;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}
fn read_demo(bytes: &[u8]) -> Result<Vec<ReadPlanRow>, Vec<CsvFault>> {
    read(bytes, AcceptancePolicy::Demo, today(), MOST)
}
/// A file with a line for each set of cells.
fn file(lines: &[&[(Column, &str)]]) -> Vec<u8> {
    let header: Vec<&str> = Column::ALL.iter().map(|c| c.name()).collect();
    let mut text = header.join(";");
    for cells in lines {
        let cell = |column: &Column| {
            let found = cells.iter().find(|(c, _)| c == column);
            found.map_or("", |(_, cell)| *cell)
        };
        let cells: Vec<&str> = Column::ALL.iter().map(cell).collect();
        text.push('\n');
        text.push_str(&cells.join(";"));
    }
    text.into_bytes()
}
fn told(bytes: &[u8]) -> Vec<(u64, String, &'static str)> {
    let faults = read_demo(bytes).unwrap_err().into_iter();
    faults
        .map(|f| {
            (
                f.line,
                f.column.unwrap_or_default(),
                f.violation.reason.code,
            )
        })
        .collect()
}

const GOAL: &[(Column, &str)] = &[
    (Column::NationalNumber, "10915596784"),
    (Column::Kind, "mål"),
    (Column::Key, "M1"),
    (Column::Text, "Går til butikken"),
    (Column::Statement, "Jeg vil handle selv"),
    (Column::Scale, "self_rated"),
    (Column::Baseline, "3"),
    (Column::Target, "7"),
    (Column::Owner, "Kari Nordby"),
    (Column::EvaluationDate, "21.12.2026"),
];
const TILTAK: &[(Column, &str)] = &[
    (Column::NationalNumber, "10915596784"),
    (Column::Kind, "tiltak"),
    (Column::Key, "T1"),
    (Column::Text, "Gåtrening"),
    (Column::Service, "home_nursing"),
    (Column::Minutes, "20"),
    (Column::Recurrence, "FREQ=WEEKLY,BYDAY=MO"),
    (Column::From, "08:30"),
    (Column::Until, "10:00"),
    (Column::Goals, "M1"),
    (Column::Start, "24.11.2026"),
];

#[test]
fn goals_and_tiltak_are_read_with_what_they_point_at() {
    let mut tiltak = TILTAK.to_vec();
    tiltak[6].1 = "\"FREQ=WEEKLY;BYDAY=MO\"";
    let rows = read_demo(&file(&[GOAL, &tiltak])).unwrap();
    let PartRow::Goal(goal) = &rows[0].row.part else {
        panic!("{rows:?}")
    };
    assert_eq!(goal.statement.as_deref(), Some("Jeg vil handle selv"));
    assert_eq!(goal.owner.as_deref(), Some("Kari Nordby"));
    let PartRow::Tiltak(tiltak) = &rows[1].row.part else {
        panic!("{rows:?}")
    };
    assert_eq!(tiltak.goals, ["M1"]);
    assert_eq!((rows[1].line, tiltak.content.employees), (3, 1));
}

#[test]
fn lists_every_fault_with_line_and_column() {
    let mut goal = GOAL.to_vec();
    goal[9].1 = "31.02.2026";
    goal.push((Column::Minutes, "5"));
    goal.push((Column::Reason, "Fallfare"));
    let mut tiltak = TILTAK.to_vec();
    tiltak[4].1 = "vask";
    tiltak[5].1 = "";
    tiltak[7].1 = "halv ni";
    let unknown = [(Column::Kind, "plan"), (Column::Key, "X")];
    let found = told(&file(&[&goal, &tiltak, &unknown, GOAL, GOAL]));
    let column = |c: Column| c.name().to_owned();
    for fault in [
        (2, column(Column::EvaluationDate), "csv-not-a-date"),
        (2, column(Column::Minutes), "csv-cell-not-used"),
        (2, column(Column::Reason), "csv-two-bases"),
        (3, column(Column::Service), "csv-not-a-choice"),
        (3, column(Column::Minutes), "csv-cell-missing"),
        (3, column(Column::From), "csv-not-a-time"),
        (3, column(Column::Recurrence), "recurrence-unreadable"),
        (4, column(Column::GivenName), "csv-cell-missing"),
        (4, column(Column::Kind), "csv-not-a-choice"),
        (5, column(Column::Key), "csv-ref-twice"),
        (6, column(Column::Key), "csv-ref-twice"),
    ] {
        assert!(found.contains(&fault), "{fault:?} is not in {found:#?}");
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[-'=+@;,\"\t\r\na-zæøå]{0,12}[a-zÆØÅ]",
        "[='@+-]{1,4}",
        "[^\\p{Cc}\\p{Z}]{1,20}"
    ]
}
fn key() -> impl Strategy<Value = String> {
    "[A-Za-z0-9-]{1,12}"
}
fn owner() -> impl Strategy<Value = RowOwner> {
    let number = (0..100_u32).prop_map(|n| {
        let controls = (0..100).map(move |c| format!("038238{n:03}{c:02}"));
        let parse = |text: String| NationalNumber::parse(&text, AcceptancePolicy::Demo).ok();
        controls.filter_map(parse).next()
    });
    (number, text(), text(), 0_u64..30_000).prop_map(|(number, given, family, age)| RowOwner {
        number,
        name: PersonKey { given, family },
        birth_date: today() - Days::new(age),
    })
}
fn goal() -> impl Strategy<Value = PartRow> {
    let basis = prop_oneof![
        text().prop_map(|words| (Some(words), String::new())),
        text().prop_map(|reason| (None, reason))
    ];
    let scale = proptest::sample::select(Scale::ALL);
    let value = || proptest::option::of(-3..12_i32);
    let owner = proptest::option::of(text());
    (text(), basis, scale, value(), value(), owner, 0_u64..400).prop_map(
        |(text, (statement, reason), scale, baseline, target, owner, days)| {
            PartRow::Goal(GoalRow {
                content: GoalContent {
                    text,
                    basis: GoalBasis::Professional { reason },
                    scale,
                    baseline,
                    target,
                    owner: None,
                    evaluation_date: Some(today() + Days::new(days)),
                },
                statement,
                owner,
            })
        },
    )
}
fn tiltak() -> impl Strategy<Value = PartRow> {
    let time = || {
        (0..86_400_u32, 0..2_u32).prop_map(|(s, half)| {
            NaiveTime::from_num_seconds_from_midnight_opt(s, half * 500_000_000).unwrap()
        })
    };
    let rules = [
        "FREQ=DAILY",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
        "FREQ=MONTHLY;BYDAY=1MO;UNTIL=20271231",
        "FREQ=DAILY;COUNT=10",
    ];
    let words = (text(), text(), text(), proptest::option::of(text()));
    let choices = (
        proptest::sample::select(ServiceType::ALL),
        proptest::collection::btree_set(proptest::sample::select(CompetenceCode::ALL), 0..3),
        proptest::sample::select(rules.to_vec()),
        proptest::option::of(proptest::sample::select(Slot::ALL)),
        proptest::sample::select(Performer::ALL),
    );
    let numbers = (
        1..500_i32,
        1..3_i32,
        0..30_i32,
        any::<bool>(),
        any::<bool>(),
    );
    let days = proptest::collection::btree_set(0_u64..60, 0..4);
    let after = proptest::option::of((key(), 0..600_i32, proptest::option::of(0..900_i32)));
    let goals = proptest::collection::btree_set(key(), 0..3);
    let window = (time(), time(), proptest::option::of(time()));
    (words, choices, numbers, days, after, goals, window).prop_map(
        |(words, choices, numbers, days, after, goals, (from, until, preferred))| {
            let (description, instruction, own_part, designed_by) = words;
            let (service, competences, rule, slot, performer) = choices;
            let (minutes, employees, can_wait_days, must_do, mastery) = numbers;
            let exceptions = days.iter().map(|d| today() + Days::new(*d)).collect();
            PartRow::Tiltak(Box::new(TiltakRow {
                content: TiltakContent {
                    service,
                    description,
                    instruction,
                    own_part,
                    // The other of two is asked for the same, less, or nothing.
                    second_competences: mastery
                        .then(|| competences.iter().skip(1).copied().collect()),
                    competences,
                    minutes,
                    employees,
                    recurrence: Recurrence::parse(rule).unwrap(),
                    exceptions,
                    window: WishedWindow {
                        from,
                        until,
                        preferred,
                    },
                    slot,
                    after: None,
                    goals: vec![],
                    vedtak: None,
                    must_do,
                    can_wait_days,
                    performer,
                    designed_by: None,
                    design_review_on: must_do.then(today),
                    mastery,
                    start: today(),
                    end: mastery.then(today),
                    temporary: None,
                },
                goals: goals.into_iter().collect(),
                after: after.map(|(key, min_gap_minutes, max_gap_minutes)| AfterRow {
                    key,
                    min_gap_minutes,
                    max_gap_minutes,
                }),
                designed_by,
            }))
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn what_is_written_is_read_back_unchanged(
        parts in proptest::collection::vec((owner(), prop_oneof![goal(), tiltak()]), 0..8)
    ) {
        let rows: Vec<PlanRow> = parts.into_iter().zip(0..)
            .map(|((owner, part), n)| PlanRow { owner, key: format!("R{n}"), part }).collect();
        let read = read_demo(&write(&rows)).map_err(|f| TestCaseError::fail(format!("{f:?}")))?;
        let read: Vec<PlanRow> = read.into_iter().map(|r| r.row).collect();
        prop_assert_eq!(read, rows);
    }

    #[test]
    fn no_cells_make_it_panic(
        cells in proptest::collection::vec("[-0-9a-zø+'=;\"., :\n\0]{0,15}", Column::ALL.len())
    ) {
        let header: Vec<&str> = Column::ALL.iter().map(|c| c.name()).collect();
        let text = format!("{}\n{}\n", header.join(";"), cells.join(";"));
        let _ = read_demo(text.as_bytes());
    }
}
