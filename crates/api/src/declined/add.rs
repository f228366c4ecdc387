//! `POST /citizens/{citizen}/declined-employees`.

use super::list::DeclinedView;
use crate::{
    door::{Door, created},
    paths::Id,
    problem::Problem,
    references::unknown_employees,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{CitizenId, EmployeeId},
    policy::Action,
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// Whom the citizen does not want.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct DeclinedInput {
    employee: EmployeeId,
}

/// The citizen does not want visits from somebody
///
/// From now on she is given none of the citizen's visits (R-WL-4). Those she has on open days keep her
/// name and are flagged for review; what is published is the fordeler's to change. Said twice it is
/// the same.
#[utoipa::path(tag = "caseload", operation_id = "declineEmployee", security(("bearer" = [])), request_body = DeclinedInput,
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 201, description = "Written down", body = DeclinedView), AddRefused))]
#[post("/citizens/{citizen}/declined-employees")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    let citizen = id.0;
    let body = door.body::<DeclinedInput>();
    let streams = Streams::citizen(citizen);
    door.write(Action::DeclineEmployee, streams, move |writer| {
        let opened = writer.open(citizen, "declined-employees")?;
        let input = body.read(&opened)?;
        let unknown = unknown_employees(writer, &[("/employee".to_owned(), input.employee)])?;
        if !unknown.is_empty() {
            return Err(Failure::Invalid(unknown));
        }
        let declined = writer.decline_employee(&opened, input.employee)?;
        let location = format!(
            "/api/v1/citizens/{citizen}/declined-employees/{}",
            input.employee
        );
        let view = DeclinedView::new(declined, writer.epoch());
        created(writer.epoch(), 1, location, &view)
    })
    .await
}
