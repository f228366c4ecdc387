//! `POST /swaps/{swap}/refusal`: the other says no, or the one who offered takes it back (R-WL-3).

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

/// Say no to a swap, or take one's offer back
#[utoipa::path(tag = "work lists", operation_id = "declineSwap", security(("bearer" = [])),
    params(("swap" = SwapId, Path, description = "The offer")), responses(
    (status = 200, description = "Nothing changes hands", body = Swap),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Your access is for reading", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such offer, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "It is settled, or not yours", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/swaps/{swap}/refusal")]
pub(super) async fn handler(door: Door, id: Id<SwapId>) -> Result<HttpResponse, Problem> {
    settle(door, Action::DeclineSwap, id, |swap, me| {
        if me == swap.from {
            SwapStep::Withdraw
        } else {
            SwapStep::Decline
        }
    })
    .await
}
