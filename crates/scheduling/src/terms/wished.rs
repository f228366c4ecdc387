//! Minutes by which visits start outside their wished time (soft in R-WL-4).

use super::{Part, Term};
use crate::{
    day::Day,
    problem::{Minute, Visit},
};
use domain::reason;

pub(crate) const NAME: reason::Term = reason::Term {
    nb: "ønsket tid",
    nn: "ønskt tid",
    en: "wished time",
};
pub(crate) const UNIT: reason::Term = reason::Term {
    nb: "minutter utenfor ønsket tid",
    nn: "minutt utanfor ønskt tid",
    en: "minutes outside the wished time",
};

/// Minutes between the start and the wished stretch; 0 within it or without a wish.
pub(crate) fn minutes_outside(visit: &Visit, start: Minute) -> i32 {
    visit.wished.map_or(0, |wished| {
        (wished.from - start).max(start - wished.to).max(0)
    })
}

pub(crate) fn parts(day: &Day<'_>, parts: &mut Vec<Part>) {
    for (employee, visit, stop) in day.assignments() {
        parts.push(Part {
            term: Term::Wished,
            employee: Some(employee),
            visit: Some(visit.id),
            points: minutes_outside(visit, stop.start).into(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        problem::Span,
        testing::{TestDay, at},
    };

    #[test]
    fn counts_minutes_before_and_after_the_wished_stretch() {
        let mut t = TestDay::new(1);
        let v = t.visit(at(0), 30);
        t.problem.visits[v].wished = Some(Span::new(540, 570));
        assert_eq!(t.points(&[vec![(v, 530)]], Term::Wished), 10);
        assert_eq!(t.points(&[vec![(v, 570)]], Term::Wished), 0);
        assert_eq!(t.points(&[vec![(v, 600)]], Term::Wished), 30);
    }
}
