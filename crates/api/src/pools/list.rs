//! `GET /teams/{team}/pools`: what a team shares with others, and what was agreed when (R-TEAM-8).

use super::view::PoolView;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use domain::{ids::UnitId, policy::Action};
use serde::Serialize;
use utoipa::ToSchema;

/// A team's pools.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct PoolList {
    /// The latest first; also those that were declined or have ended.
    items: Vec<PoolView>,
}

/// The pools of a team
///
/// Which evenings, weekends and nights it shares with which teams, what waits for an answer, and the
/// whole history: who proposed, agreed, declined and ended what, and when.
#[utoipa::path(tag = "organisation", operation_id = "listPools", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The team")), responses(
    (status = 200, description = "The pools", body = PoolList),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/pools")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    door.read(Action::ListPools, move |reader| {
        reader.enter(team.0)?;
        let pools = reader.pools_of_team(team.0)?;
        let items = PoolView::all(reader, pools)?;
        Shown::digest(reader.epoch(), &PoolList { items })
    })
    .await
}
