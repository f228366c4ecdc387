//! `GET /citizens/{citizen}/assessments`.

use crate::{
    door::{Door, Shown},
    paths::Id,
    problem::Problem,
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    assessment::{
        Assessment, AssessmentState, Correction, content::AssessmentKind, in_force, next_due,
    },
    ids::{AssessmentId, CitizenId, EmployeeId},
    policy::Action,
    settings::Settings,
};
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// A conversation in the list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AssessmentLine {
    id: AssessmentId,
    kind: AssessmentKind,
    state: AssessmentState,
    held_at: DateTime<Utc>,
    completed_at: Option<DateTime<Utc>>,
    completed_by: Option<EmployeeId>,
    correction: Option<Correction>,
    /// Completed, and not replaced by a completed correction.
    counts: bool,
    /// When the next one is due.
    next_due: NaiveDate,
}

/// A citizen's conversations.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AssessmentList {
    /// The latest conversation first.
    items: Vec<AssessmentLine>,
}

fn lines(assessments: Vec<Assessment>) -> Vec<AssessmentLine> {
    let counting: BTreeSet<AssessmentId> = in_force(&assessments).map(|a| a.id).collect();
    assessments
        .into_iter()
        .map(|a| AssessmentLine {
            id: a.id,
            kind: a.content.kind,
            state: a.state,
            held_at: a.content.held_at,
            completed_at: a.completed_at,
            completed_by: a.completed_by,
            counts: counting.contains(&a.id),
            next_due: next_due(&a.content, &Settings::default()),
            correction: a.correction,
        })
        .collect()
}

/// A citizen's conversations
#[utoipa::path(tag = "assessments", operation_id = "listAssessments", security(("bearer" = [])),
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 200, description = "Drafts and completed ones", body = AssessmentList), ReadRefused))]
#[get("/citizens/{citizen}/assessments")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    door.read(Action::ListAssessments, move |reader| {
        let opened = reader.open(id.0, "assessments")?;
        let assessments = reader.assessments(&opened)?;
        let items = lines(assessments.into_iter().map(|(a, _)| a).collect());
        Shown::digest(reader.epoch(), &AssessmentList { items })
    })
    .await
}
