//! Who works here.

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::Reader,
    schema::employees,
    sql_types::{Coded, Id},
    writer::Writer,
};
use diesel::prelude::*;
use domain::{
    ids::EmployeeId,
    organisation::{Profession, Transport},
};

/// An employee.
#[derive(Debug, Clone, PartialEq)]
pub struct Employee {
    /// Identity.
    pub id: EmployeeId,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Education.
    pub profession: Profession,
    /// How she gets about.
    pub transport: Transport,
    /// Work phone.
    pub phone: Option<String>,
}

pub(crate) type EmployeeRow = (
    Id<EmployeeId>,
    String,
    String,
    Coded<Profession>,
    Coded<Transport>,
    Option<String>,
);

pub(crate) fn employee(row: EmployeeRow) -> Employee {
    let (id, given_name, family_name, profession, transport, phone) = row;
    Employee {
        id: id.0,
        given_name,
        family_name,
        profession: profession.0,
        transport: transport.0,
        phone,
    }
}

/// The columns of [`EmployeeRow`].
pub(crate) const EMPLOYEE: (
    employees::id,
    employees::given_name,
    employees::family_name,
    employees::profession,
    employees::transport,
    employees::phone,
) = (
    employees::id,
    employees::given_name,
    employees::family_name,
    employees::profession,
    employees::transport,
    employees::phone,
);

impl Reader<'_> {
    /// One employee.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is none.
    pub fn employee(&mut self, id: EmployeeId) -> Outcome<Employee> {
        self.employees(&[id])?.pop().ok_or(Failure::NotThere)
    }

    /// Employees by id.
    ///
    /// # Errors
    /// Those of the database.
    pub fn employees(&mut self, ids: &[EmployeeId]) -> Outcome<Vec<Employee>> {
        let rows: Vec<EmployeeRow> = either!(self, |c| employees::table
            .filter(employees::id.eq_any(ids.iter().copied().map(Id)))
            .select(EMPLOYEE)
            .load(c)?);
        Ok(rows.into_iter().map(employee).collect())
    }
}

impl Writer<'_> {
    /// A new employee.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_employee(&mut self, employee: &Employee) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(employees::table)
            .values((
                employees::id.eq(Id(employee.id)),
                employees::given_name.eq(&employee.given_name),
                employees::family_name.eq(&employee.family_name),
                employees::profession.eq(Coded(employee.profession)),
                employees::transport.eq(Coded(employee.transport)),
                employees::phone.eq(&employee.phone),
            ))
            .execute(c)?);
        self.changed("employees", employee.id, None, 1, Op::Created);
        Ok(())
    }

    /// Which education an employee has from now on.
    ///
    /// # Errors
    /// Those of the database.
    pub fn set_profession(&mut self, of: EmployeeId, profession: Profession) -> Outcome<()> {
        either!(self, |c| diesel::update(employees::table.find(Id(of)))
            .set(employees::profession.eq(Coded(profession)))
            .execute(c)?);
        self.changed("employees", of, None, 1, Op::Updated);
        Ok(())
    }
}
