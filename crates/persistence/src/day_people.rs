//! Who takes part in a unit's day, and who holds its duties (R-WL-2, R-TEAM-5).

use crate::{failure::Outcome, organisation::Employee, reader::Reader, visits::DayVisit};
use chrono::NaiveDate;
use domain::{
    duty::{DutyKey, DutyRota, Holder, HolderReason, holder, required_competence},
    ids::{EmployeeId, UnitId},
    interval::Interval,
    organisation::{Competence, CompetenceCode, Duty, Membership, Role, competences_on},
    shift::{Absence, Shift},
    time::local_date,
};
use std::collections::{BTreeMap, BTreeSet};

/// Somebody who can have a list that day.
#[derive(Debug, Clone, PartialEq)]
pub struct Colleague {
    /// Who.
    pub employee: Employee,
    /// Her role in the unit that day; none for one who is only on its shift, or holds a visit.
    pub role: Option<Role>,
    /// Her shifts around that day, in all units.
    pub shifts: Vec<Shift>,
    /// Her absences around that day.
    pub absences: Vec<Absence>,
    /// What she may do that day.
    pub competences: BTreeSet<CompetenceCode>,
    /// Member of the unit that day, or on its shift: may take visits here (R-WL-2).
    pub in_unit: bool,
    /// Of a team of this pool: takes visits here only when she is on its shift (R-TEAM-8).
    pub pooled: bool,
}

impl Colleague {
    /// Given and family name.
    pub fn name(&self) -> String {
        format!("{} {}", self.employee.given_name, self.employee.family_name)
    }
}

impl Reader<'_> {
    /// Everybody who can have a list: the unit's members, those on its shift, and those who hold a
    /// visit in the plan.
    pub(crate) fn people_of_day(
        &mut self,
        unit: UnitId,
        date: NaiveDate,
        around: Interval,
        visits: &[DayVisit],
    ) -> Outcome<Vec<Colleague>> {
        let day = Interval::day(date);
        let here = self.shifts_of_unit(unit, around)?;
        let on_shift: BTreeSet<EmployeeId> = here
            .iter()
            .filter(|shift| shift.interval.overlaps(day))
            .filter_map(|shift| shift.employee)
            .collect();
        let members = self.members_of_day(unit, date, &on_shift)?;
        let holders = visits.iter().flat_map(|v| &v.assignments);
        let ids: BTreeSet<EmployeeId> = members
            .keys()
            .copied()
            .chain(on_shift.iter().copied())
            .chain(holders.filter_map(|a| a.employee))
            .collect();
        let ids: Vec<EmployeeId> = ids.into_iter().collect();
        let mut employees = self.employees(&ids)?;
        employees.sort_by(|a, b| {
            (&a.family_name, &a.given_name, a.id).cmp(&(&b.family_name, &b.given_name, b.id))
        });
        let shifts = self.shifts_of(&ids, around)?;
        let absences = self.absences_of(&ids, around)?;
        let certificates = self.certificates(&ids)?;
        Ok(employees
            .into_iter()
            .map(|employee| {
                let id = employee.id;
                let held: Vec<Competence> = certificates
                    .iter()
                    .filter(|(who, _)| *who == id)
                    .map(|(_, certificate)| *certificate)
                    .collect();
                Colleague {
                    role: members.get(&id).map(|m| m.role),
                    shifts: shifts
                        .iter()
                        .filter(|s| s.employee == Some(id))
                        .cloned()
                        .collect(),
                    absences: absences
                        .iter()
                        .filter(|a| a.employee == id)
                        .cloned()
                        .collect(),
                    competences: competences_on(employee.profession, &held, date),
                    in_unit: members.get(&id).is_some_and(|m| m.unit == unit)
                        || on_shift.contains(&id),
                    pooled: members.get(&id).is_some_and(|m| m.unit != unit),
                    employee,
                }
            })
            .collect())
    }

    /// The unit's members that day. Of a pool's teams: the leaders, and those on its shift.
    fn members_of_day(
        &mut self,
        unit: UnitId,
        date: NaiveDate,
        on_shift: &BTreeSet<EmployeeId>,
    ) -> Outcome<BTreeMap<EmployeeId, Membership>> {
        let mut members: BTreeMap<EmployeeId, Membership> = BTreeMap::new();
        for (membership, ..) in self.members(unit)? {
            let who = membership.employee;
            let leads = membership.role == Role::Leader;
            let here = membership.unit == unit || leads || on_shift.contains(&who);
            let closer = leads || !members.contains_key(&who);
            let works = membership.is_active(date) && membership.role != Role::Staffing;
            if works && here && closer {
                members.insert(who, membership);
            }
        }
        Ok(members)
    }

    /// Who holds the duty fordeler of a unit on a day.
    ///
    /// # Errors
    /// Those of the database.
    pub fn fordeler_on(&mut self, unit: UnitId, date: NaiveDate) -> Outcome<Option<EmployeeId>> {
        let people = self.people_of_day(unit, date, Interval::day(date), &[])?;
        let holder = self.fordeler(unit, date, &people)?;
        Ok(holder.map(|holder| holder.employee))
    }

    /// The duties that one employee holds in a unit on a day (R-TEAM-5): what falls to whoever holds
    /// them falls to her.
    ///
    /// # Errors
    /// Those of the database.
    pub fn duties_held(
        &mut self,
        unit: UnitId,
        date: NaiveDate,
        by: EmployeeId,
    ) -> Outcome<Vec<Duty>> {
        let people = self.people_of_day(unit, date, Interval::day(date), &[])?;
        let (rotas, _) = self.duty_rotas(unit)?;
        // What the team has agreed on for nobody is its leader's.
        let held: Vec<Duty> = Duty::ALL
            .iter()
            .copied()
            .filter(|duty| {
                let holder = holder_of(unit, (*duty, None), &rotas, date, &people);
                holder.is_some_and(|holder| holder.employee == by)
            })
            .collect();
        Ok(held)
    }

    /// Who holds the duty fordeler on a day (R-TEAM-5); the leader where none is agreed.
    pub(crate) fn fordeler(
        &mut self,
        unit: UnitId,
        date: NaiveDate,
        people: &[Colleague],
    ) -> Outcome<Option<Holder>> {
        let (rotas, _) = self.duty_rotas(unit)?;
        let duty = (Duty::Fordeler, None);
        Ok(holder_of(unit, duty, &rotas, date, people))
    }
}

