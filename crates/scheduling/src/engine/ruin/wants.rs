//! Wishes for a better employee: room is made on her list, and where that puts others out, now and
//! then room for them on lists of those who are as good for them.

use super::{Neighbours, Ruin};
use crate::engine::{
    model::{Model, NOBODY},
    rng::Rng,
    state::State,
};

/// So often something is looked for that has not its best employee …
const SPARES: f64 = 0.8;
/// … among so many.
const LOOKS: usize = 8;
/// So often only those are asked who cost no more than the one it has.
const NO_DEARER: f64 = 0.8;
/// So often the citizen's other visits come along.
const KIN: f64 = 0.3;
/// So often room is made in turn for what has to give way.
const CHAINS: f64 = 0.4;
/// So often some of what lies near comes along.
const NEAR: f64 = 0.3;
/// At most so many in a row give way.
const ROOM: usize = 4;

impl Ruin {
    /// Asks for a better employee for `seed`, or for another that has not its best, and makes room on
    /// her list around the time it has.
    #[expect(clippy::too_many_arguments, reason = "the parts of one search step")]
    pub(super) fn want(
        &mut self,
        model: &Model,
        state: &State,
        near: &Neighbours,
        movable: &[u32],
        rng: &mut Rng,
        mut seed: u32,
        size: usize,
    ) {
        if rng.chance(SPARES) {
            for _ in 0..LOOKS {
                if state.spare(model, seed) > 0 {
                    break;
                }
                seed = movable[rng.below(movable.len())];
            }
        }
        if !state.is_placed(seed) {
            return;
        }
        let Some(vehicle) = better(model, state, rng, seed) else {
            return;
        };
        self.choose(seed);
        self.wanted = seed;
        let citizen = model.tasks[model.ops[seed as usize].task as usize].citizen;
        if citizen != NOBODY && rng.chance(KIN) {
            for &op in near.of_citizen(citizen) {
                self.choose(op);
            }
        }
        let at = if rng.chance(0.5) {
            model.floors[seed as usize][0]
        } else {
            state.start[seed as usize]
        };
        let before = self.chosen.len();
        self.room(model, state, rng, vehicle, at, ROOM);
        for i in before..self.chosen.len() {
            let op = self.chosen[i];
            if rng.chance(CHAINS)
                && let Some(vehicle) = better(model, state, rng, op)
            {
                self.room(model, state, rng, vehicle, state.start[op as usize], 1);
            }
        }
        if rng.chance(NEAR) {
            self.related(near, rng, seed, size / 2);
        }
    }
}

/// The better of two drawn by chance, mostly among those who cost no more than the one `op` has; not
/// the one it has.
fn better(model: &Model, state: &State, rng: &mut Rng, op: u32) -> Option<u32> {
    let grades = &model.grades[op as usize];
    let has = model.vehicles[state.route[op as usize] as usize].employee;
    let among = if rng.chance(NO_DEARER) {
        let now = state.face_energy(model, op);
        grades.partition_point(|&(cost, _)| cost <= now)
    } else {
        grades.len()
    };
    let mut best = None;
    for _ in 0..2 {
        let (_, vehicle) = *grades.get(rng.below(among))?;
        let employee = model.vehicles[vehicle as usize].employee;
        if employee != has {
            let cost = state.taking_energy(model, employee, op);
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, vehicle));
            }
        }
    }
    best.map(|(_, vehicle)| vehicle)
}
