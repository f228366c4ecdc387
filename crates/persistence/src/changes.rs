//! The change feed (API-6): every write takes the next revision of each of its streams.

use crate::{
    connection::{Connection, either},
    failure::{Failure, Outcome},
    reader::Reader,
    schema::{changes, streams},
    sql_types::{AnyId, At, Coded, Id},
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::ids::{CitizenId, UnitId};

domain::text_enum! {
    /// What happened to a resource.
    pub enum Op {
        /// It is new.
        Created = "created", "opprettet", "oppretta", "created";
        /// It has a new version.
        Updated = "updated", "endret", "endra", "updated";
        /// It is gone: a tombstone (API-12).
        Deleted = "deleted", "slettet", "sletta", "deleted";
    }
}

/// A change noted during a write, before it has its revision.
#[derive(Debug, Clone)]
pub(crate) struct Noted {
    pub(crate) resource: &'static str,
    pub(crate) id: AnyId,
    pub(crate) citizen: Option<CitizenId>,
    pub(crate) version: i64,
    pub(crate) op: Op,
    /// The one stream that it is told in; every stream of the write when there is none.
    pub(crate) only: Option<AnyId>,
}

/// One line of the feed: a reference, never content.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = changes)]
pub struct Change {
    /// Revision of the stream.
    pub revision: i64,
    /// Kind of resource, as in its path.
    pub resource: String,
    /// Which one.
    pub resource_id: AnyId,
    /// The citizen it is about; what the reader may not see is left out.
    pub citizen_id: Option<Id<CitizenId>>,
    /// Its version after the change.
    pub version: i64,
    /// What happened.
    pub op: Coded<Op>,
    /// When.
    pub at: At,
}

/// Where a stream stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Head {
    /// Its latest revision.
    pub revision: i64,
    /// When it last changed.
    pub changed_at: DateTime<Utc>,
}

impl Reader<'_> {
    /// Where a unit's stream stands.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is no such stream.
    pub fn head(&mut self, unit: UnitId) -> Outcome<Head> {
        let key: AnyId = Id(unit.into());
        let (revision, changed_at): (i64, At) = either!(self, |c| streams::table
            .find(key)
            .select((streams::revision, streams::changed_at))
            .first(c)
            .optional()?)
        .ok_or(Failure::NotThere)?;
        Ok(Head {
            revision,
            changed_at: changed_at.0,
        })
    }

    /// The first revision after another that the feed still holds, and when it was taken.
    ///
    /// # Errors
    /// Those of the database.
    pub fn first_change_after(
        &mut self,
        unit: UnitId,
        since: i64,
    ) -> Outcome<Option<(i64, DateTime<Utc>)>> {
        let key: AnyId = Id(unit.into());
        let first: Option<(i64, At)> = either!(self, |c| changes::table
            .filter(changes::stream_id.eq(key).and(changes::revision.gt(since)))
            .order((changes::revision, changes::ordinal))
            .select((changes::revision, changes::at))
            .first(c)
            .optional()?);
        Ok(first.map(|(revision, at)| (revision, at.0)))
    }

    /// Changes of a unit after a revision, oldest first. A revision is never split: the page ends
    /// with the whole of the revision in which the limit falls.
    ///
    /// # Errors
    /// Those of the database.
    pub fn changes_since(&mut self, unit: UnitId, since: i64, limit: i64) -> Outcome<Vec<Change>> {
        let key: AnyId = Id(unit.into());
        let last: Option<i64> = either!(self, |c| changes::table
            .filter(changes::stream_id.eq(key).and(changes::revision.gt(since)))
            .order((changes::revision, changes::ordinal))
            .offset(limit - 1)
            .limit(1)
            .select(changes::revision)
            .first(c)
            .optional()?);
        let until = last.unwrap_or(i64::MAX);
        Ok(either!(self, |c| changes::table
            .filter(changes::stream_id.eq(key))
            .filter(changes::revision.gt(since).and(changes::revision.le(until)))
            .order((changes::revision, changes::ordinal))
            .select(Change::as_select())
            .load(c)?))
    }
}

/// Deletes the lines of the feed that were written before an instant.
pub(crate) fn forget(connection: Connection<'_>, before: DateTime<Utc>) -> QueryResult<usize> {
    let old = changes::table.filter(changes::at.lt(At::from(before)));
    match connection {
        Connection::Sqlite(c) => diesel::delete(old).execute(c),
        Connection::Postgres(c) => diesel::delete(old).execute(c),
    }
}
