//! `GET /units`.

use super::view::UnitView;
use crate::{
    door::{Door, Shown},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use domain::policy::Action;
use serde::Serialize;
use utoipa::ToSchema;

/// All units.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UnitList {
    /// By name.
    items: Vec<UnitView>,
}

/// Units of the municipality
#[utoipa::path(tag = "organisation", operation_id = "listUnits", security(("bearer" = [])), responses(
    (status = 200, description = "All units by name", body = UnitList),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/units")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    door.read(Action::ListUnits, |reader| {
        reader.general()?;
        let items = reader.units()?.into_iter().map(UnitView::from).collect();
        Shown::view(&UnitList { items })
    })
    .await
}
