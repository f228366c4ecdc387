//! `POST /visits/{visit}/swaps`: offer a visit to a colleague (R-WL-2).

use super::settle::Sides;
use crate::{
    door::{Door, created},
    paths::Id,
    problem::{Problem, ProblemBody},
    visits::Target,
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{AssignmentId, EmployeeId, SwapId, VisitId},
    policy::Action,
    reason::Reason,
    swap::{Swap, SwapState, may_offer},
};
use persistence::Failure;
use serde::Deserialize;
use utoipa::ToSchema;

/// An offer.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct OfferInput {
    /// To whom.
    to: EmployeeId,
    /// What is asked in return, if anything: an assignment of hers in the same unit.
    takes: Option<AssignmentId>,
}

static NOT_YOURS: Reason = Reason {
    rule: "R-WL-2",
    code: "not-yours",
    nb: "Du kan bare bytte bort et besøk som er ditt.",
    nn: "Du kan berre byte bort eit besøk som er ditt.",
    en: "You can only swap a visit that is yours.",
};

/// Offer a swap
///
/// One that could not be accepted as things stand is refused at once, with every reason.
#[utoipa::path(tag = "work lists", operation_id = "offerSwap", security(("bearer" = [])), request_body = OfferInput,
    params(("visit" = VisitId, Path, description = "The visit")), responses(
    (status = 201, description = "Offered", body = Swap),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Your access is for reading", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such visit, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Every reason why it cannot be offered", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/visits/{visit}/swaps")]
pub(super) async fn handler(door: Door, id: Id<VisitId>) -> Result<HttpResponse, Problem> {
    let target = Target::find(&door, Action::OfferSwap, id.0).await?;
    let body = door.body::<OfferInput>();
    let swap_id: SwapId = door.new_id();
    let streams = target.streams.clone();
    door.write(Action::OfferSwap, streams, move |writer| {
        let (opened, visit, day) = target.open(writer)?;
        let input = body.read(&opened)?;
        let me = writer.actor()?.employee;
        let mine = visit.assignments.iter().find(|a| a.employee == Some(me));
        let mine = mine.ok_or_else(|| Failure::conflict_with(&NOT_YOURS))?;
        let swap = Swap {
            id: swap_id,
            from: me,
            to: input.to,
            gives: mine.id,
            takes: input.takes,
            state: SwapState::Offered,
            offered_at: writer.now(),
        };
        let sides = Sides::load(writer, &swap)?;
        let facts = sides.facts(writer, &swap)?;
        may_offer(&swap, facts).map_err(Failure::Conflict)?;
        writer.insert_swap(day.unit, sides.citizen(), &swap)?;
        let location = format!("/api/v1/swaps/{swap_id}");
        created(writer.epoch(), 1, location, &swap)
    })
    .await
}
