//! `GET /citizens/{citizen}/vedtak`.

use super::{target::DOCUMENT, view::VedtakView};
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use domain::{ids::CitizenId, policy::Action, time::local_date};
use serde::Serialize;
use utoipa::ToSchema;

/// A citizen's vedtak.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct VedtakList {
    /// Oldest first, in every state.
    items: Vec<VedtakView>,
}

/// A citizen's vedtak
#[utoipa::path(tag = "vedtak", operation_id = "listVedtakOfCitizen", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 200, description = "Oldest first, in every state", body = VedtakList),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such citizen, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/citizens/{citizen}/vedtak")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    door.read(Action::ListVedtakOfCitizen, move |reader| {
        let opened = reader.open(id.0, DOCUMENT)?;
        let today = local_date(reader.asked_at());
        let items = reader
            .vedtak_of(&opened)?
            .into_iter()
            .map(|stored| VedtakView::new(stored, today))
            .collect();
        Shown::view(&VedtakList { items })
    })
    .await
}
