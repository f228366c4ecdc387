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
use persistence::{Answer, RefreshRow, Streams};
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
    let pair = renew(&door, Action::RefreshSession, old, row).await?;
    Ok(HttpResponse::Ok().json(pair))
}

/// A new pair for a refresh token that is known.
///
/// # Errors
/// The refusal, worded; the session has then ended.
pub(crate) async fn renew(
    door: &Door,
    action: Action,
    old: Vec<u8>,
    row: RefreshRow,
) -> Result<TokenPair, Problem> {
    let now = door.state.now();
    let settings = door.state.sessions;
    let pair = TokenPair {
        access_token: issue(door, row.account, row.session).map_err(|f| door.problem(f))?,
        expires_in: settings.access_minutes * 60,
        refresh_token: tokens::new_refresh_token(),
        session: row.session,
    };
    let given = pair.clone();
    let answer = door
        .change(action, Streams::municipality(), move |writer| {
            // Looked up again behind the lock: two uses at once are decided one after the other.
            let row = writer.refresh_token(&old)?;
            let Some(row) = row else { return Ok(over(401)) };
            match refresh(&row.facts, &settings, now) {
                Refresh::Ended if row.facts.session_ended => Ok(over(410)),
                Refresh::Ended => Ok(over(401)),
                Refresh::Theft => {
                    writer.end_session(row.session, "refresh token used again")?;
                    Ok(over(410))
                }
                Refresh::Renew => {
                    let hash = tokens::hash(&given.refresh_token);
                    writer.rotate_refresh_token(row.session, &old, &hash)?;
                    done(&given)
                }
            }
        })
        .await?;
    match (answer.status, action) {
        (200, _) => Ok(pair),
        // A browser must know whether to erase what it keeps (WEB-1).
        (410, Action::RefreshBrowserSession) => Err(door.problem(Fault::SessionEnded)),
        _ => Err(door.problem(Fault::SignedOut)),
    }
}

/// The end of a family is itself a write, so it is an answer and not a failure that rolls back.
const fn over(status: u16) -> Answer {
    Answer {
        status,
        body: Vec::new(),
        etag: None,
        location: None,
    }
}
