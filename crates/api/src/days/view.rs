//! How a day plan and its visits are shown.

use super::{pool_view::PoolSightView, sight::Sight, ways::ways};
use crate::{
    etag,
    other_work::WorkView,
    problem::{ProblemError, errors},
};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    charter::DayPart,
    day_plan::{
        Board, ChangeKind, DayPlanState, Line, ListChange, PublicationFacts,
        changed_after_publishing, check_publication,
    },
    duty::HolderReason,
    ids::{EmployeeId, UnitId, VisitId},
    interval::Interval,
    organisation::{CompetenceCode, Profession, Transport},
    reason::{Language, Violations},
    shift::at_work,
};
use persistence::{Colleague, Day, DayVisit, PoolSight, WorkRow};
use serde::Serialize;
use utoipa::ToSchema;

pub(crate) use super::visit_view::VisitView;

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
    /// Minutes of other work on her list.
    #[schema(example = 30)]
    other_minutes: i64,
    /// Her visits, by start; those without one last.
    visits: Vec<VisitId>,
}

/// One change since the lists were put in force, and whose it was.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PlanChangeView {
    /// How it differs.
    kind: ChangeKind,
    /// As published.
    before: Option<Line>,
    /// As it is now.
    after: Option<Line>,
    /// Who made it so; nobody known for what the plan itself took away.
    by: Option<EmployeeId>,
    #[schema(example = "Kari Nordby")]
    by_name: Option<String>,
    /// When.
    at: Option<DateTime<Utc>>,
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
    /// What is on the lists beside visits, by start (R-WL-1).
    work: Vec<WorkView>,
    /// What stands in the way of publication.
    obstacles: Vec<ProblemError>,
    /// What has changed since it was published, and by whom: everybody sees it (R-WL-3).
    changes: Vec<PlanChangeView>,
    /// What a pool's plan says beside; read the day to have it (R-TEAM-8).
    pool: Option<PoolSightView>,
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
    /// The same, with what a pool's plan says beside.
    pub(super) fn with_pool(mut self, sight: Option<PoolSight>) -> Self {
        self.pool = sight.map(PoolSightView::from);
        self
    }

    /// The day as one reader sees it.
    pub(crate) fn new(day: &Day, epoch: &str, language: Language) -> Self {
        let sight = Sight::of(day);
        let open = day.plan.state == DayPlanState::Open;
        Self {
            unit: day.unit,
            date: day.date,
            part: day.part.clone(),
            parts: day.parts.to_vec(),
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
            lanes: day
                .people
                .iter()
                .filter(|who| has_lane(day, who))
                .map(|who| lane(day, who))
                .collect(),
            visits: day
                .visits
                .iter()
                .map(|visit| VisitView::new(&sight, visit, language))
                .collect(),
            work: work_of_plan(day)
                .map(|row| WorkView::new(row, epoch))
                .collect(),
            obstacles: if open {
                errors(&obstacles(day, sight.board()), language)
            } else {
                Vec::new()
            },
            changes: if open {
                Vec::new()
            } else {
                let found = changed_after_publishing(&day.plan.lines, &lines(&day.visits));
                found
                    .into_iter()
                    .map(|change| plan_change(day, change))
                    .collect()
            },
            pool: None,
        }
    }
}

/// The blocks of other work that begin in this plan.
fn work_of_plan(day: &Day) -> impl Iterator<Item = &WorkRow> {
    day.other.iter().filter(|row| {
        let (date, part) = day.parts.plan_of(row.work.interval.from);
        row.work.unit == day.unit && date == day.date && part == day.part
    })
}

fn plan_change(day: &Day, change: ListChange) -> PlanChangeView {
    let ListChange {
        kind,
        before,
        after,
    } = change;
    let line = after.as_ref().or(before.as_ref());
    let found = line.and_then(|line| {
        let visit = day.visits.iter().find(|v| v.visit.id == line.visit)?;
        Some((visit, visit.assignment(line.number)?))
    });
    let by = found.and_then(|(_, part)| part.by);
    PlanChangeView {
        kind,
        by,
        by_name: by.and_then(|who| Some(day.colleague(who)?.name())),
        at: found.and_then(|(visit, part)| visit.set_at.get(&part.number).copied()),
        before,
        after,
    }
}

/// The leaders of a pool's teams lead it; they have a list only when they are on its shift.
fn has_lane(day: &Day, who: &Colleague) -> bool {
    let id = who.employee.id;
    let holds = |v: &DayVisit| v.assignments.iter().any(|a| a.employee == Some(id));
    !who.pooled || who.in_unit || day.visits.iter().any(holds)
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
        other_minutes: work_of_plan(day)
            .filter(|row| row.work.employee == id)
            .map(|row| row.work.interval.minutes())
            .sum(),
        visits: mine.iter().map(|v| v.visit.id).collect(),
        at_work,
    }
}
