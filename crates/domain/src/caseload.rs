//! What the caseload says of each citizen, so that nobody has to remember it (R-CIT-6).

use crate::{
    citizen::{care_team::CareGap, whereabouts::Whereabouts},
    frame::planned_weekly_minutes,
    service::ServiceType,
    settings::Settings,
    text_enum,
    tiltaksplan::Tiltak,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

text_enum! {
    /// Something in the caseload that somebody should look at (R-CIT-6, R-ASM-4).
    pub enum CaseloadFlag {
        /// No completed assessment.
        NoAssessment = "no_assessment", "mangler kartleggingssamtale", "manglar kartleggingssamtale", "no assessment";
        /// The next conversation should have been held.
        ReassessmentOverdue = "reassessment_overdue", "revurdering er forfalt", "revurdering er forfallen", "reassessment overdue";
        /// A goal should have been evaluated.
        EvaluationOverdue = "evaluation_overdue", "evaluering er forfalt", "evaluering er forfallen", "evaluation overdue";
        /// Nobody is primary contact, or she has left the team.
        NoPrimaryContact = "no_primary_contact", "mangler primærkontakt", "manglar primærkontakt", "no primary contact";
        /// In hospital, away, or elsewhere.
        NotAtHome = "not_at_home", "ikke hjemme", "ikkje heime", "not at home";
    }
}

/// What is known of a citizen when her flags are set.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseloadFacts {
    /// Whether an assessment is completed and counts.
    pub has_assessment: bool,
    /// When the next conversation is due.
    pub next_reassessment: Option<NaiveDate>,
    /// The earliest date on which one of her goals is looked at.
    pub next_evaluation: Option<NaiveDate>,
    /// What her care team lacks.
    pub gaps: Vec<CareGap>,
    /// Where she is now; none where nothing is recorded, which counts as home.
    pub whereabouts: Option<Whereabouts>,
}

/// The flags of a citizen on `today`, in the order of their declaration.
pub fn flags(facts: &CaseloadFacts, today: NaiveDate) -> Vec<CaseloadFlag> {
    let passed = |date: Option<NaiveDate>| date.is_some_and(|date| date < today);
    let no_primary = |gap: &CareGap| matches!(gap, CareGap::NoPrimary | CareGap::PrimaryLeft);
    [
        (!facts.has_assessment, CaseloadFlag::NoAssessment),
        (
            passed(facts.next_reassessment),
            CaseloadFlag::ReassessmentOverdue,
        ),
        (
            passed(facts.next_evaluation),
            CaseloadFlag::EvaluationOverdue,
        ),
        (
            facts.gaps.iter().any(no_primary),
            CaseloadFlag::NoPrimaryContact,
        ),
        (
            facts.whereabouts.is_some_and(|at| at != Whereabouts::Home),
            CaseloadFlag::NotAtHome,
        ),
    ]
    .into_iter()
    .filter_map(|(raised, flag)| raised.then_some(flag))
    .collect()
}

/// Planned minutes of one service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlannedService {
    /// Which.
    pub service: ServiceType,
    /// Minutes a week, the mean over four weeks (R-PLAN-3).
    pub weekly_minutes: i32,
}

/// Planned minutes a week of each service that takes the team's time, from `from` (R-PLAN-3).
pub fn planned_by_service(
    tiltak: &[Tiltak],
    from: NaiveDate,
    settings: &Settings,
) -> Vec<PlannedService> {
    let services: BTreeSet<ServiceType> = tiltak
        .iter()
        .filter(|t| t.content.takes_team_time())
        .map(|t| t.content.service)
        .collect();
    services
        .into_iter()
        .map(|service| PlannedService {
            service,
            weekly_minutes: planned_weekly_minutes(tiltak, service, from, settings),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
    }

    #[test]
    fn a_citizen_nobody_knows_yet_is_flagged_for_it() {
        let facts = CaseloadFacts {
            gaps: vec![CareGap::NoPrimary, CareGap::NoSecondary],
            ..CaseloadFacts::default()
        };
        assert_eq!(
            flags(&facts, day(23)),
            [CaseloadFlag::NoAssessment, CaseloadFlag::NoPrimaryContact]
        );
    }

    #[test]
    fn what_is_due_today_is_not_overdue_before_tomorrow() {
        let facts = CaseloadFacts {
            has_assessment: true,
            next_reassessment: Some(day(23)),
            next_evaluation: Some(day(23)),
            ..CaseloadFacts::default()
        };
        assert_eq!(flags(&facts, day(23)), []);
        assert_eq!(
            flags(&facts, day(24)),
            [
                CaseloadFlag::ReassessmentOverdue,
                CaseloadFlag::EvaluationOverdue
            ]
        );
    }

    #[test]
    fn a_primary_contact_who_left_and_a_stay_in_hospital_are_flagged() {
        let facts = CaseloadFacts {
            has_assessment: true,
            gaps: vec![CareGap::PrimaryLeft],
            whereabouts: Some(Whereabouts::Hospital),
            ..CaseloadFacts::default()
        };
        assert_eq!(
            flags(&facts, day(23)),
            [CaseloadFlag::NoPrimaryContact, CaseloadFlag::NotAtHome]
        );
        let home = CaseloadFacts {
            has_assessment: true,
            whereabouts: Some(Whereabouts::Home),
            ..CaseloadFacts::default()
        };
        assert_eq!(flags(&home, day(23)), []);
    }
}
