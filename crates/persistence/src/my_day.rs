//! One employee's day: what her phone needs for the shift, and nothing about anybody else (SEC-4).

use crate::{
    assessments::Said,
    connection::either,
    day_people::Colleague,
    failure::{Failure, Outcome},
    organisation::Unit,
    other_work::WorkRow,
    pool_plans::Bases,
    reader::Reader,
    relations,
    schema::day_plans,
    sql_types::{Coded, Id},
    standing::Watch,
    streams::MUNICIPALITY,
    visits::DayVisit,
    whose::Whose,
};
use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    citizen::{Citizen, care_team::CareTeam, contacts::Contact},
    day_plan::DayPlanState,
    duty::Holder,
    familiarity::DonePart,
    ids::{CitizenId, EmployeeId, UnitId},
    interval::Interval,
    policy,
    shift::Shift,
    tiltaksplan::Tiltak,
    time,
};
use std::collections::{BTreeMap, BTreeSet};

/// Years that days are asked for.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2200;

/// A unit that the day takes place in.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitDay {
    /// The unit.
    pub unit: Unit,
    /// Who can have a list there that day.
    pub people: Vec<Colleague>,
    /// Who holds the duty fordeler.
    pub fordeler: Option<Holder>,
}

/// Everything one employee's day is shown from.
#[derive(Debug, Clone, PartialEq)]
pub struct MyDay {
    /// Whose.
    pub me: EmployeeId,
    /// Which day.
    pub date: NaiveDate,
    /// Her shifts that touch it.
    pub shifts: Vec<Shift>,
    /// Her visits in order, each with how far its plan has come.
    pub visits: Vec<(DayVisit, DayPlanState)>,
    /// What is on her list beside them, by start.
    pub other: Vec<WorkRow>,
    /// The citizens of these visits, and of those she goes along to.
    pub citizens: BTreeMap<CitizenId, Citizen>,
    /// Which unit answers for each.
    pub responsible: BTreeMap<CitizenId, UnitId>,
    /// Why each may be seen.
    bases: Bases,
    /// What was said in the assessments that count.
    pub statements: Vec<Said>,
    /// Their contacts.
    pub contacts: Vec<(CitizenId, Contact)>,
    /// Their tiltak that day.
    pub tiltak: Vec<(CitizenId, Tiltak)>,
    /// Who knows them.
    pub care_teams: BTreeMap<CitizenId, CareTeam>,
    /// Done visits to them in the 90 days before.
    pub done: Vec<(CitizenId, DonePart)>,
    /// The units that the day takes place in.
    pub units: Vec<UnitDay>,
    /// What it was made from.
    pub watch: Watch,
    /// When it changes although nobody does anything.
    pub changes_at: DateTime<Utc>,
}

