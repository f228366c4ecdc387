//! Vedtak: decisions on services under helse- og omsorgstjenesteloven (spec §5).
//!
//! Here: what a vedtak is and how it moves from state to state. Its content is in `content`, what
//! submission demands in `submission`, which days it is in force in `force`, and the bytes that are
//! hashed in `canonical`. Who may sign is [`crate::signing`].

mod canonical;
mod closing;
mod content;
mod drafting;
mod force;
mod preparing;
mod submission;

pub use canonical::*;
pub use closing::*;
pub use content::*;
pub use drafting::*;
pub use force::*;
pub use preparing::*;
pub use submission::*;

use crate::{ids::*, reason::*, text_enum};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

static WRONG_STATE: Reason = Reason {
    rule: "R-VED-3",
    code: "wrong-state",
    nb: "Vedtaket er {state} og kan ikke {step}.",
    nn: "Vedtaket er {state} og kan ikkje {step}.",
    en: "The vedtak is {state} and cannot be {step}.",
};
static RETURN_NEEDS_COMMENT: Reason = Reason {
    rule: "R-VED-3",
    code: "return-needs-comment",
    nb: "Skriv hva som må endres når du sender vedtaket tilbake.",
    nn: "Skriv kva som må endrast når du sender vedtaket tilbake.",
    en: "Say what must be changed when you send the vedtak back.",
};

text_enum! {
    /// Where a vedtak stands (R-VED-3). In force, and ended by date, are computed, not stored.
    pub enum VedtakState {
        /// Being written.
        Draft = "draft", "et utkast", "eit utkast", "a draft";
        /// Ready for signature.
        Submitted = "submitted", "sendt til signering", "sendt til signering", "submitted";
        /// Sent back with a comment.
        Returned = "returned", "sendt tilbake", "sendt tilbake", "returned";
        /// Given up before signature.
        Withdrawn = "withdrawn", "trukket", "trekt", "withdrawn";
        /// Decided.
        Signed = "signed", "signert", "signert", "signed";
        /// Ended before its last day.
        Ended = "ended", "avsluttet", "avslutta", "ended";
        /// Another vedtak took its place.
        Replaced = "replaced", "erstattet", "erstatta", "replaced";
        /// Undone, as after an appeal.
        Revoked = "revoked", "omgjort", "omgjord", "revoked";
    }
}

text_enum! {
    /// What can be done with a vedtak (R-VED-3).
    pub enum Step {
        /// Change the content.
        Edit = "edit", "endres", "endrast", "edited";
        /// Send to signature.
        Submit = "submit", "sendes til signering", "sendast til signering", "submitted";
        /// Send back with a comment.
        Return = "return", "sendes tilbake", "sendast tilbake", "returned";
        /// Take up again what was sent back.
        Resume = "resume", "tas opp igjen", "takast opp att", "taken up again";
        /// Give up.
        Withdraw = "withdraw", "trekkes", "trekkjast", "withdrawn";
        /// Decide.
        Sign = "sign", "signeres", "signerast", "signed";
        /// End before the last day.
        End = "end", "avsluttes", "avsluttast", "ended";
        /// Put another in its place.
        Replace = "replace", "erstattes", "erstattast", "replaced";
        /// Undo.
        Revoke = "revoke", "omgjøres", "omgjerast", "revoked";
    }
}

impl VedtakState {
    /// The state after `step`.
    ///
    /// # Errors
    /// The step cannot be taken from here.
    pub fn after(self, step: Step) -> Result<Self, Violations> {
        use VedtakState::*;
        match (self, step) {
            (Draft, Step::Edit) | (Returned, Step::Resume) => Ok(Draft),
            (Draft, Step::Submit) => Ok(Submitted),
            (Draft, Step::Withdraw) => Ok(Withdrawn),
            (Submitted, Step::Return) => Ok(Returned),
            (Submitted, Step::Sign) => Ok(Signed),
            (Signed, Step::End) => Ok(Ended),
            (Signed, Step::Replace) => Ok(Replaced),
            (Signed, Step::Revoke) => Ok(Revoked),
            _ => Err(vec![
                WRONG_STATE
                    .violation()
                    .with("state", self.term())
                    .with("step", step.term()),
            ]),
        }
    }

    /// Signed once; its content is never changed again (R-VED-8).
    pub const fn is_decided(self) -> bool {
        matches!(
            self,
            Self::Signed | Self::Ended | Self::Replaced | Self::Revoked
        )
    }
}

text_enum! {
    /// As what somebody gives a statement on a vedtak (R-VED-3).
    pub enum StatementRole {
        /// Case worker with main responsibility.
        CaseWorker = "case_worker", "saksbehandler med hovedansvar", "saksbehandlar med hovudansvar", "case worker with main responsibility";
        /// The citizen's responsible nurse.
        ResponsibleNurse = "responsible_nurse", "tjenesteansvarlig sykepleier", "tenesteansvarleg sjukepleiar", "responsible nurse";
    }
}

