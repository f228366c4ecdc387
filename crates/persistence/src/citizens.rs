//! Citizens: identity encrypted, found by keyed hash; responsibility as dated rows (R-CIT-1, SEC-12).

use crate::{
    access_log::Seen,
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::{Opened, Reader},
    row_security::{Beyond, Sight},
    schema::{citizens, responsibilities},
    sql_types::{At, Coded, Doc, Id},
    vault::Sealed,
    writer::Writer,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    citizen::{AddressProtection, Citizen, CitizenContent, Identity, search},
    ids::{CitizenId, ResponsibilityId, TaskId, UnitId},
    national_number::NationalNumber,
    organisation::Role,
    policy::{Basis, Scope},
    task::{Due, TaskDraft, TaskHolder, TaskSource, TaskSubject},
    time::local_date,
    trace::AccessKind,
};
use std::collections::BTreeMap;

/// A citizen as found in a search: no more than one needs to choose.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Identity.
    pub id: CitizenId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Birth date.
    pub birth_date: NaiveDate,
    /// The unit that answers for her.
    pub unit: UnitId,
    /// Where she stands in the list.
    pub sort_name: String,
}

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

type CitizenRow = (
    Id<CitizenId>,
    Option<String>,
    Option<String>,
    Doc<CitizenContent>,
    i64,
);

pub(crate) fn citizen(row: CitizenRow) -> (Citizen, i64) {
    let (id, masked, reason, details, version) = row;
    let identity = match masked {
        Some(masked) => Identity::Number { masked },
        None => Identity::None {
            reason: reason.unwrap_or_default(),
        },
    };
    (
        Citizen {
            id: id.0,
            identity,
            content: details.0,
        },
        version,
    )
}

/// The columns of a citizen's row.
pub(crate) const CITIZEN: (
    citizens::id,
    citizens::number_masked,
    citizens::no_number_reason,
    citizens::details,
    citizens::version,
) = (
    citizens::id,
    citizens::number_masked,
    citizens::no_number_reason,
    citizens::details,
    citizens::version,
);

impl Reader<'_> {
    /// An opened citizen with her version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn citizen(&mut self, opened: &Opened) -> Outcome<(Citizen, i64)> {
        let id = Id(opened.citizen);
        Ok(citizen(either!(self, |c| citizens::table
            .find(id)
            .select(CITIZEN)
            .first(c)?)))
    }

    /// Names of citizens, as a list of a unit's own work shows them.
    ///
    /// # Errors
    /// Those of the database.
    pub fn names_of(&mut self, ids: &[CitizenId]) -> Outcome<BTreeMap<CitizenId, String>> {
        let ids = || ids.iter().copied().map(Id);
        let rows: Vec<(Id<CitizenId>, String, String)> = either!(self, |c| citizens::table
            .filter(citizens::id.eq_any(ids()))
            .select((citizens::id, citizens::given_name, citizens::family_name))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(id, given, family)| (id.0, format!("{given} {family}")))
            .collect())
    }

    /// The number of an opened citizen, in clear.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when she has none.
    pub fn national_number(&mut self, opened: &Opened) -> Outcome<String> {
        type Row = (Option<Vec<u8>>, Option<String>);
        let id = opened.citizen;
        let row: Row = either!(self, |c| citizens::table
            .find(Id(id))
            .select((citizens::number_cipher, citizens::number_key_id))
            .first(c)?);
        let (Some(bytes), Some(key_id)) = row else {
            return Err(Failure::NotThere);
        };
        let plain = self
            .vault
            .open(id.0.as_bytes(), &Sealed { key_id, bytes })?;
        String::from_utf8(plain).map_err(|e| Failure::Internal(e.to_string()))
    }

    /// Whose number this is, wherever she lives.
    ///
    /// # Errors
    /// Those of the database.
    pub fn citizen_with_number(&mut self, number: &NationalNumber) -> Outcome<Option<CitizenId>> {
        self.beyond(Beyond::NumberElsewhere, |reader| {
            let lookup = reader.vault.lookup(number.reveal().as_bytes());
            let id: Option<Id<CitizenId>> = either!(reader, |c| citizens::table
                .filter(citizens::number_lookup.eq(lookup))
                .select(citizens::id)
                .first(c)
                .optional()?);
            Ok(id.map(|id| id.0))
        })
    }

    /// Citizens in scope whose name holds every word of the query, in Norwegian order, after a
    /// position.
    ///
    /// # Errors
    /// Those of the database.
    pub fn search_citizens(
        &mut self,
        scope: &Scope,
        query: &str,
        after: Option<&(String, CitizenId)>,
        limit: i64,
    ) -> Outcome<Vec<Found>> {
        type Row = (Id<CitizenId>, String, String, NaiveDate, Id<UnitId>, String);
        let units = || scope.units.iter().copied().map(Id);
        let single = || scope.citizens.iter().copied().map(Id);
        let words: Vec<String> = search::fold(query)
            .split_whitespace()
            .map(|word| format!("%{}%", word.replace(['%', '_', '\\'], "")))
            .collect();
        let rows: Vec<Row> = either!(self, |c| {
            let mut found = citizens::table
                .inner_join(
                    responsibilities::table.on(responsibilities::citizen_id.eq(citizens::id)),
                )
                .filter(responsibilities::ends_at.is_null())
                .filter(
                    responsibilities::unit_id
                        .eq_any(units())
                        .or(citizens::id.eq_any(single())),
                )
                .select((
                    citizens::id,
                    citizens::given_name,
                    citizens::family_name,
                    citizens::birth_date,
                    responsibilities::unit_id,
                    citizens::sort_name,
                ))
                .order((citizens::sort_name, citizens::id))
                .limit(limit)
                .into_boxed();
            for word in &words {
                found = found.filter(citizens::search_name.like(word));
            }
            if let Some((name, id)) = after {
                let id = Id(*id);
                found = found.filter(
                    citizens::sort_name
                        .gt(name)
                        .or(citizens::sort_name.eq(name).and(citizens::id.gt(id))),
                );
            }
            found.load(c)?
        });
        Ok(rows
            .into_iter()
            .map(
                |(id, given_name, family_name, birth_date, unit, sort_name)| Found {
                    id: id.0,
                    given_name,
                    family_name,
                    birth_date,
                    unit: unit.0,
                    sort_name,
                },
            )
            .collect())
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
