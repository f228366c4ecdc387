//! Who a session belongs to, from memory where it can be.
//!
//! Log-ins and memberships are writes in the municipality's stream, so a remembered actor holds
//! exactly as long as that stream's revision stands still. Asking for the revision is one look-up,
//! also right when several servers share a PostgreSQL.

use crate::{
    caller::Caller,
    connection::{Connection, either},
    database::Database,
    failure::Outcome,
    reader::Reader,
    schema::streams,
    sql_types::{AnyId, Id},
    streams::MUNICIPALITY,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{SessionId, UnitId},
    policy::{Action, Actor},
    trace::AccessKind as Kind,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

#[derive(Clone)]
struct Remembered {
    actor: Arc<Actor>,
    expires: DateTime<Utc>,
    revision: i64,
}

/// Actors by session.
#[derive(Default)]
pub(crate) struct Actors {
    known: Mutex<HashMap<SessionId, Remembered>>,
}

impl Database {
    /// The revisions of streams, in the order asked; 0 for one that does not exist.
    ///
    /// # Errors
    /// Those of the database.
    pub fn revisions(&self, units: &[UnitId]) -> Outcome<Vec<i64>> {
        let ids: Vec<AnyId> = units.iter().map(|unit| Id((*unit).into())).collect();
        let rows: Vec<(AnyId, i64)> = self.backend.peek(|connection| {
            let query = streams::table
                .filter(streams::id.eq_any(&ids))
                .select((streams::id, streams::revision));
            Ok(match connection {
                Connection::Sqlite(c) => query.load(c)?,
                Connection::Postgres(c) => query.load(c)?,
            })
        })?;
        let revision = |id: &AnyId| {
            rows.iter()
                .find(|(row, _)| row == id)
                .map_or(0, |(_, r)| *r)
        };
        Ok(ids.iter().map(revision).collect())
    }

    /// The holder of a session, or none when it has ended.
    ///
    /// # Errors
    /// Those of the database.
    pub fn actor(&self, session: SessionId, now: DateTime<Utc>) -> Outcome<Option<Arc<Actor>>> {
        let revision = self
            .revisions(&[MUNICIPALITY])?
            .first()
            .copied()
            .unwrap_or(0);
        self.actor_at(session, revision, now)
    }

    /// The same, when the municipality's revision has just been asked for.
    ///
    /// # Errors
    /// Those of the database.
    pub fn actor_at(
        &self,
        session: SessionId,
        revision: i64,
        now: DateTime<Utc>,
    ) -> Outcome<Option<Arc<Actor>>> {
        let known = self
            .actors
            .known
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(r) = known.get(&session).filter(|r| r.revision == revision) {
            return Ok((now < r.expires).then(|| r.actor.clone()));
        }
        drop(known);
        let caller = Caller::system(Action::GetMe, now);
        let (found, revision) = self.backend.read(|connection| {
            let mut reader =
                Reader::new(connection, &caller, &self.vault, self.epoch(), Kind::Read);
            let revision: Option<i64> = either!(reader, |c| streams::table
                .find(Id::<uuid::Uuid>(MUNICIPALITY.into()))
                .select(streams::revision)
                .first(c)
                .optional()?);
            Ok((reader.actor_of(session)?, revision.unwrap_or(0)))
        })?;
        let mut known = self
            .actors
            .known
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, r| now < r.expires);
        let Some((actor, expires)) = found else {
            known.remove(&session);
            return Ok(None);
        };
        let actor = Arc::new(actor);
        known.insert(
            session,
            Remembered {
                actor: actor.clone(),
                expires,
                revision,
            },
        );
        Ok((now < expires).then_some(actor))
    }
}
