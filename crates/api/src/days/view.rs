//! How a day plan and its visits are shown.

use super::ways::ways;
use crate::{
    etag,
    problem::{ProblemError, errors},
};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::{
    charter::DayPart,
    day_plan::{
        Board, DayPlanState, Line, ListChange, PublicationFacts, changed_after_publishing,
        check_publication,
    },
    duty::HolderReason,
    familiarity::{different_employees, is_new_face},
    ids::{AssignmentId, CitizenId, EmployeeId, TiltakId, UnitId, VisitId},
    interval::Interval,
    organisation::{CompetenceCode, Profession, Transport},
    reason::{Language, Violations},
    shift::at_work,
    visit::{Assignment, AssignmentState, Purpose, Slot},
};
use persistence::{Colleague, Day, DayVisit};
use serde::Serialize;
use utoipa::ToSchema;

/// Who an assignment belongs to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AssignmentView {
    id: AssignmentId,
    /// 1, or 2 where two are needed at the same time.
    #[schema(example = 1)]
    number: i32,
    /// Whose; none while it is free.
    employee: Option<EmployeeId>,
    /// Her name.
    #[schema(example = "Kari Nordby")]
    name: Option<String>,
    /// How firmly it is hers.
    state: AssignmentState,
    /// The plan changed so that she may no longer do it.
    needs_review: bool,
    /// A new face: no done visit here in 90 days (R-WL-7).
    new_face: bool,
    /// Hard rules that it breaks (R-WL-4).
    faults: Vec<ProblemError>,
}

/// The citizen of a visit: no more than the list needs.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VisitCitizenView {
    id: CitizenId,
    #[schema(example = "Astrid Bøe")]
    name: String,
    #[schema(example = "Skullerudveien 12")]
    street: String,
    /// Different employees in the 14 days that end the day before (R-WL-7).
    #[schema(example = 6)]
    different_employees: usize,
}

/// A visit on the day's list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct VisitView {
    pub(crate) id: VisitId,
    /// Grows with every change of the visit or its assignments.
    #[schema(example = 3)]
    pub(crate) version: i64,
    citizen: Option<VisitCitizenView>,
    /// The local date its plan names; a night belongs to the date it begins on.
    date: NaiveDate,
    slot: Option<Slot>,
    /// When it starts, once it has a place in a list.
    start: Option<DateTime<Utc>>,
    /// Minutes for each employee.
    #[schema(example = 20)]
    minutes: i32,
    /// Instants between which it must start.
    window: Interval,
    /// The start that the citizen wishes, local time.
    preferred: Option<NaiveTime>,
    /// Employees needed at the same time.
    #[schema(example = 1)]
    employees: i32,
    /// What each of them must be able to do.
    competences: Vec<CompetenceCode>,
    must_do: bool,
    /// Where: `home`, `hospital`, `helsehus`, `kad`, `telephone`, `digital`.
    #[schema(value_type = String, example = "home")]
    place: domain::visit::Place,
    purpose: Purpose,
    tiltak: Vec<TiltakId>,
    /// Made by hand.
    ad_hoc: bool,
    /// Lies still while the citizen is away.
    suspended: bool,
    /// Kept although the vedtak's frame does not cover it.
    beyond_frame: bool,
    /// Its tiltak share no time; the tightest window was used.
    windows_conflict: bool,
    /// How it went: `planned`, `started`, `done`, `not_done`, `declined`, `moved`, `nobody_opened`.
    #[schema(value_type = String, example = "planned")]
    outcome: domain::visit_event::Outcome,
    /// Nobody opened, and nothing has settled it since.
    alert: bool,
    assignments: Vec<AssignmentView>,
}

/// One employee's list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct LaneView {
    employee: EmployeeId,
    #[schema(example = "Kari Nordby")]
    name: String,
    profession: Profession,
    transport: Transport,
    /// When she is at work, absences cut out.
    at_work: Vec<Interval>,
    /// What she may do that day.
    competences: Vec<CompetenceCode>,
    /// Minutes on shift that day.
    #[schema(example = 450)]
    shift_minutes: i64,
    /// Minutes of visits on her list.
    #[schema(example = 240)]
    planned_minutes: i64,
    /// Her visits, by start; those without one last.
    visits: Vec<VisitId>,
}

/// Who holds the duty fordeler that day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FordelerView {
    employee: EmployeeId,
    #[schema(example = "Kari Nordby")]
    name: String,
    /// Why she.
    reason: HolderReason,
}

/// The work lists of one unit, date and part of the day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct DayView {
    unit: UnitId,
    date: NaiveDate,
    /// Which part of the day.
    #[schema(example = "day")]
    part: String,
    /// The parts the unit divides its days into.
    parts: Vec<DayPart>,
    state: DayPlanState,
    /// For `If-Match` at publication, closing and acceptance.
    #[schema(example = "\"e1.0\"")]
    etag: String,
    published_at: Option<DateTime<Utc>>,
    published_by: Option<EmployeeId>,
    closed_at: Option<DateTime<Utc>>,
    fordeler: Option<FordelerView>,
    /// Who can have a list, by name.
    lanes: Vec<LaneView>,
    visits: Vec<VisitView>,
    /// What stands in the way of publication.
    obstacles: Vec<ProblemError>,
    /// What has changed since it was published.
    changes: Vec<ListChange>,
}

