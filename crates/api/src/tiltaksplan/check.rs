//! `GET /citizens/{citizen}/tiltaksplan/check`.

use crate::{
    care_team::view::has_health_services,
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemError, errors},
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use domain::{
    citizen::care_team::gaps, ids::CitizenId, policy::Action, tiltaksplan::plan_check,
    time::local_date,
};
use serde::Serialize;
use utoipa::ToSchema;

/// What a plan lacks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PlanCheck {
    /// Nothing is missing.
    complete: bool,
    /// Everything that is missing, with its place in the plan.
    missing: Vec<ProblemError>,
}

/// What the plan lacks for lawful documentation
#[utoipa::path(tag = "tiltaksplan", operation_id = "checkTiltaksplan", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 200, description = "All that is missing; nothing is refused", body = PlanCheck), ReadRefused))]
#[get("/citizens/{citizen}/tiltaksplan/check")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    let language = door.language;
    door.read(Action::CheckTiltaksplan, move |reader| {
        let opened = reader.open(id.0, "tiltaksplan")?;
        let today = local_date(reader.asked_at());
        let plan = reader.plan(&opened)?.plan();
        let (team, _) = reader.care_team(&opened)?;
        let colleagues = reader.colleagues(opened.responsible, today)?;
        let health = has_health_services(reader, &opened, today)?;
        let gaps = gaps(&team, &colleagues, today, health);
        let missing = errors(&plan_check(&plan, &gaps, today), language);
        let complete = missing.is_empty();
        Shown::digest(reader.epoch(), &PlanCheck { complete, missing })
    })
    .await
}
