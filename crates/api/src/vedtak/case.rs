//! The facts of a case, loaded in a fixed number of queries, for the rules to decide on.

use crate::impartial::Known;
use chrono::{DateTime, Utc};
use domain::{
    decision_settings::DecisionSettings,
    delegation::Delegation,
    habilitet::{Impartiality, Subordination, subordinations},
    ids::{EmployeeId, UnitId},
    law::Law,
    organisation::Membership,
    policy::Actor,
    quota::QuotaUse,
    reason::Violations,
    service::ServiceType,
    signing::{SigningFacts, is_ready},
    time::local_date,
    vedtak::{AssessmentFact, PreparerFacts, Vedtak, check_preparer},
};
use persistence::{Failure, Opened, Outcome, Reader, StoredVedtak};

/// The numbers and settings that decisions are made by at an instant.
pub(super) fn settings(law: &Law, now: DateTime<Utc>) -> DecisionSettings {
    law.on(local_date(now))
}

/// Everything that signing depends on (R-VED-4).
pub(super) struct Case {
    /// What is to be signed.
    pub(super) stored: StoredVedtak,
    /// The citizen's other vedtak.
    pub(super) others: Vec<StoredVedtak>,
    other_vedtak: Vec<Vedtak>,
    pub(super) register: Vec<Delegation>,
    quotas: Vec<QuotaUse>,
    known: Known,
    subordinations: Vec<Subordination>,
    memberships: Vec<Membership>,
    settings: DecisionSettings,
    signer: EmployeeId,
}

impl Case {
    /// Loads it for the one who asks.
    pub(super) fn load(
        reader: &mut Reader<'_>,
        opened: &Opened,
        stored: StoredVedtak,
        law: &Law,
        now: DateTime<Utc>,
    ) -> Outcome<Self> {
        let signer = reader.actor()?.employee;
        let mut others = reader.vedtak_of(opened)?;
        others.retain(|other| other.vedtak.id != stored.vedtak.id);
        let register = register(reader)?;
        let people: Vec<EmployeeId> = register
            .iter()
            .map(|link| link.grant.holder)
            .chain([signer])
            .collect();
        let memberships = reader.memberships_and_leaders(&people)?;
        Ok(Self {
            other_vedtak: others.iter().map(|other| other.vedtak.clone()).collect(),
            others,
            register,
            quotas: reader.quota_uses()?,
            known: Known::load(reader, opened)?,
            subordinations: subordinations(&memberships, local_date(now)),
            memberships,
            settings: settings(law, now),
            signer,
            stored,
        })
    }

    /// The facts as the rules want them.
    pub(super) fn facts(&self) -> SigningFacts<'_> {
        SigningFacts {
            signer: self.signer,
            vedtak: &self.stored.vedtak,
            others: &self.other_vedtak,
            register: &self.register,
            quotas: &self.quotas,
            impartiality: Impartiality {
                subordinations: &self.subordinations,
                ..self.known.facts()
            },
            memberships: &self.memberships,
            settings: &self.settings,
        }
    }

    /// A refusal to sign: for the state of the case nobody could, else this person may not.
    pub(super) fn refusal(&self, reasons: Violations, now: DateTime<Utc>) -> Failure {
        if is_ready(&self.facts(), now) {
            Failure::Forbidden(reasons)
        } else {
            Failure::Conflict(reasons)
        }
    }
}

/// Whether the one who asks may prepare a vedtak on the service for this citizen (R-VED-1, R-VED-5).
pub(super) fn preparer(
    reader: &mut Reader<'_>,
    opened: &Opened,
    service: ServiceType,
    law: &Law,
    now: DateTime<Utc>,
) -> Outcome<EmployeeId> {
    let Actor {
        employee,
        profession,
        ..
    } = *reader.actor()?;
    let known = Known::load(reader, opened)?;
    let specialities = reader.specialities(employee)?;
    let facts = PreparerFacts {
        employee,
        profession,
        specialities: &specialities,
        impartiality: known.facts(),
    };
    check_preparer(&facts, service, &settings(law, now), now).map_err(Failure::Forbidden)?;
    Ok(employee)
}

/// The citizen's assessments, as far as a vedtak that builds on one needs to know them (R-VED-6).
pub(super) fn assessments(
    reader: &mut Reader<'_>,
    opened: &Opened,
) -> Outcome<Vec<AssessmentFact>> {
    let found = reader.assessments(opened)?;
    Ok(found
        .into_iter()
        .map(|(assessment, _)| AssessmentFact {
            id: assessment.id,
            completed_at: assessment.completed_at,
        })
        .collect())
}

/// The register of delegations, without versions.
pub(super) fn register(reader: &mut Reader<'_>) -> Outcome<Vec<Delegation>> {
    let links = reader.delegation_register()?;
    Ok(links.into_iter().map(|(link, _)| link).collect())
}

/// Where a vedtak is prepared: where the application that it answers was sent, else in the unit that
/// answers for the citizen.
pub(super) fn home_desk(
    reader: &mut Reader<'_>,
    opened: &Opened,
    vedtak: &Vedtak,
) -> Outcome<UnitId> {
    match vedtak.application {
        None => Ok(vedtak.unit),
        Some(id) => Ok(reader.application(opened, id)?.0.unit),
    }
}
