//! Choosing what to take out: neighbouring strings of several routes (after Christiaens and Vanden
//! Berghe's slack induction), random ones, the costliest, or a whole route.

use super::{
    model::{ANYWHERE, Model, NOBODY, NONE},
    rng::Rng,
    state::State,
};

/// For each operation the others, nearest in place and time first.
#[derive(Debug)]
pub(crate) struct Neighbours {
    lists: Vec<Vec<u32>>,
    /// The operations for the same citizen, in order of citizen, and where each citizen's begin.
    kin: Vec<u32>,
    kin_from: Vec<usize>,
}

/// So many neighbours are kept of each operation.
const NEAREST: usize = 80;

impl Neighbours {
    pub(crate) fn of(model: &Model) -> Self {
        let count = model.ops.len();
        let mut lists = Vec::with_capacity(count);
        let mut near: Vec<(i64, u32)> = Vec::with_capacity(count);
        for a in &model.ops {
            near.clear();
            for (other, b) in model.ops.iter().enumerate() {
                let way = if a.place == ANYWHERE || b.place == ANYWHERE {
                    0
                } else {
                    model.travel[0][a.place as usize * model.places + b.place as usize]
                };
                let apart = (b.wish_from - a.wish_to)
                    .max(a.wish_from - b.wish_to)
                    .max(0);
                near.push((i64::from(way) + i64::from(apart) / 4, other as u32));
            }
            let keep = NEAREST.min(near.len());
            if keep < near.len() {
                near.select_nth_unstable(keep);
            }
            near.truncate(keep);
            near.sort_unstable();
            lists.push(near.iter().map(|&(_, other)| other).collect());
        }
        let citizen = |op: u32| model.tasks[model.ops[op as usize].task as usize].citizen;
        let mut kin: Vec<u32> = (0..count as u32)
            .filter(|&op| citizen(op) != NOBODY)
            .collect();
        kin.sort_by_key(|&op| citizen(op));
        let citizens = model.meeting.len() / model.employees.max(1);
        let kin_from = (0..=citizens as u32)
            .map(|c| kin.partition_point(|&op| citizen(op) < c))
            .collect();
        Self {
            lists,
            kin,
            kin_from,
        }
    }

    /// The operations for one citizen.
    fn of_citizen(&self, citizen: u32) -> &[u32] {
        let c = citizen as usize;
        &self.kin[self.kin_from[c]..self.kin_from[c + 1]]
    }
}

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
const WANTS: f64 = 0.7;
/// So often something is looked at that may stand as people know it, or is out, before all that is
/// not as they know it.
const MENDS: f64 = 0.6;
/// A longer route is not taken out whole.
const MOST_OF_A_ROUTE: usize = 16;
/// The longest string taken out of one route.
const LONGEST: usize = 10;

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
            self.want(model, state, near, rng, seed, size);
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

    /// Asks for a better employee for `seed`, and makes room on her route around the time it has.
    fn want(
        &mut self,
        model: &Model,
        state: &State,
        near: &Neighbours,
        rng: &mut Rng,
        seed: u32,
        size: usize,
    ) {
        let o = &model.ops[seed as usize];
        if o.vehicles.is_empty() || !state.is_placed(seed) {
            return;
        }
        let has = model.vehicles[state.route[seed as usize] as usize].employee;
        // Of a few drawn by chance the one who would be best, the one it has aside.
        let mut best = None;
        for _ in 0..4 {
            let vehicle = o.vehicles[rng.below(o.vehicles.len())];
            let employee = model.vehicles[vehicle as usize].employee;
            if employee != has {
                let cost = state.taking_energy(model, employee, seed);
                if best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, vehicle));
                }
            }
        }
        let Some((_, vehicle)) = best else { return };
        let citizen = model.tasks[o.task as usize].citizen;
        self.choose(seed);
        self.wanted = seed;
        if citizen != NOBODY && rng.chance(0.5) {
            for &op in near.of_citizen(citizen) {
                self.choose(op);
            }
        }
        let at = if rng.chance(0.5) {
            model.floors[seed as usize][0]
        } else {
            state.start[seed as usize]
        };
        self.room(model, state, rng, vehicle, at);
        if rng.chance(0.3) {
            self.related(near, rng, seed, size / 2);
        }
    }

    /// Takes out up to four in a row on a route, around a time.
    fn room(&mut self, model: &Model, state: &State, rng: &mut Rng, vehicle: u32, at: i32) {
        let mut node = state.next[model.start_node(vehicle as usize) as usize];
        while model.is_op(node)
            && state.start[node as usize] + model.nodes[node as usize].minutes < at
        {
            node = state.next[node as usize];
        }
        let length = 1 + rng.below(4);
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
            self.room(model, state, rng, vehicle, model.floors[seed as usize][0]);
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

    fn strings(
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

    fn related(&mut self, near: &Neighbours, rng: &mut Rng, seed: u32, size: usize) {
        let list = &near.lists[seed as usize];
        for _ in 0..size {
            // Squaring favours the nearest.
            let at = (rng.unit().powi(2) * list.len() as f64) as usize;
            self.choose(list[at.min(list.len() - 1)]);
        }
    }

    fn costliest(
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
                let cost = i64::from(way) * model.weights.energy[super::model::term::TRAVEL]
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
    fn route(
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
