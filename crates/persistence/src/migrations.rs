//! Migrations run at start, all in one transaction and behind one lock, so that two servers that
//! start at once do not trip over each other. What has landed is hash-locked (`migrations/LOCK`).

use crate::{
    backend::Backend,
    connection::Connection,
    failure::{Failure, Outcome},
};
use diesel::connection::SimpleConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

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
    backend.write(|connection| match connection {
        Connection::Sqlite(c) => c
            .run_pending_migrations(SQLITE)
            .map(|done| done.len())
            .map_err(failed),
        Connection::Postgres(c) => {
            c.batch_execute(LOCK)?;
            c.run_pending_migrations(POSTGRES)
                .map(|done| done.len())
                .map_err(failed)
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
        Connection::Postgres(c) => c
            .pending_migrations(POSTGRES)
            .map(|p| p.len())
            .map_err(failed),
    })
}
