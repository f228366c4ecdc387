//! Appeals (klage): in time or not, kept in any case, every step dated (R-VED-9).

mod outcome;

pub use outcome::*;

use crate::{
    decision_settings::DecisionSettings,
    holidays::limit_ends,
    ids::*,
    law::Law,
    period::{days_after, is_plausible},
    reason::*,
    text_enum,
    vedtak::Vedtak,
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

static WRONG_STEP: Reason = Reason {
    rule: "R-VED-9",
    code: "appeal-wrong-step",
    nb: "Klagen er {state}. Da kan den ikke bli {next}.",
    nn: "Klaga er {state}. Då kan ho ikkje bli {next}.",
    en: "The appeal is {state} and cannot become {next}.",
};
static TEXT_MISSING: Reason = Reason {
    rule: "R-VED-9",
    code: "appeal-text-missing",
    nb: "Skriv en begrunnelse eller uttalelse for steget.",
    nn: "Skriv ei grunngiving eller fråsegn for steget.",
    en: "Write the reasons or the statement for this step.",
};

/// Nothing has been decided that one could appeal.
pub static NOT_DECIDED: Reason = Reason {
    rule: "R-VED-9",
    code: "nothing-to-appeal",
    nb: "Vedtaket er ikke signert, så det er ikke noe å klage på.",
    nn: "Vedtaket er ikkje signert, så det er ikkje noko å klage på.",
    en: "The vedtak is not signed, so there is nothing to appeal.",
};
static GROUNDS_MISSING: Reason = Reason {
    rule: "R-VED-9",
    code: "appeal-grounds-missing",
    nb: "Skriv hva det klages på.",
    nn: "Skriv kva det blir klaga på.",
    en: "Say what is appealed.",
};
static RECEIVED_WRONG: Reason = Reason {
    rule: "R-VED-9",
    code: "appeal-day",
    nb: "Klagen må ha kommet mellom {signed}, da vedtaket ble signert, og i dag.",
    nn: "Klaga må ha kome mellom {signed}, då vedtaket blei signert, og i dag.",
    en: "The appeal must have come between {signed}, when the vedtak was signed, and today.",
};
static WHO_MISSING: Reason = Reason {
    rule: "R-VED-9",
    code: "appellant-missing",
    nb: "Skriv navnet på den som klager for innbyggeren.",
    nn: "Skriv namnet på den som klagar for innbyggjaren.",
    en: "Give the name of the one who appeals for the citizen.",
};
static AUTHORITY_MISSING: Reason = Reason {
    rule: "R-VED-9",
    code: "proxy-missing",
    nb: "En fullmektig trenger en fullmakt. Skriv hvor den ligger.",
    nn: "Ein fullmektig treng ei fullmakt. Skriv kvar ho ligg.",
    en: "A proxy needs an authority. Say where it is kept.",
};
static REVERSAL_MISSING: Reason = Reason {
    rule: "R-VED-9",
    code: "reversal-needs-vedtak",
    nb: "Klagen tas til følge med et nytt, signert vedtak som erstatter det påklagede.",
    nn: "Klaga blir teken til følgje med eit nytt, signert vedtak som erstattar det påklaga.",
    en: "An appeal is allowed by a new, signed vedtak that takes the place of the one appealed.",
};
static RESULT_MISSING: Reason = Reason {
    rule: "R-VED-9",
    code: "appeal-result-missing",
    nb: "Skriv hva Statsforvalteren bestemte.",
    nn: "Skriv kva Statsforvaltaren bestemte.",
    en: "Say what the County Governor decided.",
};

text_enum! {
    /// What Statsforvalteren decided.
    pub enum AppealResult {
        /// The vedtak stands.
        Confirmed = "confirmed", "stadfestet", "stadfesta", "confirmed";
        /// Statsforvalteren decided otherwise.
        Changed = "changed", "endret", "endra", "changed";
        /// Sent back to be decided anew.
        Annulled = "annulled", "opphevet", "oppheva", "annulled";
        /// Not taken up, as when it came too late.
        Dismissed = "dismissed", "avvist", "avvist", "dismissed";
    }
}

impl AppealResult {
    /// The unit has to make a new vedtak.
    pub const fn asks_for_more(self) -> bool {
        matches!(self, Self::Changed | Self::Annulled)
    }
}

/// What is registered of an appeal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AppealContent {
    /// By whom.
    pub appellant: Appellant,
    /// Her name, when it is not the citizen.
    #[serde(default)]
    #[schema(example = "Anne Bøe")]
    pub appellant_name: Option<String>,
    /// Where a proxy's authority is kept.
    #[serde(default)]
    #[schema(example = "Fullmakt, arkivsak 26/114")]
    pub authority: Option<String>,
    /// Day it came.
    pub received_on: NaiveDate,
    /// Grounds, in the appellant's words.
    #[schema(example = "Jeg får for lite hjelp om kvelden.", max_length = 10000)]
    pub grounds: String,
}

