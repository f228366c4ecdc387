//! Facts that the operator's commands leave in the database: its epoch, when it was backed up, and
//! which keys are kept apart from it.

use super::store::{Link, Store};
use crate::{
    connection::Connection,
    database::Database,
    failure::Outcome,
    meta::EPOCH,
    schema::{citizens, meta, sessions},
    sql_types::At,
};
use chrono::{DateTime, SecondsFormat, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

const BACKED_UP: &str = "backed_up_at";
const PROVED: &str = "backup_proved_at";
const KEYS: &str = "keys_kept";

/// A key by its file's name and a fingerprint that tells nothing of the key.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct KeyPrint {
    /// Name of the key's file.
    pub file: String,
    /// Fingerprint of what it holds.
    pub print: String,
}

/// What is known of the copies of a database.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Kept {
    /// When it was last backed up.
    pub backed_up_at: Option<DateTime<Utc>>,
    /// When a back-up of it was last restored somewhere and found to be the same.
    pub proved_at: Option<DateTime<Utc>>,
    /// The keys that are kept apart.
    pub keys: Vec<KeyPrint>,
}

macro_rules! on_link {
    ($link:expr, |$c:ident| $body:expr) => {
        match $link {
            Link::Sqlite($c) => $body,
            Link::Postgres($c) => $body,
        }
    };
}

pub(super) fn get(link: &mut Link, key: &str) -> Outcome<Option<String>> {
    Ok(on_link!(link, |c| meta::table
        .find(key)
        .select(meta::value)
        .first(c)
        .optional()?))
}

fn set(link: &mut Link, key: &str, value: &str) -> Outcome<()> {
    on_link!(link, |c| diesel::insert_into(meta::table)
        .values((meta::key.eq(key), meta::value.eq(value)))
        .on_conflict(meta::key)
        .do_update()
        .set(meta::value.eq(value))
        .execute(c)?);
    Ok(())
}

/// A new epoch, and no session from the old one.
pub(super) fn renew_epoch(link: &mut Link, at: DateTime<Utc>) -> Outcome<String> {
    let fresh = crate::meta::fresh();
    set(link, EPOCH, &fresh)?;
    on_link!(link, |c| diesel::update(sessions::table)
        .filter(sessions::ended_at.is_null())
        .set((
            sessions::ended_at.eq(Some(At::from(at))),
            sessions::ended_reason.eq(Some("restored")),
        ))
        .execute(c)?);
    Ok(fresh)
}

fn text(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

impl Store {
    /// Renews the epoch after the files of a database were put back by other means: a copy, or a
    /// recovery to a point in time. Entity tags, cursors and feed positions from before are then
    /// recognised as such, and all sessions end.
    ///
    /// # Errors
    /// Those of the database.
    pub fn renew_epoch(&mut self, at: DateTime<Utc>) -> Outcome<String> {
        self.change(|link| renew_epoch(link, at))
    }

    /// The epoch.
    ///
    /// # Errors
    /// Those of the database.
    pub fn epoch(&mut self) -> Outcome<String> {
        let epoch = self.snapshot(|link| get(link, EPOCH))?;
        epoch.ok_or(crate::failure::Failure::NotThere)
    }

    /// Notes that a back-up was made.
    ///
    /// # Errors
    /// Those of the database.
    pub fn note_backed_up(&mut self, at: DateTime<Utc>) -> Outcome<()> {
        self.change(|link| set(link, BACKED_UP, &text(at)))
    }

    /// Notes that a back-up was restored elsewhere and found to be the same.
    ///
    /// # Errors
    /// Those of the database.
    pub fn note_proved(&mut self, at: DateTime<Utc>) -> Outcome<()> {
        self.change(|link| set(link, PROVED, &text(at)))
    }

    /// Notes which keys are kept apart.
    ///
    /// # Errors
    /// Those of the database.
    pub fn note_keys(&mut self, keys: &[KeyPrint]) -> Outcome<()> {
        let list = serde_json::to_string(keys).map_err(super::utf8)?;
        self.change(|link| set(link, KEYS, &list))
    }

    /// What is known of the copies.
    ///
    /// # Errors
    /// Those of the database.
    pub fn kept(&mut self) -> Outcome<Kept> {
        self.snapshot(|link| {
            let rows = on_link!(link, |c| meta::table.load::<(String, String)>(c)?);
            Ok(kept(rows))
        })
    }

    /// Names of the data keys that national numbers are closed under.
    ///
    /// # Errors
    /// Those of the database.
    pub fn keys_in_use(&mut self) -> Outcome<Vec<String>> {
        self.snapshot(|link| {
            let names = citizens::table
                .select(citizens::number_key_id)
                .filter(citizens::number_key_id.is_not_null())
                .distinct();
            let mut names: Vec<String> = on_link!(link, |c| names.load::<Option<String>>(c)?)
                .into_iter()
                .flatten()
                .collect();
            names.sort();
            Ok(names)
        })
    }
}

fn kept(rows: Vec<(String, String)>) -> Kept {
    let at = |key: &str| {
        let (_, value) = rows.iter().find(|(name, _)| name == key)?;
        Some(
            DateTime::parse_from_rfc3339(value)
                .ok()?
                .with_timezone(&Utc),
        )
    };
    let keys = rows.iter().find(|(name, _)| name == KEYS);
    Kept {
        backed_up_at: at(BACKED_UP),
        proved_at: at(PROVED),
        keys: keys
            .and_then(|(_, list)| serde_json::from_str(list).ok())
            .unwrap_or_default(),
    }
}

impl Database {
    /// What is known of the copies of this database, for its figures (API-10).
    ///
    /// # Errors
    /// Those of the database.
    pub fn kept(&self) -> Outcome<Kept> {
        self.backend.peek(|connection| {
            let rows = match connection {
                Connection::Sqlite(c) => meta::table.load::<(String, String)>(c)?,
                Connection::Postgres(c) => meta::table.load::<(String, String)>(c)?,
            };
            Ok(kept(rows))
        })
    }
}
