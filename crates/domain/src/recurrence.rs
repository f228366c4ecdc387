//! When a tiltak comes back: an RFC 5545 RRULE over local days (R-PLAN-2).
//!
//! Only days are counted, at midnight UTC, so a rule says the same on the days with 23 and 25
//! hours. The time of day belongs to the tiltak's window, the last day to the tiltak.

use crate::reason::{Reason, Violation};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Weekday};
use rrule::{Frequency, NWeekday, RRule, Tz, Unvalidated};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use utoipa::ToSchema;

static NOT_A_RULE: Reason = Reason {
    rule: "R-PLAN-2",
    code: "recurrence-unreadable",
    nb: "Gjentakelsen kan ikke leses. Velg hvor ofte tiltaket skal gjøres.",
    nn: "Gjentakinga kan ikkje lesast. Vel kor ofte tiltaket skal gjerast.",
    en: "The recurrence cannot be read. Choose how often the tiltak is to be done.",
};
static NOT_BY_DAY: Reason = Reason {
    rule: "R-PLAN-2",
    code: "recurrence-frequency",
    nb: "Et tiltak gjentas daglig, ukentlig eller månedlig. Flere ganger om dagen er flere tiltak.",
    nn: "Eit tiltak blir gjenteke dagleg, kvar veke eller kvar månad. Fleire gonger om dagen er fleire tiltak.",
    en: "A tiltak recurs daily, weekly or monthly. Several times a day are several tiltak.",
};
static TOO_RARE: Reason = Reason {
    rule: "R-PLAN-2",
    code: "recurrence-interval",
    nb: "Mellomrommet kan være fra 1 til {most}.",
    nn: "Mellomrommet kan vere frå 1 til {most}.",
    en: "The interval may be from 1 to {most}.",
};
static PART_NOT_ALLOWED: Reason = Reason {
    rule: "R-PLAN-2",
    code: "recurrence-part",
    nb: "Gjentakelsen kan ikke bruke {part}. Tid på dagen og siste dag settes på tiltaket.",
    nn: "Gjentakinga kan ikkje bruke {part}. Tid på dagen og siste dag blir sett på tiltaket.",
    en: "The recurrence cannot use {part}. Time of day and last day are set on the tiltak.",
};
static NEVER: Reason = Reason {
    rule: "R-PLAN-2",
    code: "recurrence-never",
    nb: "Gjentakelsen treffer ingen dager.",
    nn: "Gjentakinga treffer ingen dagar.",
    en: "The recurrence falls on no day.",
};

/// Longest interval between two periods (days, weeks or months).
const MOST_INTERVAL: u16 = 52;
/// The parts of an RRULE that speak of days; anything else is refused.
const ALLOWED_PARTS: [&str; 7] = [
    "FREQ",
    "INTERVAL",
    "BYDAY",
    "BYMONTHDAY",
    "BYMONTH",
    "BYSETPOS",
    "WKST",
];

/// A rule such as `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH`, without `RRULE:`.
///
/// Always one that [`Recurrence::parse`] let through: daily, weekly or monthly, without its own
/// time of day, count or end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, example = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH")]
pub struct Recurrence(String);

impl Recurrence {
    /// Every day.
    pub fn daily() -> Self {
        Self("FREQ=DAILY".to_owned())
    }

    /// Reads a rule.
    ///
    /// # Errors
    /// Every part that is not allowed; or that it cannot be read; or that it never comes.
    pub fn parse(text: &str) -> Result<Self, Vec<Violation>> {
        let text = text.trim().trim_start_matches("RRULE:").to_uppercase();
        let foreign: Vec<Violation> = text
            .split(';')
            .filter_map(|part| part.split('=').next())
            .filter(|name| !ALLOWED_PARTS.contains(name))
            .map(|name| PART_NOT_ALLOWED.violation().with("part", name))
            .collect();
        let Ok(rule) = text.parse::<RRule<Unvalidated>>() else {
            let unreadable = std::iter::once(NOT_A_RULE.violation());
            return Err(foreign.into_iter().chain(unreadable).collect());
        };
        let mut violations = foreign;
        violations.extend(faults(&rule));
        if violations.is_empty() {
            // Ten years hold every day of month; the first hit is enough.
            let start = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default();
            let first = occurrences(&format!("{text};COUNT=1"), start, start + Days::new(3660));
            match first {
                None => violations.push(NOT_A_RULE.violation()),
                Some(days) if days.is_empty() => violations.push(NEVER.violation()),
                Some(_) => return Ok(Self(text)),
            }
        }
        Err(violations)
    }

