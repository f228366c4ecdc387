//! What a handler gets: who asks, in which language, with which promises — and the two doors.
//!
//! Permission, ETags, idempotency and the wording of refusals are settled here, once.

use crate::{
    body::Body,
    etag::{self, IfMatch},
    language,
    problem::{Fault, Problem},
    representations::{Kept, Key, Representation},
    state::State,
};
use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    http::{StatusCode, header},
    web::{self, Bytes},
};
use domain::{
    ids::SessionId,
    policy::{Action, Actor, Need, Subject, may},
    reason::{Language, Reason},
};
use persistence::{
    Answer, Caller, Failure, IdempotencyKey, MUNICIPALITY, Outcome, Reader, Streams, Writer, new_id,
};
use serde::{Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};
use std::{future::Future, pin::Pin, sync::Arc};
use uuid::Uuid;

/// A longer key is no key a client makes.
const LONGEST_KEY: usize = 200;

static KEY_TOO_LONG: Reason = Reason {
    rule: "API-4",
    code: "idempotency-key-too-long",
    nb: "Idempotency-Key kan være høyst {most} tegn.",
    nn: "Idempotency-Key kan vere høgst {most} teikn.",
    en: "Idempotency-Key may have at most {most} characters.",
};

/// One request on its way in.
pub struct Door {
    /// The server's handles.
    pub state: web::Data<State>,
    /// The language of its answer.
    pub language: Language,
    /// Its `If-Match`.
    pub if_match: IfMatch,
    request: HttpRequest,
    bytes: Bytes,
    token: Option<String>,
}

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
            let bytes = receive(payload.await?, limit(&request, &state))
                .await
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
            })
        })
    }
}

/// Files may be larger than other bodies (API-9).
fn limit(request: &HttpRequest, state: &State) -> usize {
    match request.match_pattern() {
        Some(route) if route.ends_with("/imports") => state.config.import_limit,
        _ => state.config.body_limit,
    }
}

