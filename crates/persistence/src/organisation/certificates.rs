//! What an employee may do beside what her profession gives, and until when.

use crate::{
    changes::Op,
    connection::either,
    failure::Outcome,
    reader::Reader,
    schema::employee_competences,
    sql_types::{Coded, Id},
    writer::Writer,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    ids::{CompetenceId, EmployeeId},
    organisation::{Competence, CompetenceCode},
};

/// What is held, and its first and last day.
type Held = (Coded<CompetenceCode>, NaiveDate, Option<NaiveDate>);

fn held((code, from, until): Held) -> Competence {
    Competence {
        code: code.0,
        from,
        until,
    }
}

/// The columns of [`Held`].
const HELD: (
    employee_competences::code,
    employee_competences::valid_from,
    employee_competences::valid_until,
) = (
    employee_competences::code,
    employee_competences::valid_from,
    employee_competences::valid_until,
);

impl Reader<'_> {
    /// Certificates of employees, beside what their professions give.
    ///
    /// # Errors
    /// Those of the database.
    pub fn certificates(&mut self, ids: &[EmployeeId]) -> Outcome<Vec<(EmployeeId, Competence)>> {
        let rows: Vec<(Id<EmployeeId>, Held)> = either!(self, |c| employee_competences::table
            .filter(employee_competences::employee_id.eq_any(ids.iter().copied().map(Id)))
            .select((employee_competences::employee_id, HELD))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(who, row)| (who.0, held(row)))
            .collect())
    }

    /// One employee's certificates, also those that have run out, by first day.
    ///
    /// # Errors
    /// Those of the database.
    pub fn certificates_of(
        &mut self,
        employee: EmployeeId,
    ) -> Outcome<Vec<(CompetenceId, Competence)>> {
        let rows: Vec<(Id<CompetenceId>, Held)> = either!(self, |c| employee_competences::table
            .filter(employee_competences::employee_id.eq(Id(employee)))
            .order((employee_competences::valid_from, employee_competences::id))
            .select((employee_competences::id, HELD))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(id, row)| (id.0, held(row)))
            .collect())
    }
}

impl Writer<'_> {
    /// A certificate that an employee holds.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_certificate(
        &mut self,
        id: CompetenceId,
        employee: EmployeeId,
        competence: &Competence,
    ) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(employee_competences::table)
            .values((
                employee_competences::id.eq(Id(id)),
                employee_competences::employee_id.eq(Id(employee)),
                employee_competences::code.eq(Coded(competence.code)),
                employee_competences::valid_from.eq(competence.from),
                employee_competences::valid_until.eq(competence.until),
            ))
            .execute(c)?);
        self.changed("competences", id, None, 1, Op::Created);
        Ok(())
    }

    /// Ends a certificate with `last` as its last day.
    ///
    /// # Errors
    /// Those of the database.
    pub fn end_certificate(&mut self, id: CompetenceId, last: NaiveDate) -> Outcome<()> {
        either!(self, |c| diesel::update(
            employee_competences::table.find(Id(id))
        )
        .set(employee_competences::valid_until.eq(Some(last)))
        .execute(c)?);
        self.changed("competences", id, None, 2, Op::Updated);
        Ok(())
    }
}
