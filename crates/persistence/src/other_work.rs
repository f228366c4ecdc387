//! What is on lists beside visits (R-WL-1), and who goes along to whose visit (R-WL-12).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::Reader,
    schema::{other_work, visit_holders},
    sql_types::{At, Coded, Id},
    writer::Writer,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    ids::{CitizenId, EmployeeId, UnitId, VisitId, WorkId},
    interval::Interval,
    other_work::{OtherWork, WorkKind},
};
use std::collections::BTreeSet;

/// A block of other work with what only the database asks about.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkRow {
    /// The work.
    pub work: OtherWork,
    /// Date of the day plan it is on.
    pub date: NaiveDate,
    /// Whose visit she goes along to.
    pub citizen: Option<CitizenId>,
    /// Version for the entity tag.
    pub version: i64,
}

type Row = (
    Id<WorkId>,
    Id<UnitId>,
    Id<EmployeeId>,
    NaiveDate,
    Coded<WorkKind>,
    String,
    (At, At),
    Option<Id<VisitId>>,
    Option<Id<CitizenId>>,
    Id<EmployeeId>,
    i64,
);

/// The columns of a [`Row`].
macro_rules! columns {
    () => {
        (
            other_work::id,
            other_work::unit_id,
            other_work::employee_id,
            other_work::date,
            other_work::kind,
            other_work::title,
            (other_work::begins_at, other_work::ends_at),
            other_work::visit_id,
            other_work::citizen_id,
            other_work::recorded_by,
            other_work::version,
        )
    };
}

fn work_row(row: Row) -> WorkRow {
    let (id, unit, employee, date, kind, title, (from, until), visit, citizen, by, version) = row;
    WorkRow {
        work: OtherWork {
            id: id.0,
            unit: unit.0,
            employee: employee.0,
            kind: kind.0,
            title,
            interval: Interval {
                from: from.0,
                until: until.0,
            },
            visit: visit.map(|id| id.0),
            by: by.0,
        },
        date,
        citizen: citizen.map(|id| id.0),
        version,
    }
}

impl Reader<'_> {
    /// What these employees do beside visits around a date, in any unit, by start.
    ///
    /// # Errors
    /// Those of the database.
    pub fn other_work(
        &mut self,
        employees: &[EmployeeId],
        from: NaiveDate,
        until: NaiveDate,
    ) -> Outcome<Vec<WorkRow>> {
        let ids = || employees.iter().copied().map(Id);
        let rows: Vec<Row> = either!(self, |c| other_work::table
            .filter(other_work::employee_id.eq_any(ids()))
            .filter(other_work::date.between(from, until))
            .order((other_work::begins_at, other_work::id))
            .select(columns!())
            .load(c)?);
        Ok(rows.into_iter().map(work_row).collect())
    }

    /// One block of a unit's day.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is none.
    pub fn work(&mut self, unit: UnitId, date: NaiveDate, id: WorkId) -> Outcome<WorkRow> {
        let row: Option<Row> = either!(self, |c| other_work::table
            .find(Id(id))
            .filter(other_work::unit_id.eq(Id(unit)))
            .filter(other_work::date.eq(date))
            .select(columns!())
            .first(c)
            .optional()?);
        row.map(work_row).ok_or(Failure::NotThere)
    }

    /// Who goes along to a visit: no new faces (R-WL-7, R-WL-12).
    pub(crate) fn companions(&mut self, visit: VisitId) -> Outcome<BTreeSet<EmployeeId>> {
        let rows: Vec<Id<EmployeeId>> = either!(self, |c| other_work::table
            .filter(other_work::visit_id.eq(Some(Id(visit))))
            .select(other_work::employee_id)
            .load(c)?);
        Ok(rows.into_iter().map(|id| id.0).collect())
    }
}

impl Writer<'_> {
    /// Puts a block on a list. Whoever goes along to a visit may tell of it afterwards (R-WL-6).
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_work(&mut self, row: &WorkRow) -> Outcome<()> {
        let work = &row.work;
        either!(self, |c| diesel::insert_into(other_work::table)
            .values((
                other_work::id.eq(Id(work.id)),
                other_work::unit_id.eq(Id(work.unit)),
                other_work::employee_id.eq(Id(work.employee)),
                other_work::date.eq(row.date),
                other_work::kind.eq(Coded(work.kind)),
                other_work::title.eq(&work.title),
                other_work::begins_at.eq(At::from(work.interval.from)),
                other_work::ends_at.eq(At::from(work.interval.until)),
                other_work::visit_id.eq(work.visit.map(Id)),
                other_work::citizen_id.eq(row.citizen.map(Id)),
                other_work::recorded_by.eq(Id(work.by)),
                other_work::version.eq(row.version),
            ))
            .execute(c)?);
        if let Some((visit, citizen)) = work.visit.zip(row.citizen) {
            let since = At::from(self.now());
            either!(self, |c| diesel::insert_into(visit_holders::table)
                .values((
                    visit_holders::visit_id.eq(Id(visit)),
                    visit_holders::employee_id.eq(Id(work.employee)),
                    visit_holders::citizen_id.eq(Id(citizen)),
                    visit_holders::since.eq(since),
                ))
                .on_conflict((visit_holders::visit_id, visit_holders::employee_id))
                .do_nothing()
                .execute(c)?);
        }
        self.changed("other-work", work.id, row.citizen, row.version, Op::Created);
        Ok(())
    }

    /// Takes a block off a list.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete_work(&mut self, row: &WorkRow) -> Outcome<()> {
        let id = row.work.id;
        either!(self, |c| diesel::delete(other_work::table.find(Id(id)))
            .execute(c)?);
        self.changed("other-work", id, row.citizen, row.version + 1, Op::Deleted);
        Ok(())
    }
}
