//! `POST /assessments/{assessment}/edits`: what was written without coverage, merged by section; and
//! `GET /assessments/{assessment}/versions`: what a draft said before.

use super::view::{AssessmentView, check_people};
use crate::{
    door::{Door, Shown, changed},
    etag,
    paths::Id,
    problem::Problem,
    refusals::{AddRefused, ReadRefused},
};
use actix_web::{HttpResponse, get, post};
use chrono::{DateTime, Utc};
use domain::{
    assessment::{AssessmentContent, check_edit, merge::merge},
    ids::{AssessmentId, EmployeeId},
    policy::Action,
    reason::{Reason, none_of},
};
use persistence::{Failure, Streams};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

static UNKNOWN_VERSION: Reason = Reason {
    rule: "R-ASM-3",
    code: "assessment-version-unknown",
    nb: "Denne versjonen av samtalen finnes ikke. Hent samtalen på nytt.",
    nn: "Denne versjonen av samtalen finst ikkje. Hent samtalen på nytt.",
    en: "There is no such version of the conversation. Fetch it again.",
};

/// What was written, and on top of what.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct EditInput {
    /// `ETag` of the version that it was written on top of.
    seen: String,
    /// The whole conversation as it is there.
    content: AssessmentContent,
}

/// A version of a draft.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DraftVersion {
    version: i64,
    saved_at: DateTime<Utc>,
    saved_by: Option<EmployeeId>,
    content: AssessmentContent,
}

/// Every version of a conversation's draft.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DraftVersions {
    /// Oldest first.
    items: Vec<DraftVersion>,
}

/// Add to a draft what was written elsewhere
///
/// Needs no `If-Match`: what only one has touched is kept as she left it. Sections that both have
/// changed differently are named with 409, and neither is taken.
#[utoipa::path(tag = "assessments", operation_id = "mergeAssessment", security(("bearer" = [])), request_body = EditInput,
    params(("assessment" = AssessmentId, Path, description = "The conversation")), responses(
    (status = 200, description = "Merged", body = AssessmentView), AddRefused))]
#[post("/assessments/{assessment}/edits")]
pub(super) async fn edit(door: Door, id: Id<AssessmentId>) -> Result<HttpResponse, Problem> {
    let id = id.0;
    let body = door.body::<EditInput>();
    let action = Action::MergeAssessment;
    let citizen = door
        .look(action, move |reader| reader.citizen_of_assessment(id))
        .await?;
    door.write(action, Streams::citizen(citizen), move |writer| {
        let opened = writer.open(citizen, "assessments")?;
        let (mut assessment, version) = writer.assessment(&opened, id)?;
        none_of(check_edit(assessment.state)).map_err(Failure::Conflict)?;
        let input = body.read(&opened)?;
        let epoch = writer.epoch().to_owned();
        let saved = writer.assessment_versions(&opened, id)?;
        let base = saved
            .into_iter()
            .find(|v| etag::strong(&epoch, v.version) == input.seen);
        let base = base.ok_or_else(|| Failure::invalid(UNKNOWN_VERSION.violation().at("/seen")))?;
        let merged = merge(&base.content, &input.content, &assessment.content);
        assessment.content = merged.map_err(Failure::Conflict)?;
        check_people(writer, &opened, &assessment.content, "/content")?;
        let version = writer.update_assessment(&opened, id, &assessment.content, version)?;
        changed(&epoch, version, &AssessmentView::from(assessment))
    })
    .await
}

/// What a draft said before
#[utoipa::path(tag = "assessments", operation_id = "listAssessmentVersions", security(("bearer" = [])),
    params(("assessment" = AssessmentId, Path, description = "The conversation")), responses(
    (status = 200, description = "Every version that was saved", body = DraftVersions), ReadRefused))]
#[get("/assessments/{assessment}/versions")]
pub(super) async fn versions(door: Door, id: Id<AssessmentId>) -> Result<HttpResponse, Problem> {
    let id = id.0;
    door.read(Action::ListAssessmentVersions, move |reader| {
        let citizen = reader.citizen_of_assessment(id)?;
        let opened = reader.open(citizen, "assessments")?;
        reader.assessment(&opened, id)?;
        let items = reader.assessment_versions(&opened, id)?;
        let items = items.into_iter().map(|v| DraftVersion {
            version: v.version,
            saved_at: v.saved_at,
            saved_by: v.saved_by,
            content: v.content,
        });
        let view = DraftVersions {
            items: items.collect(),
        };
        Shown::digest(reader.epoch(), &view)
    })
    .await
}
