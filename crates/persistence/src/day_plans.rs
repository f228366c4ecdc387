//! How far a day plan has come (R-WL-2). One that has no row is open and untouched.

use crate::{
    changes::Op,
    connection::either,
    failure::Outcome,
    reader::Reader,
    schema::day_plans,
    sql_types::{At, Coded, Doc, Id},
    writer::Writer,
};
use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use domain::{
    day_plan::{DayPlan, DayPlanState, Line},
    ids::{DayPlanId, EmployeeId, UnitId},
};

/// A day plan's own row.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanRow {
    /// How far it has come.
    pub state: DayPlanState,
    /// When it was put in force.
    pub published_at: Option<DateTime<Utc>>,
    /// By whom.
    pub published_by: Option<EmployeeId>,
    /// When the day was closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// The lists as they were published.
    pub lines: Vec<Line>,
    /// Version for the entity tag; 0 before anything was decided about it.
    pub version: i64,
}

impl PlanRow {
    const fn untouched() -> Self {
        Self {
            state: DayPlanState::Open,
            published_at: None,
            published_by: None,
            closed_at: None,
            lines: Vec::new(),
            version: 0,
        }
    }
}

type Row = (
    Coded<DayPlanState>,
    Option<At>,
    Option<Id<EmployeeId>>,
    Option<At>,
    Option<Doc<Vec<Line>>>,
    i64,
);

fn plan_row(row: Row) -> PlanRow {
    let (state, published_at, published_by, closed_at, lines, version) = row;
    PlanRow {
        state: state.0,
        published_at: published_at.map(DateTime::from),
        published_by: published_by.map(|who| who.0),
        closed_at: closed_at.map(DateTime::from),
        lines: lines.map(|lines| lines.0).unwrap_or_default(),
        version,
    }
}

impl Reader<'_> {
    /// How far a day plan has come.
    ///
    /// # Errors
    /// Those of the database.
    pub fn day_plan(&mut self, unit: UnitId, date: NaiveDate, part: &str) -> Outcome<PlanRow> {
        let row: Option<Row> = either!(self, |c| day_plans::table
            .filter(day_plans::unit_id.eq(Id(unit)))
            .filter(day_plans::date.eq(date))
            .filter(day_plans::part.eq(part))
            .select((
                day_plans::state,
                day_plans::published_at,
                day_plans::published_by,
                day_plans::closed_at,
                day_plans::published_lines,
                day_plans::version,
            ))
            .first(c)
            .optional()?);
        Ok(row.map_or_else(PlanRow::untouched, plan_row))
    }
}

impl Writer<'_> {
    /// Keeps what a day plan has become; returns its new version. `plan.id` names the row only the
    /// first time.
    ///
    /// # Errors
    /// Those of the database.
    pub fn save_day_plan(
        &mut self,
        plan: &DayPlan,
        lines: Option<&[Line]>,
        version: i64,
    ) -> Outcome<i64> {
        let next = version + 1;
        let lines = lines.map(|lines| Doc(lines.to_vec()));
        let values = (
            day_plans::state.eq(Coded(plan.state)),
            day_plans::published_at.eq(plan.published_at.map(At::from)),
            day_plans::published_by.eq(plan.published_by.map(Id)),
            day_plans::closed_at.eq(plan.closed_at.map(At::from)),
            day_plans::version.eq(next),
        );
        either!(self, |c| {
            diesel::insert_into(day_plans::table)
                .values((
                    day_plans::id.eq(Id(plan.id)),
                    day_plans::unit_id.eq(Id(plan.unit)),
                    day_plans::date.eq(plan.date),
                    day_plans::part.eq(&plan.part),
                    values,
                ))
                .on_conflict((day_plans::unit_id, day_plans::date, day_plans::part))
                .do_update()
                .set(values)
                .execute(c)?;
            if let Some(lines) = &lines {
                diesel::update(
                    day_plans::table
                        .filter(day_plans::unit_id.eq(Id(plan.unit)))
                        .filter(day_plans::date.eq(plan.date))
                        .filter(day_plans::part.eq(&plan.part)),
                )
                .set(day_plans::published_lines.eq(lines))
                .execute(c)?;
            }
        });
        let id: Id<DayPlanId> = either!(self, |c| day_plans::table
            .filter(day_plans::unit_id.eq(Id(plan.unit)))
            .filter(day_plans::date.eq(plan.date))
            .filter(day_plans::part.eq(&plan.part))
            .select(day_plans::id)
            .first(c)?);
        self.changed("day-plans", id.0, None, next, Op::Updated);
        Ok(next)
    }
}
