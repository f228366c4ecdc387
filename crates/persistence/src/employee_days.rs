//! One employee's day, held for the rest of the transaction: two teams that plan with the same person
//! wait for each other here, and only here (R-TEAM-9). Lock order: streams, citizens, employee-days,
//! quotas.

use crate::{
    connection::Connection,
    days::Day,
    failure::{Failure, Outcome},
    visits::DayVisit,
    writer::Writer,
};
use chrono::NaiveDate;
use diesel::{
    prelude::*,
    sql_types::{Array, Text},
};
use domain::ids::EmployeeId;
use std::collections::BTreeSet;

/// All of them in one statement, one after the other: a rota of twelve weeks is a thousand days.
const HOLD: &str = "SELECT pg_advisory_xact_lock(hashtextextended(ordered.key, 0)) FROM (SELECT days.key \
     FROM unnest($1) WITH ORDINALITY AS days(key, n) ORDER BY days.n) AS ordered";

impl Writer<'_> {
    /// Holds employees' days until the write ends; on SQLite the write itself is the lock.
    ///
    /// # Errors
    /// Those of the database.
    pub fn lock_employee_days(
        &mut self,
        days: impl IntoIterator<Item = (EmployeeId, NaiveDate)>,
    ) -> Outcome<()> {
        let Connection::Postgres(c) = self.connection() else {
            return Ok(());
        };
        // In order, so that two writes never wait for each other in a circle.
        let days: BTreeSet<(EmployeeId, NaiveDate)> = days.into_iter().collect();
        let keys: Vec<String> = days
            .into_iter()
            .map(|(employee, date)| format!("employee-day/{employee}/{date}"))
            .collect();
        if !keys.is_empty() {
            diesel::sql_query(HOLD)
                .bind::<Array<Text>, _>(keys)
                .execute(c)?;
        }
        Ok(())
    }

    /// Holds the day of each employee who gets a part in a visit, and runs the write again when she has
    /// got or lost a visit in another plan since `day` was read: then the rules are asked anew.
    ///
    /// # Errors
    /// [`Failure::Again`] when the facts have changed.
    pub fn guard_employee_days(
        &mut self,
        day: &Day,
        employees: impl IntoIterator<Item = EmployeeId>,
    ) -> Outcome<()> {
        let employees: BTreeSet<EmployeeId> = employees.into_iter().collect();
        let is_postgres = matches!(self.connection(), Connection::Postgres(_));
        if employees.is_empty() || !is_postgres {
            return Ok(());
        }
        self.lock_employee_days(employees.iter().map(|who| (*who, day.date)))?;
        let before = day.date.pred_opt().unwrap_or(day.date);
        let after = day.date.succ_opt().unwrap_or(day.date);
        let ids: Vec<EmployeeId> = employees.iter().copied().collect();
        let now = self.visits_held(&ids, before, after)?;
        let own: BTreeSet<_> = day.visits.iter().map(|v| v.visit.id).collect();
        let held = |visit: &&DayVisit| {
            let hers = |who: EmployeeId| employees.contains(&who);
            !own.contains(&visit.visit.id)
                && visit
                    .assignments
                    .iter()
                    .any(|a| a.employee.is_some_and(hers))
        };
        let versions = |visits: &[DayVisit]| -> BTreeSet<_> {
            let held = visits.iter().filter(held);
            held.map(|v| (v.visit.id, v.version)).collect()
        };
        if versions(&now) == versions(&day.elsewhere) {
            Ok(())
        } else {
            Err(Failure::Again)
        }
    }
}
