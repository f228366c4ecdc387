//! What becomes of a service while there is no vedtak: it is extended with a reason, or stopped (R-CIT-5).

use super::{BEFORE_TODAY, Extension, Provisional, REASON_MISSING, Stop, TOO_LONG};
use crate::{
    decision_settings::DecisionSettings,
    period::{days_after, is_plausible},
    reason::{Reason, Violations, none_of},
};
use chrono::NaiveDate;

static OVER: Reason = Reason {
    rule: "R-CIT-5",
    code: "provisional-over",
    nb: "Tjenesten er stoppet {last}.",
    nn: "Tenesta er stoppa {last}.",
    en: "The service was stopped on {last}.",
};
static NOT_LATER: Reason = Reason {
    rule: "R-CIT-5",
    code: "provisional-not-later",
    nb: "En forlengelse må gå lenger enn til {last}.",
    nn: "Ei forlenging må gå lenger enn til {last}.",
    en: "An extension must go beyond {last}.",
};

impl Provisional {
    /// The service extended with a reason, at most as many days more.
    ///
    /// # Errors
    /// It is stopped; every fault of the extension.
    pub fn extended(
        mut self,
        extension: Extension,
        settings: &DecisionSettings,
    ) -> Result<Self, Violations> {
        let mut found = self.over();
        let (last, days) = (self.last_day(), settings.provisional_service_days);
        if extension.until <= last {
            found.push(NOT_LATER.violation().at("/until").with("last", last));
        } else if days_after(last, days) < extension.until {
            let fault = TOO_LONG.violation().at("/until").with("days", days);
            found.push(fault.with("last", days_after(last, days)));
        }
        if extension.reason.trim().is_empty() {
            found.push(REASON_MISSING.violation().at("/reason"));
        }
        none_of(found)?;
        self.extensions.push(extension);
        Ok(self)
    }

    /// The service stopped.
    ///
    /// # Errors
    /// It is stopped already; every fault of the stop.
    pub fn stopped(mut self, stop: Stop, today: NaiveDate) -> Result<Self, Violations> {
        let mut found = self.over();
        let earliest = today.pred_opt().unwrap_or(today);
        if stop.by_vedtak.is_none() {
            if stop.last_day < earliest || !is_plausible(stop.last_day) {
                found.push(
                    BEFORE_TODAY
                        .violation()
                        .at("/lastDay")
                        .with("earliest", earliest),
                );
            }
            if stop.reason.trim().is_empty() {
                found.push(REASON_MISSING.violation().at("/reason"));
            }
        }
        none_of(found)?;
        self.stop = Some(stop);
        Ok(self)
    }

    fn over(&self) -> Violations {
        let stop = self.stop.as_ref();
        stop.map(|stop| OVER.violation().with("last", stop.last_day))
            .into_iter()
            .collect()
    }
}
