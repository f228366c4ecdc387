//! Transfers of citizens from one unit to another, as they are proposed and answered (R-CIT-7).

use crate::{
    caller::Caller,
    changes::Op,
    connection::either,
    database::Database,
    failure::{Failure, Outcome},
    new_id::new_id,
    reader::{Entered, Opened, Reader},
    row_security::Beyond,
    schema::{transfers, units, visits},
    sql_types::{At, Coded, Doc, Id},
    streams::Streams,
    writer::Writer,
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    ids::{CitizenId, EmployeeId, TaskId, TransferId, UnitId},
    organisation::UnitKind,
    policy::Action,
    task::hand_over_task,
    time::local_date,
    transfer::{HandOverItem, Transfer, TransferState},
};
use std::collections::BTreeSet;
use uuid::Uuid;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = transfers)]
#[diesel(treat_none_as_null = true)]
struct Row {
    id: Id<TransferId>,
    citizen_id: Id<CitizenId>,
    from_unit_id: Id<UnitId>,
    to_unit_id: Id<UnitId>,
    state: Coded<TransferState>,
    moves_on: NaiveDate,
    reason: String,
    answer: Option<String>,
    items: Doc<Vec<HandOverItem>>,
    proposed_at: At,
    proposed_by: Id<EmployeeId>,
    answered_at: Option<At>,
    answered_by: Option<Id<EmployeeId>>,
    moved_at: Option<At>,
    version: i64,
}

fn row(transfer: &Transfer, version: i64) -> Row {
    let transfer = transfer.clone();
    Row {
        id: Id(transfer.id),
        citizen_id: Id(transfer.citizen),
        from_unit_id: Id(transfer.from),
        to_unit_id: Id(transfer.to),
        state: Coded(transfer.state),
        moves_on: transfer.moves_on,
        reason: transfer.reason,
        answer: transfer.answer,
        items: Doc(transfer.items),
        proposed_at: At::from(transfer.proposed_at),
        proposed_by: Id(transfer.proposed_by),
        answered_at: transfer.answered_at.map(At::from),
        answered_by: transfer.answered_by.map(Id),
        moved_at: transfer.moved_at.map(At::from),
        version,
    }
}

fn stored(row: Row) -> (Transfer, i64) {
    let transfer = Transfer {
        id: row.id.0,
        citizen: row.citizen_id.0,
        from: row.from_unit_id.0,
        to: row.to_unit_id.0,
        state: row.state.0,
        moves_on: row.moves_on,
        reason: row.reason,
        answer: row.answer,
        items: row.items.0,
        proposed_at: row.proposed_at.0,
        proposed_by: row.proposed_by.0,
        answered_at: row.answered_at.map(|at| at.0),
        answered_by: row.answered_by.map(|by| by.0),
        moved_at: row.moved_at.map(|at| at.0),
    };
    (transfer, row.version)
}

/// States in which somebody still has something to do.
const UNDER_WAY: [Coded<TransferState>; 3] = [
    Coded(TransferState::Proposed),
    Coded(TransferState::Accepted),
    Coded(TransferState::Moved),
];

