//! Kin, guardians and neighbours (R-CIT-8).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::{Opened, Reader},
    schema::contacts,
    sql_types::{At, Doc, Id},
    whose::{Whose, about},
    writer::Writer,
};
use diesel::prelude::*;
use domain::{
    citizen::contacts::{Contact, ContactContent},
    ids::{CitizenId, ContactId},
};

impl Reader<'_> {
    /// The contacts of an opened citizen with their versions, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn contacts(&mut self, opened: &Opened) -> Outcome<Vec<(Contact, i64)>> {
        let found = self.contact_rows(Whose::Citizen(opened.citizen))?;
        Ok(found
            .into_iter()
            .map(|(_, contact, version)| (contact, version))
            .collect())
    }

    /// One contact of an opened citizen with its version.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when she has no such contact.
    pub fn contact(&mut self, opened: &Opened, id: ContactId) -> Outcome<(Contact, i64)> {
        let found = self.contacts(opened)?;
        let found = found.into_iter().find(|(contact, _)| contact.id == id);
        found.ok_or(Failure::NotThere)
    }

    /// Contacts of several citizens, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn contacts_of(&mut self, whose: Whose<'_>) -> Outcome<Vec<(CitizenId, Contact)>> {
        let found = self.contact_rows(whose)?;
        Ok(found
            .into_iter()
            .map(|(citizen, contact, _)| (citizen, contact))
            .collect())
    }

    /// The same with their versions.
    ///
    /// # Errors
    /// Those of the database.
    pub fn contact_rows(&mut self, whose: Whose<'_>) -> Outcome<Vec<(CitizenId, Contact, i64)>> {
        type Row = (Id<CitizenId>, Id<ContactId>, Doc<ContactContent>, i64);
        let rows: Vec<Row> = either!(self, |c| about!(
            contacts::table
                .filter(contacts::removed_at.is_null())
                .select((
                    contacts::citizen_id,
                    contacts::id,
                    contacts::details,
                    contacts::version,
                ))
                .order(contacts::id)
                .into_boxed(),
            contacts::citizen_id,
            whose
        )
        .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(citizen, id, content, version)| {
                let contact = Contact {
                    id: id.0,
                    content: content.0,
                };
                (citizen.0, contact, version)
            })
            .collect())
    }
}

impl Writer<'_> {
    /// A new contact of an opened citizen.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_contact(&mut self, opened: &Opened, contact: &Contact) -> Outcome<()> {
        let citizen = opened.citizen;
        either!(self, |c| diesel::insert_into(contacts::table)
            .values((
                contacts::id.eq(Id(contact.id)),
                contacts::citizen_id.eq(Id(citizen)),
                contacts::details.eq(Doc(contact.content.clone())),
            ))
            .execute(c)?);
        self.changed("contacts", contact.id, Some(citizen), 1, Op::Created);
        Ok(())
    }

    /// What is now said about a contact; returns the new version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn update_contact(
        &mut self,
        opened: &Opened,
        contact: &Contact,
        version: i64,
    ) -> Outcome<i64> {
        let next = version + 1;
        either!(self, |c| diesel::update(
            contacts::table.find(Id(contact.id))
        )
        .set((
            contacts::details.eq(Doc(contact.content.clone())),
            contacts::version.eq(next),
        ))
        .execute(c)?);
        let citizen = Some(opened.citizen);
        self.changed("contacts", contact.id, citizen, next, Op::Updated);
        Ok(next)
    }

    /// Removes a contact. The row stays, because assessments may name her.
    ///
    /// # Errors
    /// Those of the database.
    pub fn remove_contact(&mut self, opened: &Opened, id: ContactId, version: i64) -> Outcome<()> {
        let now = At::from(self.now());
        let next = version + 1;
        either!(self, |c| diesel::update(contacts::table.find(Id(id)))
            .set((
                contacts::removed_at.eq(Some(now)),
                contacts::version.eq(next),
            ))
            .execute(c)?);
        self.changed("contacts", id, Some(opened.citizen), next, Op::Deleted);
        Ok(())
    }
}
