//! The visits at which each tiltak of a citizen is done, counted: the end of the thread.

use crate::{
    connection::either,
    failure::Outcome,
    reader::{Opened, Reader},
    schema::visits,
    sql_types::{Coded, Doc, Id},
};
use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use domain::{
    ids::TiltakId, thread::VisitCount, visit::PlannedVisit, visit_event::Outcome as VisitOutcome,
};
use std::collections::BTreeMap;

/// Days that are looked back.
const BACK: Days = Days::new(28);

impl Reader<'_> {
    /// Visits of an opened citizen by tiltak: the last 28 days, and all to come, in any unit. One
    /// query.
    ///
    /// # Errors
    /// Those of the database.
    pub fn visit_counts(
        &mut self,
        opened: &Opened,
        today: NaiveDate,
    ) -> Outcome<BTreeMap<TiltakId, VisitCount>> {
        type Row = (NaiveDate, bool, Coded<VisitOutcome>, Doc<PlannedVisit>);
        let from = today.checked_sub_days(BACK).unwrap_or(today);
        let citizen = Id(opened.citizen);
        let rows: Vec<Row> = either!(self, |c| visits::table
            .filter(visits::citizen_id.eq(citizen))
            .filter(visits::date.ge(from))
            .order(visits::date)
            .select((
                visits::date,
                visits::suspended,
                visits::outcome,
                visits::planned
            ))
            .load(c)?);
        let mut counts: BTreeMap<TiltakId, VisitCount> = BTreeMap::new();
        for (date, suspended, outcome, planned) in rows {
            for tiltak in planned.0.tiltak {
                let count = counts.entry(tiltak).or_default();
                match outcome.0 {
                    VisitOutcome::Done => {
                        count.done += 1;
                        count.last_done = Some(date);
                    }
                    VisitOutcome::Planned | VisitOutcome::Started if date < today => {
                        count.untold += usize::from(!suspended);
                    }
                    VisitOutcome::Planned | VisitOutcome::Started if !suspended => {
                        count.coming += 1;
                        count.next = count.next.or(Some(date));
                    }
                    VisitOutcome::Planned | VisitOutcome::Started => {}
                    _ => count.not_done += 1,
                }
            }
        }
        Ok(counts)
    }
}
