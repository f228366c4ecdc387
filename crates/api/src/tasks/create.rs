//! `POST /teams/{team}/tasks`: a task by hand.

use super::view::TaskView;
use crate::{
    door::{Door, created},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{CitizenId, TaskId, UnitId},
    period::is_plausible,
    policy::Action,
    reason::{Reason, Violations},
    task::{Due, TaskDraft, TaskHolder, TaskSource, TaskSubject},
    time::local_date,
    vedtak::{implausible, too_long},
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// Longest title, characters.
const LONGEST: usize = 200;

static UNTITLED: Reason = Reason {
    rule: "R-MSG-4",
    code: "title-missing",
    nb: "Skriv hva som skal gjøres.",
    nn: "Skriv kva som skal gjerast.",
    en: "Write what is to be done.",
};
static NOT_OF_THE_UNIT: Reason = Reason {
    rule: "R-MSG-4",
    code: "holder-not-of-the-unit",
    nb: "Den som skal gjøre oppgaven, må arbeide i enheten.",
    nn: "Den som skal gjere oppgåva, må arbeide i eininga.",
    en: "Whoever is to do the task must work in the unit.",
};
static NO_CITIZEN: Reason = Reason {
    rule: "SEC-5",
    code: "no-such-citizen",
    nb: "Enheten har ingen slik innbygger.",
    nn: "Eininga har ingen slik innbyggjar.",
    en: "The unit has no such citizen.",
};

/// A task to write down.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct TaskInput {
    /// What is to be done; never health information.
    #[schema(example = "Bestill nøkkelboks", max_length = 200)]
    title: String,
    /// About whom, when it is about somebody.
    #[serde(default)]
    citizen: Option<CitizenId>,
    /// When.
    due: Due,
    /// Who.
    holder: TaskHolder,
}

/// Write a task down
#[utoipa::path(tag = "tasks", operation_id = "createTask", security(("bearer" = [])), request_body = TaskInput,
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 201, description = "Written down", body = TaskView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/tasks")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let id: TaskId = door.new_id();
    let unit = team.0;
    let body = door.body::<TaskInput>();
    let language = door.language;
    door.write(Action::CreateTask, Streams::unit(unit), move |writer| {
        let entered = writer.enter(unit)?;
        let input = body.read(&entered)?;
        let now = writer.now();
        let mut found = Violations::new();
        if input.title.trim().is_empty() {
            found.push(UNTITLED.violation().at("/title"));
        }
        found.extend(too_long(&input.title, LONGEST, "/title"));
        let day = match input.due {
            Due::Day(day) => day,
            Due::Instant(at) => local_date(at),
        };
        if !is_plausible(day) {
            found.push(implausible(day, "/due/at"));
        }
        if let TaskHolder::Employee(holder) = input.holder {
            let works_here = writer.members(unit)?.into_iter().any(|(member, _, _)| {
                member.employee == holder && member.is_active(local_date(now))
            });
            if !works_here {
                found.push(NOT_OF_THE_UNIT.violation().at("/holder/value"));
            }
        }
        if let Some(citizen) = input.citizen
            && !writer.is_in_caseload(citizen, unit)?
        {
            found.push(NO_CITIZEN.violation().at("/citizen"));
        }
        if !found.is_empty() {
            return Err(Failure::Invalid(found));
        }
        let draft = TaskDraft {
            unit,
            citizen: input.citizen,
            subject: TaskSubject::Other,
            values: [("title".to_owned(), input.title.trim().to_owned())].into(),
            due: input.due,
            holder: input.holder,
            source: input
                .citizen
                .map_or(TaskSource::Unit(unit), TaskSource::Citizen),
        };
        writer.add_task_by_hand(id, &draft)?;
        let citizens = draft.citizen.into_iter().collect();
        writer.show(Some(unit), entered.basis, "tasks", citizens);
        let view = TaskView::new(writer.task(id)?, now, language);
        created(
            writer.epoch(),
            1,
            format!("/api/v1/teams/{unit}/tasks"),
            &view,
        )
    })
    .await
}
