//! In which order things are put in: in the first fill, and after a ruin.

use super::{RETRIED, Search};
use crate::budget::Budget;
use crate::engine::{
    insert::Style,
    model::{Model, NONE},
    state::State,
};
use std::cmp::Reverse;

impl Search<'_> {
    /// Fills in everything that is not placed: what stays, then what has somebody to be put with
    /// first, then what only one can do (pauses: others would take their room), then the rest by what
    /// leaving it out costs, early and two-person tasks first.
    pub(super) fn construct(&mut self, state: &mut State, budget: &Budget) {
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
                    self.put(state, op, style, i64::MAX);
                }
            }
        }
    }

    /// What was taken out and some of what was out before, in the order in which to put it back;
    /// whether that is everything.
    pub(super) fn fill_pool(&mut self, state: &State) -> bool {
        let model = self.model;
        self.pool.clear();
        let chosen = &self.ruin.chosen;
        let out = (0..model.ops.len() as u32).filter(|&op| !state.is_placed(op));
        self.pool.extend(out);
        let all = self.pool.len() <= chosen.len() + 2 * RETRIED;
        if !all {
            self.rng.shuffle(&mut self.pool);
            self.pool.truncate(RETRIED);
            self.pool.extend_from_slice(chosen);
        }
        self.rng.shuffle(&mut self.pool);
        if model.discerns && self.rng.chance(0.1) {
            self.pool.sort_by_key(|&op| model.picky[op as usize]);
            self.urgent_first();
            return all;
        }
        let key: fn(&Model, u32) -> i64 = match self.rng.below(10) {
            0..4 => |_, _| 0,
            4 | 5 => |m, op| i64::from(m.ops[op as usize].wish_to.min(m.ops[op as usize].latest)),
            6 => |m, op| i64::from(m.ops[op as usize].latest - m.ops[op as usize].release),
            7 => |m, op| m.ops[op as usize].vehicles.len() as i64,
            8 => |m, op| i64::from(m.ops[op as usize].partner == NONE),
            _ => |m, op| -i64::from(m.ops[op as usize].wish_from),
        };
        self.pool.sort_by_key(|&op| key(model, op));
        self.urgent_first();
        all
    }

    /// What is dearest to leave out goes first, otherwise the order is kept.
    pub(super) fn urgent_first(&mut self) {
        let model = self.model;
        if model.weights.worst_late == 0 && self.rng.chance(0.3) {
            self.pool.sort_by_key(|&op| {
                let (kind, points) = model.tasks[model.ops[op as usize].task as usize].left_out;
                -points * model.weights.energy[kind]
            });
        }
    }
}
