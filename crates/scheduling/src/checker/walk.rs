//! One employee's list, stop by stop: shift, way, window, competence, given times.

use super::reasons::*;
use crate::{
    day::{Day, Step, Walk},
    fault::Fault,
    lists::Item,
    problem::{Employee, Minute, Span, Visit},
    terms::{faces, wished},
};

pub(super) fn walk_faults(
    day: &Day<'_>,
    employee: &Employee,
    walk: &Walk,
    faults: &mut Vec<Fault>,
) {
    let mut last_end = None;
    for (n, step) in walk.steps.iter().enumerate() {
        if step.is_fact {
            last_end = Some(step.end);
            continue;
        }
        let about = |fault: Fault| match step.what {
            Item::Visit(id) => fault.visit(id).employee(employee.id),
            Item::Work(id) => fault.work(id).employee(employee.id),
            Item::Break(_) => fault.employee(employee.id),
        };
        if step.start < walk.shift.from || step.end > walk.shift.to {
            faults.push(about(
                Fault::hard(&OUTSIDE_SHIFT)
                    .clock("from", walk.shift.from)
                    .clock("to", walk.shift.to),
            ));
        } else if n + 1 == walk.steps.len() && step.end + walk.home > walk.shift.to {
            faults.push(about(
                Fault::hard(&NO_TIME_HOME)
                    .number("minutes", step.end + walk.home - walk.shift.to)
                    .clock("to", walk.shift.to),
            ));
        }
        if step.short > 0 {
            let reason = if last_end.is_some_and(|end| end > step.start) {
                &OVERLAP
            } else {
                &TOO_SHORT_WAY
            };
            faults.push(about(Fault::hard(reason).number("minutes", step.short)));
        }
        if day.problem.now.is_some_and(|now| step.start < now) && !began_before(day, step) {
            faults.push(about(Fault::hard(&IN_THE_PAST)));
        }
        window(day, employee, step, &about, faults);
        if let Item::Visit(id) = step.what
            && let Some(visit) = day.visit(id)
        {
            who(day, employee, visit, faults);
            when(day, employee, visit, step, faults);
        }
        last_end = Some(step.end);
    }
}

/// A block of other work at a given time may have begun when the day is re-planned.
fn began_before(day: &Day<'_>, step: &Step) -> bool {
    matches!(step.what, Item::Work(id) if day.work(id).is_some_and(|w| w.window.length() == w.minutes))
}

fn window(
    day: &Day<'_>,
    employee: &Employee,
    step: &Step,
    about: &dyn Fn(Fault) -> Fault,
    faults: &mut Vec<Fault>,
) {
    let (span, reason) = match step.what {
        Item::Visit(id) => (day.visit(id).map(|v| v.window), &NOT_AT_HOME),
        Item::Work(id) => (day.work(id).map(|w| w.window), &OTHER_TIME),
        Item::Break(n) => (
            employee.breaks.get(usize::from(n)).map(|b| b.window),
            &OTHER_TIME,
        ),
    };
    if let Some(span) = span
        && (step.start < span.from || step.end > span.to)
    {
        faults.push(about(
            Fault::hard(reason)
                .clock("from", span.from)
                .clock("to", span.to),
        ));
    }
}

/// Competence, declined, and whether the citizen knows her.
fn who(day: &Day<'_>, employee: &Employee, visit: &Visit, faults: &mut Vec<Fault>) {
    let about = |reason_fault: Fault| {
        reason_fault
            .visit(visit.id)
            .employee(employee.id)
            .citizen(visit.citizen)
    };
    // Of two different seats she needs what one of them asks for.
    let mut lacks: Vec<_> = visit.requires.difference(&employee.competences).collect();
    if let Some(other) = &visit.second_requires {
        let there: Vec<_> = other.difference(&employee.competences).collect();
        if there.len() < lacks.len() {
            lacks = there;
        }
    }
    for missing in lacks {
        faults.push(about(
            Fault::hard(&LACKS_COMPETENCE).with("competence", missing.term()),
        ));
    }
    if let Some(citizen) = day.citizen(visit.citizen) {
        if citizen.declined.contains(&employee.id) {
            faults.push(about(Fault::hard(&DECLINED)));
        }
        if faces::face(citizen, employee.id) == faces::Face::New {
            faults.push(about(Fault::soft(&NEW_FACE)));
        }
    }
}

/// Daytime staff, given times and wished times.
fn when(day: &Day<'_>, employee: &Employee, visit: &Visit, step: &Step, faults: &mut Vec<Fault>) {
    let about = |fault: Fault| fault.visit(visit.id).employee(employee.id);
    if employee.day_only {
        let default = [Span::new(7 * 60, 17 * 60)];
        let daytime = if day.problem.daytime.is_empty() {
            &default[..]
        } else {
            &day.problem.daytime
        };
        let inside = |d: &Span| d.from <= step.start && step.end <= d.to;
        if !daytime.iter().any(inside) {
            faults.push(about(Fault::hard(&DAY_ONLY)));
        }
    }
    let now = day.problem.now.unwrap_or(Minute::MIN);
    for fixed in &visit.fixed {
        if fixed.at.is_some_and(|at| at >= now && at != step.start) {
            faults.push(about(
                Fault::hard(&MOVED_FROM_ITS_TIME).clock("at", fixed.at.unwrap_or(0)),
            ));
        }
    }
    let outside = wished::minutes_outside(visit, step.start);
    if outside > 0 {
        faults.push(about(
            Fault::soft(&OUTSIDE_WISHED).number("minutes", outside),
        ));
    }
}
