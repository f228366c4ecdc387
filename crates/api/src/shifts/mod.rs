//! When people are at work, when not, and whose turn a duty is (R-SHF-1, R-SHF-3, R-TEAM-5).

mod absences;
mod create;
mod create_absence;
mod delete;
mod duties;
mod list;
mod update_duties;

use chrono::NaiveDate;
use domain::{
    interval::Interval,
    reason::{Reason, Violation},
    time,
};
use persistence::{Failure, Outcome};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

/// The operations of this room.
pub(crate) fn routes(config: &mut ServiceConfig) {
    config
        .service(list::handler)
        .service(create::handler)
        .service(delete::handler)
        .service(absences::handler)
        .service(create_absence::handler)
        .service(duties::handler)
        .service(update_duties::handler);
}

/// The longest stretch that one list shows, days.
const LONGEST_DAYS: i64 = 92;

static PERIOD: Reason = Reason {
    rule: "API-5",
    code: "period-out-of-range",
    nb: "Velg en periode på høyst {most} dager, med første dag først.",
    nn: "Vel ein periode på høgst {most} dagar, med første dag først.",
    en: "Choose at most {most} days, the first day first.",
};

/// Which days.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
struct DaysQuery {
    /// First day.
    #[param(example = "2026-11-23")]
    from: NaiveDate,
    /// Last day.
    #[param(example = "2026-11-29")]
    to: NaiveDate,
}

impl DaysQuery {
    fn interval(&self) -> Outcome<Interval> {
        let sane = (2000..=2200).contains(&chrono::Datelike::year(&self.from));
        let days = (self.to - self.from).num_days();
        if !sane || !(0..LONGEST_DAYS).contains(&days) {
            let violation: Violation = PERIOD.violation().at("/to").with("most", LONGEST_DAYS);
            return Err(Failure::invalid(violation));
        }
        Ok(Interval {
            from: time::day_start(self.from),
            until: time::day_end(self.to),
        })
    }
}
