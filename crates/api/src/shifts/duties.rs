//! `GET /teams/{team}/duties`: how the unit's duties go round (R-TEAM-5).

use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use domain::{duty::DutyRota, ids::UnitId, policy::Action};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// All duties of a unit.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Duties {
    /// How each goes round.
    #[schema(max_items = 100)]
    pub(super) rotas: Vec<DutyRota>,
}

/// A unit's duties
#[utoipa::path(tag = "shifts", operation_id = "getDuties", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 200, description = "How each goes round; the `ETag` is the version of all of it", body = Duties),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/duties")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    door.read(Action::GetDuties, move |reader| {
        reader.enter(team.0)?;
        let (rotas, version) = reader.duty_rotas(team.0)?;
        Shown::resource(reader.epoch(), version, &Duties { rotas })
    })
    .await
}
