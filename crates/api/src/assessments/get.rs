//! `GET /assessments/{assessment}`.

use super::view::AssessmentView;
use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::Problem,
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use domain::{ids::AssessmentId, policy::Action};

/// One conversation
#[utoipa::path(tag = "assessments", operation_id = "getAssessment", security(("bearer" = [])),
    params(("assessment" = AssessmentId, Path, description = "The conversation")), responses(
    (status = 200, description = "What it says; the `ETag` is its version", body = AssessmentView), ReadRefused))]
#[get("/assessments/{assessment}")]
pub(super) async fn handler(door: Door, id: Id<AssessmentId>) -> Result<HttpResponse, Problem> {
    door.read(Action::GetAssessment, move |reader| {
        let citizen = reader.citizen_of_assessment(id.0)?;
        let opened = reader.open(citizen, "assessments")?;
        let (assessment, version) = reader.assessment(&opened, id.0)?;
        Shown::resource(reader.epoch(), version, &AssessmentView::from(assessment))
    })
    .await
}