async fn receive(payload: web::Payload, limit: usize) -> Result<Bytes, Fault> {
    match payload.to_bytes_limited(limit).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(Fault::Failure(Failure::Malformed(Vec::new()))),
        Err(_) => Err(Fault::TooLarge),
    }
}

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
    /// A new id, made before the write that uses it.
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        new_id(self.state.now())
    }

    /// The body, to be read behind a permit.
    pub fn body<T: DeserializeOwned>(&self) -> Body<T> {
        Body::new(self.bytes.clone())
    }

    /// The body as it came, for text that is not JSON.
    pub fn bytes(&self) -> Bytes {
        self.bytes.clone()
    }

    /// The address the request came from.
    pub fn address(&self) -> String {
        self.request
            .peer_addr()
            .map_or_else(String::new, |peer| peer.ip().to_string())
    }

    /// What the client calls itself.
    pub fn device(&self) -> Option<String> {
        let agent = self
            .request
            .headers()
            .get(header::USER_AGENT)?
            .to_str()
            .ok()?;
        Some(agent.chars().take(120).collect())
    }

    /// A header's text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.request.headers().get(name)?.to_str().ok()
    }

    /// Words a fault for the one who asked.
    pub fn problem(&self, fault: impl Into<Fault>) -> Problem {
        let trace = self.new_id();
        Problem::new(fault.into(), self.language, self.request.path(), trace)
    }

    /// The reading door.
    ///
    /// # Errors
    /// The refusal, worded.
    pub async fn read(
        &self,
        action: Action,
        work: impl FnOnce(&mut Reader<'_>) -> Outcome<Shown> + Send + 'static,
    ) -> Result<HttpResponse, Problem> {
        let shown = self.look(action, work).await?;
        Ok(self.show(shown))
    }

    /// The reading door for a handler that goes on with what it has read.
    ///
    /// # Errors
    /// The refusal, worded.
    pub async fn look<T: Send + 'static>(
        &self,
        action: Action,
        work: impl FnOnce(&mut Reader<'_>) -> Outcome<T> + Send + 'static,
    ) -> Result<T, Problem> {
        let (state, token) = (self.state.clone(), self.token.clone());
        let result = web::block(move || {
            let caller = caller(&state, action, token.as_deref())?;
            Ok(state.database.read(&caller, work)?)
        });
        self.settle(result.await)
    }

    /// The writing door.
    ///
    /// # Errors
    /// The refusal, worded.
    pub async fn write(
        &self,
        action: Action,
        streams: Streams,
        work: impl FnMut(&mut Writer<'_>) -> Outcome<Answer> + Send + 'static,
    ) -> Result<HttpResponse, Problem> {
        let answer = self.change(action, streams, work).await?;
        Ok(respond(answer))
    }

    /// The writing door for a handler that goes on with its answer.
    ///
    /// # Errors
    /// The refusal, worded.
    pub async fn change(
        &self,
        action: Action,
        streams: Streams,
        work: impl FnMut(&mut Writer<'_>) -> Outcome<Answer> + Send + 'static,
    ) -> Result<Answer, Problem> {
        let key = self
            .idempotency_key()
            .map_err(|failure| self.problem(failure))?;
        let (state, token) = (self.state.clone(), self.token.clone());
        let result = web::block(move || {
            let mut caller = caller(&state, action, token.as_deref())?;
            caller.idempotency = key;
            Ok(state.database.answer(&caller, &streams, work)?)
        });
        self.settle(result.await)
    }

    /// The reading door for a view that is asked for again and again: answered from memory while
    /// nothing it shows has changed, after everything the reading door asks has been asked.
    /// `view` tells this operation's views apart; `language` is none for one without words of ours.
    ///
    /// # Errors
    /// The refusal, worded.
    pub async fn cached(
        &self,
        action: Action,
        view: String,
        language: Option<Language>,
        make: impl FnOnce(&mut Reader<'_>) -> Outcome<Representation> + Send + 'static,
    ) -> Result<HttpResponse, Problem> {
        let session = self
            .token
            .as_deref()
            .and_then(|token| self.state.tokens.verify(token, self.state.now()))
            .ok_or_else(|| self.problem(Fault::SignedOut))?;
        let key = Key {
            session,
            view: format!("{}?{view}", action.operation_id()),
            language,
        };
        if let Some(kept) = self.state.representations.get(&key) {
            // A look-up in a file takes less time than handing it to another thread.
            let holds = if self.state.database.is_embedded() {
                still_holds(&self.state, session, action, &kept)
                    .map_err(|fault| self.problem(fault))?
            } else {
                let (state, kept) = (self.state.clone(), kept.clone());
                let asked = web::block(move || still_holds(&state, session, action, &kept));
                self.settle(asked.await)?
            };
            if holds {
                return self
                    .show_kept(&kept)
                    .map_err(|failure| self.problem(failure));
            }
        }
        let (state, token) = (self.state.clone(), self.token.clone());
        let made = web::block(move || {
            let caller = caller(&state, action, token.as_deref())?;
            let ((made, standing), covered_until) =
                state.database.read_covered(&caller, |reader| {
                    let made = make(reader)?;
                    let standing = reader.standing(made.watch())?;
                    Ok((made, standing))
                })?;
            let kept = Kept::new(state.database.epoch(), made, standing, covered_until)?;
            let kept = Arc::new(kept);
            state.representations.put(key, kept.clone());
            Ok(kept)
        });
        let kept = self.settle(made.await)?;
        self.show_kept(&kept)
            .map_err(|failure| self.problem(failure))
    }

    fn show_kept(&self, kept: &Kept) -> Outcome<HttpResponse> {
        let mut response = HttpResponse::Ok();
        response.insert_header((header::CACHE_CONTROL, "private, no-cache"));
        response.insert_header((header::VARY, "Accept-Encoding, Accept-Language"));
        response.insert_header((header::ETAG, kept.etag.as_str()));
        if etag::already_has(self.request.headers(), &kept.etag) {
            response.status(StatusCode::NOT_MODIFIED);
            return Ok(response.finish());
        }
        response.content_type("application/json");
        let takes_gzip = self
            .header("accept-encoding")
            .is_some_and(|accepted| accepted.split(',').any(|coding| coding.trim() == "gzip"));
        if takes_gzip {
            response.insert_header((header::CONTENT_ENCODING, "gzip"));
            return Ok(response.body(kept.gzip.clone()));
        }
        Ok(response.body(kept.plain()?))
    }

    fn settle<T>(
        &self,
        result: Result<Result<T, Fault>, actix_web::error::BlockingError>,
    ) -> Result<T, Problem> {
        match result {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(fault)) => Err(self.problem(fault)),
            Err(error) => Err(self.problem(Failure::Internal(error.to_string()))),
        }
    }

    fn idempotency_key(&self) -> Outcome<Option<IdempotencyKey>> {
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

    fn show(&self, shown: Shown) -> HttpResponse {
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

/// Who stands at the door: nobody without a valid token gets past, but for what is open to all.
fn caller(state: &State, action: Action, token: Option<&str>) -> Result<Caller, Fault> {
    let now = state.now();
    if action.need() == Need::Open {
        return Ok(Caller::system(action, now));
    }
    let actor = signed_in(state, token)?;
    Ok(Caller::employee(actor, action, now))
}

fn signed_in(state: &State, token: Option<&str>) -> Result<Arc<Actor>, Fault> {
    let now = state.now();
    let session = token
        .and_then(|token| state.tokens.verify(token, now))
        .ok_or(Fault::SignedOut)?;
    state.database.actor(session, now)?.ok_or(Fault::SignedOut)
}

/// Whether a kept answer may be shown: the session, the policy and every stream are asked first
/// (API-3). One look-up.
fn still_holds(
    state: &State,
    session: SessionId,
    action: Action,
    kept: &Kept,
) -> Result<bool, Fault> {
    let now = state.now();
    let standing = state.database.standing(kept.watch())?;
    let municipality = standing.iter().find(|(unit, _)| *unit == MUNICIPALITY);
    let revision = municipality.map_or(0, |(_, revision)| *revision);
    let actor = state
        .database
        .actor_at(session, revision, now)?
        .ok_or(Fault::SignedOut)?;
    let allowed = may(&actor, action, &Subject::General, now).is_allowed();
    Ok(allowed && kept.holds(&standing, now))
}
