//! `GET /vedtak/{vedtak}/letter-preview.pdf`: the letter as it will look, for those who write and sign
//! (WEB-6). It is kept nowhere.

use super::{case::settings, letter::Draft, sign::drawn, target::Target};
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::Problem,
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use domain::{ids::VedtakId, policy::Action, time::local_date, vedtak::VedtakState};
use persistence::Failure;

/// The letter before the signature
///
/// Drawn from the draft as it is, dated today and marked as a draft. Once the vedtak is signed there is
/// `letter.pdf` and no preview.
#[utoipa::path(tag = "vedtak", operation_id = "previewVedtakLetter", security(("bearer" = [])),
    params(("vedtak" = VedtakId, Path, description = "The vedtak")), responses(
    (status = 200, description = "The file; the `ETag` is its hash", content_type = "application/pdf", body = Vec<u8>), ReadRefused))]
#[get("/vedtak/{vedtak}/letter-preview.pdf")]
pub(super) async fn handler(door: Door, id: Id<VedtakId>) -> Result<HttpResponse, Problem> {
    let action = Action::PreviewVedtakLetter;
    let target = Target::find(&door, action, id.0).await?;
    let law = door.state.law.clone();
    let draft = door
        .look(action, move |reader| {
            let now = reader.asked_at();
            let (opened, stored) = target.open(reader)?;
            match stored.vedtak.state {
                VedtakState::Draft | VedtakState::Submitted | VedtakState::Returned => {}
                _ => return Err(Failure::NotThere),
            }
            let today = (local_date(now), settings(&law, now));
            Ok(Draft::load(reader, &opened, stored.vedtak, today)?.unsigned())
        })
        .await?;
    let (_, letter) = drawn(&door, draft).await?;
    door.read(action, move |reader| {
        target.open(reader)?;
        Ok(Shown::file("application/pdf", &letter.hash, letter.bytes))
    })
    .await
}
