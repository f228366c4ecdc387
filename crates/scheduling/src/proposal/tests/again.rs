//! Planning again: what has happened stands, and what people know changes only where it must.

use super::*;
use crate::{
    ask::Begin,
    problem::{Break, Fixed, Known, Span, Tie},
    terms::Term,
    testing::at,
    what_if::WhatIf,
};

#[test]
fn re_planning_keeps_what_has_happened_and_plans_from_there() {
    let mut t = TestDay::new(2);
    let done = t.visit(at(30), 30);
    let next = t.visit(at(31), 30);
    t.problem.visits[done].fixed = vec![Fixed {
        employee: t.employee(0),
        at: Some(570),
        tie: Tie::Started,
    }];
    t.problem.visits[next].known = vec![Known {
        employee: t.employee(0),
        at: 600,
    }];
    t.problem.now = Some(580);
    t.problem.is_published = true;
    let proposal = run(&t);
    let stops = &proposal.lists.lists[0].stops;
    assert_eq!(stops.len(), 2);
    assert_eq!((stops[1].start, stops[1].travel), (601, 1));
    assert_eq!(proposal.after.changes, 0);
}

#[test]
fn absence_moves_the_visits_of_the_absent_and_no_others() {
    let mut t = TestDay::new(4);
    for n in 0..16 {
        let v = t.visit(at(n), 20);
        t.problem.visits[v].known = vec![];
    }
    let morning = run(&t);
    for (employee, id, stop) in morning.lists.assignments() {
        let visit = t.problem.visits.iter_mut().find(|v| v.id == id).unwrap();
        visit.known = vec![Known {
            employee,
            at: stop.start,
        }];
    }
    let absent = morning
        .lists
        .assignments()
        .map(|(e, _, _)| e)
        .next()
        .unwrap();
    t.problem.is_published = true;
    let problem = WhatIf::Absent(absent).applied_to(&t.problem);
    let after = run(&TestDay { problem });
    assert!(after.unplaced.is_empty());
    for (employee, id, _) in after.lists.assignments() {
        let visit = t.problem.visits.iter().find(|v| v.id == id).unwrap();
        let known = visit.known[0].employee;
        assert!(employee == known || known == absent);
    }
}

#[test]
fn begins_from_an_earlier_answer_where_it_is_still_allowed() {
    let t = full_day();
    let good = propose(
        &t.problem,
        &Line,
        &Budget::iterations(3_000),
        1,
        &Weights::default(),
    );
    let good = good.unwrap();
    let begin: Vec<_> = good
        .lists
        .assignments()
        .map(|(employee, visit, stop)| Begin {
            visit,
            employee,
            at: stop.start,
        })
        .collect();
    let weights = Weights::default();
    let budget = Budget::iterations(0);
    let mut ask = Ask::new(&t.problem, &Line, &budget, 1, &weights);
    let fresh = propose_traced(&ask, &mut |_| {}).unwrap();
    ask.begin = &begin;
    let from_it = propose_traced(&ask, &mut |_| {}).unwrap();
    assert!(from_it.score.rank(&weights) < fresh.score.rank(&weights));
    // Since then one has gone home and a citizen wants somebody else: neither is begun from.
    let gone = t.employee(0);
    let mut later = WhatIf::Absent(gone).applied_to(&t.problem);
    let (who, whose, _) = good
        .lists
        .assignments()
        .find(|(e, _, _)| *e != gone)
        .unwrap();
    let visit = later.visits.iter().find(|v| v.id == whose).unwrap();
    let citizen = later
        .citizens
        .iter()
        .position(|c| c.id == visit.citizen)
        .unwrap();
    later.citizens[citizen].declined.insert(who);
    let ask = Ask {
        problem: &later,
        ..ask
    };
    let after = propose_traced(&ask, &mut |_| {}).unwrap();
    for (employee, visit, _) in after.lists.assignments() {
        assert!(employee != gone && (employee, visit) != (who, whose));
    }
}

#[test]
fn once_published_what_nothing_disturbs_stays_as_people_know_it_to_the_minute() {
    let mut t = full_day();
    for employee in &mut t.problem.employees {
        employee.breaks.push(Break {
            window: Span::new(660, 780),
            minutes: 30,
        });
    }
    let published = run(&t);
    for (employee, id, stop) in published.lists.assignments() {
        let visit = t.problem.visits.iter_mut().find(|v| v.id == id).unwrap();
        visit.known.push(Known {
            employee,
            at: stop.start,
        });
    }
    t.problem.is_published = true;
    let again = propose(
        &t.problem,
        &Line,
        &Budget::iterations(0),
        1,
        &Weights::default(),
    )
    .unwrap();
    assert_eq!(again.score.get(Term::Changes), 0);
    assert_eq!(again.unplaced.len(), published.unplaced.len());
}
