//! `GET /citizens/{citizen}/transfers`.

use super::view::TransferView;
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

/// A citizen's transfers.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Transfers {
    /// Oldest first.
    items: Vec<TransferView>,
}

/// A citizen's transfers
#[utoipa::path(tag = "caseload", operation_id = "listTransfers", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 200, description = "All of them", body = Transfers), ReadRefused))]
#[get("/citizens/{citizen}/transfers")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    let language = door.language;
    door.read(Action::ListTransfers, move |reader| {
        let opened = reader.open(id.0, "transfers")?;
        let epoch = reader.epoch().to_owned();
        let items = reader
            .transfers_of(&opened)?
            .into_iter()
            .map(|(transfer, version)| TransferView::new(transfer, version, &epoch, language))
            .collect();
        Shown::digest(&epoch, &Transfers { items })
    })
    .await
}
