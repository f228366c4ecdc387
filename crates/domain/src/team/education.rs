//! Members of a team have a health education; the charter may allow others, with a reason (R-TEAM-4).

use crate::{
    organisation::{Membership, Profession, Role, UnitKind},
    reason::{Reason, Violation, Violations},
};
use chrono::NaiveDate;
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
static STANDS_WITHOUT: Reason = Reason {
    rule: "R-TEAM-4",
    code: "member-without-health-education",
    nb: "{name} ({profession}) er med i teamet uten helsefaglig utdanning. Spillereglene må si hvorfor, eller medlemskapet må avsluttes.",
    nn: "{name} ({profession}) er med i teamet utan helsefagleg utdanning. Spelereglane må seie kvifor, eller medlemskapen må avsluttast.",
    en: "{name} ({profession}) is a member without a health education. The charter must say why, or the membership must end.",
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
    let fault = || NO_HEALTH_EDUCATION.violation();
    lacks_education(kind, role, profession, allowed)
        .then(|| fault().with("profession", profession.term()))
}

fn lacks_education(
    kind: UnitKind,
    role: Role,
    profession: Profession,
    allowed: &[OtherEducation],
) -> bool {
    let fits = profession.is_health_professional()
        || matches!(profession, Profession::HomeHelper | Profession::CaseWorker)
        || allowed.iter().any(|other| other.profession == profession);
    kind == UnitKind::Team && role == Role::Member && !fits
}

/// What the unit should see about a membership that stands: confirmed and not over on `today`, while
/// neither her education nor the charter carries it any more. A signal and no refusal: what a team
/// agrees on, and what is true of somebody's education, is not held up by who is a member already.
pub fn education_signal(
    kind: UnitKind,
    membership: &Membership,
    (name, profession): (&str, Profession),
    allowed: &[OtherEducation],
    today: NaiveDate,
) -> Option<Violation> {
    let stands =
        membership.confirmed_at.is_some() && membership.until.is_none_or(|until| today <= until);
    (stands && lacks_education(kind, membership.role, profession, allowed)).then(|| {
        let signal = STANDS_WITHOUT.violation().with("name", name);
        signal.with("profession", profession.term())
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
    fn a_membership_that_stands_is_a_signal_by_name_when_the_charter_carries_it_no_more() {
        use crate::delegation::fixtures::{date, employee, unit};
        let mut membership = Membership {
            id: crate::ids::MembershipId(uuid::Uuid::nil()),
            employee: employee(1),
            unit: unit(1),
            role: Role::Member,
            share: 50,
            from: date(3, 1),
            until: Some(date(6, 30)),
            confirmed_at: Some(chrono::DateTime::UNIX_EPOCH),
        };
        let seen = |m: &Membership, allowed: &[OtherEducation], today| {
            let who = ("Ask Lien", Profession::Assistant);
            education_signal(UnitKind::Team, m, who, allowed, today)
        };
        let other = OtherEducation {
            profession: Profession::Assistant,
            reason: "aktivitør".into(),
        };
        assert!(seen(&membership, &[other], date(4, 1)).is_none());
        let signal = seen(&membership, &[], date(4, 1)).unwrap();
        let words = signal.message(crate::reason::Language::En);
        assert!(words.starts_with("Ask Lien (assistant)"), "{words}");
        // Also one that begins later, and until its last day.
        assert!(seen(&membership, &[], date(2, 1)).is_some());
        assert!(seen(&membership, &[], date(6, 30)).is_some());
        assert!(seen(&membership, &[], date(7, 1)).is_none());
        membership.confirmed_at = None;
        assert!(seen(&membership, &[], date(4, 1)).is_none());
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
