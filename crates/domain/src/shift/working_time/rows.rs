//! What the law says and how far an agreement may go: rows with dates, read from `law/*.toml`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Every limit of working time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = WorkingTimeLimits)]
pub struct Limits {
    /// Most ordinary work in 24 hours.
    pub day_minutes: i64,
    /// The same when a long shift is among it.
    pub long_day_minutes: i64,
    /// Ordinary week of one who works by day.
    pub week_minutes_day: i64,
    /// Ordinary week of one with evenings or Sundays.
    pub week_minutes_rota: i64,
    /// Ordinary week of one with nights too.
    pub week_minutes_round_the_clock: i64,
    /// Over how many weeks the ordinary week is a mean; 1 without agreement.
    pub average_weeks: i64,
    /// Most ordinary work in one week of such a mean.
    pub peak_week_minutes: i64,
    /// Least rest between shifts.
    pub daily_rest_minutes: i64,
    /// Least unbroken rest in a week.
    pub weekly_rest_minutes: i64,
    /// One Sunday of so many is off; 2 without agreement: the next one.
    pub sunday_every: i64,
    /// Weeks in which, by agreement, half of the Sundays are off.
    pub sunday_average_weeks: i64,
    /// A longer shift has a break.
    pub break_after_minutes: i64,
    /// A shift at least this long has …
    pub long_break_from_minutes: i64,
    /// … at least this break.
    pub long_break_minutes: i64,
    /// Most overtime in 7 days.
    pub overtime_week_minutes: i64,
    /// Most overtime in 4 weeks.
    pub overtime_four_weeks_minutes: i64,
    /// Most overtime in 52 weeks.
    pub overtime_year_minutes: i64,
    /// Most work of all kinds in 24 hours.
    pub day_total_minutes: i64,
    /// Most work of all kinds in a week, as a mean …
    pub week_total_minutes: i64,
    /// … over so many weeks.
    pub week_total_average_weeks: i64,
    /// Days before its first day that a rota is known.
    pub notice_days: i64,
}

/// The limits of a stretch of time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WorkingTimeRow {
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day, when it ends.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// Where it stands.
    pub source: String,
    /// Without any agreement.
    pub ordinary: Limits,
    /// The furthest an agreement may go.
    pub widest: Limits,
}

impl WorkingTimeRow {
    /// The row that counts on a day.
    pub fn on(rows: &[Self], day: NaiveDate) -> Option<&Self> {
        rows.iter()
            .filter(|r| r.valid_from <= day && r.valid_to.is_none_or(|to| day <= to))
            .max_by_key(|r| r.valid_from)
    }
}
