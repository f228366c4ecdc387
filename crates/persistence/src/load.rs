//! What four weeks of lists came to, for each who works in a unit (R-WL-8): three queries, however
//! many people and visits.

use crate::{
    connection::either,
    failure::Outcome,
    organisation::Employee,
    reader::Reader,
    row_security::Beyond,
    schema::{assignments, memberships, visits},
    sql_types::{Doc, Id},
};
use chrono::NaiveDate;
use diesel::prelude::*;
use domain::{
    ids::{EmployeeId, UnitId},
    interval::Interval,
    load::LoadPart,
    shift::at_work,
    time,
    visit::PlannedVisit,
};
use std::collections::{BTreeMap, BTreeSet};

/// One employee with her time at work in all units, absences cut out, and her parts in the unit's
/// visits.
#[derive(Debug, Clone, PartialEq)]
pub struct Loaded {
    /// Who.
    pub employee: Employee,
    /// When she was, or is to be, at work.
    pub at_work: Vec<Interval>,
    /// What she did, or is to do.
    pub parts: Vec<LoadPart>,
}

impl Reader<'_> {
    /// Those who have had, or are to have, a list in an entered unit between two dates, by name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn load_of_unit(
        &mut self,
        unit: UnitId,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Outcome<Vec<Loaded>> {
        type Row = (Id<EmployeeId>, Doc<PlannedVisit>);
        let during = Interval {
            from: time::day_start(from),
            until: time::day_end(until),
        };
        let pools = self.pools_from(&[unit], from)?;
        let pools: Vec<UnitId> = pools.into_iter().map(|pool| pool.id).collect();
        let rows: Vec<Row> = self.beyond(Beyond::Calendar, |reader| {
            let of_pool = || {
                let members = memberships::table
                    .filter(memberships::unit_id.eq(Id(unit)))
                    .select(memberships::employee_id);
                let pools = visits::unit_id.eq_any(pools.iter().copied().map(Id));
                pools.and(assignments::employee_id.assume_not_null().eq_any(members))
            };
            Ok(either!(reader, |c| assignments::table
                .inner_join(visits::table.on(visits::id.eq(assignments::visit_id)))
                .filter(visits::unit_id.eq(Id(unit)).or(of_pool()))
                .filter(visits::plan_date.between(from, until))
                .filter(visits::suspended.eq(false))
                .filter(assignments::employee_id.is_not_null())
                .select((assignments::employee_id.assume_not_null(), visits::planned))
                .load(c)?))
        })?;
        let here = self.shifts_of_unit(unit, during)?;
        let mut parts: BTreeMap<EmployeeId, Vec<LoadPart>> = BTreeMap::new();
        for (employee, planned) in rows {
            parts.entry(employee.0).or_default().push(LoadPart {
                employee: employee.0,
                minutes: planned.0.minutes,
                employees: planned.0.employees,
            });
        }
        let who: BTreeSet<EmployeeId> = here
            .iter()
            .filter_map(|shift| shift.employee)
            .chain(parts.keys().copied())
            .collect();
        let ids: Vec<EmployeeId> = who.into_iter().collect();
        let shifts = self.shifts_of(&ids, during)?;
        let absences = self.absences_of(&ids, during)?;
        let mut employees = self.employees(&ids)?;
        employees.sort_by(|a, b| {
            (&a.family_name, &a.given_name, a.id).cmp(&(&b.family_name, &b.given_name, b.id))
        });
        Ok(employees
            .into_iter()
            .map(|employee| {
                let id = employee.id;
                let own = shifts.iter().filter(|s| s.employee == Some(id));
                let own: Vec<Interval> = own.filter_map(|s| s.interval.intersect(during)).collect();
                let away: Vec<Interval> = absences
                    .iter()
                    .filter(|a| a.employee == id)
                    .map(|a| a.interval)
                    .collect();
                Loaded {
                    at_work: at_work(&own, &away),
                    parts: parts.remove(&id).unwrap_or_default(),
                    employee,
                }
            })
            .collect())
    }
}
