//! Work lists: who does what, when. What the planner proposes, and what a person makes by hand.

use crate::problem::Minute;
use domain::ids::{EmployeeId, VisitId, WorkId};
use serde::{Deserialize, Serialize};

/// The lists of a day, one per employee.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Lists {
    /// One per employee; an employee without a list has nothing to do.
    pub lists: Vec<List>,
}

/// One employee's list, in the order she goes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct List {
    /// Whose.
    pub employee: EmployeeId,
    /// What she does, in order.
    pub stops: Vec<Stop>,
}

/// One thing on a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Stop {
    /// What.
    pub what: Item,
    /// When it starts.
    pub start: Minute,
    /// When it ends.
    pub end: Minute,
    /// Minutes on the way to it.
    pub travel: i32,
    /// Minutes waited before it.
    pub wait: i32,
}

/// What a stop is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Item {
    /// One employee's part in a visit.
    Visit(VisitId),
    /// Other work.
    Work(WorkId),
    /// The employee's pause with this number, counted from 0.
    Break(u8),
}

impl Lists {
    /// The list of `employee`.
    pub fn of(&self, employee: EmployeeId) -> Option<&List> {
        self.lists.iter().find(|list| list.employee == employee)
    }

    /// Every part in a visit: who, which, and the stop.
    pub fn assignments(&self) -> impl Iterator<Item = (EmployeeId, VisitId, &Stop)> {
        self.lists.iter().flat_map(|list| {
            list.stops.iter().filter_map(|stop| match stop.what {
                Item::Visit(id) => Some((list.employee, id, stop)),
                Item::Work(_) | Item::Break(_) => None,
            })
        })
    }
}
