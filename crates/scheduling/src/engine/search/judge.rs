//! Whether an answer is better than the best, and whether one that is being made can still be of use.

use super::Search;
use crate::engine::{
    model::{LEAD, NONE, TERMS, term},
    state::State,
};
use std::cmp::Ordering;

impl Search<'_> {
    /// In the team's order of terms; the benchmark, which has only one sum, by energy.
    pub(super) fn is_better(
        &self,
        state: &State,
        energy: i64,
        record: &([i64; TERMS], i64),
    ) -> bool {
        let model = self.model;
        let order = &model.weights.order;
        if model.weights.worst_late != 0 {
            return energy < record.1;
        }
        // A clearly dearer answer can only win by trading much of a lesser term for a greater one,
        // which its energy would show.
        if energy > record.1 + record.1.abs() / 50 {
            return false;
        }
        // What leads is kept, and minutes outside wishes are soon counted; the rest only when these
        // do not decide.
        for &kind in order {
            let points = match kind {
                0..LEAD => state.lead[kind],
                term::WISHED => state.outside(model),
                _ => break,
            };
            match points.cmp(&record.0[kind]) {
                Ordering::Less => return true,
                Ordering::Equal => {}
                Ordering::Greater => return false,
            }
        }
        let points = state.points(model);
        let rank = |p: &[i64; TERMS]| order.map(|t| p[t]);
        rank(&points) < rank(&record.0)
    }

    /// By so much, a negative number, the energy changes at best when these are put in, the `other`
    /// aside; `all` when everything that is out is among them.
    pub(super) fn hope(&self, state: &State, ops: &[u32], other: u32, all: bool) -> i64 {
        let model = self.model;
        let mut hope = 0;
        for &op in ops {
            if op != other && !state.is_placed(op) {
                let o = &model.ops[op as usize];
                hope += model.least[op as usize];
                let (kind, points) = model.tasks[o.task as usize].left_out;
                let mut out = points * model.weights.energy[kind];
                if all && o.partner != NONE && o.partner != other && !state.is_placed(o.partner) {
                    // Each of two brings half of what their task brings.
                    out /= 2;
                }
                hope -= out;
            }
        }
        hope
    }
}
