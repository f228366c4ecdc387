//! Freeing what she cannot do, and giving back what she can do again: in every unit that she works in
//! (R-SHF-3, R-TEAM-9).

use super::view::{DutyMoved, FreedView};
use crate::{door::Door, problem::Problem};
use chrono::{Days, NaiveDate};
use domain::{
    absence::{Freed, comes_back, frees},
    duty::Holder,
    ids::{EmployeeId, UnitId},
    interval::Interval,
    policy::Action,
    time::local_date,
    visit::AssignmentState,
};
use persistence::{AbsenceRecord, DayVisit, Outcome, Reader, Streams, Writer};
use std::collections::BTreeSet;

/// How far ahead duties are told.
const DUTY_DAYS: usize = 28;

fn around(interval: Interval) -> (NaiveDate, NaiveDate) {
    let first = local_date(interval.from);
    let last = local_date(interval.until);
    (
        first.checked_sub_days(Days::new(1)).unwrap_or(first),
        last.checked_add_days(Days::new(1)).unwrap_or(last),
    )
}

/// The streams that an absence takes: the unit's, and those of every unit where she is a member or
/// holds a visit then.
pub(super) async fn streams(
    door: &Door,
    action: Action,
    team: UnitId,
    who: Option<EmployeeId>,
    intervals: &[Interval],
) -> Result<Streams, Problem> {
    let intervals = intervals.to_vec();
    let units = door
        .look(action, move |reader| {
            let Some(who) = who else {
                return Ok(Vec::new());
            };
            let mut units = reader.units_with_membership_of(who)?;
            for interval in intervals {
                if interval.minutes() > 0 {
                    let (first, last) = around(interval);
                    let held = reader.visits_held(&[who], first, last)?;
                    units.extend(held.iter().map(|v| v.visit.unit));
                }
            }
            Ok(units)
        })
        .await?;
    let streams = Streams::unit(team);
    Ok(units.into_iter().fold(streams, Streams::and_unit))
}

fn shown(visit: &DayVisit) -> FreedView {
    FreedView {
        visit: visit.visit.id,
        unit: visit.visit.unit,
        date: visit.plan_date,
        must_do: visit.visit.planned.must_do,
    }
}

/// Notes in the access log whose visits were touched, by unit.
fn note(writer: &mut Writer<'_>, team: UnitId, visits: &[DayVisit]) {
    let own = visits.iter().filter(|v| v.visit.unit == team);
    let citizens: Vec<_> = own.map(|v| v.visit.planned.citizen).collect();
    if !citizens.is_empty() {
        let basis = domain::policy::Basis::Fordeler;
        writer.show(Some(team), basis, "absence", citizens);
    }
}

/// Frees her parts in visits during the absence, and remembers them with it.
pub(super) fn free(
    writer: &mut Writer<'_>,
    team: UnitId,
    record: &mut AbsenceRecord,
) -> Outcome<Vec<FreedView>> {
    let who = record.absence.employee;
    let interval = record.absence.interval;
    let (first, last) = around(interval);
    let by = writer.actor()?.employee;
    let (mut touched, mut parts) = (Vec::new(), Vec::new());
    let held = writer.visits_held(&[who], first, last)?;
    writer.see_held(&held)?;
    for mut visit in held {
        let hers = visit
            .assignments
            .iter()
            .position(|part| frees(interval, &visit.visit, visit.outcome, part, who));
        let Some(place) = hers else { continue };
        let mut part = visit.assignments[place].clone();
        record.freed.push(Freed {
            assignment: part.id,
            visit: visit.visit.id,
            state: part.state,
        });
        part.employee = None;
        part.state = AssignmentState::Free;
        part.by = Some(by);
        part.needs_review = false;
        visit.assignments[place] = part.clone();
        parts.push((visit.visit.planned.citizen, part));
        touched.push(visit);
    }
    writer.save_assignments(&parts)?;
    writer.touch_visits(&mut touched)?;
    note(writer, team, &touched);
    Ok(touched.iter().map(shown).collect())
}

/// Gives back what the absence no longer covers, where nobody else has taken it; `now` is the absence
/// as it is, none when it is over.
pub(super) fn give_back(
    writer: &mut Writer<'_>,
    team: UnitId,
    record: &mut AbsenceRecord,
    now: Option<Interval>,
) -> Outcome<Vec<FreedView>> {
    let who = record.absence.employee;
    let by = writer.actor()?.employee;
    let (mut touched, mut parts) = (Vec::new(), Vec::new());
    let mut kept = Vec::new();
    let ids: Vec<_> = record.freed.iter().map(|freed| freed.visit).collect();
    let mut visits = writer.visits_by_id(&ids)?;
    writer.see_held(&visits)?;
    for freed in std::mem::take(&mut record.freed) {
        let Some(visit) = visits.iter_mut().find(|v| v.visit.id == freed.visit) else {
            continue;
        };
        let place = visit
            .assignments
            .iter()
            .position(|a| a.id == freed.assignment);
        let Some(place) = place else { continue };
        let part = visit.assignments[place].clone();
        let covered = now.is_some_and(|now| {
            let hers = domain::visit::Assignment {
                employee: Some(who),
                ..part.clone()
            };
            frees(now, &visit.visit, visit.outcome, &hers, who)
        });
        if comes_back(now, &visit.visit, visit.outcome, &part, &freed, who) {
            let mut part = part;
            part.employee = Some(who);
            part.state = freed.state;
            part.by = Some(by);
            visit.assignments[place] = part.clone();
            parts.push((visit.visit.planned.citizen, part));
            touched.push(visit.clone());
        } else if covered {
            kept.push(freed);
        }
    }
    record.freed = kept;
    writer.save_assignments(&parts)?;
    writer.touch_visits(&mut touched)?;
    note(writer, team, &touched);
    Ok(touched.iter().map(shown).collect())
}

/// The days on which a duty of hers, in the unit or in a pool of it, goes to another because she is away.
pub(super) fn duties(
    reader: &mut Reader<'_>,
    team: UnitId,
    who: EmployeeId,
    away: Interval,
) -> Outcome<Vec<DutyMoved>> {
    let today = local_date(reader.asked_at());
    let first = local_date(away.from).max(today);
    let last = local_date(away.until - chrono::TimeDelta::seconds(1));
    let days: Vec<NaiveDate> = first
        .iter_days()
        .take_while(|day| *day <= last)
        .take(DUTY_DAYS)
        .collect();
    let pools = reader.pools_from(&[team], first)?;
    let mut moved = Vec::new();
    for unit in std::iter::once(team).chain(pools.iter().map(|pool| pool.id)) {
        let held = reader.duty_holders(unit, &days)?;
        for day in &held.days {
            let Some(Holder { employee, reason }) = day.holder else {
                continue;
            };
            if day.turn == Some(who) && employee != who {
                moved.push(DutyMoved {
                    unit,
                    date: day.date,
                    duty: day.duty,
                    own: day.own.clone(),
                    holder: employee,
                    name: held.names.get(&employee).cloned(),
                    reason,
                    flagged: day.holder.is_some_and(|h| h.is_flagged()),
                });
            }
        }
    }
    Ok(moved)
}

/// The days on which something is freed and not over: where the ways on are previewed.
pub(super) fn days_to_settle(
    freed: &[FreedView],
    team: UnitId,
    today: NaiveDate,
) -> BTreeSet<NaiveDate> {
    freed
        .iter()
        .filter(|f| f.unit == team && today <= f.date)
        .map(|f| f.date)
        .collect()
}
