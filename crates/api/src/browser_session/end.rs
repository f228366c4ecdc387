//! `DELETE /browser-session`: log out.

use super::cookies;
use crate::{
    door::{Door, nothing},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, delete};
use domain::policy::Action;
use persistence::Streams;

/// Log out of a browser
///
/// Ends the session that asks and takes its cookies back.
#[utoipa::path(tag = "sign-in", operation_id = "endBrowserSession", security(("bearer" = [])),
    params(("X-Tillit" = String, Header, description = "Any value: says that our own page asks", example = "1")), responses(
    (status = 204, description = "Ended; the cookies are gone"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
))]
#[delete("/browser-session")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    let mut response = door
        .write(
            Action::EndBrowserSession,
            Streams::municipality(),
            |writer| {
                writer.general()?;
                let session = writer.actor()?.session;
                writer.end_session(session, "ended by its owner")?;
                Ok(nothing())
            },
        )
        .await?;
    for cookie in cookies::gone() {
        let _ = response.add_cookie(&cookie);
    }
    Ok(response)
}
