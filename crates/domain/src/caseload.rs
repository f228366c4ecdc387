//! What the caseload says of each citizen, so that nobody has to remember it (R-CIT-6).

use crate::{
    citizen::{care_team::CareGap, whereabouts::Whereabouts},
    decision_settings::DecisionSettings,
    frame::{Frame, planned_weekly_minutes},
    period::{Period, days_after},
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
        /// A vedtak in force is about to end.
        VedtakEnding = "vedtak_ending", "vedtak går ut", "vedtak går ut", "vedtak about to end";
        /// Help without a vedtak whose fourteen days are about to run out, or have (R-CIT-5).
        ProvisionalEnding = "provisional_ending", "tjeneste uten vedtak går ut", "teneste utan vedtak går ut", "provisional service runs out";
        /// The plan is above or below what a vedtak gives (R-PLAN-4).
        OutsideFrame = "outside_frame", "plan utenfor rammen", "plan utanfor ramma", "plan outside the frame";
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
    /// The first last day of a vedtak in force.
    pub next_vedtak_end: Option<NaiveDate>,
    /// The last day of help that no vedtak gives yet.
    pub provisional_until: Option<NaiveDate>,
    /// The plan stands above or below a frame.
    pub outside_frame: bool,
}

/// What a vedtak gives a citizen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Given {
    /// Which service.
    pub service: ServiceType,
    /// Its days in force.
    pub days: Period,
    /// How many minutes a week, where it is measured in them.
    pub frame: Option<Frame>,
}

/// The first last day among the vedtak in force on `today`.
pub fn next_vedtak_end(given: &[Given], today: NaiveDate) -> Option<NaiveDate> {
    let in_force = given.iter().filter(|g| g.days.contains(today));
    in_force.filter_map(|g| g.days.until).min()
}

/// The last day of help under way that no vedtak in force gives: the fourteenth since it began,
/// counting the first (R-CIT-5).
pub fn provisional_until(
    tiltak: &[Tiltak],
    given: &[Given],
    today: NaiveDate,
    settings: &DecisionSettings,
) -> Option<NaiveDate> {
    let covered = |service| {
        let in_force = given.iter().filter(|g| g.days.contains(today));
        in_force.into_iter().any(|g| g.service == service)
    };
    let under_way = tiltak.iter().map(|t| &t.content);
    let begun = under_way
        .filter(|t| t.takes_team_time() && t.service.is_visited() && t.is_active(today))
        .filter(|t| !covered(t.service))
        .map(|t| t.start)
        .min()?;
    let length = settings.provisional_service_days.saturating_sub(1);
    Some(days_after(begun, length))
}

/// Days before help without a vedtak runs out that it is flagged: as long as a temporary change is
/// told of before it ends.
const PROVISIONAL_WARNING: u32 = 7;

/// The flags of a citizen on `today`, in the order of their declaration.
pub fn flags(
    facts: &CaseloadFacts,
    today: NaiveDate,
    settings: &DecisionSettings,
) -> Vec<CaseloadFlag> {
    let within =
        |date: Option<NaiveDate>, days| date.is_some_and(|date| date <= days_after(today, days));
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
        (
            within(facts.next_vedtak_end, settings.end_warning_days),
            CaseloadFlag::VedtakEnding,
        ),
        (
            within(facts.provisional_until, PROVISIONAL_WARNING),
            CaseloadFlag::ProvisionalEnding,
        ),
        (facts.outside_frame, CaseloadFlag::OutsideFrame),
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

    fn raised(facts: &CaseloadFacts, today: NaiveDate) -> Vec<CaseloadFlag> {
        flags(facts, today, &DecisionSettings::default())
    }

    #[test]
    fn what_runs_out_is_flagged_before_it_does() {
        let mut facts = CaseloadFacts {
            has_assessment: true,
            next_vedtak_end: Some(day(30)),
            provisional_until: Some(day(30)),
            outside_frame: true,
            ..CaseloadFacts::default()
        };
        assert_eq!(
            raised(&facts, day(23)),
            [
                CaseloadFlag::VedtakEnding,
                CaseloadFlag::ProvisionalEnding,
                CaseloadFlag::OutsideFrame
            ]
        );
        facts.outside_frame = false;
        assert_eq!(raised(&facts, day(22)), [CaseloadFlag::VedtakEnding]);
    }

    #[test]
    fn help_without_a_vedtak_lasts_fourteen_days_counting_the_first() {
        let tiltak = [crate::tiltaksplan::tests::tiltak(1)];
        let settings = DecisionSettings::default();
        let until = |given: &[Given]| provisional_until(&tiltak, given, day(5), &settings);
        assert_eq!(until(&[]), Some(day(15)));
        let days = Period {
            from: day(1),
            until: Some(day(10)),
        };
        let nursing = Given {
            service: ServiceType::HomeNursing,
            days,
            frame: None,
        };
        assert_eq!(until(&[nursing]), None);
        assert_eq!(next_vedtak_end(&[nursing], day(5)), Some(day(10)));
        assert_eq!(next_vedtak_end(&[nursing], day(11)), None);
    }

    #[test]
    fn a_citizen_nobody_knows_yet_is_flagged_for_it() {
        let facts = CaseloadFacts {
            gaps: vec![CareGap::NoPrimary, CareGap::NoSecondary],
            ..CaseloadFacts::default()
        };
        assert_eq!(
            raised(&facts, day(23)),
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
        assert_eq!(raised(&facts, day(23)), []);
        assert_eq!(
            raised(&facts, day(24)),
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
            raised(&facts, day(23)),
            [CaseloadFlag::NoPrimaryContact, CaseloadFlag::NotAtHome]
        );
        let home = CaseloadFacts {
            has_assessment: true,
            whereabouts: Some(Whereabouts::Home),
            ..CaseloadFacts::default()
        };
        assert_eq!(raised(&home, day(23)), []);
    }
}
