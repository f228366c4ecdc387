//! The lists as they stand in the search: who comes after whom, when each starts, and what it all
//! costs, kept up to date change by change.

mod links;
mod points;
mod touched;

pub(crate) use touched::Touched;

use super::model::{ANYWHERE, LEAD, Model, NONE, TOLERANCE, term};

/// A partial or whole answer. Copying it into another reuses the other's memory.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) prev: Vec<u32>,
    pub(crate) next: Vec<u32>,
    /// Vehicle of each node; NONE for an operation that is not placed.
    pub(crate) route: Vec<u32>,
    pub(crate) start: Vec<i32>,
    /// Minutes on the way from the node before.
    pub(crate) way_in: Vec<i32>,
    /// Where the employee is after the node.
    pub(crate) at: Vec<u32>,
    /// The latest start that the rest of the route allows; kept for whole states, not in trials.
    pub(crate) limit: Vec<i32>,
    /// How early each may start, one of [`Model::floors`].
    pub(crate) eager: Vec<u8>,
    /// Times each employee is assigned to each citizen.
    pub(crate) meets: Vec<u16>,
    pub(crate) minutes: Vec<i64>,
    /// Everything but the largest lateness.
    pub(crate) energy: i64,
    /// Points of the terms that lead, kept for whole states, not in trials.
    pub(crate) lead: [i64; LEAD],
    pub(crate) touched: Touched,
}

impl Clone for State {
    fn clone(&self) -> Self {
        Self {
            prev: self.prev.clone(),
            next: self.next.clone(),
            route: self.route.clone(),
            start: self.start.clone(),
            way_in: self.way_in.clone(),
            at: self.at.clone(),
            limit: self.limit.clone(),
            eager: self.eager.clone(),
            meets: self.meets.clone(),
            minutes: self.minutes.clone(),
            energy: self.energy,
            lead: self.lead,
            touched: self.touched.clone(),
        }
    }

    fn clone_from(&mut self, other: &Self) {
        self.prev.clone_from(&other.prev);
        self.next.clone_from(&other.next);
        self.route.clone_from(&other.route);
        self.start.clone_from(&other.start);
        self.way_in.clone_from(&other.way_in);
        self.at.clone_from(&other.at);
        self.limit.clone_from(&other.limit);
        self.eager.clone_from(&other.eager);
        self.meets.clone_from(&other.meets);
        self.minutes.clone_from(&other.minutes);
        self.energy = other.energy;
        self.lead = other.lead;
        self.touched.clone_from(&other.touched);
    }
}

impl State {
    /// Nothing placed.
    pub(crate) fn empty(model: &Model) -> Self {
        let nodes = model.nodes.len();
        let mut state = Self {
            prev: vec![NONE; nodes],
            next: vec![NONE; nodes],
            route: vec![NONE; nodes],
            start: vec![0; nodes],
            way_in: vec![0; nodes],
            at: vec![0; nodes],
            limit: vec![0; nodes],
            eager: vec![0; nodes],
            meets: vec![0; model.meeting.len()],
            minutes: vec![0; model.employees],
            energy: 0,
            lead: [0; LEAD],
            touched: Touched::of(model),
        };
        for (v, vehicle) in model.vehicles.iter().enumerate() {
            let (from, to) = (model.start_node(v), model.end_node(v));
            state.next[from as usize] = to;
            state.prev[to as usize] = from;
            state.route[from as usize] = v as u32;
            state.route[to as usize] = v as u32;
            state.start[from as usize] = vehicle.from;
            state.start[to as usize] = vehicle.from;
            state.at[from as usize] = vehicle.start_place;
            state.refresh(model, to);
            state.limit_back(model, to);
        }
        for task in &model.tasks {
            state.energy += task.left_out.1 * model.weights.energy[task.left_out.0];
            state.lead[task.left_out.0] += task.left_out.1;
        }
        for employee in 0..model.employees {
            state.energy += model.load_points(employee, 0) * model.weights.energy[term::LOAD];
        }
        state
    }

    pub(crate) fn is_placed(&self, op: u32) -> bool {
        self.route[op as usize] != NONE
    }

    fn floats(model: &Model, node: u32) -> bool {
        model.nodes[node as usize].place == ANYWHERE
    }

