//! What does not change during a search.

/// A time that never comes, with room to add to it.
const FAR: i32 = i32::MAX / 4;
/// No operation, no route.
pub(crate) const NONE: u32 = u32::MAX;
/// The place of an operation that happens wherever the employee is.
pub(crate) const ANYWHERE: u32 = u32::MAX;
/// The citizen of a task that is for nobody.
pub(crate) const NOBODY: u32 = u32::MAX;

/// Kinds of points, as many as there are terms.
pub(crate) const TERMS: usize = 7;

/// The terms that lead, of which the points are kept: visits left out, and faces.
pub(crate) const LEAD: usize = 3;

/// The problem in numbers. Nodes `0..ops.len()` are operations; after them each vehicle has a
/// start node and an end node.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub(crate) ops: Vec<Op>,
    pub(crate) tasks: Vec<Task>,
    pub(crate) vehicles: Vec<Vehicle>,
    /// Number of different employees behind the vehicles.
    pub(crate) employees: usize,
    /// Travel times per class of transport, row by row.
    pub(crate) travel: Vec<Vec<i32>>,
    pub(crate) places: usize,
    /// Points for the first assignment of an employee to a citizen: `citizen * employees + employee`.
    pub(crate) meeting: Vec<i64>,
    /// Points that do not depend on others: `task * employees + employee`, per term.
    pub(crate) fixed_points: [Vec<i64>; 2],
    /// Minutes already planned, per employee, and minutes of shift to share them over (0: not counted).
    pub(crate) load: Vec<(i64, i64)>,
    pub(crate) weights: Weights,
    /// Filled in by [`Model::finish`].
    pub(crate) nodes: Vec<Node>,
    /// The earliest start of each operation at its ease, hurried a little, and in haste: the wished
    /// time or the one people know; as much earlier as is no change; as soon as it may.
    pub(crate) floors: Vec<[i32; EAGER]>,
    /// Some employees cost more than others, whatever the way.
    pub(crate) discerns: bool,
    /// How many could do each operation at little more than the least points.
    pub(crate) picky: Vec<i64>,
    /// The routes that may take each operation, with what its employee costs who has not met the
    /// citizen this day, cheapest first.
    pub(crate) grades: Vec<Vec<(i64, u32)>>,
    /// The least that each operation adds to what all costs.
    pub(crate) least: Vec<i64>,
    /// No employee waits longer than this costs.
    pub(crate) most_waiting: i64,
    /// `travel` with rows and columns exchanged, so that ways to a place lie side by side.
    pub(crate) back: Vec<Vec<i32>>,
}

/// What propagation reads about a node, close together in memory.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub(crate) place: u32,
    pub(crate) minutes: i32,
    pub(crate) latest: i32,
    pub(crate) wish_from: i32,
    pub(crate) wish_to: i32,
    /// `i32::MIN` when nothing is known.
    pub(crate) known_start: i32,
    pub(crate) together: u32,
    pub(crate) is_linked: bool,
}

/// Energy per point of each kind of point, and the order in which two answers are compared.
#[derive(Debug, Clone)]
pub(crate) struct Weights {
    /// Unplaced, postponed, faces, wished, travel (and waiting), load, changes.
    pub(crate) energy: [i64; TERMS],
    /// The same terms, most important first.
    pub(crate) order: [usize; TERMS],
    /// Of the largest lateness (benchmark only).
    pub(crate) worst_late: i64,
    /// Points per minute waited.
    pub(crate) waiting: i64,
}

/// Positions of the terms in an array of points.
pub(crate) mod term {
    // 0 and 1 are visits left out, which their tasks name.
    pub(crate) const FACES: usize = 2;
    pub(crate) const WISHED: usize = 3;
    pub(crate) const TRAVEL: usize = 4;
    pub(crate) const LOAD: usize = 5;
    pub(crate) const CHANGES: usize = 6;
}

