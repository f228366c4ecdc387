//! The connections: SQLite with one writer and read-only readers, PostgreSQL with a pool.

use crate::{
    access_log::{self, Entry},
    connection::Connection,
    failure::{Failure, Outcome},
    query_count::QueryCount,
    shared_writer::SharedWriter,
};
use diesel::{
    Connection as _, PgConnection, RunQueryDsl, SqliteConnection,
    connection::SimpleConnection,
    r2d2::{ConnectionManager, CustomizeConnection, Pool, PooledConnection},
};
use std::{path::Path, time::Duration};

/// How long a request waits for a connection before it is told to come back.
const POOL_WAIT: Duration = Duration::from_secs(5);

/// How often, and how long apart, a file is asked to switch to WAL.
const WAL_ATTEMPTS: usize = 100;
const WAL_PAUSE: Duration = Duration::from_millis(30);

/// WAL with full sync: a commit that was answered survives a power cut (SEC-13).
///
/// The time-out comes first: another server may be switching the same file to WAL.
const SQLITE_WRITER: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; \
     PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;";
const SQLITE_READER: &str = "PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000; \
     PRAGMA query_only = ON;";

#[derive(Debug)]
struct ReaderPragmas(QueryCount);

impl CustomizeConnection<SqliteConnection, diesel::r2d2::Error> for ReaderPragmas {
    fn on_acquire(&self, connection: &mut SqliteConnection) -> Result<(), diesel::r2d2::Error> {
        connection
            .batch_execute(SQLITE_READER)
            .map_err(diesel::r2d2::Error::QueryError)?;
        connection.set_instrumentation(self.0.clone());
        Ok(())
    }
}

#[derive(Debug)]
struct PostgresSettings(QueryCount);

impl CustomizeConnection<PgConnection, diesel::r2d2::Error> for PostgresSettings {
    fn on_acquire(&self, connection: &mut PgConnection) -> Result<(), diesel::r2d2::Error> {
        connection
            .batch_execute(
                "SET timezone = 'UTC'; SET synchronous_commit = on; SET lock_timeout = '8s'; \
                 SET statement_timeout = '10s';",
            )
            .map_err(diesel::r2d2::Error::QueryError)?;
        connection.set_instrumentation(self.0.clone());
        Ok(())
    }
}

/// Which database, with its connections.
pub(crate) enum Backend {
    /// One writer that all share, several readers.
    Sqlite {
        writer: SharedWriter,
        readers: Pool<ConnectionManager<SqliteConnection>>,
    },
    /// One pool for both.
    Postgres {
        pool: Pool<ConnectionManager<PgConnection>>,
    },
}

fn unavailable(error: impl std::fmt::Display) -> Failure {
    Failure::Unavailable(error.to_string())
}

/// SQLite does not wait when two connections switch one file to WAL at once, whatever the time-out:
/// so the one that comes second asks again.
fn patiently(mut attempt: impl FnMut() -> diesel::QueryResult<()>) -> diesel::QueryResult<()> {
    for _ in 0..WAL_ATTEMPTS {
        match attempt() {
            Err(diesel::result::Error::DatabaseError(_, info))
                if info.message().contains("locked") =>
            {
                std::thread::sleep(WAL_PAUSE);
            }
            done => return done,
        }
    }
    attempt()
}

