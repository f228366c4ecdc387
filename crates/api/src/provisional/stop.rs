//! `POST /provisional-services/{provisional}/end`.

use super::{
    target::{Target, close_deadline},
    view::ProvisionalView,
};
use crate::{
    consequences::{self, Reach},
    door::{Door, changed},
    impartial,
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::{
    ids::ProvisionalId,
    policy::Action,
    provisional::Stop,
    task::TaskState,
    time::{local_date, to_micros},
};
use persistence::Failure;
use serde::Deserialize;
use utoipa::ToSchema;

/// When it stops, and why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct StopInput {
    /// Its last day; yesterday, when it stops today.
    last_day: NaiveDate,
    /// Why.
    #[schema(example = "Klarer seg selv igjen.", max_length = 10000)]
    reason: String,
}

/// Stop a service that has no vedtak
///
/// Tiltak that no vedtak covers last until then; visits after that go, and the answer lists them.
#[utoipa::path(tag = "applications", operation_id = "stopProvisionalService", security(("bearer" = [])), request_body = StopInput,
    params(("provisional" = ProvisionalId, Path, description = "The service")), responses(
    (status = 200, description = "Stopped, and what followed", body = ProvisionalView), AddRefused))]
#[post("/provisional-services/{provisional}/end")]
pub(super) async fn handler(door: Door, id: Id<ProvisionalId>) -> Result<HttpResponse, Problem> {
    let body = door.body::<StopInput>();
    let target = Target::find(&door, Action::StopProvisional, id.0).await?;
    door.write(Action::StopProvisional, target.streams(), move |writer| {
        let (opened, provisional, version) = target.open(writer)?;
        let input = body.read(&opened)?;
        impartial::check(writer, &opened)?;
        let now = to_micros(writer.now());
        let stop = Stop {
            last_day: input.last_day,
            reason: input.reason.trim().to_owned(),
            by_vedtak: None,
            at: now,
            by: writer.actor()?.employee,
        };
        let next = provisional.stopped(stop, local_date(now));
        let next = next.map_err(Failure::Invalid)?;
        close_deadline(writer, &next, TaskState::Done)?;
        let last = next.last_day();
        let followed = consequences::stop(writer, &opened, next.service, last, Reach::Uncovered)?;
        let version = writer.update_provisional(&next, version)?;
        let view = ProvisionalView::new(next, version, Some(followed));
        changed(writer.epoch(), version, &view)
    })
    .await
}
