//! `GET /vedtak/{vedtak}`.

use super::{target::Target, view::VedtakView};
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use domain::{ids::VedtakId, policy::Action, time::local_date};

/// One vedtak
#[utoipa::path(tag = "vedtak", operation_id = "getVedtak", security(("bearer" = [])),
    params(("vedtak" = VedtakId, Path, description = "The vedtak")), responses(
    (status = 200, description = "The vedtak; the `ETag` is its version", body = VedtakView),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such vedtak, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/vedtak/{vedtak}")]
pub(super) async fn handler(door: Door, id: Id<VedtakId>) -> Result<HttpResponse, Problem> {
    let target = Target::find(&door, Action::GetVedtak, id.0).await?;
    door.read(Action::GetVedtak, move |reader| {
        let (_, stored) = target.open(reader)?;
        let version = stored.version;
        let view = VedtakView::new(stored, local_date(reader.asked_at()));
        Shown::resource(reader.epoch(), version, &view)
    })
    .await
}
