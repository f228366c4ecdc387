//! A citizen moves to another unit: what goes over with her, what ends, and what is handed over (R-CIT-7).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    new_id::new_id,
    reader::Opened,
    schema::{citizens, responsibilities, tasks, vedtak, visits},
    sql_types::{At, Coded, Doc, Id},
    vedtak::DECIDED,
    writer::Writer,
};
use diesel::prelude::*;
use domain::{
    citizen::care_team::CareTeam,
    ids::{CitizenId, ResponsibilityId, TaskId, UnitId, VisitId},
    organisation::Duty,
    task::{TaskDraft, TaskHolder, TaskState, hand_over_task},
    time::local_date,
    transfer::{Transfer, TransferState},
    vedtak::VedtakState,
    visit_event::Outcome as VisitOutcome,
};

impl Writer<'_> {
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
