//! A plan outside the frame: for a short time, with a reason, and never so that needed help
//! vanishes by itself (R-PLAN-4).

use super::FrameAnswer;
use crate::{
    reason::{Reason, Violations, none_of},
    settings::Settings,
};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A change outside the frame, for a short time (R-PLAN-4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TemporaryChange {
    /// Why it is needed.
    pub reason: String,
    /// Last day it applies.
    pub until: NaiveDate,
}

static NEEDS_REASON_AND_END: Reason = Reason {
    rule: "R-PLAN-4",
    code: "temporary-change-needed",
    nb: "Utenfor rammen kan planen bare endres midlertidig. Skriv hvorfor, og til hvilken dag.",
    nn: "Utanfor ramma kan planen berre endrast mellombels. Skriv kvifor, og til kva dag.",
    en: "Outside the frame the plan can only be changed temporarily. Say why, and until which day.",
};
static REASON_MISSING: Reason = Reason {
    rule: "R-PLAN-4",
    code: "temporary-reason-missing",
    nb: "Skriv hvorfor den midlertidige endringen trengs.",
    nn: "Skriv kvifor den mellombelse endringa trengst.",
    en: "Say why the temporary change is needed.",
};
static TOO_LONG: Reason = Reason {
    rule: "R-PLAN-4",
    code: "temporary-too-long",
    nb: "En midlertidig endring kan vare til {latest}, ikke lenger.",
    nn: "Ei mellombels endring kan vare til {latest}, ikkje lenger.",
    en: "A temporary change may last until {latest}, no longer.",
};
static REASSESS_FIRST: Reason = Reason {
    rule: "R-PLAN-4",
    code: "temporary-reassess-first",
    nb: "Planen har vært utenfor rammen siden {since}. Hold en ny kartleggingssamtale før den endres slik igjen.",
    nn: "Planen har vore utanfor ramma sidan {since}. Hald ein ny kartleggingssamtale før han blir endra slik igjen.",
    en: "The plan has been outside the frame since {since}. Hold a new conversation before changing it so again.",
};
static ALREADY_OVER: Reason = Reason {
    rule: "R-PLAN-4",
    code: "temporary-over",
    nb: "Den midlertidige endringen er slutt før den begynner.",
    nn: "Den mellombelse endringa er slutt før ho byrjar.",
    en: "The temporary change is over before it begins.",
};

/// The days of a temporary change, to judge its end by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangeDays {
    /// The day of the change.
    pub today: NaiveDate,
    /// Since when the plan has been outside the frame without a new conversation: the fourteen days
    /// are counted from here, so that one change after another does not prolong them.
    pub since: NaiveDate,
    /// First day the tiltak applies.
    pub begins: NaiveDate,
}

impl ChangeDays {
    /// A plan that leaves its frame today.
    pub const fn first(today: NaiveDate) -> Self {
        Self {
            today,
            since: today,
            begins: today,
        }
    }
}

/// What is wrong with a temporary change (R-PLAN-4).
pub fn check_temporary(
    change: &TemporaryChange,
    days: ChangeDays,
    settings: &Settings,
) -> Violations {
    let mut violations = Violations::new();
    if change.reason.trim().is_empty() {
        violations.push(REASON_MISSING.violation().at("/temporary/reason"));
    }
    let latest = days.since + Days::new(settings.temporary_change_days.into());
    if latest < days.today {
        let violation = REASSESS_FIRST.violation().at("/temporary");
        violations.push(violation.with("since", days.since));
    } else if latest < change.until {
        let violation = TOO_LONG.violation().at("/temporary/until");
        violations.push(violation.with("latest", latest));
    }
    if change.until < days.today.max(days.begins) {
        violations.push(ALREADY_OVER.violation().at("/temporary/until"));
    }
    violations
}

/// What follows from a change that is let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum ChangeEffect {
    /// In force at once, without a new vedtak (R-PLAN-3).
    WithinFrame,
    /// In force until a day; opens a reassessment task at once (R-PLAN-4).
    Temporary {
        /// Last day.
        until: NaiveDate,
        /// The day the team is told that it ends; never before today.
        #[serde(rename = "tellOn")]
        tell_on: NaiveDate,
    },
}

/// Whether a change takes effect, and how (R-PLAN-3, R-PLAN-4). Services that it leaves as they
/// were, or brings nearer to their frame, do not stand in its way.
///
/// # Errors
/// Every service that is outside, with what a temporary change would need; or what is wrong with
/// the temporary change.
pub fn decide_change(
    answers: &[FrameAnswer],
    temporary: Option<&TemporaryChange>,
    days: ChangeDays,
    settings: &Settings,
) -> Result<ChangeEffect, Violations> {
    let outside: Violations = answers
        .iter()
        .filter(|a| a.leads_out())
        .filter_map(FrameAnswer::violation)
        .collect();
    if outside.is_empty() {
        return Ok(ChangeEffect::WithinFrame);
    }
    let Some(change) = temporary else {
        let needed = NEEDS_REASON_AND_END.violation().at("/temporary");
        return Err(outside.into_iter().chain([needed]).collect());
    };
    none_of(check_temporary(change, days, settings))?;
    let notice = Days::new(settings.temporary_change_notice_days.into());
    Ok(ChangeEffect::Temporary {
        until: change.until,
        tell_on: (change.until - notice).max(days.today),
    })
}
