//! `PUT /assessments/{assessment}`: change a draft.

use super::view::{AssessmentView, check_people};
use crate::{
    door::{Door, changed},
    paths::Id,
    problem::Problem,
    refusals::ChangeRefused,
};
use actix_web::{HttpResponse, put};
use domain::{
    assessment::{AssessmentContent, check_edit},
    ids::AssessmentId,
    policy::Action,
    reason::none_of,
};
use persistence::{Failure, Streams};

/// Change a draft
#[utoipa::path(tag = "assessments", operation_id = "updateAssessment", security(("bearer" = [])), request_body = AssessmentContent,
    params(("assessment" = AssessmentId, Path, description = "The conversation"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Changed", body = AssessmentView), ChangeRefused))]
#[put("/assessments/{assessment}")]
pub(super) async fn handler(door: Door, id: Id<AssessmentId>) -> Result<HttpResponse, Problem> {
    let id = id.0;
    let body = door.body::<AssessmentContent>();
    let if_match = door.if_match.clone();
    let action = Action::UpdateAssessment;
    let citizen = door
        .look(action, move |reader| reader.citizen_of_assessment(id))
        .await?;
    door.write(action, Streams::citizen(citizen), move |writer| {
        let opened = writer.open(citizen, "assessments")?;
        let (mut assessment, version) = writer.assessment(&opened, id)?;
        if_match.check(&opened, writer.epoch(), version)?;
        none_of(check_edit(assessment.state)).map_err(Failure::Conflict)?;
        assessment.content = body.read(&opened)?;
        check_people(writer, &opened, &assessment.content, "")?;
        let version = writer.update_assessment(&opened, id, &assessment.content, version)?;
        changed(writer.epoch(), version, &AssessmentView::from(assessment))
    })
    .await
}
