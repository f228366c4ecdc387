//! What goes out: bodies with their entity tags, and the answers to changes.

use super::Door;
use crate::etag;
use actix_web::{
    HttpResponse,
    http::{StatusCode, header},
};
use persistence::{Answer, Failure, Outcome};
use serde::Serialize;
use sha2::{Digest, Sha256};

/// Nearly every answer.
const JSON: &str = "application/json";

/// What a read gives: a body and, when it is one resource, its tag.
#[derive(Debug, Clone)]
pub struct Shown {
    body: Vec<u8>,
    etag: Option<String>,
    lives: bool,
    media: &'static str,
}

impl Shown {
    /// A view without a version of its own.
    ///
    /// # Errors
    /// When it cannot be serialised.
    pub fn view(value: &impl Serialize) -> Outcome<Self> {
        Ok(Self {
            body: json(value)?,
            etag: None,
            lives: false,
            media: JSON,
        })
    }

    /// A file that never changes, with its own hash for a tag.
    pub fn file(media: &'static str, hash: &str, bytes: Vec<u8>) -> Self {
        Self {
            body: bytes,
            etag: Some(format!("\"{hash}\"")),
            lives: false,
            media,
        }
    }

    /// One version of a resource.
    ///
    /// # Errors
    /// When it cannot be serialised.
    pub fn resource(epoch: &str, version: i64, value: &impl Serialize) -> Outcome<Self> {
        Ok(Self {
            body: json(value)?,
            etag: Some(etag::strong(epoch, version)),
            lives: false,
            media: JSON,
        })
    }

    /// One version of a resource, shown with things that change by themselves: the tag is for
    /// `If-Match`, and never saves the answer.
    ///
    /// # Errors
    /// When it cannot be serialised.
    pub fn living(epoch: &str, version: i64, value: &impl Serialize) -> Outcome<Self> {
        Ok(Self {
            lives: true,
            ..Self::resource(epoch, version, value)?
        })
    }

    /// A composite view that also changes with the clock: its weak tag is made of what it says.
    ///
    /// # Errors
    /// When it cannot be serialised.
    pub fn digest(epoch: &str, value: &impl Serialize) -> Outcome<Self> {
        let body = json(value)?;
        let hash = Sha256::digest(&body);
        let parts: Vec<i64> = hash.iter().take(12).map(|byte| i64::from(*byte)).collect();
        Ok(Self {
            body,
            etag: Some(etag::weak(epoch, &parts)),
            lives: false,
            media: JSON,
        })
    }

    /// A composite view with a weak tag made of the revisions it shows.
    ///
    /// # Errors
    /// When it cannot be serialised.
    pub fn composite(epoch: &str, parts: &[i64], value: &impl Serialize) -> Outcome<Self> {
        Ok(Self {
            body: json(value)?,
            etag: Some(etag::weak(epoch, parts)),
            lives: false,
            media: JSON,
        })
    }
}

fn json(value: &impl Serialize) -> Outcome<Vec<u8>> {
    serde_json::to_vec(value).map_err(|e| Failure::Internal(e.to_string()))
}

/// The answer to a create: 201 with the resource, its tag and where it is.
///
/// # Errors
/// When it cannot be serialised.
pub fn created(
    epoch: &str,
    version: i64,
    location: String,
    value: &impl Serialize,
) -> Outcome<Answer> {
    Ok(Answer {
        status: 201,
        body: json(value)?,
        etag: Some(etag::strong(epoch, version)),
        location: Some(location),
    })
}

/// The answer to a change: 200 with the resource and its new tag.
///
/// # Errors
/// When it cannot be serialised.
pub fn changed(epoch: &str, version: i64, value: &impl Serialize) -> Outcome<Answer> {
    Ok(Answer {
        status: 200,
        body: json(value)?,
        etag: Some(etag::strong(epoch, version)),
        location: None,
    })
}

/// The answer to a transition whose result is no single resource.
///
/// # Errors
/// When it cannot be serialised.
pub fn done(value: &impl Serialize) -> Outcome<Answer> {
    Ok(Answer {
        status: 200,
        body: json(value)?,
        etag: None,
        location: None,
    })
}

/// The answer when there is nothing to say.
pub const fn nothing() -> Answer {
    Answer {
        status: 204,
        body: Vec::new(),
        etag: None,
        location: None,
    }
}

/// Ends a dry run: rolls back and answers what would have happened (API-11).
pub fn dry_run(answer: Answer) -> Failure {
    Failure::Instead(Box::new(answer))
}

impl Door {
    pub(super) fn show(&self, shown: Shown) -> HttpResponse {
        let mut response = HttpResponse::Ok();
        response.insert_header((header::CACHE_CONTROL, "private, no-cache"));
        response.insert_header((header::VARY, "Accept-Language"));
        if let Some(etag) = &shown.etag {
            response.insert_header((header::ETAG, etag.as_str()));
            if !shown.lives && etag::already_has(self.request.headers(), etag) {
                response.status(StatusCode::NOT_MODIFIED);
                return response.finish();
            }
        }
        response.content_type(shown.media).body(shown.body)
    }
}

/// An answer on its way out.
pub fn respond(answer: Answer) -> HttpResponse {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut response = HttpResponse::build(status);
    response.insert_header((header::CACHE_CONTROL, "no-store"));
    if let Some(etag) = &answer.etag {
        response.insert_header((header::ETAG, etag.as_str()));
    }
    if let Some(location) = &answer.location {
        response.insert_header((header::LOCATION, location.as_str()));
    }
    if answer.body.is_empty() {
        return response.finish();
    }
    response.content_type("application/json").body(answer.body)
}
