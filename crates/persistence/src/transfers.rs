//! Transfers of citizens from one unit to another, and the move itself (R-CIT-7).

use crate::{
    caller::Caller,
    changes::Op,
    connection::either,
    database::Database,
    failure::{Failure, Outcome},
    new_id::new_id,
    reader::{Entered, Opened, Reader},
    row_security::Beyond,
    schema::{citizens, responsibilities, tasks, transfers, units, vedtak, visits},
    sql_types::{At, Coded, Doc, Id},
    streams::Streams,
    vedtak::DECIDED,
    writer::Writer,
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    citizen::care_team::CareTeam,
    ids::{CitizenId, EmployeeId, ResponsibilityId, TaskId, TransferId, UnitId, VisitId},
    organisation::{Duty, UnitKind},
    policy::Action,
    task::{TaskDraft, TaskHolder, TaskState, hand_over_task},
    time::local_date,
    transfer::{HandOverItem, Transfer, TransferState},
    vedtak::VedtakState,
    visit_event::Outcome as VisitOutcome,
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

    /// The move: responsibility, unpublished visits, open tasks, applications and vedtak in force go over; claims
    /// lapse; drafts stay until handed over; the old team's contacts end (R-CIT-7). Returns the
    /// transfer as it then is, with its version.
    ///
    /// # Errors
    /// Those of the database; [`Failure::Again`] when the citizen has moved already.
    pub fn carry_out(&mut self, transfer: &Transfer, version: i64) -> Outcome<(Transfer, i64)> {
        let now = self.now();
        let (citizen, from, to) = (transfer.citizen, transfer.from, transfer.to);
        if self.responsible(citizen)? != Some(from) {
            return Err(Failure::Again);
        }
        let at = At::from(now);
        let id: ResponsibilityId = new_id(now);
        either!(self, |c| {
            diesel::update(
                responsibilities::table
                    .filter(responsibilities::citizen_id.eq(Id(citizen)))
                    .filter(responsibilities::ends_at.is_null()),
            )
            .set(responsibilities::ends_at.eq(Some(at)))
            .execute(c)?;
            diesel::insert_into(responsibilities::table)
                .values((
                    responsibilities::id.eq(Id(id)),
                    responsibilities::citizen_id.eq(Id(citizen)),
                    responsibilities::unit_id.eq(Id(to)),
                    responsibilities::begins_at.eq(at),
                ))
                .execute(c)?;
        });
        self.changed("responsibilities", id, Some(citizen), 1, Op::Created);
        self.tell_it_is_gone(citizen, from, to)?;
        self.move_visits(citizen, from, to)?;
        self.move_tasks(citizen, from, to)?;
        self.move_vedtak(citizen, from, to, &DECIDED)?;
        self.move_applications(citizen, from, to)?;
        self.end_care_team(citizen, from)?;
        let moved = transfer.clone().moved(domain::time::to_micros(now));
        let version = self.update_transfer(&moved, version)?;
        if moved.state == TransferState::Moved {
            for unit in [from, to] {
                let task: TaskId = new_id(now);
                self.add_task_by_hand(task, &hand_over_task(&moved, unit))?;
            }
        }
        self.plan_changed(citizen)?;
        Ok((moved, version))
    }

    /// What the old unit and its pools knew of the citizen is not theirs any more.
    fn tell_it_is_gone(&mut self, citizen: CitizenId, from: UnitId, to: UnitId) -> Outcome<()> {
        let version: i64 = either!(self, |c| citizens::table
            .find(Id(citizen))
            .select(citizens::version)
            .first(c)?);
        let stays = self.homes(to)?.units();
        for unit in self.homes(from)?.units() {
            if !stays.contains(&unit) {
                self.gone_from(unit, citizen, version);
            }
        }
        Ok(())
    }

    /// Visits from today on whose day the old unit has not put in force, and that nobody has begun.
    fn move_visits(&mut self, citizen: CitizenId, from: UnitId, to: UnitId) -> Outcome<()> {
        let today = local_date(self.now());
        let (old, new) = (self.homes(from)?.units(), self.homes(to)?);
        let settled = self.settled_plans(&old, today)?;
        let visits = self.visits_of_citizen(&old, citizen, today)?;
        let open = visits.into_iter().filter(|v| {
            let plan = (v.visit.unit, v.plan_date, v.part.clone());
            v.outcome == VisitOutcome::Planned && !settled.contains(&plan)
        });
        for mut visit in open {
            for part in &mut visit.assignments {
                part.employee = None;
                part.by = None;
                part.needs_review = false;
                part.state = domain::visit::AssignmentState::Free;
                self.save_assignment(citizen, part)?;
            }
            let id: Id<VisitId> = Id(visit.visit.id);
            let home = new.of(&visit.visit.planned);
            either!(self, |c| diesel::update(visits::table.find(id))
                .set(visits::unit_id.eq(Id(home)))
                .execute(c)?);
            visit.visit.unit = home;
            self.save_visit(&mut visit, new.parts(home))?;
        }
        Ok(())
    }

    /// Open tasks about the citizen. What an employee of the old unit held falls to the new one's
    /// duty, for nobody there holds it yet.
    fn move_tasks(&mut self, citizen: CitizenId, from: UnitId, to: UnitId) -> Outcome<()> {
        type Row = (Id<TaskId>, Doc<TaskDraft>, i64);
        let rows: Vec<Row> = either!(self, |c| tasks::table
            .filter(tasks::citizen_id.eq(Some(Id(citizen))))
            .filter(tasks::unit_id.eq(Id(from)))
            .filter(tasks::state.eq(Coded(TaskState::Open)))
            .select((tasks::id, tasks::details, tasks::version))
            .load(c)?);
        for (id, draft, version) in rows {
            let mut draft = draft.0;
            draft.unit = to;
            if matches!(draft.holder, TaskHolder::Employee(_)) {
                draft.holder = TaskHolder::Duty(Duty::JournalFollowUp);
            }
            either!(self, |c| diesel::update(tasks::table.find(id))
                .set((
                    tasks::unit_id.eq(Id(to)),
                    tasks::holder.eq(draft.holder.code()),
                    tasks::details.eq(Doc(draft.clone())),
                    tasks::version.eq(version + 1),
                ))
                .execute(c)?);
            self.changed("tasks", id.0, Some(citizen), version + 1, Op::Updated);
        }
        Ok(())
    }

    /// Vedtak in these states follow the citizen, and so do the desks they lie on.
    pub(crate) fn move_vedtak(
        &mut self,
        citizen: CitizenId,
        from: UnitId,
        to: UnitId,
        states: &[Coded<VedtakState>],
    ) -> Outcome<()> {
        type Row = (Id<domain::ids::VedtakId>, Id<UnitId>, i64);
        let rows: Vec<Row> = either!(self, |c| vedtak::table
            .filter(vedtak::citizen_id.eq(Id(citizen)))
            .filter(vedtak::unit_id.eq(Id(from)))
            .filter(vedtak::state.eq_any(states.to_vec()))
            .select((vedtak::id, vedtak::handling_unit_id, vedtak::version))
            .load(c)?);
        for (id, desk, version) in rows {
            let desk = if desk.0 == from { Id(to) } else { desk };
            either!(self, |c| diesel::update(vedtak::table.find(id))
                .set((
                    vedtak::unit_id.eq(Id(to)),
                    vedtak::handling_unit_id.eq(desk),
                    vedtak::version.eq(version + 1),
                ))
                .execute(c)?);
            self.changed("vedtak", id.0, Some(citizen), version + 1, Op::Updated);
        }
        Ok(())
    }

    /// Drafts of vedtak go over when they are handed over (R-CIT-7).
    ///
    /// # Errors
    /// Those of the database.
    pub fn hand_over_drafts(&mut self, transfer: &Transfer) -> Outcome<()> {
        let drafts = [
            Coded(VedtakState::Draft),
            Coded(VedtakState::Submitted),
            Coded(VedtakState::Returned),
        ];
        self.move_vedtak(transfer.citizen, transfer.from, transfer.to, &drafts)
    }

    /// The old team's contacts know her until yesterday; the new one names its own.
    fn end_care_team(&mut self, citizen: CitizenId, from: UnitId) -> Outcome<()> {
        let opened = Opened {
            citizen,
            responsible: from,
            basis: domain::policy::Basis::System,
        };
        let (team, version) = self.care_team(&opened)?;
        if version == 0 {
            return Ok(());
        }
        let today = local_date(self.now());
        let yesterday = today.pred_opt().unwrap_or(today);
        let members = team.members.into_iter().filter(|m| m.from <= yesterday);
        let ended = CareTeam {
            members: members
                .map(|mut member| {
                    let until = member.until.map_or(yesterday, |until| until.min(yesterday));
                    member.until = Some(until);
                    member
                })
                .collect(),
            responsible_nurse: None,
        };
        self.set_care_team(&opened, &ended, version)?;
        Ok(())
    }
}
