//! The sealer of the access log (SEC-9): committed entries are chained by HMAC under a key outside
//! the database. Whoever can write to the database but has not the key can neither alter nor remove a
//! sealed entry without the chain showing where; cutting off its end shows against a head kept
//! elsewhere.

mod entry;
mod keys;
mod verify;

pub use keys::SealKeys;
pub use verify::{Finding, Report};

use crate::{
    connection::{Connection, either},
    database::Database,
    failure::{Failure, Outcome},
    row_security::see_all,
    schema::access_log_seals,
    sql_types::{At, Id},
};
use chrono::{DateTime, TimeDelta, Utc};
use diesel::{connection::SimpleConnection, prelude::*};
use domain::ids::LogEntryId;
use entry::StoredEntry;
use uuid::Uuid;

/// How many entries are sealed in one transaction.
const BATCH: i64 = 500;
/// No write takes this long from the making of its entry to its commit; what is older and unsealed
/// was never committed by Tillit in its time.
const LATEST: TimeDelta = TimeDelta::hours(1);
/// Any number that nothing else locks on: one sealer at a time.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7455488)";

/// The end of the chain: kept elsewhere, it proves that nothing was cut off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogHead {
    /// How many entries are sealed.
    pub position: i64,
    /// The last seal.
    pub mac: Vec<u8>,
}

impl std::fmt::Display for LogHead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:", self.position)?;
        self.mac.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl std::str::FromStr for LogHead {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || "a head is written as POSITION:SEAL, as `tillit audit head` prints it";
        let (position, seal) = text.trim().split_once(':').ok_or_else(wrong)?;
        let digits = seal.as_bytes().chunks(2);
        let mac = digits
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
            .collect::<Option<Vec<u8>>>();
        Ok(Self {
            position: position.parse().map_err(|_| wrong())?,
            mac: mac.filter(|mac| mac.len() == 32).ok_or_else(wrong)?,
        })
    }
}

#[derive(Debug, Clone, Queryable, Insertable)]
#[diesel(table_name = access_log_seals)]
struct Seal {
    position: i64,
    entry_id: Id<LogEntryId>,
    key_id: String,
    mac: Vec<u8>,
    sealed_at: At,
}

/// The connection of one unit of work, so that [`either!`] may be used.
struct Here<'c>(Connection<'c>);

impl<'c> Here<'c> {
    /// The whole log is the system's own work.
    fn new(mut connection: Connection<'c>) -> QueryResult<Self> {
        see_all(match &mut connection {
            Connection::Sqlite(c) => Connection::Sqlite(c),
            Connection::Postgres(c) => Connection::Postgres(c),
        })?;
        Ok(Self(connection))
    }

    fn connection(&mut self) -> Connection<'_> {
        match &mut self.0 {
            Connection::Sqlite(c) => Connection::Sqlite(c),
            Connection::Postgres(c) => Connection::Postgres(c),
        }
    }

    fn last(&mut self) -> QueryResult<Option<Seal>> {
        either!(self, |c| access_log_seals::table
            .order(access_log_seals::position.desc())
            .first(c)
            .optional())
    }

    /// Committed entries without a seal, oldest first.
    fn unsealed(&mut self, since: Option<LogEntryId>) -> QueryResult<Vec<StoredEntry>> {
        let since = since.unwrap_or(LogEntryId(Uuid::nil()));
        entry::load(
            self,
            &entry::Which::Unsealed {
                since,
                limit: BATCH,
            },
        )
    }
}

/// The first id that an entry made at an instant can have: ids are UUID v7 and sort by time.
fn first_id_at(at: DateTime<Utc>) -> LogEntryId {
    let millis = u128::try_from(at.timestamp_millis()).unwrap_or(0);
    LogEntryId(Uuid::from_u128(millis << 80))
}

impl Database {
    /// Seals what has been committed since last time; returns how many entries. `thoroughly` looks
    /// through the whole log for entries that were left out, as at start and every night.
    ///
    /// # Errors
    /// Those of the database.
    pub fn seal(&self, keys: &SealKeys, now: DateTime<Utc>, thoroughly: bool) -> Outcome<usize> {
        let mut sealed = 0;
        loop {
            let done = self.backend.write(|connection| {
                let mut here = Here::new(connection)?;
                if let Connection::Postgres(c) = here.connection() {
                    c.batch_execute(LOCK)?;
                }
                let last = here.last()?;
                let since = last.as_ref().filter(|_| !thoroughly);
                let since = since.map(|seal| first_id_at(seal.sealed_at.0 - LATEST));
                let entries = here.unsealed(since)?;
                let seals = chain(keys, last, &entries, now)?;
                match here.connection() {
                    Connection::Sqlite(c) => diesel::insert_into(access_log_seals::table)
                        .values(&seals)
                        .execute(c)?,
                    Connection::Postgres(c) => diesel::insert_into(access_log_seals::table)
                        .values(&seals)
                        .execute(c)?,
                };
                Ok(seals.len())
            })?;
            sealed += done;
            if i64::try_from(done).is_ok_and(|done| done < BATCH) {
                return Ok(sealed);
            }
        }
    }

    /// The end of the chain; none while nothing is sealed.
    ///
    /// # Errors
    /// Those of the database.
    pub fn log_head(&self) -> Outcome<Option<LogHead>> {
        self.backend.read(|connection| {
            let last = Here::new(connection)?.last()?;
            Ok(last.map(|seal| LogHead {
                position: seal.position,
                mac: seal.mac,
            }))
        })
    }
}

/// The seals that continue a chain.
fn chain(
    keys: &SealKeys,
    last: Option<Seal>,
    entries: &[StoredEntry],
    now: DateTime<Utc>,
) -> Outcome<Vec<Seal>> {
    let (mut position, mut before) = last.map_or((0, Vec::new()), |seal| (seal.position, seal.mac));
    let mut seals = Vec::with_capacity(entries.len());
    for entry in entries {
        position += 1;
        let mac = keys
            .seal(keys.current(), &before, position, &entry.bytes())
            .ok_or_else(|| Failure::Internal("the audit key is missing".into()))?;
        before.clone_from(&mac);
        seals.push(Seal {
            position,
            entry_id: Id(entry.id()),
            key_id: keys.current().to_owned(),
            mac,
            sealed_at: now.into(),
        });
    }
    Ok(seals)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_back_as_it_was_printed_and_nothing_else_is_one() {
        let head = LogHead {
            position: 12,
            mac: vec![0xab; 32],
        };
        assert_eq!(head.to_string().parse(), Ok(head));
        for wrong in ["", "12", "12:", "12:zz", "x:ab", "12:abc"] {
            assert!(wrong.parse::<LogHead>().is_err(), "{wrong}");
        }
    }
}
