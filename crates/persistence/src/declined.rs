//! Employees whom a citizen does not want visits from (R-WL-4).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::{Opened, Reader},
    schema::{declined_employees, employees},
    sql_types::{At, Id},
    writer::Writer,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::ids::EmployeeId;

/// Somebody whom a citizen does not want.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declined {
    /// Who.
    pub employee: EmployeeId,
    /// Given and family name.
    pub name: String,
    /// When it was written down.
    pub since: DateTime<Utc>,
}

impl Reader<'_> {
    /// Whom an opened citizen does not want, by name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn declined_by(&mut self, opened: &Opened) -> Outcome<Vec<Declined>> {
        type Row = (Id<EmployeeId>, At, String, String);
        let rows: Vec<Row> = either!(self, |c| declined_employees::table
            .inner_join(employees::table.on(employees::id.eq(declined_employees::employee_id)))
            .filter(declined_employees::citizen_id.eq(Id(opened.citizen)))
            .order((employees::family_name, employees::given_name, employees::id))
            .select((
                declined_employees::employee_id,
                declined_employees::since,
                employees::given_name,
                employees::family_name,
            ))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(employee, since, given, family)| Declined {
                employee: employee.0,
                name: format!("{given} {family}"),
                since: since.0,
            })
            .collect())
    }
}

impl Writer<'_> {
    /// Writes down whom an opened citizen does not want, and has the visits she holds looked at again.
    ///
    /// # Errors
    /// Those of the database.
    pub fn decline_employee(&mut self, opened: &Opened, who: EmployeeId) -> Outcome<Declined> {
        let (citizen, now) = (opened.citizen, At::from(self.now()));
        either!(self, |c| diesel::insert_into(declined_employees::table)
            .values((
                declined_employees::citizen_id.eq(Id(citizen)),
                declined_employees::employee_id.eq(Id(who)),
                declined_employees::since.eq(now),
            ))
            .on_conflict_do_nothing()
            .execute(c)?);
        self.changed("declined-employees", who, Some(citizen), 1, Op::Created);
        self.follow_plans(opened.responsible, &[citizen])?;
        let found = self.declined_by(opened)?;
        let one = found.into_iter().find(|declined| declined.employee == who);
        one.ok_or_else(|| Failure::Internal("what was written is not there".into()))
    }

    /// Takes it back.
    ///
    /// # Errors
    /// Those of the database.
    pub fn accept_employee(&mut self, opened: &Opened, who: EmployeeId) -> Outcome<()> {
        let citizen = opened.citizen;
        either!(self, |c| diesel::delete(
            declined_employees::table.find((Id(citizen), Id(who)))
        )
        .execute(c)?);
        self.changed("declined-employees", who, Some(citizen), 2, Op::Deleted);
        self.follow_plans(opened.responsible, &[citizen])
    }
}
