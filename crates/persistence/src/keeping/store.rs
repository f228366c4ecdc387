//! The operator's own connection to a database: no pool, no time-out, no server behind it.

use crate::{
    failure::{Failure, Outcome},
    migrations,
};
use diesel::{
    Connection as _, PgConnection, QueryableByName, RunQueryDsl, SqliteConnection,
    connection::SimpleConnection, sql_types::Text,
};
use diesel_migrations::MigrationHarness;
use std::path::Path;

/// A connection that may read or write everything.
pub(super) enum Link {
    /// A file.
    Sqlite(SqliteConnection),
    /// A server.
    Postgres(PgConnection),
}

/// A place that holds a municipality's data, or may come to hold it.
pub struct Store {
    pub(super) link: Link,
}

#[derive(QueryableByName)]
struct Word {
    #[diesel(sql_type = Text)]
    word: String,
}

fn unavailable(error: impl std::fmt::Display) -> Failure {
    Failure::Unavailable(error.to_string())
}

/// As the server writes: a restored file is as safe as one that was written (SEC-13). A back-up waits
/// for nobody and nobody for it, but two operators may meet.
const SQLITE: &str = "PRAGMA busy_timeout = 60000; PRAGMA journal_mode = WAL; \
     PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF;";
/// A row that the role may not see must fail the back-up, never be missing from it.
const POSTGRES: &str = "SET timezone = 'UTC'; SET row_security = off; SET statement_timeout = 0; \
     SET lock_timeout = '60s'; SET extra_float_digits = 1; SET synchronous_commit = on;";

impl Store {
    /// Connects to what is there. A file that is not there is an error.
    ///
    /// # Errors
    /// When it cannot be reached.
    pub fn existing(address: &str) -> Outcome<Self> {
        if !is_server(address) && !Path::new(file(address)).exists() {
            return Err(unavailable(format!("{}: no such file", file(address))));
        }
        Self::connect(address)
    }

    /// Connects to a place that holds nothing; a new file is made.
    ///
    /// # Errors
    /// When it cannot be reached, or holds a table.
    pub fn empty(address: &str) -> Outcome<Self> {
        if !is_server(address)
            && let Some(folder) = Path::new(file(address))
                .parent()
                .filter(|f| !f.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder).map_err(unavailable)?;
        }
        let mut store = Self::connect(address)?;
        let found = store.link.tables()?;
        if let Some(table) = found.first() {
            return Err(unavailable(format!(
                "the place is not empty: it holds {table} and {} tables more",
                found.len() - 1
            )));
        }
        Ok(store)
    }

    fn connect(address: &str) -> Outcome<Self> {
        let link = if is_server(address) {
            let mut c = PgConnection::establish(address).map_err(unavailable)?;
            c.batch_execute(POSTGRES)?;
            Link::Postgres(c)
        } else {
            let mut c = SqliteConnection::establish(file(address)).map_err(unavailable)?;
            c.batch_execute(SQLITE)?;
            Link::Sqlite(c)
        };
        Ok(Self { link })
    }

    /// Runs on one snapshot of everything.
    pub(super) fn snapshot<T>(&mut self, work: impl FnOnce(&mut Link) -> Outcome<T>) -> Outcome<T> {
        self.between(
            "BEGIN",
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            work,
        )
    }

    /// Runs in one transaction: all of it is there afterwards, or nothing.
    pub(super) fn change<T>(&mut self, work: impl FnOnce(&mut Link) -> Outcome<T>) -> Outcome<T> {
        self.between("BEGIN IMMEDIATE", "BEGIN", work)
    }

    fn between<T>(
        &mut self,
        sqlite: &str,
        postgres: &str,
        work: impl FnOnce(&mut Link) -> Outcome<T>,
    ) -> Outcome<T> {
        use diesel::connection::{AnsiTransactionManager, TransactionManager};
        macro_rules! run {
            ($begin:expr, $variant:path) => {{
                if let $variant(c) = &mut self.link {
                    AnsiTransactionManager::begin_transaction_sql(c, $begin)?;
                }
                let done = work(&mut self.link);
                if let $variant(c) = &mut self.link {
                    match &done {
                        Ok(_) => AnsiTransactionManager::commit_transaction(c)?,
                        Err(_) => AnsiTransactionManager::rollback_transaction(c)?,
                    }
                }
                done
            }};
        }
        match self.link {
            Link::Sqlite(_) => run!(sqlite, Link::Sqlite),
            Link::Postgres(_) => run!(postgres, Link::Postgres),
        }
    }
}

