//! Districts, units, employees and memberships.

use crate::{
    accounts::{MEMBERSHIP, MembershipRow, membership},
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::Reader,
    schema::{
        districts, employee_competences, employees, memberships, municipal_roles, pool_teams,
        streams, units,
    },
    sql_types::{AnyId, At, Coded, Id},
    writer::Writer,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    ids::{CompetenceId, DistrictId, EmployeeId, MembershipId, UnitId},
    organisation::{Competence, CompetenceCode, Membership, Profession, Role, Transport, UnitKind},
};
use uuid::Uuid;

/// A unit with its district.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// Identity.
    pub id: UnitId,
    /// What it is.
    pub kind: UnitKind,
    /// Its name.
    pub name: String,
    /// Its district, none for the municipality's own units.
    pub district: Option<(DistrictId, String)>,
    /// Where its people start and end, degrees north and east.
    pub base: (f64, f64),
    /// Version for the entity tag.
    pub version: i64,
}

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

type UnitRow = (
    Id<UnitId>,
    Coded<UnitKind>,
    String,
    Option<(Id<DistrictId>, String)>,
    f64,
    f64,
    i64,
);

fn unit(row: UnitRow) -> Unit {
    let (id, kind, name, district, lat, lon, version) = row;
    let district = district.map(|(id, name)| (id.0, name));
    Unit {
        id: id.0,
        kind: kind.0,
        name,
        district,
        base: (lat, lon),
        version,
    }
}

macro_rules! unit_query {
    () => {
        units::table
            .left_join(districts::table.on(units::district_id.eq(districts::id.nullable())))
            .select((
                units::id,
                units::kind,
                units::name,
                (districts::id, districts::name).nullable(),
                units::base_lat,
                units::base_lon,
                units::version,
            ))
            .order(units::name)
    };
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
    /// All units by name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn units(&mut self) -> Outcome<Vec<Unit>> {
        let rows: Vec<UnitRow> = either!(self, |c| unit_query!().load(c)?);
        Ok(rows.into_iter().map(unit).collect())
    }

    /// One unit.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is none.
    pub fn unit(&mut self, id: UnitId) -> Outcome<Unit> {
        let row: Option<UnitRow> = either!(self, |c| unit_query!()
            .filter(units::id.eq(Id(id)))
            .first(c)
            .optional()?);
        row.map(unit).ok_or(Failure::NotThere)
    }

    /// A unit's memberships with their employees, by family name; also those that have ended or are
    /// not confirmed yet. A pool's are those of its teams (R-TEAM-8).
    ///
    /// # Errors
    /// Those of the database.
    pub fn members(&mut self, id: UnitId) -> Outcome<Vec<(Membership, Employee, i64)>> {
        let rows: Vec<(MembershipRow, EmployeeRow, i64)> = either!(self, |c| memberships::table
            .inner_join(employees::table.on(employees::id.eq(memberships::employee_id)))
            .filter(
                memberships::unit_id
                    .eq(Id(id))
                    .or(memberships::unit_id.eq_any(
                        pool_teams::table
                            .filter(pool_teams::pool_id.eq(Id(id)))
                            .select(pool_teams::team_id)
                    ))
            )
            .order((
                employees::family_name,
                employees::given_name,
                memberships::id
            ))
            .select((MEMBERSHIP, EMPLOYEE, memberships::version))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(m, e, version)| (membership(m), employee(e), version))
            .collect())
    }

    /// The units that an employee works in today, confirmed.
    ///
    /// # Errors
    /// Those of the database.
    pub fn units_of_employee(&mut self, employee: EmployeeId) -> Outcome<Vec<UnitId>> {
        let today = domain::time::local_date(self.asked_at());
        let rows: Vec<MembershipRow> = either!(self, |c| memberships::table
            .filter(memberships::employee_id.eq(Id(employee)))
            .order(memberships::unit_id)
            .select(MEMBERSHIP)
            .load(c)?);
        let active = rows.into_iter().map(membership);
        let mut units: Vec<UnitId> = active
            .filter(|m| m.is_active(today))
            .map(|m| m.unit)
            .collect();
        units.dedup();
        Ok(units)
    }

    /// One membership with its version.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is none.
    pub fn membership(&mut self, id: MembershipId) -> Outcome<(Membership, i64)> {
        let row: Option<(MembershipRow, i64)> = either!(self, |c| memberships::table
            .find(Id(id))
            .select((MEMBERSHIP, memberships::version))
            .first(c)
            .optional()?);
        row.map(|(m, version)| (membership(m), version))
            .ok_or(Failure::NotThere)
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

    /// Certificates of employees, beside what their professions give.
    ///
    /// # Errors
    /// Those of the database.
    pub fn certificates(&mut self, ids: &[EmployeeId]) -> Outcome<Vec<(EmployeeId, Competence)>> {
        type Row = (
            Id<EmployeeId>,
            Coded<CompetenceCode>,
            NaiveDate,
            Option<NaiveDate>,
        );
        let rows: Vec<Row> = either!(self, |c| employee_competences::table
            .filter(employee_competences::employee_id.eq_any(ids.iter().copied().map(Id)))
            .select((
                employee_competences::employee_id,
                employee_competences::code,
                employee_competences::valid_from,
                employee_competences::valid_until,
            ))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(who, code, from, until)| {
                (
                    who.0,
                    Competence {
                        code: code.0,
                        from,
                        until,
                    },
                )
            })
            .collect())
    }
}

