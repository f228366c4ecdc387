//! What the server does by itself: visits are made ahead at start and every night, so that a day is
//! there before anybody asks for it (R-WL-1). Never by a read.

use crate::state::State;
use actix_web::{rt, web};
use chrono::{DateTime, Days, NaiveTime, Utc};
use domain::time::{instant, local_date};
use std::time::Duration;

/// When the night's work begins, local time: after midnight, before the morning's shift.
const BEGINS: NaiveTime = match NaiveTime::from_hms_opt(2, 30, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};
/// A clock that was set, or a machine that slept, is noticed within this.
const LOOK_AGAIN: Duration = Duration::from_secs(600);

/// The next time the night's work begins after an instant.
fn next(after: DateTime<Utc>) -> DateTime<Utc> {
    let today = local_date(after);
    let tonight = instant(today, BEGINS);
    if after < tonight {
        tonight
    } else {
        instant(
            today.checked_add_days(Days::new(1)).unwrap_or(today),
            BEGINS,
        )
    }
}

/// Makes visits ahead now and every night, for as long as the server runs.
pub async fn run(state: web::Data<State>) {
    loop {
        let shared = state.clone();
        let made = web::block(move || {
            // Who has moved is planned for where she now belongs.
            shared.database.move_citizens(shared.now())?;
            shared.database.extend_visits(shared.now())?;
            shared.database.lapse_consultations(shared.now())?;
            // What nobody may ask from any more; a day's grace, so that age alone decides.
            let forgotten = shared.now() - crate::feed::KEPT - chrono::TimeDelta::days(1);
            shared.database.forget_changes(forgotten)?;
            shared.throttle.tidy();
            Ok::<(), persistence::Failure>(())
        })
        .await;
        match made {
            Ok(Ok(())) => tracing::info!("visits are made ahead"),
            Ok(Err(failure)) => tracing::error!(%failure, "visits could not be made ahead"),
            Err(error) => tracing::error!(%error, "visits could not be made ahead"),
        }
        let due = next(state.now());
        while state.now() < due {
            rt::time::sleep(LOOK_AGAIN).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_night_begins_at_half_past_two_by_the_wall_clock() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        assert_eq!(next(at("2026-11-23T06:00:00Z")), at("2026-11-24T01:30:00Z"));
        assert_eq!(next(at("2026-11-24T01:29:59Z")), at("2026-11-24T01:30:00Z"));
        assert_eq!(next(at("2026-11-24T01:30:00Z")), at("2026-11-25T01:30:00Z"));
        assert_eq!(next(at("2026-07-01T06:00:00Z")), at("2026-07-02T00:30:00Z"));
    }
}
