use super::*;
use crate::{
    fault::Severity,
    problem::{After, Fixed, Need, Span, Tie},
    testing::{Line, TestDay, at},
};
use domain::organisation::CompetenceCode;

fn codes(t: &TestDay, by_hand: &[Vec<(usize, Minute)>]) -> Vec<&'static str> {
    faults(&t.problem, &t.lists(by_hand), &Line)
        .iter()
        .filter(|f| f.severity == Severity::Hard)
        .map(Fault::code)
        .collect()
}

#[test]
fn finds_nothing_wrong_with_a_list_that_keeps_every_rule() {
    let mut t = TestDay::new(1);
    let v = t.visit(at(10), 30);
    assert!(codes(&t, &[vec![(v, 490)]]).is_empty());
}

#[test]
fn refuses_a_visit_without_the_competence() {
    let mut t = TestDay::new(1);
    let v = t.visit(at(0), 30);
    t.problem.visits[v].requires.insert(CompetenceCode::Insulin);
    assert_eq!(codes(&t, &[vec![(v, 490)]]), ["lacks-competence"]);
}

#[test]
fn refuses_an_employee_whom_the_citizen_has_declined() {
    let mut t = TestDay::new(1);
    let v = t.visit(at(0), 30);
    let employee = t.employee(0);
    t.problem.citizens[0].declined.insert(employee);
    assert_eq!(codes(&t, &[vec![(v, 490)]]), ["declined"]);
}

#[test]
fn refuses_one_employee_where_two_are_needed_and_two_that_do_not_start_together() {
    let mut t = TestDay::new(2);
    let v = t.visit(at(0), 30);
    t.problem.visits[v].employees = 2;
    assert_eq!(
        codes(&t, &[vec![(v, 490)], vec![]]),
        ["second-employee-missing"]
    );
    assert_eq!(
        codes(&t, &[vec![(v, 490)], vec![(v, 495)]]),
        ["not-together"]
    );
    assert!(codes(&t, &[vec![(v, 490)], vec![(v, 490)]]).is_empty());
}

#[test]
fn refuses_a_visit_outside_the_shift_or_too_late_to_get_home() {
    let mut t = TestDay::new(1);
    let v = t.visit(at(10), 30);
    t.problem.visits[v].window = Span::new(0, 1440);
    assert!(codes(&t, &[vec![(v, 470)]]).contains(&"outside-shift"));
    assert_eq!(codes(&t, &[vec![(v, 925)]]), ["no-time-home"]);
    assert!(codes(&t, &[vec![(v, 920)]]).is_empty());
}

#[test]
fn refuses_overlap_and_too_little_time_on_the_way() {
    let mut t = TestDay::new(1);
    let v = t.visit(at(0), 30);
    let w = t.visit(at(10), 30);
    assert_eq!(codes(&t, &[vec![(v, 490), (w, 510)]]), ["overlap"]);
    assert_eq!(
        codes(&t, &[vec![(v, 490), (w, 529)]]),
        ["not-there-in-time"]
    );
    assert!(codes(&t, &[vec![(v, 490), (w, 530)]]).is_empty());
}

#[test]
fn refuses_a_visit_when_the_citizen_is_not_at_home() {
    let mut t = TestDay::new(1);
    let v = t.visit(at(0), 30);
    t.problem.visits[v].window = Span::new(540, 600);
    assert_eq!(codes(&t, &[vec![(v, 530)]]), ["citizen-not-at-home"]);
    assert_eq!(codes(&t, &[vec![(v, 571)]]), ["citizen-not-at-home"]);
}

#[test]
fn refuses_a_broken_order_or_gap() {
    let mut t = TestDay::new(2);
    let v = t.visit(at(0), 30);
    let w = t.visit_for(v, 30);
    t.problem.visits[w].after = vec![After {
        visit: t.visit_id(v),
        min_gap: 60,
        max_gap: Some(120),
    }];
    assert_eq!(codes(&t, &[vec![(v, 480)], vec![(w, 560)]]), ["wrong-gap"]);
    assert_eq!(codes(&t, &[vec![(v, 480)], vec![(w, 640)]]), ["wrong-gap"]);
    assert!(codes(&t, &[vec![(v, 480)], vec![(w, 570)]]).is_empty());
}

#[test]
fn refuses_to_take_a_claimed_visit_from_its_holder_or_move_a_given_time() {
    let mut t = TestDay::new(2);
    let v = t.visit(at(0), 30);
    t.problem.visits[v].fixed = vec![Fixed {
        employee: t.employee(0),
        at: Some(500),
        tie: Tie::Claimed,
    }];
    assert_eq!(
        codes(&t, &[vec![], vec![(v, 500)]]),
        ["taken-from-its-holder"]
    );
    assert_eq!(codes(&t, &[vec![(v, 505)]]), ["moved-from-its-time"]);
}

#[test]
fn lists_each_must_do_visit_that_nobody_has_and_only_remarks_on_one_that_can_wait() {
    let mut t = TestDay::new(1);
    t.visit(at(0), 30);
    assert_eq!(codes(&t, &[vec![]]), ["not-assigned"]);
    t.problem.visits[0].need = Need::CanWait { days: 3 };
    assert!(codes(&t, &[vec![]]).is_empty());
}

#[test]
fn lists_every_fault_of_a_stop_and_not_only_the_first() {
    let mut t = TestDay::new(1);
    let v = t.visit(at(0), 30);
    let employee = t.employee(0);
    t.problem.visits[v].requires.insert(CompetenceCode::Insulin);
    t.problem.citizens[0].declined.insert(employee);
    t.problem.visits[v].window = Span::new(600, 700);
    let found = codes(&t, &[vec![(v, 490)]]);
    assert_eq!(found.len(), 3, "{found:?}");
}

#[test]
fn refuses_an_evening_visit_for_those_who_work_by_day() {
    let mut t = TestDay::new(1);
    let v = t.visit(at(0), 30);
    t.problem.employees[0].shifts = vec![Span::new(480, 1320)];
    t.problem.employees[0].day_only = true;
    t.problem.visits[v].window = Span::new(0, 1440);
    assert_eq!(codes(&t, &[vec![(v, 1100)]]), ["day-only"]);
}

#[test]
fn refuses_visits_and_employees_that_the_day_does_not_have() {
    let mut t = TestDay::new(1);
    let v = t.visit(at(0), 30);
    let lists = t.lists(&[vec![(v, 490)]]);
    t.problem.visits.clear();
    let found = faults(&t.problem, &lists, &Line);
    assert_eq!(found[0].code(), "not-on-the-day");
    t.problem.employees.clear();
    let found = faults(&t.problem, &lists, &Line);
    assert!(found.iter().any(|f| f.code() == "not-at-work"));
}

#[test]
fn a_claim_is_answered_with_what_it_breaks_and_nothing_else() {
    let mut t = TestDay::new(1);
    let v = t.visit(at(0), 30);
    let w = t.visit(at(10), 30);
    t.visit(at(20), 30);
    let lists = t.lists(&[vec![(v, 490)]]);
    let claim = |start| {
        claim_faults(
            &t.problem,
            &lists,
            &Line,
            t.employee(0),
            t.visit_id(w),
            start,
        )
    };
    let hard = |faults: Vec<Fault>| faults.iter().filter(|f| f.is_hard()).count();
    assert_eq!(hard(claim(530)), 0);
    assert_eq!(hard(claim(510)), 1);
}
