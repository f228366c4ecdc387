//! `POST /employees`: a new employee with a log-in.

use crate::{
    door::{Door, created},
    passwords,
    problem::{Problem, ProblemBody},
    second_factor,
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{AccountId, EmployeeId},
    organisation::{Profession, Transport},
    policy::Action,
    reason::{Reason, Violations},
};
use persistence::{Employee, Failure, Streams};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

static NAME: Reason = Reason {
    rule: "SEC-2",
    code: "name-missing",
    nb: "Skriv fornavn, etternavn og brukernavn, hver høyst {most} tegn.",
    nn: "Skriv førenamn, etternamn og brukarnamn, kvar høgst {most} teikn.",
    en: "Give given name, family name and user name, each at most {most} characters.",
};
static TAKEN: Reason = Reason {
    rule: "SEC-2",
    code: "user-name-taken",
    nb: "Brukernavnet er i bruk.",
    nn: "Brukarnamnet er i bruk.",
    en: "The user name is taken.",
};

/// Longest name.
const LONGEST: usize = 100;

/// A new employee.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct EmployeeInput {
    #[schema(example = "Ingrid", max_length = 100)]
    given_name: String,
    #[schema(example = "Lund", max_length = 100)]
    family_name: String,
    profession: Profession,
    transport: Transport,
    #[schema(example = "ingrid.lund", max_length = 100)]
    user_name: String,
}

/// An employee.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct EmployeeView {
    id: EmployeeId,
    name: String,
    profession: Profession,
}

fn faults(input: &EmployeeInput) -> Violations {
    let named = [
        (&input.given_name, "/givenName"),
        (&input.family_name, "/familyName"),
        (&input.user_name, "/userName"),
    ];
    named
        .into_iter()
        .filter(|(text, _)| text.trim().is_empty() || text.chars().count() > LONGEST)
        .map(|(_, pointer)| NAME.violation().at(pointer).with("most", LONGEST))
        .collect()
}

/// A new employee with a log-in
///
/// She makes her password herself, by a one-time link (`POST /employees/{employee}/password-reset`): nobody else ever knows
/// it. Memberships are proposed apart and confirmed by the unit's leader (SEC-2).
#[utoipa::path(tag = "organisation", operation_id = "createEmployee", security(("bearer" = [])), request_body = EmployeeInput, responses(
    (status = 201, description = "Created", body = EmployeeView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For administrators", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "The user name is taken", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/employees")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    let body = door.body::<EmployeeInput>();
    let input = door
        .look(Action::CreateEmployee, move |reader| {
            let granted = reader.general()?;
            let input = body.read(&granted)?;
            let found = faults(&input);
            if found.is_empty() {
                Ok(input)
            } else {
                Err(Failure::Invalid(found))
            }
        })
        .await?;
    // A password that nobody knows and nobody ever will.
    let hash = passwords::hash(second_factor::new_link_token())
        .await
        .map_err(|e| door.problem(Failure::Internal(e)))?;
    let (id, account): (EmployeeId, AccountId) = (door.new_id(), door.new_id());
    door.write(
        Action::CreateEmployee,
        Streams::municipality(),
        move |writer| {
            writer.general()?;
            if writer.login_facts(&input.user_name)?.is_some() {
                return Err(Failure::conflict(TAKEN.violation().at("/userName")));
            }
            let employee = Employee {
                id,
                given_name: input.given_name.trim().to_owned(),
                family_name: input.family_name.trim().to_owned(),
                profession: input.profession,
                transport: input.transport,
                phone: None,
            };
            writer.insert_employee(&employee)?;
            writer.insert_account(account, id, &input.user_name, &hash)?;
            let name = format!("{} {}", employee.given_name, employee.family_name);
            let view = EmployeeView {
                id,
                name,
                profession: employee.profession,
            };
            created(writer.epoch(), 1, format!("/api/v1/employees/{id}"), &view)
        },
    )
    .await
}
