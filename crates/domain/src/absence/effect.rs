//! What a way on would do, before it is chosen: visits moved, new faces, minutes (R-SHF-3).

use crate::ids::*;
use chrono::{DateTime, Utc};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// One employee's part in a visit, at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The visit.
    pub visit: VisitId,
    /// For whom.
    pub citizen: CitizenId,
    /// Who does it.
    pub employee: EmployeeId,
    /// When.
    pub start: DateTime<Utc>,
    /// How long.
    pub minutes: i64,
}

/// What a way on does, in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Effect {
    /// Freed visits that somebody else takes.
    pub taken: usize,
    /// Visits of others that get another employee or another time.
    pub moved: usize,
    /// Pairs of a citizen and an employee who has not been there in 90 days.
    pub new_faces: usize,
    /// Minutes of visits that are given to somebody who did not have them.
    pub minutes: i64,
}

/// What changes from the lists as they were to the lists as they would be (R-SHF-3, R-WL-7). `freed`
/// are the visits that the absence freed; `is_new` whether an employee would be a new face.
pub fn effect(
    before: &[Part],
    after: &[Part],
    freed: &BTreeSet<VisitId>,
    is_new: impl Fn(CitizenId, EmployeeId) -> bool,
) -> (Effect, BTreeMap<EmployeeId, i64>) {
    let had: BTreeMap<(VisitId, EmployeeId), DateTime<Utc>> = before
        .iter()
        .map(|part| ((part.visit, part.employee), part.start))
        .collect();
    let mut effect = Effect::default();
    let mut minutes: BTreeMap<EmployeeId, i64> = BTreeMap::new();
    let (mut taken, mut moved, mut faces) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for part in after {
        let was = had.get(&(part.visit, part.employee));
        if was.is_none() {
            effect.minutes += part.minutes;
            *minutes.entry(part.employee).or_default() += part.minutes;
            if is_new(part.citizen, part.employee) {
                faces.insert((part.citizen, part.employee));
            }
        }
        if freed.contains(&part.visit) && was.is_none() {
            taken.insert(part.visit);
        } else if was != Some(&part.start) {
            moved.insert(part.visit);
        }
    }
    for part in before {
        let goes = !after
            .iter()
            .any(|p| (p.visit, p.employee) == (part.visit, part.employee));
        if goes {
            *minutes.entry(part.employee).or_default() -= part.minutes;
        }
    }
    effect.taken = taken.len();
    effect.moved = moved.len();
    effect.new_faces = faces.len();
    minutes.retain(|_, n| *n != 0);
    (effect, minutes)
}
