//! `POST /teams/{team}/pools/{pool}/acceptance` and `/refusal`: a team's answer (R-TEAM-8).

use super::view::{PoolView, acting, streams};
use crate::{
    door::{Door, changed, dry_run},
    paths::Ids,
    problem::Problem,
    refusals::ChangeRefused,
    shifts::TryQuery,
};
use actix_web::{HttpResponse, post, web::Query};
use domain::{
    ids::UnitId,
    organisation::UnitKind,
    policy::Action,
    pool::{Pool, PoolState, answer},
};
use persistence::{Failure, Outcome, Streams, Unit, Writer};

/// Agree to a pool
///
/// For the leader of each of its teams. With the last yes the pool is a unit with day plans of its own:
/// coming visits inside its hours go over to them with claims and all; what is published stays where it
/// was promised.
#[utoipa::path(tag = "organisation", operation_id = "acceptPool", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "Your team"), ("pool" = UnitId, Path, description = "The pool"), TryQuery,
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "The team agrees", body = PoolView), ChangeRefused))]
#[post("/teams/{team}/pools/{pool}/acceptance")]
pub(super) async fn accept(
    door: Door,
    ids: Ids<UnitId, UnitId>,
    query: Query<TryQuery>,
) -> Result<HttpResponse, Problem> {
    say(door, ids, true, query.dry_run).await
}

/// Say no to a pool
///
/// For the leader of each of its teams, also of the one that proposed it. One no is enough.
#[utoipa::path(tag = "organisation", operation_id = "declinePool", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "Your team"), ("pool" = UnitId, Path, description = "The pool"), TryQuery,
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Declined", body = PoolView), ChangeRefused))]
#[post("/teams/{team}/pools/{pool}/refusal")]
pub(super) async fn decline(
    door: Door,
    ids: Ids<UnitId, UnitId>,
    query: Query<TryQuery>,
) -> Result<HttpResponse, Problem> {
    say(door, ids, false, query.dry_run).await
}

/// Finds what a step in a pool locks.
pub(super) async fn locks(
    door: &Door,
    action: Action,
    (team, pool): (UnitId, UnitId),
) -> Result<Streams, Problem> {
    let teams = door
        .look(action, move |reader| {
            let found = reader.pools_of_team(team)?;
            let found = found.into_iter().find(|(p, _)| p.id == pool);
            Ok(found.map(|(p, _)| p.terms.teams).unwrap_or_default())
        })
        .await?;
    Ok(streams(teams.into_iter().chain([team]), Some(pool)))
}

/// The pool of an entered team.
pub(super) fn of_team(writer: &mut Writer<'_>, team: UnitId, pool: UnitId) -> Outcome<(Pool, i64)> {
    let (found, version) = writer.pool(pool)?;
    if found.terms.teams.contains(&team) {
        Ok((found, version))
    } else {
        Err(Failure::NotThere)
    }
}

async fn say(
    door: Door,
    Ids(team, id): Ids<UnitId, UnitId>,
    agrees: bool,
    trial: bool,
) -> Result<HttpResponse, Problem> {
    let action = if agrees {
        Action::AcceptPool
    } else {
        Action::DeclinePool
    };
    let streams = locks(&door, action, (team, id)).await?;
    let if_match = door.if_match.clone();
    door.write(action, streams, move |writer| {
        let entered = writer.enter(team)?;
        let (pool, version) = of_team(writer, team, id)?;
        if_match.check(&entered, writer.epoch(), version)?;
        let teams: Vec<UnitId> = pool.terms.teams.iter().copied().collect();
        let acting = acting(writer, team)?;
        let facts = writer.pool_facts(&teams, acting.today)?;
        let pool = answer(&pool, agrees, acting, &facts).map_err(Failure::Conflict)?;
        let version = writer.save_pool(&pool, version)?;
        if pool.state == PoolState::Agreed {
            begin(writer, &pool)?;
        }
        let view = PoolView::one(writer, pool, version)?;
        let answer = changed(writer.epoch(), version, &view)?;
        if trial {
            return Err(dry_run(answer));
        }
        Ok(answer)
    })
    .await
}

/// From now the pool is a unit, where its first team is at home, and visits find their plans in it.
fn begin(writer: &mut Writer<'_>, pool: &Pool) -> Outcome<()> {
    let first = pool.steps.first().map(|step| step.team);
    let home = writer.unit(first.ok_or(Failure::NotThere)?)?;
    writer.insert_unit(&Unit {
        id: pool.id,
        kind: UnitKind::Pool,
        name: pool.terms.name.clone(),
        version: 1,
        ..home
    })?;
    writer.follow_pool(pool)
}
