//! Swaps of assignments between two employees: one offers, the other accepts (R-WL-2, R-WL-3).

use crate::{
    day_plan::{DayPlanState, begun},
    ids::*,
    reason::{Reason, Violation, Violations, none_of},
    text_enum,
    visit_event::Outcome,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// How far a swap has come.
    pub enum SwapState {
        /// Waits for the other.
        Offered = "offered", "tilbudt", "tilbydd", "offered";
        /// Done.
        Accepted = "accepted", "godtatt", "godteken", "accepted";
        /// The other said no.
        Declined = "declined", "avslått", "avslått", "declined";
        /// Taken back.
        Withdrawn = "withdrawn", "trukket tilbake", "trekt tilbake", "withdrawn";
    }
}

/// An offer to hand over an assignment, alone or for another in return.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Swap {
    /// Identity.
    pub id: SwapId,
    /// Who offers.
    pub from: EmployeeId,
    /// To whom.
    pub to: EmployeeId,
    /// What is handed over.
    pub gives: AssignmentId,
    /// What is asked in return, if anything.
    pub takes: Option<AssignmentId>,
    /// How far it has come.
    pub state: SwapState,
    /// When it was offered.
    pub offered_at: DateTime<Utc>,
}

text_enum! {
    /// What is done to an offer.
    pub enum SwapStep {
        /// The other takes it.
        Accept = "accept", "godta", "godta", "accept";
        /// The other says no.
        Decline = "decline", "avslå", "avslå", "decline";
        /// The one who offered takes it back.
        Withdraw = "withdraw", "trekke tilbake", "trekkje tilbake", "withdraw";
    }
}

/// How the two assignments stand now.
#[derive(Debug, Clone, PartialEq)]
pub struct SwapFacts {
    /// State of the plan they are in; of two plans, the one that has come furthest.
    pub plan: DayPlanState,
    /// Who holds what is handed over.
    pub gives_holder: Option<EmployeeId>,
    /// Who holds what is asked in return.
    pub takes_holder: Option<EmployeeId>,
    /// How far the visits have come: what is handed over, and what is asked in return.
    pub outcomes: Vec<Outcome>,
    /// Another open offer already names one of the assignments.
    pub in_other_offer: bool,
    /// Hard rules that either would break after the swap (R-WL-4).
    pub faults: Violations,
}

static SELF: Reason = Reason {
    rule: "R-WL-2",
    code: "swap-with-oneself",
    nb: "Du kan ikke bytte med deg selv.",
    nn: "Du kan ikkje byte med deg sjølv.",
    en: "You cannot swap with yourself.",
};
static NOT_HELD: Reason = Reason {
    rule: "R-WL-2",
    code: "swap-not-held",
    nb: "Besøket er ikke lenger hos den som står i byttet.",
    nn: "Besøket er ikkje lenger hos den som står i bytet.",
    en: "The visit is no longer with the one the swap names.",
};
static CHAIN: Reason = Reason {
    rule: "R-WL-2",
    code: "swap-already-offered",
    nb: "Besøket er alt med i et annet bytte. Svar på det først.",
    nn: "Besøket er alt med i eit anna byte. Svar på det først.",
    en: "The visit is already in another swap. Answer that one first.",
};
static CLOSED: Reason = Reason {
    rule: "R-WL-3",
    code: "swap-plan-closed",
    nb: "Dagen er lukket; det kan ikke byttes lenger.",
    nn: "Dagen er lukka; det kan ikkje bytast lenger.",
    en: "The day is closed; nothing can be swapped any more.",
};
static SETTLED: Reason = Reason {
    rule: "R-WL-3",
    code: "swap-settled",
    nb: "Byttet er allerede {state}.",
    nn: "Bytet er allereie {state}.",
    en: "The swap is already {state}.",
};
static NOT_YOUR_STEP: Reason = Reason {
    rule: "R-WL-3",
    code: "swap-not-your-step",
    nb: "Bare den som fikk tilbudet, kan svare; bare den som ga det, kan trekke det tilbake.",
    nn: "Berre den som fekk tilbodet, kan svare; berre den som gav det, kan trekkje det tilbake.",
    en: "Only the one who was offered it can answer; only the one who offered can take it back.",
};

/// Whether the offer may be made (R-WL-2). One that could not be accepted as things stand is
/// refused at once, with the hard rules it would break.
///
/// # Errors
/// Every reason why not.
pub fn may_offer(swap: &Swap, facts: SwapFacts) -> Result<(), Violations> {
    let mut violations = Violations::new();
    if swap.from == swap.to {
        violations.push(SELF.violation().at("/to"));
    }
    if facts.in_other_offer {
        violations.push(CHAIN.violation().at("/gives"));
    }
    violations.extend(impossible(swap, facts));
    none_of(violations)
}

