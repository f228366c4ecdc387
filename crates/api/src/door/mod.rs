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
    policy::{Action, Actor, Need},
    reason::Language,
};
use persistence::{Answer, Caller, Failure, Outcome, Reader, Streams, Writer, new_id};
use serde::de::DeserializeOwned;
use std::sync::Arc;
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
