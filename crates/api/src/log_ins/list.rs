//! `GET /log-in-providers`: what a log-in page offers beside name and password.

use crate::{door::Door, problem::Problem};
use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;

/// One provider.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogInProvider {
    /// For `POST /log-ins`.
    #[schema(example = "helseid")]
    id: String,
    /// What people call it.
    #[schema(example = "HelseID")]
    name: String,
}

/// All of them.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LogInProviders {
    /// None when there is only name and password.
    items: Vec<LogInProvider>,
}

/// Providers that one may log in with
#[utoipa::path(tag = "sign-in", operation_id = "listLogInProviders", responses(
    (status = 200, description = "As the settings name them", body = LogInProviders),
))]
#[get("/log-in-providers")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    let items = door
        .state
        .providers
        .names()
        .map(|(id, name)| LogInProvider {
            id: id.to_owned(),
            name: name.to_owned(),
        })
        .collect();
    Ok(HttpResponse::Ok()
        .insert_header(("cache-control", "no-cache"))
        .json(LogInProviders { items }))
}
