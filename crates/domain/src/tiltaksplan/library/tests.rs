//! The library: what a copy makes, and what an entry may not say.

use super::*;
use crate::{
    ids::StatementId,
    tiltaksplan::tests::{day, tiltak},
};
use uuid::Uuid;

fn walk() -> LibraryTiltak {
    let from = tiltak(1).content;
    LibraryTiltak {
        service: from.service,
        description: "Gåtrening".into(),
        instruction: "Til postkassen og tilbake".into(),
        own_part: "Bestemmer farten".into(),
        competences: from.competences,
        second_competences: None,
        minutes: 20,
        employees: 1,
        recurrence: Recurrence::daily(),
        window: from.window,
        slot: None,
        after: None,
        goals: vec![0],
        must_do: false,
        can_wait_days: 1,
        performer: Performer::TeamMember,
        mastery: true,
        lasts_days: Some(28),
    }
}
fn entry() -> LibraryEntry {
    LibraryEntry {
        title: "Trygg hjemme etter hoftebrudd".into(),
        when: None,
        goals: vec![LibraryGoal {
            text: "Går alene ute".into(),
            scale: Scale::SelfRated,
            target: Some(7),
            evaluate_after_days: 28,
        }],
        tiltak: vec![walk(), walk()],
    }
}
fn faults(entry: &LibraryEntry) -> Vec<(&'static str, String)> {
    let found = check_entry(entry).into_iter();
    found
        .map(|v| (v.reason.code, v.pointer.unwrap_or_default()))
        .collect()
}

#[test]
fn a_copy_is_the_citizens_own_and_its_parts_point_at_each_other() {
    let mut entry = entry();
    entry.tiltak[1].after = Some(LibraryAfter {
        tiltak: 0,
        min_gap_minutes: 240,
        max_gap_minutes: None,
    });
    assert_eq!(faults(&entry), []);
    let basis = GoalBasis::Statement {
        statement: StatementId(Uuid::from_u128(9)),
    };
    let copy = PlanCopy {
        entry: LibraryId(Uuid::nil()),
        start: day(11, 24),
        goals: vec![GoalCopy {
            basis: basis.clone(),
            baseline: Some(2),
            owner: Some(EmployeeId(Uuid::nil())),
            text: Some("Går til søsteren".into()),
            target: None,
            evaluation_date: None,
        }],
        vedtak: None,
        temporary: None,
    };
    let ids = [1, 2, 3].map(Uuid::from_u128);
    let (goals, tiltak) = entry.copied(&copy, &[ids[0].into()], &[ids[1].into(), ids[2].into()]);
    let goal = &goals[0].content;
    assert_eq!(
        (goal.text.as_str(), &goal.basis),
        ("Går til søsteren", &basis)
    );
    assert_eq!(
        (goal.target, goal.evaluation_date),
        (Some(7), Some(day(12, 22)))
    );
    assert_eq!(tiltak[1].content.goals, [goals[0].id]);
    assert_eq!(
        tiltak[1].content.after.map(|a| a.tiltak),
        Some(tiltak[0].id)
    );
    assert_eq!(
        tiltak[0].content.end,
        Some(day(12, 21)),
        "28 days, the first counted"
    );
}

#[test]
fn every_goal_of_the_entry_must_become_hers() {
    let copy = PlanCopy {
        entry: LibraryId(Uuid::nil()),
        start: day(11, 24),
        goals: vec![],
        vedtak: None,
        temporary: None,
    };
    assert_eq!(
        check_copy(&entry(), &copy)[0].reason.code,
        "library-copy-goals"
    );
}

#[test]
fn lists_all_that_would_make_a_plan_that_is_wrong() {
    let mut entry = entry();
    entry.title = " ".into();
    entry.goals[0].target = Some(11);
    entry.goals[0].evaluate_after_days = 0;
    entry.tiltak[0].goals = vec![1];
    entry.tiltak[0].minutes = 0;
    entry.tiltak[0].lasts_days = Some(0);
    entry.tiltak[1].after = Some(LibraryAfter {
        tiltak: 1,
        min_gap_minutes: 0,
        max_gap_minutes: None,
    });
    let found = faults(&entry);
    let codes: Vec<_> = found.iter().map(|(code, _)| *code).collect();
    assert_eq!(
        codes,
        [
            "library-title-missing",
            "library-goal-off-scale",
            "library-days",
            "tiltak-minutes",
            "tiltak-goal-unknown",
            "library-days",
            "tiltak-after-circle"
        ]
    );
    assert_eq!(found[4].1, "/tiltak/0/goals/0");
    entry.goals.clear();
    entry.tiltak.clear();
    assert_eq!(faults(&entry)[1].0, "library-empty");
}
