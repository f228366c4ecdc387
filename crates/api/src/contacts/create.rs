//! `POST /citizens/{citizen}/contacts`.

use super::view::{ContactView, check, follow_up};
use crate::{
    door::{Door, created},
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use domain::{
    citizen::contacts::{Contact, ContactContent},
    ids::{CitizenId, ContactId},
    policy::Action,
    time::local_date,
};
use persistence::Streams;

/// Add a contact
#[utoipa::path(tag = "caseload", operation_id = "createContact", security(("bearer" = [])), request_body = ContactContent,
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 201, description = "Added", body = ContactView), AddRefused))]
#[post("/citizens/{citizen}/contacts")]
pub(super) async fn handler(door: Door, citizen: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    let citizen = citizen.0;
    let id: ContactId = door.new_id();
    let body = door.body::<ContactContent>();
    let streams = Streams::citizen(citizen);
    door.write(Action::CreateContact, streams, move |writer| {
        let opened = writer.open(citizen, "contacts")?;
        let content = body.read(&opened)?;
        let today = local_date(writer.now());
        check(writer, &content, today)?;
        let contact = Contact { id, content };
        writer.insert_contact(&opened, &contact)?;
        follow_up(writer, &opened, &contact, None)?;
        let location = format!("/api/v1/citizens/{citizen}/contacts/{id}");
        let view = ContactView::new(contact, 1, writer.epoch(), today);
        created(writer.epoch(), 1, location, &view)
    })
    .await
}
