//! Shifts (R-SHF-1), with what is noted beside them: break, overtime, why one stands although it breaks
//! a rule (R-SHF-2).

use crate::{
    changes::Op,
    connection::{Connection, either},
    failure::{Failure, Outcome},
    proposals::Worded,
    reader::Reader,
    schema::shifts,
    sql_types::{At, Coded, Doc, Id},
    writer::Writer,
};
use diesel::prelude::*;
use domain::{
    ids::{EmployeeId, ShiftId, UnitId},
    interval::Interval,
    shift::{Kept, Shift, ShiftKind, working_time::WorkShift},
};

type ShiftRow = (
    Id<ShiftId>,
    Id<UnitId>,
    Option<Id<EmployeeId>>,
    Coded<ShiftKind>,
    At,
    At,
);

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

/// A shift with all that is noted of it.
#[derive(Debug, Clone, PartialEq)]
pub struct ShiftRecord {
    /// The shift.
    pub shift: Shift,
    /// Minutes of break, when somebody has said so.
    pub break_minutes: Option<i32>,
    /// Beyond her ordinary hours.
    pub overtime: bool,
    /// Why it stands although it breaks a rule.
    pub kept: Option<Kept<Worded>>,
    /// Version for the entity tag.
    pub version: i64,
}

impl ShiftRecord {
    /// As the working-time rules see it.
    pub fn work(&self) -> WorkShift {
        WorkShift {
            interval: self.shift.interval,
            kind: self.shift.kind,
            overtime: self.overtime,
            break_minutes: self.break_minutes.map(i64::from),
        }
    }
}

type RecordRow = (ShiftRow, Option<i32>, bool, Option<Doc<Kept<Worded>>>, i64);

fn record(row: RecordRow) -> ShiftRecord {
    let (row, break_minutes, overtime, kept, version) = row;
    ShiftRecord {
        shift: shift(row),
        break_minutes,
        overtime,
        kept: kept.map(|kept| kept.0),
        version,
    }
}

/// The columns of a [`RecordRow`].
macro_rules! record_columns {
    () => {
        (
            (
                shifts::id,
                shifts::unit_id,
                shifts::employee_id,
                shifts::kind,
                shifts::begins_at,
                shifts::ends_at,
            ),
            shifts::break_minutes,
            shifts::overtime,
            shifts::kept,
            shifts::version,
        )
    };
}

/// Records of shifts that share time with a stretch.
macro_rules! records_in {
    ($during:expr) => {
        shifts::table
            .filter(shifts::begins_at.lt(At::from($during.until)))
            .filter(shifts::ends_at.gt(At::from($during.from)))
            .order((shifts::begins_at, shifts::id))
            .select(record_columns!())
    };
}

/// Databases bound the number of parameters of one statement.
const CHUNK: usize = 500;

// A nothing that stood for the column's default would cost SQLite one statement for each shift.
#[derive(Insertable)]
#[diesel(table_name = shifts, treat_none_as_default_value = false)]
struct NewShift {
    id: Id<ShiftId>,
    unit_id: Id<UnitId>,
    employee_id: Option<Id<EmployeeId>>,
    kind: Coded<ShiftKind>,
    begins_at: At,
    ends_at: At,
    version: i64,
    break_minutes: Option<i32>,
    overtime: bool,
    kept: Option<Doc<Kept<Worded>>>,
}

impl Reader<'_> {
    /// A unit's shifts that share time with a stretch, with all that is noted of them.
    ///
    /// # Errors
    /// Those of the database.
    pub fn shift_records_of_unit(
        &mut self,
        unit: UnitId,
        during: Interval,
    ) -> Outcome<Vec<ShiftRecord>> {
        let rows: Vec<RecordRow> = either!(self, |c| records_in!(during)
            .filter(shifts::unit_id.eq(Id(unit)))
            .load(c)?);
        Ok(rows.into_iter().map(record).collect())
    }

    /// Employees' shifts in all units that share time with a stretch, with all that is noted of them.
    ///
    /// # Errors
    /// Those of the database.
    pub fn shift_records_of(
        &mut self,
        employees: &[EmployeeId],
        during: Interval,
    ) -> Outcome<Vec<ShiftRecord>> {
        let ids = || employees.iter().copied().map(Id);
        let rows: Vec<RecordRow> = either!(self, |c| records_in!(during)
            .filter(shifts::employee_id.eq_any(ids()))
            .load(c)?);
        Ok(rows.into_iter().map(record).collect())
    }

    /// One shift of a unit, with all that is noted of it.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when the unit has none with this id.
    pub fn shift_record(&mut self, unit: UnitId, id: ShiftId) -> Outcome<ShiftRecord> {
        let row: Option<RecordRow> = either!(self, |c| shifts::table
            .find(Id(id))
            .filter(shifts::unit_id.eq(Id(unit)))
            .select(record_columns!())
            .first(c)
            .optional()?);
        row.map(record).ok_or(Failure::NotThere)
    }

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

    /// New shifts with all that is noted of them.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_shift_records(&mut self, new: &[ShiftRecord]) -> Outcome<()> {
        let rows: Vec<NewShift> = new
            .iter()
            .map(|record| NewShift {
                id: Id(record.shift.id),
                unit_id: Id(record.shift.unit),
                employee_id: record.shift.employee.map(Id),
                kind: Coded(record.shift.kind),
                begins_at: At::from(record.shift.interval.from),
                ends_at: At::from(record.shift.interval.until),
                version: record.version,
                break_minutes: record.break_minutes,
                overtime: record.overtime,
                kept: record.kept.clone().map(Doc),
            })
            .collect();
        for chunk in rows.chunks(CHUNK) {
            match self.connection() {
                Connection::Sqlite(c) => diesel::insert_into(shifts::table)
                    .values(chunk)
                    .execute(c)?,
                Connection::Postgres(c) => diesel::insert_into(shifts::table)
                    .values(chunk)
                    .execute(c)?,
            };
        }
        for record in new {
            self.changed("shifts", record.shift.id, None, record.version, Op::Created);
        }
        Ok(())
    }

    /// Keeps what a shift has become, and takes its next version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn save_shift(&mut self, record: &mut ShiftRecord) -> Outcome<()> {
        record.version += 1;
        let id = record.shift.id;
        either!(self, |c| diesel::update(shifts::table.find(Id(id)))
            .set((
                shifts::employee_id.eq(record.shift.employee.map(Id)),
                shifts::kind.eq(Coded(record.shift.kind)),
                shifts::begins_at.eq(At::from(record.shift.interval.from)),
                shifts::ends_at.eq(At::from(record.shift.interval.until)),
                shifts::break_minutes.eq(record.break_minutes),
                shifts::overtime.eq(record.overtime),
                shifts::kept.eq(record.kept.clone().map(Doc)),
                shifts::version.eq(record.version),
            ))
            .execute(c)?);
        self.changed("shifts", id, None, record.version, Op::Updated);
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
}
