//! The search itself: construct, then ruin and recreate under simulated annealing.

mod judge;
mod order;

use super::{
    insert::{Inserter, Style},
    model::{Model, NONE, TERMS},
    propagate::Scratch,
    rng::Rng,
    ruin::{Neighbours, Ruin},
    state::State,
};
use crate::budget::Budget;

/// What a search gives.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) best: State,
    pub(crate) iterations: u64,
}

/// The best answer has become better.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    /// Iterations done by then.
    pub(crate) iterations: u64,
    /// Its energy.
    pub(crate) energy: i64,
    /// Its points, per term.
    pub(crate) points: [i64; TERMS],
}

/// Called whenever the best answer becomes better.
pub(crate) type Trace<'a> = &'a mut dyn FnMut(&Step);

/// So many operations are taken out at most in one iteration.
const LARGEST: usize = 24;
/// Once lists are in force, so often only what is not as known is looked at.
const UNSETTLED: f64 = 0.9;
/// Of those left out, so many are tried again in one iteration.
const RETRIED: usize = 4;

/// Temperatures between which the search cools, in energy.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heat {
    pub(crate) first: f64,
    pub(crate) last: f64,
    /// The share of the search that explores between these two; the rest polishes the best.
    pub(crate) explores: f64,
    /// Between which temperatures the rest cools.
    pub(crate) polish: (f64, f64),
}

impl Heat {
    /// The temperature when this share of the search is done.
    fn at(&self, used: f64) -> f64 {
        let between = |first: f64, last: f64, share: f64| first * (last / first).powf(share);
        if used <= self.explores {
            between(self.first, self.last, used / self.explores)
        } else {
            let share = (used - self.explores) / (1.0 - self.explores);
            between(self.polish.0, self.polish.1, share)
        }
    }
}

struct Search<'a> {
    model: &'a Model,
    rng: Rng,
    scratch: Scratch,
    inserter: Inserter,
    ruin: Ruin,
    pool: Vec<u32>,
}

/// Searches from `begin` (or from nothing) until the budget is spent.
pub(crate) fn search(
    model: &Model,
    begin: Option<State>,
    budget: &Budget,
    seed: u64,
    heat: Heat,
    trace: Trace<'_>,
) -> Outcome {
    let mut search = Search {
        model,
        rng: Rng::new(seed),
        scratch: Scratch::default(),
        inserter: Inserter::default(),
        ruin: Ruin::default(),
        pool: Vec::new(),
    };
    let mut current = begin.unwrap_or_else(|| State::empty(model));
    search.construct(&mut current, budget);
    let best = current.clone();
    trace(&Step {
        iterations: 0,
        energy: best.whole_energy(model),
        points: best.points(model),
    });
    search.improve(current, best, budget, heat, trace)
}

