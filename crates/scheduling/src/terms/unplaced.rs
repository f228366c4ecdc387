//! Must-do visits, other work and pauses that found no place.

use super::{Part, Term};
use crate::{
    day::Day,
    problem::{Need, Visit},
};
use domain::reason;

pub(crate) const NAME: reason::Term = reason::Term {
    nb: "besøk som må gjøres, men ikke er dekket",
    nn: "besøk som må gjerast, men ikkje er dekte",
    en: "must-do visits not covered",
};
pub(crate) const UNIT: reason::Term = reason::Term {
    nb: "poeng etter prioritet",
    nn: "poeng etter prioritet",
    en: "points by priority",
};

/// A visit that somebody is tied to is dropped after all others.
const TIED: i64 = 100_000;
/// A meeting or handover.
pub(crate) const WORK: i64 = 10_000;
/// A pause that is due.
pub(crate) const BREAK: i64 = 1_000;

/// The term and points of leaving a visit out: ten times as many for each step of priority.
pub(crate) fn left_out(visit: &Visit) -> (Term, i64) {
    match visit.need {
        _ if !visit.fixed.is_empty() => (Term::Unplaced, TIED),
        Need::MustDo { priority } => {
            let step = u32::from(5_u8.saturating_sub(priority));
            (Term::Unplaced, 10_i64.pow(step))
        }
        Need::CanWait { days } => (Term::Postponed, super::postponed::points(days)),
    }
}

pub(crate) fn parts(day: &Day<'_>, parts: &mut Vec<Part>) {
    for visit in day.missing_visits() {
        let (term, points) = left_out(visit);
        if term == Term::Unplaced {
            parts.push(Part {
                term,
                employee: None,
                visit: Some(visit.id),
                points,
            });
        }
    }
    for (employee, points) in day.missing_other() {
        parts.push(Part {
            term: Term::Unplaced,
            employee: Some(employee),
            visit: None,
            points,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{TestDay, at};

    #[test]
    fn one_of_priority_one_counts_as_ten_of_priority_two() {
        let mut t = TestDay::new(1);
        let first = t.visit(at(0), 30);
        let second = t.visit(at(0), 30);
        t.problem.visits[first].need = Need::MustDo { priority: 1 };
        t.problem.visits[second].need = Need::MustDo { priority: 2 };
        assert_eq!(t.points(&[vec![(second, 480)]], Term::Unplaced), 10_000);
        assert_eq!(t.points(&[vec![(first, 480)]], Term::Unplaced), 1_000);
    }
}
