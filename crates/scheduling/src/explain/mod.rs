//! Explanations: why a visit stands where it does, and why another found no place (R-WL-5).

mod unplaced;
mod why;

pub use unplaced::{Block, Help, Unplaced};
pub use why::Why;

pub(crate) use unplaced::unplaced;
pub(crate) use why::why;

use crate::{
    day::has_happened,
    lists::{Item, List, Lists, Stop},
    problem::Problem,
};

/// The lists as people know them now: known assignments, and what has happened.
pub(crate) fn known_lists(problem: &Problem) -> Lists {
    let lists = problem.employees.iter().map(|employee| {
        let mut stops = Vec::new();
        for visit in &problem.visits {
            let at = if has_happened(visit) {
                let mine = visit.fixed.iter().find(|f| f.employee == employee.id);
                mine.and_then(|f| f.at)
            } else {
                let mine = visit.known.iter().find(|k| k.employee == employee.id);
                mine.map(|k| k.at)
            };
            if let Some(start) = at {
                stops.push(Stop {
                    what: Item::Visit(visit.id),
                    start,
                    end: start + visit.minutes,
                    travel: 0,
                    wait: 0,
                });
            }
        }
        stops.sort_by_key(|s| s.start);
        List {
            employee: employee.id,
            stops,
        }
    });
    Lists {
        lists: lists.collect(),
    }
}
