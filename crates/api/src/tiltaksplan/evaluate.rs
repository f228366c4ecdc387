//! `POST /citizens/{citizen}/tiltaksplan/goals/{goal}/evaluations`.

use super::view::GoalView;
use crate::{
    door::{Door, created},
    paths::Ids,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{CitizenId, EvaluationId, GoalId},
    policy::Action,
    reason::none_of,
    tiltaksplan::{
        check_evaluation,
        goal::{Evaluation, EvaluationContent},
    },
    time::local_date,
};
use persistence::{Failure, Streams};

/// Say how a goal went
///
/// The answer is the goal with its new evaluation; the `ETag` is the goal's.
#[utoipa::path(tag = "tiltaksplan", operation_id = "evaluateGoal", security(("bearer" = [])), request_body = EvaluationContent,
    params(("citizen" = CitizenId, Path, description = "The citizen"), ("goal" = GoalId, Path, description = "The goal")), responses(
    (status = 201, description = "Evaluated", body = GoalView), AddRefused))]
#[post("/citizens/{citizen}/tiltaksplan/goals/{goal}/evaluations")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<CitizenId, GoalId>,
) -> Result<HttpResponse, Problem> {
    let Ids(citizen, goal) = ids;
    let id: EvaluationId = door.new_id();
    let body = door.body::<EvaluationContent>();
    let streams = Streams::citizen(citizen);
    door.write(Action::EvaluateGoal, streams, move |writer| {
        let opened = writer.open(citizen, "tiltaksplan")?;
        let record = writer.plan(&opened)?;
        let (mut goal, version) = record.goal(goal)?;
        let content = body.read(&opened)?;
        let today = local_date(writer.now());
        let found = check_evaluation(&content, &goal, today);
        if goal.is_ended() {
            return Err(Failure::Conflict(found));
        }
        none_of(found).map_err(Failure::Invalid)?;
        let by = writer.actor()?.employee;
        goal.evaluations.push(Evaluation { id, by, content });
        let plan = record.id.ok_or(Failure::NotThere)?;
        let version = writer.insert_evaluation(&opened, plan, &goal, version)?;
        let location = format!(
            "/api/v1/citizens/{citizen}/tiltaksplan/goals/{}/evaluations/{id}",
            goal.id
        );
        let view = GoalView::new(goal, version, writer.epoch(), today);
        created(writer.epoch(), version, location, &view)
    })
    .await
}
