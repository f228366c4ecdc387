//! The house behind the two doors.

use crate::{
    access_log::ReadLog,
    actors::Actors,
    backend::Backend,
    caller::Caller,
    failure::{Answer, Failure, Outcome},
    migrations,
    pulse::Pulse,
    query_count::QueryCount,
    reader::Reader,
    row_security::{self, Sight},
    streams::Streams,
    tide::{Followers, Tide},
    vault::Vault,
    writer::Writer,
};
use chrono::{DateTime, Utc};
use diesel::result::{DatabaseErrorKind, Error};
use domain::trace::AccessKind as Kind;
use std::sync::{Arc, PoisonError, RwLock};

/// How often a write is run again when another was first.
const ATTEMPTS: usize = 8;

/// All data of a municipality.
pub struct Database {
    pub(crate) backend: Arc<Backend>,
    pub(crate) vault: Vault,
    epoch: Arc<RwLock<Arc<str>>>,
    pub(crate) actors: Actors,
    log: ReadLog,
    pulse: Pulse,
    followers: Followers,
    queries: QueryCount,
}

impl Database {
    /// Connects and brings the schema up to date.
    ///
    /// # Errors
    /// When the database cannot be reached or migrated.
    pub fn open(address: &str, connections: u32, vault: Vault) -> Outcome<Self> {
        let queries = QueryCount::default();
        let backend = Arc::new(Backend::connect(address, connections, &queries)?);
        migrations::run(&backend)?;
        let epoch = Arc::new(RwLock::new(Arc::from(crate::meta::epoch(&backend)?)));
        let log = ReadLog::start(backend.clone());
        let pulse = Pulse::start(&backend, address);
        Ok(Self {
            backend,
            vault,
            epoch,
            actors: Actors::default(),
            log,
            pulse,
            followers: Followers::default(),
            queries,
        })
    }

    /// Statements sent to the database so far: lets a test prove that a list loads in a fixed
    /// number of them.
    #[doc(hidden)]
    pub fn queries(&self) -> u64 {
        self.queries.total()
    }

    /// The same, of those that read, since this was first asked.
    #[doc(hidden)]
    pub fn reads(&self) -> u64 {
        self.queries.reads()
    }

    /// The epoch: renewed by restore and import, part of entity tags and cursors (API-6).
    pub fn epoch(&self) -> Arc<str> {
        self.epoch
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Begins a new epoch: what anybody remembers of this database, by entity tag, cursor or position
    /// in the feed, is of another one from now on and answers `reset` or «changed» (API-6). For
    /// commands that put other data in place: restore and import. Other servers on the same database
    /// notice when they are started, or within a second while somebody follows their feed.
    ///
    /// # Errors
    /// Those of the database.
    pub fn renew_epoch(&self) -> Outcome<Arc<str>> {
        let fresh: Arc<str> = crate::meta::renew_epoch(&self.backend)?.into();
        *self.epoch.write().unwrap_or_else(PoisonError::into_inner) = fresh.clone();
        self.followers.ring();
        Ok(fresh)
    }

    /// Tells of the tide: how all streams stand, soon after every write of this server, and once a
    /// second for those of others. Nothing is asked of the database while `anybody` says no.
    pub fn follow(
        &self,
        anybody: impl Fn() -> bool + Send + 'static,
        tell: impl Fn(Tide) + Send + 'static,
    ) {
        let epoch = self.epoch.clone();
        self.followers
            .follow(self.backend.clone(), anybody, move |tide| {
                let mut known = epoch.write().unwrap_or_else(PoisonError::into_inner);
                if *known != tide.epoch {
                    *known = tide.epoch.clone();
                }
                drop(known);
                tell(tide);
            });
    }

    /// Forgets what the feed told before an instant: positions older than that answer `reset`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn forget_changes(&self, before: DateTime<Utc>) -> Outcome<usize> {
        self.backend
            .write(|connection| Ok(crate::changes::forget(connection, before)?))
    }

    /// Asks for the pulse, a number that moves whenever any stream does; `then` is called once, on any
    /// thread, with one that was felt after this call began. It stands in for a look-up of its own by
    /// everybody who asks at the same time.
    pub fn pulse(&self, then: impl FnOnce(Outcome<i64>) + Send + 'static) {
        self.pulse.feel(then);
    }

