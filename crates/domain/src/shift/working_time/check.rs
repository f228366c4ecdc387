//! The check itself: one employee's shifts in all units, counted in instants, so that midnight, clock
//! changes and two teams need no special care (R-SHF-2, R-TEAM-9).

use super::{
    agreement::{AgreedLimits, Resting, Terms},
    holidays::days_of_rest,
    reasons::*,
    rows::Limits,
};
use crate::{
    interval::{Interval, joined, remaining},
    reason::{Reason, Value, Violation, Violations},
    shift::ShiftKind,
    time,
};
use chrono::{DateTime, Datelike, Days, NaiveDate, TimeDelta, Timelike, Utc, Weekday};
use std::collections::BTreeSet;

/// The longest that anything is counted over, weeks.
const LONGEST_MEAN: i64 = 52;

/// A shift as these rules see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkShift {
    /// When.
    pub interval: Interval,
    /// What kind.
    pub kind: ShiftKind,
    /// Beyond her ordinary hours.
    pub overtime: bool,
    /// Minutes of break, when somebody has said so; else what the law asks for.
    pub break_minutes: Option<i64>,
}

/// One employee's work, ready to be asked about.
struct Work<'a> {
    shifts: &'a [WorkShift],
    /// All of it, each minute once.
    all: Vec<Interval>,
    /// Without overtime.
    ordinary: Vec<Interval>,
    overtime: Vec<Interval>,
}

impl<'a> Work<'a> {
    fn of(shifts: &'a [WorkShift]) -> Self {
        let of = |wanted: fn(&WorkShift) -> bool| {
            let chosen = shifts.iter().filter(|s| wanted(s)).map(|s| s.interval);
            joined(&chosen.collect::<Vec<_>>())
        };
        Self {
            shifts,
            all: of(|_| true),
            ordinary: of(|s| !s.overtime),
            overtime: of(|s| s.overtime),
        }
    }
}

fn within(work: &[Interval], during: Interval) -> i64 {
    work.iter()
        .filter_map(|stretch| stretch.intersect(during))
        .map(Interval::minutes)
        .sum()
}

fn weeks(first: NaiveDate, count: i64) -> Interval {
    let days = u64::try_from(count.max(1) * 7 - 1).unwrap_or(6);
    let last = first.checked_add_days(Days::new(days)).unwrap_or(first);
    Interval {
        from: time::day_start(first),
        until: time::day_end(last),
    }
}

fn before(monday: NaiveDate, weeks: i64) -> NaiveDate {
    monday
        .checked_sub_signed(TimeDelta::weeks(weeks))
        .unwrap_or(monday)
}

fn breach(
    reason: &'static Reason,
    from: impl Into<Value>,
    (minutes, limit): (i64, i64),
    source: &str,
) -> Violation {
    reason
        .violation()
        .with("from", from)
        .with("minutes", minutes)
        .with("limit", limit)
        .with("source", source)
}

