//! Filling an empty database with whole records and their past: the demo (SEC-15).
//!
//! Everything else changes one thing at a time, in the file of its resource. Here a citizen comes
//! with all that is known of her, under the instants at which it happened; her coming visits follow
//! afterwards from [`Database::extend_visits`].

use crate::{
    caller::Caller,
    citizens::NewIdentity,
    connection::{Connection, either},
    database::Database,
    failure::Outcome,
    reader::{Opened, Reader},
    schema::{assignments, done_parts, meta, units, visits},
    sql_types::{At, Coded, Doc, Id},
    vedtak::StoredVedtak,
    writer::Writer,
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    assessment::Assessment,
    citizen::{
        CitizenContent, care_team::CareTeam, contacts::Contact, whereabouts::WhereaboutsEntry,
    },
    ids::*,
    policy::Basis,
    settings::Settings,
    tiltaksplan::Tiltaksplan,
    vedtak::Vedtak,
    visit::{AssignmentState, PlannedVisit},
    visit_event::Outcome as VisitOutcome,
};

/// Databases bound the number of parameters of one statement.
const CHUNK: usize = 500;

/// The fact in the database that says its people are invented.
const DEMO: &str = "demo";

/// What a database holds, before a demo is put into it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filling {
    /// No unit yet.
    Empty,
    /// The whole demo.
    Demo,
    /// Something else, perhaps a real municipality.
    Other,
}

/// A citizen with all that is known of her.
#[derive(Debug, Clone, PartialEq)]
pub struct CitizenRecord {
    /// Who.
    pub id: CitizenId,
    /// What is said about her.
    pub content: CitizenContent,
    /// Identity of the unit's responsibility.
    pub responsibility: ResponsibilityId,
    /// Since when the unit answers for her.
    pub since: DateTime<Utc>,
    /// Kin and neighbours.
    pub contacts: Vec<Contact>,
    /// Who in the team knows her.
    pub care_team: CareTeam,
    /// Where she has been.
    pub whereabouts: Vec<WhereaboutsEntry>,
    /// The completed conversation.
    pub assessment: Assessment,
    /// Goals and tiltak, without evaluations.
    pub plan: Tiltaksplan,
    /// Signed vedtak.
    pub vedtak: Vec<Vedtak>,
}

/// A visit that was done.
#[derive(Debug, Clone, PartialEq)]
pub struct DoneVisit {
    /// Identity.
    pub id: VisitId,
    /// What was planned.
    pub planned: PlannedVisit,
    /// Who did it, by number from 1.
    pub by: Vec<(AssignmentId, EmployeeId)>,
}

#[derive(Insertable)]
#[diesel(table_name = visits)]
struct VisitRow<'a> {
    id: Id<VisitId>,
    unit_id: Id<UnitId>,
    citizen_id: Id<CitizenId>,
    key: &'a str,
    date: NaiveDate,
    plan_date: NaiveDate,
    part: String,
    planned: Doc<PlannedVisit>,
    start_at: At,
    ad_hoc: bool,
    suspended: bool,
    outcome: Coded<VisitOutcome>,
}

#[derive(Insertable)]
#[diesel(table_name = assignments)]
struct AssignmentRow {
    id: Id<AssignmentId>,
    visit_id: Id<VisitId>,
    citizen_id: Id<CitizenId>,
    date: NaiveDate,
    number: i32,
    employee_id: Id<EmployeeId>,
    state: Coded<AssignmentState>,
    needs_review: bool,
}

#[derive(Insertable)]
#[diesel(table_name = done_parts)]
struct DoneRow {
    visit_id: Id<VisitId>,
    employee_id: Id<EmployeeId>,
    citizen_id: Id<CitizenId>,
    date: NaiveDate,
    companion: bool,
}

/// Inserts rows in as few statements as the databases take.
macro_rules! insert_all {
    ($writer:expr, $table:expr, $rows:expr) => {
        for chunk in $rows.chunks(CHUNK) {
            match $writer.connection() {
                Connection::Sqlite(c) => diesel::insert_into($table).values(chunk).execute(c)?,
                Connection::Postgres(c) => diesel::insert_into($table).values(chunk).execute(c)?,
            };
        }
    };
}

impl Database {
    /// What the database holds.
    ///
    /// # Errors
    /// Those of the database.
    pub fn filling(&self, caller: &Caller) -> Outcome<Filling> {
        self.read(caller, |reader| reader.filling())
    }
}

