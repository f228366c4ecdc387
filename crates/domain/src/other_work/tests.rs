//! Other work on a list: whose, when, and along with whom (R-WL-1, R-WL-2, R-WL-3, R-WL-4, R-WL-12).

use super::*;
use crate::day_plan::DayPlanState;

fn between(from: &str, until: &str) -> Interval {
    let at = |clock: &str| format!("2026-11-24T{clock}:00Z").parse().unwrap();
    Interval {
        from: at(from),
        until: at(until),
    }
}
fn facts() -> WorkFacts {
    WorkFacts {
        date: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
        closed: false,
        own: true,
        is_fordeler: false,
        in_unit: true,
        absences: vec![],
        busy: vec![between("09:00", "09:30")],
        along: None,
    }
}
fn along() -> AlongFacts {
    AlongFacts {
        interval: Some(between("10:00", "10:30")),
        holds: false,
        unwanted: false,
        suspended: false,
    }
}
fn codes(kind: WorkKind, said: Option<Interval>, facts: &WorkFacts) -> Vec<&'static str> {
    let faults = work_faults(kind, "Teammøte", said, facts);
    faults.iter().map(|v| v.reason.code).collect()
}

#[test]
fn a_meeting_between_visits_is_on_the_list_and_one_over_a_visit_is_not() {
    let free = Some(between("09:30", "10:00"));
    assert!(codes(WorkKind::Meeting, free, &facts()).is_empty());
    let over = Some(between("09:15", "10:00"));
    assert_eq!(codes(WorkKind::Meeting, over, &facts()), ["work-overlaps"]);
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let bad = WorkFacts {
        closed: true,
        own: false,
        in_unit: false,
        absences: vec![between("11:00", "12:00")],
        ..facts()
    };
    let said = Some(between("11:30", "11:00"));
    assert_eq!(
        codes(WorkKind::OwnTask, said, &bad),
        [
            "plan-closed",
            "not-your-list",
            "not-in-unit",
            "work-ends-before-start"
        ]
    );
    let tomorrow = Interval::lasting("2026-11-26T08:00:00Z".parse().unwrap(), 17 * 60);
    let long = codes(WorkKind::Driving, Some(tomorrow), &facts());
    assert_eq!(long, ["work-too-long", "work-on-another-day"]);
    assert_eq!(
        codes(WorkKind::Driving, None, &facts()),
        ["work-ends-before-start"]
    );
}

#[test]
fn the_fordeler_puts_work_on_a_colleagues_list() {
    let hers = WorkFacts {
        own: false,
        is_fordeler: true,
        ..facts()
    };
    let free = Some(between("09:30", "10:00"));
    assert!(codes(WorkKind::Meeting, free, &hers).is_empty());
}

#[test]
fn ones_own_is_taken_off_again_until_the_day_is_closed() {
    use DayPlanState::{Closed, Open, Published};
    assert!(may_remove(Open, true, false).is_ok());
    assert!(may_remove(Published, false, true).is_ok());
    let not = may_remove(Closed, false, false).unwrap_err();
    let codes: Vec<_> = not.iter().map(|v| v.reason.code).collect();
    assert_eq!(codes, ["plan-closed", "not-your-list"]);
}

#[test]
fn whoever_goes_along_does_so_when_the_visit_is() {
    let with = WorkFacts {
        along: Some(along()),
        ..facts()
    };
    assert!(codes(WorkKind::Guidance, None, &with).is_empty());
    // What is said about the time counts for nothing: the visit decides.
    let said = Some(between("09:00", "09:30"));
    assert!(codes(WorkKind::JointVisit, said, &with).is_empty());
    assert_eq!(
        codes(WorkKind::Guidance, None, &facts()),
        ["along-to-no-visit"]
    );
    assert_eq!(
        codes(WorkKind::Meeting, said, &with),
        ["visit-not-gone-along-to"]
    );
    let not = WorkFacts {
        along: Some(AlongFacts {
            interval: None,
            holds: true,
            unwanted: true,
            suspended: true,
        }),
        ..facts()
    };
    assert_eq!(
        codes(WorkKind::Guidance, None, &not),
        [
            "visit-has-no-start",
            "along-to-own-visit",
            "along-unwanted",
            "visit-lies-still"
        ]
    );
}
