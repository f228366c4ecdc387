//! How visits and their assignments come about, change and go (R-WL-1).

use crate::{
    changes::Op,
    connection::{Connection, either},
    failure::Outcome,
    schema::{assignments, other_work, visit_holders, visits},
    sql_types::{At, Coded, Doc, Id},
    visits::DayVisit,
    writer::Writer,
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    day_plan::DayParts,
    ids::{AssignmentId, CitizenId, EmployeeId, UnitId, VisitId},
    visit::{Assignment, AssignmentState, PlannedVisit},
    visit_event::Outcome as VisitOutcome,
};

/// Databases bound the number of parameters of one statement.
const CHUNK: usize = 200;

/// A visit to be made, with as many free assignments as it needs.
#[derive(Debug, Clone, PartialEq)]
pub struct NewVisit {
    /// Identity.
    pub id: VisitId,
    /// Identities of its assignments, by number from 1.
    pub assignments: Vec<AssignmentId>,
    /// What is to be done.
    pub planned: PlannedVisit,
    /// When, if it is agreed already.
    pub start: Option<DateTime<Utc>>,
    /// Made by hand.
    pub ad_hoc: bool,
    /// The citizen is away.
    pub suspended: bool,
}

#[derive(Insertable)]
#[diesel(table_name = visits, treat_none_as_default_value = false)]
struct NewVisitRow {
    id: Id<VisitId>,
    unit_id: Id<UnitId>,
    citizen_id: Id<CitizenId>,
    key: String,
    date: NaiveDate,
    plan_date: NaiveDate,
    part: String,
    planned: Doc<PlannedVisit>,
    start_at: Option<At>,
    ad_hoc: bool,
    suspended: bool,
    outcome: Coded<VisitOutcome>,
    version: i64,
}

#[derive(Insertable)]
#[diesel(table_name = assignments, treat_none_as_default_value = false)]
struct NewAssignmentRow {
    id: Id<AssignmentId>,
    visit_id: Id<VisitId>,
    citizen_id: Id<CitizenId>,
    date: NaiveDate,
    number: i32,
    employee_id: Option<Id<EmployeeId>>,
    state: Coded<AssignmentState>,
    needs_review: bool,
}

fn free(id: AssignmentId, visit: VisitId, planned: &PlannedVisit, number: i32) -> NewAssignmentRow {
    NewAssignmentRow {
        id: Id(id),
        visit_id: Id(visit),
        citizen_id: Id(planned.citizen),
        date: planned.date,
        number,
        employee_id: None,
        state: Coded(AssignmentState::Free),
        needs_review: false,
    }
}