/// Who holds a duty on a day; the leader where none is agreed, nobody without a leader.
///
/// In a pool one holds a duty only from its shift. Where nobody in the order is there, or the teams have
/// agreed on no order, it is the first on the shift who may hold it: there is nobody else at work
/// (R-TEAM-5, R-TEAM-8).
pub(crate) fn holder_of(
    unit: UnitId,
    duty: DutyKey<'_>,
    rotas: &[DutyRota],
    date: NaiveDate,
    people: &[Colleague],
) -> Option<Holder> {
    let leader = people.iter().find(|p| p.role == Some(Role::Leader))?;
    let leader = leader.employee.id;
    let day = Interval::day(date);
    let rota = rotas
        .iter()
        .find(|rota| rota.key() == duty && rota.holds_on(date));
    let needed = rota.map_or_else(|| required_competence(duty.0), DutyRota::required);
    let can_hold = |who: EmployeeId| {
        people.iter().any(|p| {
            p.employee.id == who
                && p.role.is_some()
                && (p.in_unit || !p.pooled)
                && needed.is_none_or(|code| p.competences.contains(&code))
                && !p.absences.iter().any(|a| a.interval.overlaps(day))
        })
    };
    let first = on_shift(unit, date, people)
        .into_iter()
        .find(|who| can_hold(*who));
    let named = rota.map(|rota| holder(rota, date, can_hold, leader));
    let of = |employee, reason| Holder { employee, reason };
    Some(match (named, first) {
        (Some(named), Some(first)) if named.is_flagged() => of(first, HolderReason::StandIn),
        (Some(named), _) => named,
        (None, Some(first)) => of(first, HolderReason::Turn),
        (None, None) => of(leader, HolderReason::Leader),
    })
}

/// Those on a pool's shift that day, whoever comes first before those who come later; whoever came the day
/// before, as for a night, belongs to that day and comes last. Nobody where the unit is no pool.
fn on_shift(unit: UnitId, date: NaiveDate, people: &[Colleague]) -> Vec<EmployeeId> {
    let mut there: Vec<_> = people
        .iter()
        .filter(|p| p.pooled && p.in_unit)
        .map(|p| {
            let hers = p.shifts.iter().filter(|s| s.unit == unit);
            let began = hers.map(|s| s.interval.from);
            let began = began.map(|from| (local_date(from) < date, from)).min();
            (began, p.employee.id)
        })
        .collect();
    there.sort();
    there.into_iter().map(|(_, who)| who).collect()
}
