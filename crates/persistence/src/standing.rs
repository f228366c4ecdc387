//! What a kept representation rests on, and how all of it stands now, in one look-up.

use crate::{
    connection::{Connection, either},
    database::Database,
    failure::Outcome,
    reader::Reader,
    schema::{shifts, streams},
    sql_types::{AnyId, At, Id},
};
use diesel::prelude::*;
use domain::{
    ids::{EmployeeId, UnitId},
    interval::Interval,
};

/// The streams that a representation was made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Watch {
    /// Streams by name, the municipality's among them.
    pub units: Vec<UnitId>,
    /// And those of every unit that this employee has a shift in during this time: a unit that
    /// gives her a shift is one nobody could name before.
    pub on_shift: Option<(EmployeeId, Interval)>,
}

/// How watched streams stand: each with its revision, in id order.
pub type Standing = Vec<(UnitId, i64)>;

fn load(connection: Connection<'_>, watch: &Watch) -> QueryResult<Standing> {
    match connection {
        Connection::Sqlite(c) => load_embedded(c, watch),
        Connection::Postgres(c) => load_remote(c, watch),
    }
}

macro_rules! units_on_shift {
    ($employee:expr, $during:expr) => {
        shifts::table
            .filter(shifts::employee_id.eq(Id($employee)))
            .filter(shifts::begins_at.lt(At::from($during.until)))
            .filter(shifts::ends_at.gt(At::from($during.from)))
            .select(shifts::unit_id)
    };
}

/// In this process two statements that stay prepared cost less than one that must be prepared anew
/// for each number of ids, and a municipality that fits in a file has few streams.
fn load_embedded(c: &mut SqliteConnection, watch: &Watch) -> QueryResult<Standing> {
    let all: Vec<(Id<UnitId>, i64)> = streams::table
        .order(streams::id)
        .select((streams::id, streams::revision))
        .load(c)?;
    let on_shift: Vec<Id<UnitId>> = match watch.on_shift {
        None => Vec::new(),
        Some((employee, during)) => units_on_shift!(employee, during).load(c)?,
    };
    let is_watched = |id: &Id<UnitId>| watch.units.contains(&id.0) || on_shift.contains(id);
    Ok(all
        .into_iter()
        .filter(|(id, _)| is_watched(id))
        .map(|(id, r)| (id.0, r))
        .collect())
}

/// A way to another process is what costs: one statement.
fn load_remote(c: &mut PgConnection, watch: &Watch) -> QueryResult<Standing> {
    let ids: Vec<AnyId> = watch.units.iter().map(|unit| Id((*unit).into())).collect();
    let named = streams::table
        .order(streams::id)
        .select((streams::id, streams::revision));
    let rows: Vec<(Id<UnitId>, i64)> = match watch.on_shift {
        None => named.filter(streams::id.eq_any(&ids)).load(c)?,
        Some((employee, during)) => named
            .filter(
                streams::id
                    .eq_any(&ids)
                    .or(streams::id.eq_any(units_on_shift!(employee, during))),
            )
            .load(c)?,
    };
    Ok(rows.into_iter().map(|(id, r)| (id.0, r)).collect())
}

impl Database {
    /// How watched streams stand now: one query.
    ///
    /// # Errors
    /// Those of the database.
    pub fn standing(&self, watch: &Watch) -> Outcome<Standing> {
        self.backend.peek(|connection| Ok(load(connection, watch)?))
    }
}

impl Reader<'_> {
    /// How watched streams stand in this snapshot.
    ///
    /// # Errors
    /// Those of the database.
    pub fn standing(&mut self, watch: &Watch) -> Outcome<Standing> {
        Ok(load(self.connection(), watch)?)
    }

    /// The units that answer for citizens now: one query.
    ///
    /// # Errors
    /// Those of the database.
    pub fn responsible_for(
        &mut self,
        citizens: &[domain::ids::CitizenId],
    ) -> Outcome<std::collections::BTreeMap<domain::ids::CitizenId, UnitId>> {
        use crate::schema::responsibilities;
        type Row = (Id<domain::ids::CitizenId>, Id<UnitId>);
        let ids = || citizens.iter().copied().map(Id);
        let rows: Vec<Row> = either!(self, |c| responsibilities::table
            .filter(responsibilities::citizen_id.eq_any(ids()))
            .filter(responsibilities::ends_at.is_null())
            .select((responsibilities::citizen_id, responsibilities::unit_id))
            .load(c)?);
        Ok(rows.into_iter().map(|(c, u)| (c.0, u.0)).collect())
    }
}
