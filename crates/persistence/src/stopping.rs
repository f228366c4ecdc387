//! What a decision changes in the plan: tiltak that end or come under another vedtak, and the visits
//! that go or stay (R-VED-11, R-CIT-5).

use crate::{
    failure::Outcome,
    reader::{Opened, Reader},
    visits::DayVisit,
    whose::Whose,
    writer::Writer,
};
use chrono::NaiveDate;
use domain::{
    ids::{TiltakId, VisitId},
    tiltaksplan::Tiltak,
    time::local_date,
};
use std::collections::BTreeSet;

/// One visit that a change of the plan took away or could not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoppedVisit {
    /// Which.
    pub id: VisitId,
    /// Its day.
    pub date: NaiveDate,
}

/// What followed from a change of tiltak.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Consequences {
    /// Visits that are gone.
    pub removed: Vec<StoppedVisit>,
    /// Visits that stay because their day is published or begun, though a tiltak of theirs is over:
    /// the fordeler takes them off.
    pub remaining: Vec<StoppedVisit>,
}

fn of(visit: &DayVisit) -> StoppedVisit {
    StoppedVisit {
        id: visit.visit.id,
        date: visit.visit.planned.date,
    }
}

impl Reader<'_> {
    /// The visits of a citizen from today on in the unit that answers for her and its pools.
    fn coming_visits(&mut self, opened: &Opened, today: NaiveDate) -> Outcome<Vec<DayVisit>> {
        let units = self.homes(opened.responsible)?.units();
        self.visits_of_citizen(&units, opened.citizen, today)
    }
}

impl Writer<'_> {
    /// Keeps changed tiltak of an opened citizen and lets her visits follow; says which did.
    ///
    /// # Errors
    /// Those of the database.
    pub fn change_tiltak(
        &mut self,
        opened: &Opened,
        changed: &[(Tiltak, i64)],
    ) -> Outcome<Consequences> {
        let today = local_date(self.now());
        if changed.is_empty() {
            return Ok(Consequences::default());
        }
        let record = self.plan(opened)?;
        let Some(plan) = record.id else {
            return Ok(Consequences::default());
        };
        let departures = self.departures(Whose::Citizen(opened.citizen))?;
        let before = self.coming_visits(opened, today)?;
        for (tiltak, version) in changed {
            let (stored, _) = record.one_tiltak(tiltak.id)?;
            if stored.content.end == tiltak.content.end {
                let left = departures.iter().find(|(_, left)| left.tiltak == tiltak.id);
                let within = left.and_then(|(_, left)| left.within.as_ref());
                self.update_tiltak(opened, plan, tiltak, within, *version)?;
            } else {
                // What a decision ends does not come back when a change for a time is over.
                let mut ended = tiltak.clone();
                ended.content.temporary = None;
                self.close_departure(tiltak.id)?;
                self.update_tiltak(opened, plan, &ended, None, *version)?;
            }
        }
        let after = self.coming_visits(opened, today)?;
        let kept: BTreeSet<VisitId> = after.iter().map(|visit| visit.visit.id).collect();
        let over = |visit: &&DayVisit| {
            let planned = &visit.visit.planned;
            changed.iter().any(|(tiltak, _)| {
                let ended = tiltak.content.end.is_some_and(|end| end < planned.date);
                ended && does(visit, tiltak.id)
            })
        };
        Ok(Consequences {
            removed: before
                .iter()
                .filter(|visit| !kept.contains(&visit.visit.id))
                .map(of)
                .collect(),
            remaining: after.iter().filter(over).map(of).collect(),
        })
    }
}

fn does(visit: &DayVisit, tiltak: TiltakId) -> bool {
    visit.visit.planned.tiltak.contains(&tiltak)
}
