//! Visits and the assignments that they have (R-WL-1).

use crate::{
    changes::Op,
    connection::{Connection, either},
    failure::{Failure, Outcome},
    reader::Reader,
    schema::{assignments, visit_holders, visits},
    sql_types::{At, Coded, Doc, Id},
    writer::Writer,
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    charter::DayPart,
    day_plan::plan_of,
    ids::{AssignmentId, CitizenId, EmployeeId, UnitId, VisitId},
    visit::{Assignment, AssignmentState, PlannedVisit, Visit, merge::ExistingVisit},
    visit_event::{Outcome as VisitOutcome, VisitState},
};
use std::collections::BTreeMap;

/// Databases bound the number of parameters of one statement.
const CHUNK: usize = 200;

/// A visit as a day plan holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct DayVisit {
    /// The visit.
    pub visit: Visit,
    /// Its assignments by number.
    pub assignments: Vec<Assignment>,
    /// How far it has come.
    pub outcome: VisitOutcome,
    /// What its events add up to, once there are any.
    pub state: Option<VisitState>,
    /// Date of the day plan it is in.
    pub plan_date: NaiveDate,
    /// Part of the day plan it is in.
    pub part: String,
    /// Version for the entity tag; it grows with every change of the visit or its assignments.
    pub version: i64,
}

impl DayVisit {
    /// The visit with its assignments, as the rules see it.
    pub fn existing(&self) -> ExistingVisit {
        ExistingVisit {
            visit: self.visit.clone(),
            assignments: self.assignments.clone(),
        }
    }

    /// The assignment with a number.
    pub fn assignment(&self, number: i32) -> Option<&Assignment> {
        self.assignments.iter().find(|a| a.number == number)
    }
}

type VisitRow = (
    Id<VisitId>,
    Id<UnitId>,
    Doc<PlannedVisit>,
    Option<At>,
    bool,
    bool,
    Coded<VisitOutcome>,
    Option<Doc<VisitState>>,
    NaiveDate,
    String,
    i64,
);

/// The columns of a [`VisitRow`].
macro_rules! visit_columns {
    () => {
        (
            visits::id,
            visits::unit_id,
            visits::planned,
            visits::start_at,
            visits::ad_hoc,
            visits::suspended,
            visits::outcome,
            visits::state,
            visits::plan_date,
            visits::part,
            visits::version,
        )
    };
}

type AssignmentRow = (
    Id<AssignmentId>,
    Id<VisitId>,
    i32,
    Option<Id<EmployeeId>>,
    Coded<AssignmentState>,
    Option<Id<EmployeeId>>,
    bool,
);

fn assignment(row: AssignmentRow) -> Assignment {
    let (id, visit, number, employee, state, by, needs_review) = row;
    Assignment {
        id: id.0,
        visit: visit.0,
        number,
        employee: employee.map(|who| who.0),
        state: state.0,
        by: by.map(|who| who.0),
        needs_review,
    }
}

fn day_visit(row: VisitRow, assignments: Vec<Assignment>) -> DayVisit {
    let (id, unit, planned, start, ad_hoc, suspended, outcome, state, plan_date, part, version) =
        row;
    DayVisit {
        visit: Visit {
            id: id.0,
            unit: unit.0,
            planned: planned.0,
            start: start.map(DateTime::from),
            ad_hoc,
            suspended,
        },
        assignments,
        outcome: outcome.0,
        state: state.map(|state| state.0),
        plan_date,
        part,
        version,
    }
}

