//! `POST /teams/{team}/days/{date}/proposals`: ask the planner (R-WL-5).

use super::{get_proposal::GIVEN_UP, planner, proposal::ProposalView, whole};
use crate::{
    door::{Door, respond},
    paths::Ids,
    preference::wait,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post, web::Query};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    day_plan::DayPlanState,
    ids::{ProposalId, UnitId},
    policy::Action,
    reason::Reason,
    time::{day_end, day_start},
};
use persistence::{Answer, Caller, Failure, Outcome, ProposalRow, ProposalState, Streams, Writer};
use serde::Deserialize;
use utoipa::IntoParams;

static CLOSED: Reason = Reason {
    rule: "R-WL-2",
    code: "plan-closed",
    nb: "Dagen er lukket og kan ikke endres.",
    nn: "Dagen er lukka og kan ikkje endrast.",
    en: "The day is closed and cannot be changed.",
};
static BEING_MADE: Reason = Reason {
    rule: "R-WL-5",
    code: "proposal-being-made",
    nb: "Et forslag for denne dagen lages nå. Vent på det, eller avbryt det.",
    nn: "Eit framlegg for denne dagen blir laga no. Vent på det, eller avbryt det.",
    en: "A proposal for this day is being made now. Wait for it, or cancel it.",
};
static NOTHING_TO_REBASE: Reason = Reason {
    rule: "R-WL-5",
    code: "proposal-empty",
    nb: "Forslaget er {state} og har ingenting å gå videre fra.",
    nn: "Framlegget er {state} og har ikkje noko å gå vidare frå.",
    en: "The proposal is {state} and has nothing to go on from.",
};

static OUTSIDE_DAY: Reason = Reason {
    rule: "R-WL-5",
    code: "replan-outside-day",
    nb: "Tidspunktet ligger ikke på denne dagen.",
    nn: "Tidspunktet ligg ikkje på denne dagen.",
    en: "That time is not on this day.",
};

/// Which part of the day, and from when.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct ProposeQuery {
    /// Name of the part, from the charter; the first of the day when it is left out.
    #[param(example = "day", max_length = 60)]
    part: Option<String>,
    /// Re-plan from this time of day: what has begun or is to begin before stays; now, when it is
    /// left out and the day has begun.
    #[param(example = "2026-11-24T09:40:00Z")]
    from: Option<DateTime<Utc>>,
}

/// What is asked for.
pub(super) enum Wanted {
    /// A proposal for a part of the day (none is the first), from a time of day.
    For(Option<String>, Option<DateTime<Utc>>),
    /// One that goes on from an earlier one.
    From(ProposalId),
}

/// Refused while another is being made; one that was given up since is settled on the way.
fn at_most_one(writer: &mut Writer<'_>, unit: UnitId, date: NaiveDate, part: &str) -> Outcome<()> {
    for (id, asked_at) in writer.working_proposals(unit, date, part)? {
        if writer.now() <= asked_at + GIVEN_UP {
            return Err(Failure::conflict(BEING_MADE.violation()));
        }
        let mut lost = writer.proposal(unit, date, id)?;
        lost.state = ProposalState::Failed;
        writer.save_proposal(&mut lost)?;
    }
    Ok(())
}

/// Ask for a proposal
///
/// What is claimed, pinned, begun or done stays. The planner works beside the request: 202 and where
/// to look, or with `Prefer: wait=5` the proposal itself when it is ready by then. A day plan has at
/// most one in the making.
#[utoipa::path(tag = "work lists", operation_id = "createProposal", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), ("date" = NaiveDate, Path, description = "The local date", example = "2026-11-24"), ProposeQuery,
        ("Prefer" = Option<String>, Header, description = "`wait=5`: seconds to wait for it", example = "wait=5")), responses(
    (status = 201, description = "Ready", body = ProposalView),
    (status = 202, description = "Being made; `Location` says where", body = ProposalView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit, date or part", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "The day is closed, or a proposal is being made", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "`from` is not on that day", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/days/{date}/proposals")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, NaiveDate>,
    query: Query<ProposeQuery>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, date) = ids;
    let ProposeQuery { part, from } = query.into_inner();
    let wanted = Wanted::For(part, from);
    begin(door, Action::CreateProposal, team, date, wanted).await
}

/// Notes the proposal, puts it on the planner's desk, and waits as long as the client prefers.
pub(super) async fn begin(
    door: Door,
    action: Action,
    team: UnitId,
    date: NaiveDate,
    wanted: Wanted,
) -> Result<HttpResponse, Problem> {
    let language = door.language;
    let id: ProposalId = door.new_id();
    let location = format!("/api/v1/teams/{team}/days/{date}/proposals/{id}");
    let place = location.clone();
    let from = match &wanted {
        Wanted::For(_, from) => *from,
        Wanted::From(_) => None,
    };
    let asked = door
        .change(action, Streams::unit(team), move |writer| {
            writer.enter(team)?;
            let (part, based_on) = match &wanted {
                Wanted::For(part, _) => (part.clone(), None),
                Wanted::From(id) => {
                    let earlier = writer.proposal(team, date, *id)?;
                    if earlier.result.as_ref().is_none_or(|r| r.parts.is_empty()) {
                        let state = earlier.state.term();
                        let empty = NOTHING_TO_REBASE.violation().with("state", state);
                        return Err(Failure::conflict(empty));
                    }
                    (Some(earlier.part), Some(*id))
                }
            };
            let day = writer.day(team, date, part.as_deref())?;
            whole(writer, &day)?;
            if day.plan.state == DayPlanState::Closed {
                return Err(Failure::conflict_with(&CLOSED));
            }
            // A night's plan goes on after midnight.
            let on_day = |at: DateTime<Utc>| {
                day_start(date) <= at && at <= day_end(date) + TimeDelta::hours(12)
            };
            if from.is_some_and(|at| !on_day(at)) {
                return Err(Failure::invalid(OUTSIDE_DAY.violation().at("?from")));
            }
            at_most_one(writer, team, date, &day.part)?;
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
                based_on,
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
    let done = door.state.desk.begin(id, move |job| {
        let caller = Caller::system(Action::CreateProposal, state.now());
        let found = state
            .database
            .read(&caller, |reader| reader.proposal(team, date, id));
        let made = found.and_then(|row| planner::work(&state, &row, from, job));
        if let Err(failure) = made {
            tracing::error!(%failure, proposal = %id, "a proposal could not be made");
            planner::give_up(&state, team, date, id).ok();
        }
    });
    let wait = wait(door.header("prefer"));
    if wait.is_zero() || tokio::time::timeout(wait, done).await.is_err() {
        return Ok(respond(asked));
    }
    let ready = door
        .look(action, move |reader| {
            reader.enter(team)?;
            let row = reader.proposal(team, date, id)?;
            let day = reader.day(team, date, Some(&row.part))?;
            whole(reader, &day)?;
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
