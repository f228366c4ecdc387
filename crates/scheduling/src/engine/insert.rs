//! Putting operations in where it costs least: every place is bounded from below by what can be
//! seen locally, and tried for real only when the bound is better than the best so far.

use super::{
    model::{ANYWHERE, Model, NONE, term},
    propagate::Scratch,
    rng::Rng,
    state::State,
};

/// A place for one operation.
#[derive(Debug, Clone, Copy)]
struct Spot {
    /// The least it can cost.
    bound: i64,
    /// The same without what depends on when it starts.
    base: i64,
    after: u32,
    vehicle: u32,
    /// When it could start here.
    at: i32,
    /// Minutes from its start to the start of what follows.
    tail: i32,
}

/// How insertion is done in this iteration.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// Share of places that are overlooked, so that the same ruin is rebuilt differently.
    pub(crate) blink: f64,
    /// Whether to try starting before the wished time.
    pub(crate) eager: bool,
    /// Only with those the first fill puts it with.
    pub(crate) as_first: bool,
}

/// Working memory of insertion, made once per search.
#[derive(Debug, Default)]
pub(crate) struct Inserter {
    first: Vec<Spot>,
    second: Vec<Spot>,
}

impl Inserter {
    /// Places everything of the task of `op` that is not placed, where it costs least; false when
    /// there is no place or leaving it out is better. Nothing has then changed.
    pub(crate) fn place(
        &mut self,
        model: &Model,
        state: &mut State,
        scratch: &mut Scratch,
        rng: &mut Rng,
        op: u32,
        style: Style,
    ) -> bool {
        let partner = model.ops[op as usize].partner;
        if partner != NONE && !state.is_placed(partner) {
            let wishes = |o: u32| model.ops[o as usize].ready > model.ops[o as usize].release;
            if self.pair(model, state, scratch, rng, [op, partner], style, false) {
                return true;
            }
            return (wishes(op) || wishes(partner))
                && self.pair(model, state, scratch, rng, [op, partner], style, true);
        }
        self.single(model, state, scratch, rng, op, style)
    }

    fn single(
        &mut self,
        model: &Model,
        state: &mut State,
        scratch: &mut Scratch,
        rng: &mut Rng,
        op: u32,
        style: Style,
    ) -> bool {
        let worst = scratch.worst_late;
        let weight = model.weights.worst_late;
        let mut best = state.energy + weight * i64::from(worst);
        let mut found = None;
        let o = &model.ops[op as usize];
        for eager in [false, true] {
            if eager && (o.ready <= o.release || (found.is_some() && !style.eager)) {
                break;
            }
            state.eager[op as usize] = eager;
            spots(model, state, rng, op, style, &mut self.first);
            let gain = state.completing_energy(model, op);
            let now = state.energy - gain + weight * i64::from(worst);
            // The most promising first, so that few need to be tried.
            self.first.sort_unstable_by_key(|s| (s.bound, s.after));
            for spot in &self.first {
                if now + spot.bound >= best {
                    break;
                }
                let total = trial(model, state, scratch, &[(op, spot.after)], best);
                scratch.worst_late = worst;
                if let Some(total) = total
                    && total < best
                {
                    best = total;
                    found = Some((spot.after, eager));
                }
            }
        }
        let Some((after, eager)) = found else {
            state.eager[op as usize] = false;
            return false;
        };
        state.eager[op as usize] = eager;
        commit(model, state, scratch, &[(op, after)])
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one search step")]
    fn pair(
        &mut self,
        model: &Model,
        state: &mut State,
        scratch: &mut Scratch,
        rng: &mut Rng,
        ops: [u32; 2],
        style: Style,
        eager: bool,
    ) -> bool {
        for op in ops {
            state.eager[op as usize] = eager;
        }
        spots(model, state, rng, ops[0], style, &mut self.first);
        spots(model, state, rng, ops[1], style, &mut self.second);
        self.first.sort_unstable_by_key(|s| (s.bound, s.after));
        self.second.sort_unstable_by_key(|s| (s.bound, s.after));
        let worst = scratch.worst_late;
        let weight = model.weights.worst_late;
        let (kind, points) = model.tasks[model.ops[ops[0] as usize].task as usize].left_out;
        let mut best = state.energy + weight * i64::from(worst);
        let now = best - points * model.weights.energy[kind];
        let mut found = None;
        let least = self.second.first().map_or(0, |s| s.bound);
        for a in &self.first {
            if now + a.bound + least >= best {
                break;
            }
            for b in &self.second {
                if now + a.bound + b.bound >= best {
                    break;
                }
                let employee = |s: &Spot| model.vehicles[s.vehicle as usize].employee;
                if employee(a) == employee(b) {
                    continue;
                }
                let Some(bound) = joint_bound(model, state, ops, a, b) else {
                    continue;
                };
                if now + bound >= best {
                    continue;
                }
                let places = [(ops[0], a.after), (ops[1], b.after)];
                let total = trial(model, state, scratch, &places, best);
                scratch.worst_late = worst;
                if let Some(total) = total
                    && total < best
                {
                    best = total;
                    found = Some(places);
                }
            }
        }
        match found {
            Some(places) => commit(model, state, scratch, &places),
            None => {
                for op in ops {
                    state.eager[op as usize] = false;
                }
                false
            }
        }
    }
}

/// What the follower of a spot costs at least when it cannot start before `due`.
fn follower(model: &Model, state: &State, spot: &Spot, start: i32) -> Option<i64> {
    let next = state.next[spot.after as usize];
    let due = start + spot.tail;
    if due <= state.start[next as usize] {
        return Some(0);
    }
    let n = next as usize;
    (due <= state.limit[n])
        .then(|| model.time_energy(n, due) - model.time_energy(n, state.start[n]))
}

fn joint_bound(model: &Model, state: &State, ops: [u32; 2], a: &Spot, b: &Spot) -> Option<i64> {
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
            + model.time_energy(ops[0] as usize, at)
            + model.time_energy(ops[1] as usize, bt)
            + follower(model, state, a, at)?
            + follower(model, state, b, bt)?,
    )
}

