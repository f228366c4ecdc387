//! Places for one operation, each with the least it can cost.

use super::{
    insert::Style,
    model::{ANYWHERE, Model, NOBODY, NONE, Op, term},
    rng::Rng,
    state::State,
};
use std::ops::Range;

/// A place for one operation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot {
    /// The least it can cost.
    pub(super) bound: i64,
    /// The same without what depends on when it starts.
    pub(super) base: i64,
    pub(super) after: u32,
    pub(super) vehicle: u32,
    /// When it could start here.
    pub(super) at: i32,
    /// Minutes from its start to the start of what follows.
    pub(super) tail: i32,
}

/// Now and then a place is overlooked, so that the same ruin is rebuilt differently.
#[derive(Debug, Default)]
pub(super) struct Blink {
    left: u32,
}

impl Blink {
    /// Counts one place; true when it is overlooked. A share `p` of all places is.
    #[inline]
    fn overlooks(&mut self, rng: &mut Rng, p: f64) -> bool {
        if p <= 0.0 {
            return false;
        }
        if self.left == 0 {
            // The gaps between rare events, drawn once per event instead of once per place.
            self.left = (rng.unit().max(1e-12).ln() / (1.0 - p).ln()) as u32;
            return true;
        }
        self.left -= 1;
        false
    }
}

/// Where an operation can go at all, as the others stand.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// It cannot start before.
    held: i32,
    /// The employee of the other operation, who cannot do both.
    elsewhere: Option<u32>,
}

impl Frame {
    /// None when nothing is early enough.
    pub(super) fn of(model: &Model, state: &State, op: u32) -> Option<Self> {
        let o = &model.ops[op as usize];
        let mut held = state.release(model, op);
        for link in &o.held_by {
            if state.is_placed(link.op) {
                held = held.max(state.start[link.op as usize] + link.offset);
            }
        }
        if o.together != NONE && state.is_placed(o.together) {
            held = held.max(state.start[o.together as usize]);
        }
        let elsewhere = (o.partner != NONE && state.is_placed(o.partner))
            .then(|| model.vehicles[state.route[o.partner as usize] as usize].employee);
        (held <= o.latest).then_some(Self { held, elsewhere })
    }
}

/// The routes of these `grades` that may take `op`, each with what its employee costs. Who has met
/// the citizen already costs less than her grade, and is looked at with the first.
pub(super) fn takers(
    model: &Model,
    state: &State,
    op: u32,
    frame: Frame,
    style: Style,
    grades: Range<usize>,
    takers: &mut Vec<(i64, u32)>,
) {
    takers.clear();
    let o = &model.ops[op as usize];
    let citizen = model.tasks[o.task as usize].citizen;
    let has_met = |employee: u32| {
        citizen != NOBODY && state.meets[citizen as usize * model.employees + employee as usize] > 0
    };
    let mut add = |vehicle: u32, employee: u32| {
        let unknown = style.as_first && !o.first_with.contains(&employee);
        if !unknown && frame.elsewhere != Some(employee) {
            takers.push((state.taking_energy(model, employee, op), vehicle));
        }
    };
    let all = &model.grades[op as usize];
    for &(_, vehicle) in &all[grades.clone()] {
        let employee = model.vehicles[vehicle as usize].employee;
        if grades.start == 0 || !has_met(employee) {
            add(vehicle, employee);
        }
    }
    if grades.start == 0 && citizen != NOBODY {
        for &(_, vehicle) in &all[grades.end..] {
            let employee = model.vehicles[vehicle as usize].employee;
            if has_met(employee) {
                add(vehicle, employee);
            }
        }
    }
}

/// What the follower of a spot costs at least when `op` starts at `start` there; none when the rest
/// of the route does not allow it.
#[inline]
pub(super) fn follower(model: &Model, state: &State, spot: &Spot, start: i32) -> Option<i64> {
    let next = state.next[spot.after as usize];
    let due = start + spot.tail;
    let n = next as usize;
    let now = state.start[n];
    if due <= now {
        return Some(0);
    }
    (due <= state.limit[n])
        .then(|| model.time_energy(n, due, spot.vehicle) - model.time_energy(n, now, spot.vehicle))
}

