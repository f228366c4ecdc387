//! Facts about the database itself.

use crate::{backend::Backend, connection::Connection, failure::Outcome, schema::meta};
use diesel::prelude::*;

/// Under which name it is kept.
pub(crate) const EPOCH: &str = "epoch";

/// One that no database has had.
pub(crate) fn fresh() -> String {
    let mut bytes = [0u8; 6];
    rand::fill(&mut bytes[..]);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The epoch, made at first start.
pub(crate) fn epoch(backend: &Backend) -> Outcome<String> {
    let fresh = fresh();
    macro_rules! ensure {
        ($c:expr) => {{
            // A role that may only read finds it made by another.
            let known: Option<String> = meta::table
                .find("epoch")
                .select(meta::value)
                .first($c)
                .optional()?;
            if let Some(known) = known {
                return Ok(known);
            }
            diesel::insert_into(meta::table)
                .values((meta::key.eq(EPOCH), meta::value.eq(&fresh)))
                .on_conflict(meta::key)
                .do_nothing()
                .execute($c)?;
            meta::table.find(EPOCH).select(meta::value).first($c)?
        }};
    }
    backend.write(|connection| {
        Ok(match connection {
            Connection::Sqlite(c) => ensure!(c),
            Connection::Postgres(c) => ensure!(c),
        })
    })
}

/// Another epoch than the one before.
pub(crate) fn renew_epoch(backend: &Backend) -> Outcome<String> {
    let fresh = fresh();
    macro_rules! put {
        ($c:expr) => {
            diesel::insert_into(meta::table)
                .values((meta::key.eq(EPOCH), meta::value.eq(&fresh)))
                .on_conflict(meta::key)
                .do_update()
                .set(meta::value.eq(&fresh))
                .execute($c)?
        };
    }
    backend.write(|connection| {
        match connection {
            Connection::Sqlite(c) => put!(c),
            Connection::Postgres(c) => put!(c),
        };
        Ok(())
    })?;
    Ok(fresh)
}
