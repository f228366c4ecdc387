//! From the words of a team's day to the numbers of the search, and back.

mod order;
mod other;
mod points;
mod staff;
mod visits;

pub(crate) use staff::working_spans;

use crate::{
    ask::Begin,
    day::{Ways, has_happened},
    engine::{Model, Op, State, Task, Vehicle, Weights as Numbers},
    lists::{Item, List, Lists, Stop},
    problem::{Index, Minute, Problem},
    score::Weights,
    terms::{Term, load},
};
use domain::ids::{EmployeeId, VisitId};
use staff::{facts_of, vehicles};
use std::collections::HashMap;

/// A problem in numbers, with what the numbers stand for.
#[derive(Debug)]
pub(crate) struct Built {
    pub(crate) model: Model,
    items: Vec<Item>,
}

struct Builder<'a> {
    problem: &'a Problem,
    begin: HashMap<VisitId, (Minute, Vec<EmployeeId>)>,
    index: &'a Index,
    ways: &'a Ways,
    vehicles: Vec<Vehicle>,
    ops: Vec<Op>,
    tasks: Vec<Task>,
    items: Vec<Item>,
    /// First operation of each visit.
    first_op: Vec<Option<u32>>,
}

impl Built {
    /// `begin` is an answer to begin from; what it says that is no longer possible is passed over.
    pub(crate) fn new(
        problem: &Problem,
        index: &Index,
        ways: &Ways,
        weights: &Weights,
        begin: &[Begin],
    ) -> Self {
        let mut builder = Builder {
            problem,
            begin: by_visit(begin),
            index,
            ways,
            vehicles: vehicles(problem, index, ways),
            ops: Vec::new(),
            tasks: Vec::new(),
            items: Vec::new(),
            first_op: vec![None; problem.visits.len()],
        };
        for (v, visit) in problem.visits.iter().enumerate() {
            if !has_happened(visit) {
                builder.add_visit(v, visit);
            }
        }
        builder.add_work();
        builder.add_breaks();
        builder.add_order();
        let (meeting, fixed_points) = builder.points();
        let facts = builder.fact_minutes();
        let load = problem
            .employees
            .iter()
            .zip(facts)
            .map(|(e, done)| (i64::from(e.planned_before) + done, load::capacity(e)))
            .collect();
        let order = weights.whole_order().map(Term::index);
        let model = Model {
            ops: builder.ops,
            tasks: builder.tasks,
            vehicles: builder.vehicles,
            employees: problem.employees.len(),
            travel: ways.tables.values().cloned().collect(),
            places: ways.places.len(),
            meeting,
            fixed_points,
            load,
            weights: Numbers {
                energy: weights.energy(),
                order,
                worst_late: 0,
                waiting: 1,
            },
            nodes: Vec::new(),
            floors: Vec::new(),
            discerns: false,
            most_waiting: 0,
            picky: Vec::new(),
            grades: Vec::new(),
            least: Vec::new(),
            back: Vec::new(),
        }
        .finish();
        Self {
            model,
            items: builder.items,
        }
    }

    /// The lists that a state of the search stands for, with what has already happened on them.
    pub(crate) fn lists(&self, problem: &Problem, state: &State) -> Lists {
        let mut lists: Vec<List> = problem
            .employees
            .iter()
            .map(|e| List {
                employee: e.id,
                stops: facts_of(problem, e.id),
            })
            .collect();
        let model = &self.model;
        for (v, vehicle) in model.vehicles.iter().enumerate() {
            let mut before = model.start_node(v);
            let mut node = state.next[before as usize];
            while model.is_op(node) {
                let (n, start) = (node as usize, state.start[node as usize]);
                let travel = state.leg(model, v as u32, before, node);
                let free = state.start[before as usize] + State::minutes_of(model, before);
                lists[vehicle.employee as usize].stops.push(Stop {
                    what: self.items[n],
                    start,
                    end: start + model.ops[n].minutes,
                    travel,
                    wait: if model.is_op(before) {
                        start - free - travel
                    } else {
                        0
                    },
                });
                before = node;
                node = state.next[n];
            }
        }
        for list in &mut lists {
            list.stops.sort_by_key(|s| (s.start, s.end));
        }
        Lists { lists }
    }
}

fn by_visit(begin: &[Begin]) -> HashMap<VisitId, (Minute, Vec<EmployeeId>)> {
    let mut visits: HashMap<_, (Minute, Vec<EmployeeId>)> = HashMap::new();
    for part in begin {
        visits
            .entry(part.visit)
            .or_insert_with(|| (part.at, Vec::new()))
            .1
            .push(part.employee);
    }
    visits
}

impl Builder<'_> {
    fn floor(&self, from: Minute) -> Minute {
        self.problem.now.map_or(from, |now| from.max(now))
    }

    fn vehicles_of(
        &self,
        release: Minute,
        latest: Minute,
        minutes: i32,
        may: impl Fn(usize) -> bool,
    ) -> Vec<u32> {
        let fits = |v: &Vehicle| v.from <= latest && release.max(v.from) + minutes <= v.to;
        (0..self.vehicles.len() as u32)
            .filter(|&v| {
                let vehicle = &self.vehicles[v as usize];
                fits(vehicle) && may(vehicle.employee as usize)
            })
            .collect()
    }
}