/// All places for `op`, each with its bound.
fn spots(
    model: &Model,
    state: &State,
    rng: &mut Rng,
    op: u32,
    style: Style,
    spots: &mut Vec<Spot>,
) {
    spots.clear();
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
    if held > o.latest {
        return;
    }
    let elsewhere = (o.partner != NONE && state.is_placed(o.partner))
        .then(|| model.vehicles[state.route[o.partner as usize] as usize].employee);
    let way = model.weights.energy[term::TRAVEL];
    let waiting = model.weights.waiting * way;
    for &vehicle in &o.vehicles {
        let employee = model.vehicles[vehicle as usize].employee;
        let unknown = style.as_first && !o.first_with.contains(&employee);
        if unknown || elsewhere == Some(employee) {
            continue;
        }
        let taking = state.taking_energy(model, employee, op);
        let class = model.vehicles[vehicle as usize].class as usize;
        let here = model.places * o.place as usize;
        let (to_op, from_op) = if o.place == ANYWHERE {
            (&[][..], &[][..])
        } else {
            (
                &model.back[class][here..here + model.places],
                &model.travel[class][here..here + model.places],
            )
        };
        let mut after = model.start_node(vehicle as usize);
        let end = model.end_node(vehicle as usize);
        let mut first = true;
        while after != end {
            let free = state.start[after as usize] + model.nodes[after as usize].minutes;
            if free > o.latest {
                break;
            }
            let next = state.next[after as usize];
            let solid = state.solid(model, next);
            let place = model.nodes[solid as usize].place;
            let now = if solid == next {
                state.way_in[next as usize]
            } else {
                State::way(model, vehicle, state.at[after as usize], place)
            };
            let (there, on) = if o.place == ANYWHERE {
                (0, now)
            } else {
                (
                    to_op[state.at[after as usize] as usize],
                    from_op[place as usize],
                )
            };
            let at = (free + there).max(held);
            if at <= o.latest && !(style.blink > 0.0 && rng.chance(style.blink)) {
                let detour = there + on - if first && next == end { 0 } else { now };
                let detour = if o.place == ANYWHERE { 0 } else { detour };
                let mut base = taking + i64::from(detour) * way;
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
                    spot.bound = base + late + model.time_energy(op as usize, at);
                    spots.push(spot);
                }
            }
            after = next;
            first = false;
        }
    }
}

/// The whole energy with these operations put in; everything is as before afterwards.
fn trial(
    model: &Model,
    state: &mut State,
    scratch: &mut Scratch,
    places: &[(u32, u32)],
    best: i64,
) -> Option<i64> {
    let before = state.energy;
    let weight = model.weights.worst_late;
    let limit = best - weight * i64::from(scratch.worst_late);
    let fits = put(model, state, scratch, places, limit);
    let total = state.energy + weight * i64::from(scratch.worst_late);
    scratch.undo(state);
    for &(op, _) in places.iter().rev() {
        state.detach(model, op, before);
    }
    fits.then_some(total)
}

fn commit(model: &Model, state: &mut State, scratch: &mut Scratch, places: &[(u32, u32)]) -> bool {
    let fits = put(model, state, scratch, places, i64::MAX);
    for &(op, _) in places {
        state.limit_after(model, op);
    }
    fits
}

fn put(
    model: &Model,
    state: &mut State,
    scratch: &mut Scratch,
    places: &[(u32, u32)],
    limit: i64,
) -> bool {
    let mut ops = [NONE; 2];
    for (i, &(op, after)) in places.iter().enumerate() {
        state.link(model, op, after);
        ops[i] = op;
    }
    // Without waiting costs and early wishes, moving later only ever adds energy.
    let grows = model.weights.worst_late != 0;
    scratch.push_from(model, state, &ops[..places.len()], limit, grows)
}
