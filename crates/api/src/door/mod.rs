//! What a handler gets: who asks, in which language, with which promises — and the two doors.
//!
//! Permission, ETags, idempotency and the wording of refusals are settled here, once.

mod answers;
mod cached;
mod intake;

pub use answers::{Shown, changed, created, done, dry_run, nothing, respond};

use crate::{
    body::Body,
    etag::IfMatch,
    problem::{Fault, Problem},
    state::State,
};
use actix_web::{
    HttpRequest, HttpResponse,
    web::{self, Bytes},
};
use domain::{
    ids::SessionId,
    policy::{Action, Actor, Need, at_the_door},
    reason::Language,
};
use persistence::{
    Answer, Caller, Failure, IdempotencyKey, Outcome, Reader, Streams, Writer, new_id,
};
use serde::de::DeserializeOwned;
use std::sync::Arc;
use tokio::time::{Instant, timeout_at};
use uuid::Uuid;

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
    /// When the one who asked has waited long enough (API-9).
    deadline: Instant,
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

    /// Words the refusal of somebody who is not logged in yet, for the account she named when there is one.
    pub(crate) fn refuse(&self, fault: Fault, account: Option<domain::ids::AccountId>) -> Problem {
        let problem = self.problem(fault);
        // After it: the account that was tried, also for somebody who has a session of her own.
        if let Some(account) = account {
            crate::trace::refused(&self.request, account.0);
        }
        problem
    }

    /// Words a fault for the one who asked.
    pub fn problem(&self, fault: impl Into<Fault>) -> Problem {
        let trace = crate::trace::of(&self.request).unwrap_or_else(|| self.new_id());
        if let Some(session) = self.holder().session() {
            crate::trace::refused(&self.request, session.0);
        }
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
        let looked = self.in_time(self.holder().look(action, work)).await;
        looked.map_err(|fault| self.problem(fault))
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

    /// The writing door for an answer that holds a secret: no key gives it again (API-4).
    ///
    /// # Errors
    /// The refusal, worded.
    pub async fn write_unkept(
        &self,
        action: Action,
        streams: Streams,
        work: impl FnMut(&mut Writer<'_>) -> Outcome<Answer> + Send + 'static,
    ) -> Result<HttpResponse, Problem> {
        self.change_unkept(action, streams, work).await.map(respond)
    }

    /// The same for a handler that goes on with its answer.
    ///
    /// # Errors
    /// The refusal, worded.
    pub async fn change_unkept(
        &self,
        action: Action,
        streams: Streams,
        work: impl FnMut(&mut Writer<'_>) -> Outcome<Answer> + Send + 'static,
    ) -> Result<Answer, Problem> {
        self.put(action, streams, None, work).await
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
        self.put(action, streams, key, work).await
    }

    async fn put(
        &self,
        action: Action,
        streams: Streams,
        key: Option<IdempotencyKey>,
        work: impl FnMut(&mut Writer<'_>) -> Outcome<Answer> + Send + 'static,
    ) -> Result<Answer, Problem> {
        if let Some(session) = self.holder().session() {
            let noted = self.state.throttle.write(session);
            noted.map_err(|seconds| self.problem(Fault::TooMany(seconds)))?;
        }
        let (state, token) = (self.state.clone(), self.token.clone());
        let result = web::block(move || {
            let mut caller = caller(&state, action, token.as_deref())?;
            caller.idempotency = key;
            Ok(state.database.answer(&caller, &streams, work)?)
        });
        let done = self.in_time(async { flat(result.await) }).await;
        done.map_err(|fault| self.problem(fault))
    }

    /// Waits no longer than a request has. What has begun is not stopped: a write that was too slow
    /// may still be stored, and its key gives the answer to whoever asks again.
    async fn in_time<T>(&self, work: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
        let done = timeout_at(self.deadline, work).await;
        done.unwrap_or_else(|_| Err(Failure::Unavailable("it took too long".into()).into()))
    }

    fn settle<T>(
        &self,
        result: Result<Result<T, Fault>, actix_web::error::BlockingError>,
    ) -> Result<T, Problem> {
        flat(result).map_err(|fault| self.problem(fault))
    }
}

/// The holder of a token, for an answer that goes on and asks again and again.
#[derive(Clone)]
pub struct Holder {
    state: web::Data<State>,
    token: Option<String>,
}

impl Door {
    /// Who asks, for an answer that goes on.
    pub fn holder(&self) -> Holder {
        Holder {
            state: self.state.clone(),
            token: self.token.clone(),
        }
    }
}

impl Holder {
    /// The server's handles.
    pub const fn state(&self) -> &web::Data<State> {
        &self.state
    }

    /// The session, as long as the token lasts.
    pub fn session(&self) -> Option<SessionId> {
        let token = self.token.as_deref()?;
        self.state.tokens.verify(token, self.state.now())
    }

    /// The reading door.
    ///
    /// # Errors
    /// The refusal, not yet worded.
    pub async fn look<T: Send + 'static>(
        &self,
        action: Action,
        work: impl FnOnce(&mut Reader<'_>) -> Outcome<T> + Send + 'static,
    ) -> Result<T, Fault> {
        let (state, token) = (self.state.clone(), self.token.clone());
        let result = web::block(move || {
            let caller = caller(&state, action, token.as_deref())?;
            Ok(state.database.read(&caller, work)?)
        });
        flat(result.await)
    }
}

fn flat<T>(result: Result<Result<T, Fault>, actix_web::error::BlockingError>) -> Result<T, Fault> {
    result.unwrap_or_else(|error| Err(Failure::Internal(error.to_string()).into()))
}

/// Who stands at the door: nobody without a valid token gets past, but for what is open to all.
fn caller(state: &State, action: Action, token: Option<&str>) -> Result<Caller, Fault> {
    let now = state.now();
    if action.need() == Need::Open {
        return Ok(Caller::system(action, now));
    }
    let actor = signed_in(state, token)?;
    at_the_door(&actor, action, state.config.require_totp).map_err(Failure::Forbidden)?;
    Ok(Caller::employee(actor, action, now))
}

fn signed_in(state: &State, token: Option<&str>) -> Result<Arc<Actor>, Fault> {
    let now = state.now();
    let session = token
        .and_then(|token| state.tokens.verify(token, now))
        .ok_or(Fault::SignedOut)?;
    state.database.actor(session, now)?.ok_or(Fault::SignedOut)
}
