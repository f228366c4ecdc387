//! Small days for tests: places on a line, one minute apart per step, whatever the transport.

use crate::{
    day::{Day, Ways},
    lists::{Item, List, Lists, Stop},
    problem::*,
    score::Score,
    terms::{self, Term},
    travel::{Place, Source, Table, Travel},
};
use domain::{
    ids::{CitizenId, EmployeeId, VisitId},
    organisation::{CompetenceCode, Transport},
};
use std::str::FromStr;

/// A place so many minutes along the line.
pub(crate) fn at(minutes: i32) -> Place {
    Place {
        latitude: 0.0,
        longitude: f64::from(minutes) / 100.0,
    }
}

/// Minutes are steps along the line.
pub(crate) struct Line;

impl Travel for Line {
    fn table(&self, _: Transport, places: &[Place]) -> Table {
        let way = |a: &Place, b: &Place| ((a.longitude - b.longitude).abs() * 100.0).round() as i32;
        Table {
            minutes: places
                .iter()
                .flat_map(|a| places.iter().map(move |b| way(a, b)))
                .collect(),
            source: Source::GreatCircle,
        }
    }
}

/// An id made of a kind and a number.
pub(crate) fn id<T: FromStr>(kind: u8, n: usize) -> T
where
    T::Err: std::fmt::Debug,
{
    format!("{kind:08x}-0000-7000-8000-{n:012x}")
        .parse()
        .unwrap()
}

pub(crate) struct TestDay {
    pub(crate) problem: Problem,
}

impl TestDay {
    /// So many employees, at work 8–16 from place 0, who can do personal care.
    pub(crate) fn new(employees: usize) -> Self {
        let employees = (0..employees)
            .map(|n| Employee {
                id: id(1, n),
                shifts: vec![Span::new(480, 960)],
                start: at(0),
                end: at(0),
                transport: Transport::Car,
                competences: [CompetenceCode::PersonalCare].into(),
                planned_before: 0,
                shift_before: 0,
                breaks: Vec::new(),
                day_only: false,
            })
            .collect();
        Self {
            problem: Problem {
                employees,
                ..Problem::default()
            },
        }
    }

    pub(crate) fn employee(&self, n: usize) -> EmployeeId {
        self.problem.employees[n].id
    }

    pub(crate) fn visit_id(&self, n: usize) -> VisitId {
        self.problem.visits[n].id
    }

    /// A must-do visit at any time of the shift to a new citizen whom nobody knows.
    pub(crate) fn visit(&mut self, place: Place, minutes: i32) -> usize {
        let n = self.problem.citizens.len();
        let citizen: CitizenId = id(2, n);
        self.problem.citizens.push(Citizen {
            id: citizen,
            primary: None,
            secondary: Default::default(),
            seen_in_14_days: Default::default(),
            seen_in_90_days: Default::default(),
            declined: Default::default(),
        });
        self.push(citizen, place, minutes)
    }

    /// Another visit to the citizen of visit `n`.
    pub(crate) fn visit_for(&mut self, n: usize, minutes: i32) -> usize {
        let (citizen, place) = (self.problem.visits[n].citizen, self.problem.visits[n].place);
        self.push(citizen, place, minutes)
    }

    fn push(&mut self, citizen: CitizenId, place: Place, minutes: i32) -> usize {
        let n = self.problem.visits.len();
        self.problem.visits.push(Visit {
            id: id(3, n),
            citizen,
            place,
            minutes,
            window: Span::new(480, 960),
            wished: None,
            requires: [CompetenceCode::PersonalCare].into(),
            second_requires: None,
            employees: 1,
            after: Vec::new(),
            need: Need::MustDo { priority: 3 },
            fixed: Vec::new(),
            known: Vec::new(),
        });
        n
    }

    /// Lists by hand: per employee the visits and their starts.
    pub(crate) fn lists(&self, by_hand: &[Vec<(usize, Minute)>]) -> Lists {
        let list = |(n, stops): (usize, &Vec<(usize, Minute)>)| List {
            employee: self.employee(n),
            stops: stops
                .iter()
                .map(|&(v, start)| Stop {
                    what: Item::Visit(self.visit_id(v)),
                    start,
                    end: start + self.problem.visits[v].minutes,
                    travel: 0,
                    wait: 0,
                })
                .collect(),
        };
        Lists {
            lists: by_hand.iter().enumerate().map(list).collect(),
        }
    }

    /// Points of one term for lists by hand.
    pub(crate) fn points(&self, by_hand: &[Vec<(usize, Minute)>], term: Term) -> i64 {
        let lists = self.lists(by_hand);
        let index = Index::of(&self.problem);
        let ways = Ways::of(&self.problem, &Line);
        let day = Day {
            problem: &self.problem,
            index: &index,
            ways: &ways,
            lists: &lists,
        };
        Score::of(&terms::parts(&day)).get(term)
    }
}
