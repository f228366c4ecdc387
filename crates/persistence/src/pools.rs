//! Pools: what teams have agreed on and when (R-TEAM-8).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::Reader,
    row_security::Beyond,
    schema::{day_plans, pool_teams, pools, shifts, units},
    sql_types::{At, Coded, Doc, Id},
    writer::Writer,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    day_plan::DayPlanState,
    ids::UnitId,
    organisation::UnitKind,
    pool::{Pool, PoolFacts, PoolRest, PoolState},
    time::day_end,
};

type Row = (Doc<Pool>, i64);

impl Reader<'_> {
    /// A pool, agreed or not, with its version.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is none.
    pub fn pool(&mut self, id: UnitId) -> Outcome<(Pool, i64)> {
        self.pool_of(id)?.ok_or(Failure::NotThere)
    }

    /// The pool that a unit is, if it is one.
    ///
    /// # Errors
    /// Those of the database.
    pub fn pool_of(&mut self, unit: UnitId) -> Outcome<Option<(Pool, i64)>> {
        let row: Option<Row> = either!(self, |c| pools::table
            .find(Id(unit))
            .select((pools::details, pools::version))
            .first(c)
            .optional()?);
        Ok(row.map(|(pool, version)| (pool.0, version)))
    }

    /// All that a team has pooled, or was asked to, the latest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn pools_of_team(&mut self, team: UnitId) -> Outcome<Vec<(Pool, i64)>> {
        let rows: Vec<Row> = either!(self, |c| pools::table
            .inner_join(pool_teams::table.on(pool_teams::pool_id.eq(pools::id)))
            .filter(pool_teams::team_id.eq(Id(team)))
            .order((pools::valid_from.desc(), pools::id.desc()))
            .select((pools::details, pools::version))
            .load(c)?);
        Ok(rows.into_iter().map(|(pool, v)| (pool.0, v)).collect())
    }

    /// The agreed pools of teams that have plans on a day or later, in order of their ids: one query.
    ///
    /// # Errors
    /// Those of the database.
    pub fn pools_from(&mut self, teams: &[UnitId], day: NaiveDate) -> Outcome<Vec<Pool>> {
        let rows: Vec<Doc<Pool>> = either!(self, |c| pools::table
            .filter(
                pools::id.eq_any(
                    pool_teams::table
                        .filter(pool_teams::team_id.eq_any(teams.iter().copied().map(Id)))
                        .select(pool_teams::pool_id)
                )
            )
            .filter(pools::state.eq(Coded(PoolState::Agreed)))
            .filter(pools::valid_until.is_null().or(pools::valid_until.ge(day)))
            .order(pools::id)
            .select(pools::details)
            .load(c)?);
        Ok(rows.into_iter().map(|pool| pool.0).collect())
    }

    /// What the rules ask about teams that would pool from a day on.
    ///
    /// # Errors
    /// Those of the database.
    pub fn pool_facts(&mut self, teams: &[UnitId], from: NaiveDate) -> Outcome<PoolFacts> {
        let named: Vec<(Id<UnitId>, String, Coded<UnitKind>)> = either!(self, |c| units::table
            .filter(units::id.eq_any(teams.iter().copied().map(Id)))
            .select((units::id, units::name, units::kind))
            .load(c)?);
        Ok(PoolFacts {
            units: named
                .into_iter()
                .map(|(id, name, kind)| (id.0, (name, kind.0)))
                .collect(),
            others: self.pools_from(teams, from)?,
        })
    }

    /// What stands in a pool after a day.
    ///
    /// # Errors
    /// Those of the database.
    pub fn pool_rest(&mut self, pool: UnitId, last: NaiveDate) -> Outcome<PoolRest> {
        let after = At::from(day_end(last));
        let (published, shifts): (Option<NaiveDate>, i64) = either!(self, |c| (
            day_plans::table
                .filter(day_plans::unit_id.eq(Id(pool)))
                .filter(day_plans::date.gt(last))
                .filter(day_plans::state.ne(Coded(DayPlanState::Open)))
                .select(diesel::dsl::max(day_plans::date))
                .first(c)?,
            shifts::table
                .filter(shifts::unit_id.eq(Id(pool)))
                .filter(shifts::begins_at.ge(after))
                .count()
                .get_result(c)?,
        ));
        Ok(PoolRest {
            published,
            shifts: usize::try_from(shifts).unwrap_or(usize::MAX),
        })
    }
}

impl Writer<'_> {
    /// A new proposal.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_pool(&mut self, pool: &Pool) -> Outcome<()> {
        let teams: Vec<_> = pool
            .terms
            .teams
            .iter()
            .map(|team| {
                (
                    pool_teams::pool_id.eq(Id(pool.id)),
                    pool_teams::team_id.eq(Id(*team)),
                )
            })
            .collect();
        either!(self, |c| {
            diesel::insert_into(pools::table)
                .values((
                    pools::id.eq(Id(pool.id)),
                    pools::state.eq(Coded(pool.state)),
                    pools::valid_from.eq(pool.terms.period.from),
                    pools::valid_until.eq(pool.terms.period.until),
                    pools::details.eq(Doc(pool.clone())),
                    pools::version.eq(1),
                ))
                .execute(c)?;
            diesel::insert_into(pool_teams::table)
                .values(&teams)
                .execute(c)?;
        });
        self.changed("pools", pool.id, None, 1, Op::Created);
        Ok(())
    }

    /// Keeps what a pool has become; returns its next version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn save_pool(&mut self, pool: &Pool, version: i64) -> Outcome<i64> {
        let next = version + 1;
        either!(self, |c| diesel::update(pools::table.find(Id(pool.id)))
            .set((
                pools::state.eq(Coded(pool.state)),
                pools::valid_until.eq(pool.terms.period.until),
                pools::details.eq(Doc(pool.clone())),
                pools::version.eq(next),
            ))
            .execute(c)?);
        self.changed("pools", pool.id, None, next, Op::Updated);
        Ok(next)
    }

    /// Brings the coming visits of a pool's teams to the plans that they belong in now. A visit keeps its
    /// identity, its key and its claims; one that is begun, or in a plan that is no longer open, stays
    /// where it was promised.
    ///
    /// # Errors
    /// Those of the database.
    pub fn follow_pool(&mut self, pool: &Pool) -> Outcome<()> {
        self.reaching(Beyond::Pool, |writer| {
            for team in &pool.terms.teams {
                writer.bring_home(*team)?;
            }
            Ok(())
        })
    }
}
