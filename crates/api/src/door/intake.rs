//! What comes in: headers and bytes, nothing parsed; and what the headers say.

use super::Door;
use crate::{
    etag::IfMatch,
    language, origin,
    problem::{Fault, Problem},
    state::State,
};
use actix_web::{
    FromRequest, HttpRequest,
    dev::Payload,
    http::header::{self, HeaderMap},
    web::{self, Bytes},
};
use domain::reason::Reason;
use persistence::{Failure, IdempotencyKey, Outcome, new_id};
use sha2::{Digest, Sha256};
use std::{future::Future, pin::Pin, time::Duration};
use tokio::time::{Instant, timeout_at};

/// Browsers name themselves last, after all that they are compatible with.
const LONGEST_AGENT: usize = 240;
/// A longer key is no key a client makes.
const LONGEST_KEY: usize = 200;

static KEY_TOO_LONG: Reason = Reason {
    rule: "API-4",
    code: "idempotency-key-too-long",
    nb: "Idempotency-Key kan være høyst {most} tegn.",
    nn: "Idempotency-Key kan vere høgst {most} teikn.",
    en: "Idempotency-Key may have at most {most} characters.",
};

impl FromRequest for Door {
    type Error = actix_web::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Self::Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = web::Payload::from_request(&request, payload);
        Box::pin(async move {
            let state = request
                .app_data::<web::Data<State>>()
                .cloned()
                .ok_or_else(|| actix_web::error::ErrorInternalServerError("no state"))?;
            let language = language::of(&request);
            let deadline = Instant::now() + Duration::from_secs(state.config.request_seconds);
            let receiving = receive(payload.await?, limit(&request, &state));
            let bytes = timeout_at(deadline, receiving)
                .await
                .unwrap_or(Err(Fault::TooSlow))
                .and_then(|bytes| readable(bytes, request.headers()))
                .map_err(|fault| {
                    Problem::new(fault, language, request.path(), new_id(state.now()))
                })?;
            let token = crate::browser_session::token(&request);
            let if_match = IfMatch::from_headers(request.headers());
            Ok(Self {
                state,
                language,
                if_match,
                request,
                bytes,
                token,
                deadline,
            })
        })
    }
}

impl Door {
    /// The address the request came from, behind the proxies of the settings.
    pub fn address(&self) -> String {
        let origin = origin::of(&self.request, &self.state.proxies);
        origin.map_or_else(String::new, |origin| origin.to_string())
    }

    /// What the client calls itself.
    pub fn device(&self) -> Option<String> {
        let agent = self
            .request
            .headers()
            .get(header::USER_AGENT)?
            .to_str()
            .ok()?;
        Some(agent.chars().take(LONGEST_AGENT).collect())
    }

    /// A header's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.request.headers().get(name)?.to_str().ok()
    }

    /// The promise that a retry never makes two (API-4).
    pub(super) fn idempotency_key(&self) -> Outcome<Option<IdempotencyKey>> {
        let Some(key) = self.header("idempotency-key") else {
            return Ok(None);
        };
        if key.len() > LONGEST_KEY {
            return Err(Failure::invalid(
                KEY_TOO_LONG.violation().with("most", LONGEST_KEY),
            ));
        }
        let mut hash = Sha256::new();
        hash.update(self.request.uri().to_string().as_bytes());
        hash.update([0]);
        hash.update(&self.bytes);
        Ok(Some(IdempotencyKey {
            key: key.to_owned(),
            body_hash: hash.finalize().to_vec(),
        }))
    }
}

/// Files may be larger than other bodies (API-9).
fn limit(request: &HttpRequest, state: &State) -> usize {
    match request.match_pattern() {
        Some(route) if route.ends_with("/imports") || route.ends_with("/shifts/import") => {
            state.config.import_limit
        }
        _ => state.config.body_limit,
    }
}

/// What any operation reads. A page of another host can send none of them without asking first.
const READ: [&str; 3] = ["application/json", "text/csv", "text/calendar"];

fn readable(bytes: Bytes, headers: &HeaderMap) -> Result<Bytes, Fault> {
    let media = headers.get(header::CONTENT_TYPE);
    let media = media
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let bare = media.split(';').next().unwrap_or_default().trim();
    if bytes.is_empty() || READ.iter().any(|known| bare.eq_ignore_ascii_case(known)) {
        Ok(bytes)
    } else {
        Err(Fault::WrongMedia)
    }
}

async fn receive(payload: web::Payload, limit: usize) -> Result<Bytes, Fault> {
    match payload.to_bytes_limited(limit).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(Fault::Failure(Failure::Malformed(Vec::new()))),
        Err(_) => Err(Fault::TooLarge),
    }
}
