//! Swaps of assignments between two employees (R-WL-2, R-WL-3).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::Reader,
    row_security::Beyond,
    schema::{assignments, swaps},
    sql_types::{At, Coded, Id},
    writer::Writer,
};
use diesel::prelude::*;
use domain::{
    ids::{AssignmentId, CitizenId, EmployeeId, SwapId, UnitId, VisitId},
    swap::{Swap, SwapState},
};

type Row = (
    Id<SwapId>,
    Id<EmployeeId>,
    Id<EmployeeId>,
    Id<AssignmentId>,
    Option<Id<AssignmentId>>,
    Coded<SwapState>,
    At,
);

impl Reader<'_> {
    /// One swap with its version.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is none.
    pub fn swap(&mut self, id: SwapId) -> Outcome<(Swap, i64)> {
        let row: Option<(Row, i64)> = either!(self, |c| swaps::table
            .find(Id(id))
            .select((
                (
                    swaps::id,
                    swaps::from_employee,
                    swaps::to_employee,
                    swaps::gives,
                    swaps::takes,
                    swaps::state,
                    swaps::offered_at,
                ),
                swaps::version,
            ))
            .first(c)
            .optional()?);
        let (row, version) = row.ok_or(Failure::NotThere)?;
        let (id, from, to, gives, takes, state, offered_at) = row;
        let swap = Swap {
            id: id.0,
            from: from.0,
            to: to.0,
            gives: gives.0,
            takes: takes.map(|takes| takes.0),
            state: state.0,
            offered_at: offered_at.0,
        };
        Ok((swap, version))
    }

    /// In which unit a swap is and whose visit it gives away: what a request needs to know to ask
    /// for permission.
    ///
    /// # Errors
    /// Those of the database.
    pub fn whose_swap(&mut self, id: SwapId) -> Outcome<Option<(UnitId, CitizenId)>> {
        self.beyond(Beyond::Whose, |reader| {
            let row: Option<(Id<UnitId>, Id<CitizenId>)> = either!(reader, |c| swaps::table
                .find(Id(id))
                .select((swaps::unit_id, swaps::citizen_id))
                .first(c)
                .optional()?);
            Ok(row.map(|(unit, citizen)| (unit.0, citizen.0)))
        })
    }

    /// The visit that an assignment is part of.
    ///
    /// # Errors
    /// Those of the database.
    pub fn visit_of_assignment(&mut self, id: AssignmentId) -> Outcome<Option<VisitId>> {
        let row: Option<Id<VisitId>> = either!(self, |c| assignments::table
            .find(Id(id))
            .select(assignments::visit_id)
            .first(c)
            .optional()?);
        Ok(row.map(|visit| visit.0))
    }

    /// Whether an open offer, other than `except`, names any of these assignments.
    ///
    /// # Errors
    /// Those of the database.
    pub fn in_open_offer(&mut self, ids: &[AssignmentId], except: SwapId) -> Outcome<bool> {
        let ids = || ids.iter().copied().map(Id);
        let found: Option<Id<SwapId>> = either!(self, |c| swaps::table
            .filter(swaps::state.eq(Coded(SwapState::Offered)))
            .filter(swaps::id.ne(Id(except)))
            .filter(
                swaps::gives
                    .eq_any(ids())
                    .or(swaps::takes.eq_any(ids().map(Some)))
            )
            .select(swaps::id)
            .first(c)
            .optional()?);
        Ok(found.is_some())
    }
}

impl Writer<'_> {
    /// A new offer about an opened citizen's visit.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_swap(&mut self, unit: UnitId, citizen: CitizenId, swap: &Swap) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(swaps::table)
            .values((
                swaps::id.eq(Id(swap.id)),
                swaps::unit_id.eq(Id(unit)),
                swaps::citizen_id.eq(Id(citizen)),
                swaps::from_employee.eq(Id(swap.from)),
                swaps::to_employee.eq(Id(swap.to)),
                swaps::gives.eq(Id(swap.gives)),
                swaps::takes.eq(swap.takes.map(Id)),
                swaps::state.eq(Coded(swap.state)),
                swaps::offered_at.eq(At::from(swap.offered_at)),
            ))
            .execute(c)?);
        self.changed("swaps", swap.id, Some(citizen), 1, Op::Created);
        Ok(())
    }

    /// Keeps how a swap ended; returns its new version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn settle_swap(
        &mut self,
        swap: SwapId,
        citizen: CitizenId,
        state: SwapState,
        version: i64,
    ) -> Outcome<i64> {
        let now = At::from(self.now());
        let next = version + 1;
        either!(self, |c| diesel::update(swaps::table.find(Id(swap)))
            .set((
                swaps::state.eq(Coded(state)),
                swaps::settled_at.eq(Some(now)),
                swaps::version.eq(next),
            ))
            .execute(c)?);
        self.changed("swaps", swap, Some(citizen), next, Op::Updated);
        Ok(next)
    }
}
