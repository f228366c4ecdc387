//! Which streams a write takes. They are locked first, in id order, so that two writes never wait
//! for each other in a circle; on PostgreSQL two teams never wait for each other at all.

use crate::{
    connection::{Connection, either},
    failure::{Failure, Outcome},
    reader::Reader,
    schema::{responsibilities, streams},
    sql_types::{AnyId, At, Id},
};
use chrono::{DateTime, Days, Utc};
use diesel::prelude::*;
use domain::{
    ids::{CitizenId, UnitId},
    time::local_date,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The municipality's own stream: log-ins, delegations, quotas.
pub const MUNICIPALITY: UnitId = UnitId(Uuid::nil());

/// No stream has this id. Locking it costs the same as locking one that exists, so a citizen one
/// may not know of costs the same as one that is not there (SEC-5).
const NOWHERE: AnyId = Id(Uuid::max());

/// The streams of one write.
#[derive(Debug, Clone, Default)]
pub struct Streams {
    units: BTreeSet<UnitId>,
    citizens: BTreeSet<CitizenId>,
    /// The pools of the units, too.
    pools: bool,
}

impl Streams {
    /// The municipality.
    pub fn municipality() -> Self {
        Self::unit(MUNICIPALITY)
    }

    /// One unit.
    pub fn unit(unit: UnitId) -> Self {
        Self {
            units: BTreeSet::from([unit]),
            ..Self::default()
        }
    }

    /// The unit that answers for a citizen.
    pub fn citizen(citizen: CitizenId) -> Self {
        Self {
            citizens: BTreeSet::from([citizen]),
            ..Self::default()
        }
    }

    /// And one unit more.
    #[must_use]
    pub fn and_unit(mut self, unit: UnitId) -> Self {
        self.units.insert(unit);
        self
    }

    /// And the pools that the units are part of: what is changed reaches their plans (R-TEAM-8). Those of
    /// the unit that answers for a citizen always come along.
    #[must_use]
    pub fn and_pools(mut self) -> Self {
        self.pools = true;
        self
    }

    /// And the unit that answers for one citizen more.
    #[must_use]
    pub fn and_citizen(mut self, citizen: CitizenId) -> Self {
        self.citizens.insert(citizen);
        self
    }
}

/// Streams that are locked for the rest of the transaction.
#[derive(Debug, Clone)]
pub(crate) struct Locked {
    /// Stream and its revision before this write.
    pub(crate) heads: Vec<(AnyId, i64)>,
    /// When the latest of them last changed: time in a stream never goes backwards.
    pub(crate) changed_at: Option<DateTime<Utc>>,
}

/// Finds, locks and checks the streams of a write.
pub(crate) fn lock(reader: &mut Reader<'_>, wanted: &Streams) -> Outcome<Locked> {
    let before = responsible(reader, &wanted.citizens)?;
    let pools = pools(reader, wanted, &before)?;
    let ids: BTreeSet<AnyId> = wanted
        .units
        .iter()
        .chain(before.iter())
        .chain(pools.iter())
        .map(|unit| Id((*unit).into()))
        .chain(std::iter::once(NOWHERE))
        .collect();
    let heads: Vec<(AnyId, i64, At)> = match reader.connection() {
        // The write transaction itself is the lock on SQLite.
        Connection::Sqlite(c) => streams::table
            .filter(streams::id.eq_any(ids))
            .order(streams::id)
            .load(c)?,
        Connection::Postgres(c) => streams::table
            .filter(streams::id.eq_any(ids))
            .order(streams::id)
            .for_update()
            .load(c)?,
    };
    // A transfer may have moved the citizen while this write waited for the lock.
    if matches!(reader.connection(), Connection::Postgres(_))
        && (!wanted.citizens.is_empty() || wanted.pools)
    {
        let now = responsible(reader, &wanted.citizens)?;
        // And teams may have agreed on a pool.
        if now != before || self::pools(reader, wanted, &now)? != pools {
            return Err(Failure::Again);
        }
    }
    Ok(Locked {
        changed_at: heads.iter().map(|(_, _, at)| at.0).max(),
        heads: heads
            .into_iter()
            .map(|(id, revision, _)| (id, revision))
            .collect(),
    })
}

/// The pools of the units that answer for the citizens, and of the units themselves when they are wanted.
fn pools(
    reader: &mut Reader<'_>,
    wanted: &Streams,
    responsible: &BTreeSet<UnitId>,
) -> Outcome<BTreeSet<UnitId>> {
    if wanted.citizens.is_empty() && !wanted.pools {
        return Ok(BTreeSet::new());
    }
    let named = wanted.units.iter().filter(|_| wanted.pools);
    let teams: Vec<UnitId> = responsible.iter().chain(named).copied().collect();
    let today = local_date(reader.asked_at());
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    let found = reader.pools_from(&teams, yesterday)?;
    Ok(found.into_iter().map(|pool| pool.id).collect())
}

fn responsible(
    reader: &mut Reader<'_>,
    citizens: &BTreeSet<CitizenId>,
) -> Outcome<BTreeSet<UnitId>> {
    if citizens.is_empty() {
        return Ok(BTreeSet::new());
    }
    let units: Vec<Id<UnitId>> = either!(reader, |c| responsibilities::table
        .filter(responsibilities::citizen_id.eq_any(citizens.iter().copied().map(Id)))
        .filter(responsibilities::ends_at.is_null())
        .select(responsibilities::unit_id)
        .load(c)?);
    Ok(units.into_iter().map(|unit| unit.0).collect())
}
