//! From one unit to another (R-CIT-7): the giving one proposes, the receiving one accepts, with a
//! date; and a hand-over list that both see until it is done.

use crate::{
    ids::{CitizenId, EmployeeId, TransferId, UnitId},
    reason::{Reason, Violations},
    text_enum,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// How far a transfer has come.
    pub enum TransferState {
        /// The giving unit has asked.
        Proposed = "proposed", "foreslått", "føreslått", "proposed";
        /// The receiving unit has said yes; its day is still to come.
        Accepted = "accepted", "godtatt", "godteken", "accepted";
        /// The receiving unit has said no.
        Declined = "declined", "avslått", "avslått", "declined";
        /// The giving unit has taken the question back.
        Withdrawn = "withdrawn", "trukket", "trekt", "withdrawn";
        /// The citizen has moved; something is still to be handed over.
        Moved = "moved", "flyttet, overlevering gjenstår", "flytta, overlevering står att", "moved";
        /// Everything is handed over.
        Done = "done", "fullført", "fullført", "done";
    }
}

text_enum! {
    /// What is handed over.
    pub enum HandOverKind {
        /// Keys and how to come in.
        Access = "access", "nøkler og adkomst", "nøklar og tilkomst", "keys and access";
        /// New primary and secondary contacts, told to the citizen.
        CareTeam = "care_team", "nye kontakter, fortalt til innbyggeren", "nye kontaktar, fortalt til innbyggjaren", "new contacts, told to the citizen";
        /// Kin are told.
        Kin = "kin", "pårørende har fått beskjed", "pårørande har fått beskjed", "kin are told";
        /// The plan gone through together.
        Plan = "plan", "tiltaksplanen gjennomgått sammen", "tiltaksplanen gått gjennom saman", "the plan gone through together";
        /// Drafts of vedtak; they stay with the old unit until this is done.
        Drafts = "drafts", "utkast til vedtak", "utkast til vedtak", "drafts of vedtak";
        /// Something of their own, in words.
        Own = "own", "annet", "anna", "something else";
    }
}

/// One point of the hand-over list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HandOverItem {
    /// What.
    pub kind: HandOverKind,
    /// In words, for what is their own.
    pub text: Option<String>,
    /// When it was done.
    pub done_at: Option<DateTime<Utc>>,
    /// By whom.
    pub done_by: Option<EmployeeId>,
}

/// A transfer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Transfer {
    /// Identity.
    pub id: TransferId,
    /// Of whom.
    pub citizen: CitizenId,
    /// From this unit.
    pub from: UnitId,
    /// To this one.
    pub to: UnitId,
    /// How far it has come.
    pub state: TransferState,
    /// The day from which the receiving unit answers for the citizen.
    pub moves_on: NaiveDate,
    /// Why.
    pub reason: String,
    /// What the receiving unit said to it.
    pub answer: Option<String>,
    /// What is handed over.
    pub items: Vec<HandOverItem>,
    /// When it was proposed.
    pub proposed_at: DateTime<Utc>,
    /// By whom.
    pub proposed_by: EmployeeId,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// By whom.
    pub answered_by: Option<EmployeeId>,
    /// When the citizen moved.
    pub moved_at: Option<DateTime<Utc>>,
}

/// Longest time ahead that a transfer is agreed, days: what is further off is not yet a plan.
const FURTHEST: Days = Days::new(365);

