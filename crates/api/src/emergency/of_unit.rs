//! `GET /teams/{team}/emergency-access`: how emergency access was used on the unit's records.

use super::view::EmergencyReviewView;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use domain::{ids::UnitId, policy::Action};
use serde::Serialize;
use utoipa::ToSchema;

/// Those to be looked at first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct EmergencyReviewList {
    items: Vec<EmergencyReviewView>,
}

/// Emergency accesses to the unit's records
///
/// Those that nobody has looked at, oldest first; then those of the last ninety days.
#[utoipa::path(tag = "emergency", operation_id = "listEmergencyAccess", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 200, description = "Who, whose record, and why", body = EmergencyReviewList),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the unit's leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/emergency-access")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    door.read(Action::ListEmergencyAccess, move |reader| {
        let entered = reader.enter(team.0)?;
        let listed = reader.emergency_accesses_of(&entered)?;
        let citizens = listed.iter().map(|l| l.access.citizen).collect();
        reader.show(Some(team.0), entered.basis, "emergency-access", citizens);
        let epoch = reader.epoch().to_owned();
        let view = |l| EmergencyReviewView::new(l, &epoch);
        Shown::view(&EmergencyReviewList {
            items: listed.into_iter().map(view).collect(),
        })
    })
    .await
}
