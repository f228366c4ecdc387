//! Many shifts at once, from a rota or a file: all of them or none (R-SHF-1).

use super::weigh::{Change, weigh};
use crate::{days::planner::worded, days::proposal::said, problem::ProblemError, state::State};
use domain::{
    ids::EmployeeId,
    reason::{Language, Violations, none_of},
    shift::{
        Kept, kind_faults, may_keep,
        working_time::{Terms, short_notice},
    },
    time::local_date,
};
use persistence::{Failure, Outcome, ShiftRecord, Writer};
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// What the shifts of one employee break.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct BreachesView {
    employee: EmployeeId,
    #[schema(example = "Kari Nordby")]
    name: String,
    breaches: Vec<ProblemError>,
}

/// What was entered, or would be.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct BatchView {
    /// New shifts.
    pub(super) created: usize,
    /// Shifts that stood there already.
    pub(super) unchanged: usize,
    /// Shifts without anybody, because she who had them is no longer a member.
    pub(super) opened: usize,
    /// What is broken of the working-time rules, by employee.
    breaches: Vec<BreachesView>,
    /// What is broken by the whole: a rota that is known too late.
    notice: Option<ProblemError>,
    /// Every fault of the file; with any, nothing is entered.
    pub(super) faults: Vec<ProblemError>,
}

impl BatchView {
    /// Faults and nothing entered.
    pub(super) fn of_faults(faults: &Violations, language: Language) -> Self {
        Self {
            created: 0,
            unchanged: 0,
            opened: 0,
            breaches: Vec::new(),
            notice: None,
            faults: faults.iter().map(|f| told(f, language)).collect(),
        }
    }
}

/// A violation in the reader's language, with its place.
fn told(violation: &domain::reason::Violation, language: Language) -> ProblemError {
    let mut words = worded(violation);
    words.pointer = violation.pointer.clone();
    said(&words, language)
}

/// Weighs new shifts and enters them: refused with every fault, and with every breach when there is no
/// reason to keep them. A dry run tells breaches without asking for a reason.
pub(super) fn settle(
    writer: &mut Writer<'_>,
    state: &State,
    mut records: Vec<ShiftRecord>,
    reason: Option<&str>,
    (dry_run, language): (bool, Language),
) -> Outcome<BatchView> {
    let Some(unit) = records.first().map(|r| r.shift.unit) else {
        return Ok(BatchView::of_faults(&Violations::new(), language));
    };
    let at = |n: usize, fault: domain::reason::Violation| {
        let inside = fault.pointer.clone().unwrap_or_default();
        fault.at(format!("/shifts/{n}{inside}"))
    };
    let open = records.iter().enumerate();
    let open = open.filter(|(_, r)| r.shift.employee.is_none());
    let mut faults: Violations = open
        .flat_map(|(n, r)| {
            let pause = r.break_minutes.map(i64::from);
            let found = kind_faults(r.shift.kind, r.shift.interval, pause);
            found.into_iter().map(move |fault| at(n, fault))
        })
        .collect();
    let change = Change {
        unit,
        gone: BTreeSet::new(),
        coming: &records,
    };
    let weighed = weigh(writer, state, &change)?;
    for of_one in &weighed {
        faults.extend(of_one.faults.iter().map(|(n, fault)| at(*n, fault.clone())));
    }
    if !faults.is_empty() && dry_run {
        return Ok(BatchView::of_faults(&faults, language));
    }
    none_of(faults).map_err(Failure::Invalid)?;
    let today = local_date(writer.now());
    let first = records
        .iter()
        .map(|r| local_date(r.shift.interval.from))
        .min();
    let terms = Terms::new(state.law.working_time.clone(), Vec::new());
    let notice = first.and_then(|first| short_notice(today, first, &terms));
    let mut all: Violations = notice.iter().cloned().collect();
    // Whose each is: a rota breaks rules of many at once.
    all.extend(weighed.iter().flat_map(|w| {
        let at = format!("/employees/{}", w.employee);
        w.breaches.iter().map(move |b| b.clone().at(at.clone()))
    }));
    if !dry_run {
        let reason = may_keep(&all, reason).map_err(Failure::Invalid)?;
        let (by, now) = (writer.actor()?.employee, writer.now());
        for record in &mut records {
            let hers = weighed
                .iter()
                .find(|w| Some(w.employee) == record.shift.employee)
                .filter(|w| !w.breaches.is_empty());
            record.kept = hers.zip(reason.clone()).map(|(hers, reason)| Kept {
                reason,
                by,
                at: now,
                breaches: hers.breaches.iter().map(worded).collect(),
            });
        }
    }
    writer.insert_shift_records(&records)?;
    let broken: Vec<EmployeeId> = weighed
        .iter()
        .filter(|w| !w.breaches.is_empty())
        .map(|w| w.employee)
        .collect();
    let names = writer.employees(&broken)?;
    let name = |who: EmployeeId| {
        let found = names.iter().find(|e| e.id == who);
        found.map_or_else(String::new, |e| {
            format!("{} {}", e.given_name, e.family_name)
        })
    };
    Ok(BatchView {
        created: records.len(),
        unchanged: 0,
        opened: 0,
        breaches: weighed
            .iter()
            .filter(|w| !w.breaches.is_empty())
            .map(|w| BreachesView {
                employee: w.employee,
                name: name(w.employee),
                breaches: w.breaches.iter().map(|b| told(b, language)).collect(),
            })
            .collect(),
        notice: notice.map(|n| told(&n, language)),
        faults: Vec::new(),
    })
}
