//! The model, line by line: what a day may consist of, each thing shown to matter.

use super::*;
use crate::{
    explain::Help,
    faults,
    problem::*,
    terms::Term,
    testing::{Line, TestDay, at, id},
    travel::{GreatCircle, Place, Table},
    what_if::WhatIf,
};
use domain::organisation::{CompetenceCode, Transport};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

fn run(t: &TestDay) -> Proposal {
    plan(&t.problem)
}

fn plan(problem: &Problem) -> Proposal {
    let weights = Weights::default();
    propose(problem, &Line, &Budget::iterations(300), 1, &weights).unwrap()
}

fn starts(proposal: &Proposal, visit: domain::ids::VisitId) -> Vec<Minute> {
    let parts = proposal.lists.assignments();
    parts
        .filter(|(_, v, _)| *v == visit)
        .map(|(_, _, stop)| stop.start)
        .collect()
}

#[test]
fn between_the_two_halves_of_a_split_shift_nobody_is_at_work() {
    let mut t = TestDay::new(1);
    t.problem.employees[0].shifts = vec![Span::new(480, 600), Span::new(840, 960)];
    let morning = t.visit(at(0), 30);
    let noon = t.visit(at(0), 30);
    let either = t.visit(at(0), 100);
    t.problem.visits[morning].window = Span::new(480, 560);
    t.problem.visits[noon].window = Span::new(600, 840);
    let proposal = run(&t);
    assert!(starts(&proposal, t.visit_id(noon)).is_empty());
    assert_eq!(starts(&proposal, t.visit_id(either)), [840]);
    // Across the gap there is no room for what is longer than each half.
    let t2 = {
        let mut t2 = TestDay::new(1);
        t2.problem.employees[0].shifts = vec![Span::new(480, 600), Span::new(600, 700)];
        t2.visit(at(0), 150);
        t2
    };
    assert_eq!(run(&t2).unplaced.len(), 1);
}

#[test]
fn a_shift_ends_where_it_ends_and_the_way_there_is_counted() {
    let mut t = TestDay::new(1);
    t.problem.employees[0].end = at(60);
    let v = t.visit(at(0), 30);
    t.problem.visits[v].window = Span::new(840, 960);
    let proposal = run(&t);
    assert!(starts(&proposal, t.visit_id(v))[0] + 30 + 60 <= 960);
    assert_eq!(proposal.after.travel, 60);
    t.problem.visits[v].window = Span::new(871, 960);
    assert_eq!(
        run(&t).unplaced.len(),
        1,
        "she would come home a minute late"
    );
}

#[test]
fn each_goes_by_her_own_transport() {
    let mut t = TestDay::new(2);
    let far = Place {
        latitude: 0.0,
        longitude: 0.3,
    };
    let v = t.visit(far, 30);
    // 33 km: two and a half hours by bicycle, nine on foot.
    t.problem.visits[v].window = Span::new(480, 720);
    for (fast, slow) in [(0, 1), (1, 0)] {
        t.problem.employees[fast].transport = Transport::Car;
        t.problem.employees[slow].transport = Transport::Walk;
        let weights = Weights::default();
        let budget = Budget::iterations(50);
        let made = propose(&t.problem, &GreatCircle::default(), &budget, 1, &weights).unwrap();
        let who: Vec<_> = made.lists.assignments().map(|(e, _, _)| e).collect();
        assert_eq!(who, [t.employee(fast)]);
    }
}

#[test]
fn ordered_visits_keep_the_least_and_the_most_between_them() {
    for (least, most) in [(60, Some(90)), (0, Some(0)), (200, None)] {
        let mut t = TestDay::new(2);
        let v = t.visit(at(3), 30);
        let w = t.visit_for(v, 30);
        t.problem.visits[w].window = Span::new(700, 960);
        t.problem.visits[w].after = vec![After {
            visit: t.visit_id(v),
            min_gap: least,
            max_gap: most,
        }];
        let proposal = run(&t);
        let (first, second) = (
            starts(&proposal, t.visit_id(v))[0],
            starts(&proposal, t.visit_id(w))[0],
        );
        let gap = second - (first + 30);
        assert!((least..=most.unwrap_or(i32::MAX)).contains(&gap), "{gap}");
    }
}

