//! `POST /consultations/{consultation}/withdrawal`.

use super::{settle::settle, view::ConsultationView};
use crate::{door::Door, paths::Id, problem::Problem, refusals::AddRefused};
use actix_web::{HttpResponse, post};
use domain::{ids::ConsultationId, policy::Action, time::to_micros};
use persistence::Failure;
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
    let action = Action::WithdrawConsultation;
    settle(door, action, id.0, |writer, asked, input| {
        let WithdrawalInput { reason } = input;
        let withdrawn = asked.withdrawn(reason, to_micros(writer.now()));
        withdrawn.map_err(Failure::Conflict)
    })
    .await
}
