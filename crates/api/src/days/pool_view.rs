//! What a pool's plan says beside the plan: whose citizens it shows, and for how long (R-TEAM-8).

use chrono::{DateTime, Utc};
use domain::ids::{CitizenId, UnitId};
use persistence::PoolSight;
use serde::Serialize;
use utoipa::ToSchema;

/// Which team answers for which citizens on a pool's plan.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PoolTeamView {
    team: UnitId,
    #[schema(example = "Team Skullerud")]
    name: String,
    /// Those of its citizens whom the reader sees on the plan.
    citizens: Vec<CitizenId>,
}

/// Whose citizens a pool's plan shows, and for how long.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PoolSightView {
    /// Until when the reader sees the other teams' citizens here, as one on the pool's shift; none when she
    /// is not on it, and sees her own team's alone.
    seen_until: Option<DateTime<Utc>>,
    /// By name.
    teams: Vec<PoolTeamView>,
}

impl From<PoolSight> for PoolSightView {
    fn from(sight: PoolSight) -> Self {
        let teams = sight.teams.into_iter();
        let teams = teams.map(|(team, name, citizens)| PoolTeamView {
            team,
            name,
            citizens,
        });
        Self {
            seen_until: sight.seen_until,
            teams: teams.collect(),
        }
    }
}
