//! The border: a problem that makes no sense is refused with everything that is wrong, by id.
//!
//! A visit that merely cannot be done this day ([`Problem::impossible`]) does not stop the rest of
//! the day from being planned.

mod reasons;

use super::{Index, Minute, Need, OtherWork, Problem, Span, Visit};
use crate::fault::{Fault, Severity};
use domain::{ids::EmployeeId, reason::Reason};
use reasons::*;
use std::collections::BTreeSet;

/// The most employees of one problem.
pub const MAX_EMPLOYEES: usize = 500;
/// The most visits of one problem.
pub const MAX_VISITS: usize = 5_000;
/// The most blocks of other work of one problem.
pub const MAX_WORK: usize = 2_000;
const EARLIEST: Minute = -1_440;
const LATEST: Minute = 15 * 1_440;

fn malformed(reason: &'static Reason) -> Fault {
    Fault::new(Severity::Malformed, reason)
}

impl Problem {
    /// Whether the problem makes sense.
    ///
    /// # Errors
    /// Everything that does not: sizes, ids given twice or unknown, times and places that do not
    /// exist, more claims than places, an order that goes in a circle.
    pub fn check(&self) -> Result<(), Vec<Fault>> {
        let mut faults = Vec::new();
        self.check_sizes(&mut faults);
        if faults.is_empty() {
            self.check_ids(&mut faults);
            self.check_employees(&mut faults);
            for visit in &self.visits {
                check_visit(visit, &mut faults);
            }
            for work in &self.work {
                check_work(work, &mut faults);
            }
            for span in &self.daytime {
                faults.extend(span_fault(*span));
            }
            if let Some(now) = self.now
                && !(EARLIEST..=LATEST).contains(&now)
            {
                faults.extend(span_fault(Span::new(now, now)));
            }
            self.check_order(&mut faults);
        }
        if faults.is_empty() {
            Ok(())
        } else {
            Err(faults)
        }
    }

    /// Visits that nobody could do this day whatever the rest looks like, each with why.
    pub fn impossible(&self) -> Vec<Fault> {
        let longest = self
            .employees
            .iter()
            .flat_map(|e| &e.shifts)
            .map(|s| s.length())
            .max()
            .unwrap_or(0);
        let at_work = self
            .employees
            .iter()
            .filter(|e| !e.shifts.is_empty())
            .count();
        let mut faults = Vec::new();
        for visit in &self.visits {
            if visit.fixed.iter().any(|f| f.tie.is_fact()) {
                continue;
            }
            let fault = |reason| {
                Fault::hard(reason)
                    .visit(visit.id)
                    .citizen(visit.citizen)
                    .number("minutes", visit.minutes)
            };
            if visit.minutes > visit.window.length() {
                faults.push(
                    fault(&LONGER_THAN_ITS_WINDOW)
                        .clock("from", visit.window.from)
                        .clock("to", visit.window.to),
                );
            }
            if usize::from(visit.employees) > at_work {
                faults.push(
                    fault(&TOO_FEW_AT_WORK)
                        .with("needed", i64::from(visit.employees))
                        .with("count", at_work),
                );
            } else if visit.minutes > longest {
                faults.push(fault(&LONGER_THAN_ANY_SHIFT));
            }
        }
        faults
    }

    fn check_sizes(&self, faults: &mut Vec<Fault>) {
        let sizes = [
            (self.employees.len(), "employees", MAX_EMPLOYEES),
            (self.visits.len(), "visits", MAX_VISITS),
            (self.citizens.len(), "citizens", MAX_VISITS),
            (self.work.len(), "blocks of other work", MAX_WORK),
        ];
        for (count, what, most) in sizes {
            if count > most {
                faults.push(
                    malformed(&TOO_LARGE)
                        .with("count", count)
                        .with("what", what)
                        .with("most", most),
                );
            }
        }
    }

    fn check_ids(&self, faults: &mut Vec<Fault>) {
        let index = Index::of(self);
        let mut seen = BTreeSet::new();
        for employee in &self.employees {
            if !seen.insert(employee.id) {
                faults.push(malformed(&GIVEN_TWICE).employee(employee.id));
            }
        }
        let mut seen = BTreeSet::new();
        for citizen in &self.citizens {
            if !seen.insert(citizen.id) {
                faults.push(malformed(&GIVEN_TWICE).citizen(citizen.id));
            }
        }
        let mut seen = BTreeSet::new();
        for work in &self.work {
            if !seen.insert(work.id) {
                faults.push(malformed(&GIVEN_TWICE).work(work.id));
            }
            let missing = work
                .employees
                .iter()
                .filter(|e| !index.employees.contains_key(e));
            faults.extend(missing.map(|e| unknown_employee(*e).work(work.id)));
        }
        let mut seen = BTreeSet::new();
        for visit in &self.visits {
            if !seen.insert(visit.id) {
                faults.push(malformed(&GIVEN_TWICE).visit(visit.id));
            }
            if !index.citizens.contains_key(&visit.citizen) {
                faults.push(
                    malformed(&UNKNOWN)
                        .visit(visit.id)
                        .citizen(visit.citizen)
                        .with("what", "citizen")
                        .with("id", visit.citizen.to_string()),
                );
            }
            for fixed in &visit.fixed {
                // What has happened stays true when its employee has gone home ill.
                if !index.employees.contains_key(&fixed.employee) && !fixed.tie.is_fact() {
                    faults.push(unknown_employee(fixed.employee).visit(visit.id));
                }
            }
            for after in &visit.after {
                if !index.visits.contains_key(&after.visit) {
                    faults.push(
                        malformed(&UNKNOWN)
                            .visit(visit.id)
                            .other(after.visit)
                            .with("what", "visit")
                            .with("id", after.visit.to_string()),
                    );
                }
            }
        }
    }

