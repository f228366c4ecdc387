//! How the work behind a door can end without its answer.

use domain::reason::{Reason, Violation, Violations};

/// What a door gives back.
pub type Outcome<T> = Result<T, Failure>;

/// An answer as it left: kept for a repeated key (API-4).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// JSON body, empty for none.
    pub body: Vec<u8>,
    /// Strong entity tag, when the answer is one resource.
    pub etag: Option<String>,
    /// Path of what was created.
    pub location: Option<String>,
}

/// Why the work did not give its answer. The transaction is rolled back in every case.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// It does not exist, or must look so (SEC-5).
    #[error("not there")]
    NotThere,
    /// The policy refused; she may know that it exists.
    #[error("forbidden")]
    Forbidden(Violations),
    /// The request breaks rules.
    #[error("invalid")]
    Invalid(Violations),
    /// The body is no JSON of the right shape.
    #[error("malformed")]
    Malformed(Violations),
    /// The state of things does not allow it now.
    #[error("conflict")]
    Conflict(Violations),
    /// Somebody was first: the version asked for is not the current one.
    #[error("stale")]
    Stale {
        /// The current entity tag.
        current: String,
    },
    /// `If-Match` is missing.
    #[error("precondition required")]
    PreconditionRequired,
    /// Roll back and answer this: a replay or a dry run.
    #[error("instead")]
    Instead(Box<Answer>),
    /// The facts changed while waiting for a lock: run again.
    #[error("again")]
    Again,
    /// No connection could be had.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// The database said no.
    #[error("database: {0}")]
    Database(#[from] diesel::result::Error),
    /// Something that should not happen; the text is for the log.
    #[error("internal: {0}")]
    Internal(String),
}

/// What databases say when it is not the statement that is wrong but the moment: a disk that is full, a
/// server that went away or holds a lock for too long. diesel passes most of it on as words only.
const PASSING: &[&str] = &[
    "database or disk is full",
    "disk I/O error",
    "database is locked",
    "unable to open database file",
    "lock timeout",
    "statement timeout",
    "deadlock detected",
    "No space left on device",
    "terminating connection",
    "server closed the connection",
    "no connection to the server",
    "could not receive data from server",
    "could not send data to server",
    "SSL connection has been closed",
    "the database system is",
    "too many clients",
];

impl Failure {
    /// Tells what passes by itself from what is our fault: the same request may do later (SEC-13).
    #[must_use]
    pub(crate) fn or_passing(self) -> Self {
        use diesel::result::{DatabaseErrorKind, Error};
        let passes = match &self {
            Self::Database(Error::DatabaseError(DatabaseErrorKind::ClosedConnection, _)) => true,
            Self::Database(Error::BrokenTransactionManager) => true,
            Self::Database(error) => {
                let said = error.to_string();
                PASSING.iter().any(|words| said.contains(words))
            }
            _ => false,
        };
        if passes {
            Self::Unavailable(self.to_string())
        } else {
            self
        }
    }

    /// One violation that makes the request invalid.
    pub fn invalid(violation: Violation) -> Self {
        Self::Invalid(vec![violation])
    }

    /// One violation that the state of things causes.
    pub fn conflict(violation: Violation) -> Self {
        Self::Conflict(vec![violation])
    }

    /// The same, from a reason that needs no values.
    pub fn conflict_with(reason: &'static Reason) -> Self {
        Self::conflict(reason.violation())
    }
}
