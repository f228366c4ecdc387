//! `DELETE /teams/{team}/days/{date}/work/{work}`.

use crate::{
    door::{Door, nothing},
    paths::Ids3,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, delete};
use chrono::NaiveDate;
use domain::{
    ids::{UnitId, WorkId},
    other_work::may_remove,
    policy::Action,
};
use persistence::{Failure, Streams};

/// Take something else off a list
///
/// One's own, or anybody's by the fordeler, until the day is closed.
#[utoipa::path(tag = "work lists", operation_id = "removeWork", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), ("date" = NaiveDate, Path, description = "The local date", example = "2026-11-24"), ("work" = WorkId, Path, description = "The block"),
        ("If-Match" = String, Header, description = "Its `etag`")), responses(
    (status = 204, description = "Gone"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such block", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Every reason why not", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[delete("/teams/{team}/days/{date}/work/{work}")]
pub(super) async fn handler(
    door: Door,
    ids: Ids3<UnitId, NaiveDate, WorkId>,
) -> Result<HttpResponse, Problem> {
    let Ids3(team, date, id) = ids;
    let if_match = door.if_match.clone();
    door.write(Action::RemoveWork, Streams::unit(team), move |writer| {
        let entered = writer.enter(team)?;
        let row = writer.work(team, date, id)?;
        if_match.check(&entered, writer.epoch(), row.version)?;
        let parts = writer.day_parts(team)?;
        let part = parts.plan_of(row.work.interval.from).1;
        let day = writer.day(team, date, Some(&part))?;
        let me = writer.actor()?.employee;
        may_remove(day.plan.state, row.work.employee == me, day.is_fordeler(me))
            .map_err(Failure::Conflict)?;
        writer.delete_work(&row)?;
        let shown = row.citizen.into_iter().collect();
        writer.show_plan(&entered, "work", shown)?;
        Ok(nothing())
    })
    .await
}
