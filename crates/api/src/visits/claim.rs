//! `POST /visits/{visit}/claim` (R-WL-2).

use super::taking::{TakeInput, take};
use crate::{
    days::view::VisitView,
    door::{Door, respond},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{ids::VisitId, policy::Action, visit::AssignmentState};

/// Claim a visit
///
/// Takes a free part of it for the one who asks. Whoever comes second gets 409 and who has it. Asking twice changes nothing.
#[utoipa::path(tag = "work lists", operation_id = "claimVisit", security(("bearer" = [])), request_body(content = Option<TakeInput>, description = "May be left out"),
    params(("visit" = VisitId, Path, description = "The visit")), responses(
    (status = 200, description = "Yours", body = VisitView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Your access is for reading", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such visit, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Somebody has it, the plan is not open, or a hard rule stands in the way: every reason", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/visits/{visit}/claim")]
pub(super) async fn handler(door: Door, id: Id<VisitId>) -> Result<HttpResponse, Problem> {
    take(&door, Action::ClaimVisit, id.0, AssignmentState::Claimed)
        .await
        .map(respond)
}
