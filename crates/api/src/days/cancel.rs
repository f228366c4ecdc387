//! `POST /teams/{team}/days/{date}/proposals/{proposal}/cancellation`: nobody wants it any more
//! (R-WL-5).

use super::proposal::ProposalView;
use crate::{
    door::{Door, done, respond},
    paths::Ids3,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::{
    ids::{ProposalId, UnitId},
    policy::Action,
    reason::Reason,
};
use persistence::{Failure, ProposalState, Streams};

static NOT_WORKING: Reason = Reason {
    rule: "R-WL-5",
    code: "proposal-not-being-made",
    nb: "Forslaget er {state} og kan ikke avbrytes.",
    nn: "Framlegget er {state} og kan ikkje avbrytast.",
    en: "The proposal is {state} and cannot be cancelled.",
};

/// Cancel a proposal that is being made
///
/// At once: from the answer on another can be asked for. The planner hears of it within one
/// iteration, and whatever it comes to is thrown away.
#[utoipa::path(tag = "work lists", operation_id = "cancelProposal", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), ("date" = NaiveDate, Path, description = "The local date", example = "2026-11-24"), ("proposal" = ProposalId, Path, description = "The proposal")), responses(
    (status = 200, description = "Cancelled", body = ProposalView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such proposal", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "It is not being made", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/days/{date}/proposals/{proposal}/cancellation")]
pub(super) async fn handler(
    door: Door,
    ids: Ids3<UnitId, NaiveDate, ProposalId>,
) -> Result<HttpResponse, Problem> {
    let Ids3(team, date, id) = ids;
    let language = door.language;
    let answer = door
        .change(Action::CancelProposal, Streams::unit(team), move |writer| {
            writer.enter(team)?;
            let mut row = writer.proposal(team, date, id)?;
            if row.state != ProposalState::Working {
                let state = row.state.term();
                let late = NOT_WORKING.violation().with("state", state);
                return Err(Failure::conflict(late));
            }
            row.state = ProposalState::Cancelled;
            writer.save_proposal(&mut row)?;
            let day = writer.day(team, date, Some(&row.part))?;
            done(&ProposalView::new(&row, &day, writer.epoch(), language))
        })
        .await?;
    if let Some(job) = door.state.desk.job(id) {
        job.cancel();
    }
    Ok(respond(answer))
}
