//! A day's lists seen with everything around them: what scoring, checking and explaining read.
//!
//! Nothing of the search is used here, so that what is shown and checked does not inherit its
//! mistakes.

use crate::{
    lists::{Item, Lists, Stop},
    problem::{Citizen, Employee, Index, Minute, OtherWork, Problem, Span, Visit},
    terms::unplaced,
    travel::{Place, Source, Travel},
};
use domain::{
    ids::{CitizenId, EmployeeId, VisitId, WorkId},
    organisation::Transport,
};
use std::collections::{BTreeMap, HashMap};

/// Travel times between all places of a problem, for each transport in use.
#[derive(Debug, Clone)]
pub(crate) struct Ways {
    pub(crate) places: Vec<Place>,
    at: HashMap<(u64, u64), usize>,
    pub(crate) tables: BTreeMap<u8, Vec<i32>>,
    pub(crate) sources: Vec<Source>,
}

fn key(place: &Place) -> (u64, u64) {
    (place.latitude.to_bits(), place.longitude.to_bits())
}

const fn transport_key(transport: Transport) -> u8 {
    match transport {
        Transport::Walk => 0,
        Transport::Bike => 1,
        Transport::Car => 2,
    }
}

impl Ways {
    pub(crate) fn of(problem: &Problem, travel: &dyn Travel) -> Self {
        let mut places = Vec::new();
        let mut at = HashMap::new();
        let staff = problem.employees.iter().flat_map(|e| [e.start, e.end]);
        let visits = problem.visits.iter().map(|v| v.place);
        let work = problem.work.iter().filter_map(|w| w.place);
        for place in staff.chain(visits).chain(work) {
            at.entry(key(&place)).or_insert_with(|| {
                places.push(place);
                places.len() - 1
            });
        }
        let mut tables = BTreeMap::new();
        let mut sources = Vec::new();
        for employee in &problem.employees {
            tables
                .entry(transport_key(employee.transport))
                .or_insert_with(|| {
                    let mut table = travel.table(employee.transport, &places);
                    // A table of the wrong size or with negative times must not reach the search.
                    table.minutes.resize(places.len() * places.len(), 10_000);
                    for minutes in &mut table.minutes {
                        *minutes = (*minutes).clamp(0, 10_000);
                    }
                    sources.push(table.source);
                    table.minutes
                });
        }
        sources.sort();
        sources.dedup();
        Self {
            places,
            at,
            tables,
            sources,
        }
    }

    pub(crate) fn position(&self, place: &Place) -> usize {
        self.at.get(&key(place)).copied().unwrap_or(0)
    }

    pub(crate) fn minutes(&self, transport: Transport, from: &Place, to: &Place) -> i32 {
        let row = self.position(from) * self.places.len();
        self.tables
            .get(&transport_key(transport))
            .map_or(0, |table| table[row + self.position(to)])
    }

    /// Tables in the order of their classes, and the class of a transport.
    pub(crate) fn class(&self, transport: Transport) -> usize {
        let wanted = transport_key(transport);
        self.tables.keys().take_while(|&&k| k < wanted).count()
    }
}

/// One stop as it is reached.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) what: Item,
    pub(crate) start: Minute,
    pub(crate) end: Minute,
    pub(crate) travel: i32,
    pub(crate) wait: i32,
    /// Minutes that are missing to be there in time.
    pub(crate) short: i32,
    pub(crate) is_fact: bool,
}

/// One shift as it is walked.
#[derive(Debug, Clone)]
pub(crate) struct Walk {
    pub(crate) employee: EmployeeId,
    pub(crate) shift: Span,
    pub(crate) steps: Vec<Step>,
    /// Minutes home.
    pub(crate) home: i32,
}

/// A problem, its travel times, and lists.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day<'a> {
    pub(crate) problem: &'a Problem,
    pub(crate) index: &'a Index,
    pub(crate) ways: &'a Ways,
    pub(crate) lists: &'a Lists,
}

