//! Working-time rules as data, by law and by agreement (R-SHF-2). A breach warns and needs a
//! reason to keep; it never refuses.

use crate::{
    interval::{Interval, joined, remaining},
    reason::{Reason, Violations},
    time,
};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Limits that hold for an employee: the law's, or an agreement's within what the law lets an
/// agreement change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = WorkingTimeLimits)]
pub struct Limits {
    /// What they rest on: the paragraph, or the name of the agreement.
    pub source: String,
    /// Longest ordinary shift, minutes.
    pub day_minutes: i64,
    /// Most work in any 24 hours, minutes.
    pub total_minutes: i64,
    /// Least rest between shifts, minutes.
    pub daily_rest_minutes: i64,
    /// Least continuous rest in an ISO week, minutes.
    pub weekly_rest_minutes: i64,
    /// Most work in one ISO week, minutes.
    pub week_minutes: i64,
}

impl Limits {
    /// Arbeidsmiljøloven kap. 10 without any agreement, for an ordinary week of `week_minutes`.
    pub fn by_law(week_minutes: i64) -> Self {
        Self {
            source: "arbeidsmiljøloven kap. 10".into(),
            day_minutes: 9 * 60,
            total_minutes: 13 * 60,
            daily_rest_minutes: 11 * 60,
            weekly_rest_minutes: 35 * 60,
            week_minutes,
        }
    }

    /// The furthest that an agreement may go, under its own name.
    pub fn widest_by_agreement(source: impl Into<String>) -> Self {
        Self {
            source: source.into(),
            day_minutes: 12 * 60 + 30,
            total_minutes: 16 * 60,
            daily_rest_minutes: 8 * 60,
            weekly_rest_minutes: 28 * 60,
            week_minutes: 54 * 60,
        }
    }
}

static LONG_DAY: Reason = Reason {
    rule: "R-SHF-2",
    code: "day-too-long",
    nb: "Vakten fra {from} er på {minutes} minutter; grensen er {limit} ({source}).",
    nn: "Vakta frå {from} er på {minutes} minutt; grensa er {limit} ({source}).",
    en: "The shift from {from} lasts {minutes} minutes; the limit is {limit} ({source}).",
};
static LONG_24: Reason = Reason {
    rule: "R-SHF-2",
    code: "too-much-in-24-hours",
    nb: "I døgnet fra {from} er det {minutes} minutter arbeid; grensen er {limit} ({source}).",
    nn: "I døgnet frå {from} er det {minutes} minutt arbeid; grensa er {limit} ({source}).",
    en: "In the 24 hours from {from} there are {minutes} minutes of work; the limit is {limit} ({source}).",
};
static DAILY_REST: Reason = Reason {
    rule: "R-SHF-2",
    code: "daily-rest",
    nb: "Hvilen før vakten fra {from} er {minutes} minutter; den skal være minst {limit} ({source}).",
    nn: "Kvila før vakta frå {from} er {minutes} minutt; ho skal vere minst {limit} ({source}).",
    en: "The rest before the shift from {from} is {minutes} minutes; it must be at least {limit} ({source}).",
};
static WEEKLY_REST: Reason = Reason {
    rule: "R-SHF-2",
    code: "weekly-rest",
    nb: "I uken fra {from} er den lengste hvilen {minutes} minutter; den skal være minst {limit} ({source}).",
    nn: "I veka frå {from} er den lengste kvila {minutes} minutt; ho skal vere minst {limit} ({source}).",
    en: "In the week from {from} the longest rest is {minutes} minutes; it must be at least {limit} ({source}).",
};
static LONG_WEEK: Reason = Reason {
    rule: "R-SHF-2",
    code: "week-too-long",
    nb: "I uken fra {from} er det {minutes} minutter arbeid; grensen er {limit} ({source}).",
    nn: "I veka frå {from} er det {minutes} minutt arbeid; grensa er {limit} ({source}).",
    en: "In the week from {from} there are {minutes} minutes of work; the limit is {limit} ({source}).",
};
static SUNDAY: Reason = Reason {
    rule: "R-SHF-2",
    code: "sunday-after-sunday",
    nb: "Det er arbeid både søndag {from} og søndagen før; annenhver skal være fri.",
    nn: "Det er arbeid både søndag {from} og søndagen før; annankvar skal vere fri.",
    en: "There is work both on Sunday {from} and the Sunday before; every other one is to be free.",
};

