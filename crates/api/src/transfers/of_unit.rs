//! `GET /teams/{team}/transfers`: to and from a unit.

use super::view::TransferView;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use domain::{
    ids::{CitizenId, UnitId},
    policy::Action,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A transfer with the citizen's name: all that the receiving unit learns before it has accepted.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Named {
    #[schema(example = "Astrid Bøe")]
    name: String,
    #[serde(flatten)]
    transfer: TransferView,
}

/// Transfers that a unit has something to do with.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UnitTransfers {
    /// By date.
    items: Vec<Named>,
}

/// Transfers to and from a unit
///
/// Proposed, accepted, and moved with something still to be handed over.
#[utoipa::path(tag = "caseload", operation_id = "listUnitTransfers", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 200, description = "All that are not finished", body = UnitTransfers),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    ReadRefused))]
#[get("/teams/{team}/transfers")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let language = door.language;
    door.read(Action::ListUnitTransfers, move |reader| {
        let entered = reader.enter(team.0)?;
        let found = reader.transfers_of_unit(&entered)?;
        let citizens: Vec<CitizenId> = found.iter().map(|(t, _)| t.citizen).collect();
        let names = reader.names_of(&citizens)?;
        let epoch = reader.epoch().to_owned();
        let items = found
            .into_iter()
            .map(|(transfer, version)| Named {
                name: names.get(&transfer.citizen).cloned().unwrap_or_default(),
                transfer: TransferView::new(transfer, version, &epoch, language),
            })
            .collect();
        reader.show(Some(entered.unit), entered.basis, "transfers", citizens);
        Shown::digest(&epoch, &UnitTransfers { items })
    })
    .await
}
