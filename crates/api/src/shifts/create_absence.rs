//! `POST /teams/{team}/absences`: somebody is away (R-SHF-3).

use crate::{
    door::{Door, created},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{AbsenceId, EmployeeId, UnitId},
    interval::Interval,
    policy::Action,
    reason::{Reason, Violations, none_of},
    shift::Absence,
    time::local_date,
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// An absence to enter. There is no field for why.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AbsenceInput {
    /// Who: a member of the unit.
    employee: EmployeeId,
    interval: Interval,
}

static BACKWARDS: Reason = Reason {
    rule: "R-SHF-3",
    code: "absence-ends-before-start",
    nb: "Fraværet slutter før det begynner.",
    nn: "Fråværet sluttar før det begynner.",
    en: "The absence ends before it begins.",
};
static NOT_MEMBER: Reason = Reason {
    rule: "R-SHF-3",
    code: "absence-of-another-unit",
    nb: "Medarbeideren er ikke med i enheten.",
    nn: "Medarbeidaren er ikkje med i eininga.",
    en: "The employee is not a member of the unit.",
};

/// Enter an absence
///
/// Her visits in that time show as broken rules, and the duties she holds go to the next in order.
#[utoipa::path(tag = "shifts", operation_id = "createAbsence", security(("bearer" = [])), request_body = AbsenceInput,
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 201, description = "Entered", body = Absence),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the day's fordeler or the leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/absences")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let team = team.0;
    let body = door.body::<AbsenceInput>();
    let id: AbsenceId = door.new_id();
    door.write(Action::CreateAbsence, Streams::unit(team), move |writer| {
        let today = local_date(writer.now());
        let fordeler = writer.fordeler_on(team, today)?;
        let entered = writer.enter_with(team, fordeler)?;
        let input = body.read(&entered)?;
        let mut wrong = Violations::new();
        if input.interval.minutes() <= 0 {
            wrong.push(BACKWARDS.violation().at("/interval/until"));
        }
        let members = writer.members(team)?;
        let is_member = |(m, _, _): &(domain::organisation::Membership, _, _)| {
            m.employee == input.employee && m.is_active(today)
        };
        if !members.iter().any(is_member) {
            wrong.push(NOT_MEMBER.violation().at("/employee"));
        }
        none_of(wrong).map_err(Failure::Invalid)?;
        let absence = Absence {
            id,
            employee: input.employee,
            interval: input.interval,
        };
        writer.insert_absence(&absence)?;
        let location = format!("/api/v1/teams/{team}/absences/{id}");
        created(writer.epoch(), 1, location, &absence)
    })
    .await
}
