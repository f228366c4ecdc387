//! `GET /citizens/{citizen}/tiltaksplan/history`.

use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get, web::Query};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    ids::{CitizenId, EmployeeId},
    period::is_plausible,
    policy::Action,
    time::day_end,
    vedtak::implausible,
};
use persistence::{Failure, PlanPart, PlanVersion};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

/// Which day.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct OnDay {
    /// The plan as it stood at the end of this day; every change when not said.
    on: Option<NaiveDate>,
}

/// A version of a goal or tiltak.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct VersionView {
    part: PlanPart,
    id: Uuid,
    /// Counted from 1.
    version: i64,
    /// Since when it counted.
    at: DateTime<Utc>,
    /// Who wrote it; none when the system did.
    by: Option<EmployeeId>,
    /// What it said.
    #[schema(value_type = Object)]
    content: Value,
}

impl From<PlanVersion> for VersionView {
    fn from(version: PlanVersion) -> Self {
        Self {
            part: version.part,
            id: version.id,
            version: version.version,
            at: version.at,
            by: version.by,
            content: version.content,
        }
    }
}

/// Versions of a plan's parts.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct History {
    /// The day asked for.
    on: Option<NaiveDate>,
    /// Oldest first; on a day, the one that counted of each goal and tiltak.
    items: Vec<VersionView>,
}

/// The last version of each part before an instant.
fn counted(versions: Vec<PlanVersion>, before: DateTime<Utc>) -> Vec<PlanVersion> {
    let mut last: BTreeMap<Uuid, PlanVersion> = BTreeMap::new();
    for version in versions.into_iter().filter(|v| v.at < before) {
        last.insert(version.id, version);
    }
    let mut last: Vec<PlanVersion> = last.into_values().collect();
    last.sort_by_key(|v| (v.part == PlanPart::Tiltak, v.at, v.id));
    last
}

/// Who changed what when
///
/// Every version of every goal and tiltak; or the plan of an earlier day.
#[utoipa::path(tag = "tiltaksplan", operation_id = "getPlanHistory", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen"), OnDay), responses(
    (status = 200, description = "The versions", body = History),
    (status = 422, description = "No such day", body = ProblemBody, content_type = "application/problem+json"),
    ReadRefused))]
#[get("/citizens/{citizen}/tiltaksplan/history")]
pub(super) async fn handler(
    door: Door,
    id: Id<CitizenId>,
    query: Query<OnDay>,
) -> Result<HttpResponse, Problem> {
    door.read(Action::GetPlanHistory, move |reader| {
        let opened = reader.open(id.0, "tiltaksplan")?;
        if let Some(day) = query.on.filter(|day| !is_plausible(*day)) {
            return Err(Failure::invalid(implausible(day, "/on")));
        }
        let versions = reader.plan_versions(&opened)?;
        let versions = match query.on {
            Some(day) => counted(versions, day_end(day)),
            None => versions,
        };
        let view = History {
            on: query.on,
            items: versions.into_iter().map(VersionView::from).collect(),
        };
        Shown::digest(reader.epoch(), &view)
    })
    .await
}
