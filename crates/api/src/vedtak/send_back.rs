//! `POST /vedtak/{vedtak}/return`: send a submitted vedtak back.

use super::{
    case::{Case, home_desk, settings},
    target::{Target, keep},
    view::VedtakView,
};
use crate::{
    door::Door,
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{TaskId, VedtakId},
    policy::Action,
    signing::check_return,
    task::{TaskSource, TaskState, TaskSubject, returned_task},
    time::local_date,
    vedtak::{Step, Vedtak, too_long},
};
use persistence::{Failure, MarkKind};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Longest comment, characters.
const LONGEST: usize = 5000;

/// What must be changed.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ReturnInput {
    #[schema(example = "Skriv hvor ofte.", max_length = 5000)]
    comment: String,
}

/// Send a vedtak back
///
/// With what must be changed; the case worker gets a task.
#[utoipa::path(tag = "vedtak", operation_id = "returnVedtak", security(("bearer" = [])), request_body = ReturnInput,
    params(("vedtak" = VedtakId, Path, description = "The vedtak"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Sent back", body = VedtakView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "You neither lead this desk nor could sign; every reason", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such vedtak, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Not submitted", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first; the current `ETag` is in the answer", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "The comment is missing", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/vedtak/{vedtak}/return")]
pub(super) async fn handler(door: Door, id: Id<VedtakId>) -> Result<HttpResponse, Problem> {
    let task: TaskId = door.new_id();
    let mark: Uuid = door.new_id();
    let body = door.body::<ReturnInput>();
    let law = door.state.law.clone();
    let if_match = door.if_match.clone();
    let target = Target::find(&door, Action::ReturnVedtak, id.0).await?;
    door.write(Action::ReturnVedtak, target.streams(), move |writer| {
        let (opened, stored) = target.open_seen(writer, &if_match)?;
        let input = body.read(&opened)?;
        let now = writer.now();
        let actor = writer.actor()?;
        let (by, leads) = (
            actor.employee,
            actor.leads(stored.vedtak.handling_unit, now),
        );
        let case = Case::load(writer, &opened, stored, &law, now)?;
        check_return(&case.facts(), leads, now).map_err(Failure::Forbidden)?;
        let stored = case.stored;
        stored
            .vedtak
            .state
            .after(Step::Return)
            .map_err(Failure::Conflict)?;
        if let Some(fault) = too_long(&input.comment, LONGEST, "/comment") {
            return Err(Failure::invalid(fault));
        }
        let next = stored.vedtak.clone().returned(&input.comment);
        let next = next.map_err(Failure::Invalid)?;
        let next = Vedtak {
            handling_unit: home_desk(writer, &opened, &next)?,
            ..next
        };
        let source = TaskSource::Vedtak(next.id);
        let waiting = [TaskSubject::VedtakSignature];
        writer.close_tasks_of(source, &waiting, TaskState::Cancelled, by)?;
        writer.raise_task(
            task,
            &returned_task(&next, local_date(now), &settings(&law, now)),
        )?;
        writer.mark_vedtak(mark, &next, MarkKind::Returned)?;
        keep(writer, stored, next)
    })
    .await
}
