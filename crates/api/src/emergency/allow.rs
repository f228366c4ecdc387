//! `POST /teams/{team}/emergency-allowances`: a leader allows one of hers one more today.

use crate::{
    door::{Door, created},
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::{
    emergency::allowance_violations,
    ids::{AllowanceId, EmployeeId, UnitId},
    policy::Action,
    reason::none_of,
    time::local_date,
};
use persistence::{Failure, MUNICIPALITY, Streams};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who may use it once more.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AllowanceInput {
    /// A member of the unit.
    employee: EmployeeId,
}

/// One more emergency access for somebody.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AllowanceView {
    id: AllowanceId,
    employee: EmployeeId,
    /// On this local day.
    day: NaiveDate,
}

/// Allow one more emergency access today
#[utoipa::path(tag = "emergency", operation_id = "allowEmergencyAccess", security(("bearer" = [])), request_body = AllowanceInput,
    params(("team" = UnitId, Path, description = "The unit that both work in")), responses(
    (status = 201, description = "One more today", body = AllowanceView), AddRefused))]
#[post("/teams/{team}/emergency-allowances")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let id: AllowanceId = door.new_id();
    let team = team.0;
    let body = door.body::<AllowanceInput>();
    let streams = Streams::unit(team).and_unit(MUNICIPALITY);
    door.write(Action::AllowEmergencyAccess, streams, move |writer| {
        let entered = writer.enter(team)?;
        let input = body.read(&entered)?;
        let by = writer.actor()?.employee;
        none_of(allowance_violations(by, input.employee)).map_err(Failure::Conflict)?;
        let today = local_date(writer.now());
        let works_here = writer
            .members(team)?
            .into_iter()
            .any(|(member, _, _)| member.employee == input.employee && member.is_active(today));
        if !works_here {
            return Err(Failure::NotThere);
        }
        let day = writer.insert_emergency_allowance(id, input.employee)?;
        let location = format!("/api/v1/teams/{team}/emergency-allowances/{id}");
        let view = AllowanceView {
            id,
            employee: input.employee,
            day,
        };
        created(writer.epoch(), 1, location, &view)
    })
    .await
}
