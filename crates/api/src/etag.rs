//! Entity tags (API-3). They contain the database's epoch, so a tag from before a restore never
//! matches by accident.

use actix_web::http::header::HeaderMap;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use persistence::{Failure, Outcome, Permit};
use sha2::{Digest, Sha256};

/// The strong tag of one version of a resource.
pub fn strong(epoch: &str, version: i64) -> String {
    format!("\"{epoch}.{version}\"")
}

/// The weak tag of a composite view, from what it is made of.
pub fn weak(epoch: &str, parts: &[i64]) -> String {
    let parts: Vec<String> = parts.iter().map(i64::to_string).collect();
    format!("W/\"{epoch}.{}\"", parts.join("."))
}

/// The weak tag of a view that is told apart by what it says.
pub fn of_content(epoch: &str, body: &[u8]) -> String {
    let hash = Sha256::digest(body);
    format!("W/\"{epoch}.{}\"", URL_SAFE_NO_PAD.encode(&hash[..12]))
}

/// What the client says it has seen before it changes something.
#[derive(Debug, Clone, Default)]
pub struct IfMatch(Option<String>);

impl IfMatch {
    /// From the request's headers.
    pub fn from_headers(headers: &HeaderMap) -> Self {
        Self(
            headers
                .get("if-match")
                .and_then(|v| v.to_str().ok())
                .map(str::to_owned),
        )
    }

    /// Refuses a change to a version that the client has not seen. Asked after permission.
    ///
    /// # Errors
    /// [`Failure::PreconditionRequired`] without the header, [`Failure::Stale`] with the current tag.
    pub fn check(&self, _after: &impl Permit, epoch: &str, version: i64) -> Outcome<()> {
        let current = strong(epoch, version);
        match &self.0 {
            None => Err(Failure::PreconditionRequired),
            Some(tags) if tags.split(',').any(|tag| tag.trim() == current) => Ok(()),
            Some(_) => Err(Failure::Stale { current }),
        }
    }
}

/// Whether the client already has the representation (`If-None-Match`, weak comparison).
pub fn already_has(headers: &HeaderMap, etag: &str) -> bool {
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    headers
        .get("if-none-match")
        .and_then(|v| v.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|tag| bare(tag) == bare(etag)))
}
