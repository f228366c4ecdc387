//! `GET /teams/{team}/tasks`.

use super::view::TaskView;
use crate::{
    cursor,
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, web::Query};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{TaskId, UnitId},
    period::is_plausible,
    policy::Action,
    task::{TaskHolder, TaskState},
    text_enum,
    time::{day_start, local_date},
    vedtak::implausible,
};
use persistence::{Failure, Outcome, Reader, StandsIn, TaskFilter};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

text_enum! {
    /// Whose tasks.
    pub enum Whose {
        /// Those that fall to you: by name, by your role in the unit, by a duty you hold today, or
        /// because you stand in for a citizen's primary contact.
        Me = "me", "mine", "mine", "mine";
    }
}

/// Which tasks.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Filter {
    /// In this state; open ones when nothing is asked for.
    state: Option<TaskState>,
    /// `me` for those that fall to you.
    #[param(inline)]
    holder: Option<Whose>,
    /// Late before this day begins, or on it being over: those due before the day.
    #[param(example = "2026-12-01")]
    due_before: Option<NaiveDate>,
    /// `nextCursor` of the page before.
    cursor: Option<String>,
    /// Tasks a page.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// A page of tasks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct TaskPage {
    /// By due time.
    items: Vec<TaskView>,
    /// Where the next page begins, when there is one.
    next_cursor: Option<String>,
}

/// The holders that stand for somebody in a unit: her name, her role, the duties she holds today.
fn holders_of(reader: &mut Reader<'_>, unit: UnitId) -> Outcome<Vec<String>> {
    let (now, actor) = (reader.asked_at(), reader.actor()?);
    let (me, role) = (actor.employee, actor.role_in(unit, now));
    let duties = reader.duties_held(unit, local_date(now), me)?;
    Ok([TaskHolder::Employee(me)]
        .into_iter()
        .chain(role.map(TaskHolder::Role))
        .chain(duties.into_iter().map(TaskHolder::Duty))
        .map(TaskHolder::code)
        .collect())
}

/// Whom she stands in for today: the absent primary contacts of citizens whose secondary contact she is
/// (R-CIT-2).
fn stands_in_for(reader: &mut Reader<'_>, unit: UnitId) -> Outcome<StandsIn> {
    let today = local_date(reader.asked_at());
    let me = reader.actor()?.employee;
    let colleagues = reader.colleagues(unit, today)?;
    let mut found = StandsIn::default();
    for (citizen, team) in reader.care_teams(persistence::Whose::Unit(unit))? {
        let acting = team.acting_primary(&colleagues, today);
        let acting = acting.filter(|acting| acting.employee == me);
        if let Some(absent) = acting.and_then(|acting| acting.stands_in_for) {
            found.holders.push(TaskHolder::Employee(absent).code());
            found.citizens.push(citizen);
        }
    }
    Ok(found)
}

/// What somebody must do
///
/// By due time; a deadline is shown from the day on which its warning time has come.
#[utoipa::path(tag = "tasks", operation_id = "listTasks", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), Filter), responses(
    (status = 200, description = "A page of tasks", body = TaskPage),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Bad cursor, limit or day", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/tasks")]
pub(super) async fn handler(
    door: Door,
    team: Id<UnitId>,
    filter: Query<Filter>,
) -> Result<HttpResponse, Problem> {
    let filter = filter.into_inner();
    let language = door.language;
    door.read(Action::ListTasks, move |reader| {
        let entered = reader.enter(team.0)?;
        if let Some(day) = filter.due_before.filter(|day| !is_plausible(*day)) {
            return Err(Failure::invalid(implausible(day, "?dueBefore")));
        }
        let limit = cursor::limit(filter.limit)?;
        let epoch = reader.epoch().to_owned();
        let after: Option<(DateTime<Utc>, TaskId)> = filter
            .cursor
            .map(|text| cursor::decode(&epoch, &text))
            .transpose()?;
        let now = reader.asked_at();
        let (holders, stands_in) = match filter.holder {
            Some(Whose::Me) => {
                let holders = holders_of(reader, team.0)?;
                (Some(holders), stands_in_for(reader, team.0)?)
            }
            None => (None, StandsIn::default()),
        };
        let wanted = TaskFilter {
            state: Some(filter.state.unwrap_or(TaskState::Open)),
            holders,
            stands_in,
            due_before: filter.due_before.map(day_start),
            on: local_date(now),
            after,
            limit: limit + 1,
        };
        let scope = reader.scope()?;
        let mut found = reader.tasks(team.0, &scope, &wanted)?;
        let more = i64::try_from(found.len()).unwrap_or(i64::MAX) > limit;
        if more {
            found.pop();
        }
        let last = found
            .last()
            .filter(|_| more)
            .map(|listed| (listed.late_from, listed.task.id));
        let names = reader.names_in_tasks(&found)?;
        let citizens = found
            .iter()
            .filter_map(|listed| listed.task.draft.citizen)
            .collect();
        reader.show_plan(&entered, "tasks", citizens)?;
        Shown::view(&TaskPage {
            items: found
                .into_iter()
                .map(|listed| TaskView::new(listed, now, language).named(&names))
                .collect(),
            next_cursor: last.map(|position| cursor::encode(&epoch, &position)),
        })
    })
    .await
}
