//! Deadlines and limits of «decide», as data that a municipality can correct: each field with its
//! source (facts.md). Nothing else in the domain holds such a number.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A version of the law that decisions are made under, from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LawVersion {
    /// Stable name, stored with each signed vedtak.
    pub id: String,
    /// First day it is in force.
    pub from: NaiveDate,
    /// Where it can be read.
    pub source: String,
}

/// The municipality's numbers for decisions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
pub struct DecisionSettings {
    /// Months an assessment may be old when a vedtak builds on it (R-VED-6).
    pub assessment_max_age_months: u32,
    /// Months within which an applicant gets a preliminary answer (fvl § 11 a; R-VED-10).
    pub preliminary_answer_months: u32,
    /// Days before a vedtak's last day when the first warning comes (R-VED-10).
    pub end_warning_days: u32,
    /// Days before a review date when its task falls due to be begun (R-VED-10; municipality's own).
    pub review_warning_days: u32,
    /// Days within which a submitted vedtak is to be signed, and a returned one taken up again
    /// (municipality's own).
    pub signature_days: u32,
    /// Days that services may be given before the vedtak (R-CIT-5).
    pub provisional_service_days: u32,
    /// Weeks from when the notice reached the citizen in which one may appeal (pbrl § 7-5; R-VED-9).
    pub appeal_weeks: u32,
    /// Weeks within which an appeal is to be reversed or forwarded (R-VED-10; law says «without undue
    /// delay», fvl § 11 a: the number is the municipality's own).
    pub appeal_forwarding_weeks: u32,
    /// Days a citizen has to speak after prior notice (fvl § 16 says «a stated time»: the number is the
    /// municipality's own).
    pub prior_notice_days: u32,
    /// Whether the signer may have changed the draft (R-VED-3).
    pub signer_may_have_edited: bool,
    /// Whether the signer may have given one of the statements (R-VED-3).
    pub signer_may_have_stated: bool,
    /// Versions of the law, in any order; the one with the latest begun day counts.
    pub law_versions: Vec<LawVersion>,
}

impl Default for DecisionSettings {
    fn default() -> Self {
        Self {
            assessment_max_age_months: 6,
            preliminary_answer_months: 1,
            end_warning_days: 30,
            review_warning_days: 14,
            signature_days: 7,
            provisional_service_days: 14,
            appeal_weeks: 4,
            appeal_forwarding_weeks: 4,
            prior_notice_days: 14,
            signer_may_have_edited: false,
            signer_may_have_stated: false,
            law_versions: vec![LawVersion {
                id: "fvl-1967".to_owned(),
                from: NaiveDate::from_ymd_opt(1970, 1, 1).unwrap_or_default(),
                source: "Lov 10. februar 1967 om behandlingsmåten i forvaltningssaker".to_owned(),
            }],
        }
    }
}

impl DecisionSettings {
    /// The version of the law in force on `day`; `None` before the first.
    pub fn law_version(&self, day: NaiveDate) -> Option<&LawVersion> {
        self.law_versions
            .iter()
            .filter(|version| version.from <= day)
            .max_by_key(|version| version.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_act_counts_from_its_day_and_not_the_day_before() {
        let day = |d| NaiveDate::from_ymd_opt(2027, 1, d).unwrap();
        let mut settings = DecisionSettings::default();
        settings.law_versions.push(LawVersion {
            id: "fvl-2025".to_owned(),
            from: day(2),
            source: "Lov 20. juni 2025 nr. 81".to_owned(),
        });
        let on = |d| settings.law_version(day(d)).map(|v| v.id.as_str());
        assert_eq!(on(1), Some("fvl-1967"));
        assert_eq!(on(2), Some("fvl-2025"));
    }
}
