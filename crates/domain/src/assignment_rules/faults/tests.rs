//! The hard rules of R-WL-4, one by one and together.

use super::*;
use crate::visit::{
    Window,
    generate::{
        generate,
        tests::{day, tiltak},
    },
};
use chrono::{DateTime, Utc};
use std::sync::LazyLock;
use uuid::Uuid;

const BERIT: EmployeeId = EmployeeId(Uuid::from_u128(7));

pub(crate) fn at(hour: u32, minute: u32) -> DateTime<Utc> {
    crate::time::instant(
        day(23),
        chrono::NaiveTime::from_hms_opt(hour, minute, 0).unwrap(),
    )
}

fn span(from: DateTime<Utc>, until: DateTime<Utc>) -> Interval {
    Interval { from, until }
}

/// A visit of 20 minutes at 08:00 that everybody may do.
pub(crate) fn visit() -> Visit {
    let mut planned = generate(&[tiltak(1)], &(day(23)..=day(23))).remove(0);
    planned.competences.clear();
    Visit {
        id: VisitId(Uuid::from_u128(1)),
        unit: UnitId(Uuid::nil()),
        planned,
        start: Some(at(8, 0)),
        ad_hoc: false,
        suspended: false,
    }
}

/// Asks with facts under which nothing is wrong, but for what `change` does to them.
fn codes<'a>(visit: &'a Visit, change: impl FnOnce(&mut Facts<'a>)) -> Vec<&'static str> {
    static COMPETENCES: BTreeSet<CompetenceCode> = BTreeSet::new();
    static SHIFT: LazyLock<[Interval; 1]> = LazyLock::new(|| [span(at(7, 30), at(15, 0))]);
    let mut facts = Facts {
        visit,
        employee: BERIT,
        competences: &COMPETENCES,
        shifts: &*SHIFT,
        absences: &[],
        bookings: &[],
        declined: false,
        disqualified: false,
        citizen_away: false,
        colleague: None,
        colleague_competences: None,
        before: &[],
        after: &[],
        travel: &|_, _| 10,
    };
    change(&mut facts);
    assignment_faults(&facts)
        .iter()
        .map(|v| v.reason.code)
        .collect()
}

fn busy(from: DateTime<Utc>, until: DateTime<Utc>) -> Booking {
    Booking {
        visit: Some(VisitId(Uuid::from_u128(2))),
        interval: span(from, until),
    }
}

fn ordered(from: DateTime<Utc>, until: DateTime<Utc>) -> Ordered {
    Ordered {
        key: VisitKey("other".into()),
        interval: Some(span(from, until)),
        gap_minutes: 240,
    }
}

#[test]
fn a_competent_employee_at_work_can_do_it() {
    assert!(codes(&visit(), |_| ()).is_empty());
}

#[test]
fn refuses_an_insulin_visit_without_the_competence() {
    let mut insulin = visit();
    insulin.planned.competences.insert(CompetenceCode::Insulin);
    assert_eq!(codes(&insulin, |_| ()), ["competence-lacking"]);
}

#[test]
fn refuses_a_visit_that_ends_after_the_shift() {
    let late = [span(at(7, 0), at(8, 19))];
    assert_eq!(codes(&visit(), |f| f.shifts = &late), ["outside-shift"]);
}

#[test]
fn refuses_a_visit_during_absence() {
    let ill = [span(at(8, 10), at(9, 0))];
    assert_eq!(codes(&visit(), |f| f.absences = &ill), ["employee-absent"]);
}

#[test]
fn refuses_an_overlap_that_only_travel_makes() {
    let near = [busy(at(8, 25), at(9, 0))];
    assert_eq!(codes(&visit(), |f| f.bookings = &near), ["overlaps"]);
    let before = [busy(at(7, 30), at(7, 55))];
    assert_eq!(codes(&visit(), |f| f.bookings = &before), ["overlaps"]);
    let far = [busy(at(8, 30), at(9, 0)), busy(at(7, 30), at(7, 50))];
    assert!(codes(&visit(), |f| f.bookings = &far).is_empty());
}

#[test]
fn a_meeting_right_after_needs_no_travel() {
    let meeting = [Booking {
        visit: None,
        interval: span(at(8, 20), at(9, 0)),
    }];
    assert!(codes(&visit(), |f| f.bookings = &meeting).is_empty());
}

#[test]
fn refuses_the_same_employee_twice_on_a_visit_for_two() {
    assert_eq!(
        codes(&visit(), |f| f.colleague = Some(BERIT)),
        ["same-employee-twice"]
    );
}

#[test]
fn refuses_a_home_visit_while_the_citizen_is_away_but_not_one_at_the_hospital() {
    let mut visit = visit();
    let away = |f: &mut Facts<'_>| f.citizen_away = true;
    assert_eq!(codes(&visit, away), ["citizen-not-home"]);
    visit.planned.place = Place::Hospital;
    assert!(codes(&visit, away).is_empty());
}

#[test]
fn refuses_a_second_dose_less_than_four_hours_after_the_first() {
    let dose = [ordered(at(4, 0), at(4, 1))];
    assert_eq!(codes(&visit(), |f| f.before = &dose), ["order-or-gap"]);
    let next = [ordered(at(12, 19), at(12, 30))];
    assert_eq!(codes(&visit(), |f| f.after = &next), ["order-or-gap"]);
    let later = [ordered(at(12, 20), at(12, 30))];
    assert!(codes(&visit(), |f| f.after = &later).is_empty());
}

#[test]
fn refuses_a_start_outside_the_hard_window() {
    let mut visit = visit();
    visit.planned.window = Window::hours(9, 10);
    assert_eq!(codes(&visit, |_| ()), ["outside-window"]);
}

#[test]
fn a_visit_without_a_start_can_be_taken_when_some_start_would_do() {
    let mut visit = visit();
    visit.start = None;
    let evening = [span(at(15, 0), at(22, 0))];
    assert!(codes(&visit, |_| ()).is_empty());
    assert_eq!(codes(&visit, |f| f.shifts = &evening), ["outside-shift"]);
}

#[test]
fn lists_every_reason_and_not_only_the_first() {
    let found = codes(&visit(), |f| {
        f.declined = true;
        f.disqualified = true;
        f.shifts = &[];
    });
    assert_eq!(
        found,
        ["declined-by-citizen", "disqualified", "outside-shift"]
    );
}
