//! `GET /teams/{team}/substitute-requests`: a team's, or those that a staffing office has got.

use super::view::RequestView;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use domain::{ids::UnitId, policy::Action};
use serde::Serialize;
use utoipa::ToSchema;

/// Requests, the newest first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct RequestList {
    items: Vec<RequestView>,
}

/// Requests for substitutes
///
/// A team sees its own, a staffing office those it has got: when, what she must be able to do, never
/// who is away or why, and nothing about citizens.
#[utoipa::path(tag = "shifts", operation_id = "listSubstituteRequests", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The team, or the staffing office")), responses(
    (status = 200, description = "The newest first", body = RequestList),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/substitute-requests")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let language = door.language;
    door.read(Action::ListSubstituteRequests, move |reader| {
        reader.enter(team.0)?;
        let found = reader.substitute_requests(team.0)?;
        let epoch = reader.epoch();
        let items = found
            .iter()
            .map(|(request, version)| RequestView::new(request, *version, epoch, language))
            .collect();
        Shown::view(&RequestList { items })
    })
    .await
}
