//! `POST /browser-session/refresh`: new cookies for old.

use super::{
    cookies,
    create::{BrowserSession, signed_in},
};
use crate::{
    door::Door,
    problem::{Fault, Problem, ProblemBody},
    sessions::renew,
    tokens,
};
use actix_web::{HttpRequest, HttpResponse, http::StatusCode, post};
use domain::policy::Action;

/// Renew a browser's session
///
/// A 401 of the type `/problems/session-ended` says that the session was ended, by its owner or by
/// somebody who may: the device erases what it keeps. `/problems/signed-out` says only that one has
/// to log in again.
#[utoipa::path(tag = "sign-in", operation_id = "refreshBrowserSession",
    params(("X-Tillit" = String, Header, description = "Any value: says that our own page asks", example = "1")), responses(
    (status = 200, description = "Renewed; the cookies are set", body = BrowserSession),
    (status = 401, description = "Log in again; or the session was ended", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not asked by our own page", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/browser-session/refresh")]
pub(super) async fn handler(door: Door, request: HttpRequest) -> Result<HttpResponse, Problem> {
    cookies::only_our_page(&request).map_err(|failure| door.problem(failure))?;
    let Some(old) = cookies::refresh_token(&request) else {
        return Err(door.problem(Fault::SignedOut));
    };
    let old = tokens::hash(&old);
    let row = door
        .look(Action::RefreshBrowserSession, move |reader| {
            reader.general()?;
            reader.refresh_token(&old).map(|row| (old, row))
        })
        .await?;
    let (old, Some(row)) = row else {
        return Err(door.problem(Fault::SignedOut));
    };
    let pair = renew(&door, Action::RefreshBrowserSession, old, row).await?;
    Ok(signed_in(StatusCode::OK, &pair, &door.state.sessions))
}
