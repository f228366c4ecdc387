//! Where a team's visits are at home: in its own plans, or at certain hours in those of a pool that it is
//! part of (R-TEAM-8). One visit is in one plan, whoever answers for the citizen.

use crate::{
    connection::either,
    failure::Outcome,
    reader::Reader,
    schema::{day_plans, visits},
    sql_types::{Coded, Id},
    visits::DayVisit,
    writer::Writer,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    charter::TeamCharter,
    day_plan::{DayParts, DayPlanState},
    ids::{CitizenId, UnitId},
    pool::Pool,
    time::local_date,
    visit::PlannedVisit,
    visit_event::Outcome as VisitOutcome,
};
use std::collections::BTreeSet;

/// One plan: whose, which day, which part.
pub(crate) type PlanKey = (UnitId, NaiveDate, String);

/// A team's own plans and those of its pools.
pub(crate) struct Homes {
    team: UnitId,
    own: DayParts,
    pools: Vec<(Pool, DayParts)>,
    settled: BTreeSet<PlanKey>,
}

impl Homes {
    /// The team and its pools.
    pub(crate) fn units(&self) -> Vec<UnitId> {
        let pools = self.pools.iter().map(|(pool, _)| pool.id);
        std::iter::once(self.team).chain(pools).collect()
    }

    /// The unit whose plans a visit belongs in: decided by when it could first start, so that a visit
    /// does not wander between teams as its start is moved about.
    pub(crate) fn of(&self, planned: &PlannedVisit) -> UnitId {
        let first = planned.first_start();
        let pool = self
            .pools
            .iter()
            .find(|(pool, _)| pool.terms.plan_of(first).is_some());
        pool.map_or(self.team, |(pool, _)| pool.id)
    }

    /// The parts of one of the units.
    pub(crate) fn parts(&self, unit: UnitId) -> &DayParts {
        let pool = self.pools.iter().find(|(pool, _)| pool.id == unit);
        pool.map_or(&self.own, |(_, parts)| parts)
    }

    /// Whether the plan that a visit is in, in one of the units, is no longer open.
    pub(crate) fn is_settled(
        &self,
        unit: UnitId,
        planned: &PlannedVisit,
        start: Option<DateTime<Utc>>,
    ) -> bool {
        let (date, part) = self.parts(unit).plan_of_visit(planned, start);
        self.settled.contains(&(unit, date, part))
    }
}

impl Reader<'_> {
    /// Where a team's visits belong from yesterday on: four queries.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn homes(&mut self, team: UnitId) -> Outcome<Homes> {
        let own = self.day_parts(team)?;
        let today = local_date(self.asked_at());
        let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
        let pools = self.pools_from(&[team], yesterday)?;
        let pools: Vec<(Pool, DayParts)> = pools
            .into_iter()
            .map(|pool| {
                let parts = DayParts::of_pool(&pool.terms);
                (pool, parts)
            })
            .collect();
        let mut homes = Homes {
            team,
            own,
            pools,
            settled: BTreeSet::new(),
        };
        homes.settled = self.settled_plans(&homes.units(), yesterday)?;
        Ok(homes)
    }

    /// The plans of units from a day on that are no longer open.
    pub(crate) fn settled_plans(
        &mut self,
        units: &[UnitId],
        from: NaiveDate,
    ) -> Outcome<BTreeSet<PlanKey>> {
        type Row = (Id<UnitId>, NaiveDate, String);
        let rows: Vec<Row> = either!(self, |c| day_plans::table
            .filter(day_plans::unit_id.eq_any(units.iter().copied().map(Id)))
            .filter(day_plans::date.ge(from))
            .filter(day_plans::state.ne(Coded(DayPlanState::Open)))
            .select((day_plans::unit_id, day_plans::date, day_plans::part))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(unit, day, part)| (unit.0, day, part))
            .collect())
    }

    /// The parts of a unit's day: by its charter, or by a pool's hours; one whole day where nothing is
    /// agreed.
    ///
    /// # Errors
    /// Those of the database.
    pub fn day_parts(&mut self, unit: UnitId) -> Outcome<DayParts> {
        if let Some((pool, _)) = self.pool_of(unit)? {
            return Ok(DayParts::of_pool(&pool.terms));
        }
        let charter: Option<(TeamCharter, i64)> = self.charter(unit)?;
        Ok(DayParts::agreed(
            charter.map(|(c, _)| c.parts).unwrap_or_default(),
        ))
    }
}

impl Writer<'_> {
    /// Brings a team's coming visits to the plans that they belong in now (R-TEAM-8).
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn bring_home(&mut self, team: UnitId) -> Outcome<()> {
        let today = local_date(self.now());
        // A night's visits belong to the day before.
        let from = today.checked_sub_days(Days::new(1)).unwrap_or(today);
        let homes = self.homes(team)?;
        let mut visits = Vec::new();
        for unit in homes.units() {
            visits.extend(self.visits_of_unit_from(unit, from)?);
        }
        let whose: Vec<CitizenId> = visits.iter().map(|v| v.visit.planned.citizen).collect();
        let answers = self.responsible_for(&whose)?;
        visits.retain(|v| answers.get(&v.visit.planned.citizen) == Some(&team));
        for visit in &mut visits {
            self.move_home(visit, &homes)?;
        }
        Ok(())
    }

    /// Moves one visit to the plan that it belongs in, when it is not begun and its own plan is still open.
    pub(crate) fn move_home(&mut self, visit: &mut DayVisit, homes: &Homes) -> Outcome<()> {
        let plan = (visit.visit.unit, visit.plan_date, visit.part.clone());
        if visit.outcome != VisitOutcome::Planned || homes.settled.contains(&plan) {
            return Ok(());
        }
        let planned = &visit.visit.planned;
        let home = homes.of(planned);
        let (date, part) = homes.parts(home).plan_of_visit(planned, visit.visit.start);
        if plan == (home, date, part) {
            return Ok(());
        }
        either!(self, |c| diesel::update(
            visits::table.find(Id(visit.visit.id))
        )
        .set(visits::unit_id.eq(Id(home)))
        .execute(c)?);
        visit.visit.unit = home;
        self.save_visit(visit, homes.parts(home))
    }
}
