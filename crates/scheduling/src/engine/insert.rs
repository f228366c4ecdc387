//! Putting operations in where it costs least: every place is bounded from below by what can be
//! seen locally, and tried for real only when the bound is better than the best so far.

use super::{
    model::{EAGER, Model, NONE, term},
    propagate::Scratch,
    rng::Rng,
    spots::{Blink, Frame, Spot, joint_bound, of_route, takers},
    state::State,
};
use std::cmp::Reverse;

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
    takers: Vec<(i64, u32)>,
    blink: Blink,
}

/// Employees whose least costs lie no further apart than this many minutes on the way are looked at
/// together, so that the most promising place of all of them is tried first.
const ABREAST: i64 = 60;

impl Inserter {
    /// Places everything of the task of `op` that is not placed, where it costs least; false when
    /// there is no place, leaving it out is better or the whole energy would not be below `most`.
    /// Nothing has then changed.
    #[expect(clippy::too_many_arguments, reason = "the parts of one search step")]
    pub(crate) fn place(
        &mut self,
        model: &Model,
        state: &mut State,
        scratch: &mut Scratch,
        rng: &mut Rng,
        op: u32,
        style: Style,
        most: i64,
    ) -> bool {
        let partner = model.ops[op as usize].partner;
        if partner != NONE && !state.is_placed(partner) {
            let ops = [op, partner];
            return hastes(model, &ops)
                .any(|haste| self.pair(model, state, scratch, rng, ops, style, haste, most));
        }
        self.single(model, state, scratch, rng, op, style, most)
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one search step")]
    fn single(
        &mut self,
        model: &Model,
        state: &mut State,
        scratch: &mut Scratch,
        rng: &mut Rng,
        op: u32,
        style: Style,
        most: i64,
    ) -> bool {
        let worst = scratch.worst_late;
        let weight = model.weights.worst_late;
        let mut best = most.min(state.energy + weight * i64::from(worst));
        let mut found = None;
        let way = model.weights.energy[term::TRAVEL];
        let abreast = ABREAST * way;
        for eager in hastes(model, &[op]) {
            if found.is_some() && !style.eager {
                break;
            }
            state.eager[op as usize] = eager;
            let Some(frame) = Frame::of(model, state, op) else {
                continue;
            };
            let now = state.energy - state.completing_energy(model, op) + weight * i64::from(worst);
            let grades = &model.grades[op as usize];
            let mut from = 0;
            while let Some(&(least, _)) = grades.get(from) {
                // What is saved by waiting less is no more than the whole shift.
                if from > 0 && now + least - model.most_waiting >= best {
                    break;
                }
                let to =
                    from + grades[from..].partition_point(|&(cost, _)| cost <= least + abreast);
                takers(model, state, op, frame, style, from..to, &mut self.takers);
                from = to;
                self.first.clear();
                for &taker in &self.takers {
                    of_route(
                        model,
                        state,
                        rng,
                        &mut self.blink,
                        op,
                        frame,
                        style,
                        taker,
                        &mut self.first,
                    );
                }
                let mut tries = 0;
                while let Some(spot) = most_promising(&mut self.first, best - now, tries) {
                    tries += 1;
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
        }
        let Some((after, eager)) = found else {
            state.eager[op as usize] = 0;
            return false;
        };
        state.eager[op as usize] = eager;
        commit(model, state, scratch, &[(op, after)])
    }

    /// All places for one operation of a pair with employees who cost less than `most`.
    #[expect(clippy::too_many_arguments, reason = "the parts of one search step")]
    fn gather(
        &mut self,
        model: &Model,
        state: &State,
        rng: &mut Rng,
        op: u32,
        style: Style,
        most: i64,
        is_first: bool,
    ) {
        let spots = if is_first {
            &mut self.first
        } else {
            &mut self.second
        };
        spots.clear();
        if let Some(frame) = Frame::of(model, state, op) {
            let few = model.grades[op as usize].partition_point(|&(cost, _)| cost < most);
            takers(model, state, op, frame, style, 0..few, &mut self.takers);
            for &taker in &self.takers {
                of_route(
                    model,
                    state,
                    rng,
                    &mut self.blink,
                    op,
                    frame,
                    style,
                    taker,
                    spots,
                );
            }
        }
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
        eager: u8,
        most: i64,
    ) -> bool {
        for op in ops {
            state.eager[op as usize] = eager;
        }
        let worst = scratch.worst_late;
        let weight = model.weights.worst_late;
        let (kind, points) = model.tasks[model.ops[ops[0] as usize].task as usize].left_out;
        let left_out = state.energy + weight * i64::from(worst);
        let mut best = most.min(left_out);
        let now = left_out - points * model.weights.energy[kind];
        // The other costs no less than her least, and the waiting of two shifts may be saved.
        let spare = best.saturating_sub(now) + 2 * model.most_waiting;
        let least = ops.map(|op| model.least[op as usize]);
        self.gather(model, state, rng, ops[0], style, spare - least[1], true);
        self.gather(model, state, rng, ops[1], style, spare - least[0], false);
        let mut found = None;
        let by_bound = |s: &Spot| (s.bound, s.after);
        let employee = |s: &Spot| model.vehicles[s.vehicle as usize].employee;
        let cheapest = |spots: &[Spot]| spots.iter().copied().min_by_key(by_bound);
        let (Some(a), Some(b)) = (cheapest(&self.first), cheapest(&self.second)) else {
            return give_up(state, ops);
        };
        let (least_a, least_b) = (a.bound, b.bound);
        // The two cheapest are tried at once: what cannot beat them need not be sorted.
        let mut tried = None;
        if employee(&a) != employee(&b) {
            tried = Some((a.after, b.after));
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
        self.first.retain(|s| now + s.bound + least_b < best);
        self.second.retain(|s| now + least_a + s.bound < best);
        self.first.sort_unstable_by_key(by_bound);
        self.second.sort_unstable_by_key(by_bound);
        for a in &self.first {
            if now + a.bound + least_b >= best {
                break;
            }
            for b in &self.second {
                if now + a.bound + b.bound >= best {
                    break;
                }
                if employee(a) == employee(b) || tried == Some((a.after, b.after)) {
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
            None => give_up(state, ops),
        }
    }
}

/// The degrees of haste that let one of these start earlier than the degree before.
fn hastes(model: &Model, ops: &[u32]) -> impl Iterator<Item = u8> {
    let earlier = |haste: usize| {
        haste == 0
            || ops.iter().any(|&op| {
                let floors = &model.floors[op as usize];
                floors[haste] < floors[haste - 1]
            })
    };
    (0..EAGER)
        .filter(move |&haste| earlier(haste))
        .map(|haste| haste as u8)
}

fn give_up(state: &mut State, ops: [u32; 2]) -> bool {
    for op in ops {
        state.eager[op as usize] = 0;
    }
    false
}

/// Takes the cheapest of the spots, if it costs less than `most`; `nth` counts the calls. What costs
/// too much is dropped at the second call, as `most` has fallen by then, and only the rest is sorted.
fn most_promising(spots: &mut Vec<Spot>, most: i64, nth: usize) -> Option<Spot> {
    let by_bound = |s: &Spot| (s.bound, s.after);
    let spot = match nth {
        0 => {
            let least = spots.iter().enumerate().min_by_key(|(_, s)| by_bound(s));
            let at = least?.0;
            spots.swap_remove(at)
        }
        1 => {
            spots.retain(|s| s.bound < most);
            spots.sort_unstable_by_key(|s| Reverse(by_bound(s)));
            spots.pop()?
        }
        _ => spots.pop()?,
    };
    (spot.bound < most).then_some(spot)
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
    let mut fits = put(model, state, scratch, places, i64::MAX);
    scratch.tell_moved(state);
    for (i, &(op, _)) in places.iter().enumerate() {
        let partner = model.ops[op as usize].partner;
        let whole = i + 1 == places.len() && (partner == NONE || state.is_placed(partner));
        state.count_lead(model, op, 1, whole);
        state.touched.op(op, state.route[op as usize]);
    }
    for &(op, _) in places {
        let next = state.next[op as usize];
        let solid = state.solid(model, next);
        if solid != next {
            // A pause that waits for its time now waits nearer to what follows, which may come
            // earlier then.
            scratch.loosen(state, solid);
            fits = fits && scratch.settle(model, state);
        }
    }
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
