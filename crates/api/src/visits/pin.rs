//! `POST /visits/{visit}/pin` (R-WL-2).

use super::taking::{TakeInput, take};
use crate::{
    days::view::VisitView,
    door::{Door, respond},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{ids::VisitId, policy::Action, visit::AssignmentState};

/// Pin a visit
///
/// «Jeg tar Astrid i morgen»: a claim that says it is meant. The planner never moves it.
#[utoipa::path(tag = "work lists", operation_id = "pinVisit", security(("bearer" = [])), request_body(content = Option<TakeInput>, description = "May be left out"),
    params(("visit" = VisitId, Path, description = "The visit")), responses(
    (status = 200, description = "Yours", body = VisitView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Your access is for reading", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such visit, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Somebody has it, the plan is not open, or a hard rule stands in the way: every reason", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/visits/{visit}/pin")]
pub(super) async fn handler(door: Door, id: Id<VisitId>) -> Result<HttpResponse, Problem> {
    take(&door, Action::PinVisit, id.0, AssignmentState::Pinned)
        .await
        .map(respond)
}