/// The day's lines as a published list says them.
pub(crate) fn lines(visits: &[DayVisit]) -> Vec<Line> {
    visits
        .iter()
        .filter(|v| !v.visit.suspended)
        .flat_map(|v| {
            v.assignments.iter().map(|a| Line {
                visit: v.visit.id,
                number: a.number,
                employee: a.employee,
                start: v.visit.start,
                minutes: v.visit.planned.minutes,
            })
        })
        .collect()
}

/// What stands in the way of putting the day in force (R-WL-3).
pub(crate) fn obstacles(day: &Day, board: &Board) -> Violations {
    let visits = day.visits.iter().map(|v| v.visit.id);
    check_publication(PublicationFacts {
        state: day.plan.state,
        visits: board.checks(visits, &ways(day)),
    })
}

impl DayView {
    /// The day as one reader sees it.
    pub(crate) fn new(day: &Day, epoch: &str, language: Language) -> Self {
        let board = day.board();
        let open = day.plan.state == DayPlanState::Open;
        Self {
            unit: day.unit,
            date: day.date,
            part: day.part.clone(),
            parts: day.parts.clone(),
            state: day.plan.state,
            etag: etag::strong(epoch, day.plan.version),
            published_at: day.plan.published_at,
            published_by: day.plan.published_by,
            closed_at: day.plan.closed_at,
            fordeler: day.fordeler.and_then(|holder| {
                Some(FordelerView {
                    employee: holder.employee,
                    name: day.colleague(holder.employee)?.name(),
                    reason: holder.reason,
                })
            }),
            lanes: day.people.iter().map(|who| lane(day, who)).collect(),
            visits: day
                .visits
                .iter()
                .map(|visit| VisitView::new(day, &board, visit, language))
                .collect(),
            obstacles: if open {
                errors(&obstacles(day, &board), language)
            } else {
                Vec::new()
            },
            changes: if open {
                Vec::new()
            } else {
                changed_after_publishing(&day.plan.lines, &lines(&day.visits))
            },
        }
    }
}

fn lane(day: &Day, who: &Colleague) -> LaneView {
    let id = who.employee.id;
    let mut mine: Vec<&DayVisit> = day
        .visits
        .iter()
        .filter(|v| v.assignments.iter().any(|a| a.employee == Some(id)))
        .collect();
    mine.sort_by_key(|v| (v.visit.start.is_none(), v.visit.start));
    let today = Interval::day(day.date);
    let shifts: Vec<Interval> = who
        .shifts
        .iter()
        .map(|s| s.interval)
        .filter(|s| s.overlaps(today))
        .collect();
    let absences: Vec<Interval> = who.absences.iter().map(|a| a.interval).collect();
    let at_work = at_work(&shifts, &absences);
    LaneView {
        employee: id,
        name: who.name(),
        profession: who.employee.profession,
        transport: who.employee.transport,
        competences: who.competences.iter().copied().collect(),
        shift_minutes: at_work.iter().map(|i| i.minutes()).sum(),
        planned_minutes: mine
            .iter()
            .filter(|v| !v.visit.suspended)
            .map(|v| i64::from(v.visit.planned.minutes))
            .sum(),
        visits: mine.iter().map(|v| v.visit.id).collect(),
        at_work,
    }
}

impl VisitView {
    /// A visit of the day.
    pub(crate) fn new(day: &Day, board: &Board, visit: &DayVisit, language: Language) -> Self {
        let planned = &visit.visit.planned;
        let done = day.done_at(planned.citizen);
        let citizen = day.citizens.get(&planned.citizen);
        let ways = ways(day);
        Self {
            id: visit.visit.id,
            version: visit.version,
            citizen: citizen.map(|citizen| VisitCitizenView {
                id: citizen.id,
                name: citizen.content.name.full(),
                street: citizen.content.address.street.clone(),
                different_employees: different_employees(&done, day.date).len(),
            }),
            date: planned.date,
            slot: planned.slot,
            start: visit.visit.start,
            minutes: planned.minutes,
            window: visit.visit.start_window(),
            preferred: planned.preferred,
            employees: planned.employees,
            competences: planned.competences.iter().copied().collect(),
            must_do: planned.must_do,
            place: planned.place,
            purpose: planned.purpose,
            tiltak: planned.tiltak.clone(),
            ad_hoc: visit.visit.ad_hoc,
            suspended: visit.visit.suspended,
            beyond_frame: planned.beyond_frame,
            windows_conflict: planned.windows_conflict,
            outcome: visit.outcome,
            alert: visit.state.as_ref().is_some_and(|state| state.alert),
            assignments: visit
                .assignments
                .iter()
                .map(|a| AssignmentView {
                    new_face: a
                        .employee
                        .is_some_and(|who| is_new_face(&done, who, day.date)),
                    faults: a.employee.map_or_else(Vec::new, |who| {
                        let faults = board.faults(visit.visit.id, a.number, who, &ways);
                        errors(&faults, language)
                    }),
                    ..assignment(day, a)
                })
                .collect(),
        }
    }
}

fn assignment(day: &Day, a: &Assignment) -> AssignmentView {
    AssignmentView {
        id: a.id,
        number: a.number,
        employee: a.employee,
        name: a.employee.and_then(|who| Some(day.colleague(who)?.name())),
        state: a.state,
        needs_review: a.needs_review,
        new_face: false,
        faults: Vec::new(),
    }
}
