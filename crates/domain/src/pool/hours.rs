//! Which hours a pool has, and which plan of it a time belongs to.

use crate::{
    charter::DayPart, holidays::is_day_of_rest, ids::UnitId, interval::Interval, period::Period,
    time::local_date,
};
use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc, Weekday};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// One stretch of clock time that a pool has on certain days, with its own work lists. One that ends
/// where or before it begins runs past midnight, and belongs to the day on which it begins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PoolHours {
    /// Name of its work lists, as `evening`, `weekend`, `night`.
    #[schema(example = "evening", max_length = 60)]
    pub name: String,
    /// Weekdays, 1 for Monday; those that are public holidays apart.
    #[schema(example = json!([1, 2, 3, 4, 5]), max_items = 7)]
    pub days: BTreeSet<u32>,
    /// Also on public holidays, whatever weekday they fall on.
    #[serde(default)]
    pub holidays: bool,
    /// Begins, local time.
    #[schema(example = "15:00:00")]
    pub from: NaiveTime,
    /// Ends, local time.
    #[schema(example = "22:30:00")]
    pub until: NaiveTime,
}

/// Whether a day is a public holiday; a Sunday is a Sunday, whatever else it is.
pub(super) fn is_holiday(date: NaiveDate) -> bool {
    date.weekday() != Weekday::Sun && is_day_of_rest(date)
}

impl PoolHours {
    /// Whether the pool has these hours on a day.
    pub fn is_on(&self, date: NaiveDate) -> bool {
        if is_holiday(date) {
            self.holidays
        } else {
            self.days.contains(&date.weekday().number_from_monday())
        }
    }

    /// Minutes of the clock face between which they lie; the end passes 1440 after midnight.
    pub(super) fn minutes(&self) -> (u32, u32) {
        let face = |time: NaiveTime| time.num_seconds_from_midnight() / 60;
        let (from, until) = (face(self.from), face(self.until));
        (from, if until <= from { until + 1440 } else { until })
    }

    /// The same as a part of the day.
    pub fn part(&self) -> DayPart {
        DayPart {
            name: self.name.clone(),
            from: self.from,
            until: self.until,
        }
    }

    /// The instants between which they lie on a day.
    pub fn span(&self, date: NaiveDate) -> Interval {
        let (from, until) = self.part().on(date);
        Interval { from, until }
    }
}

/// What teams agree on: who, which hours, and from when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PoolTerms {
    /// What it is called.
    #[schema(example = "Kveld og helg Skullerud–Bogerud")]
    pub name: String,
    /// The teams.
    pub teams: BTreeSet<UnitId>,
    /// Its hours.
    pub hours: Vec<PoolHours>,
    /// Days of which it has plans; a night begun on the last belongs to it.
    pub period: Period,
}

impl PoolTerms {
    /// The plan that a start lies in: its day and the name of its lists; none outside the pool's hours
    /// and days.
    pub fn plan_of(&self, start: DateTime<Utc>) -> Option<(NaiveDate, &str)> {
        let date = local_date(start);
        let on = |date: NaiveDate| {
            let mut here = self.hours.iter().filter(move |h| h.is_on(date));
            here.find(|h| {
                let span = h.span(date);
                self.period.contains(date) && span.from <= start && start < span.until
            })
            .map(|h| (date, h.name.as_str()))
        };
        on(date).or_else(|| on(date.pred_opt()?))
    }

    /// The stretches of one plan.
    pub fn spans<'a>(
        &'a self,
        date: NaiveDate,
        name: &'a str,
    ) -> impl Iterator<Item = Interval> + 'a {
        let here = self.hours.iter().filter(move |h| h.name == name);
        here.filter(move |h| h.is_on(date) && self.period.contains(date))
            .map(move |h| h.span(date))
    }

    /// The names of its lists with their widest hours, in clock order.
    pub fn parts(&self) -> Vec<DayPart> {
        let mut parts: Vec<DayPart> = Vec::new();
        for hours in &self.hours {
            match parts.iter_mut().find(|part| part.name == hours.name) {
                Some(part) => part.from = part.from.min(hours.from),
                None => parts.push(hours.part()),
            }
        }
        parts.sort_by_key(|part| part.from);
        parts
    }
}
