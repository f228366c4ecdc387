//! Taking and giving back a visit (R-WL-2), and what the fordeler may do after publishing
//! (R-WL-3). Everyone can try; every fault is told (R-WL-9).

use super::plan::DayPlanState;
use crate::{
    ids::*,
    reason::{Reason, Violation, Violations, none_of},
    visit::Assignment,
    visit_event::Outcome,
};

static NOT_OPEN: Reason = Reason {
    rule: "R-WL-2",
    code: "plan-not-open",
    nb: "Dagsplanen er {state}. Nå endres den med et bytte, eller av fordeleren.",
    nn: "Dagsplanen er {state}. No blir han endra med eit byte, eller av fordelaren.",
    en: "The day plan is {state}. It is now changed by a swap, or by the fordeler.",
};
static CLOSED: Reason = Reason {
    rule: "R-WL-2",
    code: "plan-closed",
    nb: "Dagen er lukket og kan ikke endres.",
    nn: "Dagen er lukka og kan ikkje endrast.",
    en: "The day is closed and cannot be changed.",
};
static TAKEN: Reason = Reason {
    rule: "R-WL-2",
    code: "already-taken",
    nb: "{who} har allerede dette besøket.",
    nn: "{who} har allereie dette besøket.",
    en: "{who} already has this visit.",
};
static NOT_YOURS: Reason = Reason {
    rule: "R-WL-2",
    code: "not-yours",
    nb: "Du kan bare gi tilbake et besøk som er ditt.",
    nn: "Du kan berre gi tilbake eit besøk som er ditt.",
    en: "You can only give back a visit that is yours.",
};
static NOT_MEMBER: Reason = Reason {
    rule: "R-WL-2",
    code: "not-in-unit",
    nb: "Bare de som er med i enheten eller på vakt i den, kan ta besøk her.",
    nn: "Berre dei som er med i eininga eller på vakt i ho, kan ta besøk her.",
    en: "Only members of the unit or those on its shift can take visits here.",
};

static BEGUN: Reason = Reason {
    rule: "R-WL-6",
    code: "visit-begun",
    nb: "Besøket er {outcome} og blir hos den som har det.",
    nn: "Besøket er {outcome} og blir hos den som har det.",
    en: "The visit is {outcome} and stays with the one who has it.",
};

/// What somebody has begun or done is hers.
pub(crate) fn begun(outcome: Outcome) -> Option<Violation> {
    matches!(outcome, Outcome::Started | Outcome::Done)
        .then(|| BEGUN.violation().with("outcome", outcome.term()))
}

/// What claiming and pinning ask.
pub struct TakeFacts<'a> {
    /// State of the day plan.
    pub state: DayPlanState,
    /// What is to be taken.
    pub assignment: &'a Assignment,
    /// How far the visit has come.
    pub outcome: Outcome,
    /// Who takes it.
    pub employee: EmployeeId,
    /// Whether she belongs to the unit that day.
    pub in_unit: bool,
    /// What colleagues call the one who holds it now.
    pub holder: &'a str,
    /// Hard rules that it would break (R-WL-4).
    pub faults: Violations,
}

/// Whether an employee may claim or pin an assignment (R-WL-2). One that is already hers may be
/// taken again: a claim sent twice changes nothing, and a claim may be made a pin.
///
/// # Errors
/// Every reason why not.
pub fn may_take(facts: TakeFacts<'_>) -> Result<(), Violations> {
    let mut violations = Violations::new();
    if facts.state != DayPlanState::Open {
        violations.push(NOT_OPEN.violation().with("state", facts.state.term()));
    }
    if !facts.in_unit {
        violations.push(NOT_MEMBER.violation());
    }
    let holder = facts.assignment.employee;
    if holder.is_some_and(|holder| holder != facts.employee) {
        violations.push(TAKEN.violation().with("who", facts.holder));
    }
    if holder != Some(facts.employee) {
        violations.extend(begun(facts.outcome));
    }
    violations.extend(facts.faults);
    none_of(violations)
}

