//! The template in own words: `GET` and `POST /assessment-templates` for the municipality, `POST
//! /units/{unit}/assessment-templates` for a unit.

use crate::{
    body::Body,
    door::{Door, Shown, created},
    paths::Id,
    problem::{Problem, ProblemBody},
    refusals::{AddRefused, SignedOut},
};
use actix_web::{HttpResponse, get, post};
use chrono::{DateTime, Utc};
use domain::{
    assessment::wording::{TemplateContent, check_template},
    ids::{EmployeeId, UnitId},
    policy::Action,
    reason::none_of,
};
use persistence::{Answer, Failure, Outcome, Permit, Streams, TemplateRecord, Writer};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A version of the template in all its languages.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct TemplateVersion {
    /// For `templateVersion`.
    #[schema(example = 2)]
    version: u32,
    /// Whose own words; none for the municipality's and the one that is built in.
    unit: Option<UnitId>,
    /// When it was made; none for the one that is built in.
    made_at: Option<DateTime<Utc>>,
    made_by: Option<EmployeeId>,
    content: TemplateContent,
}

impl From<TemplateRecord> for TemplateVersion {
    fn from(record: TemplateRecord) -> Self {
        Self {
            version: record.version,
            unit: record.unit,
            made_at: record.made_at,
            made_by: record.made_by,
            content: record.content,
        }
    }
}

/// Every version of the template.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct TemplateVersions {
    /// The newest first; the built-in one last.
    items: Vec<TemplateVersion>,
}

fn kept(
    writer: &mut Writer<'_>,
    permit: &impl Permit,
    body: &Body<TemplateContent>,
    (id, unit): (Uuid, Option<UnitId>),
) -> Outcome<Answer> {
    let content = body.read(permit)?;
    none_of(check_template(&content)).map_err(Failure::Invalid)?;
    let record = writer.insert_template(id, unit, &content)?;
    let version = record.version;
    let location = format!("/api/v1/assessment-template?version={version}");
    let view = TemplateVersion::from(record);
    created(writer.epoch(), i64::from(version), location, &view)
}

/// Every version of the template, in all its languages
#[utoipa::path(tag = "assessments", operation_id = "listAssessmentTemplates", security(("bearer" = [])), responses(
    (status = 200, description = "The newest first; the built-in one last", body = TemplateVersions), SignedOut))]
#[get("/assessment-templates")]
pub(super) async fn list(door: Door) -> Result<HttpResponse, Problem> {
    door.read(Action::ListAssessmentTemplates, move |reader| {
        reader.general()?;
        let items = reader.templates()?.into_iter().map(TemplateVersion::from);
        let view = TemplateVersions {
            items: items.collect(),
        };
        Shown::digest(reader.epoch(), &view)
    })
    .await
}

/// Word the template for the whole municipality
///
/// A new version: conversations that have begun keep the one they were begun with. Every section is in
/// it once, in the order of the conversation.
#[utoipa::path(tag = "assessments", operation_id = "createAssessmentTemplate", security(("bearer" = [])), request_body = TemplateContent, responses(
    (status = 201, description = "The version that new conversations follow", body = TemplateVersion),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For an administrator", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
    SignedOut))]
#[post("/assessment-templates")]
pub(super) async fn for_all(door: Door) -> Result<HttpResponse, Problem> {
    let id: Uuid = door.new_id();
    let body = door.body::<TemplateContent>();
    let streams = Streams::municipality();
    door.write(Action::CreateAssessmentTemplate, streams, move |writer| {
        let granted = writer.general()?;
        kept(writer, &granted, &body, (id, None))
    })
    .await
}

/// Word the template for a unit
///
/// The unit's own words go before the municipality's, for those who work there.
#[utoipa::path(tag = "assessments", operation_id = "createUnitAssessmentTemplate", security(("bearer" = [])), request_body = TemplateContent,
    params(("unit" = UnitId, Path, description = "The unit")), responses(
    (status = 201, description = "The version that the unit's new conversations follow", body = TemplateVersion), AddRefused))]
#[post("/units/{unit}/assessment-templates")]
pub(super) async fn for_unit(door: Door, unit: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let id: Uuid = door.new_id();
    let body = door.body::<TemplateContent>();
    let streams = Streams::municipality().and_unit(unit.0);
    door.write(Action::CreateUnitTemplate, streams, move |writer| {
        let entered = writer.enter(unit.0)?;
        kept(writer, &entered, &body, (id, Some(unit.0)))
    })
    .await
}
