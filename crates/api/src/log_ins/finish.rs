//! `POST /browser-session/from-provider`: come back from a provider.

use super::{asked, problem};
use crate::{
    browser_session::{BrowserSession, log_in, log_in_gone, signed_in},
    door::{Door, nothing},
    oidc::{Returned, Said},
    problem::{Problem, ProblemBody},
    sessions::{Origin, prepare},
    tokens,
};
use actix_web::{HttpRequest, HttpResponse, http::StatusCode, post};
use domain::{
    ids::AccountId,
    log_in::{BROKEN_OFF, NOT_BEGUN_HERE, TOO_WEAK, UNKNOWN_PERSON, person},
    policy::Action,
    reason::Violation,
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use std::sync::{Arc, Mutex};
use utoipa::ToSchema;

/// What the provider put into the address it sent the browser back to.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ProviderAnswer {
    /// Whose answer it is: the last part of the path.
    #[schema(example = "helseid", max_length = 40)]
    provider: String,
    /// `state`.
    #[schema(max_length = 500)]
    state: String,
    /// `code`; absent when the log-in was broken off.
    #[serde(default)]
    #[schema(max_length = 2000)]
    code: Option<String>,
    /// `iss`, when there is one.
    #[serde(default)]
    #[schema(max_length = 500)]
    iss: Option<String>,
}

/// Log in with a provider's answer
///
/// The session is the same as after `POST /browser-session`. Who is not known here, has no account or
/// one that was closed is answered alike.
#[utoipa::path(tag = "sign-in", operation_id = "signInFromProvider", request_body = ProviderAnswer,
    params(("X-Tillit" = String, Header, description = "Any value: says that our own page asks", example = "1")), responses(
    (status = 201, description = "Signed in; the cookies are set", body = BrowserSession),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not asked by our own page, not begun in this browser, used, broken off, too weak, not known here, or an answer that does not hold", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "A text that no answer has", body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, description = "Too many attempts; `Retry-After` says when", body = ProblemBody, content_type = "application/problem+json"),
    (status = 503, description = "The provider does not answer", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/browser-session/from-provider")]
pub(super) async fn handler(door: Door, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let answer: ProviderAnswer = asked(&door, &request, Action::SignInFromProvider).await?;
    let refuse = |violation: Violation| door.problem(Failure::Forbidden(vec![violation]));
    let known = door.state.providers.get(&answer.provider);
    let (Some(provider), Some(browser)) = (known, log_in(&request)) else {
        return Err(refuse(NOT_BEGUN_HERE.violation()));
    };
    let named = |reason: &'static domain::reason::Reason| {
        refuse(reason.violation().with("provider", provider.name()))
    };
    // Taken before anything else: whatever comes of it, it was the only try.
    let secrets = take(&door, &answer.state, &browser, provider.id()).await?;
    let secrets = secrets.ok_or_else(|| refuse(NOT_BEGUN_HERE.violation()))?;
    let Some(code) = answer.code else {
        return Err(named(&BROKEN_OFF));
    };
    let returned = Returned {
        code,
        issuer: answer.iss,
    };
    let (asked, now) = (provider.clone(), door.state.now());
    let said = door
        .state
        .providers
        .ask(move || asked.redeem(&returned, &secrets, now))
        .await
        .map_err(|trouble| problem(&door, (provider.id(), provider.name()), trouble))?;
    if said.is_too_weak() {
        return Err(named(&TOO_WEAK));
    }
    let strong = said.is_strong();
    let account = account(&door, said).await?;
    let account = account.ok_or_else(|| named(&UNKNOWN_PERSON))?;
    let origin = Origin {
        provider: provider.id().to_owned(),
        strong,
    };
    let (pair, new) = prepare(&door, account, Some(origin))?;
    let hash = tokens::hash(&pair.refresh_token);
    door.change_unkept(
        Action::SignInFromProvider,
        Streams::municipality(),
        move |writer| {
            writer.insert_session(&new, &hash)?;
            Ok(nothing())
        },
    )
    .await?;
    let mut response = signed_in(StatusCode::CREATED, &pair, &door.state.sessions);
    let _ = response.add_cookie(&log_in_gone());
    Ok(response)
}

/// Takes the log-in that is under way: none when it is not this browser's, not this provider's, used or
/// forgotten.
async fn take(
    door: &Door,
    state: &str,
    browser: &str,
    provider: &str,
) -> Result<Option<Vec<u8>>, Problem> {
    let (state, browser) = (tokens::hash(state), tokens::hash(browser));
    let provider = provider.to_owned();
    // The secrets leave the write beside its answer, which is nobody's to keep.
    let taken = Arc::new(Mutex::new(None));
    let out = taken.clone();
    door.change_unkept(
        Action::SignInFromProvider,
        Streams::default(),
        move |writer| {
            let secrets = writer.take_log_in(&state, &browser, &provider)?;
            *out.lock()
                .unwrap_or_else(std::sync::PoisonError::into_inner) = secrets;
            Ok(nothing())
        },
    )
    .await?;
    let mut taken = taken
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    Ok(taken.take())
}

/// The account of the one the provider speaks of. The same questions whoever it is.
async fn account(door: &Door, said: Said) -> Result<Option<AccountId>, Problem> {
    let policy = door.state.numbers;
    door.look(Action::SignInFromProvider, move |reader| {
        reader.general()?;
        let by_number = match said.national_number(policy) {
            Some(number) => reader.employee_by_national_number(&number)?,
            None => None,
        };
        let by_hpr = match said.hpr_number() {
            Some(number) => reader.employee_by_hpr_number(&number)?,
            None => None,
        };
        match person(&[by_number, by_hpr]) {
            Some(employee) => reader.open_account_of(employee),
            None => Ok(None),
        }
    })
    .await
}
