//! `GET /citizens/{citizen}/whereabouts`.

use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::Problem,
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use domain::{
    citizen::whereabouts::{Whereabouts, WhereaboutsEntry, where_at},
    ids::CitizenId,
    policy::Action,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A citizen's timeline.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Timeline {
    /// Where she is now; none when no entry speaks of it, which counts as home.
    now: Option<Whereabouts>,
    /// Oldest first. Where entries overlap the one that begins latest counts.
    items: Vec<WhereaboutsEntry>,
}

/// Where the citizen is and was
#[utoipa::path(tag = "caseload", operation_id = "listWhereabouts", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 200, description = "The timeline", body = Timeline), ReadRefused))]
#[get("/citizens/{citizen}/whereabouts")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    door.read(Action::ListWhereabouts, move |reader| {
        let opened = reader.open(id.0, "whereabouts")?;
        let items = reader.whereabouts(&opened)?;
        let now = where_at(&items, reader.asked_at());
        Shown::digest(reader.epoch(), &Timeline { now, items })
    })
    .await
}
