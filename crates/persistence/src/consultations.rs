//! Questions to specialists, and the one record that each opens for a time (R-TEAM-12).

use crate::{
    assessments::NOBODY,
    caller::Caller,
    changes::Op,
    connection::either,
    database::Database,
    failure::{Failure, Outcome},
    reader::{Opened, Reader},
    relations,
    row_security::Beyond,
    schema::{citizens, consultations},
    sql_types::{At, Coded, Doc, Id},
    streams::Streams,
    writer::Writer,
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    consultation::{Consultation, ConsultationAnswer, ConsultationField, ConsultationState},
    ids::{CitizenId, ConsultationId, EmployeeId, TiltakId, UnitId},
    policy::{Action, Relation},
    task::consultation_tasks,
};
use uuid::Uuid;

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = consultations)]
#[diesel(treat_none_as_null = true)]
struct Row {
    id: Id<ConsultationId>,
    citizen_id: Id<CitizenId>,
    unit_id: Id<UnitId>,
    asked_by: Id<EmployeeId>,
    asked_at: At,
    specialist_id: Id<EmployeeId>,
    specialist_unit_id: Id<UnitId>,
    field: Coded<ConsultationField>,
    question: String,
    due_on: NaiveDate,
    state: Coded<ConsultationState>,
    access_until: At,
    answer: Option<Doc<ConsultationAnswer>>,
    closed_at: Option<At>,
    withdrawal: Option<String>,
    tiltak_id: Option<Id<TiltakId>>,
    version: i64,
}

fn row(of: &Consultation, version: i64) -> Row {
    let of = of.clone();
    Row {
        id: Id(of.id),
        citizen_id: Id(of.citizen),
        unit_id: Id(of.unit),
        asked_by: Id(of.asked_by),
        asked_at: At::from(of.asked_at),
        specialist_id: Id(of.specialist),
        specialist_unit_id: Id(of.specialist_unit),
        field: Coded(of.field),
        question: of.question,
        due_on: of.due_on,
        state: Coded(of.state),
        access_until: At::from(of.access_until),
        answer: of.answer.map(Doc),
        closed_at: of.closed_at.map(At::from),
        withdrawal: of.withdrawal,
        tiltak_id: of.tiltak.map(Id),
        version,
    }
}

fn stored(row: Row) -> (Consultation, i64) {
    let consultation = Consultation {
        id: row.id.0,
        citizen: row.citizen_id.0,
        unit: row.unit_id.0,
        asked_by: row.asked_by.0,
        asked_at: row.asked_at.0,
        specialist: row.specialist_id.0,
        specialist_unit: row.specialist_unit_id.0,
        field: row.field.0,
        question: row.question,
        due_on: row.due_on,
        state: row.state.0,
        access_until: row.access_until.0,
        answer: row.answer.map(|answer| answer.0),
        closed_at: row.closed_at.map(|at| at.0),
        withdrawal: row.withdrawal,
        tiltak: row.tiltak_id.map(|id| id.0),
    };
    (consultation, row.version)
}

/// The records that are open to the caller because she was asked: one query.
pub(crate) fn of_caller(reader: &mut Reader<'_>) -> Outcome<Vec<(CitizenId, Relation)>> {
    let Some(employee) = reader.caller.actor.as_deref().map(|actor| actor.employee) else {
        return Ok(Vec::new());
    };
    let now = At::from(reader.asked_at());
    let rows: Vec<Row> = either!(reader, |c| consultations::table
        .filter(consultations::specialist_id.eq(Id(employee)))
        .filter(consultations::access_until.gt(now))
        .select(Row::as_select())
        .load(c)?);
    let relation = |row| {
        let (consultation, _) = stored(row);
        (consultation.citizen, consultation.relation())
    };
    Ok(rows.into_iter().map(relation).collect())
}

/// A question with the name of the one it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedConsultation {
    /// The question.
    pub consultation: Consultation,
    /// Its version.
    pub version: i64,
    /// Whom it is about.
    pub citizen_name: String,
}

