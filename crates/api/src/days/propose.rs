//! `POST /teams/{team}/days/{date}/proposals`: ask the planner (R-WL-5).

use super::{PartQuery, planner, proposal::ProposalView};
use crate::{
    door::{Door, respond},
    paths::Ids,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post, rt, web, web::Query};
use chrono::NaiveDate;
use domain::{
    day_plan::DayPlanState,
    ids::{ProposalId, UnitId},
    policy::Action,
    reason::Reason,
};
use persistence::{Answer, Failure, ProposalRow, ProposalState, Streams};
use std::time::Duration;

/// Nobody is kept waiting longer than this, whatever she prefers.
const LONGEST_WAIT: u64 = 8;

static CLOSED: Reason = Reason {
    rule: "R-WL-2",
    code: "plan-closed",
    nb: "Dagen er lukket og kan ikke endres.",
    nn: "Dagen er lukka og kan ikkje endrast.",
    en: "The day is closed and cannot be changed.",
};

/// Seconds that the client would rather wait than ask again (RFC 7240).
fn preferred_wait(header: Option<&str>) -> u64 {
    header
        .into_iter()
        .flat_map(|text| text.split([',', ';']))
        .filter_map(|part| part.trim().strip_prefix("wait=")?.trim().parse().ok())
        .next()
        .map_or(0, |seconds: u64| seconds.min(LONGEST_WAIT))
}

/// Ask for a proposal
///
/// What is claimed, pinned, begun or done stays. The planner works beside the request: 202 and where
/// to look, or with `Prefer: wait=5` the proposal itself when it is ready by then.
#[utoipa::path(tag = "work lists", operation_id = "createProposal", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), ("date" = NaiveDate, Path, description = "The local date", example = "2026-11-24"), PartQuery,
        ("Prefer" = Option<String>, Header, description = "`wait=5`: seconds to wait for it", example = "wait=5")), responses(
    (status = 201, description = "Ready", body = ProposalView),
    (status = 202, description = "Being made; `Location` says where", body = ProposalView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit, date or part", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "The day is closed", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/days/{date}/proposals")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, NaiveDate>,
    query: Query<PartQuery>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, date) = ids;
    let language = door.language;
    let id: ProposalId = door.new_id();
    let location = format!("/api/v1/teams/{team}/days/{date}/proposals/{id}");
    let place = location.clone();
    let asked = door
        .change(Action::CreateProposal, Streams::unit(team), move |writer| {
            writer.enter(team)?;
            let day = writer.day(team, date, query.part.as_deref())?;
            if day.plan.state == DayPlanState::Closed {
                return Err(Failure::conflict_with(&CLOSED));
            }
            let row = ProposalRow {
                id,
                unit: team,
                date,
                part: day.part.clone(),
                state: ProposalState::Working,
                // The day as it stands decides the seed: asked twice, it is the same proposal.
                seed: day.revision,
                asked_by: writer.actor()?.employee,
                asked_at: writer.now(),
                ready_at: None,
                result: None,
                version: 1,
            };
            writer.insert_proposal(&row)?;
            let view = ProposalView::new(&row, &day, writer.epoch(), language);
            answer(202, &view, &place)
        })
        .await?;
    if asked.location.as_deref() != Some(location.as_str()) {
        // A repeated key: its proposal was asked for before.
        return Ok(respond(asked));
    }
    let state = door.state.clone();
    let job = rt::spawn(web::block(move || {
        let caller = persistence::Caller::system(Action::CreateProposal, state.now());
        let row = state
            .database
            .read(&caller, |reader| reader.proposal(team, date, id))?;
        planner::work(&state, &row).inspect_err(|failure| {
            tracing::error!(%failure, proposal = %id, "a proposal could not be made");
        })
    }));
    let wait = Duration::from_secs(preferred_wait(door.header("prefer")));
    if wait.is_zero() || tokio::time::timeout(wait, job).await.is_err() {
        return Ok(respond(asked));
    }
    let ready = door
        .look(Action::CreateProposal, move |reader| {
            reader.enter(team)?;
            let row = reader.proposal(team, date, id)?;
            let day = reader.day(team, date, Some(&row.part))?;
            let view = ProposalView::new(&row, &day, reader.epoch(), language);
            answer(201, &view, &location)
        })
        .await?;
    Ok(respond(ready))
}

fn answer(status: u16, view: &ProposalView, location: &str) -> persistence::Outcome<Answer> {
    Ok(Answer {
        status,
        body: serde_json::to_vec(view).map_err(|e| Failure::Internal(e.to_string()))?,
        etag: None,
        location: Some(location.to_owned()),
    })
}
