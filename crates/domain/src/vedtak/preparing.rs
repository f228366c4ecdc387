//! Who may draft a vedtak (R-VED-1, R-VED-3, R-VED-5).

use crate::{
    decision_settings::DecisionSettings, habilitet::Impartiality, ids::EmployeeId,
    organisation::Profession, reason::*, service::ServiceType, service_rules::Preparer,
};
use chrono::{DateTime, Utc};

static NOT_PREPARER: Reason = Reason {
    rule: "R-VED-3",
    code: "may-not-prepare",
    nb: "Bare helsepersonell og saksbehandlere kan skrive utkast til vedtak.",
    nn: "Berre helsepersonell og saksbehandlarar kan skrive utkast til vedtak.",
    en: "Only health professionals and case workers may draft a vedtak.",
};
static NEEDS_SPECIALITY: Reason = Reason {
    rule: "R-VED-1",
    code: "needs-speciality",
    nb: "Vedtak om {service} forberedes av saksbehandlere med dette som fagfelt.",
    nn: "Vedtak om {service} blir førebudde av saksbehandlarar med dette som fagfelt.",
    en: "A vedtak on {service} is prepared by case workers with that speciality.",
};

/// Somebody who wants to draft.
#[derive(Debug, Clone, Copy)]
pub struct PreparerFacts<'a> {
    /// Who.
    pub employee: EmployeeId,
    /// Her profession.
    pub profession: Profession,
    /// Services that she has as her speciality.
    pub specialities: &'a [ServiceType],
    /// What is known about impartiality in the case.
    pub impartiality: Impartiality<'a>,
}

/// Whether she may draft a vedtak on `service`.
///
/// # Errors
/// Every reason why not.
pub fn check_preparer(
    facts: &PreparerFacts<'_>,
    service: ServiceType,
    settings: &DecisionSettings,
    now: DateTime<Utc>,
) -> Result<(), Violations> {
    let case_worker = facts.profession == Profession::CaseWorker;
    let mut violations = facts.impartiality.preparing(facts.employee, now);
    if !case_worker && !facts.profession.is_health_professional() {
        violations.push(NOT_PREPARER.violation());
    }
    let reserved = settings
        .service(service)
        .is_some_and(|rules| rules.prepared_by == Preparer::Speciality);
    if reserved && !(case_worker && facts.specialities.contains(&service)) {
        violations.push(
            NEEDS_SPECIALITY
                .violation()
                .at("/service")
                .with("service", service.term()),
        );
    }
    none_of(violations)
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::citizen;
    use super::*;
    use crate::delegation::fixtures::{codes, employee, noon};

    fn check(
        profession: Profession,
        specialities: &[ServiceType],
        service: ServiceType,
    ) -> Vec<&'static str> {
        let facts = PreparerFacts {
            employee: employee(1),
            profession,
            specialities,
            impartiality: Impartiality {
                citizen: citizen(),
                citizen_as_employee: None,
                relations: &[],
                subordinations: &[],
            },
        };
        let settings = DecisionSettings::default();
        check_preparer(&facts, service, &settings, noon(6, 1))
            .map_or_else(|v| codes(&v), |()| vec![])
    }

    #[test]
    fn health_professionals_and_case_workers_may_draft() {
        use Profession::*;
        for who in [Nurse, HealthcareWorker, CaseWorker] {
            assert!(check(who, &[], ServiceType::HomeNursing).is_empty());
        }
        assert_eq!(
            check(HomeHelper, &[], ServiceType::HomeNursing),
            ["may-not-prepare"]
        );
    }

    #[test]
    fn bpa_is_drafted_by_case_workers_with_that_speciality() {
        let bpa = ServiceType::Bpa;
        assert_eq!(
            check(Profession::CaseWorker, &[], bpa),
            ["needs-speciality"]
        );
        assert_eq!(check(Profession::Nurse, &[bpa], bpa), ["needs-speciality"]);
        assert!(check(Profession::CaseWorker, &[bpa], bpa).is_empty());
    }
}
