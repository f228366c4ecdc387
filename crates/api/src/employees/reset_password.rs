//! `POST /employees/{employee}/password-reset`: a one-time link, told to the leader (SEC-2).

use crate::{
    door::{Door, created},
    paths::Id,
    problem::{Problem, ProblemBody},
    second_factor, tokens,
};
use actix_web::{HttpResponse, post};
use chrono::{DateTime, Days, TimeDelta, Utc};
use domain::{
    ids::{EmployeeId, TaskId, UnitId},
    organisation::Role,
    policy::Action,
    reason::Reason,
    task::{Due, TaskDraft, TaskHolder, TaskSource, TaskSubject},
    time::local_date,
};
use persistence::{Failure, Streams, new_id};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How long the link works.
const LASTS: TimeDelta = TimeDelta::hours(24);

static OWN: Reason = Reason {
    rule: "SEC-2",
    code: "own-password-reset",
    nb: "Sitt eget passord bytter man med det gamle.",
    nn: "Sitt eige passord byter ein med det gamle.",
    en: "One's own password is changed with the old one.",
};

/// What the link does.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ResetInput {
    /// The code generator is lost too: the link takes it away, and a new one must be enrolled.
    #[serde(default)]
    forget_totp: bool,
}

/// A link to give to the employee.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ResetView {
    employee: EmployeeId,
    /// The link's secret, shown once; `POST /password-resets` takes it.
    token: String,
    /// Until when it works.
    expires_at: DateTime<Utc>,
}

/// A one-time link for a new password
///
/// To be given to the employee herself. The leaders of her units are told, so that a link that she did
/// not ask for is noticed. The old password works until the link is used.
#[utoipa::path(tag = "organisation", operation_id = "resetPassword", security(("bearer" = [])), request_body = ResetInput,
    params(("employee" = EmployeeId, Path, description = "The employee")), responses(
    (status = 201, description = "The link, shown once", body = ResetView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For administrators", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such employee", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "One's own", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/employees/{employee}/password-reset")]
pub(super) async fn handler(door: Door, employee: Id<EmployeeId>) -> Result<HttpResponse, Problem> {
    let (employee, action) = (employee.0, Action::ResetPassword);
    let units: Vec<UnitId> = door
        .look(action, move |reader| {
            reader.general()?;
            reader.units_of_employee(employee)
        })
        .await?;
    let body = door.body::<ResetInput>();
    let token = second_factor::new_link_token();
    let hash = tokens::hash(&token);
    let expires_at = domain::time::to_micros(door.state.now() + LASTS);
    let streams = units
        .iter()
        .fold(Streams::municipality(), |all, unit| all.and_unit(*unit));
    door.write_unkept(action, streams, move |writer| {
        let granted = writer.general()?;
        let input = body.read(&granted)?;
        let account = writer.account_of(employee)?.ok_or(Failure::NotThere)?;
        if writer.actor()?.employee == employee {
            return Err(Failure::conflict(OWN.violation()));
        }
        writer.insert_password_reset(account, &hash, expires_at, input.forget_totp)?;
        let who = writer.employee(employee)?;
        let today = local_date(writer.now());
        for unit in &units {
            let draft = TaskDraft {
                unit: *unit,
                citizen: None,
                subject: TaskSubject::PasswordReset,
                values: [(
                    "employee".to_owned(),
                    format!("{} {}", who.given_name, who.family_name),
                )]
                .into(),
                due: Due::Day(today.checked_add_days(Days::new(1)).unwrap_or(today)),
                holder: TaskHolder::Role(Role::Leader),
                source: TaskSource::Unit(*unit),
            };
            let id: TaskId = new_id(writer.now());
            writer.add_task_by_hand(id, &draft)?;
        }
        let view = ResetView {
            employee,
            token: token.clone(),
            expires_at,
        };
        let location = format!("/api/v1/employees/{employee}/password-reset");
        let mut answer = created(writer.epoch(), 1, location, &view)?;
        answer.etag = None;
        Ok(answer)
    })
    .await
}
