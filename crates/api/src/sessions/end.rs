//! `DELETE /sessions/{session}`: log out, or throw out a lost phone.

use crate::{
    door::{Door, nothing},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, delete};
use domain::{ids::SessionId, policy::Action};
use persistence::{Failure, Streams};

/// End one of my sessions
///
/// Its holder is out at the next request.
#[utoipa::path(tag = "sign-in", operation_id = "endSession", security(("bearer" = [])),
    params(("session" = SessionId, Path, description = "One of my own sessions")), responses(
    (status = 204, description = "Ended"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such session of mine", body = ProblemBody, content_type = "application/problem+json"),
))]
#[delete("/sessions/{session}")]
pub(super) async fn handler(door: Door, session: Id<SessionId>) -> Result<HttpResponse, Problem> {
    door.write(Action::EndSession, Streams::municipality(), move |writer| {
        writer.general()?;
        let mine = writer.own_sessions()?.iter().any(|s| s.id.0 == session.0);
        if !mine {
            return Err(Failure::NotThere);
        }
        writer.end_session(session.0, "ended by its owner")?;
        Ok(nothing())
    })
    .await
}
