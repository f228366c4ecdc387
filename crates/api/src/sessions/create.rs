//! `POST /sessions`: log in.

use super::view::TokenPair;
use crate::{
    door::{Door, created},
    passwords,
    problem::{Fault, Problem, ProblemBody},
    tokens,
};
use actix_web::{HttpResponse, post};
use domain::policy::Action;
use persistence::{Failure, Outcome, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// A log-in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct SignIn {
    /// As given by the administrator.
    #[schema(example = "kari.nordby", max_length = 200)]
    user_name: String,
    /// The password.
    #[schema(example = "demo sykkel november", max_length = 1000)]
    password: String,
}

/// Longer than any password that can have been set.
const LONGEST: usize = 1000;

/// Log in
///
/// Wrong name and wrong password answer alike and take equally long (SEC-6).
#[utoipa::path(tag = "sign-in", operation_id = "signIn", request_body = SignIn, responses(
    (status = 201, description = "Signed in", body = TokenPair),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Wrong user name or password", body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, description = "Too many attempts; `Retry-After` says when", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/sessions")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    let body = door.body::<SignIn>();
    let (sign_in, facts) = door
        .look(Action::SignIn, move |reader| {
            let granted = reader.general()?;
            let sign_in = body.read(&granted)?;
            let facts = reader.login_facts(&sign_in.user_name)?;
            Ok((sign_in, facts))
        })
        .await?;
    door.state
        .throttle
        .attempt(&sign_in.user_name, &door.address())
        .map_err(|seconds| door.problem(Fault::TooMany(seconds)))?;
    if sign_in.password.len() > LONGEST {
        return Err(door.problem(Fault::WrongPassword));
    }
    let hash = facts.as_ref().map(|facts| facts.password_hash.clone());
    let checked = passwords::check(sign_in.password.clone(), hash).await;
    let Some(facts) = facts.filter(|_| checked.right) else {
        return Err(door.problem(Fault::WrongPassword));
    };
    let rehashed = match checked.outdated {
        true => passwords::hash(sign_in.password).await.ok(),
        false => None,
    };

    let now = door.state.now();
    let settings = door.state.sessions;
    let session = door.new_id();
    let refresh = tokens::new_refresh_token();
    let access = issue(&door, facts.account, session).map_err(|f| door.problem(f))?;
    let device = door.device();
    door.write(Action::SignIn, Streams::municipality(), move |writer| {
        if let Some(hash) = &rehashed {
            writer.set_password_hash(facts.account, hash)?;
        }
        let expires = now + chrono::TimeDelta::days(settings.session_days);
        let hash = tokens::hash(&refresh);
        writer.insert_session(session, facts.account, expires, device.as_deref(), &hash)?;
        let pair = TokenPair {
            access_token: access.clone(),
            expires_in: settings.access_minutes * 60,
            refresh_token: refresh.clone(),
            session,
        };
        let mut answer = created(
            writer.epoch(),
            1,
            format!("/api/v1/sessions/{session}"),
            &pair,
        )?;
        answer.etag = None;
        Ok(answer)
    })
    .await
}

/// An access token for a session.
pub(super) fn issue(
    door: &Door,
    account: domain::ids::AccountId,
    session: domain::ids::SessionId,
) -> Outcome<String> {
    let minutes = door.state.sessions.access_minutes;
    door.state
        .tokens
        .issue(account, session, door.state.now(), minutes)
        .map_err(Failure::Internal)
}
