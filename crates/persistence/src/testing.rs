//! What tests need to see of the inside. Not part of what is built to run.

use crate::{
    connection::Connection,
    database::Database,
    failure::{Failure, Outcome},
    migrations,
};
use diesel::{connection::SimpleConnection, prelude::*, sql_types::Text};
use diesel_migrations::MigrationHarness;
use domain::ids::UnitId;
use std::collections::BTreeMap;

#[derive(QueryableByName)]
struct Column {
    #[diesel(sql_type = Text)]
    line: String,
}

const POSTGRES: &str = "SELECT table_name || '.' || column_name || CASE WHEN is_nullable = 'YES' \
     THEN '?' ELSE '' END AS line FROM information_schema.columns WHERE table_schema = 'public' \
     ORDER BY 1";
const SQLITE: &str = "SELECT m.name || '.' || p.name || CASE WHEN p.\"notnull\" = 0 AND p.pk = 0 \
     THEN '?' ELSE '' END AS line FROM sqlite_master m JOIN pragma_table_info(m.name) p \
     WHERE m.type = 'table' ORDER BY 1";

/// Every column as `table.column`, with `?` where it may be null, sorted.
///
/// # Errors
/// Those of the database.
pub fn columns(database: &Database) -> Outcome<Vec<String>> {
    let rows: Vec<Column> = database.backend.read(|connection| {
        Ok(match connection {
            Connection::Sqlite(c) => diesel::sql_query(SQLITE).load(c)?,
            Connection::Postgres(c) => diesel::sql_query(POSTGRES).load(c)?,
        })
    })?;
    let mut lines: Vec<String> = rows
        .into_iter()
        .map(|row| row.line)
        .filter(|line| !line.starts_with("__diesel") && !line.starts_with("sqlite_"))
        .collect();
    lines.sort();
    Ok(lines)
}

const TAKE_WALL_DOWN: &str = "DO $$ DECLARE p record; BEGIN FOR p IN SELECT policyname, tablename FROM \
     pg_policies WHERE schemaname = 'public' LOOP EXECUTE format('DROP POLICY %I ON %I', p.policyname, \
     p.tablename); END LOOP; END $$";

/// Every column that a back-up takes, as `table.column`.
pub fn backed_up_columns() -> Vec<String> {
    let tables = crate::schema::TABLES.iter();
    tables
        .flat_map(|(table, _, columns)| {
            columns
                .iter()
                .map(move |(name, _)| format!("{table}.{name}"))
        })
        .collect()
}

/// A connection of its own in which a statement has been run and its locks are held until it is
/// dropped.
pub struct Held(#[expect(dead_code, reason = "held, not used")] diesel::PgConnection);

/// Runs a statement on a PostgreSQL and keeps its transaction open.
///
/// # Errors
/// Those of the database.
pub fn hold(address: &str, statement: &str) -> Outcome<Held> {
    use diesel::{Connection as _, connection::SimpleConnection};
    let mut connection = diesel::PgConnection::establish(address)
        .map_err(|error| Failure::Unavailable(error.to_string()))?;
    connection.batch_execute(&format!("BEGIN; {statement}"))?;
    Ok(Held(connection))
}

/// Takes back every migration and takes them all again.
///
/// # Errors
/// When a step cannot be taken back.
pub fn down_and_up(database: &Database) -> Outcome<()> {
    let failed =
        |error: Box<dyn std::error::Error + Send + Sync>| Failure::Internal(error.to_string());
    database.backend.write(|connection| match connection {
        Connection::Sqlite(c) => c
            .revert_all_migrations(migrations::SQLITE)
            .map(|_| ())
            .map_err(failed),
        Connection::Postgres(c) => {
            // Policies of one table name others.
            c.batch_execute(TAKE_WALL_DOWN)?;
            c.revert_all_migrations(migrations::POSTGRES)
                .map(|_| ())
                .map_err(failed)
        }
    })?;
    migrations::run(&database.backend).map(|_| ())
}

/// Runs statements on a connection of its own, as somebody who reached the database past Tillit.
///
/// # Errors
/// Those of the database: among them the refusals that a test is after.
pub fn tamper(address: &str, statements: &str) -> Outcome<()> {
    use diesel::Connection as _;
    let cannot = |error: ConnectionError| Failure::Unavailable(error.to_string());
    if address.starts_with("postgres") {
        let mut c = PgConnection::establish(address).map_err(cannot)?;
        return Ok(c.batch_execute(statements)?);
    }
    let mut c = SqliteConnection::establish(address).map_err(cannot)?;
    Ok(c.batch_execute(statements)?)
}

/// One number, asked on a connection of its own.
///
/// # Errors
/// Those of the database.
pub fn count(address: &str, query: &str) -> Outcome<i64> {
    use diesel::Connection as _;
    #[derive(QueryableByName)]
    struct Row {
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        n: i64,
    }
    let query = diesel::sql_query(format!("SELECT ({query}) AS n"));
    let cannot = |error: ConnectionError| Failure::Unavailable(error.to_string());
    let row: Row = if address.starts_with("postgres") {
        let mut c = PgConnection::establish(address).map_err(cannot)?;
        query.get_result(&mut c)?
    } else {
        let mut c = SqliteConnection::establish(address).map_err(cannot)?;
        query.get_result(&mut c)?
    };
    Ok(row.n)
}

/// Some row of a table that is a unit's — its own, of one of its citizens, or of one who works there — as
/// the texts of those of `wanted` that the table has.
///
/// # Errors
/// Those of the database.
pub fn some_row(
    database: &Database,
    table: &str,
    unit: UnitId,
    wanted: &[&str],
) -> Outcome<Option<BTreeMap<String, String>>> {
    let shape = crate::schema::TABLES
        .iter()
        .find(|(name, ..)| *name == table);
    let columns = shape.map_or(&[][..], |(_, _, columns)| *columns);
    let has = |column: &str| columns.iter().any(|(name, _)| *name == column);
    let of_unit = if has("unit_id") {
        format!("unit_id = '{unit}'")
    } else if has("from_unit_id") {
        format!("from_unit_id = '{unit}'")
    } else if has("citizen_id") {
        format!("citizen_id IN (SELECT citizen_id FROM responsibilities WHERE unit_id = '{unit}')")
    } else if has("employee_id") {
        format!("employee_id IN (SELECT employee_id FROM memberships WHERE unit_id = '{unit}')")
    } else {
        "1 = 1".to_owned()
    };
    let mut found = BTreeMap::new();
    for column in wanted.iter().filter(|column| has(column)) {
        let query = format!(
            "SELECT CAST({column} AS TEXT) AS line FROM {table} WHERE {of_unit} AND {column} IS NOT NULL \
             ORDER BY id LIMIT 1"
        );
        let rows: Vec<Column> = database.backend.read(|connection| {
            Ok(match connection {
                Connection::Sqlite(c) => diesel::sql_query(&query).load(c)?,
                Connection::Postgres(c) => diesel::sql_query(&query).load(c)?,
            })
        })?;
        let Some(row) = rows.into_iter().next() else {
            return Ok(None);
        };
        found.insert((*column).to_owned(), row.line);
    }
    Ok(Some(found))
}
