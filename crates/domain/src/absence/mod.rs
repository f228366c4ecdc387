//! Somebody is away: what that frees, what comes back when it ends sooner, and the three ways on
//! (R-SHF-3).

mod effect;
mod postpone;

pub use effect::{Effect, Part, effect};
pub use postpone::{DaySlack, Waiting, postpone};

use crate::{
    ids::*,
    interval::Interval,
    reason::{Reason, Violations},
    text_enum,
    visit::{Assignment, AssignmentState, Visit},
    visit_event::Outcome,
};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Longest absence that is entered at once.
const LONGEST: TimeDelta = TimeDelta::days(400);

static BACKWARDS: Reason = Reason {
    rule: "R-SHF-3",
    code: "absence-ends-before-start",
    nb: "Fraværet slutter før det begynner.",
    nn: "Fråværet sluttar før det begynner.",
    en: "The absence ends before it begins.",
};
static TOO_LONG: Reason = Reason {
    rule: "R-SHF-3",
    code: "absence-too-long",
    nb: "Et fravær føres for høyst {most} dager om gangen.",
    nn: "Eit fråvær blir ført for høgst {most} dagar om gongen.",
    en: "An absence is entered for at most {most} days at a time.",
};

text_enum! {
    /// A way on when somebody is away (R-SHF-3).
    pub enum Way {
        /// The team does it between them.
        Spread = "spread", "fordele i teamet", "fordele i teamet", "spread within the team";
        /// What can wait is moved to another day; the rest is spread.
        Postpone = "postpone", "flytte det som kan vente", "flytte det som kan vente", "move what can wait";
        /// The staffing office is asked.
        Substitute = "substitute", "be om vikar", "be om vikar", "ask for a substitute";
    }
}

/// A part in a visit that an absence freed, and how firmly it was hers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Freed {
    /// The part.
    pub assignment: AssignmentId,
    /// The visit.
    pub visit: VisitId,
    /// How it was hers.
    pub state: AssignmentState,
}

/// What cannot be an absence.
pub fn absence_faults(interval: Interval) -> Violations {
    if interval.minutes() <= 0 {
        return vec![BACKWARDS.violation().at("/interval/until")];
    }
    if interval.until - interval.from > LONGEST {
        let long = TOO_LONG.violation().at("/interval/until");
        return vec![long.with("most", LONGEST.num_days())];
    }
    Vec::new()
}

/// Whether an absence frees her part in a visit: it has not begun, and she is away when it is, or,
/// when no time is set, at some time when it could begin (R-SHF-3).
pub fn frees(
    absence: Interval,
    visit: &Visit,
    outcome: Outcome,
    part: &Assignment,
    who: EmployeeId,
) -> bool {
    if part.employee != Some(who) || outcome != Outcome::Planned {
        return false;
    }
    let when = visit.interval().unwrap_or_else(|| {
        let hours = visit.start_window();
        Interval {
            from: hours.from,
            until: hours.until + TimeDelta::minutes(visit.planned.minutes.into()),
        }
    });
    absence.overlaps(when)
}

/// Whether a freed part comes back to her when the absence no longer covers it: nobody else has taken
/// it, and it has not begun.
pub fn comes_back(
    absence: Option<Interval>,
    visit: &Visit,
    outcome: Outcome,
    part: &Assignment,
    freed: &Freed,
    who: EmployeeId,
) -> bool {
    let as_hers = Assignment {
        employee: Some(who),
        state: freed.state,
        ..part.clone()
    };
    part.employee.is_none()
        && outcome == Outcome::Planned
        && absence.is_none_or(|absence| !frees(absence, visit, outcome, &as_hers, who))
}

#[cfg(test)]
mod tests;
