//! `GET /teams/{team}/shifts`.

use super::{DaysQuery, view::ShiftView};
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, web::Query};
use domain::{ids::UnitId, policy::Action};
use serde::Serialize;
use utoipa::ToSchema;

/// Shifts, by start.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ShiftList {
    items: Vec<ShiftView>,
}

/// A unit's shifts
///
/// Open shifts have no employee.
#[utoipa::path(tag = "shifts", operation_id = "listShifts", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), DaysQuery), responses(
    (status = 200, description = "Shifts by start", body = ShiftList),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "No such period", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/shifts")]
pub(super) async fn handler(
    door: Door,
    team: Id<UnitId>,
    query: Query<DaysQuery>,
) -> Result<HttpResponse, Problem> {
    let language = door.language;
    door.read(Action::ListShifts, move |reader| {
        reader.enter(team.0)?;
        let during = query.interval(reader.asked_at())?;
        let records = reader.shift_records_of_unit(team.0, during)?;
        let epoch = reader.epoch();
        let items = records
            .iter()
            .map(|record| ShiftView::new(record, epoch, language))
            .collect();
        Shown::view(&ShiftList { items })
    })
    .await
}
