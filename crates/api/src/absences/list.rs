//! `GET /teams/{team}/absences`.

use super::view::AbsenceView;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
    shifts::DaysQuery,
};
use actix_web::{HttpResponse, get, web::Query};
use domain::{ids::UnitId, policy::Action};
use serde::Serialize;
use utoipa::ToSchema;

/// Absences, by start.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AbsenceList {
    items: Vec<AbsenceView>,
}

/// When members are away
///
/// Never why.
#[utoipa::path(tag = "shifts", operation_id = "listAbsences", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), DaysQuery), responses(
    (status = 200, description = "Absences by start", body = AbsenceList),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "No such period", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/absences")]
pub(super) async fn handler(
    door: Door,
    team: Id<UnitId>,
    query: Query<DaysQuery>,
) -> Result<HttpResponse, Problem> {
    door.read(Action::ListAbsences, move |reader| {
        reader.enter(team.0)?;
        let during = query.interval(reader.asked_at())?;
        let found = reader.absences_in_unit(team.0, during)?;
        let epoch = reader.epoch();
        let items = found
            .iter()
            .map(|(absence, version)| AbsenceView::new(absence, *version, epoch))
            .collect();
        Shown::view(&AbsenceList { items })
    })
    .await
}
