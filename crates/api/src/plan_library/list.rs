//! `GET /teams/{team}/plan-library`.

use super::view::LibraryView;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use domain::{ids::UnitId, policy::Action};
use serde::Serialize;
use utoipa::ToSchema;

/// A team's library.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Library {
    /// By title.
    items: Vec<LibraryView>,
}

/// A team's plan library
#[utoipa::path(tag = "tiltaksplan", operation_id = "listPlanLibrary", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 200, description = "Its entries by title", body = Library),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    ReadRefused))]
#[get("/teams/{team}/plan-library")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    door.read(Action::ListPlanLibrary, move |reader| {
        let entered = reader.enter(team.0)?;
        let epoch = reader.epoch().to_owned();
        let entries = reader.library(&entered)?.into_iter();
        let items = entries
            .map(|entry| LibraryView::new(entry, &epoch))
            .collect();
        Shown::digest(&epoch, &Library { items })
    })
    .await
}
