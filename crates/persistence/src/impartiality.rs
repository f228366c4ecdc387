//! What decides whether somebody must keep away from a case: declared relations and who leads whom
//! (R-VED-5); and the specialities of case workers (R-VED-1).

use crate::{
    changes::Op,
    connection::either,
    failure::Outcome,
    organisation::{MEMBERSHIP, MembershipRow, membership},
    reader::Reader,
    schema::{citizens, employee_numbers, employee_relations, employee_specialities, memberships},
    sql_types::{At, Coded, Id},
    writer::Writer,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    habilitet::{Relation, RelationKind},
    ids::{CitizenId, DeclarationId, EmployeeId},
    national_number::NationalNumber,
    organisation::{Membership, Role},
    service::ServiceType,
};
use std::collections::BTreeSet;

type Row = (
    Id<DeclarationId>,
    Id<EmployeeId>,
    Id<CitizenId>,
    Coded<RelationKind>,
    At,
    Option<At>,
);

fn relation(row: Row) -> (DeclarationId, Relation) {
    let (id, employee, citizen, kind, declared_at, ended_at) = row;
    let relation = Relation {
        employee: employee.0,
        citizen: citizen.0,
        kind: kind.0,
        declared_at: declared_at.0,
        ended_at: ended_at.map(|at| at.0),
    };
    (id.0, relation)
}

impl Reader<'_> {
    /// What an employee has declared, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn relations_of_employee(
        &mut self,
        employee: EmployeeId,
    ) -> Outcome<Vec<(DeclarationId, Relation)>> {
        let rows: Vec<Row> = either!(self, |c| employee_relations::table
            .filter(employee_relations::employee_id.eq(Id(employee)))
            .order((employee_relations::declared_at, employee_relations::id))
            .load(c)?);
        Ok(rows.into_iter().map(relation).collect())
    }

    /// The employee who is this citizen herself, known by the keyed hashes of their numbers.
    ///
    /// # Errors
    /// Those of the database.
    pub fn employee_who_is(&mut self, citizen: CitizenId) -> Outcome<Option<EmployeeId>> {
        let found: Option<Id<EmployeeId>> = either!(self, |c| employee_numbers::table
            .inner_join(
                citizens::table
                    .on(citizens::number_lookup.eq(employee_numbers::number_lookup.nullable()))
            )
            .filter(citizens::id.eq(Id(citizen)))
            .select(employee_numbers::employee_id)
            .first(c)
            .optional()?);
        Ok(found.map(|employee| employee.0))
    }

    /// Who must keep away from these citizens at an instant: themselves, kin, and those with an interest.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn disqualified(
        &mut self,
        citizens: &[CitizenId],
        at: DateTime<Utc>,
    ) -> Outcome<BTreeSet<(CitizenId, EmployeeId)>> {
        let ids = || citizens.iter().copied().map(Id);
        let rows: Vec<Row> = either!(self, |c| employee_relations::table
            .filter(employee_relations::citizen_id.eq_any(ids()))
            .load(c)?);
        let themselves: Vec<(Id<CitizenId>, Id<EmployeeId>)> =
            either!(self, |c| employee_numbers::table
                .inner_join(
                    citizens::table
                        .on(citizens::number_lookup.eq(employee_numbers::number_lookup.nullable()))
                )
                .filter(citizens::id.eq_any(ids()))
                .select((citizens::id, employee_numbers::employee_id))
                .load(c)?);
        let relations = rows.into_iter().map(|row| relation(row).1);
        Ok(relations
            .filter(|r| r.is_declared(at))
            .map(|r| (r.citizen, r.employee))
            .chain(themselves.into_iter().map(|(c, e)| (c.0, e.0)))
            .collect())
    }

    /// What anybody has declared towards a citizen.
    ///
    /// # Errors
    /// Those of the database.
    pub fn relations_to_citizen(&mut self, citizen: CitizenId) -> Outcome<Vec<Relation>> {
        let rows: Vec<Row> = either!(self, |c| employee_relations::table
            .filter(employee_relations::citizen_id.eq(Id(citizen)))
            .load(c)?);
        Ok(rows.into_iter().map(|row| relation(row).1).collect())
    }

    /// The memberships of employees, and those of every leader: enough to say who leads them and
    /// where they sit.
    ///
    /// # Errors
    /// Those of the database.
    pub fn memberships_and_leaders(&mut self, of: &[EmployeeId]) -> Outcome<Vec<Membership>> {
        let leaders = || [Role::Leader, Role::OfficeLeader].map(Coded);
        let rows: Vec<MembershipRow> = either!(self, |c| memberships::table
            .filter(
                memberships::role
                    .eq_any(leaders())
                    .or(memberships::employee_id.eq_any(of.iter().copied().map(Id))),
            )
            .select(MEMBERSHIP)
            .load(c)?);
        Ok(rows.into_iter().map(membership).collect())
    }

    /// Services that an employee has as her speciality.
    ///
    /// # Errors
    /// Those of the database.
    pub fn specialities(&mut self, of: EmployeeId) -> Outcome<Vec<ServiceType>> {
        let rows: Vec<Coded<ServiceType>> = either!(self, |c| employee_specialities::table
            .filter(employee_specialities::employee_id.eq(Id(of)))
            .select(employee_specialities::service)
            .load(c)?);
        Ok(rows.into_iter().map(|service| service.0).collect())
    }
}

