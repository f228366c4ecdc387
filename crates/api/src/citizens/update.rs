//! `PUT /citizens/{citizen}`: correct master data.

use super::view::{CitizenView, shows_address};
use crate::{
    door::{Door, changed},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, put};
use domain::{
    citizen::{CitizenContent, check_citizen},
    ids::CitizenId,
    policy::Action,
    time::local_date,
};
use persistence::{Failure, Streams};

/// Correct a citizen's master data
#[utoipa::path(tag = "caseload", operation_id = "updateCitizen", security(("bearer" = [])), request_body = CitizenContent,
    params(("citizen" = CitizenId, Path, description = "The citizen"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Corrected", body = CitizenView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "Your access is for reading", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such citizen, or none that you may know of", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first; the current `ETag` is in the answer", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[put("/citizens/{citizen}")]
pub(super) async fn handler(door: Door, id: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    let body = door.body::<CitizenContent>();
    let if_match = door.if_match.clone();
    door.write(
        Action::UpdateCitizen,
        Streams::citizen(id.0),
        move |writer| {
            let opened = writer.open(id.0, "citizen")?;
            let (mut citizen, version) = writer.citizen(&opened)?;
            if_match.check(&opened, writer.epoch(), version)?;
            let sees = shows_address(writer, &opened, &citizen.content)?;
            let sent: CitizenContent = body.read(&opened)?;
            citizen.content = match sees {
                true => sent,
                false => sent
                    .sent_unseen(&citizen.content)
                    .map_err(Failure::Invalid)?,
            };
            let found = check_citizen(
                &citizen.identity,
                &citizen.content,
                local_date(writer.now()),
            );
            if !found.is_empty() {
                return Err(Failure::Invalid(found));
            }
            let version = writer.update_citizen(&opened, &citizen.content, version)?;
            let view = CitizenView::of(writer, &opened, citizen)?;
            changed(writer.epoch(), version, &view)
        },
    )
    .await
}
