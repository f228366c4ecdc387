//! `POST /vedtak/{vedtak}/statements`: a statement on a draft.

use super::{
    case::preparer,
    target::{Target, keep},
    view::VedtakView,
};
use crate::{
    door::Door,
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::VedtakId,
    policy::Action,
    vedtak::{StatementRole, Step, VedtakStatement},
};
use persistence::Failure;
use serde::Deserialize;
use utoipa::ToSchema;

/// What somebody says about a draft.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct StatementInput {
    /// As what.
    role: StatementRole,
    /// What you think of it.
    #[schema(example = "Enig i rammen.", max_length = 20000)]
    text: String,
}

/// Give a statement on a draft
///
/// As case worker with main responsibility, or as responsible nurse; whoever states does not sign.
#[utoipa::path(tag = "vedtak", operation_id = "stateOnVedtak", security(("bearer" = [])), request_body = StatementInput,
    params(("vedtak" = VedtakId, Path, description = "The vedtak")), responses(
    (status = 200, description = "Stated", body = VedtakView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "You may not prepare this vedtak; every reason", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such vedtak, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "No draft any more", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/vedtak/{vedtak}/statements")]
pub(super) async fn handler(door: Door, id: Id<VedtakId>) -> Result<HttpResponse, Problem> {
    let body = door.body::<StatementInput>();
    let law = door.state.law.clone();
    let target = Target::find(&door, Action::StateOnVedtak, id.0).await?;
    door.write(Action::StateOnVedtak, target.streams(), move |writer| {
        let (opened, stored) = target.open(writer)?;
        let input = body.read(&opened)?;
        let now = domain::time::to_micros(writer.now());
        let by = preparer(writer, &opened, stored.vedtak.content.service, &law, now)?;
        let draft = stored.vedtak.clone().taken_up();
        draft.state.after(Step::Edit).map_err(Failure::Conflict)?;
        let next = draft.stated(VedtakStatement {
            by,
            role: input.role,
            text: input.text,
            at: now,
        });
        keep(writer, stored, next.map_err(Failure::Invalid)?)
    })
    .await
}
