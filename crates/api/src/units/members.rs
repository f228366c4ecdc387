//! `GET /teams/{team}/members`.

use super::view::MemberView;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use domain::{ids::UnitId, policy::Action};
use serde::Serialize;
use utoipa::ToSchema;

/// Who works in a unit.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MemberList {
    /// By family name.
    items: Vec<MemberView>,
    /// Full positions (årsverk): the sum of shares that count today.
    #[schema(example = 11.5)]
    positions: f64,
}

/// Who works in a unit
#[utoipa::path(tag = "organisation", operation_id = "listMembers", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 200, description = "Memberships by family name", body = MemberList),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/members")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    door.read(Action::ListMembers, move |reader| {
        reader.enter(team.0)?;
        let today = domain::time::local_date(reader.asked_at());
        let members = reader.members(team.0)?;
        let shares: i32 = members
            .iter()
            .filter(|(m, _, _)| m.is_active(today))
            .map(|(m, _, _)| m.share)
            .sum();
        let epoch = reader.epoch().to_owned();
        let items = members
            .iter()
            .map(|(m, e, version)| MemberView::new(m, e, *version, &epoch))
            .collect();
        Shown::view(&MemberList {
            items,
            positions: f64::from(shares) / 100.0,
        })
    })
    .await
}
