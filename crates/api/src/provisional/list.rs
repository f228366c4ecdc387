//! `GET /citizens/{citizen}/provisional-services`.

use super::{target::DOCUMENT, view::ProvisionalView};
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::Problem,
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use domain::{ids::CitizenId, policy::Action};
use serde::Serialize;
use utoipa::ToSchema;

/// A citizen's services before the vedtak.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProvisionalList {
    /// Oldest first, also those that have stopped.
    items: Vec<ProvisionalView>,
}

/// What a citizen gets before the vedtak
#[utoipa::path(tag = "applications", operation_id = "listProvisionalServices", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 200, description = "Oldest first", body = ProvisionalList), ReadRefused))]
#[get("/citizens/{citizen}/provisional-services")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    door.read(Action::ListProvisional, move |reader| {
        let opened = reader.open(id.0, DOCUMENT)?;
        let items = reader.provisional_services(&opened)?;
        let view = |(provisional, version)| ProvisionalView::new(provisional, version, None);
        Shown::digest(
            reader.epoch(),
            &ProvisionalList {
                items: items.into_iter().map(view).collect(),
            },
        )
    })
    .await
}
