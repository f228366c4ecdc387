//! Shifts and absences (R-SHF-1, R-SHF-3).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::Reader,
    schema::{absences, memberships, shifts},
    sql_types::{At, Coded, Id},
    writer::Writer,
};
use diesel::prelude::*;
use domain::{
    ids::{AbsenceId, EmployeeId, ShiftId, UnitId},
    interval::Interval,
    shift::{Absence, Shift, ShiftKind},
};

type ShiftRow = (
    Id<ShiftId>,
    Id<UnitId>,
    Option<Id<EmployeeId>>,
    Coded<ShiftKind>,
    At,
    At,
);
type AbsenceRow = (Id<AbsenceId>, Id<EmployeeId>, At, At);

fn shift(row: ShiftRow) -> Shift {
    let (id, unit, employee, kind, from, until) = row;
    Shift {
        id: id.0,
        employee: employee.map(|who| who.0),
        unit: unit.0,
        kind: kind.0,
        interval: Interval {
            from: from.0,
            until: until.0,
        },
    }
}

fn absence(row: AbsenceRow) -> Absence {
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

/// Shifts that share time with a stretch.
macro_rules! shifts_in {
    ($during:expr) => {
        shifts::table
            .filter(shifts::begins_at.lt(At::from($during.until)))
            .filter(shifts::ends_at.gt(At::from($during.from)))
            .order((shifts::begins_at, shifts::id))
            .select((
                shifts::id,
                shifts::unit_id,
                shifts::employee_id,
                shifts::kind,
                shifts::begins_at,
                shifts::ends_at,
            ))
    };
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
    /// A unit's shifts that share time with a stretch, by start.
    ///
    /// # Errors
    /// Those of the database.
    pub fn shifts_of_unit(&mut self, unit: UnitId, during: Interval) -> Outcome<Vec<Shift>> {
        let rows: Vec<ShiftRow> = either!(self, |c| shifts_in!(during)
            .filter(shifts::unit_id.eq(Id(unit)))
            .load(c)?);
        Ok(rows.into_iter().map(shift).collect())
    }

    /// Employees' shifts in all units that share time with a stretch.
    ///
    /// # Errors
    /// Those of the database.
    pub fn shifts_of(&mut self, employees: &[EmployeeId], during: Interval) -> Outcome<Vec<Shift>> {
        let ids = || employees.iter().copied().map(Id);
        let rows: Vec<ShiftRow> = either!(self, |c| shifts_in!(during)
            .filter(shifts::employee_id.eq_any(ids()))
            .load(c)?);
        Ok(rows.into_iter().map(shift).collect())
    }

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
        let rows: Vec<AbsenceRow> = either!(self, |c| absences_in!(during)
            .filter(absences::employee_id.eq_any(ids()))
            .load(c)?);
        Ok(rows.into_iter().map(absence).collect())
    }

    /// Absences of a unit's members that share time with a stretch.
    ///
    /// # Errors
    /// Those of the database.
    pub fn absences_in_unit(&mut self, unit: UnitId, during: Interval) -> Outcome<Vec<Absence>> {
        let rows: Vec<AbsenceRow> = either!(self, |c| absences_in!(during)
            .filter(
                absences::employee_id.eq_any(
                    memberships::table
                        .filter(memberships::unit_id.eq(Id(unit)))
                        .select(memberships::employee_id)
                )
            )
            .load(c)?);
        Ok(rows.into_iter().map(absence).collect())
    }

    /// One shift with its version.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is none.
    pub fn shift(&mut self, id: ShiftId) -> Outcome<(Shift, i64)> {
        type Row = (ShiftRow, i64);
        let row: Option<Row> = either!(self, |c| shifts::table
            .find(Id(id))
            .select((
                (
                    shifts::id,
                    shifts::unit_id,
                    shifts::employee_id,
                    shifts::kind,
                    shifts::begins_at,
                    shifts::ends_at,
                ),
                shifts::version
            ))
            .first(c)
            .optional()?);
        row.map(|(row, version)| (shift(row), version))
            .ok_or(Failure::NotThere)
    }
}

impl Writer<'_> {
    /// A new shift.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_shift(&mut self, new: &Shift) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(shifts::table)
            .values((
                shifts::id.eq(Id(new.id)),
                shifts::unit_id.eq(Id(new.unit)),
                shifts::employee_id.eq(new.employee.map(Id)),
                shifts::kind.eq(Coded(new.kind)),
                shifts::begins_at.eq(At::from(new.interval.from)),
                shifts::ends_at.eq(At::from(new.interval.until)),
            ))
            .execute(c)?);
        self.changed("shifts", new.id, None, 1, Op::Created);
        Ok(())
    }

    /// Takes a shift away.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete_shift(&mut self, id: ShiftId, version: i64) -> Outcome<()> {
        either!(self, |c| diesel::delete(shifts::table.find(Id(id)))
            .execute(c)?);
        self.changed("shifts", id, None, version + 1, Op::Deleted);
        Ok(())
    }

    /// A new absence.
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
            ))
            .execute(c)?);
        self.changed("absences", new.id, None, 1, Op::Created);
        Ok(())
    }
}
