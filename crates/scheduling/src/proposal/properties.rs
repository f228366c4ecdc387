//! Random days thrown at search and checker: any disagreement fails.

use super::*;
use crate::{
    engine::{Heat, search},
    faults,
    problem::*,
    terms::Term,
    testing::{Line, TestDay, at, id},
    travel::GreatCircle,
};
use domain::organisation::CompetenceCode;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What a random visit is made of.
type Draw = (
    (i32, i32, i32, i32),
    (bool, bool, bool, u8),
    (usize, usize, u8),
);

fn draw() -> impl Strategy<Value = Draw> {
    (
        // Place, minutes (also none, also far too many), window's start and length.
        (
            0..60_i32,
            prop_oneof![8 => 0..60_i32, 1 => Just(700)],
            420..1_000_i32,
            0..400_i32,
        ),
        // Two employees, insulin, wished time, priority (0 can wait).
        (
            prop::bool::weighted(0.15),
            prop::bool::weighted(0.2),
            any::<bool>(),
            0..=5_u8,
        ),
        // After which visit, tied to whom, how.
        (0..40_usize, 0..12_usize, 0..12_u8),
    )
}

prop_compose! {
    fn days()(
        employees in 0..6_usize,
        draws in prop::collection::vec(draw(), 0..24),
        now in prop::option::weighted(0.3, 500..900_i32),
        traits in prop::collection::vec((any::<bool>(), any::<bool>(), 0..3_u8, any::<bool>()), 6),
        declined in prop::collection::vec((0..24_usize, 0..6_usize), 0..10),
        everybody_declined in prop::bool::weighted(0.05),
        published in any::<bool>(),
    ) -> Problem {
        let mut t = TestDay::new(employees);
        for (n, (employee, (insulin, pause, shape, day_only))) in
            t.problem.employees.iter_mut().zip(traits).enumerate()
        {
            if insulin {
                employee.competences.insert(CompetenceCode::Insulin);
            }
            if pause {
                employee.breaks.push(Break { window: Span::new(660, 800), minutes: 30 });
            }
            employee.shifts = match shape {
                0 => vec![Span::new(480, 960)],
                1 => vec![Span::new(450, 600), Span::new(720, 1_000)],
                _ => vec![Span::new(900, 1_500)],
            };
            employee.day_only = day_only && n % 2 == 0;
            employee.end = at(n as i32);
        }
        for (n, ((place, minutes, from, length), (two, insulin, wish, priority), (after, who, tie))) in
            draws.into_iter().enumerate()
        {
            let v = t.visit(at(place), minutes);
            if n % 3 == 2 {
                t.problem.visits[v].citizen = t.problem.citizens[n - 1].id;
            }
            let ids: Vec<_> = t.problem.visits.iter().map(|v| v.id).collect();
            let visit = &mut t.problem.visits[v];
            visit.window = Span::new(from, from + length);
            visit.employees = if two { 2 } else { 1 };
            if insulin {
                visit.requires.insert(CompetenceCode::Insulin);
            }
            if two && wish {
                // One who gives insulin and one who need not.
                visit.second_requires = Some([CompetenceCode::PersonalCare].into());
            }
            visit.wished = wish.then(|| Span::new(from + 30, from + 45));
            visit.need = if priority == 0 {
                Need::CanWait { days: 2 }
            } else {
                Need::MustDo { priority }
            };
            if after < v {
                visit.after.push(After {
                    visit: ids[after],
                    min_gap: place,
                    max_gap: insulin.then_some(place + 60),
                });
            }
            if who < employees {
                let employee = t.problem.employees[who].id;
                let tie = match tie {
                    0 => Some((Tie::Claimed, None)),
                    1 => Some((Tie::Pinned, Some(from + 10))),
                    2 if now.is_some() => Some((Tie::Done, Some(470 + place))),
                    3 if now.is_some() => Some((Tie::Started, now.map(|now| now - 5))),
                    _ => None,
                };
                visit.known.push(Known { employee, at: from + 5 });
                if let Some((tie, at)) = tie {
                    visit.fixed.push(Fixed { employee, at, tie });
                }
            }
        }
        for (citizen, employee) in declined {
            if citizen < t.problem.citizens.len() && employee < employees {
                let who = t.problem.employees[employee].id;
                t.problem.citizens[citizen].declined.insert(who);
            }
        }
        if everybody_declined {
            let all: Vec<_> = t.problem.employees.iter().map(|e| e.id).collect();
            for citizen in &mut t.problem.citizens {
                citizen.declined.extend(&all);
            }
        }
        if employees > 1 {
            let both = [t.employee(0), t.employee(1)];
            t.problem.work.push(OtherWork {
                id: id(4, 0),
                kind: WorkKind::Meeting,
                employees: both.into(),
                minutes: 30,
                window: Span::new(840, 870),
                place: Some(at(0)),
            });
        }
        t.problem.now = now;
        t.problem.is_published = published;
        t.problem
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_proposal_breaks_a_hard_rule_and_nothing_is_lost(problem in days(), seed in any::<u64>()) {
        let proposal = propose(&problem, &Line, &Budget::iterations(60), seed, &Weights::default());
        let proposal = proposal.map_err(|faults| {
            TestCaseError::fail(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
        })?;
        let hard = faults(&problem, &proposal.lists, &Line)
            .into_iter()
            .filter(|f| f.severity == Severity::Hard && f.code() != "not-assigned")
            .count();
        prop_assert_eq!(hard, 0);
        let mut placed: BTreeMap<_, usize> = BTreeMap::new();
        for (_, visit, _) in proposal.lists.assignments() {
            *placed.entry(visit).or_default() += 1;
        }
        for visit in &problem.visits {
            if visit.fixed.iter().any(|f| f.tie.is_fact()) {
                continue;
            }
            let is_out = proposal.unplaced.iter().any(|u| u.visit == visit.id);
            let count = placed.get(&visit.id).copied().unwrap_or(0);
            prop_assert_eq!(count, if is_out { 0 } else { usize::from(visit.employees) });
        }
        for term in Term::ALL {
            let shown = proposal.parts.iter().filter(|p| p.term == term).map(|p| p.points);
            prop_assert_eq!(shown.sum::<i64>(), proposal.score.get(term), "{:?}", term);
        }
        for why in &proposal.reasons {
            prop_assert!(why.parts.iter().all(|part| proposal.parts.contains(part)));
        }
        for unplaced in &proposal.unplaced {
            prop_assert_eq!(unplaced.blocks.len(), problem.employees.len());
            prop_assert!(!unplaced.help.is_empty());
        }
    }

    #[test]
    fn the_search_counts_the_same_points_as_the_terms(problem in days(), seed in any::<u64>()) {
        let index = Index::of(&problem);
        let ways = Ways::of(&problem, &Line);
        let built = Built::new(&problem, &index, &ways, &Weights::default(), &[]);
        let heat = Heat {
            first: 500.0,
            last: 5.0,
            explores: 0.9,
            polish: (50.0, 5.0),
        };
        let budget = Budget::iterations(40);
        let state = search(&built.model, None, &budget, seed, heat, &mut |_| {}).best;
        let lists = built.lists(&problem, &state);
        let day = Day { problem: &problem, index: &index, ways: &ways, lists: &lists };
        let score = Score::of(&terms::parts(&day));
        let points = state.points(&built.model);
        for term in Term::ALL {
            prop_assert_eq!(points[term.index()], score.get(term), "{:?}", term);
        }
        let energy: i64 = points.iter().zip(built.model.weights.energy).map(|(p, e)| p * e).sum();
        prop_assert_eq!(energy, state.energy);
    }

    #[test]
    fn the_same_seed_and_iterations_give_the_same_lists(problem in days(), seed in any::<u64>()) {
        let run = || propose(&problem, &GreatCircle::default(), &Budget::iterations(30), seed, &Weights::default());
        prop_assert_eq!(run(), run());
    }

    #[test]
    fn nonsense_is_refused_and_never_panics(
        minutes in any::<i32>(), from in any::<i32>(), to in any::<i32>(),
        latitude in any::<f64>(), employees in any::<u8>(), gap in any::<i32>(),
    ) {
        let mut t = TestDay::new(2);
        let v = t.visit(crate::Place { latitude, longitude: 0.0 }, minutes);
        t.problem.visits[v].window = Span::new(from, to);
        t.problem.visits[v].employees = employees;
        let w = t.visit(at(0), 10);
        t.problem.visits[w].after = vec![After { visit: t.visit_id(v), min_gap: gap, max_gap: None }];
        let _ = propose(&t.problem, &GreatCircle::default(), &Budget::iterations(5), 1, &Weights::default());
    }
}

#[test]
fn the_night_of_a_clock_change_is_planned_by_minutes_that_pass() {
    let (spring, autumn) = ("2026-03-29", "2026-10-25");
    for (date, length) in [(spring, 1_380), (autumn, 1_500)] {
        let date = date.parse().unwrap();
        let begins = domain::time::day_start(date);
        assert_eq!(minute_of(begins, domain::time::day_end(date)), length);
        let mut t = TestDay::new(1);
        // A night shift until eight by the clock, which is an hour more or less than it looks.
        let eight = domain::time::instant(date, chrono::NaiveTime::from_hms_opt(8, 0, 0).unwrap());
        let ends = minute_of(begins, eight);
        t.problem.employees[0].shifts = vec![Span::new(-60, ends)];
        let v = t.visit(at(0), 60);
        t.problem.visits[v].window = Span::new(ends - 60, ends);
        let proposal = propose(
            &t.problem,
            &Line,
            &Budget::iterations(5),
            1,
            &Weights::default(),
        );
        let lists = proposal.unwrap().lists;
        let (_, _, stop) = lists.assignments().next().unwrap();
        assert_eq!(instant_of(begins, stop.end), eight);
    }
}

#[test]
fn two_thousand_visits_end_within_the_budget() {
    let mut t = TestDay::new(40);
    for n in 0..2_000 {
        t.visit(at(n % 60), 15);
    }
    let began = std::time::Instant::now();
    let budget = Budget::lasting(std::time::Duration::from_millis(200));
    let proposal = propose(&t.problem, &Line, &budget, 1, &Weights::default()).unwrap();
    assert!(!proposal.unplaced.is_empty());
    assert!(began.elapsed().as_secs() < 20, "{:?}", began.elapsed());
}
