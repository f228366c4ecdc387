//! Time: what moves when something is put in or taken out.
//!
//! Putting in only ever moves starts later, along routes and links, until it is absorbed by waiting
//! ([`Scratch::push_from`]); what was moved is noted, so that a trial can be undone. Taking out
//! moves starts earlier ([`Scratch::settle`]).

use super::{
    model::{ANYWHERE, Model, NONE, term},
    state::State,
};
use std::{cmp::Reverse, collections::BinaryHeap};

/// Working memory, made once per search.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    moved: Vec<(u32, i32)>,
    queue: Vec<u32>,
    loose: BinaryHeap<Reverse<(i32, u32)>>,
    /// The largest lateness met since it was last reset.
    pub(crate) worst_late: i32,
}

/// A start may be raised this often by its own consequences before it is taken for a circle:
/// gaps with a maximum pull an earlier start after a later one, and that may ripple.
const RIPPLES: u32 = 4;

impl Scratch {
    fn raise(&mut self, model: &Model, state: &mut State, node: u32, to: i32) -> bool {
        let n = node as usize;
        let from = state.start[n];
        if to <= from {
            return true;
        }
        let waiting = model.weights.waiting * model.weights.energy[term::TRAVEL];
        let facts = &model.nodes[n];
        if to > facts.latest {
            return false;
        }
        self.worst_late = self.worst_late.max(to - facts.wish_to);
        let route = state.route[n];
        state.energy += model.time_energy(n, to, route) - model.time_energy(n, from, route);
        if waiting != 0 {
            state.energy += waiting * i64::from(to - from) * state.waiting_sign(model, node);
        }
        self.moved.push((node, from));
        state.start[n] = to;
        self.queue.push(node);
        true
    }

    /// Moves everything that must move later because the linked `ops` start when they do.
    ///
    /// False when that breaks a hard bound or goes in a circle, or when the energy exceeds `limit`
    /// and can only grow; the state then has to be undone with [`Self::undo`].
    pub(crate) fn push_from(
        &mut self,
        model: &Model,
        state: &mut State,
        ops: &[u32],
        limit: i64,
        grows: bool,
    ) -> bool {
        self.moved.clear();
        self.queue.clear();
        for &op in ops {
            let (o, at) = (&model.ops[op as usize], state.start[op as usize]);
            if at > o.latest {
                return false;
            }
            self.worst_late = self.worst_late.max(at - o.wish_to);
            self.queue.push(op);
        }
        let mut head = 0;
        let mut ripples = 0;
        let most = 8 * model.nodes.len() + 64;
        while head < self.queue.len() {
            if head > most || (grows && state.energy > limit) {
                return false;
            }
            let node = self.queue[head];
            head += 1;
            if head > ops.len() && ops.contains(&node) {
                ripples += 1;
                if ripples > RIPPLES {
                    return false;
                }
            }
            if !self.push_one(model, state, node) {
                return false;
            }
        }
        true
    }

    fn push_one(&mut self, model: &Model, state: &mut State, node: u32) -> bool {
        if !model.is_op(node) {
            return true;
        }
        let n = node as usize;
        let at = state.start[n];
        let mut before = node;
        // A node without a place passes the changed way on to the one after it.
        loop {
            let next = state.next[before as usize];
            let due = state.start[before as usize]
                + model.nodes[before as usize].minutes
                + state.way_in[next as usize];
            if !self.raise(model, state, next, due) {
                return false;
            }
            if model.nodes[next as usize].place == ANYWHERE {
                before = next;
            } else {
                break;
            }
        }
        let facts = &model.nodes[n];
        if facts.together != NONE
            && state.is_placed(facts.together)
            && !self.raise(model, state, facts.together, at)
        {
            return false;
        }
        if facts.is_linked {
            for link in &model.ops[n].pushes {
                if state.is_placed(link.op) && !self.raise(model, state, link.op, at + link.offset)
                {
                    return false;
                }
            }
        }
        true
    }

    /// Puts back every start that the last push moved; the energy is the caller's to restore.
    pub(crate) fn undo(&mut self, state: &mut State) {
        while let Some((node, start)) = self.moved.pop() {
            state.start[node as usize] = start;
        }
    }

    /// Tells the state on which routes the last push moved something.
    pub(crate) fn tell_moved(&self, state: &mut State) {
        for &(node, _) in &self.moved {
            state.touched.route(state.route[node as usize]);
        }
    }

    /// Notes that `node` may be able to start earlier.
    pub(crate) fn loosen(&mut self, state: &State, node: u32) {
        self.loose.push(Reverse((state.start[node as usize], node)));
    }

    /// Notes all that an operation about to be unlinked has held back.
    pub(crate) fn loosen_after(&mut self, model: &Model, state: &State, op: u32) {
        let mut next = state.next[op as usize];
        self.loosen(state, next);
        while model.is_op(next) && model.ops[next as usize].place == ANYWHERE {
            next = state.next[next as usize];
            self.loosen(state, next);
        }
        let o = &model.ops[op as usize];
        if o.together != NONE && state.is_placed(o.together) {
            self.loosen(state, o.together);
        }
        for link in &o.pushes {
            if state.is_placed(link.op) {
                self.loosen(state, link.op);
            }
        }
    }

    /// Moves everything noted as loose to its earliest start, in the order of the old starts.
    ///
    /// False when a detour saved time that the direct way does not (travel times that break the
    /// triangle inequality) and the later start breaks a hard bound.
    pub(crate) fn settle(&mut self, model: &Model, state: &mut State) -> bool {
        self.moved.clear();
        self.queue.clear();
        let mut fits = true;
        while let Some(Reverse((_, node))) = self.loose.pop() {
            let n = node as usize;
            if state.route[n] == NONE || model.is_start(node) {
                continue;
            }
            let mut at = state.earliest_alone(model, node);
            if model.is_op(node) {
                let mate = model.ops[n].together;
                if mate != NONE && state.is_placed(mate) {
                    at = at.max(state.earliest_alone(model, mate));
                    if at < state.start[mate as usize] {
                        self.lower(model, state, mate, at);
                    }
                }
            }
            if at < state.start[n] {
                self.lower(model, state, node, at);
            } else if at > state.start[n] {
                fits = fits && self.raise(model, state, node, at);
            }
        }
        let mut head = 0;
        while fits && head < self.queue.len() && head <= 8 * model.nodes.len() + 64 {
            fits = self.push_one(model, state, self.queue[head]);
            head += 1;
        }
        self.tell_moved(state);
        fits && head == self.queue.len()
    }

    fn lower(&mut self, model: &Model, state: &mut State, node: u32, to: i32) {
        let waiting = model.weights.waiting * model.weights.energy[term::TRAVEL];
        let n = node as usize;
        let from = state.start[n];
        if model.is_op(node) {
            let route = state.route[n];
            state.energy += model.time_energy(n, to, route) - model.time_energy(n, from, route);
        }
        if waiting != 0 {
            state.energy += waiting * i64::from(to - from) * state.waiting_sign(model, node);
        }
        state.start[n] = to;
        state.touched.route(state.route[n]);
        if model.is_op(node) {
            self.loosen_after(model, state, node);
        }
    }
}
