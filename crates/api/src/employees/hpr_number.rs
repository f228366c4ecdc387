//! `POST /employees/{employee}/hpr-number`: what a provider's log-in may know an employee by.

use crate::{
    door::{Door, nothing},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    hpr_number::HprNumber, ids::EmployeeId, policy::Action, reason::Reason, reason::Violations,
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

static OF_ANOTHER: Reason = Reason {
    rule: "SEC-8",
    code: "hpr-number-of-another",
    nb: "En annen medarbeider er registrert med dette HPR-nummeret.",
    nn: "Ein annan medarbeidar er registrert med dette HPR-nummeret.",
    en: "Another employee is registered with this HPR number.",
};

/// A number.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct HprNumberInput {
    /// As in Helsepersonellregisteret.
    #[schema(example = "431001110", max_length = 20)]
    hpr_number: String,
}

/// Say which HPR number an employee has
///
/// Only a keyed hash of it is kept, and nobody can read it back: enough to know her when she logs in with
/// a provider such as HelseID (SEC-8). A new number takes the place of the old.
#[utoipa::path(tag = "organisation", operation_id = "setEmployeeHprNumber", security(("bearer" = [])), request_body = HprNumberInput,
    params(("employee" = EmployeeId, Path, description = "The employee")), responses(
    (status = 204, description = "Kept"),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For administrators", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such employee", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Another employee has it", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "No number", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/employees/{employee}/hpr-number")]
pub(super) async fn handler(door: Door, employee: Id<EmployeeId>) -> Result<HttpResponse, Problem> {
    let body = door.body::<HprNumberInput>();
    let employee = employee.0;
    let streams = Streams::municipality();
    door.write(Action::SetEmployeeHprNumber, streams, move |writer| {
        let granted = writer.general()?;
        let input = body.read(&granted)?;
        if writer.employees(&[employee])?.is_empty() {
            return Err(Failure::NotThere);
        }
        let at = |faults: Violations| {
            let placed = faults.into_iter().map(|fault| fault.at("/hprNumber"));
            Failure::Invalid(placed.collect())
        };
        let number = HprNumber::parse(&input.hpr_number).map_err(at)?;
        if !writer.set_employee_hpr_number(employee, &number)? {
            let fault = OF_ANOTHER.violation().at("/hprNumber");
            return Err(Failure::conflict(fault));
        }
        Ok(nothing())
    })
    .await
}
