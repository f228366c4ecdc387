//! `POST /delegations/{delegation}/end`: end a link.

use super::{mark::mark, view::DelegationView};
use crate::{
    door::Door,
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{delegation, ids::DelegationId, policy::Action};

/// End a delegation
///
/// From now on nothing is signed under it, nor under those that build on it; what was signed stands.
#[utoipa::path(tag = "delegations", operation_id = "endDelegation", security(("bearer" = [])),
    params(("delegation" = DelegationId, Path, description = "The link")), responses(
    (status = 200, description = "Done", body = DelegationView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For administrators", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such delegation", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Ended before", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/delegations/{delegation}/end")]
pub(super) async fn handler(door: Door, id: Id<DelegationId>) -> Result<HttpResponse, Problem> {
    mark(door, id.0, Action::EndDelegation, delegation::end).await
}
