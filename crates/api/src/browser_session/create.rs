//! `POST /browser-session`: log in from our own page.

use super::cookies;
use crate::{
    door::Door,
    problem::{Problem, ProblemBody},
    sessions::{SignIn, TokenPair, begin},
};
use actix_web::{HttpRequest, HttpResponse, http::StatusCode, post};
use domain::{ids::SessionId, policy::Action, session::SessionSettings};
use serde::Serialize;
use utoipa::ToSchema;

/// A session whose tokens are in cookies.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BrowserSession {
    /// The session, as listed under `GET /sessions`.
    session: SessionId,
    /// Seconds until it must be renewed.
    #[schema(example = 900)]
    expires_in: i64,
}

/// Log in from a browser
///
/// As `POST /sessions`, but the tokens come as `HttpOnly; Secure; SameSite=Strict` cookies that no
/// script can read. Every request that relies on them carries the header `X-Tillit` (any value).
#[utoipa::path(tag = "sign-in", operation_id = "signInBrowser", request_body = SignIn,
    params(("X-Tillit" = String, Header, description = "Any value: says that our own page asks", example = "1")), responses(
    (status = 201, description = "Signed in; the cookies are set", body = BrowserSession),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Wrong user name or password", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not asked by our own page", body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, description = "Too many attempts; `Retry-After` says when", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/browser-session")]
pub(super) async fn handler(door: Door, request: HttpRequest) -> Result<HttpResponse, Problem> {
    cookies::only_our_page(&request).map_err(|failure| door.problem(failure))?;
    let (_, pair) = begin(&door, Action::SignInBrowser).await?;
    Ok(signed_in(StatusCode::CREATED, &pair, &door.state.sessions))
}

/// The answer that sets the cookies.
pub(crate) fn signed_in(
    status: StatusCode,
    pair: &TokenPair,
    settings: &SessionSettings,
) -> HttpResponse {
    let mut response = HttpResponse::build(status);
    response.insert_header(("cache-control", "no-store"));
    for cookie in cookies::with(pair, settings) {
        response.cookie(cookie);
    }
    response.json(BrowserSession {
        session: pair.session,
        expires_in: pair.expires_in,
    })
}