impl Reader<'_> {
    /// Notes whom a day of the caller's own shows: one entry for each unit and relation (SEC-9).
    pub fn show_my_day(&mut self, day: &MyDay) {
        self.show_by_basis("my-day", &day.bases);
    }

    /// The caller's own day, behind a permit for her own matters. The number of queries depends on
    /// how many units she works in, not on how many visits or citizens there are.
    ///
    /// # Errors
    /// [`Failure::NotThere`] for a year nobody plans.
    pub fn my_day(&mut self, date: NaiveDate) -> Outcome<MyDay> {
        if !YEARS.contains(&date.year()) {
            return Err(Failure::NotThere);
        }
        let actor = self.actor()?.clone();
        let (me, now) = (actor.employee, self.asked_at());
        let today = Interval::day(date);
        let relations = relations::all_of_caller(self)?;
        let scope = policy::scope(&actor, &relations, now);
        let shifts = self.shifts_of(&[me], today)?;

        let (before, after) = (date - Days::new(1), date + Days::new(1));
        let mut mine = self.visits_held(&[me], before, after)?;
        mine.retain(|v| v.plan_date == date);
        let mut other = self.other_work(&[me], date, date)?;
        let whose: BTreeSet<CitizenId> = mine
            .iter()
            .map(|v| v.visit.planned.citizen)
            .chain(other.iter().filter_map(|row| row.citizen))
            .collect();
        let whose: Vec<CitizenId> = whose.into_iter().collect();
        let responsible = self.responsible_for(&whose)?;
        // A visit that one may no longer open the record of is not on the list any more.
        mine.retain(|v| {
            let citizen = v.visit.planned.citizen;
            let unit = responsible.get(&citizen);
            unit.is_some_and(|unit| scope.holds(citizen, *unit))
        });
        other.retain(|row| {
            row.citizen.is_none_or(|citizen| {
                let unit = responsible.get(&citizen);
                unit.is_some_and(|unit| scope.holds(citizen, *unit))
            })
        });
        mine.sort_by_key(|v| {
            let start = v.visit.start;
            (
                start.is_none(),
                start,
                v.visit.start_window().from,
                v.visit.id,
            )
        });
        let whose: BTreeSet<CitizenId> = mine
            .iter()
            .map(|v| v.visit.planned.citizen)
            .chain(other.iter().filter_map(|row| row.citizen))
            .collect();
        let whose: Vec<CitizenId> = whose.into_iter().collect();

        let mut watched: BTreeSet<UnitId> = actor.memberships.iter().map(|m| m.unit).collect();
        watched.extend(responsible.values().copied());
        let at_work: BTreeSet<UnitId> = mine
            .iter()
            .map(|v| v.visit.unit)
            .chain(shifts.iter().map(|s| s.unit))
            .chain(other.iter().map(|row| row.work.unit))
            .chain(actor.record_units(now))
            .collect();
        watched.extend(at_work.iter().copied());
        watched.insert(MUNICIPALITY);

        let states = self.plan_states(date, &at_work)?;
        let units = at_work
            .iter()
            .map(|unit| self.unit_day(*unit, date, &mine))
            .collect::<Outcome<Vec<_>>>()?;
        let these = Whose::Citizens(&whose);
        Ok(MyDay {
            me,
            date,
            citizens: self.citizens_by_id(&whose)?,
            statements: self.statements(these)?,
            contacts: self.contacts_of(these)?,
            tiltak: self.active_tiltak(these, &(date..=date))?,
            care_teams: self.care_teams(these)?,
            done: self.done_parts(&whose, date)?,
            visits: mine
                .into_iter()
                .map(|visit| {
                    let state = states.get(&(visit.visit.unit, visit.part.clone()));
                    let state = state.copied().unwrap_or(DayPlanState::Open);
                    (visit, state)
                })
                .collect(),
            responsible,
            bases: self.bases(&whose)?,
            other,
            shifts,
            units,
            watch: Watch {
                units: watched.into_iter().collect(),
                on_shift: Some((me, today)),
            },
            changes_at: relations
                .iter()
                .flat_map(|(_, relation)| [relation.from, relation.until])
                .filter(|at| *at > now)
                .fold(time::day_end(time::local_date(now)), DateTime::min),
        })
    }

    fn plan_states(
        &mut self,
        date: NaiveDate,
        units: &BTreeSet<UnitId>,
    ) -> Outcome<BTreeMap<(UnitId, String), DayPlanState>> {
        type Row = (Id<UnitId>, String, Coded<DayPlanState>);
        let rows: Vec<Row> = either!(self, |c| day_plans::table
            .filter(day_plans::unit_id.eq_any(units.iter().copied().map(Id)))
            .filter(day_plans::date.eq(date))
            .select((day_plans::unit_id, day_plans::part, day_plans::state))
            .load(c)?);
        Ok(rows
            .into_iter()
            .map(|(unit, part, state)| ((unit.0, part), state.0))
            .collect())
    }

    fn unit_day(&mut self, unit: UnitId, date: NaiveDate, mine: &[DayVisit]) -> Outcome<UnitDay> {
        let here: Vec<DayVisit> = mine
            .iter()
            .filter(|v| v.visit.unit == unit)
            .cloned()
            .collect();
        let people = self.people_of_day(unit, date, Interval::day(date), &here)?;
        Ok(UnitDay {
            fordeler: self.fordeler(unit, date, &people)?,
            unit: self.unit(unit)?,
            people,
        })
    }
}
