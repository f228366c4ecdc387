//! Access follows the pool (R-TEAM-8, SEC-2): those on its shift, for the plans that the shift touches,
//! and 24 hours more.

use crate::{
    connection::either,
    failure::Outcome,
    reader::Reader,
    schema::{day_plans, pools, shifts, visits},
    sql_types::{At, Doc, Id},
};
use chrono::{Days, NaiveDate, TimeDelta};
use diesel::prelude::*;
use domain::{
    ids::{CitizenId, UnitId},
    interval::Interval,
    policy::{PoolStanding, Relation, RelationKind},
    pool::{self, AFTERWARDS, Pool},
    time::{day_start, local_date},
};
use std::collections::BTreeSet;

/// Plans are not put in force longer ahead than this.
const AHEAD: TimeDelta = TimeDelta::days(60);
/// A shift does not begin longer after its plan's day than this.
const BACK: Days = Days::new(1);

type ShiftRow = (Id<UnitId>, At, At, Doc<Pool>);
type VisitRow = (Id<CitizenId>, Id<UnitId>, NaiveDate, String, Option<At>);

/// The citizens on the plans of the caller's pool shifts, each with its time: two queries.
pub(crate) fn of_caller(reader: &mut Reader<'_>) -> Outcome<Vec<(CitizenId, Relation)>> {
    let Some(employee) = reader.caller.actor.as_deref().map(|actor| actor.employee) else {
        return Ok(Vec::new());
    };
    let now = reader.asked_at();
    let on: Vec<ShiftRow> = either!(reader, |c| shifts::table
        .inner_join(pools::table.on(pools::id.eq(shifts::unit_id)))
        .filter(shifts::employee_id.eq(Some(Id(employee))))
        .filter(shifts::ends_at.gt(At::from(now - AFTERWARDS)))
        .filter(shifts::begins_at.lt(At::from(now + AHEAD)))
        .select((
            shifts::unit_id,
            shifts::begins_at,
            shifts::ends_at,
            pools::details
        ))
        .load(c)?);
    let Some(first) = on.iter().map(|(_, from, ..)| local_date(from.0)).min() else {
        return Ok(Vec::new());
    };
    let today = local_date(now);
    let units: BTreeSet<Id<UnitId>> = on.iter().map(|(unit, ..)| *unit).collect();
    let rows: Vec<VisitRow> = either!(reader, |c| visits::table
        .left_join(
            day_plans::table.on(day_plans::unit_id
                .eq(visits::unit_id)
                .and(day_plans::date.eq(visits::plan_date))
                .and(day_plans::part.eq(visits::part))),
        )
        .filter(visits::unit_id.eq_any(units.clone()))
        .filter(visits::plan_date.ge(first.checked_sub_days(BACK).unwrap_or(first)))
        .filter(
            visits::plan_date
                .le(today)
                .or(day_plans::published_at.is_not_null())
        )
        .select((
            visits::citizen_id,
            visits::unit_id,
            visits::plan_date,
            visits::part,
            day_plans::published_at.nullable(),
        ))
        .load(c)?);
    let mut found = BTreeSet::new();
    for (citizen, unit, date, part, published) in &rows {
        for (_, from, until, pool) in on.iter().filter(|(of, ..)| of == unit) {
            let shift = Interval {
                from: from.0,
                until: until.0,
            };
            let published = published.map(|at| at.0);
            let opens = pool
                .0
                .terms
                .spans(*date, part)
                .filter_map(|plan| pool::access(shift, plan, day_start(*date), published));
            found.extend(opens.map(|open| (citizen.0, unit.0, open)));
        }
    }
    let relation = |(citizen, unit, open): (CitizenId, UnitId, Interval)| {
        let relation = Relation {
            kind: RelationKind::Pool,
            unit: Some(unit),
            from: open.from,
            until: open.until,
        };
        (citizen, relation)
    };
    Ok(found.into_iter().map(relation).collect())
}

/// How the caller stands to a unit that is a pool; nothing for another.
pub(crate) fn standing(reader: &mut Reader<'_>, unit: UnitId) -> Outcome<Option<PoolStanding>> {
    let Some((pool, _)) = reader.pool_of(unit)? else {
        return Ok(None);
    };
    let now = reader.asked_at();
    let Some(actor) = reader.caller.actor.clone() else {
        return Ok(Some(PoolStanding::default()));
    };
    let hers: Vec<At> = either!(reader, |c| shifts::table
        .filter(shifts::unit_id.eq(Id(unit)))
        .filter(shifts::employee_id.eq(Some(Id(actor.employee))))
        .filter(shifts::ends_at.gt(At::from(now - AFTERWARDS)))
        .filter(shifts::begins_at.lt(At::from(now + AHEAD)))
        .select(shifts::begins_at)
        .load(c)?);
    let begun = |from: &At| day_start(local_date(from.0)) <= now;
    let on_shift = hers.iter().any(begun)
        || of_caller(reader)?
            .iter()
            .any(|(_, relation)| relation.unit == Some(unit) && relation.is_active(now));
    let teams = pool.terms.teams.iter().copied();
    Ok(Some(PoolStanding::of(&actor, teams, on_shift, now)))
}
