//! Who works in which unit as what, and who has a role in the whole municipality.

use super::{EMPLOYEE, Employee, EmployeeRow, employee};
use crate::{
    changes::Op,
    connection::either,
    failure::{Failure, Outcome},
    reader::Reader,
    schema::{employees, memberships, municipal_roles, pool_teams},
    sql_types::{At, Coded, Id},
    writer::Writer,
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    ids::{EmployeeId, MembershipId, UnitId},
    organisation::{Membership, Role},
};

/// A membership as stored.
pub(crate) type MembershipRow = (
    Id<MembershipId>,
    Id<EmployeeId>,
    Id<UnitId>,
    Coded<Role>,
    i32,
    NaiveDate,
    Option<NaiveDate>,
    Option<At>,
);

pub(crate) fn membership(row: MembershipRow) -> Membership {
    let (id, employee, unit, role, share, from, until, confirmed_at) = row;
    Membership {
        id: id.0,
        employee: employee.0,
        unit: unit.0,
        role: role.0,
        share,
        from,
        until,
        confirmed_at: confirmed_at.map(|at| at.0),
    }
}

/// The columns of [`MembershipRow`].
pub(crate) const MEMBERSHIP: (
    memberships::id,
    memberships::employee_id,
    memberships::unit_id,
    memberships::role,
    memberships::share,
    memberships::valid_from,
    memberships::valid_until,
    memberships::confirmed_at,
) = (
    memberships::id,
    memberships::employee_id,
    memberships::unit_id,
    memberships::role,
    memberships::share,
    memberships::valid_from,
    memberships::valid_until,
    memberships::confirmed_at,
);

impl Reader<'_> {
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
}

impl Writer<'_> {
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
