//! What went wrong at a visit is somebody's to look at: a task that points at it (R-IMP-6).

use super::{Deadline, Due, TaskDraft, TaskHolder, TaskSet, TaskSource, TaskSubject};
use crate::{
    ids::{CitizenId, UnitId, VisitId},
    organisation::Duty,
    time::local_date,
    visit_event::{VisitEvent, VisitState},
};
use chrono::TimeDelta;
use std::collections::BTreeMap;

/// How soon somebody looks at it.
const SOON: TimeDelta = TimeDelta::hours(24);

/// The tasks that a visit's deviations give rise to, one for each that stands: whoever looks after quality
/// that day has it, the leader where nobody does. One that is withdrawn calls its task off.
pub fn deviation_tasks(
    (unit, citizen, visit): (UnitId, CitizenId, VisitId),
    events: &[VisitEvent],
    state: &VisitState,
) -> TaskSet {
    let standing = events
        .iter()
        .filter(|event| state.deviations.contains(&event.id));
    TaskSet {
        source: TaskSource::Visit(visit),
        subjects: vec![TaskSubject::Deviation],
        wanted: standing
            .map(|event| Deadline {
                opens_on: local_date(event.time()),
                draft: TaskDraft {
                    unit,
                    citizen: Some(citizen),
                    subject: TaskSubject::Deviation,
                    values: BTreeMap::from([("event".to_owned(), event.id.to_string())]),
                    due: Due::Instant(event.time() + SOON),
                    holder: TaskHolder::Duty(Duty::QualityControl),
                    source: TaskSource::Visit(visit),
                },
            })
            .collect(),
    }
}
