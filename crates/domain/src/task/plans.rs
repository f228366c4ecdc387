//! Tasks that plans give rise to (R-PLAN-4, R-PLAN-5).

use super::{Due, TaskDraft, TaskHolder, TaskSource, TaskSubject};
use crate::ids::{CitizenId, PlanId, UnitId};
use chrono::NaiveDate;
use std::collections::BTreeMap;

fn about(
    (unit, citizen, plan): (UnitId, CitizenId, PlanId),
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
        source: TaskSource::Plan(plan),
    }
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
    let whose = (unit, citizen, plan);
    let reassess = about(whose, TaskSubject::Reassessment, holder, until);
    let warning = about(whose, TaskSubject::BeyondFrame, holder, until);
    [(reassess, today), (warning, tell_on)]
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
        (unit, citizen, plan),
        TaskSubject::BeyondFrame,
        holder,
        today,
    )
}