impl Reader<'_> {
    /// One employee's certificates, also those that have run out, by first day.
    ///
    /// # Errors
    /// Those of the database.
    pub fn certificates_of(
        &mut self,
        employee: EmployeeId,
    ) -> Outcome<Vec<(CompetenceId, Competence)>> {
        type Row = (
            Id<CompetenceId>,
            Coded<CompetenceCode>,
            NaiveDate,
            Option<NaiveDate>,
        );
        let rows: Vec<Row> = either!(self, |c| employee_competences::table
            .filter(employee_competences::employee_id.eq(Id(employee)))
            .order((employee_competences::valid_from, employee_competences::id))
            .select((
                employee_competences::id,
                employee_competences::code,
                employee_competences::valid_from,
                employee_competences::valid_until,
            ))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(id, code, from, until)| {
                let held = Competence {
                    code: code.0,
                    from,
                    until,
                };
                (id.0, held)
            })
            .collect())
    }
}

impl Writer<'_> {
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

    /// A new district.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_district(&mut self, id: DistrictId, name: &str) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(districts::table)
            .values((districts::id.eq(Id(id)), districts::name.eq(name)))
            .execute(c)?);
        Ok(())
    }

    /// A stream for a unit, or for the municipality itself.
    ///
    /// # Errors
    /// Those of the database.
    pub fn ensure_stream(&mut self, id: impl Into<Uuid>) -> Outcome<()> {
        let id: AnyId = Id(id.into());
        let now = At::from(self.now());
        either!(self, |c| diesel::insert_into(streams::table)
            .values((
                streams::id.eq(id),
                streams::revision.eq(0),
                streams::changed_at.eq(now)
            ))
            .on_conflict(streams::id)
            .do_nothing()
            .execute(c)?);
        Ok(())
    }

    /// A new unit with its stream.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_unit(&mut self, unit: &Unit) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(units::table)
            .values((
                units::id.eq(Id(unit.id)),
                units::district_id.eq(unit.district.as_ref().map(|(id, _)| Id(*id))),
                units::kind.eq(Coded(unit.kind)),
                units::name.eq(&unit.name),
                units::base_lat.eq(unit.base.0),
                units::base_lon.eq(unit.base.1),
            ))
            .execute(c)?);
        self.ensure_stream(unit.id)?;
        self.changed("units", unit.id, None, 1, Op::Created);
        Ok(())
    }

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

    /// A membership, proposed by `registered_by`; none for the system's own setting-up.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_membership(
        &mut self,
        membership: &Membership,
        registered_by: Option<EmployeeId>,
    ) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(memberships::table)
            .values((
                memberships::id.eq(Id(membership.id)),
                memberships::employee_id.eq(Id(membership.employee)),
                memberships::unit_id.eq(Id(membership.unit)),
                memberships::role.eq(Coded(membership.role)),
                memberships::share.eq(membership.share),
                memberships::valid_from.eq(membership.from),
                memberships::valid_until.eq(membership.until),
                memberships::registered_by.eq(registered_by.map(Id)),
                memberships::confirmed_at.eq(membership.confirmed_at.map(At::from)),
            ))
            .execute(c)?);
        self.changed("memberships", membership.id, None, 1, Op::Created);
        Ok(())
    }

    /// The leader's confirmation: from now the membership opens records (SEC-2).
    ///
    /// # Errors
    /// Those of the database.
    pub fn confirm_membership(&mut self, id: MembershipId, version: i64) -> Outcome<()> {
        let now = At::from(self.now());
        let by = self.actor()?.employee;
        either!(self, |c| diesel::update(memberships::table.find(Id(id)))
            .set((
                memberships::confirmed_at.eq(Some(now)),
                memberships::confirmed_by.eq(Some(Id(by))),
                memberships::version.eq(version + 1),
            ))
            .execute(c)?);
        self.changed("memberships", id, None, version + 1, Op::Updated);
        Ok(())
    }

    /// Ends an employee's memberships with `last` as their last day.
    ///
    /// # Errors
    /// Those of the database.
    pub fn end_memberships(&mut self, employee: EmployeeId, last: NaiveDate) -> Outcome<()> {
        let ended: Vec<(Id<MembershipId>, i64)> = either!(self, |c| diesel::update(
            memberships::table
                .filter(memberships::employee_id.eq(Id(employee)))
                .filter(
                    memberships::valid_until
                        .is_null()
                        .or(memberships::valid_until.gt(last))
                )
        )
        .set((
            memberships::valid_until.eq(Some(last)),
            memberships::version.eq(memberships::version + 1),
        ))
        .returning((memberships::id, memberships::version))
        .get_results(c)?);
        for (id, version) in ended {
            self.changed("memberships", id.0, None, version, Op::Updated);
        }
        Ok(())
    }

    /// A role in the whole municipality.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_municipal_role(
        &mut self,
        id: MembershipId,
        employee: EmployeeId,
        role: Role,
        from: NaiveDate,
    ) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(municipal_roles::table)
            .values((
                municipal_roles::id.eq(Id(id)),
                municipal_roles::employee_id.eq(Id(employee)),
                municipal_roles::role.eq(Coded(role)),
                municipal_roles::valid_from.eq(from),
            ))
            .execute(c)?);
        self.changed("municipal-roles", id, None, 1, Op::Created);
        Ok(())
    }
}
