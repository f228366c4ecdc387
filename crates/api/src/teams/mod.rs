//! What a team sees of itself: competence gaps, capacity, fragility, size (R-TEAM-2, -3, -7, -10, -11).

mod capacity;
pub(crate) mod education;
mod fragility;
mod gaps;
mod signals;

pub(crate) use capacity::{ShortageView, shortages};

use chrono::NaiveDate;
use domain::{interval::Interval, period::days_after, time::day_end, time::day_start};
use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(gaps::handler)
        .service(capacity::handler)
        .service(fragility::handler)
        .service(signals::handler);
}

/// How far ahead a team looks, days: as far as visits are made.
const AHEAD: u32 = 27;

/// The four weeks from a day on: its last day, and the time.
fn four_weeks(today: NaiveDate) -> (NaiveDate, Interval) {
    let last = days_after(today, AHEAD);
    // Nights end on the day after.
    let until = day_end(days_after(last, 1));
    let from = day_start(today);
    (last, Interval { from, until })
}
