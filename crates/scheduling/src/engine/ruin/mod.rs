//! Choosing what to take out: neighbouring strings of several routes (after Christiaens and Vanden
//! Berghe's slack induction), random ones, the costliest, or a whole route.

mod kinds;
mod neighbours;
mod unsettled;
mod wants;

pub(crate) use neighbours::Neighbours;

use super::{
    model::{Model, NOBODY, NONE},
    rng::Rng,
    state::State,
};

/// Working memory of ruin, made once per search.
#[derive(Debug, Default)]
pub(crate) struct Ruin {
    /// What to take out.
    pub(crate) chosen: Vec<u32>,
    /// What room was made for: it is put back first.
    pub(crate) wanted: u32,
    marked: Vec<bool>,
    routes: Vec<u32>,
    costly: Vec<(i64, u32)>,
}

/// So often room is made for something with a better employee.
const WANTS: f64 = 0.85;

impl Ruin {
    fn choose(&mut self, op: u32) {
        if !self.marked[op as usize] {
            self.marked[op as usize] = true;
            self.chosen.push(op);
        }
    }

    /// Chooses about `size` operations near one of the `movable`.
    pub(crate) fn choose_some(
        &mut self,
        model: &Model,
        state: &State,
        near: &Neighbours,
        movable: &[u32],
        rng: &mut Rng,
        size: usize,
    ) {
        self.chosen.clear();
        self.marked.clear();
        self.marked.resize(model.ops.len(), false);
        self.routes.clear();
        let seed = movable[rng.below(movable.len())];
        let kind = rng.below(100);
        let citizen = model.tasks[model.ops[seed as usize].task as usize].citizen;
        self.wanted = NONE;
        if model.discerns && rng.chance(WANTS) {
            self.want(model, state, near, movable, rng, seed, size);
        } else if citizen != NOBODY && rng.chance(0.25) {
            // Who comes to a citizen is best decided for all her visits at once.
            for &op in near.of_citizen(citizen) {
                self.choose(op);
            }
            self.related(near, rng, seed, size);
        } else if kind < 62 {
            self.strings(model, state, near, rng, seed, size);
        } else if kind < 70 {
            for _ in 0..size {
                self.choose(movable[rng.below(movable.len())]);
            }
        } else if kind < 80 {
            self.related(near, rng, seed, size);
        } else if kind < 88 {
            self.costliest(model, state, movable, rng, size);
        } else {
            self.route(model, state, near, rng, seed, size);
        }
        self.keep_movable(model, state, rng);
    }

    /// Only what is on a list and may be taken off it; of two employees now and then both.
    fn keep_movable(&mut self, model: &Model, state: &State, rng: &mut Rng) {
        let marked = &mut self.marked;
        self.chosen.retain(|&op| {
            let stays = model.tasks[model.ops[op as usize].task as usize].stays;
            let out = state.is_placed(op) && !stays;
            marked[op as usize] = out;
            out
        });
        // Half of the time the other employee of a shared visit comes along.
        for i in 0..self.chosen.len() {
            let partner = model.ops[self.chosen[i] as usize].partner;
            if partner != NONE && state.is_placed(partner) && rng.chance(0.5) {
                self.choose(partner);
            }
        }
    }
}
