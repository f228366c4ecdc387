//! Changes to what people already know: another employee, or a clearly different time.

use super::{Part, Term};
use crate::{
    day::Day,
    problem::{Minute, Visit},
};
use domain::{ids::EmployeeId, reason};

pub(crate) const NAME: reason::Term = reason::Term {
    nb: "endringer",
    nn: "endringar",
    en: "changes",
};
pub(crate) const UNIT: reason::Term = reason::Term {
    nb: "poeng: ny ansatt på besøket eller flyttet mer enn 15 minutter 2, begge deler 3",
    nn: "poeng: ny tilsett på besøket eller flytta meir enn 15 minutt 2, begge delar 3",
    en: "points: another employee on the visit or moved by more than 15 minutes 2, both 3",
};

/// A start that moves by no more than this is no change.
pub(crate) const TOLERANCE: i32 = 15;

/// A visit that is not as people know it disturbs them once, and little more when it is so twice.
const CHANGED: i64 = 2;
const TWICE: i64 = 3;

/// Whether others are known to come.
pub(crate) fn is_by_other(visit: &Visit, employee: EmployeeId) -> bool {
    let known = &visit.known;
    !known.is_empty() && known.iter().all(|k| k.employee != employee)
}

/// Whether it starts clearly earlier or later than is known.
pub(crate) fn is_moved(visit: &Visit, start: Minute) -> bool {
    let moved = |known: Minute| (start - known).abs() > TOLERANCE;
    visit.known.first().is_some_and(|k| moved(k.at))
}

/// Points for an employee who comes at this time.
pub(crate) fn points(visit: &Visit, employee: EmployeeId, start: Minute) -> i64 {
    match (is_by_other(visit, employee), is_moved(visit, start)) {
        (false, false) => 0,
        (true, true) => TWICE,
        _ => CHANGED,
    }
}

/// Points for an employee, whenever she comes.
pub(crate) fn of_employee(visit: &Visit, employee: EmployeeId) -> i64 {
    if is_by_other(visit, employee) {
        CHANGED
    } else {
        0
    }
}

pub(crate) fn parts(day: &Day<'_>, parts: &mut Vec<Part>) {
    for (employee, visit, stop) in day.assignments() {
        parts.push(Part {
            term: Term::Changes,
            employee: Some(employee),
            visit: Some(visit.id),
            points: points(visit, employee, stop.start),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        problem::Known,
        testing::{TestDay, at},
    };

    #[test]
    fn another_employee_or_time_counts_once_and_both_little_more() {
        let mut t = TestDay::new(2);
        let v = t.visit(at(0), 30);
        let employee = t.employee(0);
        t.problem.visits[v].known = vec![Known { employee, at: 480 }];
        assert_eq!(t.points(&[vec![(v, 495)]], Term::Changes), 0);
        assert_eq!(t.points(&[vec![(v, 496)]], Term::Changes), 2);
        assert_eq!(t.points(&[vec![], vec![(v, 480)]], Term::Changes), 2);
        assert_eq!(t.points(&[vec![], vec![(v, 600)]], Term::Changes), 3);
    }
}
