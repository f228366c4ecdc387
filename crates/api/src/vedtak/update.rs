//! `PUT /vedtak/{vedtak}`: write a draft anew.

use super::{
    case::{home_desk, preparer},
    create::faults,
    target::{Target, keep},
    view::VedtakView,
};
use crate::{
    door::Door,
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, put};
use domain::{
    ids::VedtakId,
    policy::Action,
    vedtak::{Drafting, Vedtak},
};
use persistence::{Failure, MarkKind};
use uuid::Uuid;

/// Write a draft anew
///
/// Whoever changes it is among its editors, and does not sign it. One that was sent back is taken up
/// again.
#[utoipa::path(tag = "vedtak", operation_id = "updateVedtak", security(("bearer" = [])), request_body = Drafting,
    params(("vedtak" = VedtakId, Path, description = "The vedtak"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Written", body = VedtakView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "You may not prepare this vedtak; every reason", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such vedtak, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "No draft: what is submitted or signed is not changed", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first; the current `ETag` is in the answer", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[put("/vedtak/{vedtak}")]
pub(super) async fn handler(door: Door, id: Id<VedtakId>) -> Result<HttpResponse, Problem> {
    let body = door.body::<Drafting>();
    let law = door.state.law.clone();
    let if_match = door.if_match.clone();
    let mark: Uuid = door.new_id();
    let target = Target::find(&door, Action::UpdateVedtak, id.0).await?;
    door.write(Action::UpdateVedtak, target.streams(), move |writer| {
        let (opened, stored) = target.open_seen(writer, &if_match)?;
        let drafting = body.read(&opened)?;
        let now = writer.now();
        let by = preparer(writer, &opened, drafting.content.service, &law, now)?;
        let found = faults(writer, &opened, &drafting, Some(&stored.vedtak.content))?;
        if !found.is_empty() {
            return Err(Failure::Invalid(found));
        }
        let next = stored.vedtak.clone().redrafted(drafting, by);
        let next = next.map_err(Failure::Conflict)?;
        let next = Vedtak {
            handling_unit: home_desk(writer, &opened, &next)?,
            ..next
        };
        if next.content.fails_check() && !stored.vedtak.content.fails_check() {
            writer.mark_vedtak(mark, &next, MarkKind::CheckFailed)?;
        }
        keep(writer, stored, next)
    })
    .await
}
