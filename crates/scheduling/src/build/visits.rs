//! Visits, an operation for each seat.

use super::Builder;
use crate::{
    engine::{NOBODY, NONE, Op, Task},
    lists::Item,
    problem::{Minute, Problem, Visit},
    terms::{changes, unplaced},
};
use domain::{ids::EmployeeId, organisation::CompetenceCode};
use std::collections::BTreeSet;

impl Builder<'_> {
    pub(super) fn add_visit(&mut self, v: usize, visit: &Visit) {
        let problem = self.problem;
        let now = problem.now.unwrap_or(Minute::MIN);
        // A given time that has passed without the visit being begun binds nobody.
        let at = visit
            .fixed
            .iter()
            .filter_map(|f| f.at)
            .find(|&at| at >= now);
        let whole = (
            self.floor(visit.window.from),
            visit.window.to - visit.minutes,
        );
        let (release, latest) = at.map_or(whole, |at| {
            // A given time outside the window cannot be kept; then it has no place.
            if (whole.0..=whole.1).contains(&at) {
                (at, at)
            } else {
                (1, 0)
            }
        });
        let (wish_from, wish_to) = visit
            .wished
            .map_or((release, latest.max(release)), |w| (w.from, w.to));
        let (term, points) = unplaced::left_out(visit);
        let first = self.ops.len() as u32;
        let known = visit.known.first().map(|k| k.at);
        let settled = known.filter(|_| problem.is_published);
        let begun = self.begin.get(&visit.id);
        let (first_at, first_with) = match begun {
            Some((at, with)) => (Some(*at), with.clone()),
            None => (known, visit.known.iter().map(|k| k.employee).collect()),
        };
        let (ready, near) = match (settled, begun) {
            (Some(at), _) => (at, Some(at - changes::TOLERANCE)),
            (None, Some((at, _))) => (*at, Some(wish_from)),
            (None, None) => (wish_from, None),
        };
        let first_with = first_with
            .iter()
            .filter_map(|who| self.index.employees.get(who));
        let first_with: Vec<u32> = first_with.map(|&e| e as u32).collect();
        let two = visit.employees == 2;
        let task = self.tasks.len() as u32;
        let declined = self
            .index
            .citizens
            .get(&visit.citizen)
            .map(|&c| &problem.citizens[c].declined);
        let tied = tied_to_seats(problem, visit);
        let seats = visit.seats();
        for (seat, (asks, tied)) in seats.into_iter().zip(tied).enumerate() {
            let taken = |id| visit.fixed.iter().any(|f| f.employee == id);
            let vehicles = self.vehicles_of(release, latest, visit.minutes, |e| {
                let employee = &problem.employees[e];
                tied.map_or(!taken(employee.id), |id| id == employee.id)
                    && employee.competences.is_superset(asks)
                    && !declined.is_some_and(|d| d.contains(&employee.id))
            });
            let other = if two { first + 1 - seat as u32 } else { NONE };
            self.ops.push(Op {
                task,
                place: self.ways.position(&visit.place) as u32,
                minutes: visit.minutes,
                release,
                latest,
                wish_from,
                wish_to,
                known_start: known,
                first_with: first_with.clone(),
                first_at,
                ready,
                near,
                together: other,
                partner: other,
                pushes: Vec::new(),
                held_by: Vec::new(),
                vehicles,
            });
            self.items.push(Item::Visit(visit.id));
        }
        let given = visit.fixed.len() == usize::from(visit.employees);
        self.tasks.push(Task {
            first,
            second: if two { first + 1 } else { NONE },
            citizen: self
                .index
                .citizens
                .get(&visit.citizen)
                .map_or(NOBODY, |&c| c as u32),
            left_out: (term.index(), points),
            stays: given && at.is_some(),
            counts: true,
        });
        self.first_op[v] = Some(first);
    }
}

/// Which seat each of those who are given takes: one she can take, and of two such the one that
/// fewer others can.
fn tied_to_seats(problem: &Problem, visit: &Visit) -> [Option<EmployeeId>; 2] {
    let given: Vec<EmployeeId> = visit.fixed.iter().map(|f| f.employee).collect();
    let seats = visit.seats();
    let can = |who: EmployeeId, asks: &BTreeSet<CompetenceCode>| {
        let employee = problem.employees.iter().find(|e| e.id == who);
        employee.is_some_and(|e| e.competences.is_superset(asks))
    };
    match (given.as_slice(), seats.as_slice()) {
        ([one], [first, second]) => {
            let others = |asks| {
                let staff = problem.employees.iter().map(|e| e.id);
                staff.filter(|&e| e != *one && can(e, asks)).count()
            };
            let is_second =
                can(*one, second) && (!can(*one, first) || others(second) < others(first));
            if is_second {
                [None, Some(*one)]
            } else {
                [Some(*one), None]
            }
        }
        ([one, other], [first, second]) => {
            let straight = can(*one, first) && can(*other, second);
            if !straight && can(*one, second) && can(*other, first) {
                [Some(*other), Some(*one)]
            } else {
                [Some(*one), Some(*other)]
            }
        }
        _ => [given.first().copied(), None],
    }
}
