//! `GET /teams/{team}/days/{date}`: the day plan.

use super::{PartQuery, view::DayView};
use crate::{
    door::{Door, Shown},
    paths::Ids,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, web::Query};
use chrono::NaiveDate;
use domain::{ids::UnitId, policy::Action};

/// A team's day
///
/// Lists, free visits, what breaks a rule and why, and what stands in the way of publication. The
/// weak `ETag` is the unit's revision; `etag` in the body is the plan's own, for `If-Match`.
#[utoipa::path(tag = "work lists", operation_id = "getDay", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), ("date" = NaiveDate, Path, description = "The local date", example = "2026-11-24"), PartQuery), responses(
    (status = 200, description = "The day plan", body = DayView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit, date or part", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/days/{date}")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, NaiveDate>,
    query: Query<PartQuery>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, date) = ids;
    let language = door.language;
    door.read(Action::GetDay, move |reader| {
        let entered = reader.enter(team)?;
        let mut day = reader.day(team, date, query.part.as_deref())?;
        reader.keep_what_is_seen(&mut day)?;
        let shown = day.visits.iter().map(|v| v.visit.planned.citizen).collect();
        reader.show_plan(&entered, "day-plan", shown)?;
        let sight = reader.pool_sight(&day)?;
        let until = sight.as_ref().and_then(|sight| sight.seen_until);
        let view = DayView::new(&day, reader.epoch(), language).with_pool(sight);
        let mut parts = vec![day.revision];
        if day.parts.is_pool() {
            // What she sees of a pool's plan changes with time alone, as her shift comes and goes.
            parts.push(i64::try_from(day.visits.len()).unwrap_or(i64::MAX));
            parts.push(until.map_or(0, |until| until.timestamp()));
        }
        Shown::composite(reader.epoch(), &parts, &view)
    })
    .await
}