impl<'a> Day<'a> {
    pub(crate) fn visit(&self, id: VisitId) -> Option<&'a Visit> {
        let at = *self.index.visits.get(&id)?;
        self.problem.visits.get(at)
    }

    pub(crate) fn citizen(&self, id: CitizenId) -> Option<&'a Citizen> {
        let at = *self.index.citizens.get(&id)?;
        self.problem.citizens.get(at)
    }

    pub(crate) fn employee(&self, id: EmployeeId) -> Option<&'a Employee> {
        let at = *self.index.employees.get(&id)?;
        self.problem.employees.get(at)
    }

    pub(crate) fn work(&self, id: WorkId) -> Option<&'a OtherWork> {
        let at = *self.index.work.get(&id)?;
        self.problem.work.get(at)
    }

    /// Parts in visits that are planned: what has already happened is not.
    pub(crate) fn assignments(&self) -> impl Iterator<Item = (EmployeeId, &'a Visit, &'a Stop)> {
        self.lists
            .assignments()
            .filter_map(|(employee, id, stop)| Some((employee, self.visit(id)?, stop)))
            .filter(|(_, visit, _)| !has_happened(visit))
    }

    /// Visits that have happened, with who did them.
    pub(crate) fn facts(&self) -> impl Iterator<Item = (EmployeeId, &'a Visit)> {
        self.problem.visits.iter().flat_map(|visit| {
            let facts = visit.fixed.iter().filter(|f| f.tie.is_fact());
            facts.map(move |f| (f.employee, visit))
        })
    }

    /// Visits that are on fewer lists than they need.
    pub(crate) fn missing_visits(&self) -> Vec<&'a Visit> {
        let mut placed: HashMap<VisitId, u8> = HashMap::new();
        for (_, id, _) in self.lists.assignments() {
            *placed.entry(id).or_default() += 1;
        }
        self.problem
            .visits
            .iter()
            .filter(|v| !has_happened(v))
            .filter(|v| placed.get(&v.id).copied().unwrap_or(0) < v.employees)
            .collect()
    }

    /// Other work and pauses that are on no list, with the points they cost.
    pub(crate) fn missing_other(&self) -> Vec<(EmployeeId, i64)> {
        let has = |employee, item| {
            self.lists
                .of(employee)
                .is_some_and(|list| list.stops.iter().any(|s| s.what == item))
        };
        let mut missing = Vec::new();
        for work in &self.problem.work {
            if is_past(self.problem, work.window, work.minutes) {
                continue;
            }
            for &employee in &work.employees {
                if !has(employee, Item::Work(work.id)) {
                    missing.push((employee, unplaced::WORK));
                }
            }
        }
        for employee in &self.problem.employees {
            for (n, pause) in employee.breaks.iter().enumerate() {
                let past = is_past(self.problem, pause.window, pause.minutes);
                if !past && !has(employee.id, Item::Break(n as u8)) {
                    missing.push((employee.id, unplaced::BREAK));
                }
            }
        }
        missing
    }

    /// Minutes of visits and other work on an employee's list and behind her this day.
    pub(crate) fn work_minutes(&self, employee: EmployeeId) -> i64 {
        let stops = self.lists.of(employee).map_or(&[][..], |l| &l.stops);
        let planned = stops.iter().map(|stop| match stop.what {
            Item::Visit(id) => self
                .visit(id)
                .filter(|v| !has_happened(v))
                .map_or(0, |v| v.minutes),
            Item::Work(id) => self.work(id).map_or(0, |w| w.minutes),
            Item::Break(_) => 0,
        });
        let done = self.facts().filter(|(e, _)| *e == employee);
        planned.map(i64::from).sum::<i64>() + done.map(|(_, v)| i64::from(v.minutes)).sum::<i64>()
    }

    /// Minutes that a stop takes.
    pub(crate) fn minutes(&self, employee: &Employee, what: Item) -> i32 {
        match what {
            Item::Visit(id) => self.visit(id).map_or(0, |v| v.minutes),
            Item::Work(id) => self.work(id).map_or(0, |w| w.minutes),
            Item::Break(n) => employee.breaks.get(usize::from(n)).map_or(0, |b| b.minutes),
        }
    }

    pub(crate) fn place_of(&self, what: Item) -> Option<Place> {
        match what {
            Item::Visit(id) => self.visit(id).map(|v| v.place),
            Item::Work(id) => self.work(id).and_then(|w| w.place),
            Item::Break(_) => None,
        }
    }

    /// Every list walked from stop to stop, one walk per shift. What has happened costs no travel:
    /// where it happened is where she goes on from.
    pub(crate) fn walks(&self) -> Vec<Walk> {
        self.lists
            .lists
            .iter()
            .filter_map(|list| Some((self.employee(list.employee)?, list)))
            .flat_map(|(employee, list)| {
                let mut stops = list.stops.clone();
                stops.sort_by_key(|s| (s.start, s.end));
                let mut shifts = employee.shifts.clone();
                shifts.sort_by_key(|s| s.from);
                let mut walks: Vec<(Span, Vec<Stop>)> =
                    shifts.into_iter().map(|s| (s, Vec::new())).collect();
                for stop in stops {
                    // A stop outside every shift is walked in the last that began before it.
                    let at = walks.iter().rposition(|(s, _)| s.from <= stop.start);
                    if walks.is_empty() {
                        walks.push((Span::new(stop.start, stop.start), Vec::new()));
                    }
                    walks[at.unwrap_or(0)].1.push(stop);
                }
                walks
                    .into_iter()
                    .map(|(shift, stops)| self.walk(employee, shift, &stops))
                    .collect::<Vec<_>>()
            })
            .collect()
    }

    fn walk(&self, employee: &Employee, shift: Span, stops: &[Stop]) -> Walk {
        let mut here = employee.start;
        let mut free = shift.from;
        let mut moving = false;
        let mut steps = Vec::with_capacity(stops.len());
        for stop in stops {
            let is_fact = match stop.what {
                Item::Visit(id) => self.visit(id).is_some_and(has_happened),
                Item::Work(_) | Item::Break(_) => false,
            };
            let there = self.place_of(stop.what).unwrap_or(here);
            let way = self.ways.minutes(employee.transport, &here, &there);
            let end = stop.start + self.minutes(employee, stop.what);
            let slack = stop.start - free - way;
            steps.push(Step {
                what: stop.what,
                start: stop.start,
                end,
                travel: if is_fact { 0 } else { way },
                wait: if moving && !is_fact { slack.max(0) } else { 0 },
                short: if is_fact { 0 } else { (-slack).max(0) },
                is_fact,
            });
            moving = moving || !is_fact;
            here = there;
            free = if is_fact { free.max(end) } else { end };
        }
        let home = if moving {
            self.ways.minutes(employee.transport, &here, &employee.end)
        } else {
            0
        };
        Walk {
            employee: employee.id,
            shift,
            steps,
            home,
        }
    }
}

/// Whether a visit is begun or done.
pub(crate) fn has_happened(visit: &Visit) -> bool {
    visit.fixed.iter().any(|f| f.tie.is_fact())
}

/// Whether something with this window could only have begun before the re-planning.
pub(crate) fn is_past(problem: &Problem, window: Span, minutes: i32) -> bool {
    problem.now.is_some_and(|now| window.to - minutes < now)
}
