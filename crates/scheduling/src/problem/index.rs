//! Ids to positions, once per problem.

use super::Problem;
use domain::ids::{CitizenId, EmployeeId, VisitId, WorkId};
use std::collections::HashMap;

/// Where each id stands in the problem's lists. Of ids given twice the last counts; the check
/// refuses those.
#[derive(Debug, Clone)]
pub(crate) struct Index {
    pub(crate) employees: HashMap<EmployeeId, usize>,
    pub(crate) citizens: HashMap<CitizenId, usize>,
    pub(crate) visits: HashMap<VisitId, usize>,
    pub(crate) work: HashMap<WorkId, usize>,
}

impl Index {
    pub(crate) fn of(problem: &Problem) -> Self {
        fn places<T, K: std::hash::Hash + Eq>(
            items: &[T],
            key: impl Fn(&T) -> K,
        ) -> HashMap<K, usize> {
            items.iter().enumerate().map(|(i, t)| (key(t), i)).collect()
        }
        Self {
            employees: places(&problem.employees, |e| e.id),
            citizens: places(&problem.citizens, |c| c.id),
            visits: places(&problem.visits, |v| v.id),
            work: places(&problem.work, |w| w.id),
        }
    }
}
