//! Asking the working-time rules about a change of shifts (R-SHF-2): one query for the shifts of
//! everybody concerned in all units, one for their agreements.

use crate::{days::planner::worded, state::State};
use chrono::TimeDelta;
use domain::{
    ids::{EmployeeId, ShiftId, UnitId},
    interval::Interval,
    reason::{Violation, Violations},
    shift::{
        Kept, may_keep, shift_faults,
        working_time::{Terms, introduced},
    },
    time::local_date,
};
use persistence::{Failure, Outcome, ShiftRecord, Worded, Writer};
use std::collections::BTreeSet;

/// How far back and ahead means and sums are counted.
const AROUND: TimeDelta = TimeDelta::weeks(53);

/// Shifts that come and go together.
pub(crate) struct Change<'a> {
    /// In which unit it is made.
    pub(crate) unit: UnitId,
    /// Shifts that are no longer, or are otherwise.
    pub(crate) gone: BTreeSet<ShiftId>,
    /// Shifts that are new, or as they will be.
    pub(crate) coming: &'a [ShiftRecord],
}

/// What a change means for one employee.
pub(crate) struct Weighed {
    /// Who.
    pub(crate) employee: EmployeeId,
    /// What makes it impossible, each with the place among the coming shifts.
    pub(crate) faults: Vec<(usize, Violation)>,
    /// What it breaks of the working-time rules.
    pub(crate) breaches: Violations,
}

/// Weighs a change for everybody it gives or takes shifts. Their days are held until the write ends, so
/// that two teams never give one person two shifts at once (R-TEAM-9).
pub(crate) fn weigh(
    writer: &mut Writer<'_>,
    state: &State,
    change: &Change<'_>,
) -> Outcome<Vec<Weighed>> {
    let coming = change.coming.iter();
    let people: BTreeSet<EmployeeId> = coming.clone().filter_map(|r| r.shift.employee).collect();
    let people: Vec<EmployeeId> = people.into_iter().collect();
    let first = coming.clone().map(|r| r.shift.interval.from).min();
    let last = coming.clone().map(|r| r.shift.interval.until).max();
    let (Some(first), Some(last)) = (first, last) else {
        return Ok(Vec::new());
    };
    writer.lock_employee_days(
        coming.filter_map(|r| Some((r.shift.employee?, local_date(r.shift.interval.from)))),
    )?;
    let during = Interval {
        from: first - AROUND,
        until: last + AROUND,
    };
    let all = writer.shift_records_of(&people, during)?;
    let agreements = writer.agreements_for(change.unit, &people)?;
    // In a pool each is bound by what her own team has agreed (R-TEAM-8).
    let members = writer.members(change.unit)?;
    let rows = &state.law.working_time;
    Ok(people
        .into_iter()
        .map(|employee| {
            let hers: Vec<&ShiftRecord> = all
                .iter()
                .filter(|r| r.shift.employee == Some(employee))
                .collect();
            let stays: Vec<&ShiftRecord> = hers
                .iter()
                .copied()
                .filter(|r| !change.gone.contains(&r.shift.id))
                .collect();
            let mut others: Vec<Interval> = stays.iter().map(|r| r.shift.interval).collect();
            let mut faults = Vec::new();
            for (place, record) in change.coming.iter().enumerate() {
                if record.shift.employee != Some(employee) {
                    continue;
                }
                let pause = record.break_minutes.map(i64::from);
                let found = shift_faults(record.shift.kind, record.shift.interval, pause, &others);
                faults.extend(found.into_iter().map(|fault| (place, fault)));
                others.push(record.shift.interval);
            }
            let of_her = |a: &&domain::shift::working_time::Agreement| match a.scope {
                domain::shift::working_time::AgreementScope::Unit(unit) => {
                    let mut hers = members.iter().filter(|(m, ..)| m.employee == employee);
                    unit == change.unit || hers.any(|(m, ..)| m.unit == unit)
                }
                domain::shift::working_time::AgreementScope::Employee(who) => who == employee,
            };
            let terms = Terms::new(
                rows.clone(),
                agreements.iter().filter(of_her).cloned().collect(),
            );
            let before: Vec<_> = hers.iter().map(|r| r.work()).collect();
            let mut after: Vec<_> = stays.iter().map(|r| r.work()).collect();
            let new = change.coming.iter();
            let new = new.filter(|r| r.shift.employee == Some(employee));
            after.extend(new.map(ShiftRecord::work));
            Weighed {
                employee,
                breaches: if faults.is_empty() {
                    introduced(&before, &after, &terms)
                } else {
                    Violations::new()
                },
                faults,
            }
        })
        .collect())
}

/// What stands beside a shift that breaks a rule.
pub(crate) fn kept(
    writer: &Writer<'_>,
    breaches: &Violations,
    reason: Option<&str>,
) -> Outcome<Option<Kept<Worded>>> {
    let reason = may_keep(breaches, reason).map_err(Failure::Invalid)?;
    let by = writer.actor()?.employee;
    Ok(reason.map(|reason| Kept {
        reason,
        by,
        at: writer.now(),
        breaches: breaches.iter().map(worded).collect(),
    }))
}

/// Weighs one shift as it will be: impossible is refused, a breach needs a reason. Gives the reason back
/// for keeping.
pub(crate) fn weigh_one(
    writer: &mut Writer<'_>,
    state: &State,
    record: &mut ShiftRecord,
    before: Option<ShiftId>,
    reason: Option<&str>,
) -> Outcome<()> {
    let pause = record.break_minutes.map(i64::from);
    let (kind, interval) = (record.shift.kind, record.shift.interval);
    if record.shift.employee.is_none() {
        let faults = shift_faults(kind, interval, pause, &[]);
        record.kept = None;
        return domain::reason::none_of(faults).map_err(Failure::Invalid);
    }
    let coming = std::slice::from_ref(record);
    let change = Change {
        unit: record.shift.unit,
        gone: before.into_iter().collect(),
        coming,
    };
    let weighed = weigh(writer, state, &change)?;
    let faults: Violations = weighed
        .iter()
        .flat_map(|w| w.faults.iter().map(|(_, fault)| fault.clone()))
        .collect();
    domain::reason::none_of(faults).map_err(Failure::Invalid)?;
    let breaches: Violations = weighed.into_iter().flat_map(|w| w.breaches).collect();
    record.kept = kept(writer, &breaches, reason)?;
    Ok(())
}
