//! `GET` and `POST /citizens/{citizen}/contacts/{contact}/notes`: everyday contact, one tap each.

use super::view::follow_up;
use crate::{
    door::{Door, Shown, created},
    paths::{Id, Ids},
    problem::Problem,
    refusals::{AddRefused, ReadRefused},
};
use actix_web::{HttpResponse, get, post};
use domain::{
    citizen::contacts::{ContactNote, NoteContent, check_note},
    ids::{CitizenId, ContactId, ContactNoteId},
    policy::Action,
    reason::none_of,
    time::{local_date, to_micros},
};
use persistence::{Failure, Streams};
use serde::Serialize;
use utoipa::ToSchema;

/// The most notes that are shown.
const MOST: i64 = 200;

/// Notes on contact with kin.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Notes {
    /// Newest first.
    items: Vec<ContactNote>,
}

/// The latest notes on contact with kin
#[utoipa::path(tag = "caseload", operation_id = "listContactNotes", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 200, description = "The 200 newest", body = Notes), ReadRefused))]
#[get("/citizens/{citizen}/contact-notes")]
pub(super) async fn list(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    door.read(Action::ListContactNotes, move |reader| {
        let opened = reader.open(id.0, "contacts")?;
        let items = reader.contact_notes(&opened, MOST)?;
        Shown::digest(reader.epoch(), &Notes { items })
    })
    .await
}

/// Note a contact with kin
///
/// Says when contact is next taken, when that is agreed; a contact that was due is done with it.
#[utoipa::path(tag = "caseload", operation_id = "createContactNote", security(("bearer" = [])), request_body = NoteContent,
    params(("citizen" = CitizenId, Path, description = "The citizen"), ("contact" = ContactId, Path, description = "The contact")), responses(
    (status = 201, description = "Noted", body = ContactNote), AddRefused))]
#[post("/citizens/{citizen}/contacts/{contact}/notes")]
pub(super) async fn write(
    door: Door,
    ids: Ids<CitizenId, ContactId>,
) -> Result<HttpResponse, Problem> {
    let Ids(citizen, contact) = ids;
    let id: ContactNoteId = door.new_id();
    let body = door.body::<NoteContent>();
    let streams = Streams::citizen(citizen);
    door.write(Action::CreateContactNote, streams, move |writer| {
        let opened = writer.open(citizen, "contacts")?;
        let (mut contact, version) = writer.contact(&opened, contact)?;
        let content = body.read(&opened)?;
        let now = writer.now();
        let today = local_date(now);
        none_of(check_note(&content, today)).map_err(Failure::Invalid)?;
        let by = writer.actor()?.employee;
        let due = contact
            .content
            .next_contact_on
            .is_some_and(|due| due <= today);
        if content.next_contact_on.is_some() || due {
            contact.content.next_contact_on = content.next_contact_on;
            contact.content.kept_by = contact.content.kept_by.or(Some(by));
            writer.update_contact(&opened, &contact, version)?;
            follow_up(writer, &opened, &contact, Some(by))?;
        }
        let note = ContactNote {
            id,
            contact: contact.id,
            at: to_micros(now),
            by,
            content,
        };
        writer.insert_contact_note(&opened, &note)?;
        let location = format!("/api/v1/citizens/{citizen}/contact-notes");
        created(writer.epoch(), 1, location, &note)
    })
    .await
}
