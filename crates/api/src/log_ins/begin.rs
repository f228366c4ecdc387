//! `POST /log-ins`: go to a provider.

use super::{asked, problem};
use crate::{
    browser_session::with_log_in,
    door::{Door, nothing},
    problem::{Problem, ProblemBody},
    tokens,
};
use actix_web::{HttpRequest, HttpResponse, post};
use domain::{log_in::LOG_IN_LASTS, policy::Action};
use persistence::{Failure, LogInUnderWay, Streams};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// With whom.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct LogInWish {
    /// As `GET /log-in-providers` names it.
    #[schema(example = "helseid", max_length = 40)]
    provider: String,
}

/// Where to.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogInBegun {
    /// The provider's page: the browser goes there.
    #[schema(
        example = "https://helseid-sts.nhn.no/connect/authorize?client_id=tillit&request_uri=urn:…"
    )]
    address: String,
    /// Seconds until the log-in is forgotten.
    #[schema(example = 600)]
    expires_in: i64,
}

/// Begin a log-in with a provider
///
/// The browser goes to `address`; the provider sends it back to `/log-in/{provider}` on our own page, which
/// hands the answer to `POST /browser-session/from-provider`. A cookie binds the log-in to this browser; it
/// works once, for ten minutes.
#[utoipa::path(tag = "sign-in", operation_id = "beginLogIn", request_body = LogInWish,
    params(("X-Tillit" = String, Header, description = "Any value: says that our own page asks", example = "1")), responses(
    (status = 201, description = "Begun; the cookie is set", body = LogInBegun),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Not asked by our own page, or the provider refuses us", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such provider", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "A text that no provider has", body = ProblemBody, content_type = "application/problem+json"),
    (status = 429, description = "Too many attempts; `Retry-After` says when", body = ProblemBody, content_type = "application/problem+json"),
    (status = 503, description = "The provider does not answer", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/log-ins")]
pub(super) async fn handler(door: Door, request: HttpRequest) -> Result<HttpResponse, Problem> {
    let wish: LogInWish = asked(&door, &request, Action::BeginLogIn).await?;
    let found = door.state.providers.get(&wish.provider);
    let provider = found.ok_or_else(|| door.problem(Failure::NotThere))?;
    let (asked, now, language) = (provider.clone(), door.state.now(), door.language);
    let begun = door
        .state
        .providers
        .ask(move || asked.begin(language, now))
        .await
        .map_err(|trouble| problem(&door, (provider.id(), provider.name()), trouble))?;
    let browser = tokens::new_refresh_token();
    let under_way = LogInUnderWay {
        state_hash: tokens::hash(&begun.state),
        browser_hash: tokens::hash(&browser),
        provider: provider.id().to_owned(),
        expires: now + LOG_IN_LASTS,
    };
    let secrets = begun.secrets;
    door.change_unkept(Action::BeginLogIn, Streams::default(), move |writer| {
        writer.insert_log_in(&under_way, &secrets)?;
        Ok(nothing())
    })
    .await?;
    Ok(HttpResponse::Created()
        .insert_header(("cache-control", "no-store"))
        .cookie(with_log_in(browser))
        .json(LogInBegun {
            address: begun.address,
            expires_in: LOG_IN_LASTS.num_seconds(),
        }))
}
