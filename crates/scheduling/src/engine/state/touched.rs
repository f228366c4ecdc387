//! What has been changed in a state, so that another that was its like follows without being copied
//! whole: an iteration costs what it changes, not what there is.

use super::State;
use crate::engine::model::{Model, NOBODY, NONE};

/// The routes on which something has changed, and the operations put in or taken out.
#[derive(Debug, Clone, Default)]
pub(crate) struct Touched {
    is_touched: Vec<bool>,
    routes: Vec<u32>,
    ops: Vec<u32>,
}

impl Touched {
    pub(super) fn of(model: &Model) -> Self {
        Self {
            is_touched: vec![false; model.vehicles.len()],
            routes: Vec::with_capacity(model.vehicles.len()),
            ops: Vec::with_capacity(2 * model.ops.len()),
        }
    }

    pub(crate) fn route(&mut self, route: u32) {
        if let Some(known) = self.is_touched.get_mut(route as usize)
            && !*known
        {
            *known = true;
            self.routes.push(route);
        }
    }

    pub(crate) fn op(&mut self, op: u32, route: u32) {
        self.ops.push(op);
        self.route(route);
    }

    pub(crate) fn clear(&mut self) {
        for &route in &self.routes {
            self.is_touched[route as usize] = false;
        }
        self.routes.clear();
        self.ops.clear();
    }
}

impl State {
    /// Becomes like `other`, from which it differs only in what either has touched since they were
    /// alike; then neither has touched anything.
    pub(crate) fn follow(&mut self, model: &Model, other: &mut Self) {
        let mut mine = std::mem::take(&mut self.touched);
        for touched in [&mine, &other.touched] {
            for &route in &touched.routes {
                let mut node = model.start_node(route as usize);
                while node != NONE {
                    let n = node as usize;
                    self.prev[n] = other.prev[n];
                    self.next[n] = other.next[n];
                    self.route[n] = other.route[n];
                    self.start[n] = other.start[n];
                    self.way_in[n] = other.way_in[n];
                    self.at[n] = other.at[n];
                    self.limit[n] = other.limit[n];
                    self.eager[n] = other.eager[n];
                    node = other.next[n];
                }
            }
            for &op in &touched.ops {
                let n = op as usize;
                self.route[n] = other.route[n];
                self.eager[n] = other.eager[n];
                let citizen = model.tasks[model.ops[n].task as usize].citizen as usize;
                if citizen != NOBODY as usize {
                    let row = citizen * model.employees..(citizen + 1) * model.employees;
                    self.meets[row.clone()].copy_from_slice(&other.meets[row]);
                }
            }
        }
        self.minutes.copy_from_slice(&other.minutes);
        self.energy = other.energy;
        self.lead = other.lead;
        mine.clear();
        self.touched = mine;
        other.touched.clear();
        debug_assert!(self.is_like(model, other));
    }

    /// Whether both say the same of everything on a list.
    fn is_like(&self, model: &Model, other: &Self) -> bool {
        let node = |n: usize| {
            [self, other].map(|s| {
                (
                    (s.prev[n], s.next[n], s.start[n], s.limit[n]),
                    (s.way_in[n], s.at[n], s.eager[n]),
                )
            })
        };
        let same = |n: usize| {
            let [a, b] = node(n);
            self.route[n] == NONE || a == b
        };
        self.route == other.route && self.meets == other.meets && (0..model.nodes.len()).all(same)
    }
}
