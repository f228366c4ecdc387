//! The plans that a unit's days are divided into: a team's by its charter, a pool's by its hours.

use super::plan_of;
use crate::{charter::DayPart, pool::PoolTerms, visit::PlannedVisit};
use chrono::{DateTime, NaiveDate, Utc};
use std::ops::Deref;

/// The parts of a unit's day, in clock order.
#[derive(Debug, Clone, PartialEq)]
pub struct DayParts {
    parts: Vec<DayPart>,
    pool: Option<PoolTerms>,
}

impl Deref for DayParts {
    type Target = [DayPart];
    fn deref(&self) -> &[DayPart] {
        &self.parts
    }
}

impl DayParts {
    /// As a charter has them; one that covers the day where none is agreed.
    pub fn agreed(mut parts: Vec<DayPart>) -> Self {
        if parts.is_empty() {
            parts.push(DayPart::whole_day());
        }
        parts.sort_by_key(|part| part.from);
        Self { parts, pool: None }
    }

    /// One that covers the day.
    pub fn whole_day() -> Self {
        Self::agreed(Vec::new())
    }

    /// Those of a pool.
    pub fn of_pool(terms: &PoolTerms) -> Self {
        Self {
            parts: terms.parts(),
            pool: Some(terms.clone()),
        }
    }

    /// Whether they are a pool's.
    pub const fn is_pool(&self) -> bool {
        self.pool.is_some()
    }

    /// Date and part of the plan that an instant lies in. Outside a pool's hours it is the part that the
    /// clock says, so that nothing is nowhere.
    pub fn plan_of(&self, at: DateTime<Utc>) -> (NaiveDate, String) {
        if let Some((date, name)) = self.pool.as_ref().and_then(|pool| pool.plan_of(at)) {
            return (date, name.to_owned());
        }
        let (date, part) = plan_of(at, &self.parts);
        let part = part.map_or_else(|| DayPart::whole_day().name, |part| part.name.clone());
        (date, part)
    }

    /// Which plan a visit belongs to: the one in which its start lies, or could first lie. A visit of a
    /// pool that is begun outside the pool's hours stays where it was planned.
    pub fn plan_of_visit(
        &self,
        planned: &PlannedVisit,
        start: Option<DateTime<Utc>>,
    ) -> (NaiveDate, String) {
        let first = planned.first_start();
        let at = match (&self.pool, start) {
            (Some(pool), Some(start)) if pool.plan_of(start).is_none() => first,
            (_, start) => start.unwrap_or(first),
        };
        self.plan_of(at)
    }
}
