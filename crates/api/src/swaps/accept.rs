//! `POST /swaps/{swap}/acceptance` (R-WL-3).

use super::settle::settle;
use crate::{
    door::Door,
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::SwapId,
    policy::Action,
    swap::{Swap, SwapStep},
};

/// Accept a swap
#[utoipa::path(tag = "work lists", operation_id = "acceptSwap", security(("bearer" = [])),
    params(("swap" = SwapId, Path, description = "The offer")), responses(
    (status = 200, description = "The visits have changed hands", body = Swap),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Your access is for reading", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such offer, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Every reason why not", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/swaps/{swap}/acceptance")]
pub(super) async fn handler(door: Door, id: Id<SwapId>) -> Result<HttpResponse, Problem> {
    settle(door, Action::AcceptSwap, id, |_, _| SwapStep::Accept).await
}