    fn check_employees(&self, faults: &mut Vec<Fault>) {
        for employee in &self.employees {
            let mut found = Vec::new();
            found.extend(employee.shifts.iter().filter_map(|s| span_fault(*s)));
            let mut shifts = employee.shifts.clone();
            shifts.sort_by_key(|s| s.from);
            if shifts.windows(2).any(|pair| pair[1].from < pair[0].to) {
                found.push(malformed(&OVERLAPPING_SHIFTS));
            }
            if !employee.start.is_on_earth() || !employee.end.is_on_earth() {
                found.push(malformed(&NO_PLACE));
            }
            for pause in &employee.breaks {
                found.extend(span_fault(pause.window));
                found.extend(length_fault(pause.minutes));
            }
            let four_weeks = 0..=28 * 1_440;
            for minutes in [employee.planned_before, employee.shift_before] {
                if !four_weeks.contains(&minutes) {
                    found.push(malformed(&NO_LENGTH).number("minutes", minutes));
                }
            }
            faults.extend(found.into_iter().map(|f| f.employee(employee.id)));
        }
    }

    /// Depth-first over «comes after»: a visit met again on the way down goes in a circle.
    fn check_order(&self, faults: &mut Vec<Fault>) {
        let index = Index::of(self);
        let mut state = vec![0_u8; self.visits.len()];
        for root in 0..self.visits.len() {
            let mut stack = vec![(root, 0)];
            while let Some((at, step)) = stack.pop() {
                if step == 0 {
                    if state[at] != 0 {
                        continue;
                    }
                    state[at] = 1;
                }
                let Some(after) = self.visits[at].after.get(step) else {
                    state[at] = 2;
                    continue;
                };
                stack.push((at, step + 1));
                match index.visits.get(&after.visit) {
                    Some(&earlier) if state[earlier] == 1 => {
                        faults.push(
                            malformed(&CYCLE)
                                .visit(self.visits[at].id)
                                .other(self.visits[earlier].id),
                        );
                    }
                    Some(&earlier) if state[earlier] == 0 => stack.push((earlier, 0)),
                    _ => {}
                }
            }
        }
    }
}

fn unknown_employee(id: EmployeeId) -> Fault {
    malformed(&UNKNOWN)
        .employee(id)
        .with("what", "employee")
        .with("id", id.to_string())
}

fn span_fault(span: Span) -> Option<Fault> {
    let fits = EARLIEST <= span.from && span.from <= span.to && span.to <= LATEST;
    (!fits).then(|| {
        malformed(&NO_TIME)
            .clock("from", span.from)
            .clock("to", span.to)
    })
}

fn length_fault(minutes: i32) -> Option<Fault> {
    (!(0..=1_440).contains(&minutes)).then(|| malformed(&NO_LENGTH).number("minutes", minutes))
}

fn check_visit(visit: &Visit, faults: &mut Vec<Fault>) {
    let mut found = Vec::new();
    found.extend(span_fault(visit.window));
    found.extend(visit.wished.and_then(span_fault));
    found.extend(length_fault(visit.minutes));
    if !visit.place.is_on_earth() {
        found.push(malformed(&NO_PLACE));
    }
    if !(1..=2).contains(&visit.employees) {
        found.push(malformed(&BAD_COUNT).with("count", i64::from(visit.employees)));
    }
    if visit.second_requires.is_some() && visit.employees != 2 {
        found.push(malformed(&SEAT_OF_ONE));
    }
    if let Need::MustDo { priority } = visit.need
        && !(1..=5).contains(&priority)
    {
        found.push(malformed(&NO_PRIORITY).with("priority", i64::from(priority)));
    }
    let who: BTreeSet<_> = visit.fixed.iter().map(|f| f.employee).collect();
    if who.len() < visit.fixed.len() || who.len() > usize::from(visit.employees) {
        found.push(malformed(&TOO_MANY_FIXED));
    }
    for fixed in &visit.fixed {
        if fixed.tie.is_fact() && fixed.at.is_none() {
            found.push(malformed(&FACT_WITHOUT_TIME));
        }
    }
    let times = visit.fixed.iter().filter_map(|f| f.at);
    for at in times.chain(visit.known.iter().map(|k| k.at)) {
        found.extend(span_fault(Span::new(at, at)));
    }
    for after in &visit.after {
        let gaps = 0..=LATEST;
        let max = after.max_gap.unwrap_or(LATEST);
        if !gaps.contains(&after.min_gap) || !gaps.contains(&max) || max < after.min_gap {
            found.push(malformed(&BAD_GAP).other(after.visit));
        }
    }
    faults.extend(found.into_iter().map(|f| f.visit(visit.id)));
}

fn check_work(work: &OtherWork, faults: &mut Vec<Fault>) {
    let mut found = Vec::new();
    found.extend(span_fault(work.window));
    found.extend(length_fault(work.minutes));
    if work.place.is_some_and(|p| !p.is_on_earth()) {
        found.push(malformed(&NO_PLACE));
    }
    faults.extend(found.into_iter().map(|f| f.work(work.id)));
}
