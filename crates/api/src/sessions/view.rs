//! What sign-in answers.

use chrono::{DateTime, Utc};
use domain::ids::SessionId;
use serde::Serialize;
use utoipa::ToSchema;

/// A fresh pair of tokens.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct TokenPair {
    /// Send as `Authorization: Bearer …`; good for a quarter of an hour.
    pub(crate) access_token: String,
    /// Seconds until the access token expires.
    #[schema(example = 900)]
    pub(crate) expires_in: i64,
    /// Give to `POST /sessions/refresh` once; the answer holds its successor.
    pub(crate) refresh_token: String,
    /// The session, as listed under `GET /sessions`.
    pub(crate) session: SessionId,
}

/// One signed-in device.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SessionView {
    /// Identity.
    pub(super) id: SessionId,
    /// When it began.
    pub(super) created_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub(super) expires_at: DateTime<Utc>,
    /// What the client called itself.
    pub(super) device: Option<String>,
    /// The one that asks.
    pub(super) current: bool,
    /// What the provider that one logged in with is called; none for user name and password.
    #[schema(example = "HelseID")]
    pub(super) provider: Option<String>,
}
