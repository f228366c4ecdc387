//! `GET /units/{unit}/changes`: what has changed since a position.

use crate::{
    cursor,
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get, web::Query};
use chrono::TimeDelta;
use domain::{ids::UnitId, policy::Action};
use persistence::Change;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// A position older than this answers `reset` (API-6).
const KEPT_DAYS: i64 = 30;

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

/// One line of the feed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChangeView {
    /// Revision of the unit's stream.
    revision: i64,
    /// Kind of resource, as in its path.
    #[schema(example = "citizens")]
    resource: String,
    /// Which one.
    id: Uuid,
    /// Its version after the change.
    version: i64,
    /// `created`, `updated` or `deleted` (a tombstone).
    #[schema(example = "updated")]
    op: String,
}

/// A page of the feed.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChangePage {
    /// Changes in order; what you may not see is left out while the numbers go on.
    items: Vec<ChangeView>,
    /// Ask from here next time.
    position: String,
    /// More is waiting.
    more: bool,
    /// The position is too old or of another epoch: load everything anew, then go on from `position`.
    reset: bool,
}

fn view(change: Change) -> ChangeView {
    ChangeView {
        revision: change.revision,
        resource: change.resource,
        id: change.resource_id.0,
        version: change.version,
        op: change.op.0.as_str().to_owned(),
    }
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
        let epoch = reader.epoch().to_owned();
        let head = reader.head(unit.0)?;
        let from: Option<(UnitId, i64)> = since
            .as_deref()
            .and_then(|text| cursor::decode(&epoch, text).ok());
        // A position holds its unit, so one unit's position never reads another's feed.
        let from = from
            .filter(|(of, at)| *of == unit.0 && *at <= head.revision)
            .map(|(_, at)| at);
        let too_old = from.is_some_and(|at| {
            head.changed_at + TimeDelta::days(KEPT_DAYS) < reader.asked_at() && at < head.revision
        });
        let Some(from) = from.filter(|_| !too_old) else {
            let position = cursor::encode(&epoch, &(unit.0, head.revision));
            let reset = since.is_some();
            return Shown::view(&ChangePage {
                items: vec![],
                position,
                more: false,
                reset,
            });
        };
        let scope = reader.scope()?;
        let changes = reader.changes_since(unit.0, from, limit)?;
        let last = changes.last().map_or(from, |change| change.revision);
        let items = changes
            .into_iter()
            .filter(|c| {
                c.citizen_id
                    .is_none_or(|citizen| scope.holds(citizen.0, unit.0))
            })
            .map(view)
            .collect();
        let position = cursor::encode(&epoch, &(unit.0, last));
        Shown::view(&ChangePage {
            items,
            position,
            more: last < head.revision,
            reset: false,
        })
    })
    .await
}
