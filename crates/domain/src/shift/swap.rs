//! Swaps of shifts between two members: one offers, the other accepts (R-SHF-1).

use super::Shift;
use crate::{
    ids::*,
    reason::{Reason, Violations, none_of},
    swap::{SwapState, SwapStep},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An offer to hand over a shift, alone or for another in return.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ShiftSwap {
    /// Identity.
    pub id: ShiftSwapId,
    /// Who offers.
    pub from: EmployeeId,
    /// To whom.
    pub to: EmployeeId,
    /// What is handed over.
    pub gives: ShiftId,
    /// What is asked in return, if anything.
    pub takes: Option<ShiftId>,
    /// How far it has come.
    pub state: SwapState,
    /// When it was offered.
    pub offered_at: DateTime<Utc>,
}

/// How things stand now.
#[derive(Debug, Clone, PartialEq)]
pub struct ShiftSwapFacts<'a> {
    /// What is handed over; none when it is gone.
    pub gives: Option<&'a Shift>,
    /// What is asked in return; none when nothing is, or it is gone.
    pub takes: Option<&'a Shift>,
    /// Another open offer already names one of the shifts.
    pub in_other_offer: bool,
    /// Both are members of the unit.
    pub members: bool,
    /// Shifts at the same time that either has elsewhere.
    pub overlaps: Violations,
    /// Now.
    pub now: DateTime<Utc>,
}

macro_rules! reasons {
    ($($name:ident $code:literal $nb:literal $nn:literal $en:literal;)+) => {$(
        static $name: Reason = Reason { rule: "R-SHF-1", code: $code, nb: $nb, nn: $nn, en: $en };
    )+};
}

reasons! {
    SELF "shift-swap-with-oneself"
        "Du kan ikke bytte med deg selv." "Du kan ikkje byte med deg sjølv."
        "You cannot swap with yourself.";
    STRANGER "shift-swap-not-member"
        "Begge må være med i enheten." "Begge må vere med i eininga."
        "Both must be members of the unit.";
    CHAIN "shift-swap-already-offered"
        "Vakten er alt med i et annet bytte. Svar på det først."
        "Vakta er alt med i eit anna byte. Svar på det først."
        "The shift is already in another swap. Answer that one first.";
    NOT_HELD "shift-swap-not-held"
        "Vakten er ikke lenger hos den som står i byttet."
        "Vakta er ikkje lenger hos den som står i bytet."
        "The shift is no longer with the one the swap names.";
    BEGUN "shift-swap-begun"
        "Vakten har begynt og kan ikke byttes." "Vakta har byrja og kan ikkje bytast."
        "The shift has begun and cannot be swapped.";
    SETTLED "shift-swap-settled"
        "Byttet er allerede {state}." "Bytet er allereie {state}."
        "The swap is already {state}.";
    NOT_YOUR_STEP "shift-swap-not-your-step"
        "Bare den som fikk tilbudet, kan svare; bare den som ga det, kan trekke det tilbake."
        "Berre den som fekk tilbodet, kan svare; berre den som gav det, kan trekkje det tilbake."
        "Only the one who was offered it can answer; only the one who offered can take it back.";
}

fn impossible(swap: &ShiftSwap, facts: &ShiftSwapFacts<'_>) -> Violations {
    let mut found = Violations::new();
    if !facts.members {
        found.push(STRANGER.violation().at("/to"));
    }
    let sides = [
        (Some(swap.gives), facts.gives, swap.from, "/gives"),
        (swap.takes, facts.takes, swap.to, "/takes"),
    ];
    for (named, shift, holder, at) in sides {
        if named.is_none() {
            continue;
        }
        if shift.and_then(|s| s.employee) != Some(holder) {
            found.push(NOT_HELD.violation().at(at));
        } else if shift.is_some_and(|s| s.interval.from <= facts.now) {
            found.push(BEGUN.violation().at(at));
        }
    }
    found.extend(facts.overlaps.iter().cloned());
    found
}

