//! `GET /vedtak/{vedtak}/appeals`.

use super::{DOCUMENT, view::AppealView};
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::Problem,
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use domain::{ids::VedtakId, policy::Action};
use serde::Serialize;
use utoipa::ToSchema;

/// The appeals on a vedtak.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AppealList {
    /// Oldest first.
    items: Vec<AppealView>,
}

/// Appeals on a vedtak
#[utoipa::path(tag = "appeals", operation_id = "listAppeals", security(("bearer" = [])),
    params(("vedtak" = VedtakId, Path, description = "The vedtak")), responses(
    (status = 200, description = "Oldest first, each with its dated steps", body = AppealList), ReadRefused))]
#[get("/vedtak/{vedtak}/appeals")]
pub(super) async fn handler(door: Door, id: Id<VedtakId>) -> Result<HttpResponse, Problem> {
    let action = Action::ListAppeals;
    let law = door.state.law.clone();
    let (citizen, _) = door
        .look(action, move |reader| reader.whose_vedtak(id.0))
        .await?;
    door.read(action, move |reader| {
        let opened = reader.open(citizen, DOCUMENT)?;
        reader.vedtak(&opened, id.0)?;
        let appeals = reader.appeals(&opened, id.0)?;
        let view = |(appeal, version)| AppealView::new(appeal, version, &law);
        let items = appeals.into_iter().map(view).collect();
        Shown::digest(reader.epoch(), &AppealList { items })
    })
    .await
}
