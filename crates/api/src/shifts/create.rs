//! `POST /teams/{team}/shifts`: enter a shift.

use crate::{
    door::{Door, created},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{EmployeeId, ShiftId, UnitId},
    interval::Interval,
    policy::Action,
    reason::{Reason, none_of},
    shift::{Shift, ShiftKind, shift_faults},
    time::local_date,
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// A shift to enter.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ShiftInput {
    /// Who; nobody yet on an open shift.
    employee: Option<EmployeeId>,
    kind: ShiftKind,
    interval: Interval,
}

static NO_EMPLOYEE: Reason = Reason {
    rule: "R-SHF-1",
    code: "no-such-employee",
    nb: "Medarbeideren finnes ikke.",
    nn: "Medarbeidaren finst ikkje.",
    en: "There is no such employee.",
};

/// Enter a shift
///
/// For the leader and the day's fordeler. Also for one from another unit or a substitute: then she
/// may have a list here that day.
#[utoipa::path(tag = "shifts", operation_id = "createShift", security(("bearer" = [])), request_body = ShiftInput,
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 201, description = "Entered", body = Shift),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the day's fordeler or the leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/teams/{team}/shifts")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let team = team.0;
    let body = door.body::<ShiftInput>();
    let id: ShiftId = door.new_id();
    door.write(Action::CreateShift, Streams::unit(team), move |writer| {
        let today = local_date(writer.now());
        let fordeler = writer.fordeler_on(team, today)?;
        let entered = writer.enter_with(team, fordeler)?;
        let input = body.read(&entered)?;
        let who: Vec<EmployeeId> = input.employee.into_iter().collect();
        if writer.employees(&who)?.len() != who.len() {
            return Err(Failure::invalid(NO_EMPLOYEE.violation().at("/employee")));
        }
        let others = writer.shifts_of(&who, input.interval)?;
        let others: Vec<Interval> = others.iter().map(|s| s.interval).collect();
        none_of(shift_faults(input.interval, &others)).map_err(Failure::Invalid)?;
        let shift = Shift {
            id,
            employee: input.employee,
            unit: team,
            kind: input.kind,
            interval: input.interval,
        };
        writer.insert_shift(&shift)?;
        let location = format!("/api/v1/teams/{team}/shifts/{id}");
        created(writer.epoch(), 1, location, &shift)
    })
    .await
}
