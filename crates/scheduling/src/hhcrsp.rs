//! The Home Health Care Routing and Scheduling Problem of Mankowska, Meisel and Bierwirth (2014),
//! in the JSON form of the University of Udine: the public yardstick for the search.
//!
//! Times are kept in thousandths, as the instances give them, so sums are exact.
//! [`Instance::objective`] reads a solution and judges it without any code of the search.

use crate::{
    budget::Budget,
    engine::{
        Heat, Link, Model, NOBODY, NONE, Op, State, Step, Task, Vehicle, Weights, search, term,
    },
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

const SCALE: f64 = 1_000.0;
/// The most patients and carers that are read.
const MOST: usize = 5_000;

#[derive(Debug, Clone, Deserialize)]
struct File {
    patients: Vec<PatientRow>,
    caregivers: Vec<CarerRow>,
    services: Vec<ServiceRow>,
    distances: Vec<Vec<f64>>,
}

#[derive(Debug, Clone, Deserialize)]
struct PatientRow {
    id: String,
    time_window: [f64; 2],
    required_caregivers: Vec<RequiredRow>,
    synchronization: Option<SyncRow>,
}

#[derive(Debug, Clone, Deserialize)]
struct RequiredRow {
    service: String,
    duration: Option<f64>,
}

#[derive(Debug, Clone, Deserialize)]
struct SyncRow {
    #[serde(rename = "type")]
    kind: String,
    distance: Option<[f64; 2]>,
}

#[derive(Debug, Clone, Deserialize)]
struct CarerRow {
    id: String,
    abilities: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
struct ServiceRow {
    id: String,
    default_duration: Option<f64>,
}

/// Routes with start times.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Solution {
    /// One per carer at work.
    pub routes: Vec<SolutionRoute>,
}

/// One carer's route.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SolutionRoute {
    /// The carer's id.
    pub vehicle: String,
    /// In order.
    pub stops: Vec<SolutionStop>,
}

/// One service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SolutionStop {
    /// The patient's id.
    pub patient: String,
    /// The service's id.
    pub service: String,
    /// When it starts.
    pub start: f64,
}

/// The three sums and their mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Objective {
    /// All travel, the way back included.
    pub distance: f64,
    /// Sum of lateness over services.
    pub tardiness: f64,
    /// The largest lateness.
    pub max_tardiness: f64,
}

impl Objective {
    /// (D + T + Tmax) / 3.
    pub fn value(&self) -> f64 {
        (self.distance + self.tardiness + self.max_tardiness) / 3.0
    }
}

#[derive(Debug, Clone)]
struct Service {
    patient: usize,
    service: String,
    minutes: i32,
}

/// How the two services of a patient stand to each other.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Sync {
    Together,
    Apart(i32, i32),
}

/// An instance, read and found to make sense.
#[derive(Debug, Clone)]
pub struct Instance {
    patients: Vec<(String, i32, i32, Option<Sync>)>,
    services: Vec<Service>,
    carers: Vec<(String, Vec<String>)>,
    distances: Vec<Vec<i32>>,
}

fn thousandths(number: f64, what: &str) -> Result<i32, String> {
    if number.is_finite() && (0.0..=1e6).contains(&number) {
        Ok((number * SCALE).round() as i32)
    } else {
        Err(format!("{what}: {number} is out of range"))
    }
}