impl Database {
    /// The nightly write: what nobody answered in time is written down as lapsed, and is nobody's task any
    /// more (R-TEAM-12). The record closed by itself.
    ///
    /// # Errors
    /// Those of the database.
    pub fn lapse_consultations(&self, now: DateTime<Utc>) -> Outcome<()> {
        let caller = Caller::system(Action::AskSpecialist, now);
        let over = self.read(&caller, |reader| reader.consultations_over())?;
        for (over, _) in over {
            let streams = Streams::citizen(over.citizen).and_unit(over.specialist_unit);
            self.write(&caller, &streams, |writer| {
                let opened = writer.open(over.citizen, "consultations")?;
                let (found, version) = writer.consultation(&opened, over.id)?;
                if found.state_at(writer.now()) == ConsultationState::Lapsed {
                    writer.update_consultation(&opened, &found.lapsed(), version)?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }
}

impl Reader<'_> {
    fn consultations_over(&mut self) -> Outcome<Vec<(Consultation, i64)>> {
        let now = At::from(self.asked_at());
        let rows: Vec<Row> = either!(self, |c| consultations::table
            .filter(consultations::state.eq(Coded(ConsultationState::Open)))
            .filter(consultations::access_until.le(now))
            .order(consultations::id)
            .select(Row::as_select())
            .load(c)?);
        Ok(rows.into_iter().map(stored).collect())
    }

    /// About whom a question is, and in which unit the one who is asked works, to lock and to ask for: of an
    /// unknown one nobody.
    ///
    /// # Errors
    /// Those of the database.
    pub fn whose_consultation(&mut self, id: ConsultationId) -> Outcome<(CitizenId, UnitId)> {
        self.beyond(Beyond::Whose, |reader| {
            let found: Option<(Id<CitizenId>, Id<UnitId>)> =
                either!(reader, |c| consultations::table
                    .find(Id(id))
                    .select((consultations::citizen_id, consultations::specialist_unit_id))
                    .first(c)
                    .optional()?);
            let nobody = (NOBODY, UnitId(Uuid::max()));
            Ok(found.map_or(nobody, |(citizen, unit)| (citizen.0, unit.0)))
        })
    }

    /// One question about an opened citizen, with its version.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is none.
    pub fn consultation(
        &mut self,
        opened: &Opened,
        id: ConsultationId,
    ) -> Outcome<(Consultation, i64)> {
        let citizen = Id(opened.citizen);
        let row: Option<Row> = either!(self, |c| consultations::table
            .find(Id(id))
            .filter(consultations::citizen_id.eq(citizen))
            .select(Row::as_select())
            .first(c)
            .optional()?);
        row.map(stored).ok_or(Failure::NotThere)
    }

    /// All questions about an opened citizen, the latest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn consultations_of(&mut self, opened: &Opened) -> Outcome<Vec<(Consultation, i64)>> {
        let citizen = Id(opened.citizen);
        let rows: Vec<Row> = either!(self, |c| consultations::table
            .filter(consultations::citizen_id.eq(citizen))
            .order(consultations::id.desc())
            .select(Row::as_select())
            .load(c)?);
        Ok(rows.into_iter().map(stored).collect())
    }

    /// What the caller is asked and may still answer, the most urgent first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn consultations_to_answer(&mut self) -> Outcome<Vec<ListedConsultation>> {
        relations::all_of_caller(self)?;
        let employee = self.actor()?.employee;
        let now = At::from(self.asked_at());
        let rows: Vec<(Row, String, String)> = either!(self, |c| consultations::table
            .inner_join(citizens::table.on(citizens::id.eq(consultations::citizen_id)))
            .filter(consultations::specialist_id.eq(Id(employee)))
            .filter(consultations::access_until.gt(now))
            .filter(consultations::state.eq(Coded(ConsultationState::Open)))
            .order((consultations::due_on, consultations::id))
            .select((
                Row::as_select(),
                citizens::given_name,
                citizens::family_name
            ))
            .load(c)?);
        let listed = |(row, given, family): (Row, String, String)| {
            let (consultation, version) = stored(row);
            ListedConsultation {
                consultation,
                version,
                citizen_name: format!("{given} {family}"),
            }
        };
        Ok(rows.into_iter().map(listed).collect())
    }
}

impl Writer<'_> {
    /// A question about an opened citizen, with the tasks on both sides.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_consultation(&mut self, opened: &Opened, new: &Consultation) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(consultations::table)
            .values(row(new, 1))
            .execute(c)?);
        self.changed("consultations", new.id, Some(new.citizen), 1, Op::Created);
        self.sync_tasks(&consultation_tasks(new, opened.responsible))
    }

    /// What has become of a question, and of the tasks; returns the new version.
    ///
    /// # Errors
    /// Those of the database.
    pub fn update_consultation(
        &mut self,
        opened: &Opened,
        now: &Consultation,
        version: i64,
    ) -> Outcome<i64> {
        let next = version + 1;
        either!(self, |c| diesel::update(
            consultations::table.find(Id(now.id))
        )
        .set(row(now, next))
        .execute(c)?);
        let citizen = Some(now.citizen);
        self.changed("consultations", now.id, citizen, next, Op::Updated);
        self.sync_tasks(&consultation_tasks(now, opened.responsible))?;
        Ok(next)
    }
}