    /// The rule's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The days on which a tiltak that began on `start` falls, from `from` to `to`, both included.
    ///
    /// `start` anchors intervals («every other week» counts from it) and is itself a day only when
    /// the rule says so. Cost is bounded by the days asked for, not by the age of the tiltak.
    pub fn dates_between(
        &self,
        start: NaiveDate,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Vec<NaiveDate> {
        occurrences(&self.0, self.anchor_near(start, from), to)
            .unwrap_or_default()
            .into_iter()
            .filter(|day| from <= *day)
            .collect()
    }

    /// The same rhythm, begun as late as possible before `from`.
    fn anchor_near(&self, start: NaiveDate, from: NaiveDate) -> NaiveDate {
        let Ok(rule) = self.0.parse::<RRule<Unvalidated>>() else {
            return start;
        };
        let cycle = match rule.get_freq() {
            Frequency::Daily => i64::from(rule.get_interval()),
            Frequency::Weekly => i64::from(rule.get_interval()) * 7,
            // Months differ in length: counted from their beginning.
            _ => return start,
        };
        // One cycle is kept in hand, for a week that began before `from`.
        let cycles = ((from - start).num_days() / cycle - 1).max(0);
        start + chrono::TimeDelta::days(cycles * cycle)
    }
}

/// The days of a rule up to and including `to`; `None` when the rule cannot be read.
fn occurrences(rule: &str, start: NaiveDate, to: NaiveDate) -> Option<Vec<NaiveDate>> {
    let rule = rule.parse::<RRule<Unvalidated>>().ok()?;
    let set = rule
        .build(midnight(start))
        .ok()?
        .before(midnight(to))
        .limit();
    let days = set.into_iter().map(|at| at.date_naive());
    Some(days.take_while(|day| *day <= to).collect())
}

fn midnight(day: NaiveDate) -> DateTime<Tz> {
    day.and_time(NaiveTime::MIN)
        .and_utc()
        .with_timezone(&Tz::UTC)
}

fn faults(rule: &RRule<Unvalidated>) -> Vec<Violation> {
    let mut violations = Vec::new();
    if !matches!(
        rule.get_freq(),
        Frequency::Daily | Frequency::Weekly | Frequency::Monthly
    ) {
        violations.push(NOT_BY_DAY.violation());
    }
    if !(1..=MOST_INTERVAL).contains(&rule.get_interval()) {
        let most = u32::from(MOST_INTERVAL);
        violations.push(TOO_RARE.violation().with("most", most));
    }
    if rule.get_week_start() != Weekday::Mon {
        violations.push(PART_NOT_ALLOWED.violation().with("part", "WKST"));
    }
    let nth = |day: &NWeekday| matches!(day, NWeekday::Nth(..));
    if rule.get_freq() != Frequency::Monthly && rule.get_by_weekday().iter().any(nth) {
        violations.push(NOT_A_RULE.violation());
    }
    violations
}

impl fmt::Display for Recurrence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Recurrence> for String {
    fn from(rule: Recurrence) -> Self {
        rule.0
    }
}

impl TryFrom<String> for Recurrence {
    type Error = String;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl FromStr for Recurrence {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text).map_err(|violations| {
            let texts: Vec<String> = violations.iter().map(ToString::to_string).collect();
            texts.join(" ")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Datelike;
    use proptest::prelude::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }
    fn rule(text: &str) -> Recurrence {
        Recurrence::parse(text).unwrap()
    }
    fn codes(text: &str) -> Vec<&'static str> {
        let violations = Recurrence::parse(text).unwrap_err();
        violations.iter().map(|v| v.reason.code).collect()
    }

    #[test]
    fn refuses_what_is_more_often_than_daily() {
        assert_eq!(codes("FREQ=HOURLY"), ["recurrence-frequency"]);
    }

