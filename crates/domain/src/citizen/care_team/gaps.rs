//! What a care team lacks, so that somebody sees it (R-CIT-2, R-CIT-3).

use super::{CareRole, CareTeam, Colleague, find};
use crate::text_enum;
use chrono::NaiveDate;

text_enum! {
    /// Something that a care team lacks; flagged within a day (R-CIT-2, R-CIT-3).
    pub enum CareGap {
        /// No primary contact is named.
        NoPrimary = "no_primary", "mangler primærkontakt", "manglar primærkontakt", "no primary contact";
        /// The primary contact has left the team.
        PrimaryLeft = "primary_left", "primærkontakten har sluttet i teamet", "primærkontakten har slutta i teamet", "the primary contact has left the team";
        /// No secondary contact is named.
        NoSecondary = "no_secondary", "mangler sekundærkontakt", "manglar sekundærkontakt", "no secondary contact";
        /// The secondary contact has left the team.
        SecondaryLeft = "secondary_left", "sekundærkontakten har sluttet i teamet", "sekundærkontakten har slutta i teamet", "the secondary contact has left the team";
        /// Health services without a responsible nurse.
        NoResponsibleNurse = "no_responsible_nurse", "mangler tjenesteansvarlig sykepleier", "manglar tenesteansvarleg sjukepleiar", "no responsible nurse";
    }
}

/// What the care team lacks on `day`. A contact who left is a gap, never a dangling name.
pub fn gaps(
    team: &CareTeam,
    colleagues: &[Colleague],
    day: NaiveDate,
    has_health_services: bool,
) -> Vec<CareGap> {
    let missing = |role, none, left| match team.named(role, day) {
        None => Some(none),
        Some(named) if !find(colleagues, named).is_some_and(|c| c.in_team) => Some(left),
        Some(_) => None,
    };
    let nurse = has_health_services && team.nurse_on(colleagues, day).is_none();
    [
        missing(CareRole::Primary, CareGap::NoPrimary, CareGap::PrimaryLeft),
        missing(
            CareRole::Secondary,
            CareGap::NoSecondary,
            CareGap::SecondaryLeft,
        ),
        nurse.then_some(CareGap::NoResponsibleNurse),
    ]
    .into_iter()
    .flatten()
    .collect()
}
