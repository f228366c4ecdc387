//! Absences, and what each has freed (R-SHF-3).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::Reader,
    schema::{absences, memberships},
    sql_types::{At, Doc, Id},
    writer::Writer,
};
use diesel::prelude::*;
use domain::{
    absence::Freed,
    ids::{AbsenceId, EmployeeId, UnitId},
    interval::Interval,
    shift::Absence,
};

type Row = (Id<AbsenceId>, Id<EmployeeId>, At, At);

fn absence(row: Row) -> Absence {
    let (id, employee, from, until) = row;
    Absence {
        id: id.0,
        employee: employee.0,
        interval: Interval {
            from: from.0,
            until: until.0,
        },
    }
}

/// An absence with what it freed.
#[derive(Debug, Clone, PartialEq)]
pub struct AbsenceRecord {
    /// The absence.
    pub absence: Absence,
    /// Parts in visits that it freed.
    pub freed: Vec<Freed>,
    /// Version for the entity tag.
    pub version: i64,
}

/// Absences that share time with a stretch.
macro_rules! absences_in {
    ($during:expr) => {
        absences::table
            .filter(absences::begins_at.lt(At::from($during.until)))
            .filter(absences::ends_at.gt(At::from($during.from)))
            .order((absences::begins_at, absences::id))
            .select((
                absences::id,
                absences::employee_id,
                absences::begins_at,
                absences::ends_at,
            ))
    };
}

impl Reader<'_> {
    /// Employees' absences that share time with a stretch.
    ///
    /// # Errors
    /// Those of the database.
    pub fn absences_of(
        &mut self,
        employees: &[EmployeeId],
        during: Interval,
    ) -> Outcome<Vec<Absence>> {
        let ids = || employees.iter().copied().map(Id);
        let rows: Vec<Row> = either!(self, |c| absences_in!(during)
            .filter(absences::employee_id.eq_any(ids()))
            .load(c)?);
        Ok(rows.into_iter().map(absence).collect())
    }

    /// Absences of a unit's members that share time with a stretch, each with its version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn absences_in_unit(
        &mut self,
        unit: UnitId,
        during: Interval,
    ) -> Outcome<Vec<(Absence, i64)>> {
        let rows: Vec<(Row, i64)> = either!(self, |c| absences_in!(during)
            .filter(
                absences::employee_id.eq_any(
                    memberships::table
                        .filter(memberships::unit_id.eq(Id(unit)))
                        .select(memberships::employee_id)
                )
            )
            .select((
                (
                    absences::id,
                    absences::employee_id,
                    absences::begins_at,
                    absences::ends_at,
                ),
                absences::version
            ))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(row, version)| (absence(row), version))
            .collect())
    }

    /// One absence of somebody with a membership in the unit, ended or not.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is none.
    pub fn absence(&mut self, unit: UnitId, id: AbsenceId) -> Outcome<AbsenceRecord> {
        type Found = (Row, Doc<Vec<Freed>>, i64);
        let row: Option<Found> = either!(self, |c| absences::table
            .find(Id(id))
            .filter(
                absences::employee_id.eq_any(
                    memberships::table
                        .filter(memberships::unit_id.eq(Id(unit)))
                        .select(memberships::employee_id)
                )
            )
            .select((
                (
                    absences::id,
                    absences::employee_id,
                    absences::begins_at,
                    absences::ends_at,
                ),
                absences::freed,
                absences::version
            ))
            .first(c)
            .optional()?);
        let (row, freed, version) = row.ok_or(Failure::NotThere)?;
        Ok(AbsenceRecord {
            absence: absence(row),
            freed: freed.0,
            version,
        })
    }

    /// Units, beside one, in which an employee has a membership: an absence of hers concerns them too
    /// (R-TEAM-9).
    ///
    /// # Errors
    /// Those of the database.
    pub fn units_with_membership_of(&mut self, employee: EmployeeId) -> Outcome<Vec<UnitId>> {
        let units: Vec<Id<UnitId>> = either!(self, |c| memberships::table
            .filter(memberships::employee_id.eq(Id(employee)))
            .select(memberships::unit_id)
            .order(memberships::unit_id)
            .distinct()
            .load(c)?);
        Ok(units.into_iter().map(|unit| unit.0).collect())
    }
}

impl Writer<'_> {
    /// A new absence that has freed nothing yet.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_absence(&mut self, new: &Absence) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(absences::table)
            .values((
                absences::id.eq(Id(new.id)),
                absences::employee_id.eq(Id(new.employee)),
                absences::begins_at.eq(At::from(new.interval.from)),
                absences::ends_at.eq(At::from(new.interval.until)),
                absences::freed.eq(Doc(Vec::<Freed>::new())),
            ))
            .execute(c)?);
        self.changed("absences", new.id, None, 1, Op::Created);
        Ok(())
    }

    /// Keeps what an absence has become and what it has freed; takes its next version unless it is new
    /// in this write.
    ///
    /// # Errors
    /// Those of the database.
    pub fn save_absence(&mut self, record: &mut AbsenceRecord, is_new: bool) -> Outcome<()> {
        if !is_new {
            record.version += 1;
        }
        let now = &record.absence;
        either!(self, |c| diesel::update(absences::table.find(Id(now.id)))
            .set((
                absences::begins_at.eq(At::from(now.interval.from)),
                absences::ends_at.eq(At::from(now.interval.until)),
                absences::freed.eq(Doc(record.freed.clone())),
                absences::version.eq(record.version),
            ))
            .execute(c)?);
        if !is_new {
            self.changed(
                "absences",
                record.absence.id,
                None,
                record.version,
                Op::Updated,
            );
        }
        Ok(())
    }

    /// Takes an absence back.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete_absence(&mut self, record: &AbsenceRecord) -> Outcome<()> {
        let id = record.absence.id;
        either!(self, |c| diesel::delete(absences::table.find(Id(id)))
            .execute(c)?);
        self.changed("absences", id, None, record.version + 1, Op::Deleted);
        Ok(())
    }
}
