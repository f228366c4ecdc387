//! `GET /teams/{team}/days/{date}/hand-over`: what the next shift must know, in one view.

use super::PartQuery;
use crate::{
    door::{Door, Shown},
    paths::Ids,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, web::Query};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{CitizenId, EmployeeId, TaskId, UnitId, VisitId},
    policy::Action,
    task::{TaskHolder, TaskState, TaskSubject},
    time::day_end,
    visit_event::{EventKind, NotDoneReason, Outcome, VisitEvent},
};
use persistence::{Day, DayVisit, TaskFilter};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Tasks that one hand-over tells of at most.
const MOST_TASKS: i64 = 100;

/// What somebody wrote at a visit.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ToldView {
    /// A note, a deviation, or the outcome that it was written with.
    kind: EventKind,
    /// When.
    at: DateTime<Utc>,
    by: EmployeeId,
    #[schema(example = "Kari Nordby")]
    name: Option<String>,
    #[schema(example = "Spiste lite, drakk godt")]
    text: String,
}

/// A visit that the next shift must know of.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct HandOverVisit {
    visit: VisitId,
    citizen: CitizenId,
    #[schema(example = "Astrid Bøe")]
    name: Option<String>,
    start: Option<DateTime<Utc>>,
    /// Who has it.
    holders: Vec<EmployeeId>,
    /// How it went: `planned`, `started`, `done`, `not_done`, `declined`, `moved`, `nobody_opened`.
    #[schema(value_type = String, example = "moved")]
    outcome: Outcome,
    /// Why it was not done.
    reason: Option<NotDoneReason>,
    /// To when it was moved.
    moved_to: Option<DateTime<Utc>>,
    /// Nobody opened, and nothing has settled it since.
    alert: bool,
    /// It should have been over, and nobody has said how it went.
    unsettled: bool,
    /// Lies still: the citizen is away.
    suspended: bool,
    /// In order.
    told: Vec<ToldView>,
}

/// An open task that is due before the day after is over.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct HandOverTask {
    task: TaskId,
    subject: TaskSubject,
    citizen: Option<CitizenId>,
    holder: TaskHolder,
    late_from: DateTime<Utc>,
}

/// What the next shift must know.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct HandOverView {
    unit: UnitId,
    date: NaiveDate,
    #[schema(example = "day")]
    part: String,
    /// As things stood then.
    at: DateTime<Utc>,
    /// Visits done as planned with nothing written: only their number.
    #[schema(example = 31)]
    as_planned: usize,
    /// Visits still ahead.
    #[schema(example = 4)]
    ahead: usize,
    /// The others: alerts first, then by start.
    visits: Vec<HandOverVisit>,
    tasks: Vec<HandOverTask>,
}

/// Whether it should have been over by now.
fn is_behind(visit: &DayVisit, now: DateTime<Utc>) -> bool {
    let ends = visit.visit.interval().map(|interval| interval.until);
    ends.unwrap_or_else(|| visit.visit.start_window().until) < now
}

fn told(day: &Day, visit: &DayVisit, events: &[VisitEvent]) -> Vec<ToldView> {
    let state = visit.state.as_ref();
    let mut told: Vec<ToldView> = events
        .iter()
        .filter(|e| state.is_some_and(|s| s.notes.contains(&e.id)))
        .filter_map(|event| {
            Some(ToldView {
                kind: event.kind,
                at: event.time(),
                by: event.employee,
                name: day.colleague(event.employee).map(|who| who.name()),
                text: event.note.clone()?,
            })
        })
        .collect();
    told.sort_by_key(|t| t.at);
    told
}

fn visit_view(
    day: &Day,
    visit: &DayVisit,
    events: &[VisitEvent],
    now: DateTime<Utc>,
) -> HandOverVisit {
    let citizen = visit.visit.planned.citizen;
    let state = visit.state.as_ref();
    HandOverVisit {
        visit: visit.visit.id,
        citizen,
        name: day.citizens.get(&citizen).map(|c| c.content.name.full()),
        start: visit.visit.start,
        holders: visit
            .assignments
            .iter()
            .filter_map(|a| a.employee)
            .collect(),
        outcome: visit.outcome,
        reason: state.and_then(|s| s.reason),
        moved_to: state.and_then(|s| s.moved_to),
        alert: state.is_some_and(|s| s.alert),
        unsettled: !visit.visit.suspended && !visit.outcome.is_settled() && is_behind(visit, now),
        suspended: visit.visit.suspended,
        told: told(day, visit, events),
    }
}

/// Hand a shift over
///
/// Everything of a part of the day that did not go as planned, or that somebody has written about:
/// not done, moved, declined, nobody opened, not told of yet, lying still; with what was written; and
/// the open tasks that are due before the next day is over. What went as planned is only counted.
#[utoipa::path(tag = "work lists", operation_id = "getHandOver", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), ("date" = NaiveDate, Path, description = "The local date", example = "2026-11-24"), PartQuery), responses(
    (status = 200, description = "What the next shift must know", body = HandOverView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit, date or part", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/days/{date}/hand-over")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, NaiveDate>,
    query: Query<PartQuery>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, date) = ids;
    door.read(Action::GetHandOver, move |reader| {
        let entered = reader.enter(team)?;
        let mut day = reader.day(team, date, query.part.as_deref())?;
        reader.keep_what_is_seen(&mut day)?;
        let now = reader.asked_at();
        let ids: Vec<VisitId> = day.visits.iter().map(|v| v.visit.id).collect();
        let events = reader.told_at(&ids)?;
        let none = Vec::new();
        let of = |visit: &DayVisit| events.get(&visit.visit.id).unwrap_or(&none);
        let mut visits: Vec<HandOverVisit> = day
            .visits
            .iter()
            .map(|visit| visit_view(&day, visit, of(visit), now))
            .collect();
        let all = visits.len();
        visits.retain(|v| {
            let as_it_should = matches!(
                v.outcome,
                Outcome::Planned | Outcome::Started | Outcome::Done
            );
            !as_it_should || v.unsettled || v.suspended || !v.told.is_empty()
        });
        visits.sort_by_key(|v| (!v.alert, v.start.is_none(), v.start, v.visit));
        let told_of: BTreeMap<VisitId, ()> = visits.iter().map(|v| (v.visit, ())).collect();
        let ahead = day
            .visits
            .iter()
            .filter(|v| !v.outcome.is_settled() && !told_of.contains_key(&v.visit.id))
            .count();
        let scope = reader.scope()?;
        let tomorrow = date.succ_opt().unwrap_or(date);
        let filter = TaskFilter {
            state: Some(TaskState::Open),
            due_before: Some(day_end(tomorrow)),
            on: date,
            limit: MOST_TASKS,
            ..TaskFilter::default()
        };
        let tasks = reader.tasks(team, &scope, &filter)?;
        let tasks: Vec<HandOverTask> = tasks
            .into_iter()
            .map(|listed| HandOverTask {
                task: listed.task.id,
                subject: listed.task.draft.subject,
                citizen: listed.task.draft.citizen,
                holder: listed.task.draft.holder,
                late_from: listed.late_from,
            })
            .collect();
        let shown = visits.iter().map(|v| v.citizen);
        let shown = shown
            .chain(tasks.iter().filter_map(|t| t.citizen))
            .collect();
        reader.show_plan(&entered, "hand-over", shown)?;
        let view = HandOverView {
            unit: team,
            date,
            part: day.part.clone(),
            at: now,
            as_planned: all - visits.len() - ahead,
            ahead,
            visits,
            tasks,
        };
        Shown::view(&view)
    })
    .await
}
