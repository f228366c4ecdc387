//! Whose the parts of many visits are, kept at once: what an absence frees and gives back. As many
//! statements as there are different fates, however many visits (R-SHF-3).

use crate::{
    changes::Op,
    connection::{Connection, either},
    failure::Outcome,
    schema::{assignments, visit_holders, visits},
    sql_types::{At, Coded, Id},
    visits::DayVisit,
    writer::Writer,
};
use diesel::prelude::*;
use domain::{
    ids::{AssignmentId, CitizenId, EmployeeId, VisitId},
    visit::{Assignment, AssignmentState},
};
use std::collections::BTreeMap;

/// Databases bound the number of parameters of one statement.
const CHUNK: usize = 1_000;

/// What an assignment has become: those that became the same are kept together.
type Fate = (
    Option<EmployeeId>,
    AssignmentState,
    Option<EmployeeId>,
    bool,
);

// A value that may stand for the column's default costs SQLite one statement for each row.
#[derive(Insertable)]
#[diesel(table_name = visit_holders, treat_none_as_default_value = false)]
struct HolderRow {
    visit_id: Id<VisitId>,
    employee_id: Id<EmployeeId>,
    citizen_id: Id<CitizenId>,
    since: At,
}

impl Writer<'_> {
    /// Keeps whose assignments are, each with its visit's citizen. The visits' next versions are taken by
    /// [`Writer::touch_visits`], or by [`Writer::save_visit`] where their time changes too.
    ///
    /// # Errors
    /// Those of the database.
    pub fn save_assignments(&mut self, parts: &[(CitizenId, Assignment)]) -> Outcome<()> {
        let now = At::from(self.now());
        let mut alike: BTreeMap<Fate, Vec<Id<AssignmentId>>> = BTreeMap::new();
        for (_, part) in parts {
            let fate = (part.employee, part.state, part.by, part.needs_review);
            alike.entry(fate).or_default().push(Id(part.id));
        }
        for ((employee, state, by, needs_review), ids) in alike {
            for ids in ids.chunks(CHUNK) {
                either!(self, |c| diesel::update(
                    assignments::table.filter(assignments::id.eq_any(ids))
                )
                .set((
                    assignments::employee_id.eq(employee.map(Id)),
                    assignments::state.eq(Coded(state)),
                    assignments::set_by.eq(by.map(Id)),
                    assignments::set_at.eq(Some(now)),
                    assignments::needs_review.eq(needs_review),
                ))
                .execute(c)?);
            }
        }
        let held = parts.iter().filter_map(|(citizen, part)| {
            Some(HolderRow {
                visit_id: Id(part.visit),
                employee_id: Id(part.employee?),
                citizen_id: Id(*citizen),
                since: now,
            })
        });
        let held: Vec<HolderRow> = held.collect();
        for chunk in held.chunks(CHUNK) {
            match self.connection() {
                Connection::Sqlite(c) => diesel::insert_or_ignore_into(visit_holders::table)
                    .values(chunk)
                    .execute(c)?,
                Connection::Postgres(c) => diesel::insert_into(visit_holders::table)
                    .values(chunk)
                    .on_conflict_do_nothing()
                    .execute(c)?,
            };
        }
        Ok(())
    }

    /// Takes the next version of visits whose parts alone have changed: when they are, and in which plan,
    /// stands.
    ///
    /// # Errors
    /// Those of the database.
    pub fn touch_visits(&mut self, touched: &mut [DayVisit]) -> Outcome<()> {
        let ids: Vec<Id<VisitId>> = touched.iter().map(|v| Id(v.visit.id)).collect();
        for ids in ids.chunks(CHUNK) {
            either!(self, |c| diesel::update(
                visits::table.filter(visits::id.eq_any(ids))
            )
            .set(visits::version.eq(visits::version + 1))
            .execute(c)?);
        }
        for visit in touched {
            visit.version += 1;
            let citizen = Some(visit.visit.planned.citizen);
            self.changed(
                "visits",
                visit.visit.id,
                citizen,
                visit.version,
                Op::Updated,
            );
        }
        Ok(())
    }
}
