//! `POST /teams/{team}/days/{date}/proposals/{proposal}/rebase`: the day has changed since the
//! proposal was made; make a new one that begins from it (R-WL-5).

use super::{
    proposal::ProposalView,
    propose::{Wanted, begin},
};
use crate::{
    door::Door,
    paths::Ids3,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::{
    ids::{ProposalId, UnitId},
    policy::Action,
};

/// Bring a proposal up to the day
///
/// A new proposal that begins from this one wherever the day as it now is still allows it.
#[utoipa::path(tag = "work lists", operation_id = "rebaseProposal", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), ("date" = NaiveDate, Path, description = "The local date", example = "2026-11-24"), ("proposal" = ProposalId, Path, description = "The proposal"),
        ("Prefer" = Option<String>, Header, description = "`wait=5`: seconds to wait for it", example = "wait=5")), responses(
    (status = 201, description = "Ready", body = ProposalView),
    (status = 202, description = "Being made; `Location` says where", body = ProposalView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such proposal", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "The day is closed, a proposal is being made, or this one holds nothing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/days/{date}/proposals/{proposal}/rebase")]
pub(super) async fn handler(
    door: Door,
    ids: Ids3<UnitId, NaiveDate, ProposalId>,
) -> Result<HttpResponse, Problem> {
    let Ids3(team, date, id) = ids;
    begin(door, Action::RebaseProposal, team, date, Wanted::From(id)).await
}
