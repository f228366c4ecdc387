//! Visits and the assignments that they have, as they stand (R-WL-1).

use crate::{
    connection::either,
    failure::{Failure, Outcome},
    reader::Reader,
    row_security::Beyond,
    schema::{assignments, visits},
    sql_types::{At, Coded, Doc, Id},
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    ids::{AssignmentId, CitizenId, EmployeeId, UnitId, VisitId},
    visit::{Assignment, AssignmentState, PlannedVisit, Visit, merge::ExistingVisit},
    visit_event::{Outcome as VisitOutcome, VisitState},
};
use std::collections::BTreeMap;

/// Databases bound the number of parameters of one statement.
const CHUNK: usize = 10_000;

/// A visit as a day plan holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct DayVisit {
    /// The visit.
    pub visit: Visit,
    /// Its assignments by number.
    pub assignments: Vec<Assignment>,
    /// When each assignment, by number, became what it is; unknown for what was never changed.
    pub set_at: BTreeMap<i32, DateTime<Utc>>,
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
    Option<At>,
);

fn assignment(row: AssignmentRow) -> (Assignment, Option<DateTime<Utc>>) {
    let (id, visit, number, employee, state, by, needs_review, set_at) = row;
    let assignment = Assignment {
        id: id.0,
        visit: visit.0,
        number,
        employee: employee.map(|who| who.0),
        state: state.0,
        by: by.map(|who| who.0),
        needs_review,
    };
    (assignment, set_at.map(|at| at.0))
}

fn day_visit(row: VisitRow, parts: Vec<(Assignment, Option<DateTime<Utc>>)>) -> DayVisit {
    let set_at = parts
        .iter()
        .filter_map(|(part, at)| Some((part.number, (*at)?)))
        .collect();
    let assignments = parts.into_iter().map(|(part, _)| part).collect();
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
        set_at,
        outcome: outcome.0,
        state: state.map(|state| state.0),
        plan_date,
        part,
        version,
    }
}

impl Reader<'_> {
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

    /// A unit's visits from a day until another, both included: two queries.
    ///
    /// # Errors
    /// Those of the database.
    pub fn visits_between(
        &mut self,
        unit: UnitId,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Outcome<Vec<DayVisit>> {
        let rows: Vec<VisitRow> = either!(self, |c| visits::table
            .filter(visits::unit_id.eq(Id(unit)))
            .filter(visits::date.between(from, until))
            .order(visits::key)
            .select(visit_columns!())
            .load(c)?);
        self.with_assignments(rows)
    }

    /// A citizen's visits in some units from a date on: two queries.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn visits_of_citizen(
        &mut self,
        units: &[UnitId],
        citizen: CitizenId,
        from: NaiveDate,
    ) -> Outcome<Vec<DayVisit>> {
        self.visits_of_citizens(units, &[citizen], from)
    }

    /// The same for several.
    pub(crate) fn visits_of_citizens(
        &mut self,
        units: &[UnitId],
        citizens: &[CitizenId],
        from: NaiveDate,
    ) -> Outcome<Vec<DayVisit>> {
        let ids = || citizens.iter().copied().map(Id);
        let rows: Vec<VisitRow> = either!(self, |c| visits::table
            .filter(visits::unit_id.eq_any(units.iter().copied().map(Id)))
            .filter(visits::citizen_id.eq_any(ids()))
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
        self.beyond(Beyond::Calendar, |reader| {
            let ids = || employees.iter().copied().map(Id);
            // The day stands on the assignment, too: what they have ever done is not gone through.
            let rows: Vec<VisitRow> = either!(reader, |c| visits::table
                .filter(
                    visits::id.eq_any(
                        assignments::table
                            .filter(assignments::employee_id.eq_any(ids()))
                            .filter(assignments::date.between(from, until))
                            .select(assignments::visit_id)
                    )
                )
                .order(visits::key)
                .select(visit_columns!())
                .load(c)?);
            reader.with_assignments(rows)
        })
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

    /// Visits by id, those that are there, whoever answers for them: two queries.
    ///
    /// # Errors
    /// Those of the database.
    pub fn visits_by_id(&mut self, ids: &[VisitId]) -> Outcome<Vec<DayVisit>> {
        // What an absence has freed may be another team's, in a pool or elsewhere (R-TEAM-9).
        self.beyond(Beyond::Calendar, |reader| {
            let rows: Vec<VisitRow> = either!(reader, |c| visits::table
                .filter(visits::id.eq_any(ids.iter().copied().map(Id)))
                .order(visits::key)
                .select(visit_columns!())
                .load(c)?);
            reader.with_assignments(rows)
        })
    }

    /// Whose visit it is and in which unit: what a request needs to know to ask for permission.
    ///
    /// # Errors
    /// Those of the database.
    pub fn whose_visit(&mut self, id: VisitId) -> Outcome<Option<(UnitId, CitizenId)>> {
        self.beyond(Beyond::Whose, |reader| {
            type Row = (Id<UnitId>, Id<CitizenId>);
            let row: Option<Row> = either!(reader, |c| visits::table
                .find(Id(id))
                .select((visits::unit_id, visits::citizen_id))
                .first(c)
                .optional()?);
            Ok(row.map(|(unit, citizen)| (unit.0, citizen.0)))
        })
    }

    fn with_assignments(&mut self, rows: Vec<VisitRow>) -> Outcome<Vec<DayVisit>> {
        let ids: Vec<Id<VisitId>> = rows.iter().map(|row| row.0).collect();
        let mut parts: Vec<AssignmentRow> = Vec::new();
        for ids in ids.chunks(CHUNK) {
            let found: Vec<AssignmentRow> = either!(self, |c| assignments::table
                .filter(assignments::visit_id.eq_any(ids))
                .order((assignments::visit_id, assignments::number))
                .select((
                    assignments::id,
                    assignments::visit_id,
                    assignments::number,
                    assignments::employee_id,
                    assignments::state,
                    assignments::set_by,
                    assignments::needs_review,
                    assignments::set_at,
                ))
                .load(c)?);
            parts.extend(found);
        }
        let mut by_visit: BTreeMap<VisitId, Vec<_>> = BTreeMap::new();
        for (part, set_at) in parts.into_iter().map(assignment) {
            by_visit.entry(part.visit).or_default().push((part, set_at));
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
