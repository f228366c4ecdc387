//! Points that do not depend on the rest of the lists: who comes to whom, and what people know.

use super::{Builder, staff::facts_of};
use crate::terms::{changes, faces};
use std::collections::BTreeSet;

impl Builder<'_> {
    pub(super) fn points(&self) -> (Vec<i64>, [Vec<i64>; 2]) {
        let problem = self.problem;
        let count = problem.employees.len();
        let met: BTreeSet<_> = problem
            .visits
            .iter()
            .flat_map(|v| v.fixed.iter().map(move |f| (v.citizen, f)))
            .filter(|(_, f)| f.tie.is_fact())
            .map(|(citizen, f)| (citizen, f.employee))
            .collect();
        let mut meeting = Vec::with_capacity(count * problem.citizens.len());
        for citizen in &problem.citizens {
            for employee in &problem.employees {
                meeting.push(if met.contains(&(citizen.id, employee.id)) {
                    0
                } else {
                    faces::meeting(citizen, employee.id)
                });
            }
        }
        let mut of_face = vec![0; count * self.tasks.len()];
        let mut of_change = vec![0; count * self.tasks.len()];
        for (visit, first) in problem.visits.iter().zip(&self.first_op) {
            let Some(first) = first else { continue };
            let task = self.ops[*first as usize].task as usize;
            let citizen = self.index.citizens.get(&visit.citizen);
            for (e, employee) in problem.employees.iter().enumerate() {
                if let Some(&c) = citizen {
                    of_face[task * count + e] = faces::per_visit(&problem.citizens[c], employee.id);
                }
                of_change[task * count + e] = changes::of_employee(visit, employee.id);
            }
        }
        (meeting, [of_face, of_change])
    }

    pub(super) fn fact_minutes(&self) -> Vec<i64> {
        self.problem
            .employees
            .iter()
            .map(|e| {
                facts_of(self.problem, e.id)
                    .iter()
                    .map(|s| i64::from(s.end - s.start))
                    .sum()
            })
            .collect()
    }
}
