//! Continuity: as few new faces for a citizen as possible, the primary contact first (R-WL-7).

use super::{Part, Term};
use crate::{day::Day, problem::Citizen};
use domain::{ids::EmployeeId, reason};
use std::collections::BTreeSet;

pub(crate) const NAME: reason::Term = reason::Term {
    nb: "kjente ansikter",
    nn: "kjende ansikt",
    en: "known faces",
};
pub(crate) const UNIT: reason::Term = reason::Term {
    nb: "poeng: ny for innbyggeren 10, ikke der på 14 dager 4; per besøk sekundærkontakt 1, andre 2",
    nn: "poeng: ny for innbyggjaren 10, ikkje der på 14 dagar 4; per besøk sekundærkontakt 1, andre 2",
    en: "points: new to the citizen 10, not there in 14 days 4; per visit secondary contact 1, others 2",
};

/// How well a citizen knows an employee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Face {
    /// Done within 14 days.
    Known,
    /// Done within 90 days.
    Seen,
    /// None done in 90 days.
    New,
}

pub(crate) fn face(citizen: &Citizen, employee: EmployeeId) -> Face {
    if citizen.seen_in_14_days.contains(&employee) {
        Face::Known
    } else if citizen.seen_in_90_days.contains(&employee) {
        Face::Seen
    } else {
        Face::New
    }
}

/// Points once per employee who comes to the citizen this day.
pub(crate) fn meeting(citizen: &Citizen, employee: EmployeeId) -> i64 {
    match face(citizen, employee) {
        Face::Known => 0,
        Face::Seen => 4,
        Face::New => 10,
    }
}

/// Points per visit.
pub(crate) fn per_visit(citizen: &Citizen, employee: EmployeeId) -> i64 {
    if citizen.primary == Some(employee) {
        0
    } else if citizen.secondary.contains(&employee) {
        1
    } else {
        2
    }
}

pub(crate) fn parts(day: &Day<'_>, parts: &mut Vec<Part>) {
    let mut met: BTreeSet<_> = day.facts().map(|(e, v)| (v.citizen, e)).collect();
    for (employee, visit, _) in day.assignments() {
        let Some(citizen) = day.citizen(visit.citizen) else {
            continue;
        };
        let mut points = per_visit(citizen, employee);
        if met.insert((visit.citizen, employee)) {
            points += meeting(citizen, employee);
        }
        parts.push(Part {
            term: Term::Faces,
            employee: Some(employee),
            visit: Some(visit.id),
            points,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{TestDay, at};

    #[test]
    fn the_primary_contact_costs_nothing_and_a_new_face_counts_once() {
        let mut t = TestDay::new(2);
        let v = t.visit(at(0), 30);
        let w = t.visit_for(v, 30);
        let primary = t.employee(0);
        let citizen = &mut t.problem.citizens[0];
        citizen.primary = Some(primary);
        citizen.seen_in_14_days.insert(primary);
        assert_eq!(t.points(&[vec![(v, 480), (w, 600)]], Term::Faces), 0);
        let new = t.points(&[vec![], vec![(v, 480), (w, 600)]], Term::Faces);
        assert_eq!(new, 10 + 2 + 2);
    }
}
