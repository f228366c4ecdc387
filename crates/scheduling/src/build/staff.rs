//! Who is at work: each stretch in which she takes visits is a vehicle of the search.

use crate::{
    day::Ways,
    engine::Vehicle,
    lists::{Item, Stop},
    problem::{Employee, Index, Problem, Span},
};
use domain::ids::EmployeeId;

/// The stretches of a day when those who work by day only take visits, unless the problem says so.
const DAYTIME: Span = Span::new(7 * 60, 17 * 60);

/// What has happened, as stops on an employee's list.
pub(super) fn facts_of(problem: &Problem, employee: EmployeeId) -> Vec<Stop> {
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

pub(super) fn vehicles(problem: &Problem, index: &Index, ways: &Ways) -> Vec<Vehicle> {
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
