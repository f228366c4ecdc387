//! What an administrator sets up: units, and everybody who works here with log-in and roles. Nothing here
//! touches a citizen (SEC-2).

use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    organisation::{
        EMPLOYEE, Employee, EmployeeRow, MEMBERSHIP, MembershipRow, Unit, employee, membership,
    },
    reader::Reader,
    schema::{account_totp, accounts, districts, employees, memberships, municipal_roles, units},
    sql_types::{At, Coded, Id},
    writer::Writer,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    ids::{DistrictId, EmployeeId, MembershipId, UnitId},
    organisation::{Membership, Role},
};

/// Somebody's log-in, as an administrator may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogIn {
    /// What she logs in as.
    pub user_name: String,
    /// Whether a code generator is confirmed.
    pub second_factor: bool,
    /// Whether it has been closed.
    pub closed: bool,
}

/// The memberships and the municipal roles of some employees.
type Roles = (
    Vec<(Membership, i64)>,
    Vec<(EmployeeId, Role, NaiveDate, Option<NaiveDate>)>,
);

impl Reader<'_> {
    /// Everybody who works here, in no order.
    ///
    /// # Errors
    /// Those of the database.
    pub fn all_employees(&mut self) -> Outcome<Vec<Employee>> {
        let rows: Vec<EmployeeRow> =
            either!(self, |c| employees::table.select(EMPLOYEE).load(c)?);
        Ok(rows.into_iter().map(employee).collect())
    }

    /// The log-ins of some employees.
    ///
    /// # Errors
    /// Those of the database.
    pub fn log_ins(&mut self, ids: &[EmployeeId]) -> Outcome<Vec<(EmployeeId, LogIn)>> {
        type Row = (Id<EmployeeId>, String, Option<At>, Option<At>);
        let rows: Vec<Row> = either!(self, |c| accounts::table
            .left_join(account_totp::table.on(account_totp::account_id.eq(accounts::id)))
            .filter(accounts::employee_id.eq_any(ids.iter().copied().map(Id)))
            .select((
                accounts::employee_id,
                accounts::user_name,
                account_totp::confirmed_at.nullable(),
                accounts::disabled_at,
            ))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(who, user_name, confirmed, disabled)| {
                let log_in = LogIn {
                    user_name,
                    second_factor: confirmed.is_some(),
                    closed: disabled.is_some(),
                };
                (who.0, log_in)
            })
            .collect())
    }

    /// The memberships of some employees with their versions, and their roles in the municipality; also
    /// those that are over or not confirmed yet. The newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn roles_of(&mut self, ids: &[EmployeeId]) -> Outcome<Roles> {
        type Municipal = (Id<EmployeeId>, Coded<Role>, NaiveDate, Option<NaiveDate>);
        let rows: Vec<(MembershipRow, i64)> = either!(self, |c| memberships::table
            .filter(memberships::employee_id.eq_any(ids.iter().copied().map(Id)))
            .order((memberships::valid_from.desc(), memberships::id))
            .select((MEMBERSHIP, memberships::version))
            .load(c)?);
        let municipal: Vec<Municipal> = either!(self, |c| municipal_roles::table
            .filter(municipal_roles::employee_id.eq_any(ids.iter().copied().map(Id)))
            .order((municipal_roles::valid_from.desc(), municipal_roles::id))
            .select((
                municipal_roles::employee_id,
                municipal_roles::role,
                municipal_roles::valid_from,
                municipal_roles::valid_until,
            ))
            .load(c)?);
        Ok((
            rows.into_iter()
                .map(|(row, version)| (membership(row), version))
                .collect(),
            municipal
                .into_iter()
                .map(|(who, role, from, until)| (who.0, role.0, from, until))
                .collect(),
        ))
    }

    /// The unit that has a name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn unit_named(&mut self, name: &str) -> Outcome<Option<UnitId>> {
        let found: Option<Id<UnitId>> = either!(self, |c| units::table
            .filter(units::name.eq(name))
            .select(units::id)
            .first(c)
            .optional()?);
        Ok(found.map(|id| id.0))
    }

    fn district_named(&mut self, name: &str) -> Outcome<Option<DistrictId>> {
        let found: Option<Id<DistrictId>> = either!(self, |c| districts::table
            .filter(districts::name.eq(name))
            .select(districts::id)
            .first(c)
            .optional()?);
        Ok(found.map(|id| id.0))
    }
}

impl Writer<'_> {
    /// The district that has a name; `new` makes it when there is none.
    ///
    /// # Errors
    /// Those of the database.
    pub fn ensure_district(&mut self, name: &str, new: DistrictId) -> Outcome<DistrictId> {
        if let Some(found) = self.district_named(name)? {
            return Ok(found);
        }
        self.insert_district(new, name)?;
        Ok(new)
    }

    /// What a unit is called, where it belongs and where it starts from; what it is stays.
    ///
    /// # Errors
    /// [`Failure::Again`] when somebody was first.
    pub fn update_unit(&mut self, unit: &Unit) -> Outcome<i64> {
        let next = unit.version + 1;
        let rows = either!(self, |c| diesel::update(
            units::table
                .find(Id(unit.id))
                .filter(units::version.eq(unit.version))
        )
        .set((
            units::name.eq(&unit.name),
            units::district_id.eq(unit.district.as_ref().map(|(id, _)| Id(*id))),
            units::base_lat.eq(unit.base.0),
            units::base_lon.eq(unit.base.1),
            units::version.eq(next),
        ))
        .execute(c)?);
        if rows != 1 {
            return Err(Failure::Again);
        }
        self.changed("units", unit.id, None, next, Op::Updated);
        Ok(next)
    }

    /// Another last day of one membership.
    ///
    /// # Errors
    /// [`Failure::Again`] when somebody was first.
    pub fn end_membership(
        &mut self,
        id: MembershipId,
        last: NaiveDate,
        version: i64,
    ) -> Outcome<()> {
        let next = version + 1;
        let rows = either!(self, |c| diesel::update(
            memberships::table
                .find(Id(id))
                .filter(memberships::version.eq(version))
        )
        .set((
            memberships::valid_until.eq(Some(last)),
            memberships::version.eq(next),
        ))
        .execute(c)?);
        if rows != 1 {
            return Err(Failure::Again);
        }
        self.changed("memberships", id, None, next, Op::Updated);
        Ok(())
    }
}
