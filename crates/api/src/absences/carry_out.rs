//! Doing the way that was chosen, exactly as it was seen (R-SHF-3): lists and postponements. What is read does
//! not grow with the visits, and a visit is written by itself only when its time changes.

use super::{facts::Facts, preview::Worked};
use domain::{
    ids::{CitizenId, EmployeeId, VisitId},
    reason::Reason,
    visit::{Assignment, AssignmentState},
};
use persistence::{Day, DayVisit, Failure, Outcome, Reader, Writer};
use std::collections::BTreeSet;

pub(super) static OUTDATED: Reason = Reason {
    rule: "R-SHF-3",
    code: "absence-preview-outdated",
    nb: "Dagen er endret siden dette ble vist. Se på de tre veiene igjen.",
    nn: "Dagen er endra sidan dette vart vist. Sjå på dei tre vegane igjen.",
    en: "The day has changed since this was shown. Look at the three ways again.",
};
/// The parts of the day as they are now; refused when any of their visits has changed since it was seen.
pub(super) fn as_seen(reader: &mut Reader<'_>, facts: &Facts) -> Outcome<Vec<Day>> {
    let of = |day: &Day| -> Vec<(VisitId, i64)> {
        day.visits.iter().map(|v| (v.visit.id, v.version)).collect()
    };
    let mut days = Vec::new();
    for seen in facts.days() {
        let now = reader.day(seen.unit, seen.date, Some(&seen.part))?;
        if of(&now) != of(seen) || now.plan.version != seen.plan.version {
            return Err(Failure::conflict_with(&OUTDATED));
        }
        days.push(now);
    }
    Ok(days)
}

/// Puts the lists as they were seen.
pub(super) fn place(
    writer: &mut Writer<'_>,
    days: &[Day],
    chosen: &Worked,
) -> Outcome<Vec<VisitId>> {
    let by = writer.actor()?.employee;
    let left_out: BTreeSet<VisitId> = chosen.unplaced.iter().map(|left| left.visit).collect();
    let mut parts = Vec::new();
    let (mut handed, mut moved): (Vec<DayVisit>, Vec<(&Day, DayVisit)>) = Default::default();
    for (day, visit) in days
        .iter()
        .flat_map(|d| d.visits.iter().map(move |v| (d, v)))
    {
        let wanted = chosen.placed.iter().filter(|p| p.visit == visit.visit.id);
        let wanted: Vec<_> = wanted.collect();
        let mut visit = visit.clone();
        let Some(first) = wanted.first() else {
            // Left out, as was seen: one of two who would stand there alone has her time for what she was given.
            if left_out.contains(&visit.visit.id) {
                let freed = alone(&mut visit, by);
                if !freed.is_empty() {
                    parts.extend(freed);
                    handed.push(visit);
                }
            }
            continue;
        };
        let mut coming: Vec<EmployeeId> = wanted.iter().map(|p| p.employee).collect();
        coming.retain(|who| visit.assignments.iter().all(|a| a.employee != Some(*who)));
        let stays = |who: EmployeeId| wanted.iter().any(|p| p.employee == who);
        let mut coming = coming.into_iter();
        let mut given = Vec::new();
        for part in &mut visit.assignments {
            if part.employee.is_some_and(stays) {
                continue;
            }
            let next = coming.next();
            if next == part.employee {
                continue;
            }
            part.employee = next;
            part.state = next.map_or(AssignmentState::Free, |_| AssignmentState::Assigned);
            part.by = Some(by);
            part.needs_review = false;
            given.push((visit.visit.planned.citizen, part.clone()));
        }
        if visit.visit.start != Some(first.start) {
            visit.visit.start = Some(first.start);
            moved.push((day, visit));
        } else if !given.is_empty() {
            handed.push(visit);
        }
        parts.extend(given);
    }
    writer.save_assignments(&parts)?;
    writer.touch_visits(&mut handed)?;
    for (day, visit) in &mut moved {
        writer.save_visit(visit, &day.parts)?;
    }
    let moved = moved.into_iter().map(|(_, visit)| visit);
    Ok(handed
        .into_iter()
        .chain(moved)
        .map(|v| v.visit.id)
        .collect())
}

/// Frees the parts of a visit that are nobody's own: neither claimed nor pinned.
fn alone(visit: &mut DayVisit, by: EmployeeId) -> Vec<(CitizenId, Assignment)> {
    let citizen = visit.visit.planned.citizen;
    let given = visit.assignments.iter_mut();
    let given = given.filter(|part| part.employee.is_some() && !part.state.is_fixed());
    given
        .map(|part| {
            part.employee = None;
            part.state = AssignmentState::Free;
            part.by = Some(by);
            part.needs_review = false;
            (citizen, part.clone())
        })
        .collect()
}

/// Moves what was to be put off.
pub(super) fn put_off(
    writer: &mut Writer<'_>,
    days: &[Day],
    chosen: &Worked,
) -> Outcome<Vec<VisitId>> {
    let mut moved = Vec::new();
    for (id, date) in &chosen.postponed {
        let found = days.iter().find_map(|day| {
            let visit = day.visits.iter().find(|v| v.visit.id == *id)?;
            Some((day, visit.clone()))
        });
        let (day, mut visit) = found.ok_or(Failure::NotThere)?;
        writer.move_visit(&mut visit, *date, &day.parts)?;
        moved.push(*id);
    }
    Ok(moved)
}