/// What giving back asks.
pub struct ReleaseFacts<'a> {
    /// State of the day plan.
    pub state: DayPlanState,
    /// What is given back.
    pub assignment: &'a Assignment,
    /// How far the visit has come.
    pub outcome: Outcome,
    /// Who asks.
    pub actor: EmployeeId,
    /// Whether the actor is the day's fordeler or the leader.
    pub is_fordeler: bool,
}

/// Whether an assignment may be given back (R-WL-2): one's own while the plan is open, anyone's by
/// the fordeler until the day is closed (R-WL-3).
///
/// # Errors
/// Every reason why not.
pub fn may_release(facts: &ReleaseFacts<'_>) -> Result<(), Violations> {
    let mut violations = Violations::new();
    match facts.state {
        DayPlanState::Open => {}
        DayPlanState::Published if facts.is_fordeler => {}
        DayPlanState::Published => {
            violations.push(NOT_OPEN.violation().with("state", facts.state.term()));
        }
        DayPlanState::Closed => violations.push(CLOSED.violation()),
    }
    if !facts.is_fordeler && facts.assignment.employee != Some(facts.actor) {
        violations.push(NOT_YOURS.violation());
    }
    violations.extend(begun(facts.outcome));
    none_of(violations)
}

/// What giving a visit to somebody asks.
pub struct AssignFacts<'a> {
    /// State of the day plan.
    pub state: DayPlanState,
    /// What is given.
    pub assignment: &'a Assignment,
    /// Whether it stays with the one who has it.
    pub kept: bool,
    /// How far the visit has come.
    pub outcome: Outcome,
    /// Who gives it.
    pub actor: EmployeeId,
    /// Whether the actor is the day's fordeler or the leader.
    pub is_fordeler: bool,
    /// Whether the one who is to have it belongs to the unit that day; yes when it is freed.
    pub in_unit: bool,
    /// What colleagues call the one who holds it now.
    pub holder: &'a str,
    /// Hard rules that it would break (R-WL-4).
    pub faults: Violations,
}

