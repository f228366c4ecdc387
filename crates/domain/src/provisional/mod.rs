//! Provisional services: what a Modell 1 team gives before vedtak and choice of provider, at most
//! fourteen days, then a vedtak, a reasoned extension or a stop (R-CIT-5).

mod change;
mod start;

use crate::{ids::*, period::Period, reason::Reason, service::ServiceType};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use start::StartFacts;

// What starting one and changing one are refused for alike.
static TOO_LONG: Reason = Reason {
    rule: "R-CIT-5",
    code: "provisional-too-long",
    nb: "En tjeneste uten vedtak kan vare i høyst {days} dager om gangen, her til {last}.",
    nn: "Ei teneste utan vedtak kan vare i høgst {days} dagar om gongen, her til {last}.",
    en: "A service without a vedtak lasts at most {days} days at a time, here until {last}.",
};
static BEFORE_TODAY: Reason = Reason {
    rule: "R-CIT-5",
    code: "provisional-past",
    nb: "Dagen kan tidligst være {earliest}.",
    nn: "Dagen kan tidlegast vere {earliest}.",
    en: "The day can be {earliest} at the earliest.",
};
static REASON_MISSING: Reason = Reason {
    rule: "R-CIT-5",
    code: "provisional-reason-missing",
    nb: "Skriv hvorfor.",
    nn: "Skriv kvifor.",
    en: "Say why.",
};

/// One extension.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Extension {
    /// New last day.
    pub until: NaiveDate,
    /// Why there is no vedtak yet.
    pub reason: String,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: EmployeeId,
}

/// How it stopped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stop {
    /// Last day of service.
    pub last_day: NaiveDate,
    /// Why.
    pub reason: String,
    /// The vedtak that took over, when one did.
    pub by_vedtak: Option<VedtakId>,
    /// When it was stopped.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: EmployeeId,
}

/// A service given before the vedtak.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Provisional {
    /// Identity.
    pub id: ProvisionalId,
    /// For whom.
    pub citizen: CitizenId,
    /// Which unit gives it.
    pub unit: UnitId,
    /// Which service.
    pub service: ServiceType,
    /// The application that it waits for the answer to.
    pub application: Option<ApplicationId>,
    /// First day.
    pub from: NaiveDate,
    /// Last day that was given at first.
    pub until: NaiveDate,
    /// Why it cannot wait.
    pub reason: String,
    /// Extensions, oldest first.
    pub extensions: Vec<Extension>,
    /// How it stopped.
    pub stop: Option<Stop>,
    /// Who started it.
    pub started_by: EmployeeId,
    /// When.
    pub started_at: DateTime<Utc>,
}

impl Provisional {
    /// Its last day as things stand.
    pub fn last_day(&self) -> NaiveDate {
        let planned = self
            .extensions
            .last()
            .map_or(self.until, |extension| extension.until);
        self.stop
            .as_ref()
            .map_or(planned, |stop| stop.last_day.min(planned))
    }

    /// The days it is given.
    pub fn days(&self) -> Period {
        Period {
            from: self.from,
            until: Some(self.last_day()),
        }
    }
}

#[cfg(test)]
mod tests;
