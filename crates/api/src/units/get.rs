//! `GET /units/{unit}`.

use super::view::UnitView;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use domain::{ids::UnitId, policy::Action};

/// One unit
#[utoipa::path(tag = "organisation", operation_id = "getUnit", security(("bearer" = [])),
    params(("unit" = UnitId, Path, description = "The unit")), responses(
    (status = 200, description = "The unit; its `ETag` is its version", body = UnitView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/units/{unit}")]
pub(super) async fn handler(door: Door, unit: Id<UnitId>) -> Result<HttpResponse, Problem> {
    door.read(Action::GetUnit, move |reader| {
        reader.general()?;
        let unit = reader.unit(unit.0)?;
        let version = unit.version;
        Shown::resource(reader.epoch(), version, &UnitView::from(unit))
    })
    .await
}
