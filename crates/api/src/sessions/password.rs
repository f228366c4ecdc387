//! `POST /me/password`: set a new password.

use crate::{
    door::{Door, nothing},
    passwords,
    problem::{Fault, Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{policy::Action, reason::Reason};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

static WRONG: Reason = Reason {
    rule: "SEC-6",
    code: "wrong-current-password",
    nb: "Det nåværende passordet er feil.",
    nn: "Det noverande passordet er feil.",
    en: "The current password is wrong.",
};

/// A change of password.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PasswordChange {
    /// The one used until now.
    #[schema(max_length = 200)]
    current_password: String,
    /// The one to use from now; easy ones are refused.
    #[schema(min_length = 12, max_length = 128)]
    new_password: String,
}

/// Change my password
///
/// All my other sessions end.
#[utoipa::path(tag = "sign-in", operation_id = "changePassword", security(("bearer" = [])), request_body = PasswordChange, responses(
    (status = 204, description = "Changed"),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, description = "Too many attempts; `Retry-After` says when", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Wrong current password, or a new one that is easy to guess", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/me/password")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    let body = door.body::<PasswordChange>();
    let (change, account, hash, names) = door
        .look(Action::ChangePassword, move |reader| {
            let granted = reader.general()?;
            let change = body.read(&granted)?;
            let employee = reader.actor()?.employee;
            let names = reader
                .employees(&[employee])?
                .into_iter()
                .flat_map(|e| [e.given_name, e.family_name])
                .collect::<Vec<_>>();
            let account = reader.actor()?.account;
            Ok((change, account, reader.own_password_hash()?, names))
        })
        .await?;
    // Whoever finds a phone left open guesses no faster here than at log-in.
    door.state
        .throttle
        .code(account)
        .map_err(|seconds| door.problem(Fault::TooMany(seconds)))?;
    if !passwords::check(change.current_password, Some(hash))
        .await
        .right
    {
        return Err(door.problem(Failure::invalid(WRONG.violation().at("/currentPassword"))));
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let weak = passwords::weaknesses(&change.new_password, &names);
    if !weak.is_empty() {
        return Err(door.problem(Failure::Invalid(weak)));
    }
    let hash = passwords::hash(change.new_password)
        .await
        .map_err(|e| door.problem(Failure::Internal(e)))?;
    door.write_unkept(
        Action::ChangePassword,
        Streams::municipality(),
        move |writer| {
            writer.general()?;
            let session = writer.actor()?.session;
            writer.set_password_hash(account, &hash)?;
            writer.end_other_sessions(account, session, "password changed")?;
            Ok(nothing())
        },
    )
    .await
}
