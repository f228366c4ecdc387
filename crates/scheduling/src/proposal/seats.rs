//! Two employees who are asked for different things (R-WL-4): one nurse and one helper.

use super::*;
use crate::{
    explain::Help,
    faults,
    problem::{Fixed, Tie},
    testing::{Line, TestDay, at},
};
use domain::organisation::CompetenceCode::{Nursing, PersonalCare};
use domain::reason::Language;

/// So many helpers and then so many nurses, and one visit for one of each.
fn day(helpers: usize, nurses: usize) -> TestDay {
    let mut t = TestDay::new(helpers + nurses);
    for employee in &mut t.problem.employees[helpers..] {
        employee.competences.insert(Nursing);
    }
    let v = t.visit(at(5), 30);
    let visit = &mut t.problem.visits[v];
    visit.employees = 2;
    visit.requires = [Nursing, PersonalCare].into();
    visit.second_requires = Some([PersonalCare].into());
    t
}

fn plan(t: &TestDay) -> Proposal {
    let weights = Weights::default();
    propose(&t.problem, &Line, &Budget::iterations(200), 1, &weights).unwrap()
}

fn who(proposal: &Proposal) -> Vec<domain::ids::EmployeeId> {
    proposal.lists.assignments().map(|(who, ..)| who).collect()
}

#[test]
fn a_nurse_and_a_helper_go_together_and_each_is_told_her_part() {
    let t = day(2, 1);
    let proposal = plan(&t);
    assert_eq!(who(&proposal).len(), 2);
    assert!(who(&proposal).contains(&t.employee(2)));
    let parts: Vec<bool> = proposal
        .reasons
        .iter()
        .map(|why| {
            why.grounds
                .iter()
                .any(|g| g.reason.code == "takes-the-part")
        })
        .collect();
    assert_eq!(parts.iter().filter(|&&told| told).count(), 1);
    for why in &proposal.reasons {
        let told = why.line(Language::Nb).contains("tar delen som krever");
        assert_eq!(told, why.employee == t.employee(2));
    }
}

#[test]
fn two_helpers_are_refused_and_the_checker_names_what_is_missing() {
    let t = day(2, 0);
    let lists = t.lists(&[vec![(0, 500)], vec![(0, 500)]]);
    let found = faults(&t.problem, &lists, &Line);
    let hard: Vec<_> = found
        .iter()
        .filter(|f| f.is_hard())
        .map(|f| f.code())
        .collect();
    assert_eq!(hard, ["seat-empty"]);
    assert!(who(&plan(&t)).is_empty());
}

#[test]
fn two_nurses_may_and_without_a_nurse_one_nurse_would_help() {
    assert_eq!(who(&plan(&day(0, 2))).len(), 2);
    let proposal = plan(&day(2, 0));
    let left = &proposal.unplaced[0];
    assert_eq!(left.blocks.len(), 2);
    let help: Vec<_> = left
        .help
        .iter()
        .filter_map(|help| match help {
            Help::OneMore {
                count, requires, ..
            } => Some((*count, requires.contains(&Nursing))),
            _ => None,
        })
        .collect();
    assert_eq!(help, [(1, true)]);
}

#[test]
fn whoever_has_claimed_it_takes_the_part_that_leaves_the_other_to_somebody() {
    // The nurse who claimed it could take either part; the only other is a helper.
    let mut t = day(1, 1);
    let claim = |n| Fixed {
        employee: t.employee(n),
        at: None,
        tie: Tie::Claimed,
    };
    let (helper, nurse) = (claim(0), claim(1));
    for fixed in [
        vec![nurse],
        vec![helper],
        vec![helper, nurse],
        vec![nurse, helper],
    ] {
        t.problem.visits[0].fixed = fixed;
        assert_eq!(who(&plan(&t)).len(), 2);
    }
}

#[test]
fn a_second_seat_of_one_employee_is_refused_by_id() {
    let mut t = day(1, 1);
    t.problem.visits[0].employees = 1;
    let faults = t.problem.check().unwrap_err();
    assert_eq!(faults.len(), 1);
    assert_eq!(faults[0].code(), "second-seat-of-one");
    assert_eq!(faults[0].visit, Some(t.visit_id(0)));
}
