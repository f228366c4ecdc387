//! The house behind the two doors.

use crate::{
    access_log::{Kind, ReadLog},
    actors::Actors,
    backend::Backend,
    caller::Caller,
    failure::{Answer, Failure, Outcome},
    migrations,
    pulse::Pulse,
    query_count::QueryCount,
    reader::Reader,
    streams::Streams,
    vault::Vault,
    writer::Writer,
};
use chrono::{DateTime, Utc};
use diesel::result::{DatabaseErrorKind, Error};
use std::sync::Arc;

/// How often a write is run again when another was first.
const ATTEMPTS: usize = 8;

/// All data of a municipality.
pub struct Database {
    pub(crate) backend: Arc<Backend>,
    pub(crate) vault: Vault,
    pub(crate) epoch: String,
    pub(crate) actors: Actors,
    log: ReadLog,
    pulse: Pulse,
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
        let epoch = crate::meta::epoch(&backend)?;
        let log = ReadLog::start(backend.clone());
        let pulse = Pulse::start(&backend, address);
        Ok(Self {
            backend,
            vault,
            epoch,
            actors: Actors::default(),
            log,
            pulse,
            queries,
        })
    }

    /// Statements sent to the database so far: lets a test prove that a list loads in a fixed
    /// number of them.
    #[doc(hidden)]
    pub fn queries(&self) -> u64 {
        self.queries.total()
    }

    /// The epoch: renewed by restore and import, part of entity tags and cursors (API-6).
    pub fn epoch(&self) -> &str {
        &self.epoch
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
        let (answer, seen) = self.backend.read(|connection| {
            let mut reader = Reader::new(connection, caller, &self.vault, &self.epoch, Kind::Read);
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
                let reader = Reader::new(connection, caller, &self.vault, &self.epoch, Kind::Write);
                work(Writer::begin(reader, streams)?)
            });
            match done {
                Err(failure) if is_worth_another_try(&failure) => last = failure,
                done => return done,
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
