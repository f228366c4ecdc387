//! How a pool is shown, and what its steps share.

use crate::etag;
use domain::{
    ids::UnitId,
    pool::{Pool, PoolActor},
    time::{local_date, to_micros},
};
use persistence::{Outcome, Reader, Streams, Writer};
use serde::Serialize;
use utoipa::ToSchema;

/// A team by name.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PoolTeam {
    team: UnitId,
    #[schema(example = "Team Skullerud")]
    name: String,
    /// Its answer is waited for.
    waited_for: bool,
}

/// A pool with all that was agreed and when.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PoolView {
    #[serde(flatten)]
    pool: Pool,
    /// Its teams by name.
    team_names: Vec<PoolTeam>,
    /// For `If-Match`.
    #[schema(example = "\"e1.1\"")]
    etag: String,
}

impl PoolView {
    /// Pools as they are shown: one query for the names of all their teams.
    pub(super) fn all(reader: &mut Reader<'_>, pools: Vec<(Pool, i64)>) -> Outcome<Vec<Self>> {
        let units = reader.units()?;
        let epoch = reader.epoch();
        let view = |(pool, version): (Pool, i64)| {
            let waits: Vec<UnitId> = pool.waits_for().collect();
            let teams = units.iter().filter(|u| pool.terms.teams.contains(&u.id));
            Self {
                team_names: teams
                    .map(|unit| PoolTeam {
                        team: unit.id,
                        name: unit.name.clone(),
                        waited_for: waits.contains(&unit.id),
                    })
                    .collect(),
                etag: etag::strong(epoch, version),
                pool,
            }
        };
        Ok(pools.into_iter().map(view).collect())
    }

    /// One pool.
    pub(super) fn one(reader: &mut Reader<'_>, pool: Pool, version: i64) -> Outcome<Option<Self>> {
        Ok(Self::all(reader, vec![(pool, version)])?.pop())
    }
}

/// What a change of a pool takes: the municipality, whose units are its own, the teams and the pool.
pub(super) fn streams(teams: impl IntoIterator<Item = UnitId>, pool: Option<UnitId>) -> Streams {
    teams
        .into_iter()
        .chain(pool)
        .fold(Streams::municipality(), Streams::and_unit)
}

/// Who acts, for which team, and when.
pub(super) fn acting(writer: &Writer<'_>, team: UnitId) -> Outcome<PoolActor> {
    Ok(PoolActor {
        team,
        by: writer.actor()?.employee,
        at: to_micros(writer.now()),
        today: local_date(writer.now()),
    })
}
