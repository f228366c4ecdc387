//! `GET /teams/{team}/competence-gaps` (R-TEAM-7).

use super::four_weeks;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use chrono::NaiveDate;
use domain::{
    ids::UnitId,
    policy::Action,
    team::{Expiring, Gap, expiring, gaps},
    time::local_date,
};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A certificate that runs out, with whose it is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct ExpiringView {
    #[serde(flatten)]
    certificate: Expiring,
    #[schema(example = "Kari Nordby")]
    name: Option<String>,
}

/// What the visits need against what members on duty have.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct GapsView {
    from: NaiveDate,
    to: NaiveDate,
    /// One line for each weekday, shift and competence that is needed; the gaps first.
    lines: Vec<Gap>,
    /// Certificates of members with their last day within 60 days, soonest first.
    expiring: Vec<ExpiringView>,
}

/// Competence gaps
///
/// The coming four weeks' visits against those at work when each can be done, by weekday and shift, and
/// certificates that run out within 60 days.
#[utoipa::path(tag = "organisation", operation_id = "getCompetenceGaps", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 200, description = "The table", body = GapsView),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    ReadRefused))]
#[get("/teams/{team}/competence-gaps")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    door.read(Action::GetCompetenceGaps, move |reader| {
        reader.enter(team.0)?;
        let today = local_date(reader.asked_at());
        let (last, during) = four_weeks(today);
        let visits = reader.needed_visits(team.0, today, last)?;
        let workers = reader.unit_workers(team.0, during)?;
        let soon = expiring(&visits, &workers, today);
        let whose: Vec<_> = soon.iter().map(|e| e.employee).collect();
        let names: BTreeMap<_, _> = reader
            .employees(&whose)?
            .into_iter()
            .map(|e| (e.id, format!("{} {}", e.given_name, e.family_name)))
            .collect();
        let view = GapsView {
            from: today,
            to: last,
            lines: gaps(&visits, &workers),
            expiring: soon
                .into_iter()
                .map(|certificate| ExpiringView {
                    name: names.get(&certificate.employee).cloned(),
                    certificate,
                })
                .collect(),
        };
        Shown::digest(reader.epoch(), &view)
    })
    .await
}