    #[test]
    fn refuses_its_own_times_counts_and_ends_each_by_name() {
        assert_eq!(
            codes("FREQ=DAILY;BYHOUR=8;COUNT=3"),
            ["recurrence-part", "recurrence-part"]
        );
        assert_eq!(
            codes("FREQ=DAILY;UNTIL=20270101T000000Z"),
            ["recurrence-part"]
        );
    }

    #[test]
    fn refuses_nonsense_long_intervals_and_days_that_never_come() {
        assert!(codes("hver tirsdag").contains(&"recurrence-unreadable"));
        assert_eq!(codes("FREQ=WEEKLY;INTERVAL=53"), ["recurrence-interval"]);
        assert_eq!(codes("FREQ=WEEKLY;BYDAY=2MO"), ["recurrence-unreadable"]);
        assert_eq!(
            codes("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"),
            ["recurrence-never"]
        );
    }

    #[test]
    fn every_day_once_through_both_clock_changes() {
        for (from, to) in [
            (day(2026, 3, 27), day(2026, 3, 31)),
            (day(2026, 10, 23), day(2026, 10, 27)),
        ] {
            let days = Recurrence::daily().dates_between(day(2026, 1, 1), from, to);
            let expected: Vec<_> = from.iter_days().take_while(|d| *d <= to).collect();
            assert_eq!(days, expected);
        }
    }

    #[test]
    fn leap_day_is_a_day_like_any_other() {
        let days =
            Recurrence::daily().dates_between(day(2020, 1, 1), day(2028, 2, 28), day(2028, 3, 1));
        assert_eq!(days, [day(2028, 2, 28), day(2028, 2, 29), day(2028, 3, 1)]);
        let monthly = rule("FREQ=MONTHLY;BYMONTHDAY=29");
        let february =
            |y| monthly.dates_between(day(2026, 1, 1), day(y, 2, 1), day(y, 2, 28) + Days::new(1));
        assert_eq!(february(2028), [day(2028, 2, 29)]);
        assert_eq!(february(2027), []);
    }

    #[test]
    fn monthly_by_weekday_finds_the_second_and_the_last_tuesday() {
        let november =
            |text| rule(text).dates_between(day(2026, 1, 1), day(2026, 11, 1), day(2026, 11, 30));
        assert_eq!(november("FREQ=MONTHLY;BYDAY=2TU"), [day(2026, 11, 10)]);
        assert_eq!(november("FREQ=MONTHLY;BYDAY=-1TU"), [day(2026, 11, 24)]);
    }

    #[test]
    fn is_never_read_from_json_unchecked() {
        assert!(serde_json::from_str::<Recurrence>("\"FREQ=SECONDLY\"").is_err());
        assert!(serde_json::from_str::<Recurrence>("\"FREQ=DAILY\"").is_ok());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn daily_and_weekly_with_interval_agree_with_counting(
            offset in 0i64..800, ahead in -30i64..900, length in 0i64..60,
            interval in 1i64..6, days in proptest::collection::btree_set(0u32..7, 1..4), weekly: bool,
        ) {
            let start = day(2026, 1, 1) + chrono::TimeDelta::days(offset);
            let from = start + chrono::TimeDelta::days(ahead);
            let to = from + chrono::TimeDelta::days(length);
            let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
            let text = if weekly {
                let by: Vec<_> = days.iter().map(|d| names[*d as usize]).collect();
                format!("FREQ=WEEKLY;INTERVAL={interval};BYDAY={}", by.join(","))
            } else {
                format!("FREQ=DAILY;INTERVAL={interval}")
            };
            let falls = |d: &NaiveDate| {
                let weeks = (crate::time::week_start(*d) - crate::time::week_start(start)).num_weeks();
                *d >= start && if weekly {
                    weeks % interval == 0 && days.contains(&d.weekday().num_days_from_monday())
                } else {
                    (*d - start).num_days() % interval == 0
                }
            };
            let expected: Vec<_> = from.iter_days().take_while(|d| *d <= to).filter(falls).collect();
            prop_assert_eq!(rule(&text).dates_between(start, from, to), expected);
        }
    }
}
