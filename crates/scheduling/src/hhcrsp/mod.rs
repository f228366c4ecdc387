//! The Home Health Care Routing and Scheduling Problem of Mankowska, Meisel and Bierwirth (2014),
//! in the JSON form of the University of Udine: the public yardstick for the search.
//!
//! Times are kept in thousandths, as the instances give them, so sums are exact.
//! [`Instance::objective`] reads a solution and judges it without any code of the search.

mod checker;
mod file;
mod numbers;

use crate::{
    budget::Budget,
    engine::{Heat, NONE, Step, search},
};
use serde::{Deserialize, Serialize};

const SCALE: f64 = 1_000.0;

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

impl Instance {
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
}

#[cfg(test)]
mod tests;
