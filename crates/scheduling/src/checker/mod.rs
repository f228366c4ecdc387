//! The independent checker: every hard rule of R-WL-4 and what is worth a remark, for lists from
//! the search and for lists made by hand. It shares no code with the search.

pub(crate) mod reasons;
mod walk;

use crate::{
    day::{Day, Ways, has_happened},
    fault::Fault,
    lists::{Item, Lists},
    problem::{Employee, Index, Minute, Problem, Visit},
    travel::Travel,
};
use domain::ids::{EmployeeId, VisitId};
use reasons::*;
use std::collections::{BTreeMap, BTreeSet};
use walk::walk_faults;

/// Everything that is wrong with these lists, hard faults first, then soft remarks (R-WL-4, R-WL-9).
///
/// Only what is on the lists is judged: starts and the order they give. Must-do visits that are on
/// no list are hard faults, as publishing is refused for them (R-WL-3); a half-made list is told by
/// [`Fault::code`] `not-assigned`.
pub fn faults(problem: &Problem, lists: &Lists, travel: &dyn Travel) -> Vec<Fault> {
    let index = Index::of(problem);
    let ways = Ways::of(problem, travel);
    faults_of(&Day {
        problem,
        index: &index,
        ways: &ways,
        lists,
    })
}

/// The faults that one employee would have or cause by taking a visit at this start, on top of the
/// lists as they are: what a claim is answered with (R-WL-2, R-WL-4).
pub fn claim_faults(
    problem: &Problem,
    lists: &Lists,
    travel: &dyn Travel,
    employee: EmployeeId,
    visit: VisitId,
    start: Minute,
) -> Vec<Fault> {
    let before = faults(problem, lists, travel);
    let mut with = lists.clone();
    let minutes = problem
        .visits
        .iter()
        .find(|v| v.id == visit)
        .map_or(0, |v| v.minutes);
    if with.of(employee).is_none() {
        with.lists.push(crate::lists::List {
            employee,
            stops: Vec::new(),
        });
    }
    for list in with.lists.iter_mut().filter(|l| l.employee == employee) {
        list.stops.push(crate::lists::Stop {
            what: Item::Visit(visit),
            start,
            end: start + minutes,
            travel: 0,
            wait: 0,
        });
        list.stops.sort_by_key(|s| s.start);
    }
    let mut after = faults(problem, &with, travel);
    after.retain(|fault| !before.contains(fault) && fault.code() != NOT_ASSIGNED.code);
    after
}

pub(crate) fn faults_of(day: &Day<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    unknown_ids(day, &mut faults);
    for walk in day.walks() {
        if let Some(employee) = day.employee(walk.employee) {
            walk_faults(day, employee, &walk, &mut faults);
        }
    }
    let starts = starts(day);
    for visit in &day.problem.visits {
        let who = starts.get(&visit.id).map_or(&[][..], Vec::as_slice);
        staffing(visit, who, &mut faults);
        seats(day, visit, who, &mut faults);
        order(day, visit, who, &starts, &mut faults);
    }
    other_work(day, &mut faults);
    faults.sort_by_key(|f| f.severity);
    faults
}

type Starts = BTreeMap<VisitId, Vec<(EmployeeId, Minute)>>;

/// Who is at each visit and when, facts included.
fn starts(day: &Day<'_>) -> Starts {
    let mut starts: Starts = BTreeMap::new();
    for (employee, id, stop) in day.lists.assignments() {
        starts.entry(id).or_default().push((employee, stop.start));
    }
    for visit in &day.problem.visits {
        for fixed in visit.fixed.iter().filter(|f| f.tie.is_fact()) {
            let who = starts.entry(visit.id).or_default();
            if let (Some(at), false) = (fixed.at, who.iter().any(|(e, _)| *e == fixed.employee)) {
                who.push((fixed.employee, at));
            }
        }
    }
    starts
}

fn unknown_ids(day: &Day<'_>, faults: &mut Vec<Fault>) {
    let mut seen = BTreeSet::new();
    for list in &day.lists.lists {
        if day.employee(list.employee).is_none() || !seen.insert(list.employee) {
            faults.push(Fault::hard(&NOT_AT_WORK).employee(list.employee));
        }
        let mut items = BTreeSet::new();
        for stop in &list.stops {
            let fault = |reason| Fault::hard(reason).employee(list.employee);
            match stop.what {
                Item::Visit(id) if day.visit(id).is_none() => {
                    faults.push(fault(&NOT_ON_THE_DAY).visit(id));
                }
                Item::Visit(id) if !items.insert(stop.what) => {
                    faults.push(fault(&TWICE_ON_THE_LIST).visit(id));
                }
                Item::Work(id)
                    if !day
                        .work(id)
                        .is_some_and(|w| w.employees.contains(&list.employee))
                        || !items.insert(stop.what) =>
                {
                    faults.push(fault(&NOT_ON_THE_DAY).work(id));
                }
                Item::Break(n) if !items.insert(stop.what) || !has_break(day, list.employee, n) => {
                    faults.push(fault(&NOT_ON_THE_DAY));
                }
                _ => {}
            }
        }
    }
}

