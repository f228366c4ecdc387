//! Visits follow the plan (R-WL-1): made 28 days ahead by the write that changes the plan and by a
//! nightly write, never by a read. Making them twice gives the same ones.

use crate::{
    caller::Caller, connection::either, database::Database, failure::Outcome, homes::Homes,
    new_id::new_id, reader::Reader, schema::responsibilities, sql_types::Id, streams::Streams,
    visit_changes::NewVisit, visits::DayVisit, whose::Whose, writer::Writer,
};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use domain::{
    citizen::whereabouts::{Whereabouts, WhereaboutsEntry, stretches},
    frame::{Departure, is_beyond, visit_inputs},
    ids::{AssignmentId, CitizenId, EmployeeId, UnitId},
    interval::{Interval, joined},
    organisation::{Competence, competences_on},
    policy::Action,
    time::{day_end, day_start, local_date},
    visit::{
        AssignmentState, Place, PlannedVisit,
        generate::{TiltakInput, generate},
        merge::{Update, merge},
    },
    visit_event::Outcome as VisitOutcome,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

/// How far ahead visits are made.
const AHEAD: Days = Days::new(28);

/// The dates that visits are made for.
pub fn visit_dates(today: NaiveDate) -> RangeInclusive<NaiveDate> {
    today..=today.checked_add_days(AHEAD).unwrap_or(today)
}

/// When a citizen is not at home (R-CIT-4).
fn away(entries: &[WhereaboutsEntry], during: Interval) -> Vec<Interval> {
    let gone = stretches(entries, during.from, during.until)
        .into_iter()
        .filter(|s| s.kind.is_some_and(|kind| kind != Whereabouts::Home))
        .map(|s| Interval {
            from: s.from,
            until: s.until,
        });
    joined(&gone.collect::<Vec<_>>())
}

impl Database {
    /// The nightly write: every unit's visits are made as far ahead as they should be, each unit in
    /// a transaction of its own (R-WL-1).
    ///
    /// # Errors
    /// Those of the database.
    pub fn extend_visits(&self, now: DateTime<Utc>) -> Outcome<()> {
        let caller = Caller::system(Action::GetDay, now);
        let units = self.read(&caller, |reader| reader.units_with_citizens())?;
        for (unit, citizens) in units {
            self.write(&caller, &Streams::unit(unit).and_pools(), |writer| {
                writer.follow_plans(unit, &citizens)
            })?;
        }
        Ok(())
    }
}

impl Reader<'_> {
    /// Units with the citizens they answer for now.
    fn units_with_citizens(&mut self) -> Outcome<BTreeMap<UnitId, Vec<CitizenId>>> {
        let rows: Vec<(Id<UnitId>, Id<CitizenId>)> = either!(self, |c| responsibilities::table
            .filter(responsibilities::ends_at.is_null())
            .order((responsibilities::unit_id, responsibilities::citizen_id))
            .select((responsibilities::unit_id, responsibilities::citizen_id))
            .load(c)?);
        let mut units: BTreeMap<UnitId, Vec<CitizenId>> = BTreeMap::new();
        for (unit, citizen) in rows {
            units.entry(unit.0).or_default().push(citizen.0);
        }
        Ok(units)
    }
}

