//! What the three ways on are made from: the freed visits of one day, what can wait and to when, and what a
//! substitute would take over (R-SHF-3).

use crate::days::input::Input;
use chrono::{Days, NaiveDate};
use domain::{
    absence::{DaySlack, Waiting, postpone},
    ids::{AbsenceId, UnitId, VisitId},
    interval::Interval,
    law::Law,
    organisation::{CompetenceCode, Transport},
    substitute::Wanted,
    time::{day_end, day_start},
};
use persistence::{AbsenceRecord, Day, DayVisit, Outcome, Reader};
use std::collections::BTreeSet;

/// How many days ahead something may be put off.
const AHEAD: u64 = 7;

/// What all three ways are made from.
#[derive(Clone)]
pub(super) struct Facts {
    pub(super) absence: AbsenceRecord,
    /// The parts of the date that hold freed visits, as the planner is given them.
    pub(super) inputs: Vec<Input>,
    /// Freed visits of this date that are still free.
    pub(super) freed: BTreeSet<VisitId>,
    /// What can be put off, and to when.
    pub(super) postponed: Vec<(VisitId, NaiveDate)>,
    /// Her shifts that day, that a substitute would take.
    pub(super) shifts: Vec<Wanted>,
    /// What a substitute must be able to do.
    pub(super) competences: BTreeSet<CompetenceCode>,
    pub(super) transport: Transport,
}

impl Facts {
    /// The parts of the date that hold freed visits.
    pub(super) fn days(&self) -> impl Iterator<Item = &Day> {
        self.inputs.iter().map(|input| &input.day)
    }
}

/// Reads them: a fixed number of queries for each part of the day.
pub(super) fn facts(
    reader: &mut Reader<'_>,
    law: &Law,
    (team, id): (UnitId, AbsenceId),
    date: NaiveDate,
) -> Outcome<Facts> {
    let absence = reader.absence(team, id)?;
    let named: BTreeSet<VisitId> = absence.freed.iter().map(|f| f.visit).collect();
    let mut inputs = Vec::new();
    for part in reader.day_parts(team)?.iter() {
        let day = reader.day(team, date, Some(&part.name))?;
        if day.visits.iter().any(|v| named.contains(&v.visit.id)) {
            inputs.push(Input::of(reader, law, day)?);
        }
    }
    let is_open = |v: &&DayVisit| {
        named.contains(&v.visit.id) && v.assignments.iter().any(|a| a.employee.is_none())
    };
    let visits = || {
        let all = inputs.iter().flat_map(|input| &input.day.visits);
        all.filter(is_open)
    };
    let freed: BTreeSet<VisitId> = visits().map(|v| v.visit.id).collect();
    let competences = visits()
        .flat_map(|v| v.visit.planned.competences.iter().copied())
        .collect();
    let who = absence.absence.employee;
    let during = Interval::day(date);
    let away = absence.absence.interval;
    let shifts = reader
        .shift_records_of(&[who], during)?
        .into_iter()
        .filter(|r| {
            r.shift.unit == team
                && during.contains(Interval {
                    from: r.shift.interval.from,
                    until: r.shift.interval.from,
                })
        })
        .filter_map(|r| {
            Some(Wanted {
                interval: r.shift.interval.intersect(away)?,
                kind: r.shift.kind,
            })
        })
        .collect();
    let transport = reader
        .employees(&[who])?
        .first()
        .map_or(Transport::Walk, |e| e.transport);
    let postponed = waiting(reader, team, date, visits())?;
    Ok(Facts {
        postponed,
        absence,
        freed,
        shifts,
        competences,
        transport,
        inputs,
    })
}

/// What can wait and where it fits: the visits, shifts and people of the week ahead.
fn waiting<'a>(
    reader: &mut Reader<'_>,
    team: UnitId,
    date: NaiveDate,
    freed: impl Iterator<Item = &'a DayVisit>,
) -> Outcome<Vec<(VisitId, NaiveDate)>> {
    let later = |days| date.checked_add_days(Days::new(days)).unwrap_or(date);
    let ahead = reader.visits_between(team, later(1), later(28))?;
    let during = Interval {
        from: day_start(later(1)),
        until: day_end(later(AHEAD)),
    };
    let people = reader.unit_workers(team, during)?;
    let slack: Vec<DaySlack> = (1..=AHEAD)
        .map(|n| {
            let day = later(n);
            let on = Interval::day(day);
            let there: Vec<_> = people.iter().filter(|w| w.minutes(on) > 0).collect();
            let planned: i64 = ahead
                .iter()
                .filter(|v| v.visit.planned.date == day && !v.visit.suspended)
                .map(|v| i64::from(v.visit.planned.minutes * v.visit.planned.employees))
                .sum();
            let on_shift: i64 = there.iter().map(|w| w.minutes(on)).sum();
            DaySlack {
                date: day,
                minutes: on_shift - planned,
                people: there.iter().map(|w| w.may(day)).collect(),
            }
        })
        .collect();
    let freed: Vec<&DayVisit> = freed.collect();
    let waiting: Vec<Waiting<'_>> = freed
        .iter()
        // A visit of two keeps its other holder's day; only whole visits are put off.
        .filter(|v| v.assignments.iter().all(|a| a.employee.is_none()))
        .map(|v| {
            let planned = &v.visit.planned;
            let same = |other: &&DayVisit| {
                other.visit.planned.citizen == planned.citizen
                    && other
                        .visit
                        .planned
                        .tiltak
                        .iter()
                        .any(|t| planned.tiltak.contains(t))
            };
            let next = ahead
                .iter()
                .filter(same)
                .map(|v| v.visit.planned.date)
                .min();
            Waiting {
                visit: v.visit.id,
                planned,
                next: next.or_else(|| (!planned.tiltak.is_empty()).then(|| later(AHEAD + 1))),
            }
        })
        .collect();
    Ok(postpone(&waiting, &slack))
}
