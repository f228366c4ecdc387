//! `POST /teams/{team}/days/{date}/closing`: the day is over (R-WL-11).

use super::{PartQuery, view::DayView, whole};
use crate::{
    door::{Door, changed},
    paths::Ids,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post, web::Query};
use chrono::{Days, NaiveDate};
use domain::{
    day_plan::{
        ClosingFacts, DayPlan, DayPlanState, DoneFacts, Unfinished, closing_list, may_close,
    },
    ids::{DayPlanId, EmployeeId, UnitId},
    organisation::Duty,
    policy::Action,
    task::{Due, TaskDraft, TaskHolder, TaskSource, TaskSubject},
    time::local_date,
    visit_event::Outcome as VisitOutcome,
};
use persistence::{Day, DayVisit, Failure, Outcome, Streams, Writer, new_id};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// A closed day and what is missing in it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ClosingView {
    day: DayView,
    /// What somebody still has to say, each with its holder. Nothing is filled in for anybody.
    unfinished: Vec<Unfinished>,
}

fn done_facts(visit: &DayVisit) -> DoneFacts {
    DoneFacts {
        visit: visit.visit.id,
        holders: visit
            .assignments
            .iter()
            .filter_map(|a| a.employee)
            .collect(),
        has_outcome: visit.outcome.is_settled(),
        done: visit.outcome == VisitOutcome::Done,
        has_note: visit.state.as_ref().is_some_and(|s| !s.notes.is_empty()),
        // Practical help alone asks for no competence, and its notes are no health records.
        health: !visit.visit.planned.competences.is_empty(),
        suspended: visit.visit.suspended,
    }
}

/// Those on the lists whose phone has not been heard from since their last visit ended.
fn silent_phones(writer: &mut Writer<'_>, day: &Day) -> Outcome<Vec<EmployeeId>> {
    let on_lists: BTreeSet<EmployeeId> = day
        .visits
        .iter()
        .flat_map(|v| &v.assignments)
        .filter_map(|a| a.employee)
        .collect();
    let on_lists: Vec<EmployeeId> = on_lists.into_iter().collect();
    let heard = writer.phones_heard(&on_lists)?;
    let is_silent = |who: &EmployeeId| {
        let mine = day
            .visits
            .iter()
            .filter(|v| v.assignments.iter().any(|a| a.employee == Some(*who)));
        let last = mine
            .filter_map(|v| v.visit.interval())
            .map(|i| i.until)
            .max();
        last.is_some_and(|last| heard.get(who).is_none_or(|at| *at < last))
    };
    Ok(on_lists.into_iter().filter(is_silent).collect())
}

/// What is missing becomes its holder's task; without a holder it is whoever is fordeler.
fn follow_up(writer: &mut Writer<'_>, day: &Day, missing: &Unfinished) -> Outcome<()> {
    let visit = missing
        .visit
        .and_then(|id| day.visits.iter().find(|v| v.visit.id == id));
    let draft = TaskDraft {
        unit: day.unit,
        citizen: visit.map(|v| v.visit.planned.citizen),
        subject: TaskSubject::VisitFollowUp,
        values: BTreeMap::from([
            ("kind".to_owned(), missing.kind.to_string()),
            ("date".to_owned(), day.date.to_string()),
        ]),
        due: Due::Day(local_date(writer.now()) + Days::new(1)),
        holder: missing
            .holder
            .map_or(TaskHolder::Duty(Duty::Fordeler), TaskHolder::Employee),
        source: missing
            .visit
            .map_or(TaskSource::Unit(day.unit), TaskSource::Visit),
    };
    writer.add_task(new_id(writer.now()), &draft)
}

/// Close a day
///
/// Lists every visit without outcome, every health visit without note, and phones not heard from.
/// Each becomes its holder's task; nothing is filled in.
#[utoipa::path(tag = "work lists", operation_id = "closeDay", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), ("date" = NaiveDate, Path, description = "The local date", example = "2026-11-24"), PartQuery,
        ("If-Match" = String, Header, description = "`etag` of the day plan")), responses(
    (status = 200, description = "Closed, with what is missing", body = ClosingView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the day's fordeler or the leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit, date or part", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "It is not in force", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/days/{date}/closing")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, NaiveDate>,
    query: Query<PartQuery>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, date) = ids;
    let (language, if_match) = (door.language, door.if_match.clone());
    let id: DayPlanId = door.new_id();
    door.write(Action::CloseDay, Streams::unit(team), move |writer| {
        let mut day = writer.day(team, date, query.part.as_deref())?;
        let entered = writer.enter_with(team, day.fordeler.map(|holder| holder.employee))?;
        if_match.check(&entered, writer.epoch(), day.plan.version)?;
        whole(writer, &day)?;
        may_close(day.plan.state).map_err(Failure::Conflict)?;
        let plan = DayPlan {
            id,
            unit: team,
            date,
            part: day.part.clone(),
            state: DayPlanState::Closed,
            published_at: day.plan.published_at,
            published_by: day.plan.published_by,
            closed_at: Some(writer.now()),
        };
        day.plan.version = writer.save_day_plan(&plan, None, day.plan.version)?;
        day.plan.state = plan.state;
        day.plan.closed_at = plan.closed_at;
        let unfinished = closing_list(&ClosingFacts {
            visits: day.visits.iter().map(done_facts).collect(),
            silent_phones: silent_phones(writer, &day)?,
        });
        for missing in &unfinished {
            follow_up(writer, &day, missing)?;
        }
        let shown = day.visits.iter().map(|v| v.visit.planned.citizen).collect();
        writer.show_plan(&entered, "day-plan", shown)?;
        let view = ClosingView {
            day: DayView::new(&day, writer.epoch(), language),
            unfinished,
        };
        changed(writer.epoch(), day.plan.version, &view)
    })
    .await
}