    /// Whether it answers and its schema is current (API-10).
    ///
    /// # Errors
    /// Why it is not ready.
    pub fn ready(&self) -> Outcome<()> {
        self.backend.ping()?;
        match migrations::pending(&self.backend)? {
            0 => Ok(()),
            n => Err(Failure::Unavailable(format!("{n} migrations are pending"))),
        }
    }

    /// Whether the role that this server runs as stands outside row-level security: it owns tables, or is
    /// a superuser. On SQLite there is no such wall.
    ///
    /// # Errors
    /// Those of the database.
    pub fn stands_outside_the_wall(&self) -> Outcome<bool> {
        row_security::is_outside(&self.backend)
    }

    /// The reading door. What was opened is in the access log, committed, before this returns.
    ///
    /// # Errors
    /// Those of the work.
    pub fn read<T>(
        &self,
        caller: &Caller,
        work: impl FnOnce(&mut Reader<'_>) -> Outcome<T>,
    ) -> Outcome<T> {
        self.read_covered(caller, work).map(|(answer, _)| answer)
    }

    /// The same, with the instant until which showing the answer again needs no new entry in the
    /// access log (SEC-9).
    ///
    /// # Errors
    /// Those of the work.
    pub fn read_covered<T>(
        &self,
        caller: &Caller,
        work: impl FnOnce(&mut Reader<'_>) -> Outcome<T>,
    ) -> Outcome<(T, DateTime<Utc>)> {
        let epoch = self.epoch();
        let (answer, seen) = self.backend.read(|connection| {
            let mut reader = Reader::new(connection, caller, &self.vault, epoch, Kind::Read);
            if caller.actor.is_none() {
                reader.see(Sight::All)?;
            }
            let answer = work(&mut reader)?;
            Ok((answer, reader.seen))
        })?;
        let until = self.log.record(caller, seen)?;
        Ok((answer, until))
    }

    /// The writing door. The work may be run again: it makes no ids and does no I/O of its own.
    ///
    /// # Errors
    /// Those of the work; nothing is changed then.
    pub fn write<T>(
        &self,
        caller: &Caller,
        streams: &Streams,
        mut work: impl FnMut(&mut Writer<'_>) -> Outcome<T>,
    ) -> Outcome<T> {
        self.attempt(caller, streams, |mut writer| {
            let value = work(&mut writer)?;
            writer.finish()?;
            Ok(value)
        })
    }

    /// The writing door for a request with an answer, which a repeated key gives again (API-4).
    ///
    /// # Errors
    /// As [`Database::write`].
    pub fn answer(
        &self,
        caller: &Caller,
        streams: &Streams,
        mut work: impl FnMut(&mut Writer<'_>) -> Outcome<Answer>,
    ) -> Outcome<Answer> {
        let done = self.attempt(caller, streams, |mut writer| {
            let answer = work(&mut writer)?;
            writer.answer(&answer)?;
            Ok(answer)
        });
        match done {
            Err(Failure::Instead(answer)) => Ok(*answer),
            other => other,
        }
    }

    fn attempt<T>(
        &self,
        caller: &Caller,
        streams: &Streams,
        mut work: impl FnMut(Writer<'_>) -> Outcome<T>,
    ) -> Outcome<T> {
        let mut last = Failure::Again;
        for _ in 0..ATTEMPTS {
            let done = self.backend.write(|connection| {
                let epoch = self.epoch();
                let mut reader = Reader::new(connection, caller, &self.vault, epoch, Kind::Write);
                if caller.actor.is_none() {
                    reader.see(Sight::All)?;
                }
                work(Writer::begin(reader, streams)?)
            });
            match done {
                Err(failure) if is_worth_another_try(&failure) => last = failure,
                done => {
                    if done.is_ok() {
                        self.followers.ring();
                    }
                    return done;
                }
            }
        }
        Err(Failure::Unavailable(last.to_string()))
    }
}

/// The work lost a race that running it again settles.
const fn is_worth_another_try(failure: &Failure) -> bool {
    matches!(
        failure,
        Failure::Again
            | Failure::Database(Error::DatabaseError(
                DatabaseErrorKind::SerializationFailure,
                _
            ))
    )
}
