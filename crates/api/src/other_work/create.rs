//! `POST /teams/{team}/days/{date}/work`: put something else on a list.

use super::view::WorkView;
use crate::{
    door::{Door, created},
    paths::Ids,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::{
    day_plan::DayPlanState,
    ids::{EmployeeId, UnitId, VisitId, WorkId},
    interval::Interval,
    other_work::{AlongFacts, OtherWork, WorkFacts, WorkKind, when, work_faults},
    policy::Action,
    reason::{Reason, none_of},
};
use persistence::{Day, DayVisit, Failure, Streams, WorkRow};
use serde::Deserialize;
use utoipa::ToSchema;

/// Something to put on a list.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct WorkInput {
    kind: WorkKind,
    /// What it is, in a few words; no names of citizens.
    #[schema(example = "Teammøte", min_length = 1, max_length = 120)]
    title: String,
    /// When; left out when she goes along to a visit.
    #[serde(default)]
    interval: Option<Interval>,
    /// Whose list; one's own when it is left out. A colleague's is the fordeler's to change.
    #[serde(default)]
    employee: Option<EmployeeId>,
    /// For `guidance` and `joint_visit`: the visit she goes along to.
    #[serde(default)]
    visit: Option<VisitId>,
}

static NO_SUCH_VISIT: Reason = Reason {
    rule: "R-WL-12",
    code: "no-such-visit",
    nb: "Det er ikke noe slikt besøk på denne dagen.",
    nn: "Det er ikkje noko slikt besøk denne dagen.",
    en: "There is no such visit on this day.",
};

fn along(day: &Day, visit: &DayVisit, who: EmployeeId) -> AlongFacts {
    let pair = (visit.visit.planned.citizen, who);
    AlongFacts {
        interval: visit.visit.interval(),
        holds: visit.assignments.iter().any(|a| a.employee == Some(who)),
        unwanted: day.declined.contains(&pair) || day.disqualified.contains(&pair),
        suspended: visit.visit.suspended,
    }
}

/// Put something else on a list
///
/// A meeting, a conversation, time to write, driving, a task of one's own; or going along to a
/// colleague's visit, which takes time in two calendars without making the visit one for two, and
/// makes nobody a new face. Refused with every reason where it would overlap.
#[utoipa::path(tag = "work lists", operation_id = "addWork", security(("bearer" = [])), request_body = WorkInput,
    params(("team" = UnitId, Path, description = "The unit"), ("date" = NaiveDate, Path, description = "The local date", example = "2026-11-24")), responses(
    (status = 201, description = "On the list", body = WorkView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not your unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit or date", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every reason why not", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/days/{date}/work")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, NaiveDate>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, date) = ids;
    let body = door.body::<WorkInput>();
    let id: WorkId = door.new_id();
    door.write(Action::AddWork, Streams::unit(team), move |writer| {
        let entered = writer.enter(team)?;
        let any = writer.day(team, date, None)?;
        let input = body.read(&entered)?;
        let me = writer.actor()?.employee;
        let who = input.employee.unwrap_or(me);
        let visit = match input.visit {
            None => None,
            Some(visit) => {
                let found = match writer.visit(visit) {
                    Err(Failure::NotThere) => None,
                    other => Some(other?),
                };
                let found = found.filter(|v| v.visit.unit == team && v.plan_date == date);
                let unknown = || Failure::invalid(NO_SUCH_VISIT.violation().at("/visit"));
                let found = found.ok_or_else(unknown)?;
                let citizen = found.visit.planned.citizen;
                if any.parts.is_pool() && !writer.is_served_in(&entered, citizen)? {
                    return Err(unknown());
                }
                Some(found)
            }
        };
        // The part of the day in which it begins; on another day, any.
        let begins = visit
            .as_ref()
            .map_or(input.interval, |v| v.visit.interval());
        let part = begins.and_then(|interval| {
            let (day, part) = any.parts.plan_of(interval.from);
            (day == date).then_some(part)
        });
        let day = match part.filter(|part| *part != any.part) {
            Some(part) => writer.day(team, date, Some(&part))?,
            None => any,
        };
        let colleague = day.colleague(who);
        let facts = WorkFacts {
            date,
            closed: day.plan.state == DayPlanState::Closed,
            own: who == me,
            is_fordeler: day.is_fordeler(me),
            in_unit: colleague.is_some_and(|p| p.in_unit),
            absences: colleague.map_or_else(Vec::new, |p| {
                p.absences.iter().map(|a| a.interval).collect()
            }),
            busy: day.busy(who),
            along: visit.as_ref().map(|visit| along(&day, visit, who)),
        };
        none_of(work_faults(
            input.kind,
            &input.title,
            input.interval,
            &facts,
        ))
        .map_err(Failure::Invalid)?;
        let interval = when(input.interval, &facts)
            .ok_or_else(|| Failure::Internal("work without a time".into()))?;
        let row = WorkRow {
            work: OtherWork {
                id,
                unit: team,
                employee: who,
                kind: input.kind,
                title: input.title.trim().to_owned(),
                interval,
                visit: input.visit,
                by: me,
            },
            date,
            citizen: visit.map(|v| v.visit.planned.citizen),
            version: 1,
        };
        writer.insert_work(&row)?;
        let shown = row.citizen.into_iter().collect();
        writer.show_plan(&entered, "work", shown)?;
        let location = format!("/api/v1/teams/{team}/days/{date}/work/{id}");
        created(
            writer.epoch(),
            1,
            location,
            &WorkView::new(&row, writer.epoch()),
        )
    })
    .await
}