#[test]
fn two_pairs_met_in_opposite_order_are_refused_as_a_circle_and_still_planned() {
    // Two visits of two, and two employees: whichever comes first for one does for the other.
    let mut t = TestDay::new(2);
    for place in [3, 9] {
        let v = t.visit(at(place), 30);
        t.problem.visits[v].employees = 2;
    }
    let proposal = run(&t);
    assert!(proposal.unplaced.is_empty());
    for list in &proposal.lists.lists {
        assert_eq!(list.stops.len(), 2);
    }
}

#[test]
fn the_help_that_is_offered_helps() {
    let mut t = TestDay::new(1);
    let v = t.visit(at(0), 60);
    let w = t.visit(at(0), 60);
    for visit in [v, w] {
        t.problem.visits[visit].window = Span::new(540, 600);
    }
    t.problem.visits[w].requires.insert(CompetenceCode::Insulin);
    t.problem.employees[0]
        .competences
        .insert(CompetenceCode::Insulin);
    let proposal = run(&t);
    assert_eq!(proposal.unplaced.len(), 1);
    let mut tried = 0;
    for help in &proposal.unplaced[0].help {
        let visit = proposal.unplaced[0].visit;
        let changed = match help {
            Help::OneMore {
                count,
                requires,
                during,
            } => (0..usize::from(*count)).fold(t.problem.clone(), |problem, n| {
                let more = Employee {
                    id: id(1, 90 + n),
                    shifts: vec![*during],
                    competences: requires.clone(),
                    ..t.problem.employees[0].clone()
                };
                WhatIf::OneMore(Box::new(more)).applied_to(&problem)
            }),
            Help::OtherTime { start, .. } => {
                let mut problem = t.problem.clone();
                let other = problem.visits.iter_mut().find(|v| v.id == visit).unwrap();
                other.window = Span::new(*start, *start + other.minutes);
                problem
            }
            Help::Competence {
                employee, lacks, ..
            } => {
                let mut problem = t.problem.clone();
                let who = problem.employees.iter_mut().find(|e| e.id == *employee);
                who.unwrap().competences.extend(lacks);
                problem
            }
        };
        assert!(plan(&changed).unplaced.is_empty(), "{help:?}");
        tried += 1;
    }
    assert!(tried > 1);
}

#[test]
fn what_if_one_more_and_an_acute_visit_change_a_copy_and_nothing_else() {
    let mut t = TestDay::new(1);
    for _ in 0..2 {
        let v = t.visit(at(0), 60);
        t.problem.visits[v].window = Span::new(540, 600);
    }
    let before = t.problem.clone();
    assert_eq!(run(&t).unplaced.len(), 1);
    let more = Employee {
        id: id(1, 9),
        ..t.problem.employees[0].clone()
    };
    let two = WhatIf::OneMore(Box::new(more)).applied_to(&t.problem);
    assert!(plan(&two).unplaced.is_empty());
    let acute = Visit {
        id: id(3, 9),
        citizen: id(2, 9),
        window: Span::new(620, 700),
        ..t.problem.visits[0].clone()
    };
    let whose = Citizen {
        id: id(2, 9),
        ..t.problem.citizens[0].clone()
    };
    let with = WhatIf::NewVisit(Box::new(acute), Box::new(whose)).applied_to(&t.problem);
    let proposal = plan(&with);
    assert_eq!(starts(&proposal, id(3, 9)).len(), 1);
    assert_eq!(t.problem, before);
}

