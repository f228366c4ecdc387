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
    nb: "antall: ny ansatt på besøket, eller flyttet mer enn 15 minutter",
    nn: "tal: ny tilsett på besøket, eller flytta meir enn 15 minutt",
    en: "count: another employee on the visit, or moved by more than 15 minutes",
};

/// A start that moves by no more than this is no change.
pub(crate) const TOLERANCE: i32 = 15;

/// 1 when others are known to come.
pub(crate) fn of_employee(visit: &Visit, employee: EmployeeId) -> i64 {
    let known = &visit.known;
    i64::from(!known.is_empty() && known.iter().all(|k| k.employee != employee))
}

/// 1 when it starts clearly earlier or later than is known.
pub(crate) fn of_time(visit: &Visit, start: Minute) -> i64 {
    let moved = |known: Minute| (start - known).abs() > TOLERANCE;
    visit.known.first().map_or(0, |k| i64::from(moved(k.at)))
}

pub(crate) fn parts(day: &Day<'_>, parts: &mut Vec<Part>) {
    for (employee, visit, stop) in day.assignments() {
        parts.push(Part {
            term: Term::Changes,
            employee: Some(employee),
            visit: Some(visit.id),
            points: of_employee(visit, employee) + of_time(visit, stop.start),
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
    fn another_employee_and_another_time_each_count() {
        let mut t = TestDay::new(2);
        let v = t.visit(at(0), 30);
        let employee = t.employee(0);
        t.problem.visits[v].known = vec![Known { employee, at: 480 }];
        assert_eq!(t.points(&[vec![(v, 495)]], Term::Changes), 0);
        assert_eq!(t.points(&[vec![(v, 496)]], Term::Changes), 1);
        assert_eq!(t.points(&[vec![], vec![(v, 600)]], Term::Changes), 2);
    }
}
