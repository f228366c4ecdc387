//! The search itself: construct, then ruin and recreate under simulated annealing.

use super::{
    insert::{Inserter, Style},
    model::{Model, NONE, TERMS},
    propagate::Scratch,
    rng::Rng,
    ruin::{Neighbours, Ruin},
    state::State,
};
use crate::budget::Budget;
use std::cmp::Reverse;

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
    /// Fills in everything that is not placed: what stays, then what has somebody to be put with
    /// first, then what only one can do (pauses: others would take their room), then the rest by what
    /// leaving it out costs, early and two-person tasks first.
    fn construct(&mut self, state: &mut State, budget: &Budget) {
        let model = self.model;
        self.scratch.worst_late = i32::try_from(state.worst_late(model)).unwrap_or(i32::MAX);
        let mut order: Vec<u32> = (0..model.tasks.len() as u32).collect();
        order.sort_by_key(|&t| {
            let task = &model.tasks[t as usize];
            let op = &model.ops[task.first as usize];
            (
                !task.stays,
                op.first_at.is_none(),
                op.first_at,
                Reverse(task.left_out.1 * model.weights.energy[task.left_out.0]),
                op.wish_to.min(op.latest),
                task.second == NONE,
            )
        });
        let style = Style {
            blink: 0.0,
            eager: true,
            as_first: false,
        };
        let first = Style {
            as_first: true,
            ..style
        };
        let is_first = |t: u32| {
            !model.ops[model.tasks[t as usize].first as usize]
                .first_with
                .is_empty()
        };
        let some_first = order.iter().any(|&t| is_first(t));
        let due = |pass: usize, t: u32| match pass {
            0 => is_first(t),
            1 => some_first && !model.tasks[t as usize].counts,
            _ => true,
        };
        for (pass, style) in [first, style, style].into_iter().enumerate() {
            for &t in &order {
                if budget.is_cancelled() {
                    return;
                }
                let op = model.tasks[t as usize].first;
                if due(pass, t) && !state.is_placed(op) {
                    self.put(state, op, style);
                }
            }
        }
    }

    fn put(&mut self, state: &mut State, op: u32, style: Style) -> bool {
        self.inserter.place(
            self.model,
            state,
            &mut self.scratch,
            &mut self.rng,
            op,
            style,
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
                    energy = record.1;
                }
            }
            done += 1;
            candidate.clone_from(&current);
            if !self.renew(&mut candidate, &near, &movable) {
                continue;
            }
            let new = candidate.whole_energy(model);
            let accepted =
                (new as f64) < energy as f64 - temperature * self.rng.unit().max(1e-12).ln();
            if !accepted {
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

    /// In the team's order of terms; the benchmark, which has only one sum, by energy.
    fn is_better(&self, state: &State, energy: i64, record: &([i64; TERMS], i64)) -> bool {
        let weights = &self.model.weights;
        if weights.worst_late != 0 {
            return energy < record.1;
        }
        // A clearly dearer answer can only win by trading much of a lesser term for a greater one,
        // which its energy would show.
        if energy > record.1 + record.1.abs() / 50 {
            return false;
        }
        let points = state.points(self.model);
        let rank = |p: &[i64; TERMS]| weights.order.map(|t| p[t]);
        rank(&points) < rank(&record.0)
    }

    /// One ruin and recreate; false when it led nowhere.
    fn renew(&mut self, state: &mut State, near: &Neighbours, movable: &[u32]) -> bool {
        let model = self.model;
        let most = LARGEST.min(2 + movable.len() / 4);
        // Mostly small: the mean is a third of the most.
        let size = 1 + (self.rng.unit() * self.rng.unit() * 1.4 * most as f64) as usize;
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
        self.fill_pool(state);
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
                    self.put(state, op, known);
                }
            }
        }
        let mut fits = true;
        for &op in &pool {
            if state.is_placed(op) || self.put(state, op, style) {
                continue;
            }
            let partner = model.ops[op as usize].partner;
            if partner != NONE && state.is_placed(partner) {
                // One employee alone at a shared visit is no answer: try both anew.
                self.take_out(state, partner);
                fits = self.scratch.settle(model, state);
                self.scratch.worst_late =
                    i32::try_from(state.worst_late(model)).unwrap_or(i32::MAX);
                if !fits {
                    break;
                }
                self.put(state, op, style);
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

    /// What was taken out and some of what was out before, in the order in which to put it back.
    fn fill_pool(&mut self, state: &State) {
        let model = self.model;
        self.pool.clear();
        let chosen = &self.ruin.chosen;
        let out = (0..model.ops.len() as u32).filter(|&op| !state.is_placed(op));
        self.pool.extend(out);
        if self.pool.len() > chosen.len() + 2 * RETRIED {
            self.rng.shuffle(&mut self.pool);
            self.pool.truncate(RETRIED);
            self.pool.extend_from_slice(chosen);
        }
        self.rng.shuffle(&mut self.pool);
        if model.discerns && self.rng.chance(0.1) {
            self.pool.sort_by_key(|&op| model.picky[op as usize]);
            return self.urgent_first();
        }
        let key: fn(&Model, u32) -> i64 = match self.rng.below(10) {
            0..4 => return self.urgent_first(),
            4 | 5 => |m, op| i64::from(m.ops[op as usize].wish_to.min(m.ops[op as usize].latest)),
            6 => |m, op| i64::from(m.ops[op as usize].latest - m.ops[op as usize].release),
            7 => |m, op| m.ops[op as usize].vehicles.len() as i64,
            8 => |m, op| i64::from(m.ops[op as usize].partner == NONE),
            _ => |m, op| -i64::from(m.ops[op as usize].wish_from),
        };
        self.pool.sort_by_key(|&op| key(model, op));
        self.urgent_first();
    }

    /// What is dearest to leave out goes first, otherwise the order is kept.
    fn urgent_first(&mut self) {
        let model = self.model;
        if model.weights.worst_late == 0 && self.rng.chance(0.3) {
            self.pool.sort_by_key(|&op| {
                let (kind, points) = model.tasks[model.ops[op as usize].task as usize].left_out;
                -points * model.weights.energy[kind]
            });
        }
    }
}