/// One employee's part in a task.
#[derive(Debug, Clone)]
pub(crate) struct Op {
    pub(crate) task: u32,
    pub(crate) place: u32,
    pub(crate) minutes: i32,
    /// It cannot start before.
    pub(crate) release: i32,
    /// It cannot start after.
    pub(crate) latest: i32,
    /// Wished starts; outside costs points per minute.
    pub(crate) wish_from: i32,
    pub(crate) wish_to: i32,
    /// The start that is known to people, when it is; being moved away costs a point.
    pub(crate) known_start: Option<i32>,
    /// The first fill puts it with these: those who are known to come, or who had it in the answer
    /// that the search begins from.
    pub(crate) first_with: Vec<u32>,
    /// The order of the first fill.
    pub(crate) first_at: Option<i32>,
    /// When it starts unless it is hurried: the wished time; once people know one, that.
    pub(crate) ready: i32,
    /// When it may start if it is hurried a little.
    pub(crate) near: Option<i32>,
    /// The operation that starts at the same time.
    pub(crate) together: u32,
    /// The other operation of the task, which another employee does.
    pub(crate) partner: u32,
    /// Lower bounds this one puts on others.
    pub(crate) pushes: Vec<Link>,
    /// Lower bounds others put on this one.
    pub(crate) held_by: Vec<Link>,
    /// Vehicles that may do it.
    pub(crate) vehicles: Vec<u32>,
}

/// `start[other] ≥ start[self] + offset` in `pushes`; `start[self] ≥ start[other] + offset` in `held_by`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Link {
    pub(crate) op: u32,
    pub(crate) offset: i32,
}

/// Something that is done whole or not at all.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    pub(crate) first: u32,
    /// NONE when one employee is enough.
    pub(crate) second: u32,
    pub(crate) citizen: u32,
    /// The term, and the points for leaving it out.
    pub(crate) left_out: (usize, i64),
    /// Never taken off the lists by the search.
    pub(crate) stays: bool,
    /// Counts as an employee's work in the load.
    pub(crate) counts: bool,
}

/// One stretch at work.
#[derive(Debug, Clone)]
pub(crate) struct Vehicle {
    pub(crate) employee: u32,
    pub(crate) class: u32,
    pub(crate) start_place: u32,
    pub(crate) end_place: u32,
    pub(crate) from: i32,
    pub(crate) to: i32,
}

/// A start that is moved by more than this is a change (minutes).
pub(crate) const TOLERANCE: i32 = 15;
/// So many degrees of haste.
pub(crate) const EAGER: usize = 3;
/// Change points for that, and when another employee comes as well.
const MOVED: i64 = 2;
const MOVED_TOO: i64 = 1;

impl Model {
    pub(crate) const fn start_node(&self, vehicle: usize) -> u32 {
        (self.ops.len() + 2 * vehicle) as u32
    }

    pub(crate) const fn end_node(&self, vehicle: usize) -> u32 {
        (self.ops.len() + 2 * vehicle + 1) as u32
    }

    /// Lays out what is read most often; everything else is filled in before.
    #[must_use]
    pub(crate) fn finish(mut self) -> Self {
        let of_op = |op: &Op| Node {
            place: op.place,
            minutes: op.minutes,
            latest: op.latest,
            wish_from: op.wish_from,
            wish_to: op.wish_to,
            known_start: op.known_start.unwrap_or(i32::MIN),
            together: op.together,
            is_linked: !op.pushes.is_empty(),
        };
        let end = |place, latest| Node {
            place,
            minutes: 0,
            latest,
            wish_from: -FAR,
            wish_to: FAR,
            known_start: i32::MIN,
            together: NONE,
            is_linked: false,
        };
        let ends = self
            .vehicles
            .iter()
            .flat_map(|v| [end(v.start_place, v.to), end(v.end_place, v.to)]);
        self.nodes = self.ops.iter().map(of_op).chain(ends).collect();
        let floors = |op: &Op| {
            // Neither a wish nor what people know makes a visit impossible.
            let ease = op.release.max(op.ready.min(op.latest));
            let near = op.near.map_or(ease, |at| ease.min(op.release.max(at)));
            [ease, near, op.release]
        };
        self.floors = self.ops.iter().map(floors).collect();
        let some = |points: &[i64]| points.iter().any(|&p| p != 0);
        self.discerns = some(&self.meeting)
            || self.fixed_points.iter().any(|points| some(points))
            || self.load.iter().any(|&(_, capacity)| capacity != 0);
        let longest = self.vehicles.iter().map(|v| i64::from(v.to - v.from)).max();
        self.most_waiting =
            self.weights.waiting * self.weights.energy[term::TRAVEL] * longest.unwrap_or(0);
        let costs = |op: &Op| -> Vec<i64> {
            let of = |&v: &u32| {
                let e = self.vehicles[v as usize].employee as usize;
                let citizen = self.tasks[op.task as usize].citizen;
                let meeting = if citizen == NOBODY {
                    0
                } else {
                    self.meeting[citizen as usize * self.employees + e]
                };
                self.fixed_points[0][op.task as usize * self.employees + e] + meeting
            };
            op.vehicles.iter().map(of).collect()
        };
        self.picky = self
            .ops
            .iter()
            .map(|op| {
                let costs = costs(op);
                let least = costs.iter().min().copied().unwrap_or(0);
                costs.iter().filter(|&&c| c <= least + 1).count() as i64
            })
            .collect();
        let grades = |op: &Op| -> Vec<(i64, u32)> {
            let of = |&v: &u32| {
                let e = self.vehicles[v as usize].employee;
                (
                    self.own_energy(op.task, e) + self.meeting_energy(op.task, e),
                    v,
                )
            };
            let mut grades: Vec<_> = op.vehicles.iter().map(of).collect();
            grades.sort_unstable();
            grades
        };
        self.grades = self.ops.iter().map(grades).collect();
        let least = |op: &Op| {
            let own = op.vehicles.iter().map(|&v| {
                let e = self.vehicles[v as usize].employee;
                self.own_energy(op.task, e)
            });
            let waiting = self.weights.waiting * self.weights.energy[term::TRAVEL];
            own.min().unwrap_or(0) - waiting * i64::from(op.minutes)
        };
        self.least = self.ops.iter().map(least).collect();
        let size = self.places;
        let transposed = |table: &Vec<i32>| {
            (0..size * size)
                .map(|i| table[(i % size) * size + i / size])
                .collect()
        };
        self.back = self.travel.iter().map(transposed).collect();
        self
    }

