//! Minutes on the way, the way home included, and minutes waited between two stops.

use super::{Part, Term};
use crate::{day::Day, lists::Item};
use domain::reason;

pub(crate) const NAME: reason::Term = reason::Term {
    nb: "reise og venting",
    nn: "reise og venting",
    en: "travel and waiting",
};
pub(crate) const UNIT: reason::Term = reason::Term {
    nb: "minutter",
    nn: "minutt",
    en: "minutes",
};

pub(crate) fn parts(day: &Day<'_>, parts: &mut Vec<Part>) {
    for walk in day.walks() {
        for step in &walk.steps {
            let visit = match step.what {
                Item::Visit(id) => Some(id),
                Item::Work(_) | Item::Break(_) => None,
            };
            parts.push(Part {
                term: Term::Travel,
                employee: Some(walk.employee),
                visit,
                points: i64::from(step.travel) + i64::from(step.wait),
            });
        }
        parts.push(Part {
            term: Term::Travel,
            employee: Some(walk.employee),
            visit: None,
            points: walk.home.into(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{TestDay, at};

    #[test]
    fn counts_the_way_there_the_way_home_and_waiting_between() {
        let mut t = TestDay::new(1);
        let v = t.visit(at(10), 30);
        let w = t.visit(at(10), 30);
        // Ten minutes there and back; ten minutes waited at the door.
        let points = t.points(&[vec![(v, 480), (w, 520)]], Term::Travel);
        assert_eq!(points, 10 + 10 + 10);
        assert_eq!(t.points(&[vec![]], Term::Travel), 0);
    }
}