    /// Whether it has no place, or another than people know.
    pub(crate) fn is_unsettled(&self, model: &Model, op: u32) -> bool {
        if !self.is_placed(op) {
            return true;
        }
        let o = &model.ops[op as usize];
        let employee = model.vehicles[self.route[op as usize] as usize].employee;
        let at = o.task as usize * model.employees + employee as usize;
        let start = self.start[op as usize];
        model.fixed_points[1][at] != 0
            || o.known_start
                .is_some_and(|known| (start - known).abs() > TOLERANCE)
    }

    /// The first node from `node` on that has a place of its own.
    pub(crate) fn solid(&self, model: &Model, mut node: u32) -> u32 {
        while Self::floats(model, node) {
            node = self.next[node as usize];
        }
        node
    }

    pub(crate) fn way(model: &Model, vehicle: u32, from: u32, to: u32) -> i32 {
        let class = model.vehicles[vehicle as usize].class as usize;
        model.travel[class][from as usize * model.places + to as usize]
    }

    /// Minutes on the way from a node to one that follows it, or would follow it.
    pub(crate) fn leg(&self, model: &Model, vehicle: u32, from: u32, to: u32) -> i32 {
        if Self::floats(model, to) {
            return 0;
        }
        let (from, to) = (self.at[from as usize], model.nodes[to as usize].place);
        Self::way(model, vehicle, from, to)
    }

    /// Counts way and place anew from `node` to the first that has a place of its own.
    fn refresh(&mut self, model: &Model, mut node: u32) {
        loop {
            let n = node as usize;
            let before = self.prev[n];
            self.way_in[n] = self.leg(model, self.route[n], before, node);
            if Self::floats(model, node) {
                self.at[n] = self.at[before as usize];
                node = self.next[n];
            } else {
                self.at[n] = model.nodes[n].place;
                return;
            }
        }
    }

    /// The same after `op` was put in: a follower without a place of its own changes too.
    pub(crate) fn limit_after(&mut self, model: &Model, op: u32) {
        let mut node = op;
        while Self::floats(model, self.next[node as usize]) {
            node = self.next[node as usize];
        }
        self.limit_back(model, node);
    }

    /// Counts the latest starts anew from `node` back to the start of its route.
    pub(crate) fn limit_back(&mut self, model: &Model, mut node: u32) {
        loop {
            let n = node as usize;
            let next = self.next[n];
            self.limit[n] = model.nodes[n].latest;
            if next != NONE {
                let by_next =
                    self.limit[next as usize] - model.nodes[n].minutes - self.way_in[next as usize];
                self.limit[n] = self.limit[n].min(by_next);
            }
            if model.is_start(node) {
                return;
            }
            node = self.prev[n];
        }
    }

    /// Minutes that the way becomes longer when `op` comes directly after `after`.
    pub(crate) fn detour(&self, model: &Model, vehicle: u32, after: u32, op: u32) -> i32 {
        let place = model.ops[op as usize].place;
        if place == ANYWHERE {
            return 0;
        }
        let next = self.next[after as usize];
        let solid = self.solid(model, next);
        let from = self.at[after as usize];
        let to = model.nodes[solid as usize].place;
        let now = if model.is_start(after) && !model.is_op(next) {
            0
        } else {
            Self::way(model, vehicle, from, to)
        };
        Self::way(model, vehicle, from, place) + Self::way(model, vehicle, place, to) - now
    }

    pub(crate) fn minutes_of(model: &Model, node: u32) -> i32 {
        model.nodes[node as usize].minutes
    }

    pub(crate) fn release(&self, model: &Model, op: u32) -> i32 {
        model.floors[op as usize][usize::from(self.eager[op as usize])]
    }

    /// When a node can start for what comes before it on its route and what holds it, the operation
    /// it starts together with aside.
    pub(crate) fn earliest_alone(&self, model: &Model, node: u32) -> i32 {
        let n = node as usize;
        let before = self.prev[n];
        let mut at = self.start[before as usize] + Self::minutes_of(model, before) + self.way_in[n];
        if model.is_op(node) {
            at = at.max(self.release(model, node));
            for link in &model.ops[n].held_by {
                if self.is_placed(link.op) {
                    at = at.max(self.start[link.op as usize] + link.offset);
                }
            }
        }
        at
    }

    /// The part of the waiting that a start time stands for: the end of a route adds, its first
    /// operation subtracts.
    pub(crate) fn waiting_sign(&self, model: &Model, node: u32) -> i64 {
        let ends = i64::from(!model.is_op(node));
        let begins = i64::from(model.is_start(self.prev[node as usize]));
        ends - begins
    }
}
