//! `GET /assessment-template`.

use super::template_view::{Template, template};
use crate::{
    door::{Door, Shown},
    problem::{Problem, ProblemBody},
    refusals::SignedOut,
};
use actix_web::{HttpResponse, get, web::Query};
use domain::{ids::UnitId, policy::Action};
use persistence::{Failure, Outcome, Reader, TemplateRecord};
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::IntoParams;

/// Which version.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// The unit whose words are wanted; when not said, the one you work in, if it is one.
    unit: Option<UnitId>,
    /// The version that a conversation was held with; the newest when not said.
    #[param(minimum = 1)]
    version: Option<u32>,
}

/// The unit that the reader works in, when it is one.
fn own_unit(reader: &Reader<'_>) -> Outcome<Option<UnitId>> {
    let units: BTreeSet<UnitId> = reader.actor()?.record_units(reader.asked_at()).collect();
    let mut units = units.into_iter();
    Ok(units.next().filter(|_| units.next().is_none()))
}

fn found(reader: &mut Reader<'_>, wanted: &Wanted) -> Outcome<TemplateRecord> {
    if let Some(version) = wanted.version {
        return reader.template(version)?.ok_or(Failure::NotThere);
    }
    let unit = match wanted.unit {
        Some(unit) => Some(unit),
        None => own_unit(reader)?,
    };
    reader.template_for(unit)
}

/// The template of the conversation, in your language
///
/// In the words of the unit, else of the municipality, else as it is built in. What is not translated
/// is in bokmål.
#[utoipa::path(tag = "assessments", operation_id = "getAssessmentTemplate", security(("bearer" = [])), params(Wanted), responses(
    (status = 200, description = "Sections, function variables and screens", body = Template),
    (status = 400, description = "The query cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such version", body = ProblemBody, content_type = "application/problem+json"),
    SignedOut))]
#[get("/assessment-template")]
pub(super) async fn handler(door: Door, wanted: Query<Wanted>) -> Result<HttpResponse, Problem> {
    let language = door.language;
    door.read(Action::GetAssessmentTemplate, move |reader| {
        reader.general()?;
        let record = found(reader, &wanted)?;
        Shown::digest(reader.epoch(), &template(&record, language))
    })
    .await
}
