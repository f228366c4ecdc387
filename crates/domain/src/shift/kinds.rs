//! What the kinds of shift mean (R-SHF-1).

use super::{BACKWARDS, LONGEST_MINUTES, ShiftKind, TOO_LONG};
use crate::{
    interval::Interval,
    reason::{Reason, Violations},
    time::{ZONE, local_date},
};
use chrono::{Datelike, Timelike, Weekday};

/// Length of a long shift, minutes.
const LONG: std::ops::RangeInclusive<i64> = 600..=750;

static LONG_LENGTH: Reason = Reason {
    rule: "R-SHF-1",
    code: "long-shift-length",
    nb: "En langvakt varer fra {least} til {most} minutter; denne varer {minutes}.",
    nn: "Ei langvakt varer frå {least} til {most} minutt; denne varer {minutes}.",
    en: "A long shift lasts from {least} to {most} minutes; this one lasts {minutes}.",
};
static LONG_DAY: Reason = Reason {
    rule: "R-SHF-1",
    code: "long-shift-not-at-weekend",
    nb: "Langvakter går i helgen.",
    nn: "Langvakter går i helga.",
    en: "Long shifts are at weekends.",
};
static BREAK: Reason = Reason {
    rule: "R-SHF-1",
    code: "break-impossible",
    nb: "Pausen må være fra 0 minutter og kortere enn vakten.",
    nn: "Pausen må vere frå 0 minutt og kortare enn vakta.",
    en: "The break must be from 0 minutes and shorter than the shift.",
};

/// What is wrong with a shift whoever has it: its length, its kind, its break (R-SHF-1).
pub fn kind_faults(kind: ShiftKind, interval: Interval, break_minutes: Option<i64>) -> Violations {
    let mut faults = Violations::new();
    let minutes = interval.minutes();
    if minutes <= 0 {
        faults.push(BACKWARDS.violation().at("/interval/until"));
    }
    if minutes > LONGEST_MINUTES {
        let too_long = TOO_LONG.violation().at("/interval");
        faults.push(
            too_long
                .with("hours", (minutes + 59) / 60)
                .with("limit", LONGEST_MINUTES / 60),
        );
    }
    if kind == ShiftKind::Long {
        if !LONG.contains(&minutes) {
            let length = LONG_LENGTH.violation().at("/interval");
            let length = length
                .with("least", *LONG.start())
                .with("most", *LONG.end());
            faults.push(length.with("minutes", minutes));
        }
        let day = local_date(interval.from).weekday();
        if !matches!(day, Weekday::Sat | Weekday::Sun) {
            faults.push(LONG_DAY.violation().at("/kind"));
        }
    }
    if break_minutes.is_some_and(|said| !(0..minutes.max(1)).contains(&said)) {
        faults.push(BREAK.violation().at("/breakMinutes"));
    }
    faults
}

/// The kind that a shift's clock times say, for files that do not name it.
pub fn kind_of(interval: Interval) -> ShiftKind {
    let begins = interval.from.with_timezone(&ZONE).hour();
    let weekend = matches!(
        local_date(interval.from).weekday(),
        Weekday::Sat | Weekday::Sun
    );
    if weekend && LONG.contains(&interval.minutes()) && (5..12).contains(&begins) {
        return ShiftKind::Long;
    }
    match begins {
        5..12 => ShiftKind::Day,
        12..19 => ShiftKind::Evening,
        _ => ShiftKind::Night,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{shift::interval_on, visit::Window};
    use chrono::NaiveDate;

    fn on(d: u32, from: u32, until: u32) -> Interval {
        let date = NaiveDate::from_ymd_opt(2026, 11, d).unwrap();
        interval_on(date, Window::hours(from, until))
    }
    fn codes(kind: ShiftKind, interval: Interval, pause: Option<i64>) -> Vec<&'static str> {
        let faults = kind_faults(kind, interval, pause);
        faults.iter().map(|v| v.reason.code).collect()
    }

    #[test]
    fn a_long_shift_is_ten_to_twelve_and_a_half_hours_at_a_weekend() {
        assert!(codes(ShiftKind::Long, on(21, 8, 20), None).is_empty());
        assert_eq!(
            codes(ShiftKind::Long, on(23, 8, 16), None),
            ["long-shift-length", "long-shift-not-at-weekend"]
        );
    }

    #[test]
    fn a_shift_of_30_hours_tells_everything_that_is_wrong_with_it() {
        let long = Interval {
            from: on(23, 8, 9).from,
            until: on(24, 14, 15).from,
        };
        assert_eq!(
            codes(ShiftKind::Long, long, Some(-1)),
            [
                "shift-too-long",
                "long-shift-length",
                "long-shift-not-at-weekend",
                "break-impossible"
            ]
        );
    }

    #[test]
    fn the_clock_says_what_kind_it_is() {
        assert_eq!(kind_of(on(23, 7, 15)), ShiftKind::Day);
        assert_eq!(kind_of(on(23, 15, 22)), ShiftKind::Evening);
        assert_eq!(kind_of(on(23, 22, 7)), ShiftKind::Night);
        assert_eq!(kind_of(on(21, 8, 20)), ShiftKind::Long);
    }
}
