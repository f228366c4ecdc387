//! Facts about the database itself.

use crate::{backend::Backend, connection::Connection, failure::Outcome, schema::meta};
use diesel::prelude::*;

/// The epoch, made at first start.
pub(crate) fn epoch(backend: &Backend) -> Outcome<String> {
    let mut bytes = [0u8; 6];
    rand::fill(&mut bytes[..]);
    let fresh: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    macro_rules! ensure {
        ($c:expr) => {{
            diesel::insert_into(meta::table)
                .values((meta::key.eq("epoch"), meta::value.eq(&fresh)))
                .on_conflict(meta::key)
                .do_nothing()
                .execute($c)?;
            meta::table.find("epoch").select(meta::value).first($c)?
        }};
    }
    backend.write(|connection| {
        Ok(match connection {
            Connection::Sqlite(c) => ensure!(c),
            Connection::Postgres(c) => ensure!(c),
        })
    })
}