impl Search<'_> {
    fn put(&mut self, state: &mut State, op: u32, style: Style, most: i64) -> bool {
        self.inserter.place(
            self.model,
            state,
            &mut self.scratch,
            &mut self.rng,
            op,
            style,
            most,
        )
    }

    fn improve(
        &mut self,
        mut current: State,
        mut best: State,
        budget: &Budget,
        heat: Heat,
        trace: Trace<'_>,
    ) -> Outcome {
        let model = self.model;
        let movable: Vec<u32> = (0..model.ops.len() as u32)
            .filter(|&op| !model.tasks[model.ops[op as usize].task as usize].stays)
            .collect();
        let mut done = 0;
        if movable.is_empty() || model.vehicles.is_empty() {
            return Outcome {
                best,
                iterations: 0,
            };
        }
        let near = Neighbours::of(model);
        current.touched.clear();
        let mut candidate = current.clone();
        let mut energy = current.whole_energy(model);
        let mut record = (best.points(model), best.whole_energy(model));
        let mut temperature = heat.first;
        let mut polishes = false;
        while !budget.is_spent(done) {
            if done % 64 == 0 {
                let used = budget.used(done);
                temperature = heat.at(used);
                if used > heat.explores && !polishes {
                    // On from the best: the lesser terms are put in order around it.
                    polishes = true;
                    current.clone_from(&best);
                    candidate.clone_from(&best);
                    current.touched.clear();
                    candidate.touched.clear();
                    energy = record.1;
                }
            }
            done += 1;
            candidate.follow(model, &mut current);
            // Drawn before, so that what is clearly dearer need not be finished.
            let dearer = -temperature * self.rng.unit().max(1e-12).ln();
            let most = energy.saturating_add(dearer.ceil() as i64);
            if !self.renew(&mut candidate, &near, &movable, most) {
                continue;
            }
            let new = candidate.whole_energy(model);
            if new >= most {
                continue;
            }
            energy = new;
            std::mem::swap(&mut current, &mut candidate);
            if self.is_better(&current, new, &record) {
                record = (current.points(model), new);
                best.clone_from(&current);
                trace(&Step {
                    iterations: done,
                    energy: new,
                    points: record.0,
                });
            }
        }
        Outcome {
            best,
            iterations: done,
        }
    }

    /// One ruin and recreate; false when it led nowhere, or cannot end below `most`.
    fn renew(&mut self, state: &mut State, near: &Neighbours, movable: &[u32], most: i64) -> bool {
        let model = self.model;
        let largest = LARGEST.min(2 + movable.len() / 4);
        // Mostly small: the mean is a third of the largest.
        let size = 1 + (self.rng.unit() * self.rng.unit() * 1.4 * largest as f64) as usize;
        if model.keeps() && self.rng.chance(UNSETTLED) {
            self.ruin
                .choose_unsettled(model, state, near, &mut self.rng);
        } else {
            self.ruin
                .choose_some(model, state, near, movable, &mut self.rng, size);
        }
        for i in 0..self.ruin.chosen.len() {
            let op = self.ruin.chosen[i];
            self.take_out(state, op);
        }
        if !self.scratch.settle(model, state) {
            return false;
        }
        self.scratch.worst_late = i32::try_from(state.worst_late(model)).unwrap_or(i32::MAX);
        let all = self.fill_pool(state);
        let worst = model.weights.worst_late;
        let style = Style {
            blink: 0.01,
            eager: model.discerns || self.rng.chance(0.2),
            as_first: false,
        };
        if self.ruin.wanted != NONE && self.rng.chance(0.8) {
            let wanted = self.ruin.wanted;
            self.pool.sort_by_key(|&op| op != wanted);
        }
        let pool = std::mem::take(&mut self.pool);
        if model.keeps() && self.rng.chance(0.5) {
            let known = Style {
                as_first: true,
                ..style
            };
            for &op in &pool {
                if !state.is_placed(op) && !model.ops[op as usize].first_with.is_empty() {
                    self.put(state, op, known, i64::MAX);
                }
            }
        }
        let mut fits = true;
        for (n, &op) in pool.iter().enumerate() {
            if state.is_placed(op) {
                continue;
            }
            let now = state.energy + worst * i64::from(self.scratch.worst_late);
            if now + self.hope(state, &pool[n..], NONE, all) >= most {
                fits = false;
                break;
            }
            let partner = model.ops[op as usize].partner;
            let rest = self.hope(state, &pool[n + 1..], partner, all);
            if self.put(state, op, style, most.saturating_sub(rest)) {
                continue;
            }
            if partner != NONE && state.is_placed(partner) {
                // One employee alone at a shared visit is no answer: try both anew.
                self.take_out(state, partner);
                fits = self.scratch.settle(model, state);
                self.scratch.worst_late =
                    i32::try_from(state.worst_late(model)).unwrap_or(i32::MAX);
                if !fits {
                    break;
                }
                self.put(state, op, style, i64::MAX);
            }
        }
        self.pool = pool;
        fits
    }

    fn take_out(&mut self, state: &mut State, op: u32) {
        if state.is_placed(op) {
            self.scratch.loosen_after(self.model, state, op);
            let before = state.prev[op as usize];
            state.unlink(self.model, op);
            state.limit_after(self.model, before);
            state.eager[op as usize] = 0;
        }
    }
}
