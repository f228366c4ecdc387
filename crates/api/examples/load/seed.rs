//! A published day of twenty visits for one phone, out of the demo municipality.

use crate::Fault;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    day_plan::{DayPlan, DayPlanState},
    ids::VisitId,
    policy::Action,
    time::local_date,
    visit::AssignmentState,
};
use persistence::{Caller, Database, DayVisit, MUNICIPALITY, Streams, new_id};

/// Whose phone.
pub(crate) const WHO: &str = "kari.nordby";
const TEAM: &str = "Team Skullerud";
const VISITS: usize = 20;

/// Fills an empty database with the demo.
pub(crate) fn municipality(database: &Database, now: DateTime<Utc>) -> Result<(), Fault> {
    let caller = Caller::system(Action::SignIn, now);
    database.write(&caller, &Streams::default(), |writer| {
        writer.ensure_stream(MUNICIPALITY)
    })?;
    Ok(api::demo::fill(database, now)?)
}

/// Gives twenty of today's visits to one employee and puts the day in force.
pub(crate) fn day_of(
    database: &Database,
    who: &str,
    now: DateTime<Utc>,
) -> Result<Vec<VisitId>, Fault> {
    let given = give(database, who, now, local_date(now), VISITS)?;
    if given.len() < VISITS {
        return Err(format!("the day has only {} visits", given.len()).into());
    }
    Ok(given)
}

/// And those of the weeks after, so that a minute's load is not a hundred reports of one visit.
pub(crate) fn weeks_of(
    database: &Database,
    who: &str,
    now: DateTime<Utc>,
) -> Result<Vec<VisitId>, Fault> {
    let mut given = Vec::new();
    for day in 1..=21 {
        let date = local_date(now) + chrono::Days::new(day);
        given.extend(give(database, who, now, date, usize::MAX)?);
    }
    Ok(given)
}

fn give(
    database: &Database,
    who: &str,
    now: DateTime<Utc>,
    date: NaiveDate,
    most: usize,
) -> Result<Vec<VisitId>, Fault> {
    let demo = api::demo::municipality(1, local_date(now));
    let employee = demo.employee(who).ok_or("nobody is called that")?.id;
    let unit = demo.unit(TEAM).ok_or("no such team")?.id;
    let caller = Caller::system(Action::SignIn, now);
    let given = database.write(&caller, &Streams::unit(unit), |writer| {
        let parts = writer.day_parts(unit)?;
        let mut found: Vec<DayVisit> = Vec::new();
        for part in parts.iter() {
            found.extend(writer.visits_of_plan(unit, date, &part.name)?);
        }
        found.retain(|v| !v.visit.suspended);
        found.sort_by_key(|v| (v.visit.start_window().from, v.visit.id));
        let mut given = Vec::new();
        for mut visit in found.into_iter().take(most) {
            visit.visit.start = Some(visit.visit.start_window().from);
            for mut part in visit.assignments.clone().into_iter().take(1) {
                part.employee = Some(employee);
                part.state = AssignmentState::Assigned;
                writer.save_assignment(visit.visit.planned.citizen, &part)?;
            }
            writer.save_visit(&mut visit, &parts)?;
            given.push(visit.visit.id);
        }
        if date == local_date(now) {
            for part in parts.iter() {
                let plan = DayPlan {
                    id: new_id(now),
                    unit,
                    date,
                    part: part.name.clone(),
                    state: DayPlanState::Published,
                    published_at: Some(now),
                    published_by: Some(employee),
                    closed_at: None,
                };
                writer.save_day_plan(&plan, None, 0)?;
            }
        }
        Ok(given)
    })?;
    Ok(given)
}
