//! A team agrees on other parts of the day: visits of days that are still open move to the plan that
//! their start lies in; what is published stays as it was published.

use crate::{
    changes::Op,
    connection::either,
    failure::Outcome,
    schema::{day_plans, visits},
    sql_types::{Coded, Id},
    writer::Writer,
};
use chrono::{Days, NaiveDate};
use diesel::prelude::*;
use domain::{
    day_plan::{DayParts, DayPlanState},
    ids::UnitId,
};
use std::collections::BTreeSet;

impl Writer<'_> {
    /// Brings a unit's open days from `from` on in line with the parts agreed now.
    ///
    /// # Errors
    /// Those of the database.
    pub fn repart(&mut self, unit: UnitId, from: NaiveDate, parts: &DayParts) -> Outcome<()> {
        // A night's visits belong to the day before.
        let before = from - Days::new(1);
        let settled: Vec<NaiveDate> = either!(self, |c| day_plans::table
            .filter(day_plans::unit_id.eq(Id(unit)))
            .filter(day_plans::date.ge(before))
            .filter(day_plans::state.ne(Coded(DayPlanState::Open)))
            .select(day_plans::date)
            .load(c)?);
        let settled: BTreeSet<NaiveDate> = settled.into_iter().collect();
        for visit in self.visits_of_unit_from(unit, from)? {
            let planned = &visit.visit.planned;
            let (date, part) = parts.plan_of_visit(planned, visit.visit.start);
            let moves = (date, &part) != (visit.plan_date, &visit.part);
            if !moves || settled.contains(&date) || settled.contains(&visit.plan_date) {
                continue;
            }
            let version = visit.version + 1;
            either!(self, |c| diesel::update(
                visits::table.find(Id(visit.visit.id))
            )
            .set((
                visits::plan_date.eq(date),
                visits::part.eq(&part),
                visits::version.eq(version),
            ))
            .execute(c)?);
            let citizen = Some(planned.citizen);
            self.changed("visits", visit.visit.id, citizen, version, Op::Updated);
        }
        Ok(())
    }
}
