//! What comes of appeals: from when a vedtak is final, and what an annulment does to it (R-VED-9).

use super::{Appeal, appeal_deadline};
use crate::{
    decision_settings::DecisionSettings,
    ids::EmployeeId,
    period::{days_after, months_after},
    reason::*,
    time::local_date,
    vedtak::{Closing, Step, Vedtak, VedtakState},
};
use chrono::{DateTime, NaiveDate, Utc};

static LAST_DAY_MISSING: Reason = Reason {
    rule: "R-VED-9",
    code: "annulled-last-day",
    nb: "Vedtaket er opphevet, og innbyggeren får hjelp etter det. Oppgi siste dag hjelpen går videre, tidligst {today} og senest {latest}, så et nytt vedtak rekker å komme.",
    nn: "Vedtaket er oppheva, og innbyggjaren får hjelp etter det. Oppgi siste dag hjelpa går vidare, tidlegast {today} og seinast {latest}, så eit nytt vedtak rekk å kome.",
    en: "The vedtak is annulled, and the citizen gets help under it. Give the last day on which the help goes on, {today} at the earliest and {latest} at the latest, so that a new vedtak comes in time.",
};

/// The first day on which a vedtak is final: the time to appeal is over and no appeal is open. None
/// while that cannot be said. Until then the unit that decided keeps its access to the case (SEC-2).
pub fn final_from(
    notice_arrived: Option<NaiveDate>,
    appeals: &[Appeal],
    settings: &DecisionSettings,
) -> Option<NaiveDate> {
    if appeals.iter().any(|appeal| appeal.state().is_open()) {
        return None;
    }
    notice_arrived.map(|arrived| days_after(appeal_deadline(arrived, settings), 1))
}

/// Who carries an annulment out, and when.
#[derive(Debug, Clone)]
pub struct Annulment {
    /// Last day on which the help goes on as it was.
    pub last_day: Option<NaiveDate>,
    /// Who wrote the result down.
    pub by: EmployeeId,
    /// When.
    pub at: DateTime<Utc>,
    /// What Statsforvalteren decided, in words.
    pub reason: String,
}

/// The vedtak revoked because Statsforvalteren annulled it; none when another has taken its place
/// already. Help that is given under it does not vanish by itself: whoever writes the result down
/// says how long it goes on, and a new vedtak is a task.
///
/// # Errors
/// Help is given and no last day that can be.
pub fn annulled(vedtak: &Vedtak, annulment: Annulment) -> Result<Option<Vedtak>, Violations> {
    if vedtak.state != VedtakState::Signed {
        return Ok(None);
    }
    let today = local_date(annulment.at);
    let gives = vedtak
        .days_in_force()
        .filter(|days| days.until.is_none_or(|until| today <= until));
    let last_day = match (gives, annulment.last_day) {
        (None, _) => today,
        (Some(days), wanted) => {
            let latest = days.until.unwrap_or_else(|| months_after(today, 12));
            wanted
                .filter(|day| (today..=latest).contains(day))
                .ok_or_else(|| {
                    let fault = LAST_DAY_MISSING.violation().at("/lastDay");
                    vec![fault.with("today", today).with("latest", latest)]
                })?
        }
    };
    let closing = Closing {
        last_day,
        by: annulment.by,
        at: annulment.at,
        reason: annulment.reason,
        ground: None,
        by_vedtak: None,
    };
    vedtak.clone().closed(Step::Revoke, closing).map(Some)
}
