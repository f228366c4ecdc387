//! Everyday contact with kin: short notes, the «meldingsbok» (R-CIT-8).

use crate::{
    changes::Op,
    connection::either,
    failure::Outcome,
    reader::{Opened, Reader},
    schema::contact_notes,
    sql_types::{At, Doc, Id},
    writer::Writer,
};
use diesel::prelude::*;
use domain::{
    citizen::contacts::{ContactNote, NoteContent},
    ids::{ContactId, ContactNoteId, EmployeeId},
};

impl Reader<'_> {
    /// Notes on contact with an opened citizen's kin, newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn contact_notes(&mut self, opened: &Opened, most: i64) -> Outcome<Vec<ContactNote>> {
        type Row = (
            Id<ContactNoteId>,
            Id<ContactId>,
            At,
            Id<EmployeeId>,
            Doc<NoteContent>,
        );
        let citizen = Id(opened.citizen);
        let rows: Vec<Row> = either!(self, |c| contact_notes::table
            .filter(contact_notes::citizen_id.eq(citizen))
            .order((contact_notes::at.desc(), contact_notes::id.desc()))
            .limit(most)
            .select((
                contact_notes::id,
                contact_notes::contact_id,
                contact_notes::at,
                contact_notes::written_by,
                contact_notes::details,
            ))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(id, contact, at, by, content)| ContactNote {
                id: id.0,
                contact: contact.0,
                at: at.0,
                by: by.0,
                content: content.0,
            })
            .collect())
    }
}

impl Writer<'_> {
    /// A note on contact with kin of an opened citizen.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_contact_note(&mut self, opened: &Opened, note: &ContactNote) -> Outcome<()> {
        let citizen = opened.citizen;
        either!(self, |c| diesel::insert_into(contact_notes::table)
            .values((
                contact_notes::id.eq(Id(note.id)),
                contact_notes::contact_id.eq(Id(note.contact)),
                contact_notes::citizen_id.eq(Id(citizen)),
                contact_notes::at.eq(At::from(note.at)),
                contact_notes::written_by.eq(Id(note.by)),
                contact_notes::details.eq(Doc(note.content.clone())),
            ))
            .execute(c)?);
        self.changed("contact-notes", note.id, Some(citizen), 1, Op::Created);
        Ok(())
    }
}
