//! Back-up and restore of everything (SEC-14): all tables as lines of text, the same lines from both
//! databases, each table with its count and its hash.
//!
//! A back-up is read in one snapshot while the server goes on writing. It is written into an empty
//! place only, and there it counts as restored when every table reads back with the same count and
//! hash. National numbers go through as the ciphertext that they are.
//!
//! Here is no way around the doors for anybody but the operator: no request reaches this room.

mod dump;
mod facts;
mod load;
mod row;
mod shape;
mod store;

pub use facts::{Kept, KeyPrint};
pub use load::Restored;
pub use store::Store;

use crate::failure::Failure;
use serde::{Deserialize, Serialize};

/// The form that this program writes and reads.
const FORM: u32 = 1;

/// The first line of a back-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Header {
    /// Always `backup`.
    pub tillit: String,
    /// The form of what follows.
    pub form: u32,
    /// Version of the program that wrote it.
    pub version: String,
    /// When, RFC 3339.
    pub made_at: String,
    /// The epoch that the database had.
    pub epoch: String,
    /// The steps of the schema, in order.
    pub steps: Vec<String>,
    /// Fingerprints of the keys that what is sealed in it is opened with.
    pub keys: Vec<KeyPrint>,
}

/// What is said of one table after its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSum {
    /// Its name.
    pub table: String,
    /// How many rows.
    pub rows: u64,
    /// SHA-256 over its lines.
    pub sha256: String,
}

/// A line of a back-up that is not a row.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Mark {
    /// The rows of a table follow.
    Begin { begin: shape::Shape },
    /// They ended.
    End { end: TableSum },
    /// Everything ended: without this line a file is cut off.
    Whole { whole: u64 },
}

fn broken(what: impl std::fmt::Display) -> Failure {
    Failure::Internal(format!("the back-up cannot be used: {what}"))
}

fn io(error: std::io::Error) -> Failure {
    Failure::Unavailable(error.to_string())
}

fn utf8(error: impl std::fmt::Display) -> Failure {
    broken(format!("not a line of JSON: {error}"))
}
