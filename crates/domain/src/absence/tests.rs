//! An absence frees what she cannot do and nothing else, and gives it back when it ends (R-SHF-3).

use super::*;
use crate::{
    assignment_rules::tests::{at, visit},
    organisation::CompetenceCode,
};
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;
use uuid::Uuid;

const KARI: EmployeeId = EmployeeId(Uuid::from_u128(1));
const PER: EmployeeId = EmployeeId(Uuid::from_u128(2));

fn part(employee: Option<EmployeeId>) -> Assignment {
    Assignment {
        id: AssignmentId(Uuid::nil()),
        visit: visit().id,
        number: 1,
        employee,
        state: AssignmentState::Claimed,
        by: employee,
        needs_review: false,
    }
}
fn away(from: u32, until: u32) -> Interval {
    Interval {
        from: at(from, 0),
        until: at(until, 0),
    }
}
fn at_nine() -> Visit {
    Visit {
        start: Some(at(9, 0)),
        ..visit()
    }
}

#[test]
fn frees_what_is_hers_then_and_has_not_begun() {
    let free = |absence, outcome, who| frees(absence, &at_nine(), outcome, &part(Some(who)), KARI);
    assert!(free(away(7, 15), Outcome::Planned, KARI));
    assert!(!free(away(7, 9), Outcome::Planned, KARI));
    assert!(!free(away(7, 15), Outcome::Started, KARI));
    assert!(!free(away(7, 15), Outcome::Planned, PER));
}

#[test]
fn a_visit_without_a_time_is_freed_when_she_is_away_at_a_time_it_could_begin() {
    let mut open = visit();
    open.start = None;
    open.planned.window = crate::visit::Window::hours(10, 12);
    let free = |absence| frees(absence, &open, Outcome::Planned, &part(Some(KARI)), KARI);
    assert!(free(away(7, 15)) && free(away(11, 15)));
    assert!(!free(away(7, 10)) && !free(away(14, 15)));
}

#[test]
fn comes_back_when_the_absence_ends_unless_somebody_else_has_taken_it() {
    let freed = Freed {
        assignment: part(None).id,
        visit: visit().id,
        state: AssignmentState::Pinned,
    };
    let back = |absence, holder, outcome| {
        comes_back(absence, &at_nine(), outcome, &part(holder), &freed, KARI)
    };
    assert!(back(None, None, Outcome::Planned));
    assert!(back(Some(away(12, 15)), None, Outcome::Planned));
    assert!(!back(Some(away(7, 15)), None, Outcome::Planned));
    assert!(!back(None, Some(PER), Outcome::Planned));
    assert!(!back(None, None, Outcome::NotDone));
}

#[test]
fn an_absence_that_ends_first_or_never_is_refused() {
    assert_eq!(
        absence_faults(away(15, 7))[0].reason.code,
        "absence-ends-before-start"
    );
    let years = Interval {
        from: at(7, 0),
        until: at(7, 0) + Days::new(401),
    };
    assert_eq!(absence_faults(years)[0].reason.code, "absence-too-long");
    assert!(absence_faults(away(7, 15)).is_empty());
}

#[test]
fn the_effect_counts_taken_moved_new_faces_and_minutes() {
    let part = |visit: u128, employee, hour| Part {
        visit: VisitId(Uuid::from_u128(visit)),
        citizen: CitizenId(Uuid::from_u128(visit)),
        employee,
        start: at(hour, 0),
        minutes: 30,
    };
    // Kari's first visit was freed; Per takes it, and his own comes an hour later.
    let before = [part(2, PER, 9), part(3, PER, 12)];
    let after = [part(1, PER, 9), part(2, PER, 10), part(3, PER, 12)];
    let freed = [VisitId(Uuid::from_u128(1))].into();
    let (effect, minutes) = effect(&before, &after, &freed, |_, _| true);
    let expected = Effect {
        taken: 1,
        moved: 1,
        new_faces: 1,
        minutes: 30,
    };
    assert_eq!(effect, expected);
    assert_eq!(minutes, [(PER, 30)].into());
}

fn days(first: NaiveDate, minutes: &[i64]) -> Vec<DaySlack> {
    let may: BTreeSet<_> = [CompetenceCode::PracticalAssistance].into();
    let slack = minutes.iter().zip(1..).map(|(minutes, n)| DaySlack {
        date: first + Days::new(n),
        minutes: *minutes,
        people: vec![may.clone()],
    });
    slack.collect()
}

#[test]
fn what_can_wait_goes_to_the_emptiest_day_before_the_same_help_comes_anyway() {
    let mut planned = visit().planned;
    planned.must_do = false;
    planned.minutes = 60;
    planned.employees = 1;
    planned.competences = [CompetenceCode::PracticalAssistance].into();
    let date = planned.date;
    let of = |planned, next| Waiting {
        visit: visit().id,
        planned,
        next,
    };
    let weekly = of(&planned, Some(date + Days::new(7)));
    let slack = days(date, &[30, 90, 200, 10]);
    assert_eq!(
        postpone(std::slice::from_ref(&weekly), &slack),
        [(visit().id, date + Days::new(3))]
    );
    // Tomorrow she gets the same help anyway.
    let daily = of(&planned, Some(date + Days::new(1)));
    assert!(postpone(&[daily], &slack).is_empty());
    // Nobody may do it, or it must be done.
    let mut skilled = planned.clone();
    skilled.competences = [CompetenceCode::Insulin].into();
    assert!(postpone(&[of(&skilled, None)], &slack).is_empty());
    let mut must = planned.clone();
    must.must_do = true;
    assert!(postpone(&[of(&must, None)], &slack).is_empty());
    // Two of them do not fit where one does.
    let tight = days(date, &[90]);
    assert_eq!(postpone(&[weekly.clone(), weekly], &tight).len(), 1);
}