/// Every working-time rule that an employee's `shifts` break in the weeks whose Mondays are given
/// (R-SHF-2). `shifts` are those in all units, also of the weeks around that means are counted over.
/// A rule about a mean is told once, for the first stretch of weeks in which it breaks.
pub fn breaches(
    shifts: &[WorkShift],
    mondays: impl IntoIterator<Item = NaiveDate>,
    terms: &Terms,
) -> Violations {
    let work = Work::of(shifts);
    let mut found = Violations::new();
    let mut told: BTreeSet<(&'static str, i64)> = BTreeSet::new();
    for monday in mondays {
        let Some(rest) = terms.on(monday) else {
            continue;
        };
        found.extend(of_shifts(&work, monday, terms));
        found.extend(of_week(&work, monday, &rest));
        let means = of_means(&work, monday, &rest);
        found.extend(means.into_iter().filter_map(|(weeks, violation)| {
            let new = told.insert((violation.reason.code, weeks));
            new.then_some(violation)
        }));
    }
    found
}

/// What a change of an employee's shifts breaks that was not broken before it, for the weeks that the
/// change touches.
pub fn introduced(before: &[WorkShift], after: &[WorkShift], terms: &Terms) -> Violations {
    let mut changed: Vec<Interval> = Vec::new();
    changed.extend(
        before
            .iter()
            .filter(|s| !after.contains(s))
            .map(|s| s.interval),
    );
    changed.extend(
        after
            .iter()
            .filter(|s| !before.contains(s))
            .map(|s| s.interval),
    );
    let mondays = touched(&changed, after);
    let old = breaches(before, mondays.iter().copied(), terms);
    let mut new = breaches(after, mondays, terms);
    new.retain(|violation| !old.contains(violation));
    new
}

/// A rota that begins on `first_day` and is made known on `today`: whether that is too late.
pub fn short_notice(today: NaiveDate, first_day: NaiveDate, terms: &Terms) -> Option<Violation> {
    let rest = terms.on(first_day)?;
    let days = (first_day - today).num_days();
    let limit = rest.limits.notice_days;
    let source = rest.source(|_| None);
    (days < limit).then(|| breach(&NOTICE, first_day, (days, limit), source))
}

/// The rules that look at each stretch of work that begins in the week.
fn of_shifts(work: &Work<'_>, monday: NaiveDate, terms: &Terms) -> Violations {
    let week = weeks(monday, 1);
    let mut found = Violations::new();
    let befores = std::iter::once(None).chain(work.all.iter().map(Some));
    for (stretch, earlier) in work.all.iter().zip(befores) {
        if stretch.from < week.from || week.until <= stretch.from {
            continue;
        }
        let Some(rest) = terms.on(time::local_date(stretch.from)) else {
            continue;
        };
        let limits = &rest.limits;
        let day = Interval {
            from: stretch.from,
            until: stretch.from + TimeDelta::hours(24),
        };
        let ordinary = within(&work.ordinary, day);
        let is_long = |s: &&WorkShift| s.kind == ShiftKind::Long && day.overlaps(s.interval);
        let (limit, source) = if work.shifts.iter().any(|s| is_long(&s)) {
            (limits.long_day_minutes, rest.source(|a| a.long_day_minutes))
        } else {
            (limits.day_minutes, rest.source(|a| a.day_minutes))
        };
        if ordinary > limit {
            found.push(breach(&LONG_DAY, stretch.from, (ordinary, limit), source));
        }
        let total = within(&work.all, day);
        if total > limits.day_total_minutes {
            let counts = (total, limits.day_total_minutes);
            let source = rest.source(|a| a.day_total_minutes);
            found.push(breach(&LONG_24, stretch.from, counts, source));
        }
        if let Some(earlier) = earlier {
            let rested = (stretch.from - earlier.until).num_minutes();
            if rested < limits.daily_rest_minutes {
                let counts = (rested, limits.daily_rest_minutes);
                let source = rest.source(|a| a.daily_rest_minutes);
                found.push(breach(&DAILY_REST, stretch.from, counts, source));
            }
        }
    }
    let begun = |s: &&WorkShift| week.from <= s.interval.from && s.interval.from < week.until;
    found.extend(work.shifts.iter().filter(begun).filter_map(|shift| {
        let rest = terms.on(time::local_date(shift.interval.from))?;
        short_break(shift, &rest)
    }));
    found
}

/// A break that was said and is too short.
fn short_break(shift: &WorkShift, rest: &Resting<'_>) -> Option<Violation> {
    let lasts = shift.interval.minutes();
    let limits = &rest.limits;
    let needed = if lasts >= limits.long_break_from_minutes {
        limits.long_break_minutes
    } else {
        i64::from(lasts > limits.break_after_minutes)
    };
    let said = shift.break_minutes?;
    let counts = (said, needed);
    (said < needed).then(|| {
        breach(
            &SHORT_BREAK,
            shift.interval.from,
            counts,
            rest.source(|_| None),
        )
    })
}

/// The ordinary week of one who works as she does around a week: by day, in a rota, or also at night.
fn ordinary_week(work: &Work<'_>, monday: NaiveDate, limits: &Limits) -> i64 {
    let around = weeks(before(monday, 3), 7);
    let near = || work.shifts.iter().filter(|s| s.interval.overlaps(around));
    let at_night = |s: &WorkShift| s.kind == ShiftKind::Night;
    let odd_hours = |s: &WorkShift| {
        let from = time::local_date(s.interval.from);
        let ends = s.interval.until.with_timezone(&time::ZONE).hour();
        s.kind == ShiftKind::Evening || from.weekday() == Weekday::Sun || ends >= 20
    };
    if near().any(at_night) {
        limits.week_minutes_round_the_clock
    } else if near().any(odd_hours) {
        limits.week_minutes_rota
    } else {
        limits.week_minutes_day
    }
}

/// The rules that look at one ISO week by itself.
fn of_week(work: &Work<'_>, monday: NaiveDate, rest: &Resting<'_>) -> Violations {
    let limits = &rest.limits;
    let week = weeks(monday, 1);
    let mut found = Violations::new();
    let worked = within(&work.ordinary, week);
    let (limit, source) = if limits.average_weeks > 1 {
        (
            limits.peak_week_minutes,
            rest.source(|a| a.peak_week_minutes),
        )
    } else {
        (ordinary_week(work, monday, limits), rest.source(|_| None))
    };
    if worked > limit {
        found.push(breach(&LONG_WEEK, monday, (worked, limit), source));
    }
    let longest = remaining(week, &work.all).iter().map(|r| r.minutes()).max();
    let longest = longest.unwrap_or(0);
    if longest < limits.weekly_rest_minutes {
        let counts = (longest, limits.weekly_rest_minutes);
        let source = rest.source(|a| a.weekly_rest_minutes);
        found.push(breach(&WEEKLY_REST, monday, counts, source));
    }
    if limits.sunday_every <= 2 {
        found.extend(next_one_off(work, monday, rest.source(|_| None)));
    } else {
        found.extend(sundays_in_a_row(work, monday, rest));
    }
    found
}

fn works_on(work: &Work<'_>, day: NaiveDate) -> bool {
    within(&work.all, Interval::day(day)) > 0
}

/// Without agreement: after a Sunday or holiday with work, the next one is off.
fn next_one_off(work: &Work<'_>, monday: NaiveDate, source: &str) -> Violations {
    let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(monday);
    let days = days_of_rest(before(monday, 2), sunday);
    days.windows(2)
        .filter(|pair| pair[1] >= monday && works_on(work, pair[0]) && works_on(work, pair[1]))
        .map(|pair| {
            SUNDAY
                .violation()
                .with("before", pair[0])
                .with("from", pair[1])
                .with("source", source)
        })
        .collect()
}

/// By agreement: at least every so-manieth Sunday is off.
fn sundays_in_a_row(work: &Work<'_>, monday: NaiveDate, rest: &Resting<'_>) -> Option<Violation> {
    let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(monday);
    let every = rest.limits.sunday_every;
    let row = (0..every).take_while(|n| works_on(work, before(sunday, *n)));
    let row = i64::try_from(row.count()).unwrap_or(i64::MAX);
    let source = rest.source(|a| a.sunday_every);
    (row >= every).then(|| breach(&SUNDAY_EVERY, sunday, (row, every), source))
}

/// The rules about means and sums over the weeks that end with this one, each with how many weeks.
fn of_means(work: &Work<'_>, monday: NaiveDate, rest: &Resting<'_>) -> Vec<(i64, Violation)> {
    let limits = &rest.limits;
    let ending_here = |count: i64| {
        let first = before(monday, count - 1);
        (first, weeks(first, count))
    };
    let mut found = Vec::new();
    let mut mean = |reason, work: &[Interval], count: i64, limit: i64, source: &str| {
        let (first, during) = ending_here(count);
        let mean = within(work, during) / count.max(1);
        if mean > limit {
            let violation = breach(reason, first, (mean, limit), source).with("weeks", count);
            found.push((count, violation));
        }
    };
    if limits.average_weeks > 1 {
        let (count, limit) = (limits.average_weeks, ordinary_week(work, monday, limits));
        let source = rest.source(|a| a.average_weeks);
        mean(&AVERAGE_WEEK, &work.ordinary, count, limit, source);
    }
    let (count, limit) = (limits.week_total_average_weeks, limits.week_total_minutes);
    mean(&TOTAL_WEEK, &work.all, count, limit, rest.source(|_| None));
    type Field = fn(&AgreedLimits) -> Option<i64>;
    let overtime: [(i64, i64, Field); 3] = [
        (1, limits.overtime_week_minutes, |a| a.overtime_week_minutes),
        (4, limits.overtime_four_weeks_minutes, |a| {
            a.overtime_four_weeks_minutes
        }),
        (52, limits.overtime_year_minutes, |a| {
            a.overtime_year_minutes
        }),
    ];
    for (count, limit, field) in overtime {
        let (_, during) = ending_here(count);
        let sum = within(&work.overtime, during);
        if sum > limit {
            let violation = breach(&OVERTIME, monday, (sum, limit), rest.source(field));
            found.push((count, violation.with("weeks", count)));
        }
    }
    if limits.sunday_every > 2 {
        let count = limits.sunday_average_weeks;
        let sunday = monday.checked_add_days(Days::new(6)).unwrap_or(monday);
        let worked = (0..count).filter(|n| works_on(work, before(sunday, *n)));
        let worked = i64::try_from(worked.count()).unwrap_or(i64::MAX);
        if worked * 2 > count {
            let source = rest.source(|a| a.sunday_every);
            let violation = breach(&SUNDAY_HALF, sunday, (worked, count / 2), source);
            found.push((count, violation.with("weeks", count)));
        }
    }
    found
}

/// The Mondays of the weeks that a change at these times can touch: the weeks of the shifts and the
/// next, and as many after them as a mean counts and somebody has planned.
fn touched(changed: &[Interval], shifts: &[WorkShift]) -> Vec<NaiveDate> {
    let monday = |at: DateTime<Utc>| time::week_start(time::local_date(at));
    let later = |day: NaiveDate, weeks| {
        day.checked_add_signed(TimeDelta::weeks(weeks))
            .unwrap_or(day)
    };
    let first = changed.iter().map(|i| monday(i.from)).min();
    let last = changed.iter().map(|i| monday(i.until)).max();
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    let planned = shifts.iter().map(|s| monday(s.interval.until)).max();
    let planned = planned.map_or(last, |day| day.min(later(last, LONGEST_MEAN)));
    let last = later(last, 1).max(planned);
    first
        .iter_weeks()
        .take_while(|monday| *monday <= last)
        .collect()
}
