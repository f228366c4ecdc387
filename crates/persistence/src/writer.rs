//! The writing door: streams locked, work done, revisions taken, trace written, committed.

use crate::{
    access_log::{self, Entry},
    changes::{Noted, Op},
    connection::{Connection, either},
    failure::{Answer, Failure, Outcome},
    idempotency,
    reader::Reader,
    schema::{changes, streams},
    sql_types::{AnyId, At, Coded, Id},
    streams::{Locked, Streams},
};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use domain::ids::{CitizenId, UnitId};
use std::ops::{Deref, DerefMut};
use uuid::Uuid;

/// A transaction that may change things in the streams it has taken.
pub struct Writer<'c> {
    reader: Reader<'c>,
    locked: Locked,
    noted: Vec<Noted>,
}

impl<'c> Deref for Writer<'c> {
    type Target = Reader<'c>;
    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}
impl<'c> DerefMut for Writer<'c> {
    fn deref_mut(&mut self) -> &mut Reader<'c> {
        &mut self.reader
    }
}

#[derive(Insertable)]
#[diesel(table_name = changes, treat_none_as_default_value = false)]
struct NewChange {
    stream_id: AnyId,
    revision: i64,
    ordinal: i32,
    resource: &'static str,
    resource_id: AnyId,
    citizen_id: Option<Id<CitizenId>>,
    version: i64,
    op: Coded<Op>,
    at: At,
}

impl<'c> Writer<'c> {
    /// Locks the streams before anything is read.
    pub(crate) fn begin(mut reader: Reader<'c>, wanted: &Streams) -> Outcome<Self> {
        let locked = crate::streams::lock(&mut reader, wanted)?;
        Ok(Self {
            reader,
            locked,
            noted: Vec::new(),
        })
    }

    /// The instant of this write: the clock's, but never before what the streams already hold. One
    /// that was asked for before the last change and waited for it is stamped after it, so that a
    /// signature and the end of its delegation never share an instant.
    pub fn now(&self) -> DateTime<Utc> {
        let asked = self.asked_at();
        match self.locked.changed_at {
            Some(changed) if asked < changed => changed + TimeDelta::microseconds(1),
            _ => asked,
        }
    }

    /// Notes that a resource changed; it becomes a line in the feed of every stream of the write.
    pub fn changed(
        &mut self,
        resource: &'static str,
        id: impl Into<Uuid>,
        citizen: Option<CitizenId>,
        version: i64,
        op: Op,
    ) {
        self.noted.push(Noted {
            resource,
            id: Id(id.into()),
            citizen,
            version,
            op,
            only: None,
        });
    }

    /// Notes in one unit's stream alone that a citizen is not its own any more: a tombstone that everybody
    /// there may hear, for they knew her until now (API-6, R-CIT-7).
    pub(crate) fn gone_from(&mut self, unit: UnitId, citizen: CitizenId, version: i64) {
        self.noted.push(Noted {
            resource: "citizens",
            id: Id(citizen.into()),
            citizen: None,
            version,
            op: Op::Deleted,
            only: Some(Id(unit.into())),
        });
    }

    /// Keeps the answer for a repeated key and finishes.
    pub(crate) fn answer(mut self, answer: &Answer) -> Outcome<()> {
        if (200..300).contains(&answer.status) {
            idempotency::keep(&mut self.reader, answer)?;
        }
        self.finish()
    }

    /// Takes the revisions and writes the trace; the door commits.
    pub(crate) fn finish(mut self) -> Outcome<()> {
        let now = self.now();
        if !self.noted.is_empty() {
            self.take_revisions(now.into())?;
        }
        let caller = self.reader.caller;
        let entries: Vec<Entry> = std::mem::take(&mut self.reader.seen)
            .iter()
            .filter(|seen| !seen.citizens.is_empty())
            .map(|seen| Entry::of(caller, seen, now))
            .collect();
        if !entries.is_empty() {
            access_log::insert(self.reader.connection(), &entries)?;
        }
        Ok(())
    }

    fn take_revisions(&mut self, at: At) -> Outcome<()> {
        let ids: Vec<AnyId> = self.locked.heads.iter().map(|(id, _)| *id).collect();
        let rows: Vec<NewChange> = self
            .locked
            .heads
            .iter()
            .flat_map(|(stream, revision)| {
                self.noted
                    .iter()
                    .filter(move |noted| noted.only.is_none_or(|only| only == *stream))
                    .zip(0..)
                    .map(move |(noted, ordinal)| NewChange {
                        stream_id: *stream,
                        revision: revision + 1,
                        ordinal,
                        resource: noted.resource,
                        resource_id: noted.id,
                        citizen_id: noted.citizen.map(Id),
                        version: noted.version,
                        op: Coded(noted.op),
                        at,
                    })
            })
            .collect();
        if rows.is_empty() {
            return Err(Failure::Internal("a change outside every stream".into()));
        }
        either!(self.reader, |c| {
            diesel::update(streams::table.filter(streams::id.eq_any(ids)))
                .set((
                    streams::revision.eq(streams::revision + 1),
                    streams::changed_at.eq(at),
                ))
                .execute(c)?;
        });
        // Databases bound the number of parameters of one statement.
        for chunk in rows.chunks(500) {
            match self.reader.connection() {
                Connection::Sqlite(c) => diesel::insert_into(changes::table)
                    .values(chunk)
                    .execute(c)?,
                Connection::Postgres(c) => diesel::insert_into(changes::table)
                    .values(chunk)
                    .execute(c)?,
            };
        }
        Ok(())
    }
}
