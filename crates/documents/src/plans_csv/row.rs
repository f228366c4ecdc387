//! One goal or tiltak of the file, read from a row's cells. What the plan's rules say of it is asked
//! where the whole plan is known.

use super::{Column, column::Lines};
use crate::csv_file::{Cells, date, reasons::*};
use chrono::{NaiveDate, NaiveTime};
use domain::{
    citizen::PersonName,
    national_number::{AcceptancePolicy, NationalNumber},
    organisation::CompetenceCode,
    reason::Reason,
    recurrence::Recurrence,
    service::ServiceType,
    tiltaksplan::{
        GoalContent, TiltakContent,
        goal::{GoalBasis, Scale},
        tiltak::{Performer, WishedWindow},
    },
    visit::slot::Slot,
};
use std::{collections::BTreeSet, fmt::Display, str::FromStr};

static TWO_BASES: Reason = Reason {
    rule: "R-PLAN-1",
    code: "csv-two-bases",
    nb: "Målet viser både til et utsagn og en begrunnelse. Behold ett av dem.",
    nn: "Målet viser både til ei utsegn og ei grunngiving. Ta vare på éi av dei.",
    en: "The goal rests on both a statement and a reason. Keep one of them.",
};

/// Whose a row is.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RowOwner {
    /// Her number; none when she has none.
    pub number: Option<NationalNumber>,
    /// Her name: says whose it is when there is no number, else it is for people to read.
    pub name: PersonKey,
    /// Her birth date, likewise.
    pub birth_date: NaiveDate,
}

/// A name that can be looked up.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonKey {
    /// Given name or names.
    pub given: String,
    /// Family name.
    pub family: String,
}

impl From<&PersonName> for PersonKey {
    fn from(name: &PersonName) -> Self {
        Self {
            given: name.given.clone(),
            family: name.family.clone(),
        }
    }
}

/// A goal, with what it points at by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoalRow {
    /// What it says; owner and, where a statement is named, basis are to be found.
    pub content: GoalContent,
    /// The words that it rests on, instead of a reason.
    pub statement: Option<String>,
    /// Name of the one who follows it.
    pub owner: Option<String>,
}

/// What a tiltak comes after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AfterRow {
    /// Reference of the row.
    pub key: String,
    /// Shortest gap, minutes.
    pub min_gap_minutes: i32,
    /// Longest gap, minutes.
    pub max_gap_minutes: Option<i32>,
}

/// A tiltak, with what it points at by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TiltakRow {
    /// What it says; goals, order and designer are to be found.
    pub content: TiltakContent,
    /// References of its goals.
    pub goals: Vec<String>,
    /// What it comes after.
    pub after: Option<AfterRow>,
    /// Name of the one who designed it.
    pub designed_by: Option<String>,
}

/// What a row tells of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartRow {
    /// A goal.
    Goal(GoalRow),
    /// A tiltak.
    Tiltak(Box<TiltakRow>),
}

/// A row of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRow {
    /// Whose.
    pub owner: RowOwner,
    /// What other rows call it.
    pub key: String,
    /// What it tells of.
    pub part: PartRow,
}

/// A row with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadPlanRow {
    /// Line of the file, from 1.
    pub line: u64,
    /// The goal or tiltak.
    pub row: PlanRow,
}

type Row = Cells<Column>;

/// What the kinds of lines are called.
pub(super) const GOAL: &str = "mal";
pub(super) const TILTAK: &str = "tiltak";

/// The goal or tiltak that the cells tell of.
pub(super) fn row(cells: &mut Row, policy: AcceptancePolicy, today: NaiveDate) -> PlanRow {
    let owner = owner(cells, policy, today);
    let key = cells.code(Column::Key);
    if key.is_empty() && cells.is_known(Column::Key) {
        cells.fault(Column::Key, CELL_MISSING.violation());
    }
    let kind = cells.code(Column::Kind).to_lowercase().replace('å', "a");
    let (part, others) = match kind.as_str() {
        TILTAK => (tiltak(cells, today), Some(Lines::Goals)),
        GOAL => (goal(cells), Some(Lines::Tiltak)),
        _ => {
            let violation = NOT_A_CHOICE.violation().with("choices", "mal, tiltak");
            cells.fault(Column::Kind, violation);
            (goal(cells), None)
        }
    };
    for column in Column::ALL {
        if Some(column.lines()) == others && cells.optional(*column).is_some() {
            let violation = CELL_NOT_USED.violation().with("kind", kind.as_str());
            cells.fault(*column, violation);
        }
    }
    PlanRow { owner, key, part }
}