    pub(crate) const fn is_op(&self, node: u32) -> bool {
        (node as usize) < self.ops.len()
    }

    /// Whether it is a start node.
    pub(crate) const fn is_start(&self, node: u32) -> bool {
        let n = self.ops.len();
        node as usize >= n && (node as usize - n).is_multiple_of(2)
    }

    /// Few changes are what matters most once everything has a place: the lists are in force.
    pub(crate) const fn keeps(&self) -> bool {
        self.weights.worst_late == 0 && self.weights.order[2] == term::CHANGES
    }

    /// Energy of starting `op` at `start` on the list of this vehicle.
    #[inline]
    pub(crate) fn time_energy(&self, op: usize, start: i32, vehicle: u32) -> i64 {
        let o = &self.nodes[op];
        let outside = i64::from((start - o.wish_to).max(o.wish_from - start).max(0));
        let mut energy = outside * self.weights.energy[term::WISHED];
        if o.known_start != i32::MIN && (start - o.known_start).abs() > TOLERANCE {
            energy += self.moved(op, vehicle) * self.weights.energy[term::CHANGES];
        }
        energy
    }

    /// Change points of starting `op` at another time than people know.
    pub(crate) fn moved(&self, op: usize, vehicle: u32) -> i64 {
        let employee = self.vehicles[vehicle as usize].employee as usize;
        let by_other = self.fixed_points[1][self.ops[op].task as usize * self.employees + employee];
        if by_other == 0 { MOVED } else { MOVED_TOO }
    }

    /// Energy that follows from who does the task, others aside.
    pub(crate) fn own_energy(&self, task: u32, employee: u32) -> i64 {
        let at = task as usize * self.employees + employee as usize;
        self.fixed_points[0][at] * self.weights.energy[term::FACES]
            + self.fixed_points[1][at] * self.weights.energy[term::CHANGES]
    }

    /// Energy of the first assignment of this employee to the citizen of the task.
    pub(crate) fn meeting_energy(&self, task: u32, employee: u32) -> i64 {
        let citizen = self.tasks[task as usize].citizen;
        if citizen == NOBODY {
            return 0;
        }
        let at = citizen as usize * self.employees + employee as usize;
        self.meeting[at] * self.weights.energy[term::FACES]
    }

    /// Load points of an employee with this many minutes.
    pub(crate) fn load_points(&self, employee: usize, minutes: i64) -> i64 {
        let (before, capacity) = self.load[employee];
        if capacity == 0 {
            return 0;
        }
        let total = before + minutes;
        total * total / capacity
    }
}
