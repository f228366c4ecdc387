//! How an application is shown.

use chrono::NaiveDate;
use domain::{
    application::{Application, Given},
    decision_settings::DecisionSettings,
    period::months_after,
    reason::Language,
};
use serde::Serialize;
use utoipa::ToSchema;

/// An application.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ApplicationView {
    #[serde(flatten)]
    application: Application,
    /// Why it is where it is, in words.
    #[schema(example = "Innbyggeren er ny.")]
    why: Vec<String>,
    /// Last day for a preliminary answer (fvl § 11 a); none once it is answered.
    answer_due: Option<NaiveDate>,
    /// Its version.
    version: i64,
}

fn worded(given: &Given, language: Language) -> String {
    match language {
        Language::Nb => given.nb.clone(),
        Language::Nn => given.nn.clone(),
        Language::En => given.en.clone(),
    }
}

impl ApplicationView {
    /// In the reader's language, with the numbers of the day it came.
    pub(super) fn new(
        application: Application,
        version: i64,
        settings: &DecisionSettings,
        language: Language,
    ) -> Self {
        let waits = application.state.is_open() && application.preliminary_answer.is_none();
        let received = application.content.received_on;
        let due = months_after(received, settings.preliminary_answer_months);
        let reasons = application
            .routings
            .last()
            .map(|routing| routing.reasons.iter());
        Self {
            why: reasons
                .into_iter()
                .flatten()
                .map(|given| worded(given, language))
                .collect(),
            answer_due: waits.then_some(due),
            version,
            application,
        }
    }
}
