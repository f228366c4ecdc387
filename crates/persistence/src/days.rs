//! A day as a team plans it: everything around one day plan, in a fixed number of queries whatever
//! the size of the team.

use crate::{
    citizens::{CITIZEN, citizen},
    connection::either,
    day_people::Colleague,
    day_plans::PlanRow,
    failure::{Failure, Outcome},
    other_work::WorkRow,
    reader::Reader,
    row_security::Beyond,
    schema::{citizens, declined_employees, phones, streams},
    sql_types::{AnyId, At, Id},
    visits::DayVisit,
    whose::Whose,
};
use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use domain::{
    citizen::{Citizen, care_team::CareTeam},
    day_plan::{Board, DayParts, Person},
    duty::Holder,
    familiarity::DonePart,
    ids::{CitizenId, EmployeeId, UnitId},
    interval::Interval,
    organisation::Role,
    time,
};
use std::collections::{BTreeMap, BTreeSet};

/// Shifts and visits this long before and after the day can stand in the way of a visit.
const AROUND: TimeDelta = TimeDelta::hours(16);
/// Years that day plans are made for.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2200;

/// One day plan and all that its rules ask about.
#[derive(Debug, Clone, PartialEq)]
pub struct Day {
    /// Whose.
    pub unit: UnitId,
    /// Which day.
    pub date: NaiveDate,
    /// Which part of it.
    pub part: String,
    /// The parts the unit divides its days into.
    pub parts: DayParts,
    /// How far it has come.
    pub plan: PlanRow,
    /// Where lists start and end, degrees north and east.
    pub base: (f64, f64),
    /// The plan's visits.
    pub visits: Vec<DayVisit>,
    /// Visits that the people here hold around that day in other plans.
    pub elsewhere: Vec<DayVisit>,
    /// Who can have a list, by name.
    pub people: Vec<Colleague>,
    /// What the people here do beside visits around that day, in all units.
    pub other: Vec<WorkRow>,
    /// The citizens of all these visits.
    pub citizens: BTreeMap<CitizenId, Citizen>,
    /// Who has been with them in the 90 days before, each with her last day, for continuity.
    pub done: Vec<(CitizenId, DonePart)>,
    /// Whom they do not want.
    pub declined: BTreeSet<(CitizenId, EmployeeId)>,
    /// Who is kin of them or has declared an interest.
    pub disqualified: BTreeSet<(CitizenId, EmployeeId)>,
    /// Who knows them.
    pub care_teams: BTreeMap<CitizenId, CareTeam>,
    /// Who holds the duty fordeler; none in a unit without leader.
    pub fordeler: Option<Holder>,
    /// The unit's revision that all this was read at.
    pub revision: i64,
}

impl Day {
    /// What the hard rules are asked of.
    pub fn board(&self) -> Board {
        let person = |p: &Colleague| Person {
            competences: p.competences.clone(),
            shifts: p.shifts.iter().map(|s| s.interval).collect(),
            absences: p.absences.iter().map(|a| a.interval).collect(),
        };
        Board {
            people: self
                .people
                .iter()
                .map(|p| (p.employee.id, person(p)))
                .collect(),
            visits: self
                .visits
                .iter()
                .chain(&self.elsewhere)
                .map(|v| (v.visit.id, v.existing()))
                .collect(),
            other: self
                .other
                .iter()
                .map(|row| (row.work.employee, row.work.interval))
                .collect(),
            declined: self.declined.clone(),
            disqualified: self.disqualified.clone(),
        }
    }

    /// Somebody who is part of the day.
    pub fn colleague(&self, id: EmployeeId) -> Option<&Colleague> {
        self.people.iter().find(|p| p.employee.id == id)
    }

    /// Whether she puts lists in force that day: its fordeler, or a leader (R-WL-3).
    pub fn is_fordeler(&self, id: EmployeeId) -> bool {
        self.fordeler.is_some_and(|holder| holder.employee == id)
            || self
                .colleague(id)
                .is_some_and(|p| p.role == Some(Role::Leader))
    }

    /// When she does something at a set time: visits she holds, and what is beside them.
    pub fn busy(&self, who: EmployeeId) -> Vec<Interval> {
        let held = self.visits.iter().chain(&self.elsewhere);
        let held = held
            .filter(|v| !v.visit.suspended)
            .filter(|v| v.assignments.iter().any(|a| a.employee == Some(who)))
            .filter_map(|v| v.visit.interval());
        let other = self.other.iter().filter(|row| row.work.employee == who);
        held.chain(other.map(|row| row.work.interval)).collect()
    }

    /// Done visits to one citizen.
    pub fn done_at(&self, citizen: CitizenId) -> Vec<DonePart> {
        self.done
            .iter()
            .filter(|(whose, _)| *whose == citizen)
            .map(|(_, done)| *done)
            .collect()
    }
}