/// A written statement on a draft (R-VED-3).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VedtakStatement {
    /// Who.
    pub by: EmployeeId,
    /// As what; one person may hold both roles and then gives one statement in each.
    pub role: StatementRole,
    /// What she says.
    pub text: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// How a vedtak was signed; stored with it and never changed (R-VED-8).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Signature {
    /// Who signed.
    pub by: EmployeeId,
    /// When.
    pub at: DateTime<Utc>,
    /// By which delegation.
    pub delegation: DelegationId,
    /// Under which version of the law.
    pub law_version: String,
    /// Hash of [`canonical_bytes`], as hexadecimal text.
    pub content_hash: String,
}

/// A decision on one service for one citizen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Vedtak {
    /// Identity.
    pub id: VedtakId,
    /// For whom.
    pub citizen: CitizenId,
    /// The unit that answers for the citizen; a delegation must reach it.
    pub unit: UnitId,
    /// The unit whose desk it lies on now: the same, or where it was sent to be signed (R-VED-4).
    pub handling_unit: UnitId,
    /// The application that it answers, when there is one.
    pub application: Option<ApplicationId>,
    /// Where it stands.
    pub state: VedtakState,
    /// What it says.
    pub content: VedtakContent,
    /// Case worker with main responsibility (R-VED-3).
    pub case_worker: Option<EmployeeId>,
    /// The responsible nurse, for health services (R-VED-3).
    pub responsible_nurse: Option<EmployeeId>,
    /// Everybody who changed the draft, the one who began it too.
    pub editors: BTreeSet<EmployeeId>,
    /// Written statements.
    pub statements: Vec<VedtakStatement>,
    /// Comment of the last return.
    pub return_comment: Option<String>,
    /// The signature, when signed.
    pub signature: Option<Signature>,
    /// How it stopped early, when it did.
    pub closing: Option<Closing>,
}

impl Vedtak {
    /// The vedtak sent back with what must be changed.
    ///
    /// # Errors
    /// It is not submitted, or the comment is empty.
    pub fn returned(self, comment: &str) -> Result<Self, Violations> {
        let comment = comment.trim();
        let state = self.state.after(Step::Return);
        let mut violations = state.as_ref().err().cloned().unwrap_or_default();
        if comment.is_empty() {
            violations.push(RETURN_NEEDS_COMMENT.violation().at("/comment"));
        }
        none_of(violations)?;
        Ok(Self {
            state: state?,
            return_comment: Some(comment.to_owned()),
            ..self
        })
    }

    /// The vedtak signed; ask [`crate::signing::may_sign`] first.
    ///
    /// # Errors
    /// It is not submitted.
    pub fn signed(self, signature: Signature) -> Result<Self, Violations> {
        Ok(Self {
            state: self.state.after(Step::Sign)?,
            signature: Some(signature),
            ..self
        })
    }

    /// The vedtak ended, replaced or revoked.
    ///
    /// # Errors
    /// It is not signed, or has been closed before.
    pub fn closed(self, step: Step, closing: Closing) -> Result<Self, Violations> {
        let state = self.state.after(step)?;
        if !matches!(step, Step::End | Step::Replace | Step::Revoke) {
            return Err(vec![
                WRONG_STATE
                    .violation()
                    .with("state", self.state.term())
                    .with("step", step.term()),
            ]);
        }
        Ok(Self {
            state,
            closing: Some(closing),
            ..self
        })
    }
}

#[cfg(test)]
pub(crate) mod fixtures;

#[cfg(test)]
mod tests {
    use super::fixtures::*;
    use super::*;
    use crate::delegation::fixtures::{codes, employee, noon};
    use proptest::prelude::*;

    #[test]
    fn a_draft_is_signed_only_by_way_of_submission() {
        use VedtakState::*;
        assert_eq!(
            codes(&Draft.after(Step::Sign).unwrap_err()),
            ["wrong-state"]
        );
        assert_eq!(Draft.after(Step::Submit), Ok(Submitted));
        assert_eq!(Submitted.after(Step::Sign), Ok(Signed));
        assert_eq!(
            codes(&Returned.after(Step::Sign).unwrap_err()),
            ["wrong-state"]
        );
        assert_eq!(Returned.after(Step::Resume), Ok(Draft));
    }

    #[test]
    fn returning_needs_a_comment() {
        assert_eq!(
            codes(&submitted().returned("  ").unwrap_err()),
            ["return-needs-comment"]
        );
        let returned = submitted().returned("Skriv hvor ofte").unwrap();
        assert_eq!(returned.state, VedtakState::Returned);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn no_sequence_of_steps_changes_or_reopens_a_signed_vedtak(
            steps in proptest::collection::vec(proptest::sample::select(Step::ALL), 0..12),
        ) {
            let signature = Signature {
                by: employee(3), at: noon(6, 1), delegation: crate::delegation::fixtures::link_id(12),
                law_version: "fvl-1967".into(), content_hash: "00".into(),
            };
            let mut state = submitted().signed(signature).unwrap().state;
            for step in steps {
                state = state.after(step).unwrap_or(state);
                prop_assert!(state.is_decided());
            }
        }
    }
}
