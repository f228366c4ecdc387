//! From the words of a team's day to the numbers of the search, and back.

use crate::{
    ask::Begin,
    day::{Ways, has_happened, is_past},
    engine::{ANYWHERE, Link, Model, NOBODY, NONE, Op, State, Task, Vehicle, Weights as Numbers},
    lists::{Item, List, Lists, Stop},
    problem::{Employee, Index, Minute, Problem, Span, Visit},
    score::Weights,
    terms::{Term, changes, faces, load, unplaced},
};
use domain::ids::{EmployeeId, VisitId};
use std::collections::HashMap;

/// The stretches of a day when those who work by day only take visits, unless the problem says so.
pub(crate) const DAYTIME: Span = Span::new(7 * 60, 17 * 60);

/// A problem in numbers, with what the numbers stand for.
#[derive(Debug)]
pub(crate) struct Built {
    pub(crate) model: Model,
    items: Vec<Item>,
}

struct Builder<'a> {
    problem: &'a Problem,
    begin: HashMap<VisitId, (Minute, Vec<EmployeeId>)>,
    index: &'a Index,
    ways: &'a Ways,
    vehicles: Vec<Vehicle>,
    ops: Vec<Op>,
    tasks: Vec<Task>,
    items: Vec<Item>,
    /// First operation of each visit.
    first_op: Vec<Option<u32>>,
}

impl Built {
    /// `begin` is an answer to begin from; what it says that is no longer possible is passed over.
    pub(crate) fn new(
        problem: &Problem,
        index: &Index,
        ways: &Ways,
        weights: &Weights,
        begin: &[Begin],
    ) -> Self {
        let mut builder = Builder {
            problem,
            begin: by_visit(begin),
            index,
            ways,
            vehicles: vehicles(problem, index, ways),
            ops: Vec::new(),
            tasks: Vec::new(),
            items: Vec::new(),
            first_op: vec![None; problem.visits.len()],
        };
        for (v, visit) in problem.visits.iter().enumerate() {
            if !has_happened(visit) {
                builder.add_visit(v, visit);
            }
        }
        builder.add_work();
        builder.add_breaks();
        builder.add_order();
        let (meeting, fixed_points) = builder.points();
        let facts = builder.fact_minutes();
        let load = problem
            .employees
            .iter()
            .zip(facts)
            .map(|(e, done)| (i64::from(e.planned_before) + done, load::capacity(e)))
            .collect();
        let order = weights.whole_order().map(Term::index);
        let model = Model {
            ops: builder.ops,
            tasks: builder.tasks,
            vehicles: builder.vehicles,
            employees: problem.employees.len(),
            travel: ways.tables.values().cloned().collect(),
            places: ways.places.len(),
            meeting,
            fixed_points,
            load,
            weights: Numbers {
                energy: weights.energy(),
                order,
                worst_late: 0,
                waiting: 1,
            },
            nodes: Vec::new(),
            floors: Vec::new(),
            discerns: false,
            most_waiting: 0,
            picky: Vec::new(),
            back: Vec::new(),
        }
        .finish();
        Self {
            model,
            items: builder.items,
        }
    }

    /// The lists that a state of the search stands for, with what has already happened on them.
    pub(crate) fn lists(&self, problem: &Problem, state: &State) -> Lists {
        let mut lists: Vec<List> = problem
            .employees
            .iter()
            .map(|e| List {
                employee: e.id,
                stops: facts_of(problem, e.id),
            })
            .collect();
        let model = &self.model;
        for (v, vehicle) in model.vehicles.iter().enumerate() {
            let mut before = model.start_node(v);
            let mut node = state.next[before as usize];
            while model.is_op(node) {
                let (n, start) = (node as usize, state.start[node as usize]);
                let travel = state.leg(model, v as u32, before, node);
                let free = state.start[before as usize] + State::minutes_of(model, before);
                lists[vehicle.employee as usize].stops.push(Stop {
                    what: self.items[n],
                    start,
                    end: start + model.ops[n].minutes,
                    travel,
                    wait: if model.is_op(before) {
                        start - free - travel
                    } else {
                        0
                    },
                });
                before = node;
                node = state.next[n];
            }
        }
        for list in &mut lists {
            list.stops.sort_by_key(|s| (s.start, s.end));
        }
        Lists { lists }
    }
}

