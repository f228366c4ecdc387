//! `GET /teams/{team}/duties`: how the unit's duties go round (R-TEAM-5).

use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use domain::{duty::DutyRota, ids::UnitId, policy::Action, pool::DutyProposal};
use persistence::{Outcome, Reader};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// All duties of a unit, to agree on.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Duties {
    /// How each goes round.
    #[schema(max_items = 100)]
    pub(super) rotas: Vec<DutyRota>,
}

/// Duties of a pool that not every team has agreed to yet.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProposedDuties {
    #[serde(flatten)]
    proposal: DutyProposal,
    /// Teams whose leader has not named the same.
    waits_for: BTreeSet<UnitId>,
}

/// How a unit's duties go round, and in a pool what is proposed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DutiesView {
    /// How each goes round.
    rotas: Vec<DutyRota>,
    /// In a pool: what its teams have not all agreed to yet; it does not hold.
    proposed: Option<ProposedDuties>,
}

/// A unit's duties as they are shown, with the version of all of it: of a pool's also what is proposed.
pub(super) fn shown(reader: &mut Reader<'_>, unit: UnitId) -> Outcome<(DutiesView, i64)> {
    let (rotas, version) = reader.duty_rotas(unit)?;
    let (proposed, of_pool) = match reader.pool_of(unit)? {
        None => (None, 0),
        Some((pool, version)) => {
            let proposed = pool.duties.map(|proposal| ProposedDuties {
                waits_for: proposal.waits_for(&pool.terms.teams),
                proposal,
            });
            (proposed, version)
        }
    };
    // Both only grow, so their sum names one state of the two.
    Ok((DutiesView { rotas, proposed }, version + of_pool))
}

/// A unit's duties
///
/// Of a pool too (R-TEAM-8): what its teams have agreed on, and what waits for one of them. Where they have named
/// nothing, the first on its shift who may hold a duty does.
#[utoipa::path(tag = "shifts", operation_id = "getDuties", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 200, description = "How each goes round; the `ETag` is the version of all of it", body = DutiesView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/duties")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    door.read(Action::GetDuties, move |reader| {
        reader.enter(team.0)?;
        let (view, version) = shown(reader, team.0)?;
        Shown::resource(reader.epoch(), version, &view)
    })
    .await
}
