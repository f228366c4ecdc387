//! What a team's questions about itself are answered from: its people with shifts, absences and
//! certificates, and what is to be done — each in a fixed number of queries.

use crate::{
    connection::either,
    failure::Outcome,
    organisation::{MEMBERSHIP, MembershipRow, membership},
    reader::Reader,
    row_security::Beyond,
    schema::{done_parts, memberships, responsibilities, units},
    sql_types::{Coded, Id},
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    ids::{CitizenId, EmployeeId, UnitId},
    interval::{Interval, joined},
    organisation::{Membership, Role, UnitKind},
    shift::at_work,
    team::{Needed, Worker},
    visit_event::Outcome as VisitOutcome,
};
use std::collections::{BTreeMap, BTreeSet};

impl Reader<'_> {
    /// The unit's people during a time: its members, and those on its shifts (R-TEAM-9: work elsewhere
    /// is never counted here). Four queries.
    ///
    /// # Errors
    /// Those of the database.
    pub fn unit_workers(&mut self, unit: UnitId, during: Interval) -> Outcome<Vec<Worker>> {
        let (first, last) = (
            domain::time::local_date(during.from),
            domain::time::local_date(during.until),
        );
        let members: BTreeSet<EmployeeId> = self
            .members(unit)?
            .into_iter()
            .map(|(membership, ..)| membership)
            .filter(|m| !matches!(m.role, Role::Staffing | Role::Substitute))
            .filter(|m| m.is_active(first) || m.is_active(last))
            .map(|m| m.employee)
            .collect();
        let here = self.shifts_of_unit(unit, during)?;
        let ids: BTreeSet<EmployeeId> = members
            .iter()
            .copied()
            .chain(here.iter().filter_map(|shift| shift.employee))
            .collect();
        let ids: Vec<EmployeeId> = ids.into_iter().collect();
        let all = self.shifts_of(&ids, during)?;
        let absences = self.absences_of(&ids, during)?;
        let certificates = self.certificates(&ids)?;
        let employees = self.employees(&ids)?;
        Ok(employees
            .into_iter()
            .map(|employee| {
                let id = employee.id;
                let shifts = |own: bool| -> Vec<Interval> {
                    let hers = all.iter().filter(|s| s.employee == Some(id));
                    let hers = hers.filter(|s| (s.unit == unit) == own);
                    hers.map(|s| s.interval).collect()
                };
                let away = absences.iter().filter(|a| a.employee == id);
                let mut busy: Vec<Interval> = away.map(|a| a.interval).collect();
                busy.extend(shifts(false));
                Worker {
                    employee: id,
                    profession: employee.profession,
                    certificates: certificates
                        .iter()
                        .filter(|(who, _)| *who == id)
                        .map(|(_, certificate)| *certificate)
                        .collect(),
                    member: members.contains(&id),
                    work: at_work(&joined(&shifts(true)), &joined(&busy)),
                    busy,
                }
            })
            .collect())
    }

    /// What is to be done in a unit from a day until another: two queries.
    ///
    /// # Errors
    /// Those of the database.
    pub fn needed_visits(
        &mut self,
        unit: UnitId,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Outcome<Vec<Needed>> {
        // A pool is weighed whole by whoever may ask: minutes, and nobody's name (R-TEAM-8).
        let visits = match self.pool {
            Some(pool) if pool == unit => self.beyond(Beyond::Pool, |reader| {
                reader.visits_between(unit, from, until)
            })?,
            _ => self.visits_between(unit, from, until)?,
        };
        Ok(visits
            .into_iter()
            .filter(|v| v.outcome == VisitOutcome::Planned)
            .map(|v| {
                let hours = v.visit.start_window();
                let planned = v.visit.planned;
                Needed {
                    visit: v.visit.id,
                    citizen: planned.citizen,
                    date: planned.date,
                    starts: v.visit.start.map_or(hours, |start| Interval {
                        from: start,
                        until: start,
                    }),
                    minutes: planned.minutes.into(),
                    employees: planned.employees.into(),
                    competences: planned.competences,
                    can_wait: !planned.must_do,
                    lies_still: v.visit.suspended,
                }
            })
            .collect())
    }

    /// Who has done visits to a unit's citizens since a day; citizens whom nobody has visited are left
    /// out. One query.
    ///
    /// # Errors
    /// Those of the database.
    pub fn who_knows(
        &mut self,
        unit: UnitId,
        since: NaiveDate,
    ) -> Outcome<BTreeMap<CitizenId, BTreeSet<EmployeeId>>> {
        let rows: Vec<(Id<CitizenId>, Id<EmployeeId>)> = either!(self, |c| done_parts::table
            .inner_join(
                responsibilities::table.on(responsibilities::citizen_id.eq(done_parts::citizen_id))
            )
            .filter(responsibilities::unit_id.eq(Id(unit)))
            .filter(responsibilities::ends_at.is_null())
            .filter(done_parts::date.ge(since))
            .filter(done_parts::companion.eq(false))
            .select((done_parts::citizen_id, done_parts::employee_id))
            .distinct()
            .load(c)?);
        let mut known: BTreeMap<CitizenId, BTreeSet<EmployeeId>> = BTreeMap::new();
        for (citizen, employee) in rows {
            known.entry(citizen.0).or_default().insert(employee.0);
        }
        Ok(known)
    }

    /// How many citizens a unit answers for now.
    ///
    /// # Errors
    /// Those of the database.
    pub fn citizens_count(&mut self, unit: UnitId) -> Outcome<i64> {
        Ok(either!(self, |c| responsibilities::table
            .filter(responsibilities::unit_id.eq(Id(unit)))
            .filter(responsibilities::ends_at.is_null())
            .count()
            .get_result(c)?))
    }

    /// Who works where on a day, confirmed, and what kind of unit it is; staffing and substitutes apart.
    ///
    /// # Errors
    /// Those of the database.
    pub fn at_work(&mut self, day: NaiveDate) -> Outcome<Vec<(Membership, UnitKind)>> {
        let roles = [
            Role::Member,
            Role::Leader,
            Role::CaseWorker,
            Role::OfficeLeader,
        ]
        .map(Coded);
        let rows: Vec<(MembershipRow, Coded<UnitKind>)> = either!(self, |c| memberships::table
            .inner_join(units::table.on(units::id.eq(memberships::unit_id)))
            .filter(memberships::role.eq_any(roles))
            .order(memberships::id)
            .select((MEMBERSHIP, units::kind))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(row, kind)| (membership(row), kind.0))
            .filter(|(membership, _)| membership.is_active(day))
            .collect())
    }

    /// Everybody who is a substitute somewhere, confirmed or not, today or not.
    ///
    /// # Errors
    /// Those of the database.
    pub fn substitutes(&mut self) -> Outcome<Vec<Membership>> {
        let rows: Vec<MembershipRow> = either!(self, |c| memberships::table
            .filter(memberships::role.eq(Coded(Role::Substitute)))
            .order(memberships::id)
            .select(MEMBERSHIP)
            .load(c)?);
        Ok(rows.into_iter().map(membership).collect())
    }

    /// All memberships of employees, in every unit: shares add up over them (R-TEAM-9).
    ///
    /// # Errors
    /// Those of the database.
    pub fn memberships_of(&mut self, employees: &[EmployeeId]) -> Outcome<Vec<Membership>> {
        let ids = || employees.iter().copied().map(Id);
        let rows: Vec<MembershipRow> = either!(self, |c| memberships::table
            .filter(memberships::employee_id.eq_any(ids()))
            .select(MEMBERSHIP)
            .load(c)?);
        Ok(rows.into_iter().map(membership).collect())
    }
}
