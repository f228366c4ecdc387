//! `GET /teams/{team}/fragility`: what falls if one person is away or leaves (R-TEAM-10).

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
    ids::{CitizenId, EmployeeId, UnitId},
    organisation::Duty,
    period::days_before,
    policy::Action,
    team::{FragileFacts, fragility},
    time::local_date,
};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// How far back a visit makes somebody known, days (R-WL-7).
const KNOWN_DAYS: u32 = 90;

/// What rests on one member alone.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct FragileView {
    employee: EmployeeId,
    #[schema(example = "Kari Nordby")]
    name: Option<String>,
    /// Visits in four weeks that too few others may do.
    visits: usize,
    minutes: i64,
    /// The citizens of those.
    citizens: Vec<CitizenId>,
    /// Duties that no other member can hold as they are agreed.
    duties: Vec<Duty>,
    /// Citizens that no other member has visited in 90 days.
    known_only_to: Vec<CitizenId>,
}

/// Where the team is vulnerable.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct FragilityView {
    from: NaiveDate,
    to: NaiveDate,
    /// By name; members on whom nothing rests alone are left out.
    members: Vec<FragileView>,
}

/// Where the team is vulnerable
///
/// What falls if one member is away or leaves: visits only she may do, duties, citizens who know nobody
/// else.
#[utoipa::path(tag = "organisation", operation_id = "getFragility", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 200, description = "By member", body = FragilityView),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    ReadRefused))]
#[get("/teams/{team}/fragility")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    door.read(Action::GetFragility, move |reader| {
        let entered = reader.enter(team.0)?;
        let today = local_date(reader.asked_at());
        let (last, during) = four_weeks(today);
        let visits = reader.needed_visits(team.0, today, last)?;
        let workers = reader.unit_workers(team.0, during)?;
        let (rotas, _) = reader.duty_rotas(team.0)?;
        let knows = reader.who_knows(team.0, days_before(today, KNOWN_DAYS))?;
        let found = fragility(&FragileFacts {
            visits: &visits,
            workers: &workers,
            rotas: &rotas,
            knows: &knows,
            today,
        });
        let whose: Vec<EmployeeId> = found.iter().map(|f| f.employee).collect();
        let names: BTreeMap<_, _> = reader
            .employees(&whose)?
            .into_iter()
            .map(|e| (e.id, format!("{} {}", e.given_name, e.family_name)))
            .collect();
        let mut members: Vec<FragileView> = found
            .into_iter()
            .map(|f| FragileView {
                employee: f.employee,
                name: names.get(&f.employee).cloned(),
                visits: f.visits,
                minutes: f.minutes,
                citizens: f.citizens.into_iter().collect(),
                duties: f.duties,
                known_only_to: f.known_only_to.into_iter().collect(),
            })
            .collect();
        members.sort_by(|a, b| (&a.name, a.employee).cmp(&(&b.name, b.employee)));
        let shown = members
            .iter()
            .flat_map(|m| m.citizens.iter().chain(&m.known_only_to));
        let shown: Vec<CitizenId> = shown.copied().collect();
        reader.show(Some(team.0), entered.basis, "fragility", shown);
        let view = FragilityView {
            from: today,
            to: last,
            members,
        };
        Shown::digest(reader.epoch(), &view)
    })
    .await
}
