//! What if: a day that is changed in one thing, to be proposed and compared without saving.

use crate::problem::{Citizen, Employee, Problem, Visit};
use domain::ids::EmployeeId;

/// One change to a day.
#[derive(Debug, Clone, PartialEq)]
pub enum WhatIf {
    /// One more at work.
    OneMore(Box<Employee>),
    /// One is ill or leaves: what she has done stays done, all else of hers is free again.
    Absent(EmployeeId),
    /// A visit is added: acute, or a citizen home from hospital.
    NewVisit(Box<Visit>, Box<Citizen>),
}

impl WhatIf {
    /// The problem after the change.
    #[must_use]
    pub fn applied_to(self, problem: &Problem) -> Problem {
        let mut problem = problem.clone();
        match self {
            Self::OneMore(employee) => problem.employees.push(*employee),
            Self::Absent(id) => {
                problem.employees.retain(|e| e.id != id);
                for visit in &mut problem.visits {
                    visit.fixed.retain(|f| f.employee != id || f.tie.is_fact());
                }
                for work in &mut problem.work {
                    work.employees.remove(&id);
                }
            }
            Self::NewVisit(visit, citizen) => {
                if problem.citizens.iter().all(|c| c.id != citizen.id) {
                    problem.citizens.push(*citizen);
                }
                problem.visits.push(*visit);
            }
        }
        problem
    }
}
