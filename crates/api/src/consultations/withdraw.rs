//! `POST /consultations/{consultation}/withdrawal`.

use super::view::ConsultationView;
use crate::{
    door::{Door, changed},
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use domain::{ids::ConsultationId, policy::Action, time::to_micros};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// Why.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct WithdrawalInput {
    /// In words; may be left out.
    #[serde(default)]
    #[schema(max_length = 2000)]
    reason: Option<String>,
}

/// Take a question back
///
/// The record closes to the one who was asked, and it is no longer her task.
#[utoipa::path(tag = "consultations", operation_id = "withdrawConsultation", security(("bearer" = [])), request_body = WithdrawalInput,
    params(("consultation" = ConsultationId, Path, description = "The question")), responses(
    (status = 200, description = "Taken back", body = ConsultationView), AddRefused))]
#[post("/consultations/{consultation}/withdrawal")]
pub(super) async fn handler(door: Door, id: Id<ConsultationId>) -> Result<HttpResponse, Problem> {
    let id = id.0;
    let body = door.body::<WithdrawalInput>();
    let action = Action::WithdrawConsultation;
    let (citizen, unit) = door
        .look(action, move |reader| reader.whose_consultation(id))
        .await?;
    let streams = Streams::citizen(citizen).and_unit(unit);
    door.write(action, streams, move |writer| {
        let opened = writer.open(citizen, "consultations")?;
        let (asked, version) = writer.consultation(&opened, id)?;
        let reason = body.read(&opened)?.reason;
        let withdrawn = asked.withdrawn(reason, to_micros(writer.now()));
        let withdrawn = withdrawn.map_err(Failure::Conflict)?;
        let version = writer.update_consultation(&opened, &withdrawn, version)?;
        let view = ConsultationView::one(writer, withdrawn)?;
        changed(writer.epoch(), version, &view)
    })
    .await
}
