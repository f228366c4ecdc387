//! `GET /citizens/{citizen}/contacts`.

use super::view::ContactView;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::Problem,
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use domain::{ids::CitizenId, policy::Action, time::local_date};
use serde::Serialize;
use utoipa::ToSchema;

/// A citizen's contacts.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ContactList {
    /// Oldest first.
    items: Vec<ContactView>,
}

/// Kin, guardian, neighbours
#[utoipa::path(tag = "caseload", operation_id = "listContacts", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 200, description = "All contacts", body = ContactList), ReadRefused))]
#[get("/citizens/{citizen}/contacts")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    door.read(Action::ListContacts, move |reader| {
        let opened = reader.open(id.0, "contacts")?;
        let today = local_date(reader.asked_at());
        let contacts = reader.contacts(&opened)?;
        let epoch = reader.epoch();
        let items = contacts
            .into_iter()
            .map(|(contact, version)| ContactView::new(contact, version, epoch, today))
            .collect();
        Shown::digest(epoch, &ContactList { items })
    })
    .await
}
