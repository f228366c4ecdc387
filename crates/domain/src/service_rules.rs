//! What holds for each service, a row of [`crate::law`]: default form and legal basis, who prepares,
//! own payment; and the ready presets of who signs (R-VED-1, facts.md).

use crate::{organisation::Role, service::ServiceType, text_enum, vedtak::VedtakForm};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

text_enum! {
    /// Who prepares a vedtak on a service.
    pub enum Preparer {
        /// The team.
        Team = "team", "teamet", "teamet", "the team";
        /// The application office.
        ApplicationOffice = "application_office", "søknadskontoret", "søknadskontoret", "the application office";
        /// Case workers with that service as their speciality.
        Speciality = "speciality", "saksbehandler med dette fagfeltet", "saksbehandlar med dette fagfeltet", "a case worker with that speciality";
    }
}

/// What holds for one service in a stretch of days.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ServiceRules {
    /// Which service.
    pub service: ServiceType,
    /// Code in the national register KPR (OID 2.16.578.1.12.4.1.1.9151), where it has one.
    #[serde(default)]
    pub kpr_code: Option<u8>,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day, when it ends.
    #[serde(default)]
    pub valid_to: Option<NaiveDate>,
    /// Form that a new draft begins with (R-VED-7).
    pub default_form: VedtakForm,
    /// Legal bases that a new draft begins with.
    pub legal_basis: Vec<String>,
    /// Who prepares.
    pub prepared_by: Preparer,
    /// Whether the citizen may be charged; none where it depends on the case.
    #[serde(default)]
    pub own_payment: Option<bool>,
    /// Whether a change for the worse needs prior notice (fvl § 16).
    pub needs_prior_notice: bool,
    /// Where it stands; `?` when it could not be verified from the text itself.
    pub source: String,
}

use ServiceType as S;

text_enum! {
    /// A ready set of who signs what (R-VED-1); the register starts from one and is data from then.
    pub enum SigningPreset {
        /// What the pilots practised.
        Pilots = "pilots", "pilotenes praksis", "praksisen i pilotane", "the pilots' practice";
        /// The report's model page, which goes further.
        ModelPage = "model_page", "rapportens modellside", "modellsida i rapporten", "the report's model page";
    }
}

/// Who signs a vedtak on `service` under `preset`: the leader of the team or of the application
/// office; none where the municipality sets the signer itself.
pub const fn preset_signer(preset: SigningPreset, service: ServiceType) -> Option<Role> {
    match (service, preset) {
        (S::HomeNursing | S::PracticalAssistance, _)
        | (
            S::Physiotherapy | S::OccupationalTherapy | S::ShortTermStay,
            SigningPreset::ModelPage,
        ) => Some(Role::Leader),
        (S::ShortTermStay, SigningPreset::Pilots)
        | (S::LongTermStay | S::DayCentre | S::ShelteredHousing | S::SafetyAlarm, _) => {
            Some(Role::OfficeLeader)
        }
        (S::Physiotherapy | S::OccupationalTherapy, SigningPreset::Pilots)
        | (S::Bpa | S::CareBenefit | S::SupportContact | S::TtTransport | S::Respite, _) => None,
    }
}

/// The services that a delegation to `signer` starts with under `preset`.
pub fn preset_services(preset: SigningPreset, signer: Role) -> impl Iterator<Item = ServiceType> {
    ServiceType::ALL
        .iter()
        .copied()
        .filter(move |service| preset_signer(preset, *service) == Some(signer))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_page_gives_the_team_leader_more_than_the_pilots() {
        let of = |preset| preset_services(preset, Role::Leader).count();
        assert_eq!(
            (of(SigningPreset::Pilots), of(SigningPreset::ModelPage)),
            (2, 5)
        );
        assert_eq!(
            preset_services(SigningPreset::Pilots, Role::OfficeLeader).count(),
            5
        );
    }
}