/// The least that two operations of one task cost at these two spots.
pub(super) fn joint_bound(
    model: &Model,
    state: &State,
    ops: [u32; 2],
    a: &Spot,
    b: &Spot,
) -> Option<i64> {
    let (first, second) = (&model.ops[ops[0] as usize], &model.ops[ops[1] as usize]);
    let (mut at, mut bt) = (a.at, b.at);
    if first.together == ops[1] {
        at = at.max(bt);
        bt = at;
    } else {
        for link in first.pushes.iter().filter(|l| l.op == ops[1]) {
            bt = bt.max(at + link.offset);
        }
        for link in second.pushes.iter().filter(|l| l.op == ops[0]) {
            at = at.max(bt + link.offset);
        }
    }
    if at > first.latest || bt > second.latest {
        return None;
    }
    Some(
        a.base
            + b.base
            + model.time_energy(ops[0] as usize, at, a.vehicle)
            + model.time_energy(ops[1] as usize, bt, b.vehicle)
            + follower(model, state, a, at)?
            + follower(model, state, b, bt)?,
    )
}

/// All places of one route for `op`, each with its bound, added to `spots`.
#[expect(clippy::too_many_arguments, reason = "the parts of the innermost loop")]
pub(super) fn of_route(
    model: &Model,
    state: &State,
    rng: &mut Rng,
    blink: &mut Blink,
    op: u32,
    frame: Frame,
    style: Style,
    (taking, vehicle): (i64, u32),
    spots: &mut Vec<Spot>,
) {
    let o: &Op = &model.ops[op as usize];
    let way = model.weights.energy[term::TRAVEL];
    let waiting = model.weights.waiting * way;
    let class = model.vehicles[vehicle as usize].class as usize;
    let floats = o.place == ANYWHERE;
    let (to_op, from_op) = if floats {
        (&[][..], &[][..])
    } else {
        let here = model.places * o.place as usize;
        (
            &model.back[class][here..here + model.places],
            &model.travel[class][here..here + model.places],
        )
    };
    let mut after = model.start_node(vehicle as usize);
    let end = model.end_node(vehicle as usize);
    let mut first = true;
    let soonest_end = frame.held + o.minutes;
    while after != end {
        let a = after as usize;
        let free = state.start[a] + model.nodes[a].minutes;
        if free > o.latest {
            break;
        }
        let next = state.next[a];
        if state.limit[next as usize] < soonest_end {
            // What follows cannot wait for it.
            after = next;
            first = false;
            continue;
        }
        let solid = state.solid(model, next);
        let place = model.nodes[solid as usize].place;
        let now = if solid == next {
            state.way_in[next as usize]
        } else {
            State::way(model, vehicle, state.at[a], place)
        };
        let (there, on) = if floats {
            (0, now)
        } else {
            (to_op[state.at[a] as usize], from_op[place as usize])
        };
        let at = (free + there).max(frame.held);
        if at <= o.latest && !blink.overlooks(rng, style.blink) {
            let mut base = taking;
            if !floats {
                let saved = if first && next == end { 0 } else { now };
                base += i64::from(there + on - saved) * way;
            }
            if waiting != 0 && !first && next != end {
                let idle = state.start[next as usize] - free - state.way_in[next as usize];
                base -= waiting * i64::from(idle.max(0));
            }
            let mut spot = Spot {
                bound: 0,
                base,
                after,
                vehicle,
                at,
                // What has no place of its own follows at once.
                tail: o.minutes + if solid == next { on } else { 0 },
            };
            if let Some(late) = follower(model, state, &spot, at) {
                spot.bound = base + late + model.time_energy(op as usize, at, vehicle);
                spots.push(spot);
            }
        }
        after = next;
        first = false;
    }
}
