//! A rota copied onward, week by week (R-SHF-1): the same weekdays and clock times, whatever the clock
//! does in between.

use super::{Shift, interval_on};
use crate::{
    interval::Interval,
    reason::{Reason, Violations},
    time::{self, local_date, local_time},
    visit::Window,
};
use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

/// The longest rota and the furthest that one is copied, weeks.
const LONGEST: i64 = 52;

static NOT_MONDAY: Reason = Reason {
    rule: "R-SHF-1",
    code: "rota-begins-on-monday",
    nb: "En turnus begynner på en mandag.",
    nn: "Ein turnus byrjar på ein måndag.",
    en: "A rota begins on a Monday.",
};
static WEEKS: Reason = Reason {
    rule: "R-SHF-1",
    code: "rota-weeks",
    nb: "En turnus har fra 1 til {most} uker, og kopieres høyst {most} uker frem.",
    nn: "Ein turnus har frå 1 til {most} veker, og blir kopiert høgst {most} veker fram.",
    en: "A rota has from 1 to {most} weeks, and is copied at most {most} weeks onward.",
};
static ON_ITSELF: Reason = Reason {
    rule: "R-SHF-1",
    code: "rota-copied-onto-itself",
    nb: "Turnusen kan ikke kopieres oppå seg selv; den slutter {until}.",
    nn: "Turnusen kan ikkje kopierast oppå seg sjølv; han sluttar {until}.",
    en: "The rota cannot be copied onto itself; it ends on {until}.",
};

/// Which weeks are copied, and to where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copying {
    /// Monday of the first week that is copied.
    pub from: NaiveDate,
    /// How many weeks.
    pub weeks: i64,
    /// Monday of the first week that it is copied to.
    pub to: NaiveDate,
    /// How many times, one after the other.
    pub times: i64,
}

impl Copying {
    /// What cannot be copied (R-SHF-1).
    pub fn faults(&self) -> Violations {
        let mut faults = Violations::new();
        for (day, at) in [(self.from, "/from"), (self.to, "/to")] {
            if day.weekday() != Weekday::Mon {
                faults.push(NOT_MONDAY.violation().at(at));
            }
        }
        let sane = |n: i64| (1..=LONGEST).contains(&n);
        if !sane(self.weeks) {
            faults.push(WEEKS.violation().at("/weeks").with("most", LONGEST));
        } else if !sane(self.times) || self.weeks * self.times > LONGEST {
            faults.push(WEEKS.violation().at("/times").with("most", LONGEST));
        }
        if faults.is_empty() && self.to < self.last_day() {
            let itself = ON_ITSELF.violation().at("/to");
            faults.push(itself.with("until", self.last_day()));
        }
        faults
    }

    /// The last day of the rota that is copied.
    fn last_day(&self) -> NaiveDate {
        self.from
            .checked_add_signed(TimeDelta::days(7 * self.weeks - 1))
            .unwrap_or(self.from)
    }

    /// The time that is copied.
    pub fn source(&self) -> Interval {
        Interval {
            from: time::day_start(self.from),
            until: time::day_end(self.last_day()),
        }
    }

    /// When the copies of a shift are, in order. A shift is copied when it begins in the rota's weeks.
    pub fn copies(&self, shift: &Shift) -> Vec<Interval> {
        let date = local_date(shift.interval.from);
        if date < self.from || self.last_day() < date {
            return Vec::new();
        }
        let clock = Window {
            from: local_time(shift.interval.from),
            until: local_time(shift.interval.until),
        };
        let ahead = (self.to - self.from).num_days();
        (0..self.times)
            .filter_map(|n| date.checked_add_signed(TimeDelta::days(ahead + 7 * self.weeks * n)))
            .map(|date| interval_on(date, clock))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ids::*, shift::ShiftKind};
    use uuid::Uuid;

    fn day(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, m, d).unwrap()
    }
    fn shift(date: NaiveDate, from: u32, until: u32) -> Shift {
        Shift {
            id: ShiftId(Uuid::nil()),
            employee: None,
            unit: UnitId(Uuid::nil()),
            kind: ShiftKind::Night,
            interval: interval_on(date, Window::hours(from, until)),
        }
    }
    fn twelve() -> Copying {
        Copying {
            from: day(8, 3),
            weeks: 12,
            to: day(10, 26),
            times: 2,
        }
    }

    #[test]
    fn twelve_weeks_are_copied_twice_by_the_wall_clock_across_the_change_of_clocks() {
        let copies = twelve().copies(&shift(day(8, 3), 22, 7));
        let begins: Vec<_> = copies.iter().map(|c| local_date(c.from)).collect();
        assert_eq!(
            begins,
            [day(10, 26), NaiveDate::from_ymd_opt(2027, 1, 18).unwrap()]
        );
        assert!(
            copies
                .iter()
                .all(|c| local_time(c.from).to_string() == "22:00:00")
        );
        // In October the night of the change has ten hours.
        let once = Copying {
            to: day(10, 19),
            from: day(7, 27),
            weeks: 12,
            times: 1,
        };
        let night = once.copies(&shift(day(8, 1), 22, 7));
        assert_eq!(night[0].minutes(), 600);
    }

    #[test]
    fn what_begins_outside_the_rota_is_not_copied() {
        assert!(twelve().copies(&shift(day(8, 2), 22, 7)).is_empty());
        assert!(twelve().copies(&shift(day(10, 26), 7, 15)).is_empty());
        assert_eq!(twelve().copies(&shift(day(10, 25), 22, 7)).len(), 2);
    }

    #[test]
    fn refuses_other_days_too_many_weeks_and_a_copy_onto_itself() {
        let codes = |copying: Copying| {
            let faults = copying.faults();
            faults.iter().map(|v| v.reason.code).collect::<Vec<_>>()
        };
        assert!(codes(twelve()).is_empty());
        let bad = Copying {
            from: day(8, 4),
            to: day(10, 27),
            weeks: 0,
            times: 1,
        };
        assert_eq!(
            codes(bad),
            [
                "rota-begins-on-monday",
                "rota-begins-on-monday",
                "rota-weeks"
            ]
        );
        assert_eq!(
            codes(Copying {
                times: 5,
                ..twelve()
            }),
            ["rota-weeks"]
        );
        assert_eq!(
            codes(Copying {
                to: day(10, 19),
                ..twelve()
            }),
            ["rota-copied-onto-itself"]
        );
    }
}
