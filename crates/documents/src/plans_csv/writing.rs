//! Writing plans that [`read`](super::read) reads back unchanged.

use super::{
    Column,
    row::{GOAL, GoalRow, PartRow, PlanRow, TILTAK, TiltakRow},
};
use crate::csv_file;
use chrono::{NaiveDate, NaiveTime, Timelike};
use domain::tiltaksplan::goal::GoalBasis;

/// The file with these goals and tiltak. It holds whole identity numbers: who is given it is the
/// caller's to log.
pub fn write(rows: &[PlanRow]) -> Vec<u8> {
    csv_file::write(rows, cell)
}

fn cell(row: &PlanRow, column: Column) -> String {
    let owner = &row.owner;
    match column {
        Column::NationalNumber => owner
            .number
            .as_ref()
            .map_or_else(String::new, |n| n.reveal()),
        Column::GivenName => owner.name.given.clone(),
        Column::FamilyName => owner.name.family.clone(),
        Column::BirthDate => owner.birth_date.to_string(),
        Column::Key => row.key.clone(),
        _ => match &row.part {
            PartRow::Goal(goal) => goal_cell(goal, column),
            PartRow::Tiltak(tiltak) => tiltak_cell(tiltak, column),
        },
    }
}

fn shown<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn goal_cell(goal: &GoalRow, column: Column) -> String {
    let content = &goal.content;
    match column {
        Column::Kind => GOAL.to_owned(),
        Column::Text => content.text.clone(),
        Column::Statement => goal.statement.clone().unwrap_or_default(),
        Column::Reason => match &content.basis {
            GoalBasis::Professional { reason } if goal.statement.is_none() => reason.clone(),
            _ => String::new(),
        },
        Column::Scale => content.scale.to_string(),
        Column::Baseline => shown(content.baseline),
        Column::Target => shown(content.target),
        Column::Owner => goal.owner.clone().unwrap_or_default(),
        Column::EvaluationDate => shown(content.evaluation_date),
        _ => String::new(),
    }
}

fn yes_or_no(yes: bool) -> String {
    if yes { "ja" } else { "nei" }.to_owned()
}

fn clock(time: NaiveTime) -> String {
    let format = if time.second() == 0 && time.nanosecond() == 0 {
        "%H:%M"
    } else {
        "%H:%M:%S%.f"
    };
    time.format(format).to_string()
}

fn joined<T: ToString>(items: impl Iterator<Item = T>, between: &str) -> String {
    let items: Vec<String> = items.map(|item| item.to_string()).collect();
    items.join(between)
}

fn tiltak_cell(tiltak: &TiltakRow, column: Column) -> String {
    let content = &tiltak.content;
    let after = tiltak.after.as_ref();
    let date = |date: Option<NaiveDate>| shown(date);
    match column {
        Column::Kind => TILTAK.to_owned(),
        Column::Text => content.description.clone(),
        Column::Service => content.service.to_string(),
        Column::Instruction => content.instruction.clone(),
        Column::OwnPart => content.own_part.clone(),
        Column::Competences => {
            let first = joined(content.competences.iter(), ",");
            match &content.second_competences {
                Some(second) => format!("{first}/{}", joined(second.iter(), ",")),
                None => first,
            }
        }
        Column::Minutes => content.minutes.to_string(),
        Column::Employees => content.employees.to_string(),
        Column::Recurrence => content.recurrence.to_string(),
        Column::Exceptions => joined(content.exceptions.iter(), " "),
        Column::From => clock(content.window.from),
        Column::Until => clock(content.window.until),
        Column::Preferred => content.window.preferred.map(clock).unwrap_or_default(),
        Column::Slot => shown(content.slot),
        Column::After => after.map(|a| a.key.clone()).unwrap_or_default(),
        Column::MinGap => shown(after.map(|a| a.min_gap_minutes)),
        Column::MaxGap => shown(after.and_then(|a| a.max_gap_minutes)),
        Column::Goals => joined(tiltak.goals.iter(), ","),
        Column::MustDo => yes_or_no(content.must_do),
        Column::CanWait => content.can_wait_days.to_string(),
        Column::Performer => content.performer.to_string(),
        Column::DesignedBy => tiltak.designed_by.clone().unwrap_or_default(),
        Column::DesignReview => date(content.design_review_on),
        Column::Mastery => yes_or_no(content.mastery),
        Column::Start => content.start.to_string(),
        Column::End => date(content.end),
        _ => String::new(),
    }
}
