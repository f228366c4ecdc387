//! `GET /sessions`: one's own devices.

use super::view::SessionView;
use crate::{
    door::{Door, Shown},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use domain::policy::Action;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// One's own devices, newest first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct SessionList {
    /// All that are signed in.
    items: Vec<SessionView>,
}

/// My signed-in devices
#[utoipa::path(tag = "sign-in", operation_id = "listSessions", security(("bearer" = [])), responses(
    (status = 200, description = "Devices, newest first", body = SessionList),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/sessions")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    let names: BTreeMap<String, String> = door
        .state
        .providers
        .names()
        .map(|(id, name)| (id.to_owned(), name.to_owned()))
        .collect();
    door.read(Action::ListSessions, move |reader| {
        reader.general()?;
        let current = reader.actor()?.session;
        let items = reader
            .own_sessions()?
            .into_iter()
            .map(|session| SessionView {
                id: session.id.0,
                created_at: session.created_at.0,
                expires_at: session.expires_at.0,
                current: session.id.0 == current,
                device: session.device,
                // One that the settings no longer name still says which it was.
                provider: session
                    .provider
                    .map(|id| names.get(&id).cloned().unwrap_or(id)),
            })
            .collect();
        Shown::view(&SessionList { items })
    })
    .await
}
