//! Who is on a published list may open the records of the citizens she visits, from publication
//! until 24 hours after the day (SEC-2).

use crate::{
    connection::either,
    failure::Outcome,
    reader::Reader,
    schema::{assignments, day_plans, visits},
    sql_types::{At, Id},
};
use chrono::{DateTime, Days, NaiveDate, TimeDelta};
use diesel::prelude::*;
use domain::{
    ids::{CitizenId, UnitId},
    policy::{Relation, RelationKind},
    time::{day_end, local_date},
};

/// How long access lasts after the day that was worked.
const AFTERWARDS: TimeDelta = TimeDelta::hours(24);
/// A night begun on a day ends on the next; older lists open nothing any more.
const BACK: Days = Days::new(3);

type Row = (Id<CitizenId>, Id<UnitId>, Option<At>, NaiveDate, Option<At>);

/// The citizens on the caller's published lists, each with its time: one query.
pub(crate) fn of_caller(reader: &mut Reader<'_>) -> Outcome<Vec<(CitizenId, Relation)>> {
    let Some(employee) = reader.caller.actor.as_deref().map(|actor| actor.employee) else {
        return Ok(Vec::new());
    };
    let today = local_date(reader.asked_at());
    let oldest = today.checked_sub_days(BACK).unwrap_or(today);
    let rows: Vec<Row> = either!(reader, |c| assignments::table
        .inner_join(visits::table.on(visits::id.eq(assignments::visit_id)))
        .inner_join(
            day_plans::table.on(day_plans::unit_id
                .eq(visits::unit_id)
                .and(day_plans::date.eq(visits::plan_date))
                .and(day_plans::part.eq(visits::part))),
        )
        .filter(assignments::employee_id.eq(Id(employee)))
        // A night's visit may be dated the day after or before its plan.
        .filter(assignments::date.ge(oldest.pred_opt().unwrap_or(oldest)))
        .filter(visits::plan_date.ge(oldest))
        .filter(day_plans::published_at.is_not_null())
        .select((
            assignments::citizen_id,
            visits::unit_id,
            day_plans::published_at,
            visits::plan_date,
            visits::start_at,
        ))
        .load(c)?);
    Ok(rows
        .into_iter()
        .filter_map(|(citizen, unit, published, date, start)| {
            let ends = day_end(date).max(start.map_or(DateTime::UNIX_EPOCH, |start| start.0));
            let relation = Relation {
                kind: RelationKind::Substitute,
                unit: Some(unit.0),
                from: published?.0,
                until: ends + AFTERWARDS,
            };
            Some((citizen.0, relation))
        })
        .collect())
}
