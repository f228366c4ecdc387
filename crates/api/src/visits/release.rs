//! `POST /visits/{visit}/release`: give a visit back (R-WL-2).

use super::taking::{Target, keep, settled};
use crate::{
    days::view::VisitView,
    door::Door,
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    day_plan::{ReleaseFacts, may_release},
    ids::VisitId,
    policy::Action,
    visit::AssignmentState,
};
use persistence::Failure;

/// Give a visit back
#[utoipa::path(tag = "work lists", operation_id = "releaseVisit", security(("bearer" = [])),
    params(("visit" = VisitId, Path, description = "The visit")), responses(
    (status = 200, description = "Free again", body = VisitView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Your access is for reading", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such visit, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "It is not yours, or the plan is not open: every reason", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/visits/{visit}/release")]
pub(super) async fn handler(door: Door, id: Id<VisitId>) -> Result<HttpResponse, Problem> {
    let target = Target::find(&door, Action::ReleaseVisit, id.0).await?;
    let language = door.language;
    let streams = target.streams.clone();
    door.write(Action::ReleaseVisit, streams, move |writer| {
        let (_, mut visit, day) = target.open(writer)?;
        let me = writer.actor()?.employee;
        let mine = visit.assignments.iter().find(|a| a.employee == Some(me));
        let held = visit.assignments.iter().find(|a| a.employee.is_some());
        let any = mine.or(held).or(visit.assignments.first());
        let mut assignment = any.cloned().ok_or(Failure::NotThere)?;
        may_release(&ReleaseFacts {
            state: day.plan.state,
            assignment: &assignment,
            outcome: visit.outcome,
            actor: me,
            is_fordeler: day.is_fordeler(me),
        })
        .map_err(Failure::Conflict)?;
        assignment.employee = None;
        assignment.state = AssignmentState::Free;
        assignment.by = Some(me);
        assignment.needs_review = false;
        keep(writer, &mut visit, assignment, &day)?;
        settled(writer, &visit, language)
    })
    .await
}
