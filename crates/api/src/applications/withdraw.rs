//! `POST /applications/{application}/withdrawal`: the one who applied takes it back.

use super::{target::Target, view::ApplicationView};
use crate::{
    door::{Door, changed},
    impartial,
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    application::ApplicationState,
    ids::ApplicationId,
    policy::Action,
    task::{TaskSource, TaskState, TaskSubject},
    time::local_date,
};
use persistence::Failure;

/// Take an application back
///
/// It stays registered; nobody waits for an answer any more.
#[utoipa::path(tag = "applications", operation_id = "withdrawApplication", security(("bearer" = [])),
    params(("application" = ApplicationId, Path, description = "The application")), responses(
    (status = 200, description = "Taken back", body = ApplicationView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "You do not prepare vedtak", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such application, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Decided or taken back before", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/applications/{application}/withdrawal")]
pub(super) async fn handler(door: Door, id: Id<ApplicationId>) -> Result<HttpResponse, Problem> {
    let (law, language) = (door.state.law.clone(), door.language);
    let target = Target::find(&door, Action::WithdrawApplication, id.0).await?;
    door.write(
        Action::WithdrawApplication,
        target.streams(),
        move |writer| {
            let (opened, mut next, version) = target.open(writer)?;
            next.check_open().map_err(Failure::Conflict)?;
            impartial::check(writer, &opened)?;
            let by = writer.actor()?.employee;
            next.state = ApplicationState::Withdrawn;
            let source = TaskSource::Application(next.id);
            let subjects = [
                TaskSubject::PreliminaryAnswer,
                TaskSubject::ApplicationAnswer,
            ];
            writer.close_tasks_of(source, &subjects, TaskState::Cancelled, by)?;
            let version = writer.update_application(&next, version)?;
            let settings = law.on(local_date(writer.now()));
            let view = ApplicationView::new(next, version, &settings, language);
            changed(writer.epoch(), version, &view)
        },
    )
    .await
}