impl Reader<'_> {
    fn filling(&mut self) -> Outcome<Filling> {
        let (marked, units): (i64, i64) = either!(self, |c| (
            meta::table
                .filter(meta::key.eq(DEMO))
                .count()
                .get_result(c)?,
            units::table.count().get_result(c)?,
        ));
        Ok(match (marked, units) {
            (0, 0) => Filling::Empty,
            (0, _) => Filling::Other,
            _ => Filling::Demo,
        })
    }
}

impl Writer<'_> {
    /// Marks that the people of this database are invented, once and for all.
    ///
    /// # Errors
    /// Those of the database.
    pub fn mark_demo(&mut self) -> Outcome<()> {
        let at = self.now().to_rfc3339();
        either!(self, |c| diesel::insert_into(meta::table)
            .values((meta::key.eq(DEMO), meta::value.eq(at)))
            .execute(c)?);
        Ok(())
    }

    /// Takes a citizen with all that is known of her into a unit.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_record(
        &mut self,
        unit: UnitId,
        identity: &NewIdentity,
        record: &CitizenRecord,
        settings: &Settings,
    ) -> Outcome<()> {
        let citizen = record.id;
        let opened = Opened {
            citizen,
            responsible: unit,
            basis: Basis::System,
        };
        let held = (unit, record.since);
        self.put_citizen(
            citizen,
            identity,
            &record.content,
            record.responsibility,
            held,
        )?;
        for contact in &record.contacts {
            self.insert_contact(&opened, contact)?;
        }
        self.set_care_team(&opened, &record.care_team, 0)?;
        for entry in &record.whereabouts {
            self.put_whereabouts(citizen, entry)?;
        }
        let said = &record.assessment;
        self.insert_assessment(&opened, said)?;
        if let Some(mark) = said.completed_at.zip(said.completed_by) {
            self.settle_assessment(citizen, said, settings, 1, mark)?;
        }
        self.put_plans(&[(citizen, record.plan.id)], said.content.held_at)?;
        for goal in &record.plan.goals {
            self.put_goal(citizen, record.plan.id, goal)?;
        }
        for tiltak in &record.plan.tiltak {
            self.put_tiltak(citizen, record.plan.id, tiltak)?;
        }
        for vedtak in &record.vedtak {
            let signed = vedtak.signature.as_ref().map(|signature| signature.at);
            self.put_vedtak(&StoredVedtak {
                vedtak: vedtak.clone(),
                created_at: signed.unwrap_or(record.since),
                submitted_at: signed,
                edited_at: None,
                version: 1,
            })?;
        }
        Ok(())
    }

    /// Visits of a unit that were done, and by whom (R-WL-7). The feed begins after them.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_done_visits(&mut self, unit: UnitId, done: &[DoneVisit]) -> Outcome<()> {
        let parts = self.day_parts(unit)?;
        let rows: Vec<VisitRow<'_>> = done
            .iter()
            .map(|visit| {
                let planned = &visit.planned;
                let start = planned.window.bounds(planned.slot).on(planned.date).0;
                let (plan_date, part) = parts.plan_of_visit(planned, Some(start));
                VisitRow {
                    id: Id(visit.id),
                    unit_id: Id(unit),
                    citizen_id: Id(planned.citizen),
                    key: &planned.key.0,
                    date: planned.date,
                    plan_date,
                    part,
                    planned: Doc(planned.clone()),
                    start_at: At::from(start),
                    ad_hoc: false,
                    suspended: false,
                    outcome: Coded(VisitOutcome::Done),
                }
            })
            .collect();
        insert_all!(self, visits::table, rows);
        let by = || {
            done.iter().flat_map(|visit| {
                let numbered = visit.by.iter().zip(1..);
                numbered.map(move |((id, employee), number)| (visit, *id, *employee, number))
            })
        };
        let rows: Vec<AssignmentRow> = by()
            .map(|(visit, id, employee, number)| AssignmentRow {
                id: Id(id),
                visit_id: Id(visit.id),
                citizen_id: Id(visit.planned.citizen),
                date: visit.planned.date,
                number,
                employee_id: Id(employee),
                state: Coded(AssignmentState::Assigned),
                needs_review: false,
            })
            .collect();
        insert_all!(self, assignments::table, rows);
        let rows: Vec<DoneRow> = by()
            .map(|(visit, _, employee, _)| DoneRow {
                visit_id: Id(visit.id),
                employee_id: Id(employee),
                citizen_id: Id(visit.planned.citizen),
                date: visit.planned.date,
                companion: false,
            })
            .collect();
        insert_all!(self, done_parts::table, rows);
        Ok(())
    }
}
