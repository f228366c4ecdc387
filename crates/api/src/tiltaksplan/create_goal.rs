//! `POST /citizens/{citizen}/tiltaksplan/goals`.

use super::view::GoalView;
use crate::{
    door::{Door, created},
    paths::Id,
    problem::Problem,
    references::unknown_employees,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{CitizenId, EmployeeId, GoalId, PlanId},
    policy::Action,
    reason::none_of,
    tiltaksplan::{Goal, GoalContent, check_goal},
    time::local_date,
};
use persistence::{Failure, Streams};

/// The owner, with the place.
pub(super) fn named(goal: &GoalContent) -> Vec<(String, EmployeeId)> {
    let owner = goal.owner.iter();
    owner.map(|owner| ("/owner".to_owned(), *owner)).collect()
}

/// Set a goal
#[utoipa::path(tag = "tiltaksplan", operation_id = "createGoal", security(("bearer" = [])), request_body = GoalContent,
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 201, description = "Set", body = GoalView), AddRefused))]
#[post("/citizens/{citizen}/tiltaksplan/goals")]
pub(super) async fn handler(door: Door, citizen: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    let citizen = citizen.0;
    let (id, new_plan): (GoalId, PlanId) = (door.new_id(), door.new_id());
    let body = door.body::<GoalContent>();
    let streams = Streams::citizen(citizen);
    door.write(Action::CreateGoal, streams, move |writer| {
        let opened = writer.open(citizen, "tiltaksplan")?;
        let content = body.read(&opened)?;
        let today = local_date(writer.now());
        let mut found = check_goal(&content, &writer.statement_ids(&opened)?, today, "");
        found.extend(unknown_employees(writer, &named(&content))?);
        none_of(found).map_err(Failure::Invalid)?;
        let record = writer.plan(&opened)?;
        let plan = writer.ensure_plan(&opened, &record, new_plan)?;
        let goal = Goal {
            id,
            content,
            evaluations: Vec::new(),
        };
        writer.insert_goal(&opened, plan, &goal)?;
        let location = format!("/api/v1/citizens/{citizen}/tiltaksplan/goals/{id}");
        let view = GoalView::new(goal, 1, writer.epoch(), today);
        created(writer.epoch(), 1, location, &view)
    })
    .await
}
