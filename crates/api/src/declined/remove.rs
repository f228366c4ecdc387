//! `DELETE /citizens/{citizen}/declined-employees/{employee}`.

use crate::{
    door::{Door, nothing},
    paths::Ids,
    problem::Problem,
    refusals::ChangeRefused,
};
use actix_web::{HttpResponse, delete};
use domain::{
    ids::{CitizenId, EmployeeId},
    policy::Action,
};
use persistence::{Failure, Streams};

/// The citizen has changed her mind
#[utoipa::path(tag = "caseload", operation_id = "acceptEmployee", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen"), ("employee" = EmployeeId, Path, description = "The employee"),
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 204, description = "Taken back"), ChangeRefused))]
#[delete("/citizens/{citizen}/declined-employees/{employee}")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<CitizenId, EmployeeId>,
) -> Result<HttpResponse, Problem> {
    let Ids(citizen, employee) = ids;
    let if_match = door.if_match.clone();
    let streams = Streams::citizen(citizen);
    door.write(Action::AcceptEmployee, streams, move |writer| {
        let opened = writer.open(citizen, "declined-employees")?;
        let found = writer.declined_by(&opened)?;
        if found.iter().all(|declined| declined.employee != employee) {
            return Err(Failure::NotThere);
        }
        if_match.check(&opened, writer.epoch(), 1)?;
        writer.accept_employee(&opened, employee)?;
        Ok(nothing())
    })
    .await
}