static TO_ITSELF: Reason = Reason {
    rule: "R-CIT-7",
    code: "transfer-to-itself",
    nb: "Enheten har allerede ansvaret. Velg en annen.",
    nn: "Eininga har alt ansvaret. Vel ei anna.",
    en: "The unit is already responsible. Choose another.",
};
static NO_SUCH_UNIT: Reason = Reason {
    rule: "R-CIT-7",
    code: "transfer-unit-unknown",
    nb: "Denne enheten kan ikke ha ansvar for innbyggere.",
    nn: "Denne eininga kan ikkje ha ansvar for innbyggjarar.",
    en: "This unit cannot be responsible for citizens.",
};
static NO_REASON: Reason = Reason {
    rule: "R-CIT-7",
    code: "transfer-reason-missing",
    nb: "Skriv hvorfor innbyggeren overføres.",
    nn: "Skriv kvifor innbyggjaren blir overført.",
    en: "Say why the citizen is transferred.",
};
static BAD_DAY: Reason = Reason {
    rule: "R-CIT-7",
    code: "transfer-day",
    nb: "Overføringen må skje fra i dag til et år fram.",
    nn: "Overføringa må skje frå i dag til eit år fram.",
    en: "The transfer must happen between today and a year ahead.",
};
static UNDER_WAY: Reason = Reason {
    rule: "R-CIT-7",
    code: "transfer-under-way",
    nb: "En overføring er allerede foreslått eller godtatt.",
    nn: "Ei overføring er alt føreslått eller godteken.",
    en: "A transfer is already proposed or accepted.",
};
static WRONG_STATE: Reason = Reason {
    rule: "R-CIT-7",
    code: "transfer-state",
    nb: "Overføringen er {state}.",
    nn: "Overføringa er {state}.",
    en: "The transfer is {state}.",
};
static NOT_YOURS: Reason = Reason {
    rule: "R-CIT-7",
    code: "transfer-other-unit",
    nb: "Det er den andre enheten som svarer på dette.",
    nn: "Det er den andre eininga som svarer på dette.",
    en: "It is for the other unit to answer.",
};
static NO_SUCH_ITEM: Reason = Reason {
    rule: "R-CIT-7",
    code: "hand-over-item",
    nb: "Overleveringslisten har ikke dette punktet, eller det er gjort.",
    nn: "Overleveringslista har ikkje dette punktet, eller det er gjort.",
    en: "The hand-over list has no such point, or it is done.",
};

/// What is wrong with a proposal (R-CIT-7). `to_is_there`: the unit exists and may hold citizens;
/// `under_way`: another transfer is proposed or accepted.
pub fn check_proposal(
    transfer: &Transfer,
    to_is_there: bool,
    under_way: bool,
    today: NaiveDate,
) -> Violations {
    let latest = today.checked_add_days(FURTHEST).unwrap_or(today);
    let in_time = (today..=latest).contains(&transfer.moves_on);
    [
        (transfer.to == transfer.from, &TO_ITSELF, "/to"),
        (!to_is_there, &NO_SUCH_UNIT, "/to"),
        (transfer.reason.trim().is_empty(), &NO_REASON, "/reason"),
        (!in_time, &BAD_DAY, "/movesOn"),
        (under_way, &UNDER_WAY, ""),
    ]
    .into_iter()
    .filter(|(broken, ..)| *broken)
    .map(|(_, reason, at)| reason.violation().at(at))
    .collect()
}

/// The hand-over list: what every transfer needs, drafts when there are any, and their own points.
pub fn hand_over(has_drafts: bool, own: Vec<String>) -> Vec<HandOverItem> {
    let item = |kind, text| HandOverItem {
        kind,
        text,
        done_at: None,
        done_by: None,
    };
    let always = [
        HandOverKind::Access,
        HandOverKind::CareTeam,
        HandOverKind::Kin,
        HandOverKind::Plan,
    ];
    let drafts = has_drafts.then_some(HandOverKind::Drafts);
    let fixed = always
        .into_iter()
        .chain(drafts)
        .map(|kind| item(kind, None));
    let own = own.into_iter().filter(|text| !text.trim().is_empty());
    fixed
        .chain(own.map(|text| item(HandOverKind::Own, Some(text))))
        .collect()
}

impl Transfer {
    fn expect(&self, state: TransferState) -> Result<(), Violations> {
        if self.state == state {
            return Ok(());
        }
        let violation = WRONG_STATE.violation();
        Err(vec![violation.with("state", self.state.term())])
    }

    /// The answer of the receiving unit, or the giving one taking the question back. `by_unit` is the
    /// unit on whose behalf it is said.
    ///
    /// # Errors
    /// It is not proposed, or is for the other unit to say.
    pub fn answered(
        mut self,
        state: TransferState,
        by_unit: UnitId,
        (by, at): (EmployeeId, DateTime<Utc>),
        words: Option<String>,
    ) -> Result<Self, Violations> {
        let whose = if state == TransferState::Withdrawn {
            self.from
        } else {
            self.to
        };
        let own_word = whose == by_unit;
        let takes_back = state == TransferState::Withdrawn && self.state == TransferState::Accepted;
        if !takes_back {
            self.expect(TransferState::Proposed)?;
        }
        if !own_word {
            return Err(vec![NOT_YOURS.violation()]);
        }
        self.state = state;
        self.answer = words;
        self.answered_at = Some(at);
        self.answered_by = Some(by);
        Ok(self)
    }

