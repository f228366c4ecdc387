//! Bringing the visits a team already plans with in line with what the tiltak now ask (R-WL-1).

use super::record::{Assignment, PlannedVisit, Visit, VisitKey};
use crate::ids::*;
use std::collections::BTreeMap;

/// A visit that exists, with its assignments.
#[derive(Debug, Clone, PartialEq)]
pub struct ExistingVisit {
    /// The visit.
    pub visit: Visit,
    /// One or two.
    pub assignments: Vec<Assignment>,
}

/// What is to change for one visit whose key stays.
#[derive(Debug, Clone, PartialEq)]
pub struct Update {
    /// Which visit.
    pub visit: VisitId,
    /// What it becomes.
    pub planned: PlannedVisit,
    /// Assignments whose holder may no longer do it: kept, and flagged.
    pub review: Vec<AssignmentId>,
    /// Flagged earlier, and allowed again.
    pub cleared: Vec<AssignmentId>,
    /// Numbers of assignments to add, free.
    pub added: Vec<i32>,
    /// Assignments that are no longer needed: free ones first.
    pub surplus: Vec<AssignmentId>,
}

/// All that is to change. Empty when visits are made a second time.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Changes {
    /// To make, each with as many free assignments as employees.
    pub create: Vec<PlannedVisit>,
    /// To change.
    pub update: Vec<Update>,
    /// To remove; their claims lapse.
    pub remove: Vec<VisitId>,
    /// Visits the tiltak ask for on days that are already published: the fordeler decides.
    pub held_back: Vec<PlannedVisit>,
    /// Published visits that the tiltak no longer ask for, or ask for otherwise: they stay, and
    /// the fordeler sees it.
    pub stale: Vec<VisitId>,
}

/// What must change so that `existing` says what `planned` asks (R-WL-1).
///
/// `is_open` tells whether the day plan that a visit belongs to is still open; `allowed` whether an
/// employee may do the visit as it now is. Published visits are never touched, ad-hoc visits never
/// removed, and a kept key keeps its claim.
pub fn merge(
    existing: &[ExistingVisit],
    planned: &[PlannedVisit],
    is_open: impl Fn(&PlannedVisit) -> bool,
    allowed: impl Fn(&PlannedVisit, EmployeeId) -> bool,
) -> Changes {
    let wanted: BTreeMap<&VisitKey, &PlannedVisit> = planned.iter().map(|p| (&p.key, p)).collect();
    let mut unmet = wanted.clone();
    let mut changes = Changes::default();
    for old in existing {
        let now = unmet.remove(&old.visit.planned.key);
        if old.visit.ad_hoc {
            continue;
        }
        let open = is_open(&old.visit.planned);
        match now {
            Some(now) if open => changes.update.extend(update(old, now, &allowed)),
            Some(now) if *now == old.visit.planned => {}
            None if open => changes.remove.push(old.visit.id),
            _ => changes.stale.push(old.visit.id),
        }
    }
    let (create, held_back) = unmet.into_values().cloned().partition(is_open);
    Changes {
        create,
        held_back,
        ..changes
    }
}

fn update(
    old: &ExistingVisit,
    now: &PlannedVisit,
    allowed: impl Fn(&PlannedVisit, EmployeeId) -> bool,
) -> Option<Update> {
    let (kept, surplus) = kept_and_surplus(&old.assignments, now.employees);
    let flags = |needs_review: bool| {
        kept.iter()
            .filter(|a| a.needs_review != needs_review)
            .filter(|a| a.employee.is_some_and(|who| !allowed(now, who)) == needs_review)
            .map(|a| a.id)
            .collect::<Vec<_>>()
    };
    let change = Update {
        visit: old.visit.id,
        planned: now.clone(),
        review: flags(true),
        cleared: flags(false),
        added: (1..=now.employees)
            .filter(|number| kept.iter().all(|a| a.number != *number))
            .take(
                usize::try_from(now.employees)
                    .unwrap_or(0)
                    .saturating_sub(kept.len()),
            )
            .collect(),
        surplus: surplus.iter().map(|a| a.id).collect(),
    };
    let same = old.visit.planned == *now
        && change.review.is_empty()
        && change.cleared.is_empty()
        && change.added.is_empty()
        && change.surplus.is_empty();
    (!same).then_some(change)
}

/// When fewer are needed, those that somebody holds are kept before free ones.
fn kept_and_surplus(all: &[Assignment], needed: i32) -> (Vec<&Assignment>, Vec<&Assignment>) {
    let mut sorted: Vec<_> = all.iter().collect();
    sorted.sort_by_key(|a| (a.employee.is_none(), !a.state.is_fixed(), a.number));
    let surplus = sorted.split_off(usize::try_from(needed).unwrap_or(0).min(sorted.len()));
    (sorted, surplus)
}

#[cfg(test)]
mod tests;
