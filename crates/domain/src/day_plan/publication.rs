//! What stands in the way of putting a day plan in force (R-WL-3). Who may do it is asked of the
//! policy.

use super::plan::DayPlanState;
use crate::{
    reason::{Reason, Violations},
    visit::{Assignment, Visit},
};

/// A visit of the plan as publication sees it.
pub struct VisitCheck<'a> {
    /// The visit.
    pub visit: &'a Visit,
    /// Its assignments.
    pub assignments: &'a [Assignment],
    /// Hard rules that its present holders break (R-WL-4).
    pub faults: Violations,
}

/// What publication asks.
pub struct PublicationFacts<'a> {
    /// State of the plan.
    pub state: DayPlanState,
    /// Every visit of the plan.
    pub visits: Vec<VisitCheck<'a>>,
}

static ALREADY: Reason = Reason {
    rule: "R-WL-3",
    code: "already-published",
    nb: "Dagsplanen er allerede {state}.",
    nn: "Dagsplanen er allereie {state}.",
    en: "The day plan is already {state}.",
};
static UNASSIGNED: Reason = Reason {
    rule: "R-WL-3",
    code: "must-do-unassigned",
    nb: "Et besøk som må gjøres, mangler {missing} medarbeider(e).",
    nn: "Eit besøk som må gjerast, manglar {missing} medarbeidar(ar).",
    en: "A visit that must be done lacks {missing} employee(s).",
};
static WITHOUT_TIME: Reason = Reason {
    rule: "R-WL-3",
    code: "assigned-without-start",
    nb: "Besøket har fått medarbeider, men ikke noe tidspunkt.",
    nn: "Besøket har fått medarbeidar, men ikkje noko tidspunkt.",
    en: "The visit has an employee, but no time.",
};
static HALF_PAIR: Reason = Reason {
    rule: "R-WL-4",
    code: "two-needed",
    nb: "Besøket trenger to medarbeidere samtidig, men har bare én.",
    nn: "Besøket treng to medarbeidarar samtidig, men har berre éin.",
    en: "The visit needs two employees at once, but has only one.",
};

/// Everything that stands in the way of publishing, each pointing at its visit
/// (`/visits/{id}`, R-WL-3). Suspended visits stand in nobody's way.
pub fn check_publication(facts: PublicationFacts<'_>) -> Violations {
    let mut violations = Violations::new();
    if facts.state != DayPlanState::Open {
        violations.push(ALREADY.violation().with("state", facts.state.term()));
    }
    let awake = facts.visits.into_iter().filter(|c| !c.visit.suspended);
    violations.extend(awake.flat_map(check_visit));
    violations
}

fn check_visit(check: VisitCheck<'_>) -> Violations {
    let needed = usize::try_from(check.visit.planned.employees).unwrap_or(1);
    let held = check
        .assignments
        .iter()
        .filter(|a| a.employee.is_some())
        .count();
    let missing = needed.saturating_sub(held);
    let mut found = check.faults;
    if missing > 0 && check.visit.planned.must_do {
        found.push(UNASSIGNED.violation().with("missing", missing));
    } else if missing > 0 && held > 0 {
        found.push(HALF_PAIR.violation());
    }
    if held > 0 && check.visit.start.is_none() {
        found.push(WITHOUT_TIME.violation());
    }
    let place = format!("/visits/{}", check.visit.id);
    found.into_iter().map(|v| v.at(place.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{assignment_rules::tests::visit, ids::*, visit::AssignmentState};
    use uuid::Uuid;

    fn part(employee: Option<u128>) -> Assignment {
        Assignment {
            id: AssignmentId(Uuid::nil()),
            visit: VisitId(Uuid::from_u128(1)),
            number: 1,
            employee: employee.map(|n| EmployeeId(Uuid::from_u128(n))),
            state: AssignmentState::Assigned,
            by: None,
            needs_review: false,
        }
    }

    fn check(
        visit: &Visit,
        assignments: &[Assignment],
        faults: Violations,
    ) -> Vec<(&'static str, Option<String>)> {
        check_publication(PublicationFacts {
            state: DayPlanState::Open,
            visits: vec![VisitCheck {
                visit,
                assignments,
                faults,
            }],
        })
        .into_iter()
        .map(|v| (v.reason.code, v.pointer))
        .collect()
    }

    #[test]
    fn refuses_while_a_must_do_visit_is_unassigned_and_points_at_it() {
        let mut visit = visit();
        assert!(check(&visit, &[part(None)], vec![]).is_empty());
        visit.planned.must_do = true;
        let place = Some(format!("/visits/{}", visit.id));
        assert_eq!(
            check(&visit, &[part(None)], vec![]),
            [("must-do-unassigned", place)]
        );
    }

    #[test]
    fn a_suspended_visit_stands_in_nobodys_way() {
        let mut visit = visit();
        visit.planned.must_do = true;
        visit.suspended = true;
        assert!(check(&visit, &[part(None)], vec![]).is_empty());
    }

    #[test]
    fn refuses_a_visit_for_two_that_has_one() {
        let mut visit = visit();
        visit.planned.employees = 2;
        let found = check(&visit, &[part(Some(1)), part(None)], vec![]);
        assert_eq!(found[0].0, "two-needed");
    }

    #[test]
    fn lists_each_broken_hard_rule_and_a_missing_time() {
        let mut visit = visit();
        visit.start = None;
        let found = check(&visit, &[part(Some(1))], vec![ALREADY.violation()]);
        let codes: Vec<_> = found.iter().map(|(code, _)| *code).collect();
        assert_eq!(codes, ["already-published", "assigned-without-start"]);
    }

    #[test]
    fn refuses_to_publish_twice() {
        let twice = check_publication(PublicationFacts {
            state: DayPlanState::Published,
            visits: vec![],
        });
        assert_eq!(twice[0].reason.code, "already-published");
    }
}
