//! An instance in the numbers of the search, and the search's answer as a solution.

use super::{Instance, SCALE, Solution, SolutionRoute, SolutionStop, Sync};
use crate::engine::{Link, Model, NOBODY, NONE, Op, State, Task, Vehicle, Weights, term};

impl Instance {
    pub(super) fn model(&self) -> Model {
        let far = i32::MAX / 4;
        let mut ops: Vec<Op> = Vec::new();
        let mut tasks: Vec<Task> = Vec::new();
        for (s, service) in self.services.iter().enumerate() {
            let (_, from, to, sync) = &self.patients[service.patient];
            let second = s > 0 && self.services[s - 1].patient == service.patient;
            let able = self.carers.iter().enumerate();
            let able = able.filter(|(_, c)| c.1.contains(&service.service));
            let partner = match (sync, second) {
                (None, _) => NONE,
                (Some(_), false) => s as u32 + 1,
                (Some(_), true) => s as u32 - 1,
            };
            if !second {
                tasks.push(Task {
                    first: s as u32,
                    second: partner,
                    citizen: NOBODY,
                    left_out: (0, 1),
                    stays: false,
                    counts: false,
                });
            }
            ops.push(Op {
                task: tasks.len() as u32 - 1,
                place: service.patient as u32 + 1,
                minutes: service.minutes,
                release: *from,
                latest: far,
                wish_from: *from,
                wish_to: *to,
                known_start: None,
                first_with: Vec::new(),
                first_at: None,
                ready: *from,
                near: None,
                together: if *sync == Some(Sync::Together) {
                    partner
                } else {
                    NONE
                },
                partner,
                pushes: Vec::new(),
                held_by: Vec::new(),
                vehicles: able.map(|(c, _)| c as u32).collect(),
            });
            if let (Some(Sync::Apart(min, max)), true) = (sync, second) {
                let (a, b) = (s as u32 - 1, s as u32);
                for (from, to, offset) in [(a, b, *min), (b, a, -max)] {
                    ops[from as usize].pushes.push(Link { op: to, offset });
                    ops[to as usize].held_by.push(Link { op: from, offset });
                }
            }
        }
        let carers = self.carers.len();
        let mut energy = [0; 7];
        energy[0] = 1_000_000_000;
        energy[term::WISHED] = 1;
        energy[term::TRAVEL] = 1;
        Model {
            vehicles: (0..carers as u32)
                .map(|employee| Vehicle {
                    employee,
                    class: 0,
                    start_place: 0,
                    end_place: 0,
                    from: 0,
                    to: far,
                })
                .collect(),
            employees: carers,
            travel: vec![self.distances.concat()],
            places: self.patients.len() + 1,
            meeting: Vec::new(),
            fixed_points: [vec![0; carers * tasks.len()], vec![0; carers * tasks.len()]],
            load: vec![(0, 0); carers],
            ops,
            tasks,
            weights: Weights {
                energy,
                order: [0, 1, 2, 3, 4, 5, 6],
                worst_late: 1,
                waiting: 0,
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
        .finish()
    }

    pub(super) fn solution(&self, model: &Model, state: &State) -> Solution {
        let routes = self.carers.iter().enumerate().map(|(c, carer)| {
            let mut stops = Vec::new();
            let mut node = state.next[model.start_node(c) as usize];
            while model.is_op(node) {
                let service = &self.services[node as usize];
                stops.push(SolutionStop {
                    patient: self.patients[service.patient].0.clone(),
                    service: service.service.clone(),
                    start: f64::from(state.start[node as usize]) / SCALE,
                });
                node = state.next[node as usize];
            }
            SolutionRoute {
                vehicle: carer.0.clone(),
                stops,
            }
        });
        Solution {
            routes: routes.collect(),
        }
    }
}