impl Backend {
    /// Connects; the scheme of the address decides: `postgres://…`, else a SQLite file.
    pub(crate) fn connect(address: &str, connections: u32, count: &QueryCount) -> Outcome<Self> {
        if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            let pool = Pool::builder()
                .max_size(connections)
                .min_idle(Some(1))
                .connection_timeout(POOL_WAIT)
                .connection_customizer(Box::new(PostgresSettings(count.clone())))
                .build(ConnectionManager::new(address))
                .map_err(unavailable)?;
            return Ok(Self::Postgres { pool });
        }
        let file = address.strip_prefix("sqlite://").unwrap_or(address);
        if let Some(folder) = Path::new(file)
            .parent()
            .filter(|f| !f.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder).map_err(unavailable)?;
        }
        let (path, counted) = (file.to_owned(), count.clone());
        let writer = SharedWriter::new(Box::new(move || {
            let mut writer = SqliteConnection::establish(&path).map_err(unavailable)?;
            patiently(|| writer.batch_execute(SQLITE_WRITER))?;
            writer.set_instrumentation(counted.clone());
            Ok(writer)
        }))?;
        let readers = Pool::builder()
            .max_size(connections)
            .min_idle(Some(1))
            .connection_timeout(POOL_WAIT)
            // A file does not go away as a server may.
            .test_on_check_out(false)
            .connection_customizer(Box::new(ReaderPragmas(count.clone())))
            .build(ConnectionManager::new(file))
            .map_err(unavailable)?;
        Ok(Self::Sqlite { writer, readers })
    }

    /// Runs on a read-only snapshot.
    pub(crate) fn read<T>(&self, work: impl FnOnce(Connection<'_>) -> Outcome<T>) -> Outcome<T> {
        self.read_as_is(work).map_err(Failure::or_passing)
    }

    /// Runs one query outside a transaction: for what is asked at every request.
    pub(crate) fn peek<T>(&self, work: impl FnOnce(Connection<'_>) -> Outcome<T>) -> Outcome<T> {
        self.peek_as_is(work).map_err(Failure::or_passing)
    }

    /// Runs in one writing transaction.
    pub(crate) fn write<T>(&self, work: impl FnOnce(Connection<'_>) -> Outcome<T>) -> Outcome<T> {
        self.write_as_is(work).map_err(Failure::or_passing)
    }

    fn read_as_is<T>(&self, work: impl FnOnce(Connection<'_>) -> Outcome<T>) -> Outcome<T> {
        match self {
            Self::Sqlite { readers, .. } => {
                let mut c = readers.get().map_err(unavailable)?;
                c.transaction(|c| work(Connection::Sqlite(c)))
            }
            Self::Postgres { pool } => {
                let mut c = pool.get().map_err(unavailable)?;
                let c: &mut PgConnection = &mut c;
                c.build_transaction()
                    .repeatable_read()
                    .read_only()
                    .run(|c| work(Connection::Postgres(c)))
            }
        }
    }

    fn peek_as_is<T>(&self, work: impl FnOnce(Connection<'_>) -> Outcome<T>) -> Outcome<T> {
        match self {
            Self::Sqlite { readers, .. } => {
                let mut c = readers.get().map_err(unavailable)?;
                work(Connection::Sqlite(&mut c))
            }
            Self::Postgres { pool } => {
                let mut c = pool.get().map_err(unavailable)?;
                work(Connection::Postgres(&mut c))
            }
        }
    }

    fn write_as_is<T>(&self, work: impl FnOnce(Connection<'_>) -> Outcome<T>) -> Outcome<T> {
        match self {
            Self::Sqlite { writer, .. } => writer.write(work),
            Self::Postgres { pool } => {
                let mut c: PooledConnection<_> = pool.get().map_err(unavailable)?;
                let c: &mut PgConnection = &mut c;
                c.build_transaction()
                    .read_write()
                    .run(|c| work(Connection::Postgres(c)))
            }
        }
    }

    /// Appends to the access log in a transaction of its own.
    pub(crate) fn append(&self, entries: &[Entry]) -> Outcome<()> {
        self.write(|connection| Ok(access_log::insert(connection, entries)?))
    }

    /// Whether the database answers.
    pub(crate) fn ping(&self) -> Outcome<()> {
        self.peek(|connection| {
            let query = diesel::sql_query("SELECT 1");
            match connection {
                Connection::Sqlite(c) => query.execute(c)?,
                Connection::Postgres(c) => query.execute(c)?,
            };
            Ok(())
        })
    }
}
