//! Whose list it is, and until when it may be changed (R-WL-2, R-WL-3).

use super::WorkFacts;
use crate::{
    day_plan::DayPlanState,
    reason::{Reason, Violations, none_of},
};

static CLOSED: Reason = Reason {
    rule: "R-WL-2",
    code: "plan-closed",
    nb: "Dagen er lukket og kan ikke endres.",
    nn: "Dagen er lukka og kan ikkje endrast.",
    en: "The day is closed and cannot be changed.",
};
static NOT_YOUR_LIST: Reason = Reason {
    rule: "R-WL-3",
    code: "not-your-list",
    nb: "Bare fordeleren legger noe på en kollegas liste.",
    nn: "Berre fordelaren legg noko på lista til ein kollega.",
    en: "Only the fordeler puts something on a colleague's list.",
};
static NOT_IN_UNIT: Reason = Reason {
    rule: "R-WL-2",
    code: "not-in-unit",
    nb: "Bare de som er med i enheten eller på vakt i den, har en liste her.",
    nn: "Berre dei som er med i eininga eller på vakt i ho, har ei liste her.",
    en: "Only members of the unit or those on its shift have a list here.",
};

/// Why nothing may be put on this list, or not by the one who asks.
pub(super) fn list_faults(facts: &WorkFacts) -> Violations {
    let mut faults = Violations::new();
    if facts.closed {
        faults.push(CLOSED.violation());
    }
    if !facts.own && !facts.is_fordeler {
        faults.push(NOT_YOUR_LIST.violation().at("/employee"));
    }
    if !facts.in_unit {
        faults.push(NOT_IN_UNIT.violation().at("/employee"));
    }
    faults
}

/// Whether a block may be taken off a list: one's own, or anybody's by the fordeler, until the day is
/// closed (R-WL-2, R-WL-3).
///
/// # Errors
/// Every reason why not.
pub fn may_remove(state: DayPlanState, own: bool, is_fordeler: bool) -> Result<(), Violations> {
    let mut faults = Violations::new();
    if state == DayPlanState::Closed {
        faults.push(CLOSED.violation());
    }
    if !own && !is_fordeler {
        faults.push(NOT_YOUR_LIST.violation());
    }
    none_of(faults)
}
