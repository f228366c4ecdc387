//! How a care team is shown: with what it lacks, and who acts today.

use chrono::NaiveDate;
use domain::{
    citizen::care_team::{ActingPrimary, CareGap, CareTeam, Colleague, gaps},
    ids::EmployeeId,
};
use persistence::{Opened, Outcome, Reader, Whose};
use serde::Serialize;
use utoipa::ToSchema;

/// A citizen's care team today.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CareTeamView {
    #[serde(flatten)]
    team: CareTeam,
    /// What it lacks today; a contact who has left the team is a gap.
    gaps: Vec<CareGap>,
    /// Who holds the primary contact's tasks today.
    acting_primary: Option<ActingPrimary>,
    /// The nurse responsible for health services today: the one named, else the primary contact
    /// when a nurse.
    nurse_today: Option<EmployeeId>,
}

impl CareTeamView {
    pub(super) fn new(
        team: CareTeam,
        colleagues: &[Colleague],
        today: NaiveDate,
        health_services: bool,
    ) -> Self {
        Self {
            gaps: gaps(&team, colleagues, today, health_services),
            acting_primary: team.acting_primary(colleagues, today),
            nurse_today: team.nurse_on(colleagues, today),
            team,
        }
    }
}

/// Whether the citizen gets health services today, as far as the plan knows.
pub(crate) fn has_health_services(
    reader: &mut Reader<'_>,
    opened: &Opened,
    today: NaiveDate,
) -> Outcome<bool> {
    let tiltak = reader.active_tiltak(Whose::Citizen(opened.citizen), &(today..=today))?;
    Ok(tiltak
        .iter()
        .any(|(_, t)| t.content.takes_team_time() && t.content.service.is_health_service()))
}
