//! `POST /employees/{employee}/national-number`: which citizen an employee is.

use super::keep_number::{Sent, keep};
use crate::{
    door::Door,
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{ids::EmployeeId, national_number::NationalNumber, policy::Action, reason::Reason};
use serde::Deserialize;
use utoipa::ToSchema;

static OF_ANOTHER: Reason = Reason {
    rule: "R-VED-5",
    code: "number-of-another",
    nb: "En annen medarbeider er registrert med dette nummeret.",
    nn: "Ein annan medarbeidar er registrert med dette nummeret.",
    en: "Another employee is registered with this number.",
};

/// A number.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct EmployeeNumber {
    /// Fødselsnummer or D-number.
    #[schema(example = "10915596784", max_length = 20)]
    national_number: String,
}

/// Say whose national number an employee has
///
/// Only a keyed hash of it is kept, and nobody can read it back: enough to see that a case is her own,
/// so that she neither prepares nor decides it (R-VED-5). A new number takes the place of the old.
#[utoipa::path(tag = "organisation", operation_id = "setEmployeeNumber", security(("bearer" = [])), request_body = EmployeeNumber,
    params(("employee" = EmployeeId, Path, description = "The employee")), responses(
    (status = 204, description = "Kept"),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For administrators", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such employee", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Another employee has it", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "No valid number", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/employees/{employee}/national-number")]
pub(super) async fn handler(door: Door, employee: Id<EmployeeId>) -> Result<HttpResponse, Problem> {
    let policy = door.state.numbers;
    let sent = Sent {
        at: "/nationalNumber",
        of_another: &OF_ANOTHER,
    };
    let parse = move |input: &EmployeeNumber| NationalNumber::parse(&input.national_number, policy);
    let action = Action::SetEmployeeNumber;
    keep(
        door,
        action,
        employee.0,
        sent,
        parse,
        |writer, who, number| writer.set_employee_number(who, number),
    )
    .await
}
