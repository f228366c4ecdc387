//! Tasks that a question to a specialist gives rise to, on both sides (R-TEAM-12).

use super::{Deadline, Due, TaskDraft, TaskHolder, TaskSet, TaskSource, TaskSubject};
use crate::{
    consultation::{Consultation, ConsultationState},
    ids::UnitId,
    organisation::Duty,
    period::days_after,
    time::local_date,
};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Days in which an answer is read.
const READ_WITHIN: u32 = 2;

/// While it waits: an answer is the specialist's task, and from the day after it was wanted whoever asked is to
/// see to it. Answered: whoever asked reads it, until it is a tiltak. `responsible` is the unit that answers for
/// the citizen now: when she has moved, whoever follows up the journal has the team's part.
pub fn consultation_tasks(of: &Consultation, responsible: UnitId) -> TaskSet {
    let source = TaskSource::Consultation(of.id);
    let holder = if responsible == of.unit {
        TaskHolder::Employee(of.asked_by)
    } else {
        TaskHolder::Duty(Duty::JournalFollowUp)
    };
    let task = |unit, subject, holder, opens_on: NaiveDate, due: NaiveDate| Deadline {
        opens_on,
        draft: TaskDraft {
            unit,
            citizen: Some(of.citizen),
            subject,
            values: BTreeMap::new(),
            due: Due::Day(due),
            holder,
            source,
        },
    };
    let asked = local_date(of.asked_at);
    let after = days_after(of.due_on, 1);
    let answer = task(
        of.specialist_unit,
        TaskSubject::ConsultationAnswer,
        TaskHolder::Employee(of.specialist),
        asked,
        of.due_on,
    );
    let follow_up = TaskSubject::ConsultationFollowUp;
    let follow_up = task(responsible, follow_up, holder, after, after);
    let wanted = match of.state {
        ConsultationState::Open => vec![answer, follow_up],
        ConsultationState::Lapsed => vec![follow_up],
        ConsultationState::Answered if of.tiltak.is_none() => {
            let answered = of.closed_at.map_or(asked, local_date);
            let due = days_after(answered, READ_WITHIN);
            let read = TaskSubject::ConsultationRead;
            vec![task(responsible, read, holder, answered, due)]
        }
        ConsultationState::Answered | ConsultationState::Withdrawn => Vec::new(),
    };
    TaskSet {
        source,
        subjects: vec![
            TaskSubject::ConsultationAnswer,
            TaskSubject::ConsultationFollowUp,
            TaskSubject::ConsultationRead,
        ],
        wanted,
    }
}
