//! The shape of a day plan, and which one a time belongs to.

use crate::{charter::DayPart, ids::*, text_enum, time};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// How far a day plan has come (R-WL-2).
    pub enum DayPlanState {
        /// The team builds it.
        Open = "open", "åpen", "open", "open";
        /// In force; changes are swaps or the fordeler's.
        Published = "published", "publisert", "publisert", "published";
        /// The day is over.
        Closed = "closed", "lukket", "lukka", "closed";
    }
}

/// The work lists of one unit, date and part of the day (dagsplan).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DayPlan {
    /// Identity.
    pub id: DayPlanId,
    /// Whose: a team or a pool.
    pub unit: UnitId,
    /// The local date; a night belongs to the date it begins on.
    pub date: NaiveDate,
    /// Name of the part, from the charter.
    pub part: String,
    /// How far it has come.
    pub state: DayPlanState,
    /// When it was put in force.
    pub published_at: Option<DateTime<Utc>>,
    /// By whom.
    pub published_by: Option<EmployeeId>,
    /// When the day was closed.
    pub closed_at: Option<DateTime<Utc>>,
}

/// Date and part of the plan that a start belongs to, given a charter's `parts` in clock order.
///
/// A start before the day's first part lies in the last part of the day before. Without parts, or
/// with one alone, a plan is a whole calendar day.
pub fn plan_of(start: DateTime<Utc>, parts: &[DayPart]) -> (NaiveDate, Option<&DayPart>) {
    let (date, clock) = (time::local_date(start), time::local_time(start));
    if let [] | [_] = parts {
        return (date, parts.first());
    }
    match parts.iter().rev().find(|part| part.from <= clock) {
        Some(part) => (date, Some(part)),
        None => (date.pred_opt().unwrap_or(date), parts.last()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveTime;

    #[test]
    fn a_visit_after_midnight_belongs_to_the_night_that_began_the_day_before() {
        let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
        let part = |name: &str, from, until| DayPart {
            name: name.into(),
            from: hour(from),
            until: hour(until),
        };
        let parts = [
            part("day", 7, 15),
            part("evening", 15, 22),
            part("night", 22, 7),
        ];
        let sunday = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let of = |day: NaiveDate, hour| {
            let start = time::instant(day, NaiveTime::from_hms_opt(hour, 0, 0).unwrap());
            let (date, part) = plan_of(start, &parts);
            (date, part.unwrap().name.as_str())
        };
        let monday = sunday.succ_opt().unwrap();
        assert_eq!(of(monday, 2), (sunday, "night"));
        assert_eq!(of(monday, 7), (monday, "day"));
        assert_eq!(of(sunday, 23), (sunday, "night"));
        let start = time::instant(monday, NaiveTime::MIN);
        assert_eq!(plan_of(start, &parts[..1]).0, monday);
    }
}
