//! Who gets which visit, and why.

use super::*;
use crate::{
    problem::{After, Break, Fixed, Need, OtherWork, Span, Tie, WorkKind},
    terms::Term,
    testing::{at, id},
};
use domain::{organisation::CompetenceCode, reason::Language};

#[test]
fn an_empty_day_gives_empty_lists() {
    let proposal = run(&TestDay::new(0));
    assert!(proposal.lists.lists.is_empty());
    assert!(proposal.unplaced.is_empty());
}

#[test]
fn gives_the_visit_to_the_primary_contact_and_says_why() {
    let mut t = TestDay::new(2);
    let v = t.visit(at(4), 30);
    let primary = t.employee(1);
    t.problem.citizens[0].primary = Some(primary);
    t.problem.citizens[0].seen_in_14_days.insert(primary);
    t.problem.visits[v].wished = Some(Span::new(540, 570));
    let proposal = run(&t);
    let why = &proposal.reasons[0];
    assert_eq!(why.employee, primary);
    let line = why.line(Language::Nb);
    assert_eq!(
        line,
        "primærkontakt, 4 min fra forrige, innenfor ønsket tid"
    );
}

#[test]
fn the_parts_add_up_to_the_score() {
    let mut t = TestDay::new(3);
    for n in 0..12 {
        let v = t.visit(at(n * 3), 30);
        t.problem.visits[v].wished = Some(Span::new(500 + n * 20, 520 + n * 20));
    }
    let proposal = run(&t);
    for term in Term::ALL {
        let sum: i64 = proposal
            .parts
            .iter()
            .filter(|p| p.term == term)
            .map(|p| p.points)
            .sum();
        assert_eq!(sum, proposal.score.get(term), "{term:?}");
    }
}

#[test]
fn two_start_together_and_are_different_people() {
    let mut t = TestDay::new(2);
    let v = t.visit(at(5), 30);
    t.problem.visits[v].employees = 2;
    t.visit(at(7), 60);
    let proposal = run(&t);
    let mut starts: Vec<_> = proposal
        .lists
        .assignments()
        .filter(|(_, visit, _)| *visit == t.visit_id(v))
        .map(|(e, _, s)| (e, s.start))
        .collect();
    starts.dedup_by_key(|(e, _)| *e);
    assert_eq!(starts.len(), 2);
    assert_eq!(starts[0].1, starts[1].1);
}

#[test]
fn never_moves_a_claimed_visit_even_when_another_is_closer() {
    let mut t = TestDay::new(2);
    let v = t.visit(at(40), 30);
    t.problem.employees[1].start = at(40);
    t.problem.visits[v].fixed = vec![Fixed {
        employee: t.employee(0),
        at: Some(600),
        tie: Tie::Claimed,
    }];
    let proposal = run(&t);
    let (who, _, stop) = proposal.lists.assignments().next().unwrap();
    assert_eq!((who, stop.start), (t.employee(0), 600));
}

#[test]
fn takes_the_more_urgent_visit_when_there_is_room_for_one() {
    let mut t = TestDay::new(1);
    for priority in [3, 1, 2] {
        let v = t.visit(at(0), 30);
        t.problem.visits[v].window = Span::new(500, 530);
        t.problem.visits[v].need = Need::MustDo { priority };
    }
    let proposal = run(&t);
    let placed: Vec<_> = proposal.lists.assignments().map(|(_, v, _)| v).collect();
    assert_eq!(placed, [t.visit_id(1)]);
    assert_eq!(proposal.unplaced.len(), 2);
}

#[test]
fn says_which_rule_stops_each_employee_and_what_would_help() {
    let mut t = TestDay::new(2);
    let v = t.visit(at(0), 30);
    t.problem.visits[v].requires.insert(CompetenceCode::Nursing);
    t.problem.visits[v].window = Span::new(540, 660);
    let declined = t.employee(1);
    t.problem.employees[1]
        .competences
        .insert(CompetenceCode::Nursing);
    t.problem.citizens[0].declined.insert(declined);
    let proposal = run(&t);
    let unplaced = &proposal.unplaced[0];
    let codes: Vec<_> = unplaced
        .blocks
        .iter()
        .map(|b| b.violation.reason.code)
        .collect();
    assert_eq!(codes, ["lacks-competence", "declined"]);
    let help = unplaced.help.last().unwrap().message(Language::Nb);
    assert_eq!(
        help,
        "med 1 til på jobb 09:00–11:00 (sykepleie, personlig stell) er det dekket"
    );
}

#[test]
fn a_visit_longer_than_any_shift_is_answered_and_the_rest_planned() {
    let mut t = TestDay::new(1);
    let long = t.visit(at(0), 600);
    t.problem.visits[long].window = Span::new(0, 1440);
    t.visit(at(0), 30);
    let proposal = run(&t);
    assert_eq!(proposal.lists.assignments().count(), 1);
    let why = proposal.unplaced[0].impossible[0].reason.code;
    assert_eq!(why, "longer-than-any-shift");
}

#[test]
fn keeps_order_and_gap_between_visits() {
    let mut t = TestDay::new(2);
    let v = t.visit(at(3), 30);
    let w = t.visit_for(v, 30);
    t.problem.visits[v].window = Span::new(700, 960);
    t.problem.visits[w].after = vec![After {
        visit: t.visit_id(v),
        min_gap: 60,
        max_gap: Some(90),
    }];
    let proposal = run(&t);
    assert!(proposal.unplaced.is_empty());
}

#[test]
fn places_meetings_and_breaks_and_goes_on_from_where_she_is() {
    let mut t = TestDay::new(1);
    t.visit(at(10), 30);
    t.visit(at(12), 30);
    let employee = t.employee(0);
    t.problem.work.push(OtherWork {
        id: id(4, 0),
        kind: WorkKind::Meeting,
        employees: [employee].into(),
        minutes: 30,
        window: Span::new(600, 630),
        place: Some(at(0)),
    });
    t.problem.employees[0].breaks.push(Break {
        window: Span::new(660, 780),
        minutes: 30,
    });
    let proposal = run(&t);
    assert!(proposal.unplaced.is_empty());
    assert_eq!(proposal.score.get(Term::Unplaced), 0);
    assert_eq!(proposal.lists.lists[0].stops.len(), 4);
}
