//! Members of a team have a health education; the charter may allow others, with a reason (R-TEAM-4).

use crate::{
    organisation::{Profession, Role, UnitKind},
    reason::{Reason, Violation, Violations},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Longest reason, characters.
const LONGEST: usize = 500;

/// An education that a charter allows beside those of health, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OtherEducation {
    /// Which.
    pub profession: Profession,
    /// Why the team wants it.
    #[schema(max_length = 500)]
    pub reason: String,
}

static NO_HEALTH_EDUCATION: Reason = Reason {
    rule: "R-TEAM-4",
    code: "no-health-education",
    nb: "Medlemmer av teamet har helsefaglig utdanning. Skal {profession} være med, må spillereglene si hvorfor.",
    nn: "Medlemer av teamet har helsefagleg utdanning. Skal {profession} vere med, må spelereglane seie kvifor.",
    en: "Members of the team have a health education. If {profession} is to be one, the charter must say why.",
};
static NO_REASON: Reason = Reason {
    rule: "R-TEAM-4",
    code: "education-without-reason",
    nb: "Skriv hvorfor teamet tar inn {profession}, høyst {most} tegn.",
    nn: "Skriv kvifor teamet tek inn {profession}, høgst {most} teikn.",
    en: "Say why the team takes in {profession}, at most {most} characters.",
};

/// Why somebody cannot be a member of a unit of this kind, as its charter stands. Home helpers and case
/// workers are excepted; substitutes and leaders are not members in this sense.
pub fn education_fault(
    kind: UnitKind,
    role: Role,
    profession: Profession,
    allowed: &[OtherEducation],
) -> Option<Violation> {
    let fits = profession.is_health_professional()
        || matches!(profession, Profession::HomeHelper | Profession::CaseWorker)
        || allowed.iter().any(|other| other.profession == profession);
    let asked = kind == UnitKind::Team && role == Role::Member;
    (asked && !fits).then(|| {
        let fault = NO_HEALTH_EDUCATION.violation().at("/employee");
        fault.with("profession", profession.term())
    })
}

/// What is wrong with the educations that a charter allows.
pub fn other_education_faults(allowed: &[OtherEducation]) -> Violations {
    let nameless = allowed.iter().enumerate().filter(|(_, other)| {
        let text = other.reason.trim();
        text.is_empty() || text.chars().count() > LONGEST
    });
    nameless
        .map(|(n, other)| {
            let fault = NO_REASON
                .violation()
                .at(format!("/otherEducation/{n}/reason"));
            fault
                .with("profession", other.profession.term())
                .with("most", LONGEST)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(role: Role, profession: Profession, allowed: &[OtherEducation]) -> bool {
        education_fault(UnitKind::Team, role, profession, allowed).is_none()
    }

    #[test]
    fn members_have_a_health_education_home_helpers_and_case_workers_excepted() {
        use Profession::*;
        for profession in [
            Nurse,
            HealthcareWorker,
            Physiotherapist,
            HomeHelper,
            CaseWorker,
        ] {
            assert!(fits(Role::Member, profession, &[]), "{profession}");
        }
        assert!(!fits(Role::Member, Assistant, &[]));
        assert!(!fits(Role::Member, Administrative, &[]));
        assert!(fits(Role::Substitute, Assistant, &[]));
        let office = education_fault(UnitKind::ApplicationOffice, Role::Member, Assistant, &[]);
        assert!(office.is_none());
    }

    #[test]
    fn a_charter_allows_another_education_with_a_reason_and_not_without() {
        let other = |reason: &str| OtherEducation {
            profession: Profession::Assistant,
            reason: reason.into(),
        };
        assert!(fits(
            Role::Member,
            Profession::Assistant,
            &[other("aktivitør")]
        ));
        assert!(other_education_faults(&[other("aktivitør")]).is_empty());
        let faults = other_education_faults(&[other("aktivitør"), other(" ")]);
        assert_eq!(
            faults[0].pointer.as_deref(),
            Some("/otherEducation/1/reason")
        );
    }
}