    /// Whether its day has come.
    pub fn is_due(&self, today: NaiveDate) -> bool {
        self.state == TransferState::Accepted && self.moves_on <= today
    }

    /// The citizen has moved.
    #[must_use]
    pub fn moved(mut self, at: DateTime<Utc>) -> Self {
        self.moved_at = Some(at);
        self.state = TransferState::Moved;
        self.settled()
    }

    /// A point of the list, from 0, is done.
    ///
    /// # Errors
    /// There is no such point, it is done, or nothing is being handed over; drafts not before the
    /// citizen has moved.
    pub fn handed_over(
        mut self,
        point: usize,
        (by, at): (EmployeeId, DateTime<Utc>),
    ) -> Result<Self, Violations> {
        if self.state != TransferState::Accepted {
            self.expect(TransferState::Moved)?;
        }
        let is_open = |item: &HandOverItem| {
            let early = item.kind == HandOverKind::Drafts && self.moved_at.is_none();
            item.done_at.is_none() && !early
        };
        let open = self.items.get(point).is_some_and(is_open);
        let item = self.items.get_mut(point).filter(|_| open);
        let item = item.ok_or_else(|| vec![NO_SUCH_ITEM.violation()])?;
        item.done_at = Some(at);
        item.done_by = Some(by);
        Ok(self.settled())
    }

    /// Whether drafts of vedtak have been handed over.
    pub fn drafts_are_over(&self) -> bool {
        let mut drafts = self.items.iter();
        drafts.any(|i| i.kind == HandOverKind::Drafts && i.done_at.is_some())
    }

    fn settled(mut self) -> Self {
        let all = self.items.iter().all(|item| item.done_at.is_some());
        if all && self.state == TransferState::Moved {
            self.state = TransferState::Done;
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn unit(n: u128) -> UnitId {
        UnitId(Uuid::from_u128(n))
    }
    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }
    fn who() -> (EmployeeId, DateTime<Utc>) {
        (EmployeeId(Uuid::nil()), DateTime::UNIX_EPOCH)
    }
    fn proposed() -> Transfer {
        Transfer {
            id: TransferId(Uuid::nil()),
            citizen: CitizenId(Uuid::nil()),
            from: unit(1),
            to: unit(2),
            state: TransferState::Proposed,
            moves_on: day(25),
            reason: "Flytter til Bogerud".into(),
            answer: None,
            items: hand_over(true, vec!["Rullatoren".into(), " ".into()]),
            proposed_at: DateTime::UNIX_EPOCH,
            proposed_by: who().0,
            answered_at: None,
            answered_by: None,
            moved_at: None,
        }
    }

    #[test]
    fn a_proposal_names_everything_that_is_wrong() {
        assert_eq!(check_proposal(&proposed(), true, false, day(23)), []);
        let mut wrong = proposed();
        wrong.to = unit(1);
        wrong.reason.clear();
        wrong.moves_on = day(22);
        assert_eq!(check_proposal(&wrong, false, true, day(23)).len(), 5);
    }

    #[test]
    fn only_the_receiving_unit_accepts_and_only_the_giving_one_takes_back() {
        use TransferState::*;
        assert!(proposed().answered(Accepted, unit(1), who(), None).is_err());
        assert!(
            proposed()
                .answered(Withdrawn, unit(2), who(), None)
                .is_err()
        );
        let accepted = proposed().answered(Accepted, unit(2), who(), None).unwrap();
        assert!(accepted.is_due(day(25)) && !accepted.is_due(day(24)));
        assert!(
            accepted
                .clone()
                .answered(Declined, unit(2), who(), None)
                .is_err()
        );
        assert!(accepted.answered(Withdrawn, unit(1), who(), None).is_ok());
    }

    #[test]
    fn it_is_done_when_every_point_is_handed_over_and_not_before() {
        assert!(proposed().handed_over(0, who()).is_err());
        let mut moved = proposed()
            .answered(TransferState::Accepted, unit(2), who(), None)
            .unwrap()
            .moved(who().1);
        assert_eq!(moved.items.len(), 6);
        assert!(!moved.drafts_are_over());
        for point in 0..6 {
            assert_eq!(moved.state, TransferState::Moved);
            moved = moved.handed_over(point, who()).unwrap();
            assert!(moved.clone().handed_over(point, who()).is_err());
        }
        assert_eq!(moved.state, TransferState::Done);
        assert!(moved.drafts_are_over());
    }
}