impl Writer<'_> {
    /// New visits of a unit.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_visits(
        &mut self,
        unit: UnitId,
        new: &[NewVisit],
        parts: &DayParts,
    ) -> Outcome<()> {
        let rows: Vec<NewVisitRow> = new
            .iter()
            .map(|visit| {
                let (plan_date, part) = parts.plan_of_visit(&visit.planned, visit.start);
                NewVisitRow {
                    id: Id(visit.id),
                    unit_id: Id(unit),
                    citizen_id: Id(visit.planned.citizen),
                    key: visit.planned.key.0.clone(),
                    date: visit.planned.date,
                    plan_date,
                    part,
                    planned: Doc(visit.planned.clone()),
                    start_at: visit.start.map(At::from),
                    ad_hoc: visit.ad_hoc,
                    suspended: visit.suspended,
                    outcome: Coded(VisitOutcome::Planned),
                    version: 1,
                }
            })
            .collect();
        for chunk in rows.chunks(CHUNK) {
            match self.connection() {
                Connection::Sqlite(c) => diesel::insert_into(visits::table)
                    .values(chunk)
                    .execute(c)?,
                Connection::Postgres(c) => diesel::insert_into(visits::table)
                    .values(chunk)
                    .execute(c)?,
            };
        }
        let free: Vec<NewAssignmentRow> = new
            .iter()
            .flat_map(|visit| {
                let ids = visit.assignments.iter().zip(1..);
                ids.map(|(id, number)| free(*id, visit.id, &visit.planned, number))
            })
            .collect();
        self.insert_assignments(&free)?;
        for visit in new {
            let citizen = Some(visit.planned.citizen);
            self.changed("visits", visit.id, citizen, 1, Op::Created);
        }
        Ok(())
    }

    fn insert_assignments(&mut self, rows: &[NewAssignmentRow]) -> Outcome<()> {
        for chunk in rows.chunks(CHUNK) {
            match self.connection() {
                Connection::Sqlite(c) => diesel::insert_into(assignments::table)
                    .values(chunk)
                    .execute(c)?,
                Connection::Postgres(c) => diesel::insert_into(assignments::table)
                    .values(chunk)
                    .execute(c)?,
            };
        }
        Ok(())
    }

    /// Adds a free assignment to a visit that now needs more.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn add_assignment(
        &mut self,
        id: AssignmentId,
        visit: &DayVisit,
        number: i32,
    ) -> Outcome<()> {
        let new = free(id, visit.visit.id, &visit.visit.planned, number);
        self.insert_assignments(&[new])
    }

    /// Removes assignments that are no longer needed.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn delete_assignments(&mut self, ids: &[AssignmentId]) -> Outcome<()> {
        if ids.is_empty() {
            return Ok(());
        }
        let ids = || ids.iter().copied().map(Id);
        either!(self, |c| diesel::delete(
            assignments::table.filter(assignments::id.eq_any(ids()))
        )
        .execute(c)?);
        Ok(())
    }

    /// Removes a visit of an open plan; its claims lapse.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn delete_visit(&mut self, visit: &DayVisit) -> Outcome<()> {
        let id = visit.visit.id;
        either!(self, |c| {
            diesel::delete(assignments::table.filter(assignments::visit_id.eq(Id(id))))
                .execute(c)?;
            diesel::delete(visits::table.find(Id(id))).execute(c)?;
        });
        let citizen = Some(visit.visit.planned.citizen);
        self.changed("visits", id, citizen, visit.version + 1, Op::Deleted);
        Ok(())
    }

    /// Keeps what a visit has become, and takes its next version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn save_visit(&mut self, visit: &mut DayVisit, parts: &DayParts) -> Outcome<()> {
        let now = &visit.visit;
        let (plan_date, part) = parts.plan_of_visit(&now.planned, now.start);
        visit.version += 1;
        either!(self, |c| diesel::update(visits::table.find(Id(now.id)))
            .set((
                visits::planned.eq(Doc(now.planned.clone())),
                visits::start_at.eq(now.start.map(At::from)),
                visits::suspended.eq(now.suspended),
                visits::plan_date.eq(plan_date),
                visits::part.eq(&part),
                visits::version.eq(visit.version),
            ))
            .execute(c)?);
        if let Some(when) = now.interval() {
            // Whoever goes along does so when the visit is (R-WL-12).
            either!(self, |c| diesel::update(
                other_work::table.filter(other_work::visit_id.eq(Some(Id(now.id))))
            )
            .set((
                other_work::begins_at.eq(At::from(when.from)),
                other_work::ends_at.eq(At::from(when.until)),
                other_work::date.eq(plan_date),
            ))
            .execute(c)?);
        }
        visit.plan_date = plan_date;
        visit.part = part;
        let citizen = Some(visit.visit.planned.citizen);
        self.changed(
            "visits",
            visit.visit.id,
            citizen,
            visit.version,
            Op::Updated,
        );
        Ok(())
    }

    /// Moves a visit to another day: from then it is the team's own, which the plan neither takes away
    /// nor makes again (R-SHF-3).
    ///
    /// # Errors
    /// Those of the database.
    pub fn move_visit(
        &mut self,
        visit: &mut DayVisit,
        date: NaiveDate,
        parts: &DayParts,
    ) -> Outcome<()> {
        visit.visit.planned.date = date;
        visit.visit.start = None;
        visit.visit.ad_hoc = true;
        let id = Id(visit.visit.id);
        either!(self, |c| diesel::update(visits::table.find(id))
            .set((visits::date.eq(date), visits::ad_hoc.eq(true)))
            .execute(c)?);
        either!(self, |c| diesel::update(
            assignments::table.filter(assignments::visit_id.eq(id))
        )
        .set(assignments::date.eq(date))
        .execute(c)?);
        self.save_visit(visit, parts)
    }

    /// Keeps whose an assignment is. The visit's next version is taken by [`Writer::save_visit`].
    ///
    /// # Errors
    /// Those of the database.
    pub fn save_assignment(&mut self, citizen: CitizenId, part: &Assignment) -> Outcome<()> {
        let set_at = Some(At::from(self.now()));
        either!(self, |c| diesel::update(
            assignments::table.find(Id(part.id))
        )
        .set((
            assignments::employee_id.eq(part.employee.map(Id)),
            assignments::state.eq(Coded(part.state)),
            assignments::set_by.eq(part.by.map(Id)),
            assignments::set_at.eq(set_at),
            assignments::needs_review.eq(part.needs_review),
        ))
        .execute(c)?);
        let Some(employee) = part.employee else {
            return Ok(());
        };
        let since = At::from(self.now());
        either!(self, |c| diesel::insert_into(visit_holders::table)
            .values((
                visit_holders::visit_id.eq(Id(part.visit)),
                visit_holders::employee_id.eq(Id(employee)),
                visit_holders::citizen_id.eq(Id(citizen)),
                visit_holders::since.eq(since),
            ))
            .on_conflict((visit_holders::visit_id, visit_holders::employee_id))
            .do_nothing()
            .execute(c)?);
        Ok(())
    }
}