impl Writer<'_> {
    /// An employee's own declaration.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_relation(&mut self, id: DeclarationId, relation: &Relation) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(employee_relations::table)
            .values((
                employee_relations::id.eq(Id(id)),
                employee_relations::employee_id.eq(Id(relation.employee)),
                employee_relations::citizen_id.eq(Id(relation.citizen)),
                employee_relations::kind.eq(Coded(relation.kind)),
                employee_relations::declared_at.eq(At::from(relation.declared_at)),
                employee_relations::ended_at.eq(relation.ended_at.map(At::from)),
            ))
            .execute(c)?);
        self.changed("relations", id, Some(relation.citizen), 1, Op::Created);
        Ok(())
    }

    /// An employee's own declaration that it is over.
    ///
    /// # Errors
    /// Those of the database.
    pub fn end_relation(&mut self, id: DeclarationId, relation: &Relation) -> Outcome<()> {
        either!(self, |c| diesel::update(
            employee_relations::table.find(Id(id))
        )
        .set(employee_relations::ended_at.eq(relation.ended_at.map(At::from)))
        .execute(c)?);
        self.changed("relations", id, Some(relation.citizen), 2, Op::Updated);
        Ok(())
    }

    /// Whose number an employee has; only its keyed hash is kept. False when another employee has it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn set_employee_number(
        &mut self,
        of: EmployeeId,
        number: &NationalNumber,
    ) -> Outcome<bool> {
        let lookup = self.vault.lookup(number.reveal().as_bytes());
        let holder: Option<Id<EmployeeId>> = either!(self, |c| employee_numbers::table
            .filter(employee_numbers::number_lookup.eq(&lookup))
            .select(employee_numbers::employee_id)
            .first(c)
            .optional()?);
        if holder.is_some_and(|holder| holder.0 != of) {
            return Ok(false);
        }
        either!(self, |c| diesel::insert_into(employee_numbers::table)
            .values((
                employee_numbers::employee_id.eq(Id(of)),
                employee_numbers::number_lookup.eq(&lookup),
            ))
            .on_conflict(employee_numbers::employee_id)
            .do_update()
            .set(employee_numbers::number_lookup.eq(&lookup))
            .execute(c)?);
        self.changed("employees", of, None, 1, Op::Updated);
        Ok(true)
    }

    /// A service becomes the speciality of a case worker.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert_speciality(&mut self, of: EmployeeId, service: ServiceType) -> Outcome<()> {
        either!(self, |c| diesel::insert_into(employee_specialities::table)
            .values((
                employee_specialities::employee_id.eq(Id(of)),
                employee_specialities::service.eq(Coded(service)),
            ))
            .on_conflict_do_nothing()
            .execute(c)?);
        self.changed("employees", of, None, 1, Op::Updated);
        Ok(())
    }
}
