//! A pool: teams that work together at certain hours (R-TEAM-8). They work alone by day and may share
//! evenings, weekends and nights with a neighbour; the pool's day plans are its own.

mod agreement;
mod duties;
mod hours;
mod reasons;
#[cfg(test)]
mod tests;

pub use agreement::*;
pub use duties::*;
pub use hours::*;

use crate::interval::Interval;
use chrono::{DateTime, TimeDelta, Utc};

/// How long access lasts after the shift that it follows.
pub const AFTERWARDS: TimeDelta = TimeDelta::hours(24);

/// When one on a pool's shift may open the records on a plan that the shift touches: from the day the
/// plan is for, or from its publication when that comes first, until 24 hours after the shift; never for
/// a plan that the shift does not touch.
pub fn access(
    shift: Interval,
    plan: Interval,
    plan_day: DateTime<Utc>,
    published_at: Option<DateTime<Utc>>,
) -> Option<Interval> {
    shift.overlaps(plan).then(|| Interval {
        from: published_at.map_or(plan_day, |at| at.min(plan_day)),
        until: shift.until + AFTERWARDS,
    })
}
