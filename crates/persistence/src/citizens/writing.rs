//! Taking citizens in and correcting what is said of them: their numbers encrypted (SEC-12).

use crate::{
    access_log::Seen,
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::Opened,
    row_security::Sight,
    schema::{citizens, responsibilities},
    sql_types::{At, Coded, Doc, Id},
    writer::Writer,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    citizen::{AddressProtection, CitizenContent, search},
    ids::{CitizenId, ResponsibilityId, TaskId, UnitId},
    national_number::NationalNumber,
    organisation::Role,
    policy::Basis,
    task::{Due, TaskDraft, TaskHolder, TaskSource, TaskSubject},
    time::local_date,
    trace::AccessKind,
};

#[derive(Insertable, AsChangeset)]
#[diesel(table_name = citizens)]
pub(crate) struct ContentRow<'a> {
    given_name: &'a str,
    family_name: &'a str,
    search_name: String,
    sort_name: String,
    birth_date: NaiveDate,
    protection: Coded<AddressProtection>,
    postal_code: &'a str,
    details: Doc<CitizenContent>,
}

pub(crate) fn content_row(content: &CitizenContent) -> ContentRow<'_> {
    ContentRow {
        given_name: &content.name.given,
        family_name: &content.name.family,
        search_name: search::fold(&content.name.full()),
        sort_name: content.name.sort_key(),
        birth_date: content.birth_date,
        protection: Coded(content.address.protection),
        postal_code: &content.address.postal_code,
        details: Doc(content.clone()),
    }
}

/// The number of a new citizen, or why there is none.
#[derive(Debug, Clone)]
pub enum NewIdentity {
    /// A checked number.
    Number(NationalNumber),
    /// Why there is none yet.
    None(String),
}

impl Writer<'_> {
    /// Takes a citizen into a unit's caseload.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_citizen(
        &mut self,
        id: CitizenId,
        identity: &NewIdentity,
        content: &CitizenContent,
        responsibility: ResponsibilityId,
        unit: UnitId,
    ) -> Outcome<()> {
        let now = self.now();
        self.put_citizen(id, identity, content, responsibility, (unit, now))
    }

    /// A citizen whom a unit has answered for since an instant.
    pub(crate) fn put_citizen(
        &mut self,
        id: CitizenId,
        identity: &NewIdentity,
        content: &CitizenContent,
        responsibility: ResponsibilityId,
        (unit, since): (UnitId, DateTime<Utc>),
    ) -> Outcome<()> {
        self.see_citizen(id)?;
        let since = At::from(since);
        let (number, reason) = match identity {
            NewIdentity::Number(number) => {
                let clear = number.reveal();
                let sealed = self.vault.seal(id.0.as_bytes(), clear.as_bytes())?;
                (
                    Some((sealed, self.vault.lookup(clear.as_bytes()), number.mask())),
                    None,
                )
            }
            NewIdentity::None(reason) => (None, Some(reason)),
        };
        either!(self, |c| diesel::insert_into(citizens::table)
            .values((
                citizens::id.eq(Id(id)),
                citizens::number_cipher.eq(number.as_ref().map(|(sealed, _, _)| &sealed.bytes)),
                citizens::number_key_id.eq(number.as_ref().map(|(sealed, _, _)| &sealed.key_id)),
                citizens::number_lookup.eq(number.as_ref().map(|(_, lookup, _)| lookup)),
                citizens::number_masked.eq(number.as_ref().map(|(_, _, masked)| masked)),
                citizens::no_number_reason.eq(reason),
                content_row(content),
                citizens::created_at.eq(since),
            ))
            .execute(c)?);
        either!(self, |c| diesel::insert_into(responsibilities::table)
            .values((
                responsibilities::id.eq(Id(responsibility)),
                responsibilities::citizen_id.eq(Id(id)),
                responsibilities::unit_id.eq(Id(unit)),
                responsibilities::begins_at.eq(since),
            ))
            .execute(c)?);
        self.changed("citizens", id, Some(id), 1, Op::Created);
        Ok(())
    }

    /// The number of an opened citizen who had none, or another one. The version is hers.
    ///
    /// # Errors
    /// Those of the database.
    pub fn set_national_number(
        &mut self,
        opened: &Opened,
        number: &NationalNumber,
        version: i64,
    ) -> Outcome<i64> {
        let id = opened.citizen;
        let clear = number.reveal();
        let sealed = self.vault.seal(id.0.as_bytes(), clear.as_bytes())?;
        let lookup = self.vault.lookup(clear.as_bytes());
        let next = version + 1;
        either!(self, |c| diesel::update(citizens::table.find(Id(id)))
            .set((
                citizens::number_cipher.eq(Some(&sealed.bytes)),
                citizens::number_key_id.eq(Some(&sealed.key_id)),
                citizens::number_lookup.eq(Some(&lookup)),
                citizens::number_masked.eq(Some(number.mask())),
                citizens::no_number_reason.eq(None::<String>),
                citizens::version.eq(next),
            ))
            .execute(c)?);
        self.changed("citizens", id, Some(id), next, Op::Updated);
        Ok(next)
    }

    /// A unit gave the number of a citizen of another: it stands in the citizen's log and becomes a task for
    /// the unit that answers for her, and the one who asked is told nothing (SEC-5).
    ///
    /// # Errors
    /// Those of the database.
    pub fn note_known_number(&mut self, citizen: CitizenId, task: TaskId) -> Outcome<()> {
        let Some(unit) = self.responsible(citizen)? else {
            return Err(Failure::Again);
        };
        let today = local_date(self.now());
        let draft = TaskDraft {
            unit,
            citizen: Some(citizen),
            subject: TaskSubject::NumberKnown,
            values: [].into(),
            due: Due::Day(today.checked_add_days(Days::new(1)).unwrap_or(today)),
            holder: TaskHolder::Role(Role::Leader),
            source: TaskSource::Citizen(citizen),
        };
        let before = self.sight.clone();
        self.see(Sight::All)?;
        self.add_task(task, &draft)?;
        self.see(before)?;
        self.seen.push(Seen {
            document: "number-known".to_owned(),
            basis: Basis::Own,
            unit: Some(unit),
            citizens: vec![citizen],
            kind: AccessKind::Refused,
            reason: None,
        });
        Ok(())
    }

    /// Corrects what is said about an opened citizen; returns the new version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn update_citizen(
        &mut self,
        opened: &Opened,
        content: &CitizenContent,
        version: i64,
    ) -> Outcome<i64> {
        let id = opened.citizen;
        let next = version + 1;
        either!(self, |c| diesel::update(citizens::table.find(Id(id)))
            .set((content_row(content), citizens::version.eq(next)))
            .execute(c)?);
        self.changed("citizens", id, Some(id), next, Op::Updated);
        Ok(next)
    }
}
