//! On whose behalf, for which operation, and when: what every door asks for.

use chrono::{DateTime, Utc};
use domain::policy::{Action, Actor};
use std::sync::Arc;

/// A client's promise that two requests with this key are one (API-4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// As the client sent it.
    pub key: String,
    /// SHA-256 of path and body, so that another request under the same key is noticed.
    pub body_hash: Vec<u8>,
}

/// Who stands at the door.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The signed-in employee; none for the system's own work and before log-in.
    pub actor: Option<Arc<Actor>>,
    /// Which operation.
    pub action: Action,
    /// The injected clock's answer when the request began.
    pub now: DateTime<Utc>,
    /// The client's key, when it sent one.
    pub idempotency: Option<IdempotencyKey>,
}

impl Caller {
    /// An employee's request.
    pub fn employee(actor: Arc<Actor>, action: Action, now: DateTime<Utc>) -> Self {
        Self {
            actor: Some(actor),
            action,
            now,
            idempotency: None,
        }
    }

    /// The system's own work: log-in, nightly writes, the demo.
    pub fn system(action: Action, now: DateTime<Utc>) -> Self {
        Self {
            actor: None,
            action,
            now,
            idempotency: None,
        }
    }
}
