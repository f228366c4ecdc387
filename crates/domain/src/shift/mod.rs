//! When employees are at work and when not (R-SHF-1, R-SHF-3).

mod keeping;
mod kinds;
pub mod pause;
pub mod rota;
pub mod swap;
pub mod working_time;

pub use keeping::{Kept, may_keep};
pub use kinds::{kind_faults, kind_of};

use crate::{
    ids::*,
    interval::{Interval, joined, remaining},
    reason::{Reason, Violations},
    text_enum,
    visit::Window,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// What kind of shift (R-SHF-1).
    pub enum ShiftKind {
        /// By day.
        Day = "day", "dagvakt", "dagvakt", "day shift";
        /// In the evening.
        Evening = "evening", "kveldsvakt", "kveldsvakt", "evening shift";
        /// At night; passes midnight.
        Night = "night", "nattevakt", "nattevakt", "night shift";
        /// Long weekend shift, 10–12.5 hours.
        Long = "long", "langvakt", "langvakt", "long shift";
        /// Therapists and case workers, who have no rota.
        DayOnly = "day_only", "dagtid", "dagtid", "office hours";
    }
}

/// When an employee is at work (vakt).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Shift {
    /// Identity.
    pub id: ShiftId,
    /// Who; nobody yet on an open shift.
    pub employee: Option<EmployeeId>,
    /// In which unit.
    pub unit: UnitId,
    /// What kind.
    pub kind: ShiftKind,
    /// When.
    pub interval: Interval,
}

/// When an employee is not at work.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Absence {
    /// Identity.
    pub id: AbsenceId,
    /// Who. Why is nobody's business here: no cause is stored.
    pub employee: EmployeeId,
    /// When.
    pub interval: Interval,
}

/// A rota's clock times on a date: a shift that ends before it begins ends the next day, and
/// clock changes make it an hour shorter or longer.
pub fn interval_on(date: NaiveDate, clock: Window) -> Interval {
    let (from, until) = clock.bounds(None).on(date);
    Interval { from, until }
}

/// Whether all of `work` lies within one stretch of shift, absences cut out. Shifts that follow on
/// each other are one stretch.
pub fn inside_shift(work: Interval, shifts: &[Interval], absences: &[Interval]) -> bool {
    at_work(shifts, absences).iter().any(|s| s.contains(work))
}

/// When an employee is really at work: her shifts in all units, each minute once (R-TEAM-9),
/// absences cut out.
pub fn at_work(shifts: &[Interval], absences: &[Interval]) -> Vec<Interval> {
    joined(shifts)
        .into_iter()
        .flat_map(|shift| remaining(shift, absences))
        .collect()
}

/// Longest shift that an agreement can allow, in minutes (facts.md, working time).
const LONGEST_MINUTES: i64 = 16 * 60;

static BACKWARDS: Reason = Reason {
    rule: "R-SHF-1",
    code: "shift-ends-before-start",
    nb: "Vakten slutter før den begynner.",
    nn: "Vakta sluttar før ho begynner.",
    en: "The shift ends before it begins.",
};
static TOO_LONG: Reason = Reason {
    rule: "R-SHF-1",
    code: "shift-too-long",
    nb: "En vakt på {hours} timer kan ingen avtale tillate; grensen er {limit}.",
    nn: "Ei vakt på {hours} timar kan ingen avtale tillate; grensa er {limit}.",
    en: "No agreement can allow a shift of {hours} hours; the limit is {limit}.",
};
static OTHER_SHIFT: Reason = Reason {
    rule: "R-TEAM-9",
    code: "shift-overlaps",
    nb: "Medarbeideren har allerede vakt fra {from} til {until}.",
    nn: "Medarbeidaren har allereie vakt frå {from} til {until}.",
    en: "The employee already has a shift from {from} until {until}.",
};

/// Everything that makes a shift of `kind` impossible, given the employee's `others` in all units.
pub fn shift_faults(
    kind: ShiftKind,
    shift: Interval,
    break_minutes: Option<i64>,
    others: &[Interval],
) -> Violations {
    let mut faults = kind_faults(kind, shift, break_minutes);
    faults.extend(others.iter().filter(|o| o.overlaps(shift)).map(|other| {
        OTHER_SHIFT
            .violation()
            .at("/interval")
            .with("from", other.from)
            .with("until", other.until)
    }));
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, m, d).unwrap()
    }
    fn on(d: u32, from: u32, until: u32) -> Interval {
        interval_on(date(11, d), Window::hours(from, until))
    }

    #[test]
    fn a_night_shift_passes_midnight_and_follows_the_clock() {
        let night = Window::hours(22, 7);
        assert_eq!(interval_on(date(11, 22), night).minutes(), 9 * 60);
        assert_eq!(interval_on(date(3, 28), night).minutes(), 8 * 60);
        assert_eq!(interval_on(date(10, 24), night).minutes(), 10 * 60);
    }

    #[test]
    fn work_across_two_shifts_that_follow_each_other_is_inside() {
        let shifts = [on(22, 7, 15), on(22, 15, 22)];
        assert!(inside_shift(on(22, 14, 16), &shifts, &[]));
        assert!(!inside_shift(on(22, 21, 23), &shifts, &[]));
    }

    #[test]
    fn work_during_absence_is_outside() {
        let shifts = [on(22, 7, 15)];
        assert!(!inside_shift(on(22, 8, 9), &shifts, &[on(22, 7, 10)]));
        assert!(inside_shift(on(22, 10, 11), &shifts, &[on(22, 7, 10)]));
    }

    #[test]
    fn hours_in_two_teams_at_once_are_counted_once() {
        let both = at_work(&[on(22, 8, 12), on(22, 10, 16)], &[]);
        assert_eq!(both.iter().map(|i| i.minutes()).sum::<i64>(), 8 * 60);
    }

    #[test]
    fn refuses_a_shift_of_30_hours_that_also_overlaps_another() {
        let long = Interval {
            from: on(22, 7, 15).from,
            until: on(23, 13, 14).from,
        };
        let faults = shift_faults(ShiftKind::Day, long, None, &[on(22, 14, 22)]);
        let codes: Vec<_> = faults.iter().map(|v| v.reason.code).collect();
        assert_eq!(codes, ["shift-too-long", "shift-overlaps"]);
    }

    #[test]
    fn refuses_a_shift_that_ends_before_it_begins() {
        let day = on(22, 7, 15);
        let backwards = Interval {
            from: day.until,
            until: day.from,
        };
        assert_eq!(
            shift_faults(ShiftKind::Day, backwards, None, &[])[0]
                .reason
                .code,
            "shift-ends-before-start"
        );
    }
}