impl Reader<'_> {
    /// The day plan of an entered unit with all that its rules ask about. Without `part`, the first
    /// of the day.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when the unit has no such part.
    pub fn day(&mut self, unit: UnitId, date: NaiveDate, part: Option<&str>) -> Outcome<Day> {
        // What its people do elsewhere bounds what they can do here.
        self.beyond(Beyond::Calendar, |reader| {
            reader.whole_day(unit, date, part)
        })
    }

    fn whole_day(&mut self, unit: UnitId, date: NaiveDate, part: Option<&str>) -> Outcome<Day> {
        if !YEARS.contains(&date.year()) {
            return Err(Failure::NotThere);
        }
        let around = Interval {
            from: time::day_start(date) - AROUND,
            until: time::day_end(date) + AROUND,
        };
        let base = self.unit(unit)?.base;
        let parts = self.day_parts(unit)?;
        let part = match part {
            Some(name) => parts.iter().find(|p| p.name == name),
            None => parts.first(),
        };
        let part = part.ok_or(Failure::NotThere)?.name.clone();
        let plan = self.day_plan(unit, date, &part)?;
        let visits = self.visits_of_plan(unit, date, &part)?;
        let people = self.people_of_day(unit, date, around, &visits)?;
        let ids: Vec<EmployeeId> = people.iter().map(|p| p.employee.id).collect();
        let (before, after) = (neighbour(date, -1), neighbour(date, 1));
        let mut elsewhere = self.visits_held(&ids, before, after)?;
        let own: BTreeSet<_> = visits.iter().map(|v| v.visit.id).collect();
        elsewhere.retain(|v| !own.contains(&v.visit.id));
        let whose: BTreeSet<CitizenId> = visits
            .iter()
            .chain(&elsewhere)
            .map(|v| v.visit.planned.citizen)
            .collect();
        let whose: Vec<CitizenId> = whose.into_iter().collect();
        Ok(Day {
            unit,
            date,
            part,
            parts,
            plan,
            base,
            fordeler: self.fordeler(unit, date, &people)?,
            citizens: self.citizens_by_id(&whose)?,
            done: self.faces(&whose, date)?,
            declined: self.declined(&whose)?,
            disqualified: self.disqualified(&whose, self.asked_at())?,
            care_teams: self.care_teams(Whose::Citizens(&whose))?,
            revision: self.revision(unit)?,
            other: self.other_work(&ids, before, after)?,
            visits,
            elsewhere,
            people,
        })
    }

    /// When each of these employees' phones was last heard from (R-WL-11).
    ///
    /// # Errors
    /// Those of the database.
    pub fn phones_heard(
        &mut self,
        employees: &[EmployeeId],
    ) -> Outcome<BTreeMap<EmployeeId, DateTime<Utc>>> {
        type Row = (Id<EmployeeId>, At);
        let ids = || employees.iter().copied().map(Id);
        let rows: Vec<Row> = either!(self, |c| phones::table
            .filter(phones::employee_id.eq_any(ids()))
            .order(phones::heard_at)
            .select((phones::employee_id, phones::heard_at))
            .load(c)?);
        Ok(rows.into_iter().map(|(who, at)| (who.0, at.0)).collect())
    }

    /// Citizens by id: only for views that note whom they show.
    pub(crate) fn citizens_by_id(
        &mut self,
        ids: &[CitizenId],
    ) -> Outcome<BTreeMap<CitizenId, Citizen>> {
        let ids = || ids.iter().copied().map(Id);
        let rows = either!(self, |c| citizens::table
            .filter(citizens::id.eq_any(ids()))
            .select(CITIZEN)
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|row| citizen(row).0)
            .map(|citizen| (citizen.id, citizen))
            .collect())
    }

    /// Whom citizens do not want.
    pub(crate) fn declined(
        &mut self,
        ids: &[CitizenId],
    ) -> Outcome<BTreeSet<(CitizenId, EmployeeId)>> {
        type Row = (Id<CitizenId>, Id<EmployeeId>);
        let ids = || ids.iter().copied().map(Id);
        let rows: Vec<Row> = either!(self, |c| declined_employees::table
            .filter(declined_employees::citizen_id.eq_any(ids()))
            .select((
                declined_employees::citizen_id,
                declined_employees::employee_id
            ))
            .load(c)?);
        Ok(rows.into_iter().map(|(c, e)| (c.0, e.0)).collect())
    }

    /// A unit's revision, as this snapshot sees it.
    fn revision(&mut self, unit: UnitId) -> Outcome<i64> {
        let id: AnyId = Id(unit.into());
        let found: Option<i64> = either!(self, |c| streams::table
            .find(id)
            .select(streams::revision)
            .first(c)
            .optional()?);
        Ok(found.unwrap_or(0))
    }
}

fn neighbour(date: NaiveDate, days: i64) -> NaiveDate {
    date.checked_add_signed(TimeDelta::days(days))
        .unwrap_or(date)
}
