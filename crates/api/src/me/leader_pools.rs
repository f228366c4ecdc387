//! What a leader's page shows of the pools that her teams share hours in (R-TEAM-8, R-MSG-4): the plans, and of
//! what nobody has in them only what is her own teams'.

use chrono::NaiveDate;
use domain::ids::UnitId;
use persistence::Overview;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use utoipa::ToSchema;

/// A pool of one's teams.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PoolOverview {
    pool: UnitId,
    #[schema(example = "Kveld Skullerud–Bogerud")]
    name: String,
    /// Those of your teams that share it.
    teams: BTreeSet<UnitId>,
    /// Plans of the next seven days with visits of your teams' citizens that nobody has.
    shortages: Vec<PoolShortage>,
    /// Your word is waited for: how its duties go round is proposed, and one of your teams has not agreed.
    duties_to_agree: bool,
}

/// A plan of a pool with visits that nobody has.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct PoolShortage {
    day: NaiveDate,
    /// Which part of the day.
    #[schema(example = "evening")]
    part: String,
    /// Parts of visits without anybody, of your teams' citizens.
    open_parts: i64,
    /// Of these, those that cannot be put off.
    must_do: i64,
}

impl PoolOverview {
    /// Parts of visits without anybody.
    pub(super) fn open_parts(&self) -> i64 {
        self.shortages.iter().map(|plan| plan.open_parts).sum()
    }
}

/// Each pool of the led units, once.
pub(super) fn pools(found: &Overview, led: &BTreeSet<UnitId>) -> Vec<PoolOverview> {
    let of_one = found.pools.iter().map(|pool| {
        let mut plans: BTreeMap<(NaiveDate, &str), (i64, i64)> = BTreeMap::new();
        for open in found.pooled.iter().filter(|open| open.pool == pool.id) {
            let plan = plans.entry((open.date, open.part.as_str())).or_default();
            plan.0 += 1;
            plan.1 += i64::from(open.must_do);
        }
        let waits = pool.duties.as_ref();
        let waits = waits.map(|duties| duties.waits_for(&pool.terms.teams));
        PoolOverview {
            pool: pool.id,
            name: pool.terms.name.clone(),
            teams: pool.terms.teams.intersection(led).copied().collect(),
            duties_to_agree: waits.is_some_and(|teams| !teams.is_disjoint(led)),
            shortages: plans
                .into_iter()
                .map(|((day, part), (open_parts, must_do))| PoolShortage {
                    day,
                    part: part.to_owned(),
                    open_parts,
                    must_do,
                })
                .collect(),
        }
    });
    of_one.collect()
}