fn by_visit(begin: &[Begin]) -> HashMap<VisitId, (Minute, Vec<EmployeeId>)> {
    let mut visits: HashMap<_, (Minute, Vec<EmployeeId>)> = HashMap::new();
    for part in begin {
        visits
            .entry(part.visit)
            .or_insert_with(|| (part.at, Vec::new()))
            .1
            .push(part.employee);
    }
    visits
}

/// What has happened, as stops on an employee's list.
fn facts_of(problem: &Problem, employee: EmployeeId) -> Vec<Stop> {
    let mut stops = Vec::new();
    for visit in &problem.visits {
        for fixed in &visit.fixed {
            if let (true, Some(at)) = (fixed.employee == employee && fixed.tie.is_fact(), fixed.at)
            {
                stops.push(Stop {
                    what: Item::Visit(visit.id),
                    start: at,
                    end: at + visit.minutes,
                    travel: 0,
                    wait: 0,
                });
            }
        }
    }
    stops.sort_by_key(|s| (s.start, s.end));
    stops
}

/// The stretches of an employee's shifts in which she takes visits.
pub(crate) fn working_spans(problem: &Problem, employee: &Employee) -> Vec<Span> {
    let mut shifts = employee.shifts.clone();
    shifts.sort_by_key(|s| s.from);
    if !employee.day_only {
        return shifts;
    }
    let default = [DAYTIME];
    let daytime = if problem.daytime.is_empty() {
        &default[..]
    } else {
        &problem.daytime
    };
    let mut spans: Vec<Span> = shifts
        .iter()
        .flat_map(|s| {
            daytime
                .iter()
                .map(|d| Span::new(s.from.max(d.from), s.to.min(d.to)))
        })
        .filter(|s| s.from < s.to)
        .collect();
    spans.sort_by_key(|s| s.from);
    spans
}

fn vehicles(problem: &Problem, index: &Index, ways: &Ways) -> Vec<Vehicle> {
    let mut vehicles = Vec::new();
    for (e, employee) in problem.employees.iter().enumerate() {
        let facts = facts_of(problem, employee.id);
        let spans = working_spans(problem, employee);
        for (n, span) in spans.iter().enumerate() {
            let mut from = problem.now.map_or(span.from, |now| span.from.max(now));
            let mut place = employee.start;
            for fact in facts.iter().filter(|f| f.start < span.to) {
                from = from.max(fact.end);
                // She goes on from where the last thing of this stretch happened.
                let of_span = spans.iter().rposition(|s| s.from <= fact.start);
                if let Item::Visit(id) = fact.what
                    && of_span.unwrap_or(0) == n
                    && let Some(&visit) = index.visits.get(&id)
                {
                    place = problem.visits[visit].place;
                }
            }
            for work in &problem.work {
                // A meeting that has begun goes on.
                let began = problem.now.is_some_and(|now| work.window.from < now);
                if began
                    && work.window.length() == work.minutes
                    && work.employees.contains(&employee.id)
                    && work.window.from < span.to
                {
                    from = from.max(work.window.to);
                }
            }
            if from < span.to {
                vehicles.push(Vehicle {
                    employee: e as u32,
                    class: ways.class(employee.transport) as u32,
                    start_place: ways.position(&place) as u32,
                    end_place: ways.position(&employee.end) as u32,
                    from,
                    to: span.to,
                });
            }
        }
    }
    vehicles
}

