//! `POST /quotas`.

use super::list::{QuotaView, one};
use crate::{
    door::{Door, created},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::QuotaId, policy::Action, quota::check_new_quota, reason::none_of, time::local_date,
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// A quota to be registered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct QuotaInput {
    /// What it is called.
    #[schema(example = "Korttidsplass, Bydel Østensjø", max_length = 200)]
    name: String,
    /// Number of places.
    #[schema(minimum = 0)]
    places: i32,
}

/// Register a quota
///
/// Delegations name it as their limit; whoever signs under them takes a place, until none is left.
#[utoipa::path(tag = "delegations", operation_id = "createQuota", security(("bearer" = [])), request_body = QuotaInput, responses(
    (status = 201, description = "Registered", body = QuotaView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For administrators", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/quotas")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    let id: QuotaId = door.new_id();
    let body = door.body::<QuotaInput>();
    door.write(
        Action::CreateQuota,
        Streams::municipality(),
        move |writer| {
            let granted = writer.general()?;
            let input = body.read(&granted)?;
            none_of(check_new_quota(&input.name, input.places)).map_err(Failure::Invalid)?;
            writer.insert_quota(id, input.name.trim(), input.places)?;
            let today = local_date(writer.now());
            let view = one(writer, id, today)?;
            created(writer.epoch(), 1, "/api/v1/quotas".to_owned(), &view)
        },
    )
    .await
}
