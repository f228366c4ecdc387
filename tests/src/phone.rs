//! A day for one phone: visits with holders on a plan in force.

use crate::TestApp;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::{
    charter::DayPart,
    day_plan::{DayParts, DayPlan, DayPlanState},
    ids::*,
    interval::Interval,
    shift::{Shift, ShiftKind},
    visit::{AssignmentState, Place, PlannedVisit, Purpose, VisitKey, Window},
};
use persistence::{NewVisit, Streams, new_id};

/// Monday 23 November 2026.
pub fn monday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date")
}

/// Gives somebody a visit to a citizen in a unit on Monday, and says which.
pub fn visit(
    app: &TestApp,
    unit: UnitId,
    citizen: CitizenId,
    holder: &str,
    start: DateTime<Utc>,
) -> VisitId {
    let new = NewVisit {
        id: new_id(start),
        assignments: vec![new_id(start)],
        planned: PlannedVisit {
            key: VisitKey(format!("{citizen}/{start}/{holder}")),
            citizen,
            date: monday(),
            slot: None,
            tiltak: vec![],
            minutes: 20,
            employees: 1,
            competences: [].into(),
            second_competences: None,
            window: Window::hours(7, 22),
            preferred: None,
            must_do: true,
            priority: 1,
            after: vec![],
            place: Place::Home,
            purpose: Purpose::Care,
            beyond_frame: false,
            windows_conflict: false,
        },
        start: Some(start),
        ad_hoc: true,
        suspended: false,
    };
    app.arrange(Streams::unit(unit), |writer| {
        writer.insert_visits(unit, std::slice::from_ref(&new), &DayParts::whole_day())
    });
    give(app, unit, new.id, holder);
    new.id
}

/// Gives a visit to somebody, whoever had it.
pub fn give(app: &TestApp, unit: UnitId, visit: VisitId, to: &str) {
    let employee = app.world.employee(to);
    app.arrange(Streams::unit(unit), |writer| {
        let mut found = writer.visit(visit)?;
        let mut part = found.assignments[0].clone();
        part.employee = Some(employee);
        part.state = AssignmentState::Claimed;
        writer.save_assignment(found.visit.planned.citizen, &part)?;
        writer.save_visit(&mut found, &DayParts::whole_day())
    });
}

/// A shift on Monday, 7 to 15.
pub fn shift(app: &TestApp, unit: UnitId, holder: &str) {
    let from = crate::now();
    let shift = Shift {
        id: new_id(from),
        employee: Some(app.world.employee(holder)),
        unit,
        kind: ShiftKind::Day,
        interval: Interval {
            from,
            until: from + TimeDelta::hours(8),
        },
    };
    app.arrange(Streams::unit(unit), |writer| writer.insert_shift(&shift));
}

/// Brings a unit's Monday to a state.
pub fn plan(app: &TestApp, unit: UnitId, state: DayPlanState) {
    let plan = DayPlan {
        id: new_id(crate::now()),
        unit,
        date: monday(),
        part: DayPart::whole_day().name,
        state,
        published_at: Some(crate::now()),
        published_by: Some(app.world.employee("kari")),
        closed_at: None,
    };
    app.arrange(Streams::unit(unit), |writer| {
        writer.save_day_plan(&plan, None, 0)
    });
}
