//! How fairly work is spread over four weeks (R-WL-8): numbers, in the order of names, never a ranking.

use crate::{
    ids::EmployeeId,
    interval::{Interval, joined},
    time,
};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Utc, Weekday};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Days that load is counted over.
pub const LOAD_DAYS: u64 = 28;
/// A visit for two at once, or one this long, is heavy.
const HEAVY_MINUTES: i32 = 60;
/// Hours that most would rather have free: from this clock time in the evening, and before the other
/// in the morning; and weekends whole.
const EVENING: NaiveTime = clock(17);
const MORNING: NaiveTime = clock(7);

const fn clock(hour: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, 0, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

/// One employee's part in a visit of the four weeks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LoadPart {
    /// Whose.
    pub employee: EmployeeId,
    /// Minutes for each.
    pub minutes: i32,
    /// Employees needed at once.
    pub employees: i32,
}

/// What four weeks came to for one employee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Load {
    /// Minutes at work, absences cut out.
    #[schema(example = 8_100)]
    pub shift_minutes: i64,
    /// Minutes of visits on her lists.
    #[schema(example = 5_400)]
    pub visit_minutes: i64,
    /// Minutes of visits for each hundred at work.
    #[schema(example = 67)]
    pub percent: i64,
    /// Heavy visits: for two at once, or an hour or more.
    #[schema(example = 9)]
    pub heavy_visits: usize,
    /// Minutes at work in the evening from 17, in the night until 7, and in weekends.
    #[schema(example = 960)]
    pub unpopular_minutes: i64,
}

/// One employee's load, from her time at work and her parts in visits.
pub fn load(at_work: &[Interval], parts: &[LoadPart]) -> Load {
    let at_work = joined(at_work);
    let shift_minutes: i64 = at_work.iter().map(|i| i.minutes()).sum();
    let visit_minutes: i64 = parts.iter().map(|p| i64::from(p.minutes)).sum();
    let is_heavy = |p: &&LoadPart| p.employees > 1 || p.minutes >= HEAVY_MINUTES;
    Load {
        shift_minutes,
        visit_minutes,
        percent: (visit_minutes * 100)
            .checked_div(shift_minutes)
            .unwrap_or(0),
        heavy_visits: parts.iter().filter(is_heavy).count(),
        unpopular_minutes: at_work.iter().map(|i| unpopular(*i)).sum(),
    }
}

/// Minutes of a stretch that lie in unpopular hours.
fn unpopular(stretch: Interval) -> i64 {
    let (first, last) = (
        time::local_date(stretch.from),
        time::local_date(stretch.until),
    );
    let days = first.iter_days().take_while(|day| *day <= last);
    days.flat_map(unpopular_hours)
        .filter_map(|hours| hours.intersect(stretch))
        .map(Interval::minutes)
        .sum()
}

fn unpopular_hours(day: NaiveDate) -> Vec<Interval> {
    let (from, until) = (time::day_start(day), time::day_end(day));
    if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        return vec![Interval { from, until }];
    }
    let at = |clock| -> DateTime<Utc> { time::instant(day, clock) };
    vec![
        Interval {
            from,
            until: at(MORNING),
        },
        Interval {
            from: at(EVENING),
            until,
        },
    ]
}

/// The four weeks that end with a day.
pub fn period(until: NaiveDate) -> (NaiveDate, NaiveDate) {
    let from = until.checked_sub_days(Days::new(LOAD_DAYS - 1));
    (from.unwrap_or(until), until)
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn shift(from: &str, until: &str) -> Interval {
        Interval {
            from: from.parse().unwrap(),
            until: until.parse().unwrap(),
        }
    }
    fn part(minutes: i32, employees: i32) -> LoadPart {
        LoadPart {
            employee: EmployeeId(Uuid::nil()),
            minutes,
            employees,
        }
    }

    #[test]
    fn minutes_are_set_against_shift_length_and_heavy_visits_counted() {
        let day = shift("2026-11-24T06:30:00Z", "2026-11-24T14:00:00Z");
        let all = [part(30, 1), part(60, 1), part(30, 2)];
        let found = load(&[day], &all);
        assert_eq!(found.shift_minutes, 450);
        assert_eq!(found.visit_minutes, 120);
        assert_eq!(found.percent, 26);
        assert_eq!(found.heavy_visits, 2);
        assert_eq!(found.unpopular_minutes, 0);
    }

    #[test]
    fn evenings_nights_and_weekends_are_unpopular_by_the_wall_clock() {
        // 14:00–22:00 in Oslo: five of the hours are evening.
        let evening = shift("2026-11-24T13:00:00Z", "2026-11-24T21:00:00Z");
        assert_eq!(load(&[evening], &[]).unpopular_minutes, 300);
        // A night from Tuesday 22:00 to 07:30: all but the last half hour.
        let night = shift("2026-11-24T21:00:00Z", "2026-11-25T06:30:00Z");
        assert_eq!(load(&[night], &[]).unpopular_minutes, 540);
        let sunday = shift("2026-11-29T07:00:00Z", "2026-11-29T14:00:00Z");
        assert_eq!(load(&[sunday], &[]).unpopular_minutes, 420);
        // The night the clock goes back has an hour more.
        let long = shift("2026-10-24T20:00:00Z", "2026-10-25T06:00:00Z");
        assert_eq!(load(&[long], &[]).unpopular_minutes, 600);
    }

    #[test]
    fn two_shifts_in_two_teams_at_once_count_once() {
        let day = shift("2026-11-24T07:00:00Z", "2026-11-24T14:00:00Z");
        assert_eq!(load(&[day, day], &[]).shift_minutes, 420);
        assert_eq!(load(&[], &[part(30, 1)]).percent, 0);
    }

    #[test]
    fn four_weeks_are_28_days() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 29).unwrap();
        let (from, until) = period(day);
        assert_eq!((from.to_string().as_str(), until), ("2026-11-02", day));
    }
}
