//! `POST /tasks/{task}/done`.

use super::view::TaskView;
use crate::{
    door::{Door, changed},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{TaskId, UnitId},
    policy::Action,
    task::TaskState,
    time::to_micros,
};
use persistence::{Failure, Streams};
use uuid::Uuid;

/// A task is done
///
/// For those who work in its unit; to others there is no such task.
#[utoipa::path(tag = "tasks", operation_id = "completeTask", security(("bearer" = [])),
    params(("task" = TaskId, Path, description = "The task")), responses(
    (status = 200, description = "Done", body = TaskView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such task, or none of yours", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Already closed", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/tasks/{task}/done")]
pub(super) async fn handler(door: Door, id: Id<TaskId>) -> Result<HttpResponse, Problem> {
    let id = id.0;
    let language = door.language;
    let unit = door
        .look(Action::CompleteTask, move |reader| reader.unit_of_task(id))
        .await?
        .unwrap_or(UnitId(Uuid::max()));
    door.write(Action::CompleteTask, Streams::unit(unit), move |writer| {
        let entered = writer.enter(unit).map_err(|failure| match failure {
            // A task of another unit looks like none.
            Failure::Forbidden(_) => Failure::NotThere,
            other => other,
        })?;
        let listed = writer.task(id)?;
        if let Some(citizen) = listed.task.draft.citizen
            && !writer.sees_here(&entered, citizen)?
        {
            return Err(Failure::NotThere);
        }
        let (now, by) = (to_micros(writer.now()), writer.actor()?.employee);
        let task = listed.task.closed(TaskState::Done, by, now);
        let task = task.map_err(Failure::Conflict)?;
        let version = writer.close_task(&task, listed.version)?;
        let citizens = task.draft.citizen.into_iter().collect();
        writer.show_plan(&entered, "tasks", citizens)?;
        let view = TaskView::new(writer.task(id)?, now, language);
        changed(writer.epoch(), version, &view)
    })
    .await
}
