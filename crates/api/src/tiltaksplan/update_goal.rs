//! `PUT /citizens/{citizen}/tiltaksplan/goals/{goal}`.

use super::{create_goal::named, view::GoalView};
use crate::{
    door::{Door, changed},
    paths::Ids,
    problem::Problem,
    references::unknown_employees,
    refusals::ChangeRefused,
};
use actix_web::{HttpResponse, put};
use domain::{
    ids::{CitizenId, GoalId},
    policy::Action,
    reason::none_of,
    tiltaksplan::{GoalContent, check_goal_edit},
    time::local_date,
};
use persistence::{Failure, Streams};

/// Change a goal
#[utoipa::path(tag = "tiltaksplan", operation_id = "updateGoal", security(("bearer" = [])), request_body = GoalContent,
    params(("citizen" = CitizenId, Path, description = "The citizen"), ("goal" = GoalId, Path, description = "The goal"),
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Changed", body = GoalView), ChangeRefused))]
#[put("/citizens/{citizen}/tiltaksplan/goals/{goal}")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<CitizenId, GoalId>,
) -> Result<HttpResponse, Problem> {
    let Ids(citizen, id) = ids;
    let body = door.body::<GoalContent>();
    let if_match = door.if_match.clone();
    let streams = Streams::citizen(citizen);
    door.write(Action::UpdateGoal, streams, move |writer| {
        let opened = writer.open(citizen, "tiltaksplan")?;
        let record = writer.plan(&opened)?;
        let (mut goal, version) = record.goal(id)?;
        if_match.check(&opened, writer.epoch(), version)?;
        let content = body.read(&opened)?;
        let today = local_date(writer.now());
        let statements = writer.statement_ids(&opened)?;
        let mut found = check_goal_edit(&goal, &content, &statements, today);
        if goal.is_ended() {
            return Err(Failure::Conflict(found));
        }
        found.extend(unknown_employees(writer, &named(&content))?);
        none_of(found).map_err(Failure::Invalid)?;
        goal.content = content;
        let plan = record.id.ok_or(Failure::NotThere)?;
        let version = writer.update_goal(&opened, plan, &goal, version)?;
        let view = GoalView::new(goal, version, writer.epoch(), today);
        changed(writer.epoch(), version, &view)
    })
    .await
}