impl Reader<'_> {
    /// The parts of a unit's day, from its charter; one whole day where none is agreed.
    ///
    /// # Errors
    /// Those of the database.
    pub fn day_parts(&mut self, unit: UnitId) -> Outcome<Vec<DayPart>> {
        let agreed = self.charter(unit)?.map(|(charter, _)| charter.parts);
        let mut parts = agreed.unwrap_or_default();
        if parts.is_empty() {
            parts.push(DayPart::whole_day());
        }
        parts.sort_by_key(|part| part.from);
        Ok(parts)
    }

    /// The visits of one day plan, in the order of their keys: two queries.
    ///
    /// # Errors
    /// Those of the database.
    pub fn visits_of_plan(
        &mut self,
        unit: UnitId,
        date: NaiveDate,
        part: &str,
    ) -> Outcome<Vec<DayVisit>> {
        let rows: Vec<VisitRow> = either!(self, |c| visits::table
            .filter(visits::unit_id.eq(Id(unit)))
            .filter(visits::plan_date.eq(date))
            .filter(visits::part.eq(part))
            .order(visits::key)
            .select(visit_columns!())
            .load(c)?);
        self.with_assignments(rows)
    }

    /// A unit's visits from a day on: two queries.
    pub(crate) fn visits_of_unit_from(
        &mut self,
        unit: UnitId,
        from: NaiveDate,
    ) -> Outcome<Vec<DayVisit>> {
        let rows: Vec<VisitRow> = either!(self, |c| visits::table
            .filter(visits::unit_id.eq(Id(unit)))
            .filter(visits::date.ge(from))
            .order(visits::key)
            .select(visit_columns!())
            .load(c)?);
        self.with_assignments(rows)
    }

    /// A citizen's visits in one unit from a date on: two queries.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn visits_of_citizen(
        &mut self,
        unit: UnitId,
        citizen: CitizenId,
        from: NaiveDate,
    ) -> Outcome<Vec<DayVisit>> {
        let rows: Vec<VisitRow> = either!(self, |c| visits::table
            .filter(visits::unit_id.eq(Id(unit)))
            .filter(visits::citizen_id.eq(Id(citizen)))
            .filter(visits::date.ge(from))
            .order(visits::key)
            .select(visit_columns!())
            .load(c)?);
        self.with_assignments(rows)
    }

    /// Visits that any of these employees hold around a date, in any unit: two queries.
    ///
    /// # Errors
    /// Those of the database.
    pub fn visits_held(
        &mut self,
        employees: &[EmployeeId],
        from: NaiveDate,
        until: NaiveDate,
    ) -> Outcome<Vec<DayVisit>> {
        let ids = || employees.iter().copied().map(Id);
        let rows: Vec<VisitRow> = either!(self, |c| visits::table
            .filter(visits::date.between(from, until))
            .filter(
                visits::id.eq_any(
                    assignments::table
                        .filter(assignments::employee_id.eq_any(ids()))
                        .select(assignments::visit_id)
                )
            )
            .order(visits::key)
            .select(visit_columns!())
            .load(c)?);
        self.with_assignments(rows)
    }

    /// One visit.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is none.
    pub fn visit(&mut self, id: VisitId) -> Outcome<DayVisit> {
        let rows: Vec<VisitRow> = either!(self, |c| visits::table
            .find(Id(id))
            .select(visit_columns!())
            .load(c)?);
        let found = self.with_assignments(rows)?;
        found.into_iter().next().ok_or(Failure::NotThere)
    }

    /// Whose visit it is and in which unit: what a request needs to know to ask for permission.
    ///
    /// # Errors
    /// Those of the database.
    pub fn whose_visit(&mut self, id: VisitId) -> Outcome<Option<(UnitId, CitizenId)>> {
        type Row = (Id<UnitId>, Id<CitizenId>);
        let row: Option<Row> = either!(self, |c| visits::table
            .find(Id(id))
            .select((visits::unit_id, visits::citizen_id))
            .first(c)
            .optional()?);
        Ok(row.map(|(unit, citizen)| (unit.0, citizen.0)))
    }

    fn with_assignments(&mut self, rows: Vec<VisitRow>) -> Outcome<Vec<DayVisit>> {
        let ids: Vec<Id<VisitId>> = rows.iter().map(|row| row.0).collect();
        let parts: Vec<AssignmentRow> = either!(self, |c| assignments::table
            .filter(assignments::visit_id.eq_any(&ids))
            .order((assignments::visit_id, assignments::number))
            .select((
                assignments::id,
                assignments::visit_id,
                assignments::number,
                assignments::employee_id,
                assignments::state,
                assignments::set_by,
                assignments::needs_review,
            ))
            .load(c)?);
        let mut by_visit: BTreeMap<VisitId, Vec<Assignment>> = BTreeMap::new();
        for part in parts.into_iter().map(assignment) {
            by_visit.entry(part.visit).or_default().push(part);
        }
        Ok(rows
            .into_iter()
            .map(|row| {
                let parts = by_visit.remove(&row.0.0).unwrap_or_default();
                day_visit(row, parts)
            })
            .collect())
    }
}

/// Which day plan a visit belongs to: the one in which its start lies, or could first lie.
pub(crate) fn plan_of_visit(
    planned: &PlannedVisit,
    start: Option<DateTime<Utc>>,
    parts: &[DayPart],
) -> (NaiveDate, String) {
    let earliest = planned.window.bounds(planned.slot).on(planned.date).0;
    let (date, part) = plan_of(start.unwrap_or(earliest), parts);
    let part = part.map_or_else(|| DayPart::whole_day().name, |part| part.name.clone());
    (date, part)
}

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
#[diesel(table_name = visits)]
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
#[diesel(table_name = assignments)]
struct NewAssignmentRow {
    id: Id<AssignmentId>,
    visit_id: Id<VisitId>,
    citizen_id: Id<CitizenId>,
    number: i32,
    employee_id: Option<Id<EmployeeId>>,
    state: Coded<AssignmentState>,
    needs_review: bool,
}

fn free(id: AssignmentId, visit: VisitId, citizen: CitizenId, number: i32) -> NewAssignmentRow {
    NewAssignmentRow {
        id: Id(id),
        visit_id: Id(visit),
        citizen_id: Id(citizen),
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
        parts: &[DayPart],
    ) -> Outcome<()> {
        let rows: Vec<NewVisitRow> = new
            .iter()
            .map(|visit| {
                let (plan_date, part) = plan_of_visit(&visit.planned, visit.start, parts);
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
                ids.map(|(id, number)| free(*id, visit.id, visit.planned.citizen, number))
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
        let citizen = visit.visit.planned.citizen;
        self.insert_assignments(&[free(id, visit.visit.id, citizen, number)])
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
    pub fn save_visit(&mut self, visit: &mut DayVisit, parts: &[DayPart]) -> Outcome<()> {
        let now = &visit.visit;
        let (plan_date, part) = plan_of_visit(&now.planned, now.start, parts);
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

    /// Keeps whose an assignment is. The visit's next version is taken by [`Writer::save_visit`].
    ///
    /// # Errors
    /// Those of the database.
    pub fn save_assignment(&mut self, citizen: CitizenId, part: &Assignment) -> Outcome<()> {
        either!(self, |c| diesel::update(
            assignments::table.find(Id(part.id))
        )
        .set((
            assignments::employee_id.eq(part.employee.map(Id)),
            assignments::state.eq(Coded(part.state)),
            assignments::set_by.eq(part.by.map(Id)),
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