/// What an offer becomes when `actor` takes a step (R-WL-3).
///
/// # Errors
/// Every reason why she may not. Saying no and taking back are possible whatever has happened to
/// the visits since.
pub fn answer(
    swap: &Swap,
    step: SwapStep,
    actor: EmployeeId,
    facts: SwapFacts,
) -> Result<SwapState, Violations> {
    let (who, next) = match step {
        SwapStep::Accept => (swap.to, SwapState::Accepted),
        SwapStep::Decline => (swap.to, SwapState::Declined),
        SwapStep::Withdraw => (swap.from, SwapState::Withdrawn),
    };
    let mut violations = Violations::new();
    if swap.state != SwapState::Offered {
        violations.push(SETTLED.violation().with("state", swap.state.term()));
    }
    if actor != who {
        violations.push(NOT_YOUR_STEP.violation());
    }
    if step == SwapStep::Accept {
        violations.extend(impossible(swap, facts));
    }
    none_of(violations).map(|()| next)
}

fn impossible(swap: &Swap, facts: SwapFacts) -> Vec<Violation> {
    let mut violations = Violations::new();
    if facts.plan == DayPlanState::Closed {
        violations.push(CLOSED.violation());
    }
    if facts.gives_holder != Some(swap.from) {
        violations.push(NOT_HELD.violation().at("/gives"));
    }
    if swap.takes.is_some() && facts.takes_holder != Some(swap.to) {
        violations.push(NOT_HELD.violation().at("/takes"));
    }
    violations.extend(facts.outcomes.into_iter().filter_map(begun));
    violations.extend(facts.faults);
    violations
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const BERIT: EmployeeId = EmployeeId(Uuid::from_u128(1));
    const KARI: EmployeeId = EmployeeId(Uuid::from_u128(2));

    fn swap() -> Swap {
        Swap {
            id: SwapId(Uuid::nil()),
            from: BERIT,
            to: KARI,
            gives: AssignmentId(Uuid::from_u128(1)),
            takes: Some(AssignmentId(Uuid::from_u128(2))),
            state: SwapState::Offered,
            offered_at: DateTime::UNIX_EPOCH,
        }
    }
    fn facts() -> SwapFacts {
        SwapFacts {
            plan: DayPlanState::Published,
            gives_holder: Some(BERIT),
            takes_holder: Some(KARI),
            outcomes: vec![Outcome::Planned, Outcome::Planned],
            in_other_offer: false,
            faults: vec![],
        }
    }
    fn codes<T>(answer: Result<T, Violations>) -> Vec<&'static str> {
        let violations = answer.err().unwrap_or_default();
        violations.iter().map(|v| v.reason.code).collect()
    }

    #[test]
    fn the_other_accepts_also_after_publishing() {
        assert!(may_offer(&swap(), facts()).is_ok());
        assert_eq!(
            answer(&swap(), SwapStep::Accept, KARI, facts()),
            Ok(SwapState::Accepted)
        );
    }

    #[test]
    fn nobody_accepts_for_another_and_only_the_giver_withdraws() {
        assert_eq!(
            codes(answer(&swap(), SwapStep::Accept, BERIT, facts())),
            ["swap-not-your-step"]
        );
        assert_eq!(
            codes(answer(&swap(), SwapStep::Withdraw, KARI, facts())),
            ["swap-not-your-step"]
        );
        assert_eq!(
            answer(&swap(), SwapStep::Withdraw, BERIT, facts()),
            Ok(SwapState::Withdrawn)
        );
    }

    #[test]
    fn refuses_to_accept_when_the_visit_has_gone_elsewhere_but_lets_her_decline() {
        let gone = SwapFacts {
            gives_holder: None,
            ..facts()
        };
        assert_eq!(
            codes(answer(&swap(), SwapStep::Accept, KARI, gone.clone())),
            ["swap-not-held"]
        );
        assert_eq!(
            answer(&swap(), SwapStep::Decline, KARI, gone),
            Ok(SwapState::Declined)
        );
    }

    #[test]
    fn refuses_a_chain_a_swap_with_oneself_and_a_closed_day_with_all_reasons() {
        let own = Swap {
            to: BERIT,
            ..swap()
        };
        let bad = SwapFacts {
            plan: DayPlanState::Closed,
            in_other_offer: true,
            takes_holder: Some(BERIT),
            ..facts()
        };
        assert_eq!(
            codes(may_offer(&own, bad)),
            [
                "swap-with-oneself",
                "swap-already-offered",
                "swap-plan-closed"
            ]
        );
    }

    #[test]
    fn an_answered_swap_is_not_answered_again() {
        let settled = Swap {
            state: SwapState::Declined,
            ..swap()
        };
        assert_eq!(
            codes(answer(&settled, SwapStep::Accept, KARI, facts())),
            ["swap-settled"]
        );
    }

    #[test]
    fn refuses_to_hand_on_what_is_begun_also_when_it_began_after_the_offer() {
        let begun = SwapFacts {
            outcomes: vec![Outcome::Planned, Outcome::Started],
            ..facts()
        };
        assert_eq!(codes(may_offer(&swap(), begun.clone())), ["visit-begun"]);
        assert_eq!(
            codes(answer(&swap(), SwapStep::Accept, KARI, begun)),
            ["visit-begun"]
        );
    }

    #[test]
    fn refuses_to_accept_what_breaks_a_hard_rule() {
        let broken = SwapFacts {
            faults: vec![SELF.violation()],
            ..facts()
        };
        assert!(answer(&swap(), SwapStep::Accept, KARI, broken).is_err());
    }
}
