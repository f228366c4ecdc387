//! Fair load: minutes against shift length over four weeks and this day (R-WL-8).

use super::{Part, Term};
use crate::{day::Day, problem::Employee};
use domain::reason;

pub(crate) const NAME: reason::Term = reason::Term {
    nb: "jevn belastning",
    nn: "jamn belastning",
    en: "even load",
};
pub(crate) const UNIT: reason::Term = reason::Term {
    nb: "minutter ganger andel av vakten som er fylt",
    nn: "minutt gonger del av vakta som er fylt",
    en: "minutes times the share of the shift that is filled",
};

/// Minutes of shift that the work is shared over.
pub(crate) fn capacity(employee: &Employee) -> i64 {
    let today: i64 = employee.shifts.iter().map(|s| i64::from(s.length())).sum();
    today + i64::from(employee.shift_before)
}

/// The square of the work over the shift: least in sum when everybody has the same share.
pub(crate) fn points(minutes: i64, capacity: i64) -> i64 {
    if capacity == 0 {
        0
    } else {
        minutes * minutes / capacity
    }
}

pub(crate) fn parts(day: &Day<'_>, parts: &mut Vec<Part>) {
    for employee in &day.problem.employees {
        let minutes = i64::from(employee.planned_before) + day.work_minutes(employee.id);
        parts.push(Part {
            term: Term::Load,
            employee: Some(employee.id),
            visit: None,
            points: points(minutes, capacity(employee)),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{TestDay, at};

    #[test]
    fn an_even_spread_costs_less_than_a_lopsided_one() {
        let mut t = TestDay::new(2);
        let v = t.visit(at(0), 120);
        let w = t.visit(at(0), 120);
        let even = t.points(&[vec![(v, 480)], vec![(w, 480)]], Term::Load);
        let lopsided = t.points(&[vec![(v, 480), (w, 600)]], Term::Load);
        assert!(even < lopsided);
    }

    #[test]
    fn who_has_had_much_in_four_weeks_is_spared() {
        let mut t = TestDay::new(2);
        let v = t.visit(at(0), 120);
        t.problem.employees[0].planned_before = 6_000;
        t.problem.employees[0].shift_before = 8_000;
        t.problem.employees[1].planned_before = 4_000;
        t.problem.employees[1].shift_before = 8_000;
        let busy = t.points(&[vec![(v, 480)]], Term::Load);
        let spared = t.points(&[vec![], vec![(v, 480)]], Term::Load);
        assert!(spared < busy);
    }
}
