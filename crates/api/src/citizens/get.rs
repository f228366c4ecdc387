//! `GET /citizens/{citizen}`.

use super::view::CitizenView;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use domain::{ids::CitizenId, policy::Action};

/// One citizen
#[utoipa::path(tag = "caseload", operation_id = "getCitizen", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 200, description = "Master data; the `ETag` is its version", body = CitizenView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such citizen, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/citizens/{citizen}")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    door.read(Action::GetCitizen, move |reader| {
        let opened = reader.open(id.0, "citizen")?;
        let (citizen, version) = reader.citizen(&opened)?;
        let is_protected = !citizen.content.address.protection.may_be_shown();
        let view = CitizenView::of(reader, &opened, citizen)?;
        // Who sees a protected address changes with the day: its tag never saves the answer.
        match is_protected {
            true => Shown::living(reader.epoch(), version, &view),
            false => Shown::resource(reader.epoch(), version, &view),
        }
    })
    .await
}