#[test]
fn cancelled_in_the_middle_it_answers_with_the_best_so_far_and_that_is_sound() {
    let mut t = TestDay::new(4);
    for n in 0..40 {
        t.visit(at(n * 7 % 31), 30);
    }
    let flag = Arc::new(AtomicBool::new(false));
    let budget = Budget::iterations(u64::MAX).unless(flag.clone());
    let weights = Weights::default();
    let ask = Ask::new(&t.problem, &Line, &budget, 1, &weights);
    let mut last = None;
    let proposal = propose_traced(&ask, &mut |step| {
        last = Some(*step);
        if step.iterations > 0 {
            flag.store(true, Ordering::Relaxed);
        }
    })
    .unwrap();
    let last = last.unwrap();
    assert_eq!(proposal.run.iterations, last.iterations);
    assert_eq!(proposal.score, last.score);
    let hard = faults(&t.problem, &proposal.lists, &Line);
    assert!(
        hard.iter()
            .all(|f| f.severity != Severity::Hard || f.code() == "not-assigned")
    );
}

#[test]
fn a_table_of_travel_times_that_makes_no_sense_does_no_harm() {
    struct Mad(Vec<i32>);
    impl Travel for Mad {
        fn table(&self, _: Transport, _: &[Place]) -> Table {
            Table {
                minutes: self.0.clone(),
                source: Source::RoadEngine,
            }
        }
    }
    let mut t = TestDay::new(2);
    for n in 0..6 {
        t.visit(at(n), 30);
    }
    for table in [vec![], vec![-5; 49], vec![i32::MAX; 49], vec![0; 1_000]] {
        let travel = Mad(table);
        let budget = Budget::iterations(50);
        let made = propose(&t.problem, &travel, &budget, 1, &Weights::default());
        assert!(made.is_ok());
    }
}

#[test]
fn more_than_is_meant_to_be_planned_at_once_is_refused_before_anything_is_made() {
    let mut t = TestDay::new(1);
    let v = t.visit(at(0), 10);
    let visit = t.problem.visits[v].clone();
    t.problem.visits = vec![visit; MAX_VISITS + 1];
    let refused = propose(
        &t.problem,
        &Line,
        &Budget::iterations(1),
        1,
        &Weights::default(),
    );
    let codes: Vec<_> = refused.unwrap_err().iter().map(Fault::code).collect();
    assert_eq!(codes, ["problem-too-large"]);
}

#[test]
fn a_pair_with_one_at_work_and_a_day_that_all_have_declined_leave_the_rest_planned() {
    let mut t = TestDay::new(1);
    let pair = t.visit(at(0), 30);
    t.problem.visits[pair].employees = 2;
    let declined = t.visit(at(1), 30);
    let who = t.employee(0);
    t.problem.citizens[declined].declined.insert(who);
    let late = t.visit(at(1), 30);
    t.problem.visits[late].window = Span::new(1_000, 1_200);
    let fine = t.visit(at(2), 0);
    let proposal = run(&t);
    let placed: Vec<_> = proposal.lists.assignments().map(|(_, v, _)| v).collect();
    assert_eq!(placed, [t.visit_id(fine)]);
    let why = |v| {
        let left = proposal.unplaced.iter().find(|u| u.visit == t.visit_id(v));
        left.unwrap().clone()
    };
    assert_eq!(why(pair).impossible[0].reason.code, "too-few-at-work");
    assert_eq!(why(declined).blocks[0].violation.reason.code, "declined");
    assert_eq!(why(late).blocks.len(), 1);
}

#[test]
fn a_pause_that_waits_nearer_to_what_follows_lets_it_start_earlier() {
    // With a visit at the far end before the pause the way on from there is short.
    let mut t = TestDay::new(1);
    t.problem.employees[0].breaks.push(Break {
        window: Span::new(600, 640),
        minutes: 30,
    });
    for (place, from) in [(0, 480), (40, 500), (50, 635)] {
        let v = t.visit(at(place), 10);
        t.problem.visits[v].window = Span::new(from, 960);
        t.problem.visits[v].wished = Some(Span::new(from, from));
    }
    let proposal = run(&t);
    assert_eq!(proposal.unplaced.len(), 0);
    let parts: i64 = proposal.parts.iter().map(|part| part.points).sum();
    let score: i64 = Term::ALL.iter().map(|t| proposal.score.get(*t)).sum();
    assert_eq!(parts, score);
    assert_eq!(starts(&proposal, t.visit_id(2)), [640]);
}
