//! `POST /provisional-services/{provisional}/extension`.

use super::{
    target::{Target, close_deadline},
    view::ProvisionalView,
};
use crate::{
    door::{Door, changed},
    impartial,
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::{
    ids::{ProvisionalId, TaskId},
    policy::Action,
    provisional::Extension,
    task::{TaskSource, TaskState, provisional_deadline},
    time::{local_date, to_micros},
};
use persistence::Failure;
use serde::Deserialize;
use utoipa::ToSchema;

/// Until when, and why there is no vedtak yet.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ExtensionInput {
    /// New last day, at most fourteen days after the present one.
    until: NaiveDate,
    /// Why.
    #[schema(example = "Fastlegen har ikke svart ennå.", max_length = 10000)]
    reason: String,
}

/// Extend a service that has no vedtak yet
#[utoipa::path(tag = "applications", operation_id = "extendProvisionalService", security(("bearer" = [])), request_body = ExtensionInput,
    params(("provisional" = ProvisionalId, Path, description = "The service")), responses(
    (status = 200, description = "Extended", body = ProvisionalView), AddRefused))]
#[post("/provisional-services/{provisional}/extension")]
pub(super) async fn handler(door: Door, id: Id<ProvisionalId>) -> Result<HttpResponse, Problem> {
    let task: TaskId = door.new_id();
    let law = door.state.law.clone();
    let body = door.body::<ExtensionInput>();
    let target = Target::find(&door, Action::ExtendProvisional, id.0).await?;
    door.write(Action::ExtendProvisional, target.streams(), move |writer| {
        let (opened, provisional, version) = target.open(writer)?;
        let input = body.read(&opened)?;
        impartial::check(writer, &opened)?;
        let now = to_micros(writer.now());
        let extension = Extension {
            until: input.until,
            reason: input.reason.trim().to_owned(),
            at: now,
            by: writer.actor()?.employee,
        };
        let next = provisional.extended(extension, &law.on(local_date(now)));
        let next = next.map_err(Failure::Invalid)?;
        close_deadline(writer, &next, TaskState::Done)?;
        let source = TaskSource::Provisional(next.id);
        let deadline = provisional_deadline(source, next.unit, next.citizen, next.last_day());
        writer.add_task(task, &deadline)?;
        let version = writer.update_provisional(&next, version)?;
        changed(
            writer.epoch(),
            version,
            &ProvisionalView::new(next, version, None),
        )
    })
    .await
}