/// Every working-time rule that an employee's shifts break in the ISO week that begins on
/// `monday` (R-SHF-2). `shifts` are those in all units, also of the week before.
///
/// Sundays are checked without the averaging that an agreement may allow.
pub fn breaches(shifts: &[Interval], monday: NaiveDate, limits: &Limits) -> Violations {
    let work = joined(shifts);
    let week = Interval {
        from: time::day_start(monday),
        until: time::day_end(monday + Days::new(6)),
    };
    let mut found = by_shift(&work, week, limits);
    let worked = worked_within(&work, week);
    if worked > limits.week_minutes {
        found.push(breach(
            &LONG_WEEK,
            monday,
            worked,
            limits.week_minutes,
            limits,
        ));
    }
    let rest = remaining(week, &work).iter().map(|r| r.minutes()).max();
    let rest = rest.unwrap_or(0);
    if rest < limits.weekly_rest_minutes {
        let limit = limits.weekly_rest_minutes;
        found.push(breach(&WEEKLY_REST, monday, rest, limit, limits));
    }
    let (sunday, before) = (monday + Days::new(6), monday - Days::new(1));
    if [sunday, before]
        .iter()
        .all(|d| worked_within(&work, Interval::day(*d)) > 0)
    {
        found.push(SUNDAY.violation().with("from", sunday));
    }
    found
}

/// The rules that look at each shift that begins in the week.
fn by_shift(work: &[Interval], week: Interval, limits: &Limits) -> Violations {
    let mut found = Violations::new();
    let befores = std::iter::once(None).chain(work.iter().map(Some));
    for (shift, before) in work.iter().zip(befores) {
        if shift.from < week.from || week.until <= shift.from {
            continue;
        }
        let mut check = |reason, minutes, limit, broken: bool| {
            if broken {
                found.push(breach(reason, shift.from, minutes, limit, limits));
            }
        };
        let lasts = shift.minutes();
        check(
            &LONG_DAY,
            lasts,
            limits.day_minutes,
            lasts > limits.day_minutes,
        );
        let in_24 = worked_within(work, day_from(shift.from));
        let total = limits.total_minutes;
        check(&LONG_24, in_24, total, in_24 > total);
        if let Some(before) = before {
            let rest = (shift.from - before.until).num_minutes();
            let limit = limits.daily_rest_minutes;
            check(&DAILY_REST, rest, limit, rest < limit);
        }
    }
    found
}

fn day_from(from: DateTime<Utc>) -> Interval {
    Interval {
        from,
        until: from + TimeDelta::hours(24),
    }
}

fn worked_within(work: &[Interval], within: Interval) -> i64 {
    work.iter()
        .filter_map(|shift| shift.intersect(within))
        .map(Interval::minutes)
        .sum()
}

fn breach(
    reason: &'static Reason,
    from: impl Into<crate::reason::Value>,
    minutes: i64,
    limit: i64,
    limits: &Limits,
) -> crate::reason::Violation {
    reason
        .violation()
        .with("from", from)
        .with("minutes", minutes)
        .with("limit", limit)
        .with("source", limits.source.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{shift::interval_on, visit::Window};

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }
    fn on(d: u32, from: u32, until: u32) -> Interval {
        interval_on(day(d), Window::hours(from, until))
    }
    /// In the week of Monday 16 November.
    fn codes(shifts: &[Interval], limits: &Limits) -> Vec<&'static str> {
        let found = breaches(shifts, day(16), limits);
        found.iter().map(|v| v.reason.code).collect()
    }
    fn law() -> Limits {
        Limits::by_law(35 * 60 + 30)
    }

    #[test]
    fn an_ordinary_week_breaks_nothing() {
        let week: Vec<_> = (16..20).map(|d| on(d, 7, 15)).collect();
        assert!(codes(&week, &law()).is_empty());
    }

    #[test]
    fn an_early_shift_after_a_late_one_breaks_daily_rest_and_an_agreement_may_allow_it() {
        let shifts = [on(16, 15, 22), on(17, 7, 14)];
        assert_eq!(
            codes(&shifts, &law()),
            ["too-much-in-24-hours", "daily-rest"]
        );
        assert!(codes(&shifts, &Limits::widest_by_agreement("TU § 2")).is_empty());
    }

    #[test]
    fn the_night_the_clock_goes_forward_has_an_hour_less_rest() {
        let date = |m, d| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
        let shifts = [
            interval_on(date(3, 28), Window::hours(15, 20)),
            interval_on(date(3, 29), Window::hours(7, 12)),
        ];
        let found = breaches(&shifts, date(3, 23), &law());
        assert_eq!(found[0].reason.code, "daily-rest");
    }

    #[test]
    fn a_long_shift_breaks_the_day_unless_agreed() {
        let long = [on(21, 9, 21)];
        assert_eq!(codes(&long, &law()), ["day-too-long"]);
        assert!(codes(&long, &Limits::widest_by_agreement("langvakt")).is_empty());
    }

    #[test]
    fn seven_days_of_work_break_week_weekly_rest_and_the_second_sunday() {
        let week: Vec<_> = (15..23).map(|d| on(d, 8, 15)).collect();
        assert_eq!(
            codes(&week, &law()),
            ["week-too-long", "weekly-rest", "sunday-after-sunday"]
        );
    }
}