impl Instance {
    /// Reads an instance.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: File = serde_json::from_str(text).map_err(|e| e.to_string())?;
        if file.patients.len() > MOST || file.caregivers.len() > MOST {
            return Err(format!("more than {MOST} patients or carers"));
        }
        let size = file.patients.len() + 1;
        if file.distances.len() < size || file.distances.iter().any(|row| row.len() < size) {
            return Err("the distances do not cover depot and patients".into());
        }
        let defaults: HashMap<&str, Option<f64>> = file
            .services
            .iter()
            .map(|s| (s.id.as_str(), s.default_duration))
            .collect();
        let mut patients = Vec::new();
        let mut services = Vec::new();
        for (p, row) in file.patients.iter().enumerate() {
            let [from, to] = row.time_window;
            for required in &row.required_caregivers {
                let default = defaults.get(required.service.as_str()).copied().flatten();
                let minutes = required.duration.or(default);
                services.push(Service {
                    patient: p,
                    service: required.service.clone(),
                    minutes: thousandths(
                        minutes.ok_or_else(|| format!("{}: no duration", row.id))?,
                        &row.id,
                    )?,
                });
            }
            let sync = match (&row.synchronization, row.required_caregivers.len()) {
                (_, 1) => None,
                (Some(s), 2) if s.kind == "simultaneous" => Some(Sync::Together),
                (Some(s), 2) if s.kind == "sequential" => {
                    let [min, max] = s
                        .distance
                        .ok_or_else(|| format!("{}: sequential without distance", row.id))?;
                    Some(Sync::Apart(
                        thousandths(min, &row.id)?,
                        thousandths(max, &row.id)?,
                    ))
                }
                (None, 2) => Some(Sync::Apart(-i32::MAX / 4, i32::MAX / 4)),
                _ => return Err(format!("{}: one or two carers are understood", row.id)),
            };
            patients.push((
                row.id.clone(),
                thousandths(from, &row.id)?,
                thousandths(to, &row.id)?,
                sync,
            ));
        }
        let mut distances = Vec::new();
        for row in &file.distances[..size] {
            let row: Result<Vec<i32>, String> = row[..size]
                .iter()
                .map(|&d| thousandths(d, "distance"))
                .collect();
            distances.push(row?);
        }
        Ok(Self {
            patients,
            services,
            carers: file
                .caregivers
                .into_iter()
                .map(|c| (c.id, c.abilities))
                .collect(),
            distances,
        })
    }

    /// Number of patients.
    pub fn size(&self) -> usize {
        self.patients.len()
    }

    /// Searches until the budget is spent; `progress` gets iterations and the objective at every
    /// improvement. The second number is iterations done.
    ///
    /// # Errors
    /// When some service cannot be placed at all.
    pub fn solve(
        &self,
        budget: &Budget,
        seed: u64,
        progress: &mut dyn FnMut(u64, f64),
    ) -> Result<(Solution, u64), String> {
        let model = self.model();
        let heat = Heat {
            first: 60.0 * SCALE,
            last: 1.5 * SCALE,
            explores: 1.0,
            polish: (1.0, 1.0),
        };
        let mut trace = |step: &Step| progress(step.iterations, step.energy as f64 / SCALE / 3.0);
        let outcome = search(&model, None, budget, seed, heat, &mut trace);
        if let Some(left) = (0..model.ops.len()).find(|&op| outcome.best.route[op] == NONE) {
            let patient = &self.patients[self.services[left].patient].0;
            return Err(format!("no carer found for {patient}"));
        }
        Ok((self.solution(&model, &outcome.best), outcome.iterations))
    }

    fn model(&self) -> Model {
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
            back: Vec::new(),
        }
        .finish()
    }

    fn solution(&self, model: &Model, state: &State) -> Solution {
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

    /// Checks a solution from scratch and counts its objective.
    ///
    /// # Errors
    /// Everything that makes it infeasible.
    pub fn objective(&self, solution: &Solution) -> Result<Objective, Vec<String>> {
        let mut faults = Vec::new();
        let (mut distance, mut late, mut latest) = (0_i64, 0_i64, 0_i64);
        let mut done: BTreeMap<usize, Vec<(&str, &str, i32)>> = BTreeMap::new();
        for route in &solution.routes {
            let Some(carer) = self.carers.iter().find(|c| c.0 == route.vehicle) else {
                faults.push(format!("{}: no such carer", route.vehicle));
                continue;
            };
            let (mut here, mut free) = (0, 0);
            for stop in &route.stops {
                let patient = self.patients.iter().position(|p| p.0 == stop.patient);
                let Some(patient) = patient else {
                    faults.push(format!("{}: no such patient", stop.patient));
                    continue;
                };
                let wanted = |s: &&Service| s.patient == patient && s.service == stop.service;
                let Some(service) = self.services.iter().find(wanted) else {
                    faults.push(format!("{}: {} not required", stop.patient, stop.service));
                    continue;
                };
                if !carer.1.contains(&stop.service) {
                    faults.push(format!("{}: unable to {}", carer.0, stop.service));
                }
                let start = (stop.start * SCALE).round() as i32;
                let way = self.distances[here][patient + 1];
                // The published starts are rounded at each stop; one thousandth is forgiven.
                if start + 1 < free + way {
                    faults.push(format!(
                        "{}: not there in time for {}",
                        carer.0, stop.patient
                    ));
                }
                if start < self.patients[patient].1 {
                    faults.push(format!("{}: before the window", stop.patient));
                }
                distance += i64::from(way);
                let tardy = i64::from((start - self.patients[patient].2).max(0));
                late += tardy;
                latest = latest.max(tardy);
                let of_patient = done.entry(patient).or_default();
                of_patient.push((&route.vehicle, &stop.service, start));
                (here, free) = (patient + 1, start + service.minutes);
            }
            distance += i64::from(self.distances[here][0]);
        }
        for p in 0..self.patients.len() {
            let required: Vec<_> = self.services.iter().filter(|s| s.patient == p).collect();
            let found = done.get(&p).map_or(&[][..], Vec::as_slice);
            self.check_patient(p, &required, found, &mut faults);
        }
        if faults.is_empty() {
            let number = |sum: i64| sum as f64 / SCALE;
            Ok(Objective {
                distance: number(distance),
                tardiness: number(late),
                max_tardiness: number(latest),
            })
        } else {
            Err(faults)
        }
    }

    fn check_patient(
        &self,
        p: usize,
        required: &[&Service],
        found: &[(&str, &str, i32)],
        faults: &mut Vec<String>,
    ) {
        let (id, _, _, sync) = &self.patients[p];
        let of = |service: &str| found.iter().filter(|f| f.1 == service).collect::<Vec<_>>();
        if found.len() != required.len() || required.iter().any(|s| of(&s.service).is_empty()) {
            faults.push(format!("{id}: not every service exactly once"));
            return;
        }
        let [first, second] = required else { return };
        let [a, b] = if first.service == second.service {
            let mut both = [&found[0], &found[1]];
            both.sort_by_key(|f| f.2);
            both
        } else {
            [of(&first.service)[0], of(&second.service)[0]]
        };
        if a.0 == b.0 {
            faults.push(format!("{id}: both services by the same carer"));
        }
        let apart = b.2 - a.2;
        let fits = match sync {
            Some(Sync::Together) => apart.abs() <= 1,
            Some(Sync::Apart(min, max)) => (min - 1..=max + 1).contains(&apart),
            None => true,
        };
        if !fits {
            faults.push(format!("{id}: the two services are not timed as agreed"));
        }
    }
}

#[cfg(test)]
mod tests;
