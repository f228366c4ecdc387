//! Appeals (klage): in time or not, kept in any case, every step dated (R-VED-9).

use crate::{
    decision_settings::DecisionSettings, ids::*, period::days_after, reason::*, text_enum,
};
use chrono::{DateTime, Datelike, NaiveDate, Utc, Weekday};
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
    /// Day it came.
    pub received_on: NaiveDate,
    /// Grounds, in the appellant's words.
    pub grounds: String,
    /// Whether it came in time; `None` while it is unknown when the notice arrived.
    pub in_time: Option<bool>,
    /// Steps, the registration first.
    pub steps: Vec<AppealStep>,
}

/// The last day to appeal: four weeks from when the notice reached the citizen; one that falls on a
/// Saturday or Sunday runs to the Monday.
pub fn appeal_deadline(notice_arrived: NaiveDate, settings: &DecisionSettings) -> NaiveDate {
    let last = days_after(notice_arrived, settings.appeal_weeks.saturating_mul(7));
    let wait = match last.weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        _ => 0,
    };
    days_after(last, wait)
}

/// Whether an appeal came in time. An unknown arrival never makes an appeal late.
pub fn is_in_time(
    received_on: NaiveDate,
    notice_arrived: Option<NaiveDate>,
    settings: &DecisionSettings,
) -> Option<bool> {
    notice_arrived.map(|arrived| received_on <= appeal_deadline(arrived, settings))
}

impl Appeal {
    /// Where it stands.
    pub fn state(&self) -> AppealState {
        self.steps
            .last()
            .map_or(AppealState::Registered, |step| step.state)
    }

    /// The appeal after one more step: reversed, or upheld → forwarded → decided.
    ///
    /// # Errors
    /// The step does not follow from where it stands, or says nothing.
    pub fn after(mut self, step: AppealStep) -> Result<Self, Violations> {
        use AppealState::*;
        let follows = matches!(
            (self.state(), step.state),
            (Registered, Upheld | Reversed) | (Upheld, Forwarded | Reversed) | (Forwarded, Decided)
        );
        let mut violations = Violations::new();
        if !follows {
            let fault = WRONG_STEP
                .violation()
                .at("/state")
                .with("state", self.state().term());
            violations.push(fault.with("next", step.state.term()));
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
mod tests {
    use super::*;
    use crate::delegation::fixtures::{codes, date, employee, noon};
    use uuid::Uuid;

    #[test]
    fn four_weeks_count_from_the_day_the_notice_arrived() {
        let settings = DecisionSettings::default();
        let arrived = Some(date(6, 1));
        assert_eq!(is_in_time(date(6, 29), arrived, &settings), Some(true));
        assert_eq!(is_in_time(date(6, 30), arrived, &settings), Some(false));
        assert_eq!(is_in_time(date(6, 30), None, &settings), None);
        assert_eq!(appeal_deadline(date(6, 6), &settings), date(7, 6));
    }

    #[test]
    fn an_appeal_is_forwarded_only_after_own_reassessment_and_every_step_says_something() {
        let appeal = Appeal {
            id: AppealId(Uuid::nil()),
            vedtak: VedtakId(Uuid::nil()),
            appellant: Appellant::Proxy,
            received_on: date(6, 30),
            grounds: "For lite hjelp".into(),
            in_time: Some(false),
            steps: vec![],
        };
        let step = |state, text: &str| AppealStep {
            state,
            at: noon(7, 1),
            by: employee(1),
            text: text.into(),
            vedtak: None,
        };
        let early = appeal
            .clone()
            .after(step(AppealState::Forwarded, " "))
            .unwrap_err();
        assert_eq!(codes(&early), ["appeal-wrong-step", "appeal-text-missing"]);
        let upheld = appeal
            .after(step(AppealState::Upheld, "Vurdert på nytt"))
            .unwrap();
        let forwarded = upheld
            .after(step(AppealState::Forwarded, "Uttalelse"))
            .unwrap();
        assert_eq!(forwarded.state(), AppealState::Forwarded);
        assert_eq!(forwarded.in_time, Some(false));
    }
}
