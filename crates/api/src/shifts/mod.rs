//! When people are at work, and whose turn a duty is (R-SHF-1, R-SHF-2, R-TEAM-5).

mod batch;
mod claim;
mod copy;
mod create;
mod delete;
mod duties;
mod holders;
mod import;
mod list;
mod swaps;
mod update;
mod update_duties;
pub(crate) mod view;
pub(crate) mod weigh;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use domain::{interval::Interval, reason::Reason, time};
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
        .service(update::handler)
        .service(claim::handler)
        .service(copy::handler)
        .service(import::handler)
        .service(swaps::list)
        .service(swaps::offer)
        .service(swaps::accept)
        .service(swaps::decline)
        .service(holders::list)
        .service(holders::take)
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

/// Whether it is in earnest.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct TryQuery {
    /// Answer what would happen, and change nothing (API-11).
    #[serde(default)]
    pub(crate) dry_run: bool,
}

/// Which days.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct DaysQuery {
    /// First day; today when it is left out.
    #[param(example = "2026-11-23")]
    from: Option<NaiveDate>,
    /// Last day; four weeks on when it is left out.
    #[param(example = "2026-11-29")]
    to: Option<NaiveDate>,
}

impl DaysQuery {
    pub(crate) fn interval(&self, now: DateTime<Utc>) -> Outcome<Interval> {
        let from = self.from.unwrap_or_else(|| time::local_date(now));
        let sane = (2000..=2200).contains(&from.year());
        let to = self.to.or_else(|| from.checked_add_days(Days::new(27)));
        let to = to.filter(|to| sane && (0..LONGEST_DAYS).contains(&(*to - from).num_days()));
        let to = to.ok_or_else(|| {
            Failure::invalid(PERIOD.violation().at("/to").with("most", LONGEST_DAYS))
        })?;
        Ok(Interval {
            from: time::day_start(from),
            until: time::day_end(to),
        })
    }
}
