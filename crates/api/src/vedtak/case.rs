//! The facts of a case, loaded in a fixed number of queries, for the rules to decide on.

use chrono::{DateTime, Utc};
use domain::{
    decision_settings::DecisionSettings,
    delegation::Delegation,
    habilitet::{Impartiality, Relation, Subordination, subordinations},
    ids::EmployeeId,
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
    relations: Vec<Relation>,
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
        let register: Vec<Delegation> = reader
            .delegation_register()?
            .into_iter()
            .map(|(link, _)| link)
            .collect();
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
            relations: reader.relations_to_citizen(opened.citizen)?,
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
                citizen: self.stored.vedtak.citizen,
                citizen_as_employee: None,
                relations: &self.relations,
                subordinations: &self.subordinations,
            },
            memberships: &self.memberships,
            settings: &self.settings,
        }
    }

    /// A refusal to sign: for the state of the case nobody could, else this person may not.
    pub(super) fn refusal(&self, reasons: Violations) -> Failure {
        if is_ready(&self.facts()) {
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
    let relations = reader.relations_to_citizen(opened.citizen)?;
    let specialities = reader.specialities(employee)?;
    let facts = PreparerFacts {
        employee,
        profession,
        specialities: &specialities,
        impartiality: Impartiality {
            citizen: opened.citizen,
            citizen_as_employee: None,
            relations: &relations,
            subordinations: &[],
        },
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
