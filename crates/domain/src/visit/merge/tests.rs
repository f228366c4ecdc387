//! The rules of R-WL-1 about visits that exist when the plan changes.

use super::*;
use crate::visit::{
    generate::{
        TiltakInput, generate,
        tests::{any_caseload, day, tiltak},
    },
    record::AssignmentState,
};
use proptest::prelude::*;
use uuid::Uuid;

const BERIT: EmployeeId = EmployeeId(Uuid::from_u128(7));

fn visits(of: &[TiltakInput]) -> Vec<PlannedVisit> {
    generate(of, &(day(1)..=day(30)))
}

fn free(visit: VisitId, number: i32) -> Assignment {
    Assignment {
        id: AssignmentId(Uuid::from_u128(visit.0.as_u128() * 10 + number as u128)),
        visit,
        number,
        employee: None,
        state: AssignmentState::Free,
        by: None,
        needs_review: false,
    }
}

/// Does to the store what a write would do.
fn apply(existing: &[ExistingVisit], changes: &Changes) -> Vec<ExistingVisit> {
    let mut store: Vec<_> = existing
        .iter()
        .filter(|e| !changes.remove.contains(&e.visit.id))
        .cloned()
        .collect();
    for update in &changes.update {
        for old in store.iter_mut().filter(|e| e.visit.id == update.visit) {
            old.visit.planned = update.planned.clone();
            old.assignments.retain(|a| !update.surplus.contains(&a.id));
            for a in &mut old.assignments {
                a.needs_review |= update.review.contains(&a.id);
                a.needs_review &= !update.cleared.contains(&a.id);
            }
            let added = update.added.iter().map(|n| free(update.visit, *n));
            old.assignments.extend(added);
        }
    }
    let next = 1 + store
        .iter()
        .map(|e| e.visit.id.0.as_u128())
        .max()
        .unwrap_or(0);
    store.extend(changes.create.iter().zip(next..).map(|(planned, id)| {
        let id = VisitId(Uuid::from_u128(id));
        ExistingVisit {
            visit: Visit {
                id,
                unit: UnitId(Uuid::nil()),
                planned: planned.clone(),
                start: None,
                ad_hoc: false,
                suspended: false,
            },
            assignments: (1..=planned.employees).map(|n| free(id, n)).collect(),
        }
    }));
    store
}

fn store(of: &[TiltakInput]) -> Vec<ExistingVisit> {
    apply(&[], &merge(&[], &visits(of), |_| true, |_, _| true))
}

fn claimed(mut store: Vec<ExistingVisit>) -> Vec<ExistingVisit> {
    for a in store.iter_mut().flat_map(|e| &mut e.assignments) {
        a.employee = Some(BERIT);
        a.state = AssignmentState::Claimed;
    }
    store
}

#[test]
fn a_kept_key_keeps_its_claim_when_still_allowed() {
    let longer = TiltakInput {
        minutes: 40,
        ..tiltak(1)
    };
    let changes = merge(
        &claimed(store(&[tiltak(1)])),
        &visits(&[longer]),
        |_| true,
        |_, _| true,
    );
    assert_eq!(changes.update[0].planned.minutes, 40);
    assert!(changes.update[0].review.is_empty() && changes.remove.is_empty());
}

#[test]
fn a_kept_key_whose_claim_is_no_longer_allowed_is_flagged_and_not_lost() {
    let before = claimed(store(&[tiltak(1)]));
    let changes = merge(&before, &visits(&[tiltak(1)]), |_| true, |_, _| false);
    let after = apply(&before, &changes);
    assert!(after[0].assignments[0].needs_review);
    assert_eq!(after[0].assignments[0].employee, Some(BERIT));
}

#[test]
fn nothing_published_vanishes_or_changes() {
    let before = claimed(store(&[tiltak(1)]));
    let changes = merge(&before, &[], |_| false, |_, _| true);
    assert_eq!(changes.stale, [before[0].visit.id]);
    assert_eq!(apply(&before, &changes), before);
}

#[test]
fn a_visit_asked_for_on_a_published_day_waits_for_the_fordeler() {
    let changes = merge(&[], &visits(&[tiltak(1)]), |_| false, |_, _| true);
    assert_eq!((changes.create.len(), changes.held_back.len()), (0, 1));
}

#[test]
fn an_ad_hoc_visit_is_never_removed() {
    let mut before = store(&[tiltak(1)]);
    before[0].visit.ad_hoc = true;
    assert_eq!(
        merge(&before, &[], |_| true, |_, _| true),
        Changes::default()
    );
}

#[test]
fn when_one_employee_is_enough_the_claim_stays_and_the_free_part_goes() {
    let pair = TiltakInput {
        employees: 2,
        ..tiltak(1)
    };
    let mut before = store(&[pair]);
    before[0].assignments[1].employee = Some(BERIT);
    before[0].assignments[1].state = AssignmentState::Claimed;
    let changes = merge(&before, &visits(&[tiltak(1)]), |_| true, |_, _| true);
    assert_eq!(changes.update[0].surplus, [before[0].assignments[0].id]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn making_visits_twice_gives_the_same_ones(before in any_caseload(), after in any_caseload(), published in 20_u32..26) {
        let is_open = |p: &PlannedVisit| p.date > day(published);
        let old = claimed(store(&before));
        let first = merge(&old, &visits(&after), is_open, |_, _| true);
        let new = apply(&old, &first);
        let again = merge(&new, &visits(&after), is_open, |_, _| true);
        prop_assert!(again.create.is_empty() && again.update.is_empty() && again.remove.is_empty());
        for visit in old.iter().filter(|e| !is_open(&e.visit.planned)) {
            prop_assert!(new.contains(visit), "published and gone: {visit:?}");
        }
    }
}
