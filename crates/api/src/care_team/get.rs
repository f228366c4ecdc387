//! `GET /citizens/{citizen}/care-team`.

use super::view::{CareTeamView, has_health_services};
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::Problem,
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use domain::{ids::CitizenId, policy::Action, time::local_date};

/// Who in the team knows the citizen
///
/// Before anybody is named the answer is empty, with all its gaps and a tag for the first `PUT`.
#[utoipa::path(tag = "caseload", operation_id = "getCareTeam", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 200, description = "The care team today; the `ETag` is its version", body = CareTeamView), ReadRefused))]
#[get("/citizens/{citizen}/care-team")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    door.read(Action::GetCareTeam, move |reader| {
        let opened = reader.open(id.0, "care-team")?;
        let today = local_date(reader.asked_at());
        let (team, version) = reader.care_team(&opened)?;
        let colleagues = reader.colleagues(opened.responsible, today)?;
        let health = has_health_services(reader, &opened, today)?;
        let view = CareTeamView::new(team, &colleagues, today, health);
        Shown::living(reader.epoch(), version, &view)
    })
    .await
}
