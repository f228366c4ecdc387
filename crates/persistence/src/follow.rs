//! Visits follow the plan (R-WL-1): made 28 days ahead by the write that changes the plan and by a
//! nightly write, never by a read. Making them twice gives the same ones.

use crate::{
    caller::Caller, connection::either, database::Database, failure::Outcome, follow_one::away,
    homes::Homes, reader::Reader, schema::responsibilities, sql_types::Id, streams::Streams,
    visit_changes::NewVisit, visits::DayVisit, whose::Whose, writer::Writer,
};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use diesel::prelude::*;
use domain::{
    citizen::whereabouts::WhereaboutsEntry,
    frame::{Departure, visit_inputs},
    ids::{CitizenId, UnitId},
    interval::Interval,
    policy::Action,
    time::{day_end, day_start, local_date},
    visit::generate::{TiltakInput, generate},
};
use std::{collections::BTreeMap, ops::RangeInclusive};

/// Citizens whose visits follow their plans together.
const TOGETHER: usize = 100;

/// How far ahead visits are made.
const AHEAD: Days = Days::new(28);

/// The dates that visits are made for.
pub fn visit_dates(today: NaiveDate) -> RangeInclusive<NaiveDate> {
    today..=today.checked_add_days(AHEAD).unwrap_or(today)
}

/// The days of a unit that visits are made for.
pub(crate) struct UnitDays {
    unit: UnitId,
    /// Its plans, and those of its pools.
    pub(crate) homes: Homes,
    range: RangeInclusive<NaiveDate>,
}

/// What one citizen's plan and whereabouts ask for.
#[derive(Default)]
pub(crate) struct Asked {
    inputs: Vec<TiltakInput>,
    pub(crate) departures: Vec<Departure>,
    pub(crate) away: Vec<Interval>,
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
    /// Brings the visits of a unit's citizens in line with their plans and whereabouts (R-WL-1), each in
    /// the plan where it is at home (R-TEAM-8), and suspends those in the citizens' homes while they are
    /// away (R-CIT-4). Only unpublished days change, but for
    /// suspension and for the flag on what was published beyond the frame (R-PLAN-4). A fixed number
    /// of queries for every hundred citizens, and one for each visit that changes.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn follow_plans(&mut self, unit: UnitId, citizens: &[CitizenId]) -> Outcome<()> {
        let range = visit_dates(local_date(self.now()));
        let days = UnitDays {
            unit,
            homes: self.homes(unit)?,
            range,
        };
        for together in citizens.chunks(TOGETHER) {
            self.follow_together(&days, together)?;
        }
        Ok(())
    }

    fn follow_together(&mut self, days: &UnitDays, citizens: &[CitizenId]) -> Outcome<()> {
        let (units, today) = (days.homes.units(), *days.range.start());
        let mut asked = self.asked_for(days, citizens)?;
        let mut existing = self.visits_of_citizens(&units, citizens, today)?;
        existing.retain(|v| days.range.contains(&v.visit.planned.date));
        let allowed = self.allowed(citizens, &existing)?;
        // What a unit that answered for them before has promised is its own to do (R-CIT-7).
        let elsewhere = self.visit_keys_elsewhere(&units, citizens, today)?;
        let mut own: BTreeMap<CitizenId, Vec<DayVisit>> = BTreeMap::new();
        for visit in existing {
            let citizen = visit.visit.planned.citizen;
            own.entry(citizen).or_default().push(visit);
        }
        let mut created: BTreeMap<UnitId, Vec<NewVisit>> = BTreeMap::new();
        for citizen in citizens {
            let asked = asked.remove(citizen).unwrap_or_default();
            let existing = own.remove(citizen).unwrap_or_default();
            let mut planned = generate(&asked.inputs, &days.range);
            planned.retain(|visit| !elsewhere.contains(&visit.key.0));
            for new in self.follow_plan(&days.homes, &asked, existing, &planned, &allowed)? {
                let home = days.homes.of(&new.planned);
                created.entry(home).or_default().push(new);
            }
        }
        for (unit, new) in &created {
            self.insert_visits(*unit, new, days.homes.parts(*unit))?;
        }
        Ok(())
    }

    /// What the plans of citizens ask for: five queries, more for those outside their frame.
    fn asked_for(
        &mut self,
        days: &UnitDays,
        citizens: &[CitizenId],
    ) -> Outcome<BTreeMap<CitizenId, Asked>> {
        let whose = Whose::Citizens(citizens);
        let during = Interval {
            from: day_start(*days.range.start()),
            until: day_end(*days.range.end()) + TimeDelta::days(1),
        };
        self.settle_departures(days.unit, citizens)?;
        let mut asked: BTreeMap<CitizenId, Asked> = BTreeMap::new();
        for (citizen, departure) in self.departures(whose)? {
            asked.entry(citizen).or_default().departures.push(departure);
        }
        for (citizen, tiltak) in self.active_tiltak(whose, &days.range)? {
            let own = asked.entry(citizen).or_default();
            let departure = own.departures.iter().find(|d| d.tiltak == tiltak.id);
            let inputs = visit_inputs(citizen, &tiltak, departure, &days.range);
            own.inputs.extend(inputs);
        }
        let mut entries: BTreeMap<CitizenId, Vec<WhereaboutsEntry>> = BTreeMap::new();
        for (citizen, entry) in self.whereabouts_of(whose)? {
            entries.entry(citizen).or_default().push(entry);
        }
        for (citizen, entries) in entries {
            asked.entry(citizen).or_default().away = away(&entries, during);
        }
        Ok(asked)
    }
}
