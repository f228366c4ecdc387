//! The kinds of ruin: strings, related ones, the costliest, a whole route, and a wish.

use super::{Neighbours, Ruin};
use crate::engine::{
    model::{Model, NONE, term},
    rng::Rng,
    state::State,
};

/// A longer route is not taken out whole.
const MOST_OF_A_ROUTE: usize = 16;
/// The longest string taken out of one route.
const LONGEST: usize = 10;

impl Ruin {
    pub(super) fn strings(
        &mut self,
        model: &Model,
        state: &State,
        near: &Neighbours,
        rng: &mut Rng,
        seed: u32,
        size: usize,
    ) {
        let longest = 1 + rng.below(LONGEST.min(size));
        for &op in &near.lists[seed as usize] {
            if self.chosen.len() >= size {
                return;
            }
            let route = state.route[op as usize];
            if route == NONE || self.routes.contains(&route) {
                continue;
            }
            self.routes.push(route);
            let length = 1 + rng.below(longest);
            let mut first = op;
            for _ in 0..rng.below(length) {
                let before = state.prev[first as usize];
                if model.is_op(before) {
                    first = before;
                }
            }
            let mut node = first;
            // Now and then a stretch in the middle of the string is kept.
            let keep_from = if rng.chance(0.5) && length > 2 {
                1 + rng.below(length - 1)
            } else {
                usize::MAX
            };
            let kept = 1 + rng.below(2);
            let mut taken = 0;
            let mut step = 0;
            while taken < length && model.is_op(node) {
                if !(step >= keep_from && step < keep_from.saturating_add(kept)) {
                    self.choose(node);
                    taken += 1;
                }
                step += 1;
                node = state.next[node as usize];
            }
        }
    }

    pub(super) fn related(&mut self, near: &Neighbours, rng: &mut Rng, seed: u32, size: usize) {
        let list = &near.lists[seed as usize];
        for _ in 0..size {
            // Squaring favours the nearest.
            let at = (rng.unit().powi(2) * list.len() as f64) as usize;
            self.choose(list[at.min(list.len() - 1)]);
        }
    }

    pub(super) fn costliest(
        &mut self,
        model: &Model,
        state: &State,
        movable: &[u32],
        rng: &mut Rng,
        size: usize,
    ) {
        self.costly.clear();
        for &op in movable {
            if state.is_placed(op) {
                let vehicle = state.route[op as usize];
                let (before, next) = (state.prev[op as usize], state.next[op as usize]);
                let way =
                    state.leg(model, vehicle, before, op) + state.leg(model, vehicle, op, next);
                let cost = i64::from(way) * model.weights.energy[term::TRAVEL]
                    + model.time_energy(op as usize, state.start[op as usize], vehicle);
                self.costly.push((-cost, op));
            }
        }
        self.costly.sort_unstable();
        if self.costly.is_empty() {
            return;
        }
        for _ in 0..size {
            let at = (rng.unit().powi(4) * self.costly.len() as f64) as usize;
            self.choose(self.costly[at.min(self.costly.len() - 1)].1);
        }
    }

    /// A whole route, and some of what lies near it, so that another can take it over.
    pub(super) fn route(
        &mut self,
        model: &Model,
        state: &State,
        near: &Neighbours,
        rng: &mut Rng,
        seed: u32,
        size: usize,
    ) {
        let route = state.route[seed as usize];
        if route == NONE {
            return;
        }
        let mut node = state.next[model.start_node(route as usize) as usize];
        while model.is_op(node) && self.chosen.len() < MOST_OF_A_ROUTE {
            self.choose(node);
            node = state.next[node as usize];
        }
        self.strings(model, state, near, rng, seed, self.chosen.len() + size / 2);
    }
}