fn owner(cells: &mut Row, policy: AcceptancePolicy, today: NaiveDate) -> RowOwner {
    let number = cells.optional(Column::NationalNumber);
    let number = number.and_then(|text| match NationalNumber::parse(&text, policy) {
        Ok(number) => Some(number),
        Err(violations) => {
            cells.faults_at(violations, |_| Column::NationalNumber);
            None
        }
    });
    let nameless = cells.optional(Column::NationalNumber).is_none();
    for column in [Column::GivenName, Column::FamilyName] {
        if nameless && cells.is_known(column) && cells.optional(column).is_none() {
            cells.fault(column, CELL_MISSING.violation());
        }
    }
    let birth_date = if nameless {
        cells.date(Column::BirthDate, today)
    } else {
        cells.optional_date(Column::BirthDate).unwrap_or(today)
    };
    RowOwner {
        number,
        name: PersonKey {
            given: cells.text(Column::GivenName),
            family: cells.text(Column::FamilyName),
        },
        birth_date,
    }
}

fn number(cells: &mut Row, column: Column) -> Option<i32> {
    let read = |text: &str| text.replace('−', "-").parse().ok();
    cells.read(column, read, || NOT_A_NUMBER.violation())
}

fn time(cells: &mut Row, column: Column) -> Option<NaiveTime> {
    let read = |text: &str| {
        let formats = ["%H:%M", "%H:%M:%S%.f"].into_iter();
        formats
            .map(|format| NaiveTime::parse_from_str(text, format))
            .find_map(Result::ok)
    };
    cells.read(column, read, || NOT_A_TIME.violation())
}

/// One of a closed set, by its code.
fn choice<T: FromStr + Copy + Display + 'static>(
    cells: &mut Row,
    column: Column,
    all: &'static [T],
) -> Option<T> {
    let fault = || {
        let codes: Vec<String> = all.iter().map(ToString::to_string).collect();
        NOT_A_CHOICE.violation().with("choices", codes.join(", "))
    };
    cells.read(column, |text| text.to_lowercase().parse().ok(), fault)
}

/// A value that must be there; `otherwise` stands for one that is not.
fn needed<T>(cells: &mut Row, column: Column, value: Option<T>, otherwise: T) -> T {
    if value.is_none() && cells.is_known(column) && cells.optional(column).is_none() {
        cells.fault(column, CELL_MISSING.violation());
    }
    value.unwrap_or(otherwise)
}

/// Things with commas or blanks between; the fault of the first that is none.
fn list<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    let parts = text.split(|c: char| c == ',' || c.is_whitespace());
    parts.filter(|part| !part.is_empty()).map(read).collect()
}

type Competences = BTreeSet<CompetenceCode>;

/// What each must be able to do, and after a stroke what the other of two must, when that is something
/// else: `nursing,insulin/personal_care`.
fn seats(text: &str) -> Option<(Competences, Option<Competences>)> {
    let codes = |text: &str| -> Option<Competences> {
        let found = list(text, |code| code.to_lowercase().parse().ok())?;
        Some(found.into_iter().collect())
    };
    match text.split_once('/') {
        Some((first, second)) => Some((codes(first)?, Some(codes(second)?))),
        None => Some((codes(text)?, None)),
    }
}

