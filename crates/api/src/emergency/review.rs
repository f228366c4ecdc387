//! `POST /emergency-access/{access}/review`: a leader says what she found.

use super::view::EmergencyReviewView;
use crate::{
    door::{Door, changed},
    paths::Id,
    problem::Problem,
    refusals::ChangeRefused,
};
use actix_web::{HttpResponse, post};
use domain::{
    emergency::{Finding, Review, reviewed},
    ids::{EmergencyId, UnitId},
    policy::Action,
    task::{TaskSource, TaskState, TaskSubject},
    time::to_micros,
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What was found.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ReviewInput {
    finding: Finding,
    /// What was found, and what is done about it; must be given when it was not justified.
    #[serde(default)]
    #[schema(max_length = 1000)]
    comment: String,
}

/// Review an emergency access
///
/// By a leader of the citizen's unit other than the one who used it.
#[utoipa::path(tag = "emergency", operation_id = "reviewEmergencyAccess", security(("bearer" = [])), request_body = ReviewInput,
    params(("access" = EmergencyId, Path, description = "The access"),
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Reviewed; the task is done", body = EmergencyReviewView), ChangeRefused))]
#[post("/emergency-access/{access}/review")]
pub(super) async fn handler(door: Door, id: Id<EmergencyId>) -> Result<HttpResponse, Problem> {
    let (id, action) = (id.0, Action::ReviewEmergencyAccess);
    let unit = door
        .look(action, move |reader| reader.unit_of_emergency(id))
        .await?
        .unwrap_or(UnitId(Uuid::max()));
    let body = door.body::<ReviewInput>();
    let if_match = door.if_match.clone();
    door.write(action, Streams::unit(unit), move |writer| {
        let entered = writer.enter(unit).map_err(|failure| match failure {
            // Another unit's looks like none.
            Failure::Forbidden(_) => Failure::NotThere,
            other => other,
        })?;
        let (access, version) = writer.emergency_access(id)?;
        if_match.check(&entered, writer.epoch(), version)?;
        let input = body.read(&entered)?;
        let by = writer.actor()?.employee;
        let review = Review {
            finding: input.finding,
            comment: input.comment.trim().to_owned(),
            by,
            at: to_micros(writer.now()),
        };
        let is_over = access.review.is_some() || access.employee == by;
        let done = reviewed(access, review).map_err(|found| match is_over {
            true => Failure::Conflict(found),
            false => Failure::Invalid(found),
        })?;
        writer.review_emergency_access(&done, version)?;
        let source = TaskSource::Emergency(id);
        writer.close_tasks_of(source, &[TaskSubject::EmergencyReview], TaskState::Done, by)?;
        writer.show(
            Some(unit),
            entered.basis,
            "emergency-access",
            vec![done.citizen],
        );
        let listed = writer.emergency_accesses_of(&entered)?;
        let listed = listed.into_iter().find(|l| l.access.id == id);
        let listed = listed.ok_or(Failure::NotThere)?;
        let version = listed.version;
        let view = EmergencyReviewView::new(listed, writer.epoch());
        changed(writer.epoch(), version, &view)
    })
    .await
}
