//! `POST /teams/{team}/pools`: a team's leader proposes to share certain hours (R-TEAM-8).

use super::view::{PoolView, acting, streams};
use crate::{
    door::{Door, created, dry_run},
    paths::Id,
    problem::{Problem, ProblemBody},
    shifts::TryQuery,
};
use actix_web::{HttpResponse, post, web::Query};
use chrono::NaiveDate;
use domain::{
    ids::UnitId,
    period::Period,
    policy::Action,
    pool::{PoolHours, PoolTerms, propose},
};
use persistence::Failure;
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// What is proposed.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PoolInput {
    /// What it is to be called.
    #[schema(example = "Kveld og helg Skullerud–Bogerud", max_length = 60)]
    name: String,
    /// The other teams.
    #[schema(value_type = Vec<UnitId>, max_items = 3)]
    with: BTreeSet<UnitId>,
    /// Which hours on which days; outside Monday to Friday from 8 to 15.
    #[schema(max_items = 20)]
    hours: Vec<PoolHours>,
    /// First day.
    #[schema(example = "2026-12-01")]
    from: NaiveDate,
    /// Last day, when it is to end.
    until: Option<NaiveDate>,
}

/// Propose a pool
///
/// For the team's leader, whose team agrees by it; nothing happens before the leader of every other team
/// has agreed. A team shares an hour with one pool only.
#[utoipa::path(tag = "organisation", operation_id = "proposePool", security(("bearer" = [])), request_body = PoolInput,
    params(("team" = UnitId, Path, description = "The team"), TryQuery), responses(
    (status = 201, description = "Proposed", body = PoolView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the team's leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/pools")]
pub(super) async fn handler(
    door: Door,
    team: Id<UnitId>,
    query: Query<TryQuery>,
) -> Result<HttpResponse, Problem> {
    /// The other teams' streams are locked too, so they are looked at before the rest of the body.
    #[derive(Deserialize)]
    struct Wanted {
        with: BTreeSet<UnitId>,
    }
    let team = team.0;
    let id: UnitId = door.new_id();
    let body = door.body::<PoolInput>();
    let wanted: Option<Wanted> = serde_json::from_slice(&door.bytes()).ok();
    let teams = wanted.map(|wanted| wanted.with).unwrap_or_default();
    let streams = streams(teams.into_iter().take(20).chain([team]), None);
    door.write(Action::ProposePool, streams, move |writer| {
        let entered = writer.enter(team)?;
        let input = body.read(&entered)?;
        let mut teams = input.with;
        teams.insert(team);
        let terms = PoolTerms {
            name: input.name.trim().to_owned(),
            hours: input.hours,
            period: Period {
                from: input.from,
                until: input.until,
            },
            teams,
        };
        let all: Vec<UnitId> = terms.teams.iter().copied().collect();
        let acting = acting(writer, team)?;
        let facts = writer.pool_facts(&all, acting.today)?;
        let pool = propose(id, terms, acting, &facts).map_err(Failure::Invalid)?;
        writer.insert_pool(&pool)?;
        let view = PoolView::one(writer, pool, 1)?;
        let location = format!("/api/v1/teams/{team}/pools/{id}");
        let answer = created(writer.epoch(), 1, location, &view)?;
        if query.dry_run {
            return Err(dry_run(answer));
        }
        Ok(answer)
    })
    .await
}
