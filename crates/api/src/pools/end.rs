//! `POST /teams/{team}/pools/{pool}/end`: say when a pool ends (R-TEAM-8).

use super::{
    answer::{locks, of_team},
    view::{PoolView, acting},
};
use crate::{
    door::{Door, changed, dry_run},
    paths::Ids,
    problem::Problem,
    refusals::ChangeRefused,
    shifts::TryQuery,
};
use actix_web::{HttpResponse, post, web::Query};
use chrono::NaiveDate;
use domain::{ids::UnitId, period::is_plausible, policy::Action, pool};
use persistence::Failure;
use serde::Deserialize;
use utoipa::ToSchema;

/// When it ends.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PoolEnd {
    /// The last day; a night begun on it is still the pool's.
    #[schema(example = "2027-03-31")]
    last_day: NaiveDate,
}

/// End a pool
///
/// For the leader of each of its teams. Visits after the last day go back to the teams that answer for
/// the citizens. Refused while a plan after it is published or shifts stand after it.
#[utoipa::path(tag = "organisation", operation_id = "endPool", security(("bearer" = [])), request_body = PoolEnd,
    params(("team" = UnitId, Path, description = "Your team"), ("pool" = UnitId, Path, description = "The pool"), TryQuery,
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "It ends then", body = PoolView), ChangeRefused))]
#[post("/teams/{team}/pools/{pool}/end")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, UnitId>,
    query: Query<TryQuery>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, id) = ids;
    let streams = locks(&door, Action::EndPool, (team, id)).await?;
    let (body, if_match) = (door.body::<PoolEnd>(), door.if_match.clone());
    door.write(Action::EndPool, streams, move |writer| {
        let entered = writer.enter(team)?;
        let (pool, version) = of_team(writer, team, id)?;
        if_match.check(&entered, writer.epoch(), version)?;
        let last = body.read(&entered)?.last_day;
        let rest = match is_plausible(last) {
            true => writer.pool_rest(id, last)?,
            false => pool::PoolRest::default(),
        };
        let ended =
            pool::end(&pool, last, acting(writer, team)?, rest).map_err(Failure::Invalid)?;
        let version = writer.save_pool(&ended, version)?;
        writer.follow_pool(&ended)?;
        let view = PoolView::one(writer, ended, version)?;
        let answer = changed(writer.epoch(), version, &view)?;
        if query.dry_run {
            return Err(dry_run(answer));
        }
        Ok(answer)
    })
    .await
}
