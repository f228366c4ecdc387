//! `DELETE /citizens/{citizen}/contacts/{contact}`.

use super::view::follow_up;
use crate::{
    door::{Door, nothing},
    paths::Ids,
    problem::Problem,
    refusals::ChangeRefused,
};
use actix_web::{HttpResponse, delete};
use domain::{
    ids::{CitizenId, ContactId},
    policy::Action,
};
use persistence::Streams;

/// Remove a contact
///
/// Conversations that name the contact keep doing so.
#[utoipa::path(tag = "caseload", operation_id = "removeContact", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen"), ("contact" = ContactId, Path, description = "The contact"),
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 204, description = "Removed"), ChangeRefused))]
#[delete("/citizens/{citizen}/contacts/{contact}")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<CitizenId, ContactId>,
) -> Result<HttpResponse, Problem> {
    let Ids(citizen, id) = ids;
    let if_match = door.if_match.clone();
    let streams = Streams::citizen(citizen);
    door.write(Action::RemoveContact, streams, move |writer| {
        let opened = writer.open(citizen, "contacts")?;
        let (mut contact, version) = writer.contact(&opened, id)?;
        if_match.check(&opened, writer.epoch(), version)?;
        writer.remove_contact(&opened, id, version)?;
        contact.content.next_contact_on = None;
        follow_up(writer, &opened, &contact, None)?;
        Ok(nothing())
    })
    .await
}
