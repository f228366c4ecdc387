//! Both databases behind one type. The same query source is compiled for each concrete connection
//! by [`either!`], so all of diesel may be used.

use diesel::{PgConnection, SqliteConnection};

/// A borrowed connection inside a transaction.
pub(crate) enum Connection<'c> {
    /// SQLite.
    Sqlite(&'c mut SqliteConnection),
    /// PostgreSQL.
    Postgres(&'c mut PgConnection),
}

/// Runs the same diesel source on whichever database this is:
/// `either!(reader, |c| units::table.load(c))`.
macro_rules! either {
    ($reader:expr, |$c:ident| $body:expr) => {
        match $reader.connection() {
            $crate::connection::Connection::Sqlite($c) => $body,
            $crate::connection::Connection::Postgres($c) => $body,
        }
    };
}
pub(crate) use either;