/// Whether the offer may be made. A chain is refused: a shift stands in one open offer at a time.
///
/// # Errors
/// Every reason why not.
pub fn may_offer(swap: &ShiftSwap, facts: &ShiftSwapFacts<'_>) -> Result<(), Violations> {
    let mut found = Violations::new();
    if swap.from == swap.to {
        found.push(SELF.violation().at("/to"));
    }
    if facts.in_other_offer {
        found.push(CHAIN.violation().at("/gives"));
    }
    found.extend(impossible(swap, facts));
    none_of(found)
}

/// What an offer becomes when `actor` takes a step.
///
/// # Errors
/// Every reason why she may not. Saying no and taking back are possible whatever has happened since.
pub fn answer(
    swap: &ShiftSwap,
    step: SwapStep,
    actor: EmployeeId,
    facts: &ShiftSwapFacts<'_>,
) -> Result<SwapState, Violations> {
    let (who, next) = match step {
        SwapStep::Accept => (swap.to, SwapState::Accepted),
        SwapStep::Decline => (swap.to, SwapState::Declined),
        SwapStep::Withdraw => (swap.from, SwapState::Withdrawn),
    };
    let mut found = Violations::new();
    if swap.state != SwapState::Offered {
        found.push(SETTLED.violation().with("state", swap.state.term()));
    }
    if actor != who {
        found.push(NOT_YOUR_STEP.violation());
    }
    if step == SwapStep::Accept {
        found.extend(impossible(swap, facts));
    }
    none_of(found).map(|()| next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{interval::Interval, shift::ShiftKind};
    use chrono::TimeDelta;
    use uuid::Uuid;

    const KARI: EmployeeId = EmployeeId(Uuid::from_u128(1));
    const PER: EmployeeId = EmployeeId(Uuid::from_u128(2));

    fn at(hour: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::hours(hour)
    }
    fn shift(n: u128, employee: EmployeeId, hour: i64) -> Shift {
        Shift {
            id: ShiftId(Uuid::from_u128(n)),
            employee: Some(employee),
            unit: UnitId(Uuid::nil()),
            kind: ShiftKind::Day,
            interval: Interval {
                from: at(hour),
                until: at(hour + 8),
            },
        }
    }
    fn swap() -> ShiftSwap {
        ShiftSwap {
            id: ShiftSwapId(Uuid::nil()),
            from: KARI,
            to: PER,
            gives: ShiftId(Uuid::from_u128(1)),
            takes: Some(ShiftId(Uuid::from_u128(2))),
            state: SwapState::Offered,
            offered_at: at(0),
        }
    }
    fn facts<'a>(gives: &'a Shift, takes: &'a Shift) -> ShiftSwapFacts<'a> {
        ShiftSwapFacts {
            gives: Some(gives),
            takes: Some(takes),
            in_other_offer: false,
            members: true,
            overlaps: vec![],
            now: at(1),
        }
    }
    fn codes<T>(answer: Result<T, Violations>) -> Vec<&'static str> {
        let found = answer.err().unwrap_or_default();
        found.iter().map(|v| v.reason.code).collect()
    }

    #[test]
    fn the_other_accepts_and_nobody_else() {
        let (gives, takes) = (shift(1, KARI, 10), shift(2, PER, 34));
        let facts = facts(&gives, &takes);
        assert!(may_offer(&swap(), &facts).is_ok());
        assert_eq!(
            answer(&swap(), SwapStep::Accept, PER, &facts),
            Ok(SwapState::Accepted)
        );
        assert_eq!(
            codes(answer(&swap(), SwapStep::Accept, KARI, &facts)),
            ["shift-swap-not-your-step"]
        );
    }

    #[test]
    fn a_chain_a_stranger_a_shift_that_moved_and_one_that_has_begun_are_all_told() {
        let (gives, takes) = (shift(1, PER, 10), shift(2, PER, 0));
        let facts = ShiftSwapFacts {
            in_other_offer: true,
            members: false,
            ..facts(&gives, &takes)
        };
        assert_eq!(
            codes(may_offer(&swap(), &facts)),
            [
                "shift-swap-already-offered",
                "shift-swap-not-member",
                "shift-swap-not-held",
                "shift-swap-begun"
            ]
        );
        assert_eq!(
            answer(&swap(), SwapStep::Decline, PER, &facts),
            Ok(SwapState::Declined)
        );
    }
}
