//! `DELETE` and `POST /employees/{employee}/account`: a log-in that is closed, and opened again (SEC-2).

use crate::{
    door::{Door, nothing},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, delete, post};
use domain::{ids::EmployeeId, policy::Action, reason::Reason};
use persistence::{Failure, Streams};

static OWN: Reason = Reason {
    rule: "SEC-2",
    code: "own-account",
    nb: "Du kan ikke stenge din egen konto.",
    nn: "Du kan ikkje stengje din eigen konto.",
    en: "You cannot close your own account.",
};

/// Close an employee's log-in
///
/// For one who has left: she is out at the next request, and gets in again neither by password nor by a
/// provider. What she has written stays hers.
#[utoipa::path(tag = "organisation", operation_id = "closeAccount", security(("bearer" = [])),
    params(("employee" = EmployeeId, Path, description = "The employee")), responses(
    (status = 204, description = "Closed, or was already"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For administrators", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such employee", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "One's own", body = ProblemBody, content_type = "application/problem+json"),
))]
#[delete("/employees/{employee}/account")]
pub(super) async fn close(door: Door, employee: Id<EmployeeId>) -> Result<HttpResponse, Problem> {
    let employee = employee.0;
    let streams = Streams::municipality();
    door.write(Action::CloseAccount, streams, move |writer| {
        writer.general()?;
        let account = writer.account_of(employee)?.ok_or(Failure::NotThere)?;
        if writer.actor()?.employee == employee {
            return Err(Failure::conflict(OWN.violation()));
        }
        writer.close_account(account)?;
        writer.end_all_sessions(account, "account closed")?;
        Ok(nothing())
    })
    .await
}

/// Open an employee's log-in again
#[utoipa::path(tag = "organisation", operation_id = "reopenAccount", security(("bearer" = [])),
    params(("employee" = EmployeeId, Path, description = "The employee")), responses(
    (status = 204, description = "Open, or was already"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For administrators", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such employee", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/employees/{employee}/account")]
pub(super) async fn reopen(door: Door, employee: Id<EmployeeId>) -> Result<HttpResponse, Problem> {
    let employee = employee.0;
    let streams = Streams::municipality();
    door.write(Action::ReopenAccount, streams, move |writer| {
        writer.general()?;
        let account = writer.account_of(employee)?.ok_or(Failure::NotThere)?;
        writer.reopen_account(account)?;
        Ok(nothing())
    })
    .await
}