/// What is wrong with an appeal on a vedtak signed on `signed`.
pub fn check_appeal(content: &AppealContent, signed: NaiveDate, today: NaiveDate) -> Violations {
    let blank = |text: &Option<String>| text.as_ref().is_none_or(|text| text.trim().is_empty());
    let mut found = Violations::new();
    let received = content.received_on;
    if received < signed || today < received || !is_plausible(received) {
        let fault = RECEIVED_WRONG.violation().at("/receivedOn");
        found.push(fault.with("signed", signed));
    }
    if content.grounds.trim().is_empty() {
        found.push(GROUNDS_MISSING.violation().at("/grounds"));
    }
    if content.appellant != Appellant::Citizen && blank(&content.appellant_name) {
        found.push(WHO_MISSING.violation().at("/appellantName"));
    }
    if content.appellant == Appellant::Proxy && blank(&content.authority) {
        found.push(AUTHORITY_MISSING.violation().at("/authority"));
    }
    found
}

/// The vedtak that a reversal names, looked for among the citizen's own.
#[derive(Debug, Clone, Copy)]
pub struct Reversal<'a> {
    /// What was named.
    pub named: Option<VedtakId>,
    /// The citizen's vedtak.
    pub vedtak: &'a [Vedtak],
}

impl Reversal<'_> {
    /// Whether it is a signed one that takes the place of the appealed.
    fn answers(&self, appealed: VedtakId) -> bool {
        self.vedtak.iter().any(|vedtak| {
            Some(vedtak.id) == self.named
                && vedtak.state.is_decided()
                && vedtak.content.replaces == Some(appealed)
        })
    }
}

text_enum! {
    /// Where an appeal stands.
    pub enum AppealState {
        /// Registered.
        Registered = "registered", "registrert", "registrert", "registered";
        /// Reassessed by the unit, which holds on to its vedtak.
        Upheld = "upheld", "vurdert på nytt og opprettholdt", "vurdert på nytt og halden oppe", "reassessed and upheld";
        /// Reversed by the unit with a new vedtak.
        Reversed = "reversed", "tatt til følge", "teken til følgje", "allowed by a new vedtak";
        /// Sent to Statsforvalteren with a statement.
        Forwarded = "forwarded", "sendt til Statsforvalteren", "send til Statsforvaltaren", "forwarded to the County Governor";
        /// Statsforvalteren has decided.
        Decided = "decided", "avgjort av Statsforvalteren", "avgjord av Statsforvaltaren", "decided by the County Governor";
    }
}

text_enum! {
    /// Who appeals.
    pub enum Appellant {
        /// The citizen.
        Citizen = "citizen", "innbyggeren", "innbyggjaren", "the citizen";
        /// Somebody with a proxy from the citizen.
        Proxy = "proxy", "en fullmektig", "ein fullmektig", "a proxy";
        /// The guardian.
        Guardian = "guardian", "vergen", "verja", "the guardian";
    }
}

/// One dated step of an appeal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AppealStep {
    /// What it became.
    pub state: AppealState,
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub by: EmployeeId,
    /// Reasons, statement or result.
    pub text: String,
    /// The new vedtak, when it was reversed.
    pub vedtak: Option<VedtakId>,
    /// What Statsforvalteren decided, when it has.
    #[serde(default)]
    pub result: Option<AppealResult>,
}

