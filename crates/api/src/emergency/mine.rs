//! `GET /emergency-access`: the records that are open to me in an emergency.

use super::view::EmergencyView;
use crate::{
    door::{Door, Shown},
    problem::Problem,
    refusals::SignedOut,
};
use actix_web::{HttpResponse, get};
use domain::policy::{Action, Basis};
use serde::Serialize;
use utoipa::ToSchema;

/// One's own, newest first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct EmergencyList {
    items: Vec<EmergencyView>,
}

/// My emergency accesses
///
/// Those that have not ended. The citizens are found here by id: they are in no search or list.
#[utoipa::path(tag = "emergency", operation_id = "listMyEmergencyAccess", security(("bearer" = [])), responses(
    (status = 200, description = "Those that have not ended", body = EmergencyList), SignedOut))]
#[get("/emergency-access")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    door.read(Action::ListMyEmergencyAccess, |reader| {
        reader.general()?;
        let mine = reader.own_emergency_accesses()?;
        let citizens = mine.iter().map(|listed| listed.access.citizen).collect();
        reader.show(None, Basis::Emergency, "emergency-access", citizens);
        let items = mine.iter().map(|l| EmergencyView::from(&l.access));
        Shown::view(&EmergencyList {
            items: items.collect(),
        })
    })
    .await
}
