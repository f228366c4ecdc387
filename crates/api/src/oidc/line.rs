//! The line to a provider: TLS or loopback, no redirects, little time, small answers.

use super::Trouble;
use openidconnect::{HttpRequest, HttpResponse};
use serde_json::Value;
use std::time::{Duration, Instant};
use ureq::{Agent, http::StatusCode};

/// What all questions of one log-in may take together.
const PATIENCE: Duration = Duration::from_secs(6);
/// No document of a provider is longer.
const LONGEST: u64 = 256 * 1024;

/// Whether an address may be spoken to: TLS, or plain HTTP on loopback.
pub(super) fn is_safe(address: &str) -> bool {
    if let Some(rest) = address.strip_prefix("https://") {
        return !rest.is_empty() && !rest.starts_with('/');
    }
    let Some(rest) = address.strip_prefix("http://") else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority
        .rsplit_once(':')
        .map_or(authority, |(host, port)| {
            if port.bytes().all(|b| b.is_ascii_digit()) {
                host
            } else {
                authority
            }
        });
    matches!(host, "127.0.0.1" | "[::1]" | "localhost")
}

pub(super) fn agent() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .build()
        .into()
}

/// Why nothing came back.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Silence(String);

impl From<Silence> for Trouble {
    fn from(silence: Silence) -> Self {
        Self::Silent(silence.0)
    }
}

/// A line with the time that is left.
pub(super) struct Line<'a> {
    agent: &'a Agent,
    until: Instant,
}

impl<'a> Line<'a> {
    pub(super) fn new(agent: &'a Agent) -> Self {
        Self {
            agent,
            until: Instant::now() + PATIENCE,
        }
    }

    fn left(&self) -> Duration {
        // Nothing at all would mean no limit.
        let left = self.until.saturating_duration_since(Instant::now());
        left.max(Duration::from_millis(1))
    }

    /// A document, for the library.
    pub(super) fn document(&self, request: HttpRequest) -> Result<HttpResponse, Silence> {
        if !is_safe(&request.uri().to_string()) {
            return Err(Silence("an address without TLS".to_owned()));
        }
        let silence = |e: ureq::Error| Silence(e.to_string());
        let mut call = self.agent.get(request.uri());
        for (name, value) in request.headers() {
            call = call.header(name, value);
        }
        let call = call.config().timeout_global(Some(self.left())).build();
        let (parts, body) = call.call().map_err(silence)?.into_parts();
        let bytes = body.into_with_config().limit(LONGEST).read_to_vec();
        Ok(HttpResponse::from_parts(parts, bytes.map_err(silence)?))
    }

    /// Sends a form and gives the answer's status and JSON, with the nonce it may ask for (RFC 9449).
    pub(super) fn post(
        &self,
        address: &str,
        form: &[(&str, String)],
        proof: Option<&str>,
    ) -> Result<Reply, Silence> {
        if !is_safe(address) {
            return Err(Silence("an address without TLS".to_owned()));
        }
        let silence = |e: ureq::Error| Silence(e.to_string());
        let mut call = self
            .agent
            .post(address)
            .header("accept", "application/json");
        if let Some(proof) = proof {
            call = call.header("DPoP", proof);
        }
        let call = call.config().timeout_global(Some(self.left())).build();
        let pairs = form.iter().map(|(name, value)| (*name, value.as_str()));
        let mut response = call.send_form(pairs).map_err(silence)?;
        let nonce = response.headers().get("dpop-nonce");
        let nonce = nonce
            .and_then(|value| value.to_str().ok())
            .map(str::to_owned);
        let status = response.status();
        let body = response
            .body_mut()
            .with_config()
            .limit(LONGEST)
            .read_to_vec();
        let json = serde_json::from_slice(&body.map_err(silence)?).unwrap_or(Value::Null);
        Ok(Reply {
            status,
            json,
            nonce,
        })
    }
}

/// What came back on a form.
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) json: Value,
    pub(super) nonce: Option<String>,
}

impl Reply {
    /// The error that OAuth names, when it looks like one: goes to the log.
    pub(super) fn error(&self) -> &str {
        let named = self.json["error"].as_str().unwrap_or_default();
        let plain = |b: u8| b.is_ascii_lowercase() || b == b'_';
        if named.len() <= 60 && named.bytes().all(plain) {
            named
        } else {
            ""
        }
    }

    /// The nonce that a proof must hold, when the answer asks for one.
    pub(super) fn wants_nonce(&self) -> Option<&str> {
        let asks = self.status.is_client_error() && self.error() == "use_dpop_nonce";
        self.nonce.as_deref().filter(|_| asks)
    }

    /// The answer when it went well.
    pub(super) fn taken(self, refused: &'static str) -> Result<Value, Trouble> {
        if self.status.is_success() {
            return Ok(self.json);
        }
        if self.status.is_client_error() {
            tracing::warn!(status = %self.status, error = self.error(), "the provider refuses: {refused}");
            return Err(Trouble::Refused(refused));
        }
        Err(Trouble::Silent(format!("status {}", self.status)))
    }
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn plain_http_is_spoken_on_loopback_only() {
        for safe in [
            "https://helseid-sts.nhn.no",
            "http://127.0.0.1:3000/x",
            "http://[::1]:1",
            "http://localhost",
        ] {
            assert!(is_safe(safe), "{safe}");
        }
        for unsafe_ in [
            "http://example.no",
            "http://127.0.0.1.example.no",
            "http://127.0.0.1@example.no",
            "http://localhost:80@example.no/",
            "ftp://127.0.0.1",
            "https://",
            "https:///x",
            "",
        ] {
            assert!(!is_safe(unsafe_), "{unsafe_}");
        }
    }
}
