//! Once lists are in force: what has no place, or another than people know.

use super::{Neighbours, Ruin};
use crate::engine::{
    model::{Model, NONE},
    rng::Rng,
    state::State,
};

/// So often something is looked at that may stand as people know it, or is out, before all that is
/// not as they know it.
const MENDS: f64 = 0.6;

impl Ruin {
    /// Chooses one thing that is not as people know it, or has no place, and little around it: what
    /// most likely lets it stand as known, or in with few others moved.
    pub(crate) fn choose_unsettled(
        &mut self,
        model: &Model,
        state: &State,
        near: &Neighbours,
        rng: &mut Rng,
    ) {
        self.chosen.clear();
        self.wanted = NONE;
        self.marked.clear();
        self.marked.resize(model.ops.len(), false);
        self.routes.clear();
        self.costly.clear();
        // Those that might be as they were, or at all, come first.
        let mut mendable = 0;
        for op in 0..model.ops.len() as u32 {
            if state.is_unsettled(model, op) {
                let may = !state.is_placed(op) || !model.ops[op as usize].first_with.is_empty();
                self.costly.push((i64::from(!may), op));
                mendable += usize::from(may);
            }
        }
        self.costly.sort_unstable();
        if self.costly.is_empty() {
            return;
        }
        let among = if mendable > 0 && rng.chance(MENDS) {
            mendable
        } else {
            self.costly.len()
        };
        let seed = self.costly[rng.below(among)].1;
        let size = 1 + rng.below(5);
        if state.is_placed(seed) {
            self.choose(seed);
        }
        let o = &model.ops[seed as usize];
        if rng.chance(0.5) && !o.vehicles.is_empty() {
            // Room on the list of one who is known to come, or else of anybody who may.
            self.wanted = seed;
            let known = o
                .vehicles
                .iter()
                .find(|&&v| o.first_with.contains(&model.vehicles[v as usize].employee));
            let vehicle = match known {
                Some(&vehicle) if rng.chance(0.7) => vehicle,
                _ => o.vehicles[rng.below(o.vehicles.len())],
            };
            self.room(
                model,
                state,
                rng,
                vehicle,
                model.floors[seed as usize][0],
                4,
            );
        } else if rng.chance(0.3) {
            // Several unsettled ones may have to change places with each other.
            for _ in 0..size {
                let other = self.costly[rng.below(self.costly.len())].1;
                self.choose(other);
            }
        } else if rng.chance(0.5) {
            self.strings(model, state, near, rng, seed, size);
        } else {
            self.related(near, rng, seed, size);
        }
        self.keep_movable(model, state, rng);
    }

    /// Takes out up to four in a row on a route, around a time.
    pub(super) fn room(
        &mut self,
        model: &Model,
        state: &State,
        rng: &mut Rng,
        vehicle: u32,
        at: i32,
        most: usize,
    ) {
        let mut node = state.next[model.start_node(vehicle as usize) as usize];
        while model.is_op(node)
            && state.start[node as usize] + model.nodes[node as usize].minutes < at
        {
            node = state.next[node as usize];
        }
        let length = 1 + rng.below(most);
        for _ in 0..rng.below(length) {
            let before = state.prev[node as usize];
            if model.is_op(before) {
                node = before;
            }
        }
        for _ in 0..length {
            if model.is_op(node) {
                self.choose(node);
                node = state.next[node as usize];
            }
        }
    }
}
