//! When a tiltak comes back: an RFC 5545 RRULE over local days (R-PLAN-2).
//!
//! Only days are counted, at midnight UTC, so a rule says the same on the days with 23 and 25
//! hours. The time of day belongs to the tiltak's window. A rule may end by itself, by `COUNT` or by
//! `UNTIL`, whose last day is a local day; the tiltak may end it sooner.

mod reading;

use chrono::{DateTime, Days, NaiveDate, NaiveTime};
use rrule::{Frequency, RRule, Tz, Unvalidated};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use utoipa::ToSchema;

/// As far ahead as a rule is asked where it ends: every rule has come by then, also 29 February.
const FAR_AHEAD: Days = Days::new(3_660);

/// A rule such as `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH`, without `RRULE:`.
///
/// Always one that [`Recurrence::parse`] let through: daily, weekly or monthly, without its own
/// time of day; with at most one end, `COUNT=10` or `UNTIL=20261231`, a local day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, example = "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH")]
pub struct Recurrence(String);

impl Recurrence {
    /// Every day.
    pub fn daily() -> Self {
        Self("FREQ=DAILY".to_owned())
    }

    /// The rule's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The days on which a tiltak that began on `start` falls, from `from` to `to`, both included.
    ///
    /// `start` anchors intervals («every other week» counts from it) and is itself a day only when
    /// the rule says so. Cost is bounded by the days asked for, not by the age of the tiltak, but for
    /// a rule that counts.
    pub fn dates_between(
        &self,
        start: NaiveDate,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Vec<NaiveDate> {
        let to = self.until().map_or(to, |until| until.min(to));
        if to < from {
            return Vec::new();
        }
        occurrences(self.endless(), self.anchor_near(start, from), to)
            .unwrap_or_default()
            .into_iter()
            .filter(|day| from <= *day)
            .collect()
    }

    /// The last day of a tiltak that began on `start`, when the rule itself has one; none for a rule
    /// that goes on.
    pub fn last_day(&self, start: NaiveDate) -> Option<NaiveDate> {
        match self.count() {
            Some(_) => self.dates_between(start, start, start + FAR_AHEAD).pop(),
            None => self.until(),
        }
    }

    fn part(&self, name: &str) -> Option<&str> {
        let mut parts = self.0.split(';').filter_map(|part| part.split_once('='));
        parts.find_map(|(of, value)| (of == name).then_some(value))
    }

    fn count(&self) -> Option<u32> {
        self.part("COUNT")?.parse().ok()
    }

    fn until(&self) -> Option<NaiveDate> {
        NaiveDate::parse_from_str(self.part("UNTIL")?, UNTIL_FORMAT).ok()
    }

    /// The rule without its last day, which is kept by us: for the crate it would be an instant.
    fn endless(&self) -> &str {
        self.0.split(";UNTIL=").next().unwrap_or(&self.0)
    }

    /// The same rhythm, begun as late as possible before `from`.
    fn anchor_near(&self, start: NaiveDate, from: NaiveDate) -> NaiveDate {
        let Ok(rule) = self.endless().parse::<RRule<Unvalidated>>() else {
            return start;
        };
        let cycle = match rule.get_freq() {
            // What counts, counts from its beginning.
            _ if self.count().is_some() => return start,
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

/// How a rule writes its last day.
const UNTIL_FORMAT: &str = "%Y%m%d";

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

/// How the error of a rule that is refused while it is read begins: the door then asks
/// [`Recurrence::parse`] for the reasons.
pub const REFUSED: &str = "the recurrence is refused";

impl FromStr for Recurrence {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text).map_err(|violations| {
            let texts: Vec<String> = violations.iter().map(ToString::to_string).collect();
            format!("{REFUSED}: {}", texts.join(" "))
        })
    }
}

#[cfg(test)]
mod tests;
