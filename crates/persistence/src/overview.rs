//! What a leader sees across her units (R-MSG-4): a fixed number of queries, however many units.

use crate::{
    connection::either,
    failure::Outcome,
    organisation::{MEMBERSHIP, MembershipRow, membership},
    reader::Reader,
    schema::{assignments, duty_rotas, memberships, responsibilities, tasks, vedtak, visits},
    sql_types::{Coded, Doc, Id},
    tasks::ListedTask,
    vedtak::StoredVedtak,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    duty::DutyRota,
    ids::UnitId,
    organisation::Membership,
    pool::Pool,
    task::TaskState,
    vedtak::VedtakState,
    visit::{AssignmentState, PlannedVisit},
    visit_event::Outcome as VisitOutcome,
};

/// What a leader sees across her units.
#[derive(Debug, Clone)]
pub struct Overview {
    /// Vedtak submitted or returned, on the desks of the units or of their citizens.
    pub vedtak: Vec<StoredVedtak>,
    /// Open tasks that are shown today, by due time.
    pub tasks: Vec<ListedTask>,
    /// Who works in the units.
    pub memberships: Vec<Membership>,
    /// How duties go round in each.
    pub rotas: Vec<(UnitId, Vec<DutyRota>)>,
    /// Parts of visits that nobody has, by unit and day.
    pub free: Vec<(UnitId, NaiveDate, i64)>,
    /// Pools that the units share hours in, now or later.
    pub pools: Vec<Pool>,
    /// Parts that nobody has in the pools' plans, of the units' own citizens: those of the other teams are
    /// not theirs to see (R-TEAM-8).
    pub pooled: Vec<PooledPart>,
}

/// A part of a visit in a pool's plan that nobody has.
#[derive(Debug, Clone, PartialEq)]
pub struct PooledPart {
    /// Which pool.
    pub pool: UnitId,
    /// The plan's day.
    pub date: NaiveDate,
    /// Which part of it.
    pub part: String,
    /// Whether it cannot be put off.
    pub must_do: bool,
}

impl Reader<'_> {
    /// Everything that a leader's page shows of `units` today and until `last`: seven queries.
    ///
    /// # Errors
    /// Those of the database.
    pub fn overview(
        &mut self,
        units: &[UnitId],
        (today, last): (NaiveDate, NaiveDate),
    ) -> Outcome<Overview> {
        let ids = || units.iter().copied().map(Id);
        let waiting = [VedtakState::Submitted, VedtakState::Returned].map(Coded);
        let vedtak: Vec<crate::vedtak::Row> = either!(self, |c| vedtak::table
            .filter(
                vedtak::unit_id
                    .eq_any(ids())
                    .or(vedtak::handling_unit_id.eq_any(ids()))
            )
            .filter(vedtak::state.eq_any(waiting))
            .order(vedtak::id)
            .select(crate::vedtak::Row::as_select())
            .load(c)?);
        let open: Vec<crate::tasks::Row> = either!(self, |c| tasks::table
            .filter(tasks::unit_id.eq_any(ids()))
            .filter(tasks::state.eq(Coded(TaskState::Open)))
            .filter(tasks::opens_on.le(today))
            .order((tasks::late_from, tasks::id))
            .select(crate::tasks::Row::as_select())
            .load(c)?);
        let members: Vec<MembershipRow> = either!(self, |c| memberships::table
            .filter(memberships::unit_id.eq_any(ids()))
            .select(MEMBERSHIP)
            .load(c)?);
        let rotas: Vec<(Id<UnitId>, Doc<Vec<DutyRota>>)> = either!(self, |c| duty_rotas::table
            .filter(duty_rotas::unit_id.eq_any(ids()))
            .select((duty_rotas::unit_id, duty_rotas::rotas))
            .load(c)?);
        let free: Vec<(Id<UnitId>, NaiveDate, i64)> = either!(self, |c| visits::table
            .inner_join(assignments::table.on(assignments::visit_id.eq(visits::id)))
            .filter(visits::unit_id.eq_any(ids()))
            .filter(visits::date.between(today, last))
            .filter(visits::suspended.eq(false))
            .filter(visits::outcome.eq(Coded(VisitOutcome::Planned)))
            .filter(assignments::state.eq(Coded(AssignmentState::Free)))
            .group_by((visits::unit_id, visits::date))
            .order((visits::unit_id, visits::date))
            .select((visits::unit_id, visits::date, diesel::dsl::count_star()))
            .load(c)?);
        let pools = self.pools_from(units, today)?;
        let in_pools = || pools.iter().map(|pool| Id(pool.id));
        type Part = (Id<UnitId>, NaiveDate, String, Doc<PlannedVisit>);
        let pooled: Vec<Part> = either!(self, |c| visits::table
            .inner_join(assignments::table.on(assignments::visit_id.eq(visits::id)))
            .filter(visits::unit_id.eq_any(in_pools()))
            .filter(
                visits::citizen_id.eq_any(
                    responsibilities::table
                        .filter(responsibilities::ends_at.is_null())
                        .filter(responsibilities::unit_id.eq_any(ids()))
                        .select(responsibilities::citizen_id)
                )
            )
            .filter(visits::plan_date.between(today, last))
            .filter(visits::suspended.eq(false))
            .filter(visits::outcome.eq(Coded(VisitOutcome::Planned)))
            .filter(assignments::state.eq(Coded(AssignmentState::Free)))
            .order((visits::unit_id, visits::plan_date, visits::part))
            .select((
                visits::unit_id,
                visits::plan_date,
                visits::part,
                visits::planned
            ))
            .load(c)?);
        Ok(Overview {
            pooled: pooled
                .into_iter()
                .map(|(pool, date, part, planned)| PooledPart {
                    pool: pool.0,
                    date,
                    part,
                    must_do: planned.0.must_do,
                })
                .collect(),
            pools,
            vedtak: vedtak.into_iter().map(crate::vedtak::stored).collect(),
            tasks: open.into_iter().map(crate::tasks::listed).collect(),
            memberships: members.into_iter().map(membership).collect(),
            rotas: rotas
                .into_iter()
                .map(|(unit, rotas)| (unit.0, rotas.0))
                .collect(),
            free: free
                .into_iter()
                .map(|(unit, day, count)| (unit.0, day, count))
                .collect(),
        })
    }
}