fn goal(cells: &mut Row) -> PartRow {
    let statement = cells.optional(Column::Statement);
    let reason = cells.optional(Column::Reason);
    if statement.is_some() && reason.is_some() {
        cells.fault(Column::Reason, TWO_BASES.violation());
    }
    let scale = choice(cells, Column::Scale, Scale::ALL);
    PartRow::Goal(GoalRow {
        content: GoalContent {
            text: cells.text(Column::Text),
            basis: GoalBasis::Professional {
                reason: reason.unwrap_or_default(),
            },
            scale: needed(cells, Column::Scale, scale, Scale::SelfRated),
            baseline: number(cells, Column::Baseline),
            target: number(cells, Column::Target),
            owner: None,
            evaluation_date: cells.optional_date(Column::EvaluationDate),
        },
        statement,
        owner: cells.optional(Column::Owner),
    })
}

fn recurrence(cells: &mut Row) -> Recurrence {
    let text = cells.optional(Column::Recurrence);
    let read = text.map(|text| Recurrence::parse(&text));
    match needed(cells, Column::Recurrence, read, Ok(Recurrence::daily())) {
        Ok(rule) => rule,
        Err(violations) => {
            cells.faults_at(violations, |_| Column::Recurrence);
            Recurrence::daily()
        }
    }
}

fn after(cells: &mut Row) -> Option<AfterRow> {
    let key = cells.optional(Column::After);
    let (min, max) = (number(cells, Column::MinGap), number(cells, Column::MaxGap));
    let Some(key) = key else {
        if min.is_some() || max.is_some() {
            cells.fault(Column::After, CELL_MISSING.violation());
        }
        return None;
    };
    Some(AfterRow {
        key: key.trim().to_owned(),
        min_gap_minutes: min.unwrap_or(0),
        max_gap_minutes: max,
    })
}

fn tiltak(cells: &mut Row, today: NaiveDate) -> PartRow {
    let service = choice(cells, Column::Service, ServiceType::ALL);
    let codes = || {
        let all: Vec<&str> = CompetenceCode::ALL.iter().map(|c| c.as_str()).collect();
        NOT_A_CHOICE.violation().with("choices", all.join(", "))
    };
    let competences = cells.read(Column::Competences, seats, codes);
    let (competences, second_competences) = competences.unwrap_or_default();
    let exceptions = cells.read(
        Column::Exceptions,
        |text| list(text, date),
        || NOT_A_DATE.violation(),
    );
    let minutes = number(cells, Column::Minutes);
    let (from, until) = (time(cells, Column::From), time(cells, Column::Until));
    let content = TiltakContent {
        service: needed(cells, Column::Service, service, ServiceType::HomeNursing),
        description: cells.text(Column::Text),
        instruction: cells.text(Column::Instruction),
        own_part: cells.text(Column::OwnPart),
        competences,
        second_competences,
        minutes: needed(cells, Column::Minutes, minutes, 1),
        employees: number(cells, Column::Employees).unwrap_or(1),
        recurrence: recurrence(cells),
        exceptions: exceptions.unwrap_or_default().into_iter().collect(),
        window: WishedWindow {
            from: needed(cells, Column::From, from, NaiveTime::MIN),
            until: needed(cells, Column::Until, until, NaiveTime::MIN),
            preferred: time(cells, Column::Preferred),
        },
        slot: choice(cells, Column::Slot, Slot::ALL),
        after: None,
        goals: Vec::new(),
        vedtak: None,
        must_do: cells.yes_or_no(Column::MustDo),
        can_wait_days: number(cells, Column::CanWait).unwrap_or(0),
        performer: choice(cells, Column::Performer, Performer::ALL)
            .unwrap_or(Performer::TeamMember),
        designed_by: None,
        design_review_on: cells.optional_date(Column::DesignReview),
        mastery: cells.yes_or_no(Column::Mastery),
        start: cells.date(Column::Start, today),
        end: cells.optional_date(Column::End),
        temporary: None,
    };
    let goals = cells.optional(Column::Goals).unwrap_or_default();
    let goals: BTreeSet<&str> = goals.split(',').map(str::trim).collect();
    PartRow::Tiltak(Box::new(TiltakRow {
        content,
        goals: goals
            .into_iter()
            .filter(|key| !key.is_empty())
            .map(str::to_owned)
            .collect(),
        after: after(cells),
        designed_by: cells.optional(Column::DesignedBy),
    }))
}
