//! `GET /citizens/{citizen}/tiltaksplan`.

use super::view::PlanView;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::Problem,
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use domain::{ids::CitizenId, policy::Action, time::local_date};

/// Goals and tiltak
#[utoipa::path(tag = "tiltaksplan", operation_id = "getTiltaksplan", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 200, description = "The active plan, empty before the first goal or tiltak", body = PlanView), ReadRefused))]
#[get("/citizens/{citizen}/tiltaksplan")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    door.read(Action::GetTiltaksplan, move |reader| {
        let opened = reader.open(id.0, "tiltaksplan")?;
        let today = local_date(reader.asked_at());
        let plan = reader.plan(&opened)?;
        let view = PlanView::new(plan, reader.epoch(), today);
        Shown::digest(reader.epoch(), &view)
    })
    .await
}
