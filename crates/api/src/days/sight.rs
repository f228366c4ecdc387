//! A day as somebody looks at it: what every visit's view asks, found once for all of them.

use super::ways::ways;
use domain::{
    assignment_rules::{RemarkFacts, assignment_remarks},
    day_plan::Board,
    familiarity::{DonePart, different_employees_planned, is_new_face},
    ids::{CitizenId, EmployeeId, VisitId},
    interval::Interval,
    reason::Violations,
    shift::at_work,
};
use persistence::{Day, DayVisit};
use std::collections::{BTreeMap, BTreeSet};

/// More travel than this many minutes is worth saying.
const TRAVEL_SLACK_MINUTES: i64 = 10;

/// A day with what is asked of it again and again.
pub(crate) struct Sight<'a> {
    day: &'a Day,
    board: Board,
    ways: Box<dyn Fn(EmployeeId, VisitId, VisitId) -> i32>,
    done: BTreeMap<CitizenId, Vec<DonePart>>,
    assigned: BTreeMap<CitizenId, BTreeSet<EmployeeId>>,
    /// Visits with a start on each list, in order.
    lists: BTreeMap<EmployeeId, Vec<&'a DayVisit>>,
    load: BTreeMap<EmployeeId, i64>,
    mean_load: i64,
}

impl<'a> Sight<'a> {
    /// Of a loaded day.
    pub(crate) fn of(day: &'a Day) -> Self {
        let mut done: BTreeMap<CitizenId, Vec<DonePart>> = BTreeMap::new();
        for (citizen, part) in &day.done {
            done.entry(*citizen).or_default().push(*part);
        }
        let mut assigned: BTreeMap<CitizenId, BTreeSet<EmployeeId>> = BTreeMap::new();
        let mut lists: BTreeMap<EmployeeId, Vec<&DayVisit>> = BTreeMap::new();
        let mut minutes: BTreeMap<EmployeeId, i64> = BTreeMap::new();
        for visit in day.visits.iter().filter(|v| !v.visit.suspended) {
            for who in visit.assignments.iter().filter_map(|a| a.employee) {
                let citizen = visit.visit.planned.citizen;
                assigned.entry(citizen).or_default().insert(who);
                *minutes.entry(who).or_default() += i64::from(visit.visit.planned.minutes);
                if visit.visit.start.is_some() {
                    lists.entry(who).or_default().push(visit);
                }
            }
        }
        for list in lists.values_mut() {
            list.sort_by_key(|v| (v.visit.start, v.visit.id));
        }
        let load = loads(day, &minutes);
        let working = i64::try_from(load.len()).unwrap_or(i64::MAX);
        Self {
            board: day.board(),
            ways: Box::new(ways(day)),
            done,
            assigned,
            lists,
            mean_load: load.values().sum::<i64>().checked_div(working).unwrap_or(0),
            load,
            day,
        }
    }

    /// The day.
    pub(crate) const fn day(&self) -> &'a Day {
        self.day
    }

    /// What the hard rules are asked of.
    pub(crate) const fn board(&self) -> &Board {
        &self.board
    }

    /// Who has been with a citizen.
    pub(crate) fn done(&self, citizen: CitizenId) -> &[DonePart] {
        self.done.get(&citizen).map_or(&[], Vec::as_slice)
    }

    /// Hard rules that a holder breaks (R-WL-4).
    pub(crate) fn faults(&self, visit: VisitId, number: i32, who: EmployeeId) -> Violations {
        self.board.faults(visit, number, who, &*self.ways)
    }

    /// What is worth knowing of a holder, and refuses nothing (R-WL-4, R-WL-7, R-WL-8).
    pub(crate) fn remarks(&self, visit: &DayVisit, who: EmployeeId) -> Violations {
        let whose = visit.visit.planned.citizen;
        let done = self.done(whose);
        let citizen = self.day.citizens.get(&whose);
        let assigned = self.assigned.get(&whose).into_iter().flatten().copied();
        assignment_remarks(&RemarkFacts {
            visit: &visit.visit,
            late_after: self.board.late_after(&visit.visit),
            citizen: citizen.map_or("", |citizen| &citizen.content.name.given),
            known_face: !is_new_face(done, who, self.day.date),
            faces: different_employees_planned(done, assigned, self.day.date).len(),
            load_percent: self.load.get(&who).copied().unwrap_or(0),
            mean_load_percent: self.mean_load,
            extra_travel_minutes: self.extra_travel(visit.visit.id, who),
            travel_slack_minutes: TRAVEL_SLACK_MINUTES,
        })
    }

    /// Minutes that a list's travel grows by for one of its visits.
    fn extra_travel(&self, visit: VisitId, who: EmployeeId) -> i64 {
        let Some(list) = self.lists.get(&who) else {
            return 0;
        };
        let Some(at) = list.iter().position(|v| v.visit.id == visit) else {
            return 0;
        };
        let id = |n: Option<usize>| n.and_then(|n| list.get(n)).map(|v| v.visit.id);
        let (before, after) = (id(at.checked_sub(1)), id(at.checked_add(1)));
        let way = |from: VisitId, to: VisitId| i64::from((self.ways)(who, from, to));
        match (before, after) {
            (Some(before), Some(after)) => {
                way(before, visit) + way(visit, after) - way(before, after)
            }
            (Some(before), None) => way(before, visit),
            (None, Some(after)) => way(visit, after),
            (None, None) => 0,
        }
    }
}

/// Planned minutes in per cent of the shift, for everybody on shift that day.
fn loads(day: &Day, minutes: &BTreeMap<EmployeeId, i64>) -> BTreeMap<EmployeeId, i64> {
    let today = Interval::day(day.date);
    let load = day.people.iter().filter_map(|p| {
        let shifts: Vec<Interval> = p.shifts.iter().map(|s| s.interval).collect();
        let shifts: Vec<Interval> = shifts.into_iter().filter(|s| s.overlaps(today)).collect();
        let absences: Vec<Interval> = p.absences.iter().map(|a| a.interval).collect();
        let at_work: i64 = at_work(&shifts, &absences)
            .iter()
            .map(|i| i.minutes())
            .sum();
        let planned = minutes.get(&p.employee.id).copied().unwrap_or(0);
        Some((p.employee.id, (planned * 100).checked_div(at_work)?))
    });
    load.collect()
}
