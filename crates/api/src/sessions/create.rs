//! `POST /sessions`: log in.

use super::{totp::take_code, view::TokenPair};
use crate::{
    door::{Door, created, respond},
    passwords,
    problem::{Fault, Problem, ProblemBody},
    tokens,
};
use actix_web::{HttpResponse, post};
use domain::{ids::AccountId, policy::Action};
use persistence::{Answer, Failure, NewSession, Outcome, Streams};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A log-in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct SignIn {
    /// As given by the administrator.
    #[schema(example = "kari.nordby", max_length = 200)]
    user_name: String,
    /// The password.
    #[schema(example = "demo sykkel november", max_length = 1000)]
    password: String,
    /// Six digits of the code generator, or a recovery code, when the account has one (SEC-6).
    #[serde(default)]
    #[schema(example = "287082", max_length = 40)]
    code: Option<String>,
}

/// Longer than any password that can have been set.
const LONGEST: usize = 1000;

/// Log in
///
/// Wrong name and wrong password answer alike and take equally long (SEC-6).
#[utoipa::path(tag = "sign-in", operation_id = "signIn", request_body = SignIn, responses(
    (status = 201, description = "Signed in", body = TokenPair),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Wrong user name or password; or `/problems/code-required`, `/problems/wrong-code`", body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, description = "Too many attempts; `Retry-After` says when", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/sessions")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    let (answer, _) = begin(&door, Action::SignIn).await?;
    Ok(respond(answer))
}

/// A code that was taken before, or is none.
const WRONG_CODE: Answer = Answer {
    status: 401,
    body: Vec::new(),
    etag: None,
    location: None,
};

/// Checks a log-in and begins its session.
///
/// # Errors
/// The refusal, worded.
pub(crate) async fn begin(door: &Door, action: Action) -> Result<(Answer, TokenPair), Problem> {
    let body = door.body::<SignIn>();
    let (sign_in, facts, totp) = door
        .look(action, move |reader| {
            let granted = reader.general()?;
            let sign_in = body.read(&granted)?;
            let facts = reader.login_facts(&sign_in.user_name)?;
            // The same queries for an account that does not exist.
            let account = facts.as_ref().map_or(AccountId(Uuid::nil()), |f| f.account);
            let totp = reader.totp_of(account)?.filter(|totp| totp.confirmed);
            Ok((sign_in, facts, totp))
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
    let named = facts.as_ref().map(|facts| facts.account);
    let checked = passwords::check(sign_in.password.clone(), hash).await;
    let Some(facts) = facts.filter(|_| checked.right) else {
        return Err(door.refuse(Fault::WrongPassword, named));
    };
    let factor = match (totp, sign_in.code) {
        (None, _) => None,
        (Some(_), None) => return Err(door.refuse(Fault::CodeRequired, named)),
        (Some(totp), Some(code)) => {
            door.state
                .throttle
                .code(facts.account)
                .map_err(|seconds| door.refuse(Fault::TooMany(seconds), named))?;
            Some((totp, code))
        }
    };
    let rehashed = match checked.outdated {
        true => passwords::hash(sign_in.password).await.ok(),
        false => None,
    };

    let (pair, new) = prepare(door, facts.account, None)?;
    let given = pair.clone();
    let answer = door
        .change(action, Streams::municipality(), move |writer| {
            if let Some((totp, code)) = &factor
                && !take_code(writer, facts.account, totp, code)?
            {
                return Ok(WRONG_CODE);
            }
            if let Some(hash) = &rehashed {
                writer.set_password_hash(facts.account, hash)?;
            }
            writer.insert_session(&new, &tokens::hash(&given.refresh_token))?;
            let location = format!("/api/v1/sessions/{}", new.id);
            let mut answer = created(writer.epoch(), 1, location, &given)?;
            answer.etag = None;
            Ok(answer)
        })
        .await?;
    if answer.status == WRONG_CODE.status {
        return Err(door.refuse(Fault::WrongCode, named));
    }
    Ok((answer, pair))
}

/// The provider that told who it is, and whether it was strongly.
pub(crate) struct Origin {
    /// Its id in the settings.
    pub(crate) provider: String,
    /// As strong as a second factor.
    pub(crate) strong: bool,
}

/// A session with its first tokens, made before the write that stores it. However one has shown who
/// one is, it is the same session from here.
///
/// # Errors
/// When the token cannot be signed.
pub(crate) fn prepare(
    door: &Door,
    account: AccountId,
    origin: Option<Origin>,
) -> Result<(TokenPair, NewSession), Problem> {
    let settings = door.state.sessions;
    let session = door.new_id();
    let pair = TokenPair {
        access_token: issue(door, account, session).map_err(|f| door.problem(f))?,
        expires_in: settings.access_minutes * 60,
        refresh_token: tokens::new_refresh_token(),
        session,
    };
    let new = NewSession {
        id: session,
        account,
        expires: door.state.now() + chrono::TimeDelta::days(settings.session_days),
        device: door.device(),
        strong: origin.as_ref().is_some_and(|origin| origin.strong),
        provider: origin.map(|origin| origin.provider),
    };
    Ok((pair, new))
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
