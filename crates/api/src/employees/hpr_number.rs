//! `POST /employees/{employee}/hpr-number`: what a provider's log-in may know an employee by.

use super::keep_number::{Sent, keep};
use crate::{
    door::Door,
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{hpr_number::HprNumber, ids::EmployeeId, policy::Action, reason::Reason};
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
    let sent = Sent {
        at: "/hprNumber",
        of_another: &OF_ANOTHER,
    };
    let parse = |input: &HprNumberInput| HprNumber::parse(&input.hpr_number);
    let action = Action::SetEmployeeHprNumber;
    keep(
        door,
        action,
        employee.0,
        sent,
        parse,
        |writer, who, number| writer.set_employee_hpr_number(who, number),
    )
    .await
}
