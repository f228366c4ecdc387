//! What claim, release, pin and assignment share: the visit found, its record opened, its day loaded.

use crate::{
    days::view::VisitView,
    door::{Door, done},
    problem::Problem,
};
use actix_web::web::Bytes;
use chrono::{DateTime, Utc};
use domain::{
    day_plan::{TakeFacts, may_take},
    ids::{CitizenId, EmployeeId, UnitId, VisitId},
    policy::Action,
    reason::Language,
    visit::{Assignment, AssignmentState},
};
use persistence::{Answer, Day, DayVisit, Failure, NOBODY, Opened, Outcome, Streams, Writer};
use serde::Deserialize;
use utoipa::ToSchema;

/// Whose a visit is, and the streams that a change of it takes.
#[derive(Debug, Clone)]
pub(crate) struct Target {
    /// The visit.
    pub(crate) visit: VisitId,
    /// Whose.
    pub(crate) citizen: CitizenId,
    /// What is locked.
    pub(crate) streams: Streams,
}

impl Target {
    /// Finds whose visit it is.
    pub(crate) async fn find(door: &Door, action: Action, visit: VisitId) -> Result<Self, Problem> {
        let whose = door
            .look(action, move |reader| reader.whose_visit(visit))
            .await?;
        Ok(Self::of(visit, whose))
    }

    fn of(visit: VisitId, whose: Option<(UnitId, CitizenId)>) -> Self {
        let (streams, citizen) = match whose {
            Some((unit, citizen)) => (Streams::unit(unit).and_citizen(citizen), citizen),
            None => (Streams::citizen(NOBODY), NOBODY),
        };
        Self {
            visit,
            citizen,
            streams,
        }
    }

    /// Opens the record, and loads the visit with its day.
    pub(crate) fn open(&self, writer: &mut Writer<'_>) -> Outcome<(Opened, DayVisit, Day)> {
        let opened = writer.open(self.citizen, "visit")?;
        let visit = writer.visit(self.visit)?;
        if visit.visit.planned.citizen != self.citizen {
            return Err(Failure::Again);
        }
        let day = writer.day(visit.visit.unit, visit.plan_date, Some(&visit.part))?;
        Ok((opened, visit, day))
    }
}

/// How a visit is taken.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct TakeInput {
    /// When she means to start; left as it is when not said.
    pub(crate) start: Option<DateTime<Utc>>,
}

/// A body that may be left out.
pub(crate) fn is_empty(bytes: &Bytes) -> bool {
    bytes.iter().all(u8::is_ascii_whitespace)
}

/// Takes the caller's part in a visit, as a claim or a pin.
pub(crate) async fn take(
    door: &Door,
    action: Action,
    visit: VisitId,
    state: AssignmentState,
) -> Result<Answer, Problem> {
    let target = Target::find(door, action, visit).await?;
    let (body, language) = (door.body::<TakeInput>(), door.language);
    let empty = is_empty(&door.bytes());
    let streams = target.streams.clone();
    door.change(action, streams, move |writer| {
        let (opened, mut visit, day) = target.open(writer)?;
        let input = if empty {
            TakeInput::default()
        } else {
            body.read(&opened)?
        };
        let me = writer.actor()?.employee;
        let mut assignment = wanted(&visit, me).ok_or(Failure::NotThere)?;
        let start = input.start.or(visit.visit.start);
        if start != visit.visit.start {
            visit.visit.suspended = writer.lies_still(&visit.visit.planned, start)?;
        }
        let mut board = day.board();
        board.visits.insert(visit.visit.id, visit.existing());
        board.start(visit.visit.id, start);
        let ways = crate::days::ways::ways(&day);
        may_take(TakeFacts {
            state: day.plan.state,
            assignment: &assignment,
            outcome: visit.outcome,
            employee: me,
            in_unit: day.colleague(me).is_some_and(|p| p.in_unit),
            holder: &holders(&day, &visit),
            faults: board.faults(visit.visit.id, assignment.number, me, &ways),
        })
        .map_err(Failure::Conflict)?;
        let same = assignment.employee == Some(me)
            && assignment.state == state
            && start == visit.visit.start;
        if same {
            return answer(&day, &visit, language);
        }
        assignment.employee = Some(me);
        assignment.state = state;
        assignment.by = Some(me);
        assignment.needs_review = false;
        visit.visit.start = start;
        keep(writer, &mut visit, assignment, &day)?;
        settled(writer, &visit, language)
    })
    .await
}

/// Her own part, else a free one, else one that somebody has.
fn wanted(visit: &DayVisit, me: EmployeeId) -> Option<Assignment> {
    let find = |whose: Option<EmployeeId>| visit.assignments.iter().find(|a| a.employee == whose);
    find(Some(me))
        .or_else(|| find(None))
        .or_else(|| visit.assignments.first())
        .cloned()
}

/// Who has a visit, as colleagues say it.
pub(crate) fn holders(day: &Day, visit: &DayVisit) -> String {
    let names: Vec<String> = visit
        .assignments
        .iter()
        .filter_map(|a| Some(day.colleague(a.employee?)?.name()))
        .collect();
    names.join(", ")
}

/// Keeps an assignment and the visit's next version.
pub(crate) fn keep(
    writer: &mut Writer<'_>,
    visit: &mut DayVisit,
    assignment: Assignment,
    day: &Day,
) -> Outcome<()> {
    writer.guard_employee_days(day, assignment.employee)?;
    writer.save_assignment(visit.visit.planned.citizen, &assignment)?;
    writer.save_visit(visit, &day.parts)
}

/// The visit as it now is.
pub(crate) fn settled(
    writer: &mut Writer<'_>,
    visit: &DayVisit,
    language: Language,
) -> Outcome<Answer> {
    let day = writer.day(visit.visit.unit, visit.plan_date, Some(&visit.part))?;
    let now = day.visits.iter().find(|v| v.visit.id == visit.visit.id);
    answer(&day, now.ok_or(Failure::NotThere)?, language)
}

fn answer(day: &Day, visit: &DayVisit, language: Language) -> Outcome<Answer> {
    done(&VisitView::of(day, visit, language))
}
