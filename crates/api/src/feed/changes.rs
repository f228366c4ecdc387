//! `GET /units/{unit}/changes`: what has changed since a position.

use super::page::{ChangePage, page};
use crate::{
    cursor,
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, web::Query};
use domain::{ids::UnitId, policy::Action};
use serde::Deserialize;
use utoipa::IntoParams;

/// Where to go on from.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Since {
    /// The `position` of the last answer; none for «from now».
    since: Option<String>,
    /// Lines a page; a revision is never split.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u32>,
}

/// What has changed in a unit
///
/// References only, never content. Every write takes the next revision of its unit; numbers have no
/// gaps (API-6).
#[utoipa::path(tag = "feed", operation_id = "listChanges", security(("bearer" = [])),
    params(("unit" = UnitId, Path, description = "The unit"), Since), responses(
    (status = 200, description = "Changes since the position", body = ChangePage),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Bad limit", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/units/{unit}/changes")]
pub(super) async fn handler(
    door: Door,
    unit: Id<UnitId>,
    query: Query<Since>,
) -> Result<HttpResponse, Problem> {
    let Since { since, limit } = query.into_inner();
    door.read(Action::ListChanges, move |reader| {
        reader.enter(unit.0)?;
        let limit = cursor::limit(limit)?;
        let page = page(reader, unit.0, since.as_deref(), limit)?;
        Shown::view(&page.view)
    })
    .await
}
