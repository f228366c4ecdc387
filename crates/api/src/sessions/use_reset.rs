//! `POST /password-resets`: a new password by a one-time link (SEC-2).

use crate::{
    door::{Door, nothing, respond},
    passwords,
    problem::{Fault, Problem, ProblemBody},
    tokens,
};
use actix_web::{HttpResponse, post};
use domain::policy::Action;
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// A new password, with the token of the link.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ResetUse {
    /// From the link.
    #[schema(max_length = 200)]
    token: String,
    /// The one to use from now; easy ones are refused.
    #[schema(min_length = 12, max_length = 128)]
    new_password: String,
}

/// Set a new password by a one-time link
///
/// The link works once and for a day. All sessions of the account end.
#[utoipa::path(tag = "sign-in", operation_id = "usePasswordReset", request_body = ResetUse, responses(
    (status = 204, description = "The new password works"),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such link, or used, or too old", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "A password that is easy to guess", body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, description = "Too many attempts; `Retry-After` says when", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/password-resets")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    door.state
        .throttle
        .address(&door.address())
        .map_err(|seconds| door.problem(Fault::TooMany(seconds)))?;
    let body = door.body::<ResetUse>();
    let now = door.state.now();
    let (input, hash, facts, names) = door
        .look(Action::UsePasswordReset, move |reader| {
            let granted = reader.general()?;
            let input = body.read(&granted)?;
            let hash = tokens::hash(&input.token);
            let facts = reader
                .password_reset(&hash)?
                .filter(|facts| !facts.used && now < facts.expires)
                .ok_or(Failure::NotThere)?;
            let names: Vec<String> = reader
                .employees(&[facts.employee])?
                .into_iter()
                .flat_map(|e| [e.given_name, e.family_name])
                .collect();
            Ok((input, hash, facts, names))
        })
        .await?;
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let weak = passwords::weaknesses(&input.new_password, &names);
    if !weak.is_empty() {
        return Err(door.problem(Failure::Invalid(weak)));
    }
    let password = passwords::hash(input.new_password)
        .await
        .map_err(|e| door.problem(Failure::Internal(e)))?;
    let answer = door
        .change(
            Action::UsePasswordReset,
            Streams::municipality(),
            move |writer| {
                // Two at once: one of them is first.
                if !writer.take_password_reset(&hash)? {
                    return Err(Failure::NotThere);
                }
                writer.set_password_hash(facts.account, &password)?;
                if facts.forgets_totp {
                    writer.remove_totp(facts.account)?;
                }
                writer.end_all_sessions(facts.account, "password reset")?;
                Ok(nothing())
            },
        )
        .await?;
    Ok(respond(answer))
}
