//! `GET /teams/{team}/charter/history`: what was agreed when, and by whom (R-TEAM-1).

use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use chrono::{DateTime, Utc};
use domain::{
    charter::TeamCharter,
    ids::{EmployeeId, UnitId},
    policy::Action,
};
use serde::Serialize;
use utoipa::ToSchema;

/// One charter of the team's.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct AgreedView {
    version: i64,
    /// From when it counted.
    from: DateTime<Utc>,
    /// Until when; none for the one that counts.
    until: Option<DateTime<Utc>>,
    by: Option<EmployeeId>,
    /// What changed from the one before, by field.
    #[schema(example = json!(["area", "teamBooksSubstitutes"]))]
    changed: Vec<String>,
    charter: TeamCharter,
}

/// Charters of a team.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct CharterHistory {
    /// The latest first.
    items: Vec<AgreedView>,
}

/// Names of the fields that two charters differ in.
fn changed(before: Option<&TeamCharter>, after: &TeamCharter) -> Vec<String> {
    let fields = |charter: &TeamCharter| match serde_json::to_value(charter) {
        Ok(serde_json::Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    };
    let before = before.map(fields).unwrap_or_default();
    let after = fields(after);
    let differs = |name: &&String| before.get(*name) != after.get(*name);
    after.keys().filter(differs).cloned().collect()
}

/// What was agreed when
///
/// Every charter the team has had, the latest first, with who agreed and what changed.
#[utoipa::path(tag = "organisation", operation_id = "getCharterHistory", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 200, description = "Every charter; none before the first", body = CharterHistory),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/teams/{team}/charter/history")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    door.read(Action::GetCharterHistory, move |reader| {
        reader.enter(team.0)?;
        let all = reader.charters(team.0)?;
        let mut items = Vec::new();
        for (n, (charter, version, from, by)) in all.iter().enumerate() {
            let before = n.checked_sub(1).and_then(|n| all.get(n));
            items.push(AgreedView {
                version: *version,
                from: *from,
                until: all.get(n + 1).map(|(_, _, from, _)| *from),
                by: *by,
                changed: changed(before.map(|(charter, ..)| charter), charter),
                charter: charter.clone(),
            });
        }
        items.reverse();
        Shown::view(&CharterHistory { items })
    })
    .await
}
