//! What decisions of one day are made by: the rows of the law in force that day ([`crate::law`]).

use crate::{
    law::{LawVersion, LetterLanguage, LetterPart, LetterText},
    service::ServiceType,
    service_rules::ServiceRules,
};
use serde::Serialize;
use utoipa::ToSchema;

/// The numbers, services and texts of one day.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DecisionSettings {
    /// Months an assessment may be old when a vedtak builds on it (R-VED-6).
    pub assessment_max_age_months: u32,
    /// Months within which an applicant gets a preliminary answer (fvl § 11 a; R-VED-10).
    pub preliminary_answer_months: u32,
    /// Days before a vedtak's last day when the first warning comes (R-VED-10).
    pub end_warning_days: u32,
    /// Days before a review date when its task falls due to be begun (R-VED-10).
    pub review_warning_days: u32,
    /// Days within which a submitted vedtak is to be signed, and a returned one taken up again.
    pub signature_days: u32,
    /// Days that services may be given before the vedtak (R-CIT-5).
    pub provisional_service_days: u32,
    /// Weeks from when the notice reached the citizen in which one may appeal (R-VED-9).
    pub appeal_weeks: u32,
    /// Weeks within which an appeal is to be reversed or forwarded (R-VED-10).
    pub appeal_forwarding_weeks: u32,
    /// Days before that when the reminder comes.
    pub appeal_warning_days: u32,
    /// Days a citizen has to speak after prior notice (fvl § 16).
    pub prior_notice_days: u32,
    /// Whether the signer may have changed the draft (R-VED-3).
    pub signer_may_have_edited: bool,
    /// Whether the signer may have given one of the statements (R-VED-3).
    pub signer_may_have_stated: bool,
    /// The act in force.
    pub law: Option<LawVersion>,
    /// What holds for each service.
    pub services: Vec<ServiceRules>,
    /// Texts of letters.
    pub letters: Vec<LetterText>,
}

impl DecisionSettings {
    /// What holds for a service; none where no row speaks of it.
    pub fn service(&self, service: ServiceType) -> Option<&ServiceRules> {
        self.services.iter().find(|row| row.service == service)
    }

    /// A text of a letter; empty where no row has it.
    pub fn letter(&self, part: LetterPart, language: LetterLanguage) -> &str {
        let found = self
            .letters
            .iter()
            .find(|row| row.part == part && row.language == language);
        found.map_or("", |row| row.text.as_str())
    }
}
