//! Tasks that plans give rise to (R-PLAN-4, R-PLAN-5).

use super::{Deadline, Due, TaskDraft, TaskHolder, TaskSet, TaskSource, TaskSubject};
use crate::{
    citizen::contacts::Contact,
    ids::{CitizenId, EmployeeId, PlanId, UnitId},
    organisation::Duty,
    period::days_before,
    tiltaksplan::{Goal, Tiltak},
    transfer::Transfer,
};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A unit and the citizen that its task is about.
type Whose = (UnitId, CitizenId);

fn about(
    (unit, citizen): Whose,
    source: TaskSource,
    subject: TaskSubject,
    holder: TaskHolder,
    due: NaiveDate,
) -> TaskDraft {
    TaskDraft {
        unit,
        citizen: Some(citizen),
        subject,
        values: BTreeMap::new(),
        due: Due::Day(due),
        holder,
        source,
    }
}

/// The one task that a source asks for on a day agreed, shown from `notice` days before it; none
/// while no day is.
fn agreed_task(
    whose: Whose,
    source: TaskSource,
    subject: TaskSubject,
    agreed: Option<(TaskHolder, NaiveDate)>,
    notice: u32,
) -> TaskSet {
    let wanted = agreed.map(|(holder, due)| Deadline {
        opens_on: days_before(due, notice),
        draft: about(whose, source, subject, holder, due),
    });
    TaskSet {
        source,
        subjects: vec![subject],
        wanted: wanted.into_iter().collect(),
    }
}

/// The one named, else whoever follows up the records that day.
fn kept_by(employee: Option<EmployeeId>) -> TaskHolder {
    employee.map_or(
        TaskHolder::Duty(Duty::JournalFollowUp),
        TaskHolder::Employee,
    )
}

/// What a temporary change outside the frame asks for: a reassessment, at once and done before it
/// ends; and that the team is told when it is about to (R-PLAN-4). With the day each is shown from.
pub fn frame_tasks(
    unit: UnitId,
    citizen: CitizenId,
    plan: PlanId,
    holder: TaskHolder,
    until: NaiveDate,
    (today, tell_on): (NaiveDate, NaiveDate),
) -> [(TaskDraft, NaiveDate); 2] {
    let task = |subject| {
        about(
            (unit, citizen),
            TaskSource::Plan(plan),
            subject,
            holder,
            until,
        )
    };
    let reassess = task(TaskSubject::Reassessment);
    [(reassess, today), (task(TaskSubject::BeyondFrame), tell_on)]
}

/// Must-do visits stay beyond the frame: somebody looks at it every day until it is solved
/// (R-PLAN-4).
pub fn beyond_frame_task(
    unit: UnitId,
    citizen: CitizenId,
    plan: PlanId,
    holder: TaskHolder,
    today: NaiveDate,
) -> TaskDraft {
    about(
        (unit, citizen),
        TaskSource::Plan(plan),
        TaskSubject::BeyondFrame,
        holder,
        today,
    )
}

/// Days before its date that an evaluation is somebody's work.
const EVALUATION_NOTICE: u32 = 7;

/// A goal's next evaluation is its owner's task (R-PLAN-5); none when it has ended.
pub fn goal_tasks(unit: UnitId, citizen: CitizenId, goal: &Goal) -> TaskSet {
    let holder = kept_by(goal.content.owner);
    agreed_task(
        (unit, citizen),
        TaskSource::Goal(goal.id),
        TaskSubject::GoalEvaluation,
        goal.next_evaluation().map(|due| (holder, due)),
        EVALUATION_NOTICE,
    )
}

/// When the one who designed a tiltak looks at it again is her task (R-PLAN-8); none when it is over by
/// then.
pub fn design_tasks(unit: UnitId, citizen: CitizenId, tiltak: &Tiltak) -> TaskSet {
    let content = &tiltak.content;
    let agreed = content.designed_by.zip(content.design_review_on);
    let agreed = agreed.filter(|(_, due)| content.end.is_none_or(|end| *due <= end));
    agreed_task(
        (unit, citizen),
        TaskSource::Tiltak(tiltak.id),
        TaskSubject::DesignReview,
        agreed.map(|(designer, due)| (TaskHolder::Employee(designer), due)),
        EVALUATION_NOTICE,
    )
}

/// Contact with kin on the day agreed is the task of whoever keeps it (R-CIT-8).
pub fn contact_tasks(unit: UnitId, citizen: CitizenId, contact: &Contact) -> TaskSet {
    let holder = kept_by(contact.content.kept_by);
    agreed_task(
        (unit, citizen),
        TaskSource::Contact(contact.id),
        TaskSubject::KinContact,
        contact.content.next_contact_on.map(|due| (holder, due)),
        0,
    )
}

/// A transfer is work for both units until it is done (R-CIT-7). It names no citizen: one of the two
/// has no access to her.
pub fn hand_over_task(transfer: &Transfer, unit: UnitId) -> TaskDraft {
    TaskDraft {
        unit,
        citizen: None,
        subject: TaskSubject::HandOver,
        values: BTreeMap::new(),
        due: Due::Day(transfer.moves_on),
        holder: TaskHolder::Duty(Duty::JournalFollowUp),
        source: TaskSource::Transfer(transfer.id),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tiltaksplan::tests::{day, tiltak};
    use uuid::Uuid;

    #[test]
    fn the_designer_looks_again_a_week_is_given_and_not_after_the_end() {
        let mut programme = tiltak(1);
        let tasks = |tiltak: &Tiltak| {
            let (unit, citizen) = (UnitId(Uuid::nil()), CitizenId(Uuid::nil()));
            design_tasks(unit, citizen, tiltak).wanted
        };
        assert!(tasks(&programme).is_empty());
        let designer = EmployeeId(Uuid::from_u128(7));
        programme.content.designed_by = Some(designer);
        programme.content.design_review_on = Some(day(12, 14));
        let wanted = tasks(&programme);
        assert_eq!(wanted[0].opens_on, day(12, 7));
        assert_eq!(wanted[0].draft.holder, TaskHolder::Employee(designer));
        programme.content.end = Some(day(12, 13));
        assert!(tasks(&programme).is_empty());
    }
}
