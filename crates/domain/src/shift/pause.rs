//! The pause that a shift is to have, for a proposal to leave room for (R-SHF-2).

use super::working_time::{Limits, WorkShift};
use crate::interval::Interval;
use chrono::TimeDelta;

/// A pause that is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// It is taken within this stretch.
    pub within: Interval,
    /// How long.
    pub minutes: i64,
}

/// The pause of a shift: as long as somebody has said, else what the law asks of a long shift. Where the
/// law asks for a pause and not how long, it is as long as the one it measures. Taken in the middle
/// half of the shift: a pause at its end rests nobody.
pub fn pause_due(shift: &WorkShift, limits: &Limits) -> Option<Pause> {
    let lasts = shift.interval.minutes();
    let lawful = if lasts > limits.break_after_minutes {
        limits.long_break_minutes
    } else {
        0
    };
    let minutes = shift.break_minutes.unwrap_or(lawful);
    let quarter = TimeDelta::minutes(lasts / 4);
    let within = Interval {
        from: shift.interval.from + quarter,
        until: shift.interval.until - quarter,
    };
    (0 < minutes && minutes <= within.minutes()).then_some(Pause { within, minutes })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{law::Law, shift::ShiftKind};

    fn shift(minutes: i64, said: Option<i64>) -> WorkShift {
        let from = "2026-11-24T06:30:00Z".parse().unwrap();
        WorkShift {
            interval: Interval {
                from,
                until: from + TimeDelta::minutes(minutes),
            },
            kind: ShiftKind::Day,
            overtime: false,
            break_minutes: said,
        }
    }

    fn due(minutes: i64, said: Option<i64>) -> Option<i64> {
        let law = Law::embedded().unwrap();
        pause_due(&shift(minutes, said), &law.working_time[0].ordinary).map(|p| p.minutes)
    }

    #[test]
    fn a_shift_of_more_than_five_and_a_half_hours_has_a_pause_of_half_an_hour() {
        assert_eq!(due(330, None), None);
        assert_eq!(due(331, None), Some(30));
        assert_eq!(due(480, None), Some(30));
    }

    #[test]
    fn what_was_said_counts_also_when_it_is_none() {
        assert_eq!(due(480, Some(45)), Some(45));
        assert_eq!(due(300, Some(20)), Some(20));
        assert_eq!(due(480, Some(0)), None);
    }

    #[test]
    fn it_lies_in_the_middle_half() {
        let law = Law::embedded().unwrap();
        let pause = pause_due(&shift(480, None), &law.working_time[0].ordinary).unwrap();
        assert_eq!(pause.within.from.to_rfc3339(), "2026-11-24T08:30:00+00:00");
        assert_eq!(pause.within.until.to_rfc3339(), "2026-11-24T12:30:00+00:00");
    }
}
