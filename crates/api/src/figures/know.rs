//! `GET /teams/{team}/figures`: how well the team knows its citizens and keeps what it plans.

use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::{Problem, ProblemBody},
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get, web::Query};
use chrono::NaiveDate;
use domain::{
    ids::{EmployeeId, UnitId},
    interval::Interval,
    organisation::Role,
    period::{is_plausible, months_before},
    policy::Action,
    reason::none_of,
    task::{Adherence, ChecklistItem, Task, TaskSubject, adherence},
    team::{StaffFigures, StaffShift, staff_figures},
    tiltaksplan::figures::{EvaluationFigures, evaluation_figures},
    time::{day_end, day_start, local_date},
    vedtak::implausible,
};
use persistence::{Failure, Outcome, Reader, Whose};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// Months that are looked back when nothing else is asked.
const BACK: u32 = 3;

/// Which time.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct During {
    /// First day; three months back when not said.
    from: Option<NaiveDate>,
    /// Last day; today when not said.
    to: Option<NaiveDate>,
}

/// How well one point of a checklist was kept.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Point {
    item: ChecklistItem,
    #[serde(flatten)]
    kept: Adherence,
}

/// Figures of a team.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Figures {
    from: NaiveDate,
    to: NaiveDate,
    /// Evaluations that fell due: by their date, late, missing; goals reached, and reached on time.
    evaluations: EvaluationFigures,
    /// Points of the home-coming checklist that fell due, and how they were kept (R-MSG-2).
    home_coming: Vec<Point>,
    /// The same for new citizens.
    new_citizens: Vec<Point>,
    /// Large positions, substitutes and absence in that time (R-SHF-4).
    staff: StaffFigures,
}

/// The staff's figures: members today, the unit's shifts and the absences of that time. Five queries.
fn staff(
    reader: &mut Reader<'_>,
    unit: UnitId,
    (from, to): (NaiveDate, NaiveDate),
    today: NaiveDate,
) -> Outcome<StaffFigures> {
    let members = reader.members(unit)?;
    let own = |m: &domain::organisation::Membership| {
        m.is_active(today) && !matches!(m.role, Role::Substitute | Role::Staffing)
    };
    let ids: Vec<EmployeeId> = members
        .iter()
        .filter(|(m, ..)| own(m))
        .map(|(m, ..)| m.employee)
        .collect();
    let all = reader.memberships_of(&ids)?;
    let shares: Vec<(EmployeeId, i64, i64)> = members
        .iter()
        .filter(|(m, ..)| own(m))
        .map(|(m, ..)| {
            let hers = all
                .iter()
                .filter(|other| other.employee == m.employee && other.is_active(today));
            let whole: i64 = hers.map(|other| i64::from(other.share)).sum();
            (m.employee, i64::from(m.share), whole)
        })
        .collect();
    let during = Interval {
        from: day_start(from),
        until: day_end(to),
    };
    if from > to {
        return Ok(staff_figures(&shares, &[], &[]));
    }
    let shifts = reader.shifts_of_unit(unit, during)?;
    let shifts: Vec<StaffShift> = shifts
        .iter()
        .filter_map(|shift| {
            let employee = shift.employee?;
            let on = local_date(shift.interval.from);
            let member = members.iter().any(|(m, ..)| {
                m.employee == employee
                    && m.is_active(on)
                    && !matches!(m.role, Role::Substitute | Role::Staffing)
            });
            Some(StaffShift {
                employee,
                interval: shift.interval.intersect(during)?,
                substitute: !member,
            })
        })
        .collect();
    let people: Vec<EmployeeId> = shifts.iter().map(|shift| shift.employee).collect();
    let absences = reader.absences_of(&people, during)?;
    let absences: Vec<_> = absences.iter().map(|a| (a.employee, a.interval)).collect();
    Ok(staff_figures(&shares, &shifts, &absences))
}

/// Figures of a team
///
/// Of the team, never of one person: evaluations on time and goals reached, home-coming and
/// new-citizen checklists, large positions, substitutes and absence.
#[utoipa::path(tag = "figures", operation_id = "getFigures", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), During), responses(
    (status = 200, description = "The figures", body = Figures),
    (status = 422, description = "No such days", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    ReadRefused))]
#[get("/teams/{team}/figures")]
pub(super) async fn handler(
    door: Door,
    team: Id<UnitId>,
    query: Query<During>,
) -> Result<HttpResponse, Problem> {
    door.read(Action::GetFigures, move |reader| {
        let entered = reader.enter(team.0)?;
        let today = local_date(reader.asked_at());
        let to = query.to.unwrap_or(today);
        let from = query.from.unwrap_or_else(|| months_before(to, BACK));
        let days = [(from, "/from"), (to, "/to")];
        let wrong = days.into_iter().filter(|(day, _)| !is_plausible(*day));
        let wrong: Vec<_> = wrong.map(|(day, at)| implausible(day, at)).collect();
        none_of(wrong).map_err(Failure::Invalid)?;
        let goals = reader.goals_of(Whose::Unit(entered.unit))?;
        let tasks = reader.checklist_tasks(&entered, (from, to))?;
        let points = |subject: TaskSubject| -> Vec<Point> {
            let of: Vec<Task> = tasks
                .iter()
                .filter(|t| t.draft.subject == subject)
                .cloned()
                .collect();
            let kept = |item: &ChecklistItem| Point {
                item: *item,
                kept: adherence(&of, *item, (from, to), today),
            };
            ChecklistItem::ALL.iter().map(kept).collect()
        };
        let figures = Figures {
            from,
            to,
            evaluations: evaluation_figures(&goals, (from, to), today),
            home_coming: points(TaskSubject::HomeComing),
            new_citizens: points(TaskSubject::NewCitizen),
            staff: staff(reader, entered.unit, (from, to), today)?,
        };
        Shown::digest(reader.epoch(), &figures)
    })
    .await
}