impl Builder<'_> {
    fn floor(&self, from: Minute) -> Minute {
        self.problem.now.map_or(from, |now| from.max(now))
    }

    fn vehicles_of(
        &self,
        release: Minute,
        latest: Minute,
        minutes: i32,
        may: impl Fn(usize) -> bool,
    ) -> Vec<u32> {
        let fits = |v: &Vehicle| v.from <= latest && release.max(v.from) + minutes <= v.to;
        (0..self.vehicles.len() as u32)
            .filter(|&v| {
                let vehicle = &self.vehicles[v as usize];
                fits(vehicle) && may(vehicle.employee as usize)
            })
            .collect()
    }

    fn add_visit(&mut self, v: usize, visit: &Visit) {
        let problem = self.problem;
        let now = problem.now.unwrap_or(Minute::MIN);
        // A given time that has passed without the visit being begun binds nobody.
        let at = visit
            .fixed
            .iter()
            .filter_map(|f| f.at)
            .find(|&at| at >= now);
        let whole = (
            self.floor(visit.window.from),
            visit.window.to - visit.minutes,
        );
        let (release, latest) = at.map_or(whole, |at| {
            // A given time outside the window cannot be kept; then it has no place.
            if (whole.0..=whole.1).contains(&at) {
                (at, at)
            } else {
                (1, 0)
            }
        });
        let (wish_from, wish_to) = visit
            .wished
            .map_or((release, latest.max(release)), |w| (w.from, w.to));
        let (term, points) = unplaced::left_out(visit);
        let first = self.ops.len() as u32;
        let known = visit.known.first().map(|k| k.at);
        let settled = known.filter(|_| problem.is_published);
        let begun = self.begin.get(&visit.id);
        let (first_at, first_with) = match begun {
            Some((at, with)) => (Some(*at), with.clone()),
            None => (known, visit.known.iter().map(|k| k.employee).collect()),
        };
        let (ready, near) = match (settled, begun) {
            (Some(at), _) => (at, Some(at - changes::TOLERANCE)),
            (None, Some((at, _))) => (*at, Some(wish_from)),
            (None, None) => (wish_from, None),
        };
        let first_with = first_with
            .iter()
            .filter_map(|who| self.index.employees.get(who));
        let first_with: Vec<u32> = first_with.map(|&e| e as u32).collect();
        let two = visit.employees == 2;
        let task = self.tasks.len() as u32;
        let declined = self
            .index
            .citizens
            .get(&visit.citizen)
            .map(|&c| &problem.citizens[c].declined);
        for place in 0..u32::from(visit.employees) {
            let tied = visit.fixed.get(place as usize).map(|f| f.employee);
            let taken = |id| visit.fixed.iter().any(|f| f.employee == id);
            let vehicles = self.vehicles_of(release, latest, visit.minutes, |e| {
                let employee = &problem.employees[e];
                tied.map_or(!taken(employee.id), |id| id == employee.id)
                    && employee.competences.is_superset(&visit.requires)
                    && !declined.is_some_and(|d| d.contains(&employee.id))
            });
            let other = if two { first + 1 - place } else { NONE };
            self.ops.push(Op {
                task,
                place: self.ways.position(&visit.place) as u32,
                minutes: visit.minutes,
                release,
                latest,
                wish_from,
                wish_to,
                known_start: known,
                first_with: first_with.clone(),
                first_at,
                ready,
                near,
                together: other,
                partner: other,
                pushes: Vec::new(),
                held_by: Vec::new(),
                vehicles,
            });
            self.items.push(Item::Visit(visit.id));
        }
        let given = visit.fixed.len() == usize::from(visit.employees);
        self.tasks.push(Task {
            first,
            second: if two { first + 1 } else { NONE },
            citizen: self
                .index
                .citizens
                .get(&visit.citizen)
                .map_or(NOBODY, |&c| c as u32),
            left_out: (term.index(), points),
            stays: given && at.is_some(),
            counts: true,
        });
        self.first_op[v] = Some(first);
    }

    fn add_work(&mut self) {
        let problem = self.problem;
        for work in &problem.work {
            if is_past(problem, work.window, work.minutes) {
                continue;
            }
            let place = work
                .place
                .map_or(ANYWHERE, |p| self.ways.position(&p) as u32);
            for id in &work.employees {
                let given = work.window.length() == work.minutes;
                self.add_own(*id, Item::Work(work.id), work.window, work.minutes, place);
                if let Some(task) = self.tasks.last_mut() {
                    task.stays = given;
                    task.counts = true;
                    task.left_out.1 = unplaced::WORK;
                }
            }
        }
    }

    fn add_breaks(&mut self) {
        let problem = self.problem;
        for employee in &problem.employees {
            for (n, pause) in employee.breaks.iter().enumerate() {
                if !is_past(problem, pause.window, pause.minutes) {
                    let item = Item::Break(n as u8);
                    self.add_own(employee.id, item, pause.window, pause.minutes, ANYWHERE);
                }
            }
        }
    }

    /// Something that one given employee does alone.
    fn add_own(&mut self, id: EmployeeId, item: Item, window: Span, minutes: i32, place: u32) {
        let Some(&employee) = self.index.employees.get(&id) else {
            return;
        };
        let (release, latest) = (self.floor(window.from), window.to - minutes);
        let vehicles = self.vehicles_of(release, latest, minutes, |e| e == employee);
        let task = self.tasks.len() as u32;
        self.tasks.push(Task {
            first: self.ops.len() as u32,
            second: NONE,
            citizen: NOBODY,
            left_out: (Term::Unplaced.index(), unplaced::BREAK),
            stays: false,
            counts: false,
        });
        self.ops.push(Op {
            task,
            place,
            minutes,
            release,
            latest,
            wish_from: release,
            wish_to: latest.max(release),
            known_start: None,
            first_with: Vec::new(),
            first_at: None,
            ready: release,
            near: None,
            together: NONE,
            partner: NONE,
            pushes: Vec::new(),
            held_by: Vec::new(),
            vehicles,
        });
        self.items.push(item);
    }

    fn add_order(&mut self) {
        for (v, visit) in self.problem.visits.iter().enumerate() {
            let Some(later) = self.first_op[v] else {
                continue;
            };
            for after in &visit.after {
                let Some(&e) = self.index.visits.get(&after.visit) else {
                    continue;
                };
                let earlier_visit = &self.problem.visits[e];
                let least = earlier_visit.minutes + after.min_gap;
                let most = after.max_gap.map(|gap| earlier_visit.minutes + gap);
                match self.first_op[e] {
                    Some(earlier) => self.join(
                        (earlier, earlier_visit.employees),
                        (later, visit.employees),
                        least,
                        most,
                    ),
                    None => self.bound(later, visit.employees, earlier_visit, least, most),
                }
            }
        }
    }

    fn join(&mut self, earlier: (u32, u8), later: (u32, u8), least: i32, most: Option<i32>) {
        for a in earlier.0..earlier.0 + u32::from(earlier.1) {
            for b in later.0..later.0 + u32::from(later.1) {
                self.add_link(a, b, least);
                if let Some(most) = most {
                    self.add_link(b, a, -most);
                }
            }
        }
    }

    fn add_link(&mut self, from: u32, to: u32, offset: i32) {
        self.ops[from as usize].pushes.push(Link { op: to, offset });
        self.ops[to as usize]
            .held_by
            .push(Link { op: from, offset });
    }

    /// The earlier visit has happened: its time is a bound.
    fn bound(&mut self, later: u32, count: u8, earlier: &Visit, least: i32, most: Option<i32>) {
        let facts = earlier.fixed.iter().filter(|f| f.tie.is_fact());
        let Some(at) = facts.filter_map(|f| f.at).max() else {
            return;
        };
        for op in later..later + u32::from(count) {
            let op = &mut self.ops[op as usize];
            op.release = op.release.max(at + least);
            if let Some(most) = most {
                op.latest = op.latest.min(at + most);
            }
        }
    }

    fn points(&self) -> (Vec<i64>, [Vec<i64>; 2]) {
        let problem = self.problem;
        let count = problem.employees.len();
        let met: std::collections::BTreeSet<_> = problem
            .visits
            .iter()
            .flat_map(|v| v.fixed.iter().map(move |f| (v.citizen, f)))
            .filter(|(_, f)| f.tie.is_fact())
            .map(|(citizen, f)| (citizen, f.employee))
            .collect();
        let mut meeting = Vec::with_capacity(count * problem.citizens.len());
        for citizen in &problem.citizens {
            for employee in &problem.employees {
                meeting.push(if met.contains(&(citizen.id, employee.id)) {
                    0
                } else {
                    faces::meeting(citizen, employee.id)
                });
            }
        }
        let mut of_face = vec![0; count * self.tasks.len()];
        let mut of_change = vec![0; count * self.tasks.len()];
        for (visit, first) in problem.visits.iter().zip(&self.first_op) {
            let Some(first) = first else { continue };
            let task = self.ops[*first as usize].task as usize;
            let citizen = self.index.citizens.get(&visit.citizen);
            for (e, employee) in problem.employees.iter().enumerate() {
                if let Some(&c) = citizen {
                    of_face[task * count + e] = faces::per_visit(&problem.citizens[c], employee.id);
                }
                of_change[task * count + e] = changes::of_employee(visit, employee.id);
            }
        }
        (meeting, [of_face, of_change])
    }

    fn fact_minutes(&self) -> Vec<i64> {
        self.problem
            .employees
            .iter()
            .map(|e| {
                facts_of(self.problem, e.id)
                    .iter()
                    .map(|s| i64::from(s.end - s.start))
                    .sum()
            })
            .collect()
    }
}
