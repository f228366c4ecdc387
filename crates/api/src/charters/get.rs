//! `GET /teams/{team}/charter`.

use super::view::charter_of;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use domain::{charter::TeamCharter, ids::UnitId, policy::Action};

/// How the team has agreed to work
#[utoipa::path(tag = "organisation", operation_id = "getCharter", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 200, description = "The charter; before its first, the preset of Modell 2", body = TeamCharter),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/charter")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    door.read(Action::GetCharter, move |reader| {
        reader.enter(team.0)?;
        let (charter, version) = charter_of(reader, team.0)?;
        Shown::resource(reader.epoch(), version, &charter)
    })
    .await
}
