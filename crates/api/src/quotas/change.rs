//! `POST /quotas/{quota}/changes`: another number of places from a day on.

use super::list::{QuotaView, one};
use crate::{
    door::{Door, created},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::{
    ids::{QuotaChangeId, QuotaId},
    policy::Action,
    quota::{QuotaChange, QuotaSize, check_quota_change},
    reason::none_of,
    time::{local_date, to_micros},
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// Another number of places.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ChangeInput {
    /// Number of places; 0 ends the quota.
    #[schema(minimum = 0)]
    places: i32,
    /// First day, today at the earliest.
    #[schema(example = "2027-01-01")]
    from: NaiveDate,
    /// The decision it rests on.
    #[schema(example = "Bydelsutvalget, sak 14/26", max_length = 500)]
    decision: String,
}

/// Give a quota another number of places
///
/// From a day on; 0 ends it. A quota is never edited: what counted before is answered for any day, and
/// what was signed stands, also when fewer places are left than are taken.
#[utoipa::path(tag = "delegations", operation_id = "changeQuota", security(("bearer" = [])), request_body = ChangeInput,
    params(("quota" = QuotaId, Path, description = "The quota")), responses(
    (status = 201, description = "Registered; the quota as it stands", body = QuotaView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For administrators", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such quota", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/quotas/{quota}/changes")]
pub(super) async fn handler(door: Door, quota: Id<QuotaId>) -> Result<HttpResponse, Problem> {
    let id: QuotaChangeId = door.new_id();
    let body = door.body::<ChangeInput>();
    let streams = Streams::municipality();
    door.write(Action::ChangeQuota, streams, move |writer| {
        let granted = writer.general()?;
        let input = body.read(&granted)?;
        let now = to_micros(writer.now());
        let today = local_date(now);
        let size = QuotaSize {
            from: input.from,
            places: input.places,
        };
        none_of(check_quota_change(size, &input.decision, today)).map_err(Failure::Invalid)?;
        let change = QuotaChange {
            id,
            quota: quota.0,
            size,
            decision: input.decision.trim().to_owned(),
            registered_by: writer.actor()?.employee,
            registered_at: now,
        };
        writer.insert_quota_change(&change)?;
        let view = one(writer, quota.0, today)?;
        created(writer.epoch(), 1, "/api/v1/quotas".to_owned(), &view)
    })
    .await
}
