//! `POST /assessments/{assessment}/completion`.

use super::view::AssessmentView;
use crate::{
    door::{Door, changed, dry_run},
    paths::Id,
    problem::Problem,
    refusals::ChangeRefused,
};
use actix_web::{HttpResponse, post, web::Query};
use domain::{
    assessment::{Assessment, check_completion, check_edit, check_still_counts},
    ids::AssessmentId,
    policy::Action,
    reason::none_of,
    settings::Settings,
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::IntoParams;

/// How to complete.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct CompletionQuery {
    /// Only say what would happen.
    #[serde(default)]
    dry_run: bool,
}

/// Complete a conversation
///
/// Refused with everything that is missing. From then on it is never changed, and goals may point
/// at what was said.
#[utoipa::path(tag = "assessments", operation_id = "completeAssessment", security(("bearer" = [])),
    params(("assessment" = AssessmentId, Path, description = "The conversation"), ("If-Match" = String, Header, description = "The version seen"), CompletionQuery), responses(
    (status = 200, description = "Completed", body = AssessmentView), ChangeRefused))]
#[post("/assessments/{assessment}/completion")]
pub(super) async fn handler(
    door: Door,
    id: Id<AssessmentId>,
    query: Query<CompletionQuery>,
) -> Result<HttpResponse, Problem> {
    let id = id.0;
    let only_try = query.dry_run;
    let if_match = door.if_match.clone();
    let action = Action::CompleteAssessment;
    let citizen = door
        .look(action, move |reader| reader.citizen_of_assessment(id))
        .await?;
    door.write(action, Streams::citizen(citizen), move |writer| {
        let opened = writer.open(citizen, "assessments")?;
        let (draft, version) = writer.assessment(&opened, id)?;
        if_match.check(&opened, writer.epoch(), version)?;
        none_of(check_edit(draft.state)).map_err(Failure::Conflict)?;
        if let Some(correction) = &draft.correction {
            let all = writer.assessments(&opened)?;
            let all: Vec<Assessment> = all.into_iter().map(|(a, _)| a).collect();
            none_of(check_still_counts(correction, &all)).map_err(Failure::Conflict)?;
        }
        none_of(check_completion(&draft.content, writer.now())).map_err(Failure::Invalid)?;
        writer.complete_assessment(&opened, &draft, &Settings::default(), version)?;
        let (completed, version) = writer.assessment(&opened, id)?;
        let answer = changed(writer.epoch(), version, &AssessmentView::from(completed))?;
        if only_try {
            Err(dry_run(answer))
        } else {
            Ok(answer)
        }
    })
    .await
}