fn has_break(day: &Day<'_>, employee: EmployeeId, n: u8) -> bool {
    day.employee(employee)
        .is_some_and(|e| usize::from(n) < e.breaks.len())
}

/// The right number of different employees, together, and those who are tied to it.
fn staffing(visit: &Visit, who: &[(EmployeeId, Minute)], faults: &mut Vec<Fault>) {
    let about = |fault: Fault| fault.visit(visit.id).citizen(visit.citizen);
    if has_happened(visit) {
        return;
    }
    let needed = usize::from(visit.employees);
    if who.len() > needed {
        faults.push(about(Fault::hard(&TOO_MANY)).with("count", who.len()));
    } else if who.len() < needed {
        let reason = if who.is_empty() {
            &NOT_ASSIGNED
        } else {
            &ONE_MISSING
        };
        let must = matches!(visit.need, crate::problem::Need::MustDo { .. });
        let fault = if must || !who.is_empty() {
            Fault::hard(reason)
        } else {
            Fault::soft(reason)
        };
        faults.push(about(fault));
    }
    if let [(_, first), rest @ ..] = who
        && rest.iter().any(|(_, start)| start != first)
    {
        faults.push(about(Fault::hard(&NOT_TOGETHER)));
    }
    for fixed in &visit.fixed {
        if !who.is_empty() && !who.iter().any(|(e, _)| *e == fixed.employee) && who.len() >= needed
        {
            faults.push(about(Fault::hard(&TAKEN_FROM)).employee(fixed.employee));
        }
    }
}

/// Two employees, each able to take one of two different seats, must not both need the same one.
fn seats(day: &Day<'_>, visit: &Visit, who: &[(EmployeeId, Minute)], faults: &mut Vec<Fault>) {
    let (Some(second), [(one, _), (other, _)]) = (&visit.second_requires, who) else {
        return;
    };
    let (Some(one), Some(other)) = (day.employee(*one), day.employee(*other)) else {
        return;
    };
    if has_happened(visit) {
        return;
    }
    let can = |e: &Employee| {
        let has = &e.competences;
        [has.is_superset(&visit.requires), has.is_superset(second)]
    };
    let empty = match (can(one), can(other)) {
        ([true, false], [true, false]) => second.difference(&one.competences).next(),
        ([false, true], [false, true]) => visit.requires.difference(&one.competences).next(),
        // Another who can take none is told for her own sake.
        _ => None,
    };
    if let Some(competence) = empty {
        faults.push(
            Fault::hard(&SEAT_EMPTY)
                .visit(visit.id)
                .citizen(visit.citizen)
                .with("competence", competence.term()),
        );
    }
}

fn order(
    day: &Day<'_>,
    visit: &Visit,
    who: &[(EmployeeId, Minute)],
    starts: &Starts,
    faults: &mut Vec<Fault>,
) {
    if has_happened(visit) {
        return;
    }
    for after in &visit.after {
        let Some(earlier) = day.visit(after.visit) else {
            continue;
        };
        let others = starts.get(&after.visit).map_or(&[][..], Vec::as_slice);
        for (_, start) in who {
            for (_, other) in others {
                let gap = start - (other + earlier.minutes);
                let most = after.max_gap.unwrap_or(i32::MAX);
                if gap < after.min_gap || gap > most {
                    faults.push(
                        Fault::hard(&WRONG_GAP)
                            .visit(visit.id)
                            .other(after.visit)
                            .citizen(visit.citizen)
                            .number("gap", gap)
                            .number("least", after.min_gap),
                    );
                }
            }
        }
    }
}

fn other_work(day: &Day<'_>, faults: &mut Vec<Fault>) {
    for (employee, points) in day.missing_other() {
        let reason = if points == crate::terms::unplaced::BREAK {
            &NO_BREAK
        } else {
            &WORK_MISSING
        };
        faults.push(Fault::soft(reason).employee(employee));
    }
}

#[cfg(test)]
mod tests;
