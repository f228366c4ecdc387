//! Visits that can wait for another day, and do.

use super::{Part, Term, unplaced::left_out};
use crate::day::Day;
use domain::reason;

pub(crate) const NAME: reason::Term = reason::Term {
    nb: "besøk som utsettes",
    nn: "besøk som blir utsette",
    en: "visits postponed",
};
pub(crate) const UNIT: reason::Term = reason::Term {
    nb: "poeng etter hvor lenge det kan vente",
    nn: "poeng etter kor lenge det kan vente",
    en: "points by how long it can wait",
};

/// Points of postponing a visit that can wait so many days: 7 on its last day, then fewer, at least 1.
pub(crate) fn points(days: u16) -> i64 {
    (7 - i64::from(days)).max(1)
}

pub(crate) fn parts(day: &Day<'_>, parts: &mut Vec<Part>) {
    for visit in day.missing_visits() {
        let (term, points) = left_out(visit);
        if term == Term::Postponed {
            parts.push(Part {
                term,
                employee: None,
                visit: Some(visit.id),
                points,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        problem::Need,
        testing::{TestDay, at},
    };

    #[test]
    fn postponing_costs_more_the_closer_the_last_day_is() {
        assert!(points(0) > points(3));
        assert_eq!(points(30), 1);
        let mut t = TestDay::new(1);
        let v = t.visit(at(0), 30);
        t.problem.visits[v].need = Need::CanWait { days: 2 };
        assert_eq!(t.points(&[vec![]], Term::Postponed), 5);
        assert_eq!(t.points(&[vec![]], Term::Unplaced), 0);
    }
}
