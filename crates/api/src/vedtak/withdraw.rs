//! `POST /vedtak/{vedtak}/withdrawal`: give a draft up.

use super::{
    target::{Target, keep},
    view::VedtakView,
};
use crate::{
    door::Door,
    impartial,
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::VedtakId,
    policy::Action,
    task::{TaskSource, TaskState, TaskSubject},
};
use persistence::Failure;

/// Give a draft up
#[utoipa::path(tag = "vedtak", operation_id = "withdrawVedtak", security(("bearer" = [])),
    params(("vedtak" = VedtakId, Path, description = "The vedtak"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Given up", body = VedtakView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "You may not prepare this vedtak", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such vedtak, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "No draft", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first; the current `ETag` is in the answer", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/vedtak/{vedtak}/withdrawal")]
pub(super) async fn handler(door: Door, id: Id<VedtakId>) -> Result<HttpResponse, Problem> {
    let if_match = door.if_match.clone();
    let target = Target::find(&door, Action::WithdrawVedtak, id.0).await?;
    door.write(Action::WithdrawVedtak, target.streams(), move |writer| {
        let (opened, stored) = target.open_seen(writer, &if_match)?;
        impartial::check(writer, &opened)?;
        let by = writer.actor()?.employee;
        let next = stored.vedtak.clone().withdrawn();
        let next = next.map_err(Failure::Conflict)?;
        let source = TaskSource::Vedtak(next.id);
        let returned = [TaskSubject::VedtakReturned];
        writer.close_tasks_of(source, &returned, TaskState::Cancelled, by)?;
        keep(writer, stored, next)
    })
    .await
}
