//! What holds for each service, as data with dates and sources: default form and legal basis, who
//! prepares, own payment; and the ready presets of who signs (R-VED-1, facts.md). `?` in a source
//! means that it could not be verified from the text itself.

use crate::{organisation::Role, service::ServiceType, text_enum, vedtak::VedtakForm};
use chrono::NaiveDate;
use serde::Serialize;
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
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ServiceRules {
    /// Which service.
    pub service: ServiceType,
    /// First day.
    pub valid_from: NaiveDate,
    /// Last day, when it ends.
    pub valid_to: Option<NaiveDate>,
    /// Form that a new draft begins with (R-VED-7).
    pub default_form: VedtakForm,
    /// Legal bases that a new draft begins with.
    #[schema(value_type = Vec<String>)]
    pub legal_basis: &'static [&'static str],
    /// Who prepares.
    pub prepared_by: Preparer,
    /// Whether the citizen may be charged; none where it depends on the case.
    pub own_payment: Option<bool>,
    /// Whether a change for the worse needs prior notice (fvl § 16).
    pub needs_prior_notice: bool,
    /// Where it stands.
    #[schema(value_type = String)]
    pub source: &'static str,
}

impl ServiceRules {
    /// Code in the national register KPR.
    pub const fn kpr_code(&self) -> Option<u8> {
        self.service.kpr_code()
    }
}

/// The act on municipal health and care services has been in force since.
const HOL_FROM: NaiveDate = match NaiveDate::from_ymd_opt(2012, 1, 1) {
    Some(day) => day,
    None => NaiveDate::MAX,
};

const fn row(
    service: ServiceType,
    prepared_by: Preparer,
    own_payment: Option<bool>,
    legal_basis: &'static [&'static str],
    source: &'static str,
) -> ServiceRules {
    let default_form = match service {
        ServiceType::HomeNursing => VedtakForm::Frame,
        _ => VedtakForm::Detailed,
    };
    ServiceRules {
        service,
        valid_from: HOL_FROM,
        valid_to: None,
        default_form,
        legal_basis,
        prepared_by,
        own_payment,
        needs_prior_notice: true,
        source,
    }
}

use Preparer::{ApplicationOffice, Speciality, Team};
use ServiceType as S;

#[rustfmt::skip]
const RULES: &[ServiceRules] = &[
    row(S::HomeNursing, Team, Some(false), &["hol § 3-1", "hol § 3-2 nr. 6 a", "pbrl § 2-1 a"], "lovdata: hol, pbrl"),
    row(S::PracticalAssistance, Team, Some(true), &["hol § 3-2 nr. 6 b", "pbrl § 2-1 a"], "lovdata: hol, pbrl; own payment: forskrift om egenandel"),
    row(S::Physiotherapy, Team, None, &["hol § 3-2 nr. 5"], "lovdata: hol ?"),
    row(S::OccupationalTherapy, Team, None, &["hol § 3-2 nr. 5"], "lovdata: hol ?"),
    row(S::ShortTermStay, ApplicationOffice, Some(true), &["hol § 3-2 nr. 6 c"], "lovdata: hol; own payment: forskrift om egenandel"),
    row(S::LongTermStay, ApplicationOffice, Some(true), &["hol § 3-2 nr. 6 c", "hol § 3-2 a"], "lovdata: hol; own payment: forskrift om egenandel"),
    row(S::DayCentre, ApplicationOffice, None, &["hol § 3-2 nr. 7"], "lovdata: hol ?"),
    row(S::ShelteredHousing, ApplicationOffice, None, &["hol § 3-7"], "lovdata: hol ?"),
    row(S::SafetyAlarm, ApplicationOffice, None, &["hol § 3-1"], "municipal practice ?"),
    row(S::Bpa, Speciality, None, &["hol § 3-8", "pbrl § 2-1 d"], "lovdata: hol; pbrl ?"),
    row(S::CareBenefit, Speciality, Some(false), &["hol § 3-6"], "lovdata: hol"),
    row(S::SupportContact, Speciality, Some(false), &["hol § 3-2 nr. 6 b"], "lovdata: hol"),
    row(S::TtTransport, Speciality, None, &["local regulation on TT"], "municipal or county regulation ?"),
    row(S::Respite, Speciality, Some(false), &["hol § 3-6"], "lovdata: hol"),
];

/// What holds for `service` on `day`; none outside every row's dates.
pub fn service_rules(service: ServiceType, day: NaiveDate) -> Option<&'static ServiceRules> {
    RULES.iter().find(|rules| {
        rules.service == service
            && rules.valid_from <= day
            && rules.valid_to.is_none_or(|to| day <= to)
    })
}

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
    fn every_service_has_exactly_one_row_today_and_none_before_the_act() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        for service in ServiceType::ALL {
            assert!(service_rules(*service, today).is_some());
            assert_eq!(
                RULES
                    .iter()
                    .filter(|rules| rules.service == *service)
                    .count(),
                1
            );
            assert_eq!(service_rules(*service, HOL_FROM.pred_opt().unwrap()), None);
        }
    }

    #[test]
    fn the_frame_vedtak_is_the_default_for_home_nursing_only() {
        for rules in RULES {
            let is_frame = rules.default_form == VedtakForm::Frame;
            assert_eq!(is_frame, rules.service == ServiceType::HomeNursing);
        }
    }

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
