//! Swaps of shifts between two members (R-SHF-1).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::Reader,
    schema::shift_swaps,
    sql_types::{At, Coded, Id},
    writer::Writer,
};
use diesel::prelude::*;
use domain::{
    ids::{EmployeeId, ShiftId, ShiftSwapId, UnitId},
    shift::swap::ShiftSwap,
    swap::SwapState,
};

type Row = (
    Id<ShiftSwapId>,
    Id<EmployeeId>,
    Id<EmployeeId>,
    Id<ShiftId>,
    Option<Id<ShiftId>>,
    Coded<SwapState>,
    At,
);

fn swap(row: Row) -> ShiftSwap {
    let (id, from, to, gives, takes, state, offered_at) = row;
    ShiftSwap {
        id: id.0,
        from: from.0,
        to: to.0,
        gives: gives.0,
        takes: takes.map(|takes| takes.0),
        state: state.0,
        offered_at: offered_at.0,
    }
}

macro_rules! columns {
    () => {
        (
            shift_swaps::id,
            shift_swaps::from_employee,
            shift_swaps::to_employee,
            shift_swaps::gives,
            shift_swaps::takes,
            shift_swaps::state,
            shift_swaps::offered_at,
        )
    };
}

impl Reader<'_> {
    /// A unit's latest swaps of shifts, the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn shift_swaps(&mut self, unit: UnitId, limit: i64) -> Outcome<Vec<ShiftSwap>> {
        let rows: Vec<Row> = either!(self, |c| shift_swaps::table
            .filter(shift_swaps::unit_id.eq(Id(unit)))
            .order((shift_swaps::offered_at.desc(), shift_swaps::id.desc()))
            .limit(limit)
            .select(columns!())
            .load(c)?);
        Ok(rows.into_iter().map(swap).collect())
    }

    /// One swap of a unit with its version.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is none.
    pub fn shift_swap(&mut self, unit: UnitId, id: ShiftSwapId) -> Outcome<(ShiftSwap, i64)> {
        let row: Option<(Row, i64)> = either!(self, |c| shift_swaps::table
            .find(Id(id))
            .filter(shift_swaps::unit_id.eq(Id(unit)))
            .select((columns!(), shift_swaps::version))
            .first(c)
            .optional()?);
        row.map(|(row, version)| (swap(row), version))
            .ok_or(Failure::NotThere)
    }

    /// Whether an open offer, other than `except`, names any of these shifts.
    ///
    /// # Errors
    /// Those of the database.
    pub fn shift_in_open_offer(&mut self, ids: &[ShiftId], except: ShiftSwapId) -> Outcome<bool> {
        let ids = || ids.iter().copied().map(Id);
        let found: Option<Id<ShiftSwapId>> = either!(self, |c| shift_swaps::table
            .filter(shift_swaps::state.eq(Coded(SwapState::Offered)))
            .filter(shift_swaps::id.ne(Id(except)))
            .filter(
                shift_swaps::gives
                    .eq_any(ids())
                    .or(shift_swaps::takes.eq_any(ids().map(Some)))
            )
            .select(shift_swaps::id)
            .first(c)
            .optional()?);
        Ok(found.is_some())
    }
}

impl Writer<'_> {
    /// A new offer.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_shift_swap(&mut self, unit: UnitId, swap: &ShiftSwap) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(shift_swaps::table)
            .values((
                shift_swaps::id.eq(Id(swap.id)),
                shift_swaps::unit_id.eq(Id(unit)),
                shift_swaps::from_employee.eq(Id(swap.from)),
                shift_swaps::to_employee.eq(Id(swap.to)),
                shift_swaps::gives.eq(Id(swap.gives)),
                shift_swaps::takes.eq(swap.takes.map(Id)),
                shift_swaps::state.eq(Coded(swap.state)),
                shift_swaps::offered_at.eq(At::from(swap.offered_at)),
            ))
            .execute(c)?);
        self.changed("shift-swaps", swap.id, None, 1, Op::Created);
        Ok(())
    }

    /// Keeps how a swap ended; returns its new version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn settle_shift_swap(
        &mut self,
        id: ShiftSwapId,
        state: SwapState,
        version: i64,
    ) -> Outcome<i64> {
        let now = At::from(self.now());
        let next = version + 1;
        either!(self, |c| diesel::update(shift_swaps::table.find(Id(id)))
            .set((
                shift_swaps::state.eq(Coded(state)),
                shift_swaps::settled_at.eq(Some(now)),
                shift_swaps::version.eq(next),
            ))
            .execute(c)?);
        self.changed("shift-swaps", id, None, next, Op::Updated);
        Ok(next)
    }
}
