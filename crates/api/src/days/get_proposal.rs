//! `GET /teams/{team}/days/{date}/proposals/{proposal}`.

use super::{proposal::ProposalView, whole};
use crate::{
    door::{Door, Shown},
    paths::Ids3,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use chrono::{NaiveDate, TimeDelta};
use domain::{
    ids::{ProposalId, UnitId, VisitId},
    policy::Action,
};
use persistence::ProposalState;
use std::collections::BTreeSet;

/// One the planner has not finished by then it never will: the server was stopped meanwhile.
pub(super) const GIVEN_UP: TimeDelta = TimeDelta::minutes(2);

/// One proposal
#[utoipa::path(tag = "work lists", operation_id = "getProposal", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), ("date" = NaiveDate, Path, description = "The local date", example = "2026-11-24"), ("proposal" = ProposalId, Path, description = "The proposal")), responses(
    (status = 200, description = "As far as it has come", body = ProposalView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such proposal", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/days/{date}/proposals/{proposal}")]
pub(super) async fn handler(
    door: Door,
    ids: Ids3<UnitId, NaiveDate, ProposalId>,
) -> Result<HttpResponse, Problem> {
    let Ids3(team, date, id) = ids;
    let language = door.language;
    let desk = door.state.clone();
    door.read(Action::GetProposal, move |reader| {
        let entered = reader.enter(team)?;
        let mut row = reader.proposal(team, date, id)?;
        let given_up = row.asked_at + GIVEN_UP < reader.asked_at();
        if row.state == ProposalState::Working && given_up {
            row.state = ProposalState::Failed;
        }
        let day = reader.day(team, date, Some(&row.part))?;
        whole(reader, &day)?;
        let named: BTreeSet<VisitId> = row
            .result
            .iter()
            .flat_map(|r| &r.parts)
            .map(|part| part.visit)
            .collect();
        let shown = day.visits.iter().filter(|v| named.contains(&v.visit.id));
        let shown = shown.map(|v| v.visit.planned.citizen).collect();
        reader.show_plan(&entered, "proposal", shown)?;
        let progress = desk.desk.job(id).and_then(|job| job.progress());
        let view = ProposalView::new(&row, &day, reader.epoch(), language)
            .with_progress(progress, language);
        Shown::digest(reader.epoch(), &view)
    })
    .await
}