impl Writer<'_> {
    /// Brings the visits of a unit's citizens in line with their plans and whereabouts.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn follow_plans(&mut self, unit: UnitId, citizens: &[CitizenId]) -> Outcome<()> {
        let range = visit_dates(local_date(self.now()));
        let whose = Whose::Citizens(citizens);
        let during = Interval {
            from: day_start(*range.start()),
            until: day_end(*range.end()) + TimeDelta::days(1),
        };
        self.settle_departures(unit, citizens)?;
        let homes = self.homes(unit)?;
        let departures = self.departures(whose)?;
        let tiltak = self.active_tiltak(whose, &range)?;
        let entries = self.whereabouts_of(whose)?;
        for citizen in citizens {
            let own = tiltak.iter().filter(|(of, _)| of == citizen);
            let left: Vec<Departure> = departures
                .iter()
                .filter(|(of, _)| of == citizen)
                .map(|(_, departure)| departure.clone())
                .collect();
            let inputs: Vec<TiltakInput> = own
                .flat_map(|(_, tiltak)| {
                    let departure = left.iter().find(|d| d.tiltak == tiltak.id);
                    visit_inputs(*citizen, tiltak, departure, &range)
                })
                .collect();
            let own: Vec<WhereaboutsEntry> = entries
                .iter()
                .filter(|(of, _)| of == citizen)
                .map(|(_, entry)| entry.clone())
                .collect();
            self.follow_plan(&homes, *citizen, &inputs, &left, &away(&own, during))?;
        }
        Ok(())
    }

    /// Brings a citizen's visits in a team and its pools in line with what her tiltak ask (R-WL-1), each
    /// in the plan where it is at home (R-TEAM-8), and suspends those at home while she is `away`
    /// (R-CIT-4). Only unpublished days change, but for suspension and for the flag on what was published
    /// beyond the frame (R-PLAN-4).
    fn follow_plan(
        &mut self,
        homes: &Homes,
        citizen: CitizenId,
        tiltak: &[TiltakInput],
        departures: &[Departure],
        away: &[Interval],
    ) -> Outcome<()> {
        let today = local_date(self.now());
        let range = visit_dates(today);
        let mut existing = self.visits_of_citizen(&homes.units(), citizen, today)?;
        existing.retain(|v| range.contains(&v.visit.planned.date));
        let allowed = self.allowed(citizen, &existing)?;
        let begun: BTreeSet<_> = existing
            .iter()
            .filter(|v| v.outcome != VisitOutcome::Planned)
            .map(|v| v.visit.planned.key.clone())
            .collect();
        let stands: BTreeMap<_, _> = existing
            .iter()
            .map(|v| (v.visit.planned.key.clone(), (v.visit.unit, v.visit.start)))
            .collect();
        let is_open = |planned: &PlannedVisit| {
            let stands = stands.get(&planned.key).copied();
            let (unit, start) = stands.unwrap_or_else(|| (homes.of(planned), None));
            !begun.contains(&planned.key) && !homes.is_settled(unit, planned, start)
        };
        let before: Vec<_> = existing.iter().map(DayVisit::existing).collect();
        let mut planned = generate(tiltak, &range);
        // What a unit that answered for her before has promised is its own to do (R-CIT-7).
        let elsewhere = self.visit_keys_elsewhere(&homes.units(), citizen, today)?;
        planned.retain(|visit| !elsewhere.contains(&visit.key.0));
        let changes = merge(&before, &planned, is_open, allowed);
        let mut created: BTreeMap<UnitId, Vec<NewVisit>> = BTreeMap::new();
        for planned in changes.create {
            let home = created.entry(homes.of(&planned)).or_default();
            home.push(self.new_visit(planned, away));
        }
        for (unit, new) in &created {
            self.insert_visits(*unit, new, homes.parts(*unit))?;
        }
        for id in &changes.remove {
            if let Some(gone) = existing.iter().position(|v| v.visit.id == *id) {
                let gone = existing.swap_remove(gone);
                self.delete_visit(&gone)?;
            }
        }
        for mut visit in existing {
            let update = changes.update.iter().find(|u| u.visit == visit.visit.id);
            let slept = visit.visit.suspended;
            if let Some(update) = update {
                self.update_visit(&mut visit, update)?;
            }
            visit.visit.suspended = is_away(&visit.visit.planned, visit.visit.start, away)
                && visit.outcome == VisitOutcome::Planned;
            let stale = changes.stale.contains(&visit.visit.id);
            let beyond = stale
                && !visit.visit.planned.beyond_frame
                && is_beyond(&visit.visit.planned, departures);
            if beyond {
                visit.visit.planned.beyond_frame = true;
            }
            if update.is_some() || beyond || visit.visit.suspended != slept {
                let parts = homes.parts(visit.visit.unit);
                self.save_visit(&mut visit, parts)?;
            }
            // A new time of day, or a day on which a pool begins or ends, is another home.
            self.move_home(&mut visit, homes)?;
        }
        Ok(())
    }

    /// Whether a visit lies still if it starts then: the citizen is away (R-CIT-4).
    ///
    /// # Errors
    /// Those of the database.
    pub fn lies_still(
        &mut self,
        planned: &PlannedVisit,
        start: Option<DateTime<Utc>>,
    ) -> Outcome<bool> {
        let citizens = [planned.citizen];
        let entries = self.whereabouts_of(Whose::Citizens(&citizens))?;
        let entries: Vec<WhereaboutsEntry> = entries.into_iter().map(|(_, e)| e).collect();
        let during = Interval {
            from: day_start(planned.date) - TimeDelta::days(1),
            until: day_end(planned.date) + TimeDelta::days(1),
        };
        Ok(is_away(planned, start, &away(&entries, during)))
    }

    fn new_visit(&self, planned: PlannedVisit, away: &[Interval]) -> NewVisit {
        let now = self.now();
        NewVisit {
            id: new_id(now),
            assignments: (0..planned.employees).map(|_| new_id(now)).collect(),
            suspended: is_away(&planned, None, away),
            planned,
            start: None,
            ad_hoc: false,
        }
    }

    fn update_visit(&mut self, visit: &mut DayVisit, update: &Update) -> Outcome<()> {
        visit.visit.planned = update.planned.clone();
        let window = visit.visit.start_window();
        // A time that the plan no longer allows is nobody's promise.
        visit.visit.start = visit
            .visit
            .start
            .filter(|start| window.from <= *start && *start <= window.until);
        self.delete_assignments(&update.surplus)?;
        let citizen = visit.visit.planned.citizen;
        visit
            .assignments
            .retain(|a| !update.surplus.contains(&a.id));
        for assignment in &mut visit.assignments {
            let flag = match assignment.id {
                id if update.review.contains(&id) => true,
                id if update.cleared.contains(&id) => false,
                _ => continue,
            };
            assignment.needs_review = flag;
            self.save_assignment(citizen, assignment)?;
        }
        for number in &update.added {
            let id: AssignmentId = new_id(self.now());
            self.add_assignment(id, visit, *number)?;
        }
        Ok(())
    }

    /// Whether a holder may still do a visit as the plan now has it: what a change of the plan can
    /// take away from her.
    fn allowed(
        &mut self,
        citizen: CitizenId,
        existing: &[DayVisit],
    ) -> Outcome<impl Fn(&PlannedVisit, EmployeeId) -> bool + use<>> {
        let holders: BTreeSet<EmployeeId> = existing
            .iter()
            .flat_map(|v| &v.assignments)
            .filter(|a| a.state != AssignmentState::Free)
            .filter_map(|a| a.employee)
            .collect();
        let holders: Vec<EmployeeId> = holders.into_iter().collect();
        let declined = self.declined(&[citizen])?;
        let employees = self.employees(&holders)?;
        let certificates = self.certificates(&holders)?;
        Ok(move |planned: &PlannedVisit, who: EmployeeId| {
            let held: Vec<Competence> = certificates
                .iter()
                .filter(|(holder, _)| *holder == who)
                .map(|(_, certificate)| *certificate)
                .collect();
            let may = employees.iter().find(|e| e.id == who).map(|e| {
                let competences = competences_on(e.profession, &held, planned.date);
                planned.lacks(&competences).is_empty()
            });
            may.unwrap_or(false) && !declined.contains(&(planned.citizen, who))
        })
    }
}

/// Whether the citizen is away when the visit is, or at every time it could be.
fn is_away(planned: &PlannedVisit, start: Option<DateTime<Utc>>, away: &[Interval]) -> bool {
    let (from, until) = planned.window.bounds(planned.slot).on(planned.date);
    let hours = Interval { from, until };
    let gone = |gone: &Interval| match start {
        Some(start) => gone.overlaps(Interval::lasting(start, planned.minutes)),
        None => gone.contains(hours),
    };
    planned.place == Place::Home && away.iter().any(gone)
}