/// An appeal on a vedtak. Late ones are kept and flagged, never dropped.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Appeal {
    /// Identity.
    pub id: AppealId,
    /// On which vedtak.
    pub vedtak: VedtakId,
    /// By whom.
    pub appellant: Appellant,
    /// Her name, when it is not the citizen.
    pub appellant_name: Option<String>,
    /// Where a proxy's authority is kept.
    pub authority: Option<String>,
    /// Day it came.
    pub received_on: NaiveDate,
    /// Grounds, in the appellant's words.
    pub grounds: String,
    /// When it was registered.
    pub registered_at: DateTime<Utc>,
    /// By whom it was registered.
    pub registered_by: EmployeeId,
    /// Whether it came in time; `None` while it is unknown when the notice arrived.
    pub in_time: Option<bool>,
    /// Steps, the registration first.
    pub steps: Vec<AppealStep>,
}

/// What the time to appeal is counted by: the rows of the day on which the notice arrived, but never
/// less time than the letter told, which was made on the day of the signature.
pub fn appeal_rows(law: &Law, signed: NaiveDate, arrived: Option<NaiveDate>) -> DecisionSettings {
    let told = law.on(signed);
    let then = law.on(arrived.unwrap_or(signed));
    if then.appeal_weeks < told.appeal_weeks {
        told
    } else {
        then
    }
}

/// The last day to appeal: four weeks from when the notice reached the citizen; one that falls on a
/// Saturday, a Sunday or a holiday runs to the next working day.
pub fn appeal_deadline(notice_arrived: NaiveDate, settings: &DecisionSettings) -> NaiveDate {
    limit_ends(days_after(
        notice_arrived,
        settings.appeal_weeks.saturating_mul(7),
    ))
}

/// Whether an appeal came in time. An unknown arrival never makes an appeal late.
pub fn is_in_time(
    received_on: NaiveDate,
    notice_arrived: Option<NaiveDate>,
    settings: &DecisionSettings,
) -> Option<bool> {
    notice_arrived.map(|arrived| received_on <= appeal_deadline(arrived, settings))
}

impl AppealState {
    /// Whether somebody still waits for what comes of it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Registered | Self::Upheld | Self::Forwarded)
    }
}

impl Appeal {
    /// Where it stands.
    pub fn state(&self) -> AppealState {
        self.steps
            .last()
            .map_or(AppealState::Registered, |step| step.state)
    }

    /// Whether a step follows from where it stands: reversed, or upheld → forwarded → decided.
    ///
    /// # Errors
    /// It does not.
    pub fn check_follows(&self, next: AppealState) -> Result<(), Violations> {
        use AppealState::*;
        if matches!(
            (self.state(), next),
            (Registered, Upheld | Reversed) | (Upheld, Forwarded | Reversed) | (Forwarded, Decided)
        ) {
            return Ok(());
        }
        let fault = WRONG_STEP
            .violation()
            .at("/state")
            .with("state", self.state().term());
        Err(vec![fault.with("next", next.term())])
    }

    /// The appeal after one more step.
    ///
    /// # Errors
    /// The step does not follow from where it stands, says nothing, or lacks the vedtak that
    /// reverses or the result that ends.
    pub fn after(mut self, step: AppealStep, reversal: &Reversal<'_>) -> Result<Self, Violations> {
        let mut violations = self.check_follows(step.state).err().unwrap_or_default();
        if step.state == AppealState::Reversed && !reversal.answers(self.vedtak) {
            violations.push(REVERSAL_MISSING.violation().at("/vedtak"));
        }
        if step.state == AppealState::Decided && step.result.is_none() {
            violations.push(RESULT_MISSING.violation().at("/result"));
        }
        if step.text.trim().is_empty() {
            violations.push(TEXT_MISSING.violation().at("/text"));
        }
        none_of(violations)?;
        self.steps.push(step);
        Ok(self)
    }
}

#[cfg(test)]
mod tests;
