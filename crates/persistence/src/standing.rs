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
    let ids: Vec<AnyId> = watch.units.iter().map(|unit| Id((*unit).into())).collect();
    macro_rules! rows {
        ($c:expr) => {{
            let named = streams::table
                .order(streams::id)
                .select((streams::id, streams::revision));
            match watch.on_shift {
                None => named.filter(streams::id.eq_any(&ids)).load($c)?,
                Some((employee, during)) => named
                    .filter(
                        streams::id.eq_any(&ids).or(streams::id.eq_any(
                            shifts::table
                                .filter(shifts::employee_id.eq(Id(employee)))
                                .filter(shifts::begins_at.lt(At::from(during.until)))
                                .filter(shifts::ends_at.gt(At::from(during.from)))
                                .select(shifts::unit_id),
                        )),
                    )
                    .load($c)?,
            }
        }};
    }
    let rows: Vec<(Id<UnitId>, i64)> = match connection {
        Connection::Sqlite(c) => rows!(c),
        Connection::Postgres(c) => rows!(c),
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

    /// Whether look-ups are a matter of microseconds in this process, not of a way to another.
    pub fn is_embedded(&self) -> bool {
        matches!(
            self.backend.as_ref(),
            crate::backend::Backend::Sqlite { .. }
        )
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

    /// The units that answer for citizens now.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn responsible_for(
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
