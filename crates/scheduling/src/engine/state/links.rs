//! Putting one operation on a route, taking one off, and what that costs.

use super::State;
use crate::engine::model::{Model, NOBODY, NONE, term};

impl State {
    /// Energy of everything about `op` after `after` on `vehicle` except its time, if it is (or were)
    /// linked there; the second number is what the employee's way and work become longer by.
    fn joining_energy(&self, model: &Model, vehicle: u32, after: u32, op: u32) -> (i64, i64) {
        let o = &model.ops[op as usize];
        let weights = &model.weights.energy;
        let detour = self.detour(model, vehicle, after, op);
        let mut inner = i64::from(detour + o.minutes);
        if model.is_start(after) {
            let next = self.next[after as usize];
            inner -= i64::from(self.leg(model, vehicle, after, op));
            if model.is_op(next) {
                inner += i64::from(self.leg(model, vehicle, after, next));
            }
        }
        (i64::from(detour) * weights[term::TRAVEL], inner)
    }

    /// Energy of `employee` taking on `op`, given what she has (without it).
    pub(crate) fn taking_energy(&self, model: &Model, employee: u32, op: u32) -> i64 {
        let o = &model.ops[op as usize];
        let task = &model.tasks[o.task as usize];
        let mut energy = model.own_energy(o.task, employee);
        if task.citizen != NOBODY {
            let at = task.citizen as usize * model.employees + employee as usize;
            if self.meets[at] == 0 {
                energy += model.meeting[at] * model.weights.energy[term::FACES];
            }
        }
        if task.counts {
            let e = employee as usize;
            let (before, after) = (self.minutes[e], self.minutes[e] + i64::from(o.minutes));
            energy += (model.load_points(e, after) - model.load_points(e, before))
                * model.weights.energy[term::LOAD];
        }
        energy
    }

    /// What a placed operation costs for who does it, a meeting that others share included.
    pub(crate) fn face_energy(&self, model: &Model, op: u32) -> i64 {
        let task = model.ops[op as usize].task;
        let employee = model.vehicles[self.route[op as usize] as usize].employee;
        model.own_energy(task, employee) + model.meeting_energy(task, employee)
    }

    /// What a placed operation costs more than with the best employee.
    pub(crate) fn spare(&self, model: &Model, op: u32) -> i64 {
        if !self.is_placed(op) {
            return 0;
        }
        let least = model.grades[op as usize]
            .first()
            .map_or(0, |&(cost, _)| cost);
        self.face_energy(model, op) - least
    }

    fn take(&mut self, model: &Model, employee: u32, op: u32, sign: i64) {
        let o = &model.ops[op as usize];
        let task = &model.tasks[o.task as usize];
        if task.citizen != NOBODY {
            let at = task.citizen as usize * model.employees + employee as usize;
            self.meets[at] = if sign > 0 {
                self.meets[at] + 1
            } else {
                self.meets[at] - 1
            };
        }
        if task.counts {
            self.minutes[employee as usize] += sign * i64::from(o.minutes);
        }
    }

    /// Counts the leading points of `op`, which has just come onto a list for good (1) or is about to
    /// be taken off it (-1); `whole` when its task is, or was, whole with it.
    pub(crate) fn count_lead(&mut self, model: &Model, op: u32, sign: i64, whole: bool) {
        let o = &model.ops[op as usize];
        let task = &model.tasks[o.task as usize];
        let employee = model.vehicles[self.route[op as usize] as usize].employee as usize;
        self.lead[term::FACES] +=
            sign * model.fixed_points[0][o.task as usize * model.employees + employee];
        if task.citizen != NOBODY {
            let at = task.citizen as usize * model.employees + employee;
            if self.meets[at] == 1 {
                self.lead[term::FACES] += sign * model.meeting[at];
            }
        }
        if whole {
            self.lead[task.left_out.0] -= sign * task.left_out.1;
        }
    }

    /// The energy of leaving out the task of `op`, when `op` is its only operation not placed.
    pub(crate) fn completing_energy(&self, model: &Model, op: u32) -> i64 {
        let o = &model.ops[op as usize];
        if o.partner != NONE && !self.is_placed(o.partner) {
            return 0;
        }
        let (kind, points) = model.tasks[o.task as usize].left_out;
        points * model.weights.energy[kind]
    }

    /// Puts `op` after `after`, with its start at the earliest; what follows is not yet moved.
    pub(crate) fn link(&mut self, model: &Model, op: u32, after: u32) {
        let vehicle = self.route[after as usize];
        let employee = model.vehicles[vehicle as usize].employee;
        let (way, inner) = self.joining_energy(model, vehicle, after, op);
        self.energy += way + self.taking_energy(model, employee, op);
        self.energy -= self.completing_energy(model, op);
        self.take(model, employee, op, 1);
        let next = self.next[after as usize];
        let waiting = model.weights.waiting * model.weights.energy[term::TRAVEL];
        if model.is_start(after) {
            self.energy += waiting * i64::from(self.start[next as usize]);
        }
        self.next[after as usize] = op;
        self.prev[op as usize] = after;
        self.next[op as usize] = next;
        self.prev[next as usize] = op;
        self.route[op as usize] = vehicle;
        self.refresh(model, op);
        if !Self::floats(model, op) {
            self.refresh(model, next);
        }
        let mate = model.ops[op as usize].together;
        let mut at = self.earliest_alone(model, op);
        if mate != NONE && self.is_placed(mate) {
            at = at.max(self.start[mate as usize]);
        }
        self.start[op as usize] = at;
        self.energy += model.time_energy(op as usize, at, vehicle) - waiting * inner;
        if model.is_start(after) {
            self.energy -= waiting * i64::from(at);
        }
    }

    /// Takes `op` off its route; what followed is not yet moved.
    pub(crate) fn unlink(&mut self, model: &Model, op: u32) {
        let partner = model.ops[op as usize].partner;
        let whole = partner == NONE || self.is_placed(partner);
        self.count_lead(model, op, -1, whole);
        self.touched.op(op, self.route[op as usize]);
        let vehicle = self.route[op as usize];
        let employee = model.vehicles[vehicle as usize].employee;
        let (before, next) = (self.prev[op as usize], self.next[op as usize]);
        let waiting = model.weights.waiting * model.weights.energy[term::TRAVEL];
        self.energy -= model.time_energy(op as usize, self.start[op as usize], vehicle);
        if model.is_start(before) {
            self.energy += waiting * i64::from(self.start[op as usize]);
            self.energy -= waiting * i64::from(self.start[next as usize]);
        }
        self.next[before as usize] = next;
        self.prev[next as usize] = before;
        self.route[op as usize] = NONE;
        self.refresh(model, next);
        self.take(model, employee, op, -1);
        let (way, inner) = self.joining_energy(model, vehicle, before, op);
        self.energy -= way + self.taking_energy(model, employee, op);
        self.energy += self.completing_energy(model, op) + waiting * inner;
    }

    /// Undoes [`Self::link`] when every start is as it was: a trial costs no arithmetic to take back.
    pub(crate) fn detach(&mut self, model: &Model, op: u32, energy: i64) {
        let employee = model.vehicles[self.route[op as usize] as usize].employee;
        let (before, next) = (self.prev[op as usize], self.next[op as usize]);
        self.next[before as usize] = next;
        self.prev[next as usize] = before;
        self.route[op as usize] = NONE;
        self.refresh(model, next);
        self.take(model, employee, op, -1);
        self.energy = energy;
    }
}
