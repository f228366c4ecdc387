//! `PUT /citizens/{citizen}/contacts/{contact}`.

use super::view::{ContactView, check, follow_up};
use crate::{
    door::{Door, changed},
    paths::Ids,
    problem::Problem,
    refusals::ChangeRefused,
};
use actix_web::{HttpResponse, put};
use domain::{
    citizen::contacts::ContactContent,
    ids::{CitizenId, ContactId},
    policy::Action,
    time::local_date,
};
use persistence::Streams;

/// Change what is said about a contact
#[utoipa::path(tag = "caseload", operation_id = "updateContact", security(("bearer" = [])), request_body = ContactContent,
    params(("citizen" = CitizenId, Path, description = "The citizen"), ("contact" = ContactId, Path, description = "The contact"),
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Changed", body = ContactView), ChangeRefused))]
#[put("/citizens/{citizen}/contacts/{contact}")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<CitizenId, ContactId>,
) -> Result<HttpResponse, Problem> {
    let Ids(citizen, id) = ids;
    let body = door.body::<ContactContent>();
    let if_match = door.if_match.clone();
    let streams = Streams::citizen(citizen);
    door.write(Action::UpdateContact, streams, move |writer| {
        let opened = writer.open(citizen, "contacts")?;
        let (mut contact, version) = writer.contact(&opened, id)?;
        if_match.check(&opened, writer.epoch(), version)?;
        contact.content = body.read(&opened)?;
        let today = local_date(writer.now());
        check(writer, &contact.content, today)?;
        let version = writer.update_contact(&opened, &contact, version)?;
        follow_up(writer, &opened, &contact, None)?;
        let view = ContactView::new(contact, version, writer.epoch(), today);
        changed(writer.epoch(), version, &view)
    })
    .await
}
