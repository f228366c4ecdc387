//! A team's own plan library (R-PLAN-2).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::{Entered, Opened, Reader},
    schema::plan_library,
    sql_types::{At, Doc, Id},
    writer::Writer,
};
use diesel::prelude::*;
use domain::{
    ids::{EmployeeId, LibraryId, UnitId},
    tiltaksplan::library::LibraryEntry,
};

/// An entry as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct LibraryRecord {
    /// Identity.
    pub id: LibraryId,
    /// Whose library.
    pub unit: UnitId,
    /// What it says.
    pub entry: LibraryEntry,
    /// Who wrote it first; none when the system did.
    pub made_by: Option<EmployeeId>,
    /// Version for the entity tag.
    pub version: i64,
}

type Row = (
    Id<LibraryId>,
    Id<UnitId>,
    Doc<LibraryEntry>,
    Option<Id<EmployeeId>>,
    i64,
);

const ENTRY: (
    plan_library::id,
    plan_library::unit_id,
    plan_library::details,
    plan_library::made_by,
    plan_library::version,
) = (
    plan_library::id,
    plan_library::unit_id,
    plan_library::details,
    plan_library::made_by,
    plan_library::version,
);

fn record((id, unit, entry, made_by, version): Row) -> LibraryRecord {
    LibraryRecord {
        id: id.0,
        unit: unit.0,
        entry: entry.0,
        made_by: made_by.map(|by| by.0),
        version,
    }
}

impl Reader<'_> {
    /// The library of an entered unit, by title.
    ///
    /// # Errors
    /// Those of the database.
    pub fn library(&mut self, entered: &Entered) -> Outcome<Vec<LibraryRecord>> {
        let unit = Id(entered.unit);
        let rows: Vec<Row> = either!(self, |c| plan_library::table
            .filter(plan_library::unit_id.eq(unit))
            .filter(plan_library::removed_at.is_null())
            .order((plan_library::title, plan_library::id))
            .select(ENTRY)
            .load(c)?);
        Ok(rows.into_iter().map(record).collect())
    }

    /// One entry of an entered unit's library.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when the unit has no such entry.
    pub fn library_entry(&mut self, entered: &Entered, id: LibraryId) -> Outcome<LibraryRecord> {
        self.entry_of(entered.unit, id)?.ok_or(Failure::NotThere)
    }

    /// An entry of the library of the unit that answers for an opened citizen.
    ///
    /// # Errors
    /// Those of the database.
    pub fn library_entry_for(
        &mut self,
        opened: &Opened,
        id: LibraryId,
    ) -> Outcome<Option<LibraryRecord>> {
        self.entry_of(opened.responsible, id)
    }

    fn entry_of(&mut self, unit: UnitId, id: LibraryId) -> Outcome<Option<LibraryRecord>> {
        let row: Option<Row> = either!(self, |c| plan_library::table
            .find(Id(id))
            .filter(plan_library::unit_id.eq(Id(unit)))
            .filter(plan_library::removed_at.is_null())
            .select(ENTRY)
            .first(c)
            .optional()?);
        Ok(row.map(record))
    }
}

impl Writer<'_> {
    /// A new entry.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_library_entry(&mut self, new: &LibraryRecord) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(plan_library::table)
            .values((
                plan_library::id.eq(Id(new.id)),
                plan_library::unit_id.eq(Id(new.unit)),
                plan_library::title.eq(new.entry.title.trim()),
                plan_library::details.eq(Doc(new.entry.clone())),
                plan_library::made_by.eq(new.made_by.map(Id)),
            ))
            .execute(c)?);
        self.changed("plan-library", new.id, None, 1, Op::Created);
        Ok(())
    }

    /// What an entry now says; returns its new version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn update_library_entry(&mut self, changed: &LibraryRecord) -> Outcome<i64> {
        let next = changed.version + 1;
        either!(self, |c| diesel::update(
            plan_library::table.find(Id(changed.id))
        )
        .set((
            plan_library::title.eq(changed.entry.title.trim()),
            plan_library::details.eq(Doc(changed.entry.clone())),
            plan_library::version.eq(next),
        ))
        .execute(c)?);
        self.changed("plan-library", changed.id, None, next, Op::Updated);
        Ok(next)
    }

    /// Takes an entry out of the library; plans that were made from it stay.
    ///
    /// # Errors
    /// Those of the database.
    pub fn remove_library_entry(&mut self, old: &LibraryRecord) -> Outcome<()> {
        let now = At::from(self.now());
        let next = old.version + 1;
        either!(self, |c| diesel::update(
            plan_library::table.find(Id(old.id))
        )
        .set((
            plan_library::removed_at.eq(Some(now)),
            plan_library::version.eq(next),
        ))
        .execute(c)?);
        self.changed("plan-library", old.id, None, next, Op::Deleted);
        Ok(())
    }
}
