//! `GET /units/{unit}/events`: the feed as Server-Sent Events.

use super::listening::{Listening, Opening};
use crate::{
    door::Door,
    paths::Id,
    problem::{Fault, Problem, ProblemBody},
};
use actix_web::{
    HttpResponse, get,
    http::header::{CACHE_CONTROL, CONTENT_ENCODING},
    web::Query,
};
use domain::{ids::UnitId, policy::Action};
use serde::Deserialize;
use utoipa::IntoParams;

/// Seconds after which one who found no seat may try again.
const COME_BACK: u64 = 5;

/// Where to go on from.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Since {
    /// A `position`, for the first time one listens; `Last-Event-ID` goes before it. None for
    /// «from now».
    since: Option<String>,
    /// End when everything up to now has been told, instead of waiting for more.
    #[serde(default)]
    once: bool,
}

/// Listen to what changes in a unit
///
/// The same as `GET …/changes`, as Server-Sent Events. Each event's `id` is a position: send the
/// last one as `Last-Event-ID` (a browser's `EventSource` does so by itself) and the stream goes on
/// from there.
///
/// * `changes`: a page as `GET …/changes` gives it; the first one, often empty, comes at once.
/// * `reset`: the same with `reset: true`: load everything anew, go on from its `position`.
/// * `progress`: how far long work has come (`resource`, `id`, `done`, `total`); it has no `id` and is
///   gone when it was not heard.
/// * `end`: the stream ends, with a `reason`: `signed_out` (the token is over: renew it and come
///   back), `no_access`, `stopping` (come back), `unavailable` (come back).
///
/// A comment comes when nothing else has for a while. Access is asked again before every event, and
/// while nothing happens.
#[utoipa::path(tag = "feed", operation_id = "streamChanges", security(("bearer" = [])),
    params(("unit" = UnitId, Path, description = "The unit"), Since,
        ("Last-Event-ID" = Option<String>, Header, description = "The `id` of the last event heard")), responses(
    (status = 200, description = "Events, until the token ends", body = String, content_type = "text/event-stream"),
    (status = 400, description = "An unknown part in the address", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, description = "Too many listen; `Retry-After` says when to come back", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/units/{unit}/events")]
pub(super) async fn handler(
    door: Door,
    unit: Id<UnitId>,
    query: Query<Since>,
) -> Result<HttpResponse, Problem> {
    let Since { since, once } = query.into_inner();
    let position = door.header("last-event-id").map(str::to_owned).or(since);
    let session = door
        .look(Action::StreamChanges, move |reader| {
            reader.enter(unit.0)?;
            Ok(reader.actor()?.session)
        })
        .await?;
    let seat = door.state.feed.sit_down(session);
    let seat = seat.ok_or_else(|| door.problem(Fault::TooMany(COME_BACK)))?;
    let listening = Listening::new(Opening {
        holder: door.holder(),
        unit: unit.0,
        position,
        once,
        seat,
    });
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((CACHE_CONTROL, "no-store"))
        // Compression would hold events back until it has enough of them; a proxy must not either.
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header(("x-accel-buffering", "no"))
        .streaming(listening.stream()))
}
