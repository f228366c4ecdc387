//! A small HTTP client that shows what came back and never fails on a status.

use crate::{listener::Listener, world::PASSWORD};
use serde_json::{Value, json};
use std::time::Duration;
use ureq::{Agent, http};
use uuid::Uuid;

/// What came back.
#[derive(Debug, Clone)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// JSON body; null when there was none.
    pub body: Value,
    /// The body as it came.
    pub bytes: Vec<u8>,
    /// Headers.
    pub headers: http::HeaderMap,
}

impl Reply {
    /// A header's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The entity tag.
    pub fn etag(&self) -> String {
        self.header("etag")
            .unwrap_or_else(|| panic!("no ETag: {self:?}"))
            .to_owned()
    }

    /// The id in the body.
    pub fn id(&self) -> Uuid {
        let text = self.body["id"]
            .as_str()
            .unwrap_or_else(|| panic!("no id: {}", self.body));
        text.parse().expect("an id")
    }

    /// Checks the status and gives the reply back.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }

    /// `(rule, code, pointer)` of every error of a problem.
    pub fn errors(&self) -> Vec<(String, String, String)> {
        let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
        let errors = self.body["errors"].as_array().cloned().unwrap_or_default();
        errors
            .iter()
            .map(|e| (text(&e["rule"]), text(&e["code"]), text(&e["pointer"])))
            .collect()
    }

    /// The codes of every error of a problem.
    pub fn codes(&self) -> Vec<String> {
        self.errors().into_iter().map(|(_, code, _)| code).collect()
    }
}

/// Somebody's device.
#[derive(Debug, Clone)]
pub struct Client {
    agent: Agent,
    url: String,
    /// The access token, once signed in.
    pub token: Option<String>,
    headers: Vec<(String, String)>,
}

impl Client {
    /// A device that nobody has signed in on.
    pub fn new(url: &str) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            // The server hangs up after five seconds; a connection is not taken up again just then.
            .max_idle_age(Duration::from_secs(2))
            .build()
            .into();
        Self {
            agent,
            url: url.to_owned(),
            token: None,
            headers: Vec::new(),
        }
    }

    /// Signs in with the password that everybody has in tests.
    pub fn sign_in(mut self, user_name: &str) -> Self {
        let body = json!({ "userName": user_name, "password": PASSWORD });
        let reply = self.post("/sessions", &body).expect(201);
        self.token = reply.body["accessToken"].as_str().map(str::to_owned);
        self
    }

    /// The same device with one more header on each request.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut other = self.clone();
        other.headers.push((name.to_owned(), value.to_owned()));
        other
    }

    /// The same with `If-Match`.
    #[must_use]
    pub fn if_match(&self, etag: &str) -> Self {
        self.with("if-match", etag)
    }

    /// The same with an `Idempotency-Key`.
    #[must_use]
    pub fn keyed(&self, key: &str) -> Self {
        self.with("idempotency-key", key)
    }

    /// GET under `/api/v1`.
    pub fn get(&self, path: &str) -> Reply {
        self.send("GET", path, Vec::new(), None)
    }

    /// DELETE under `/api/v1`.
    pub fn delete(&self, path: &str) -> Reply {
        self.send("DELETE", path, Vec::new(), None)
    }

    /// POST JSON under `/api/v1`.
    pub fn post(&self, path: &str, body: &Value) -> Reply {
        self.send(
            "POST",
            path,
            body.to_string().into_bytes(),
            Some("application/json"),
        )
    }

    /// The same; nothing when the connection broke or nobody answered.
    pub fn try_post(&self, path: &str, body: &Value) -> Option<Reply> {
        let bytes = body.to_string().into_bytes();
        self.try_send("POST", path, bytes, Some("application/json"))
            .ok()
    }

    /// PUT JSON under `/api/v1`.
    pub fn put(&self, path: &str, body: &Value) -> Reply {
        self.send(
            "PUT",
            path,
            body.to_string().into_bytes(),
            Some("application/json"),
        )
    }

    /// Begins to listen to events under `/api/v1`.
    pub fn listen(&self, path: &str) -> Listener {
        let mut request = http::Request::builder().uri(format!("{}/api/v1{path}", self.url));
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let request = request.body(()).expect("a request");
        let response = self.agent.run(request).expect("an answer");
        assert_eq!(response.status(), 200, "{response:?}");
        Listener::new(response.into_body().into_reader())
    }

    /// Any request; a path that begins with `//` is outside `/api/v1`.
    pub fn send(&self, method: &str, path: &str, body: Vec<u8>, media: Option<&str>) -> Reply {
        let answer = self.try_send(method, path, body, media);
        answer.unwrap_or_else(|error| panic!("{method} {path} got no answer: {error}"))
    }

    fn try_send(
        &self,
        method: &str,
        path: &str,
        body: Vec<u8>,
        media: Option<&str>,
    ) -> Result<Reply, ureq::Error> {
        let url = match path.strip_prefix("//") {
            Some(outside) => format!("{}/{outside}", self.url),
            None => format!("{}/api/v1{path}", self.url),
        };
        let mut request = http::Request::builder().method(method).uri(url);
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some(media) = media {
            request = request.header("content-type", media);
        }
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        let request = request.body(body).expect("a request");
        let mut response = self.agent.run(request)?;
        let bytes = response.body_mut().read_to_vec()?;
        Ok(Reply {
            status: response.status().as_u16(),
            body: serde_json::from_slice(&bytes).unwrap_or(Value::Null),
            bytes,
            headers: response.headers().clone(),
        })
    }
}
