//! `POST /teams/{team}/days/{date}/publication`: put the lists in force (R-WL-3).

use super::{
    TryQuery,
    view::{DayView, lines, obstacles},
    whole,
};
use crate::{
    door::{Door, changed, dry_run},
    paths::Ids,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post, web::Query};
use chrono::NaiveDate;
use domain::{
    day_plan::{DayPlan, DayPlanState},
    ids::{DayPlanId, UnitId},
    policy::Action,
    reason::none_of,
};
use persistence::{Failure, Streams};

/// Put a day in force
///
/// For the day's fordeler or the leader. Refused with the whole list while a must-do visit lacks
/// somebody or a hard rule is broken. From then the people on the lists may open the records of the
/// citizens they visit, until 24 hours after.
#[utoipa::path(tag = "work lists", operation_id = "publishDay", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), ("date" = NaiveDate, Path, description = "The local date", example = "2026-11-24"), TryQuery,
        ("If-Match" = String, Header, description = "`etag` of the day plan")), responses(
    (status = 200, description = "In force", body = DayView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the day's fordeler or the leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit, date or part", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Everything that stands in the way, each pointing at its visit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/days/{date}/publication")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, NaiveDate>,
    query: Query<TryQuery>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, date) = ids;
    let (language, if_match) = (door.language, door.if_match.clone());
    let id: DayPlanId = door.new_id();
    door.write(Action::PublishDay, Streams::unit(team), move |writer| {
        let mut day = writer.day(team, date, query.part.as_deref())?;
        let entered = writer.enter_with(team, day.fordeler.map(|holder| holder.employee))?;
        if_match.check(&entered, writer.epoch(), day.plan.version)?;
        whole(writer, &day)?;
        none_of(obstacles(&day, &day.board())).map_err(Failure::Conflict)?;
        let plan = DayPlan {
            id,
            unit: team,
            date,
            part: day.part.clone(),
            state: DayPlanState::Published,
            published_at: Some(writer.now()),
            published_by: Some(writer.actor()?.employee),
            closed_at: None,
        };
        let lines = lines(&day.visits);
        day.plan.version = writer.save_day_plan(&plan, Some(&lines), day.plan.version)?;
        day.plan.state = plan.state;
        day.plan.published_at = plan.published_at;
        day.plan.published_by = plan.published_by;
        day.plan.lines = lines;
        let shown = day.visits.iter().map(|v| v.visit.planned.citizen).collect();
        writer.show_plan(&entered, "day-plan", shown)?;
        let view = DayView::new(&day, writer.epoch(), language);
        let answer = changed(writer.epoch(), day.plan.version, &view)?;
        if query.dry_run {
            return Err(dry_run(answer));
        }
        Ok(answer)
    })
    .await
}