impl Database {
    /// The nightly write: accepted transfers whose day has come are carried out, each in a
    /// transaction of its own (R-CIT-7).
    ///
    /// # Errors
    /// Those of the database.
    pub fn move_citizens(&self, now: DateTime<Utc>) -> Outcome<()> {
        let caller = Caller::system(Action::AcceptTransfer, now);
        let due = self.read(&caller, |reader| reader.transfers_due())?;
        for (transfer, _) in due {
            let streams = Streams::unit(transfer.from)
                .and_unit(transfer.to)
                .and_pools();
            self.write(&caller, &streams, |writer| {
                let (transfer, version) = writer.transfer(transfer.id)?;
                if transfer.is_due(local_date(writer.now())) {
                    writer.carry_out(&transfer, version)?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }
}

impl Reader<'_> {
    fn transfers_due(&mut self) -> Outcome<Vec<(Transfer, i64)>> {
        let today = local_date(self.asked_at());
        let rows: Vec<Row> = either!(self, |c| transfers::table
            .filter(transfers::state.eq(Coded(TransferState::Accepted)))
            .filter(transfers::moves_on.le(today))
            .order(transfers::id)
            .select(Row::as_select())
            .load(c)?);
        Ok(rows.into_iter().map(stored).collect())
    }

    /// Between which units a transfer is, to lock and to ask for: of an unknown one between nobody.
    ///
    /// # Errors
    /// Those of the database.
    pub fn units_of_transfer(&mut self, id: TransferId) -> Outcome<(UnitId, UnitId)> {
        self.beyond(Beyond::Whose, |reader| {
            let found: Option<(Id<UnitId>, Id<UnitId>)> = either!(reader, |c| transfers::table
                .find(Id(id))
                .select((transfers::from_unit_id, transfers::to_unit_id))
                .first(c)
                .optional()?);
            let nobody = UnitId(Uuid::max());
            Ok(found.map_or((nobody, nobody), |(from, to)| (from.0, to.0)))
        })
    }

    /// One transfer with its version.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is none.
    pub fn transfer(&mut self, id: TransferId) -> Outcome<(Transfer, i64)> {
        let row: Option<Row> = either!(self, |c| transfers::table
            .find(Id(id))
            .select(Row::as_select())
            .first(c)
            .optional()?);
        let found = row.map(stored).ok_or(Failure::NotThere)?;
        // She is on her way: both units act on her until it is done (R-CIT-7).
        self.see_citizen(found.0.citizen)?;
        Ok(found)
    }

    /// All transfers of an opened citizen, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn transfers_of(&mut self, opened: &Opened) -> Outcome<Vec<(Transfer, i64)>> {
        let citizen = Id(opened.citizen);
        let rows: Vec<Row> = either!(self, |c| transfers::table
            .filter(transfers::citizen_id.eq(citizen))
            .order(transfers::id)
            .select(Row::as_select())
            .load(c)?);
        Ok(rows.into_iter().map(stored).collect())
    }

    /// Transfers to or from an entered unit that somebody has something to do with, by date.
    ///
    /// # Errors
    /// Those of the database.
    pub fn transfers_of_unit(&mut self, entered: &Entered) -> Outcome<Vec<(Transfer, i64)>> {
        let unit = Id(entered.unit);
        let rows: Vec<Row> = either!(self, |c| transfers::table
            .filter(
                transfers::from_unit_id
                    .eq(unit)
                    .or(transfers::to_unit_id.eq(unit))
            )
            .filter(transfers::state.eq_any(UNDER_WAY))
            .order((transfers::moves_on, transfers::id))
            .select(Row::as_select())
            .load(c)?);
        let found: Vec<(Transfer, i64)> = rows.into_iter().map(stored).collect();
        // Both units read the names of those who are on their way.
        self.see_citizens(found.iter().map(|(transfer, _)| transfer.citizen))?;
        Ok(found)
    }

    /// Whether a unit exists and may answer for citizens.
    ///
    /// # Errors
    /// Those of the database.
    pub fn may_hold_citizens(&mut self, unit: UnitId) -> Outcome<bool> {
        let kind: Option<Coded<UnitKind>> = either!(self, |c| units::table
            .find(Id(unit))
            .select(units::kind)
            .first(c)
            .optional()?);
        let holds = |kind| {
            matches!(
                kind,
                UnitKind::Team | UnitKind::SpecialistTeam | UnitKind::ApplicationOffice
            )
        };
        Ok(kind.is_some_and(|kind| holds(kind.0)))
    }

    /// Keys of citizens' visits from a day on in other units than this one: what those have
    /// promised is not planned twice.
    pub(crate) fn visit_keys_elsewhere(
        &mut self,
        units: &[UnitId],
        citizens: &[CitizenId],
        from: NaiveDate,
    ) -> Outcome<BTreeSet<String>> {
        let ids = || citizens.iter().copied().map(Id);
        let keys: Vec<String> = either!(self, |c| visits::table
            .filter(visits::citizen_id.eq_any(ids()))
            .filter(visits::unit_id.ne_all(units.iter().copied().map(Id)))
            .filter(visits::date.ge(from))
            .select(visits::key)
            .load(c)?);
        Ok(keys.into_iter().collect())
    }
}

impl Writer<'_> {
    /// A new proposal, with a task for the receiving unit.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_transfer(&mut self, transfer: &Transfer) -> Outcome<()> {
        let row = row(transfer, 1);
        either!(self, |c| diesel::insert_into(transfers::table)
            .values(row)
            .execute(c)?);
        let citizen = Some(transfer.citizen);
        self.changed("transfers", transfer.id, citizen, 1, Op::Created);
        let task: TaskId = new_id(self.now());
        self.add_task_by_hand(task, &hand_over_task(transfer, transfer.to))
    }

    /// A transfer in its next state; returns the new version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn update_transfer(&mut self, transfer: &Transfer, version: i64) -> Outcome<i64> {
        let next = version + 1;
        let row = row(transfer, next);
        let id = Id(transfer.id);
        either!(self, |c| diesel::update(transfers::table.find(id))
            .set(row)
            .execute(c)?);
        let citizen = Some(transfer.citizen);
        self.changed("transfers", transfer.id, citizen, next, Op::Updated);
        Ok(next)
    }
}
