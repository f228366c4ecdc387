//! What must be there before a vedtak goes to signature (R-VED-3, R-VED-6, R-VED-7): each missing or
//! contradictory item is one named error with its place.

mod content;
mod earlier;
mod item;
mod people;

pub use item::Item;
pub(crate) use people::tainted_statements;

use super::*;
use crate::{
    application::Application, decision_settings::DecisionSettings, delegation::Delegation,
    habilitet::Impartiality, organisation::Profession, time::local_date,
};
use content::*;
use earlier::*;
use people::role_faults;
/// The assessment that the vedtak names, as found in the citizen's record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AssessmentFact {
    /// Which.
    pub id: AssessmentId,
    /// When it was completed; none while a draft.
    pub completed_at: Option<DateTime<Utc>>,
}

/// What submission looks at beside the vedtak itself.
#[derive(Debug, Clone, Copy)]
pub struct SubmissionFacts<'a> {
    /// The vedtak to submit.
    pub vedtak: &'a Vedtak,
    /// The citizen's assessments.
    pub assessments: &'a [AssessmentFact],
    /// The citizen's other vedtak.
    pub others: &'a [Vedtak],
    /// The application that it answers, when there is one.
    pub application: Option<&'a Application>,
    /// The education of those who are named in it.
    pub people: &'a [(EmployeeId, Profession)],
    /// What is known about impartiality in the case.
    pub impartiality: Impartiality<'a>,
    /// The register of delegations.
    pub register: &'a [Delegation],
}

/// Whether a vedtak may go to signature.
///
/// # Errors
/// Every missing or contradictory item, each with its place.
pub fn check_submission(
    facts: &SubmissionFacts<'_>,
    settings: &DecisionSettings,
    now: DateTime<Utc>,
) -> Result<(), Violations> {
    let today = local_date(now);
    let mut violations = facts
        .vedtak
        .state
        .after(Step::Submit)
        .err()
        .unwrap_or_default();
    let content = &facts.vedtak.content;
    violations.extend(text_faults(content));
    violations.extend(extent_faults(content));
    violations.extend(period_faults(content, facts.application));
    violations.extend(application_faults(content, facts.application));
    violations.extend(assessment_faults(facts, settings, today));
    violations.extend(service_faults(facts, now));
    violations.extend(role_faults(facts));
    violations.extend(tainted_statements(facts.vedtak, &facts.impartiality, now));
    violations.extend(earlier_faults(facts));
    violations.extend(notice_faults(facts, settings, today));
    violations.extend(overlap_faults(facts.vedtak, facts.others));
    none_of(violations)
}

#[cfg(test)]
mod tests;