fn is_server(address: &str) -> bool {
    address.starts_with("postgres://") || address.starts_with("postgresql://")
}

fn file(address: &str) -> &str {
    address.strip_prefix("sqlite://").unwrap_or(address)
}

impl Link {
    /// Runs statements that answer nothing.
    pub(super) fn run(&mut self, statements: &str) -> Outcome<()> {
        match self {
            Self::Sqlite(c) => c.batch_execute(statements)?,
            Self::Postgres(c) => c.batch_execute(statements)?,
        }
        Ok(())
    }

    /// One column called `word`.
    pub(super) fn words(&mut self, query: &str) -> Outcome<Vec<String>> {
        let query = diesel::sql_query(query);
        let words: Vec<Word> = match self {
            Self::Sqlite(c) => query.load(c)?,
            Self::Postgres(c) => query.load(c)?,
        };
        Ok(words.into_iter().map(|word| word.word).collect())
    }

    /// The tables there are.
    fn tables(&mut self) -> Outcome<Vec<String>> {
        self.words(match self {
            Self::Sqlite(_) => {
                "SELECT name AS word FROM sqlite_master WHERE type = 'table' \
                 AND name NOT LIKE 'sqlite_%' ORDER BY 1"
            }
            Self::Postgres(_) => {
                "SELECT table_name::text AS word FROM information_schema.tables \
                 WHERE table_schema = 'public' ORDER BY 1"
            }
        })
    }

    /// Refuses a file whose pages are damaged: a copy of damage is no back-up. PostgreSQL checks its
    /// pages as it reads them.
    pub(super) fn sound(&mut self) -> Outcome<()> {
        if matches!(self, Self::Postgres(_)) {
            return Ok(());
        }
        let said = self.words("SELECT quick_check AS word FROM pragma_quick_check")?;
        match said.first().map(String::as_str) {
            Some("ok") => Ok(()),
            damage => Err(unavailable(format!(
                "the file is damaged: {}",
                damage.unwrap_or("it says nothing")
            ))),
        }
    }
}

/// The steps of the schema that the database has taken. Read from the table itself: diesel would make it
/// where it is missing, and a snapshot only reads.
pub(super) fn steps(link: &mut Link) -> Outcome<Vec<String>> {
    link.words("SELECT version AS word FROM __diesel_schema_migrations ORDER BY version")
}

/// Takes the steps that are named, in order; all there are without names.
pub(super) fn take_steps(link: &mut Link, named: Option<&[String]>) -> Outcome<()> {
    use diesel::migration::{Migration, MigrationSource};
    let failed = |error: Box<dyn std::error::Error + Send + Sync>| {
        Failure::Internal(format!("migration: {error}"))
    };
    macro_rules! take {
        ($c:expr, $source:expr, $backend:ty) => {{
            let mut steps: Vec<Box<dyn Migration<$backend>>> =
                $source.migrations().map_err(failed)?;
            steps.sort_by(|a, b| a.name().version().cmp(&b.name().version()));
            let known: Vec<String> = steps
                .iter()
                .map(|s| s.name().version().to_string())
                .collect();
            if let Some(unknown) = named
                .into_iter()
                .flatten()
                .find(|step| !known.contains(step))
            {
                return Err(super::broken(format!(
                    "it was made by a newer Tillit: step {unknown} of the schema is not known here"
                )));
            }
            let taken: Vec<String> = $c
                .applied_migrations()
                .map_err(failed)?
                .iter()
                .map(ToString::to_string)
                .collect();
            for step in steps {
                let version = step.name().version().to_string();
                let wanted = named.is_none_or(|named| named.contains(&version));
                if wanted && !taken.contains(&version) {
                    $c.run_migration(&*step).map_err(failed)?;
                }
            }
        }};
    }
    match link {
        Link::Sqlite(c) => take!(c, migrations::SQLITE, diesel::sqlite::Sqlite),
        Link::Postgres(c) => take!(c, migrations::POSTGRES, diesel::pg::Pg),
    }
    Ok(())
}
