//! `POST /sessions/refresh`: a new pair for a refresh token.

use super::{create::issue, view::TokenPair};
use crate::{
    door::{Door, done},
    problem::{Fault, Problem, ProblemBody},
    tokens,
};
use actix_web::{HttpResponse, post};
use domain::{
    policy::Action,
    session::{Refresh, refresh},
};
use persistence::{Answer, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// The refresh token to renew.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RefreshInput {
    /// As it was given last.
    #[schema(max_length = 200)]
    refresh_token: String,
}

/// Renew a session
///
/// Each refresh token works once; the one before works until its successor is first used, at most a
/// minute, so an answer lost on the way logs nobody out. An old one that comes back ends the session
/// (SEC-7).
#[utoipa::path(tag = "sign-in", operation_id = "refreshSession", request_body = RefreshInput, responses(
    (status = 200, description = "A new pair", body = TokenPair),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "The session is over", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "A text that no token has", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/sessions/refresh")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    let body = door.body::<RefreshInput>();
    let (old, row) = door
        .look(Action::RefreshSession, move |reader| {
            let granted = reader.general()?;
            let old = tokens::hash(&body.read(&granted)?.refresh_token);
            let row = reader.refresh_token(&old)?;
            Ok((old, row))
        })
        .await?;
    let Some(row) = row else {
        return Err(door.problem(Fault::SignedOut));
    };
    let now = door.state.now();
    let settings = door.state.sessions;
    let new = tokens::new_refresh_token();
    let access = issue(&door, row.account, row.session).map_err(|f| door.problem(f))?;
    let answer = door
        .change(
            Action::RefreshSession,
            Streams::municipality(),
            move |writer| {
                // Looked up again behind the lock: two uses at once are decided one after the other.
                let row = writer.refresh_token(&old)?;
                let Some(row) = row else { return Ok(over()) };
                match refresh(&row.facts, &settings, now) {
                    Refresh::Ended => Ok(over()),
                    Refresh::Theft => {
                        writer.end_session(row.session, "refresh token used again")?;
                        Ok(over())
                    }
                    Refresh::Renew => {
                        writer.rotate_refresh_token(row.session, &old, &tokens::hash(&new))?;
                        done(&TokenPair {
                            access_token: access.clone(),
                            expires_in: settings.access_minutes * 60,
                            refresh_token: new.clone(),
                            session: row.session,
                        })
                    }
                }
            },
        )
        .await?;
    match answer.status {
        200 => Ok(HttpResponse::Ok()
            .content_type("application/json")
            .body(answer.body)),
        _ => Err(door.problem(Fault::SignedOut)),
    }
}

/// The end of a family is itself a write, so it is an answer and not a failure that rolls back.
const fn over() -> Answer {
    Answer {
        status: 401,
        body: Vec::new(),
        etag: None,
        location: None,
    }
}
