//! `POST /delegations/{delegation}/approval`: the second person approves a root link.

use super::{mark::mark, view::DelegationView};
use crate::{
    door::Door,
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{delegation, ids::DelegationId, policy::Action};

/// Approve a root delegation
///
/// The second person behind a delegation that rests on the council's own decision; it counts from now.
#[utoipa::path(tag = "delegations", operation_id = "approveDelegation", security(("bearer" = [])),
    params(("delegation" = DelegationId, Path, description = "The link")), responses(
    (status = 200, description = "Done", body = DelegationView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For administrators", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such delegation", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Needs no approval, or you had a part in it", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/delegations/{delegation}/approval")]
pub(super) async fn handler(door: Door, id: Id<DelegationId>) -> Result<HttpResponse, Problem> {
    mark(door, id.0, Action::ApproveDelegation, delegation::approve).await
}