/// Whether a visit may be given to somebody. While the plan is open everybody can try (R-WL-9), but
/// what a colleague has taken herself only the fordeler moves; after publishing it is hers alone
/// (R-WL-3).
///
/// # Errors
/// Every reason why not.
pub fn may_assign(facts: AssignFacts<'_>) -> Result<(), Violations> {
    let mut violations = Violations::new();
    match facts.state {
        DayPlanState::Closed => violations.push(CLOSED.violation()),
        DayPlanState::Published if !facts.is_fordeler => {
            violations.push(NOT_OPEN.violation().with("state", facts.state.term()));
        }
        DayPlanState::Open | DayPlanState::Published => {}
    }
    let taken = facts.assignment.state.is_fixed() && facts.assignment.employee != Some(facts.actor);
    if taken && !facts.is_fordeler {
        violations.push(TAKEN.violation().with("who", facts.holder));
    }
    if !facts.in_unit {
        violations.push(NOT_MEMBER.violation());
    }
    if !facts.kept {
        violations.extend(begun(facts.outcome));
    }
    violations.extend(facts.faults);
    none_of(violations)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::visit::AssignmentState;
    use uuid::Uuid;

    const BERIT: EmployeeId = EmployeeId(Uuid::from_u128(1));
    const KARI: EmployeeId = EmployeeId(Uuid::from_u128(2));

    fn of(employee: Option<EmployeeId>) -> Assignment {
        Assignment {
            id: AssignmentId(Uuid::nil()),
            visit: VisitId(Uuid::nil()),
            number: 1,
            employee,
            state: AssignmentState::Claimed,
            by: employee,
            needs_review: false,
        }
    }

    fn take(
        state: DayPlanState,
        holder: Option<EmployeeId>,
        faults: Violations,
    ) -> Vec<&'static str> {
        codes(may_take(TakeFacts {
            state,
            assignment: &of(holder),
            outcome: Outcome::Planned,
            employee: BERIT,
            in_unit: true,
            holder: "Kari Nordby",
            faults,
        }))
    }

    fn release(state: DayPlanState, actor: EmployeeId, is_fordeler: bool) -> Vec<&'static str> {
        codes(may_release(&ReleaseFacts {
            state,
            assignment: &of(Some(BERIT)),
            outcome: Outcome::Planned,
            actor,
            is_fordeler,
        }))
    }

    fn assign(state: DayPlanState, actor: EmployeeId, is_fordeler: bool) -> Vec<&'static str> {
        codes(may_assign(AssignFacts {
            state,
            assignment: &of(Some(BERIT)),
            kept: false,
            outcome: Outcome::Planned,
            actor,
            is_fordeler,
            in_unit: true,
            holder: "Kari Nordby",
            faults: vec![],
        }))
    }

    fn codes(answer: Result<(), Violations>) -> Vec<&'static str> {
        let violations = answer.err().unwrap_or_default();
        violations.iter().map(|v| v.reason.code).collect()
    }

    #[test]
    fn a_member_takes_a_free_visit_and_may_take_it_twice() {
        assert!(take(DayPlanState::Open, None, vec![]).is_empty());
        assert!(take(DayPlanState::Open, Some(BERIT), vec![]).is_empty());
    }

    #[test]
    fn refuses_a_claim_of_anothers_visit_after_publishing_with_both_reasons_and_the_faults() {
        assert_eq!(
            take(
                DayPlanState::Published,
                Some(KARI),
                vec![NOT_MEMBER.violation()]
            ),
            ["plan-not-open", "already-taken", "not-in-unit"]
        );
    }

    #[test]
    fn refuses_one_from_outside_the_unit() {
        let outside = may_take(TakeFacts {
            state: DayPlanState::Open,
            assignment: &of(None),
            outcome: Outcome::Planned,
            employee: BERIT,
            in_unit: false,
            holder: "",
            faults: vec![],
        });
        assert_eq!(codes(outside), ["not-in-unit"]);
    }

    #[test]
    fn what_somebody_has_begun_or_done_stays_with_her() {
        let taken = |holder, outcome| {
            codes(may_take(TakeFacts {
                state: DayPlanState::Open,
                assignment: &of(holder),
                outcome,
                employee: BERIT,
                in_unit: true,
                holder: "Kari Nordby",
                faults: vec![],
            }))
        };
        assert_eq!(
            taken(Some(KARI), Outcome::Started),
            ["already-taken", "visit-begun"]
        );
        assert!(
            taken(Some(BERIT), Outcome::Done).is_empty(),
            "a claim sent twice"
        );
        assert!(
            taken(None, Outcome::NobodyOpened).is_empty(),
            "somebody may go again"
        );
        let given = |kept, outcome| {
            codes(may_assign(AssignFacts {
                state: DayPlanState::Published,
                assignment: &of(Some(KARI)),
                kept,
                outcome,
                actor: BERIT,
                is_fordeler: true,
                in_unit: true,
                holder: "Kari Nordby",
                faults: vec![],
            }))
        };
        assert_eq!(given(false, Outcome::Done), ["visit-begun"]);
        assert!(given(true, Outcome::Started).is_empty());
    }

    #[test]
    fn gives_back_ones_own_while_open_and_no_longer_when_published() {
        assert!(release(DayPlanState::Open, BERIT, false).is_empty());
        assert_eq!(release(DayPlanState::Open, KARI, false), ["not-yours"]);
        assert_eq!(
            release(DayPlanState::Published, BERIT, false),
            ["plan-not-open"]
        );
    }

    #[test]
    fn the_fordeler_changes_a_published_day_and_nobody_a_closed_one() {
        assert!(release(DayPlanState::Published, KARI, true).is_empty());
        assert_eq!(release(DayPlanState::Closed, KARI, true), ["plan-closed"]);
        assert_eq!(assign(DayPlanState::Closed, KARI, true), ["plan-closed"]);
        assert!(assign(DayPlanState::Published, KARI, true).is_empty());
        assert_eq!(
            assign(DayPlanState::Published, BERIT, false),
            ["plan-not-open"]
        );
    }

    #[test]
    fn everybody_can_try_a_list_but_only_the_fordeler_moves_what_a_colleague_took() {
        assert!(assign(DayPlanState::Open, BERIT, false).is_empty());
        assert_eq!(assign(DayPlanState::Open, KARI, false), ["already-taken"]);
        assert!(assign(DayPlanState::Open, KARI, true).is_empty());
    }
}
