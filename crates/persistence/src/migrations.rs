//! Migrations run at start, all in one transaction and behind one lock, so that two servers that
//! start at once do not trip over each other. What has landed is hash-locked (`migrations/LOCK`).
//!
//! On PostgreSQL only the owner migrates. The role that the server runs as owns nothing (SEC-16): it only
//! looks whether the schema is current.

use crate::{
    backend::Backend,
    connection::Connection,
    failure::{Failure, Outcome},
    row_security,
    schema::meta,
};
use diesel::{
    PgConnection,
    connection::SimpleConnection,
    migration::MigrationSource,
    pg::Pg,
    prelude::*,
    sql_types::{Bool, Text},
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// Migrations for SQLite.
pub(crate) const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
/// Migrations for PostgreSQL.
pub(crate) const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// Any number that nothing else locks on.
const LOCK: &str = "SELECT pg_advisory_xact_lock(7455487)";

fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::Internal(format!("migration: {error}"))
}

/// Brings the database to the newest schema; returns how many steps that took.
pub(crate) fn run(backend: &Backend) -> Outcome<usize> {
    if !may_migrate(backend)? {
        return match pending(backend)? {
            0 => Ok(0),
            n => Err(Failure::Unavailable(format!(
                "the database lacks {n} migrations, and this role owns nothing: run `tillit migrate` as \
                 the owner first"
            ))),
        };
    }
    backend.write(|connection| match connection {
        Connection::Sqlite(c) => c
            .run_pending_migrations(SQLITE)
            .map(|done| done.len())
            .map_err(failed),
        Connection::Postgres(c) => {
            c.batch_execute(LOCK)?;
            let done = c.run_pending_migrations(POSTGRES).map_err(failed)?.len();
            build_wall(c, done > 0)?;
            Ok(done)
        }
    })
}

/// Row-level security, built anew after migrations and when it has changed itself: it locks every table for
/// a moment.
fn build_wall(c: &mut PgConnection, migrated: bool) -> Outcome<()> {
    let hash = Sha256::digest(row_security::INSTALL.as_bytes());
    let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let stands: Option<String> = meta::table
        .find("row_security")
        .select(meta::value)
        .first(c)
        .optional()?;
    if !migrated && stands.as_ref() == Some(&hash) {
        return Ok(());
    }
    c.batch_execute(row_security::INSTALL)?;
    diesel::insert_into(meta::table)
        .values((meta::key.eq("row_security"), meta::value.eq(&hash)))
        .on_conflict(meta::key)
        .do_update()
        .set(meta::value.eq(&hash))
        .execute(c)?;
    Ok(())
}

fn may_migrate(backend: &Backend) -> Outcome<bool> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Bool)]
        may: bool,
    }
    backend.peek(|connection| match connection {
        Connection::Sqlite(_) => Ok(true),
        Connection::Postgres(c) => {
            let row: Row = diesel::sql_query(
                "SELECT has_schema_privilege(current_user, 'public', 'CREATE') AS may",
            )
            .get_result(c)?;
            Ok(row.may)
        }
    })
}

/// How many migrations the database still lacks (for readiness, API-10).
pub(crate) fn pending(backend: &Backend) -> Outcome<usize> {
    backend.peek(|connection| match connection {
        Connection::Sqlite(c) => c
            .pending_migrations(SQLITE)
            .map(|p| p.len())
            .map_err(failed),
        Connection::Postgres(c) => pending_on_postgres(c),
    })
}

/// Counted by a query of our own: diesel's would make its table first, which the application may not.
fn pending_on_postgres(c: &mut PgConnection) -> Outcome<usize> {
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = Text)]
        version: String,
    }
    let ours = MigrationSource::<Pg>::migrations(&POSTGRES).map_err(failed)?;
    let done: Vec<Row> = diesel::sql_query("SELECT version FROM __diesel_schema_migrations")
        .load(c)
        .unwrap_or_default();
    let done: BTreeSet<String> = done.into_iter().map(|row| row.version).collect();
    let pending = ours
        .iter()
        .filter(|m| !done.contains(&m.name().version().to_string()));
    Ok(pending.count())
}
