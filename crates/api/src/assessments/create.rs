//! `POST /citizens/{citizen}/assessments`: begin a draft, or a correction of a completed one.

use super::view::{AssessmentView, check_people};
use crate::{
    door::{Door, created},
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use domain::{
    assessment::{
        Assessment, AssessmentContent, AssessmentState, Correction, check_correction,
        check_still_counts,
    },
    ids::{AssessmentId, CitizenId},
    policy::Action,
    reason::{Reason, none_of},
};
use persistence::{Failure, Opened, Outcome, Reader, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

static CORRECTS_NOTHING: Reason = Reason {
    rule: "R-ASM-3",
    code: "correction-of-nothing",
    nb: "Innbyggeren har ingen slik samtale å rette.",
    nn: "Innbyggjaren har ingen slik samtale å rette.",
    en: "The citizen has no such conversation to correct.",
};

/// A conversation to write down.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AssessmentInput {
    /// What it says so far.
    content: AssessmentContent,
    /// Which completed one it corrects, and why.
    correction: Option<Correction>,
}

fn check(reader: &mut Reader<'_>, opened: &Opened, correction: &Correction) -> Outcome<()> {
    let all = reader.assessments(opened)?;
    let all: Vec<Assessment> = all.into_iter().map(|(assessment, _)| assessment).collect();
    let Some(replaced) = all.iter().find(|a| a.id == correction.replaces) else {
        let violation = CORRECTS_NOTHING.violation().at("/correction/replaces");
        return Err(Failure::invalid(violation));
    };
    none_of(check_correction(correction, replaced, opened.citizen)).map_err(Failure::Invalid)?;
    none_of(check_still_counts(correction, &all)).map_err(Failure::Conflict)
}

/// Begin a conversation's record
///
/// A draft may be unfinished; completion asks for everything. A completed one is never changed: its
/// correction is a new one that names it and says why.
#[utoipa::path(tag = "assessments", operation_id = "createAssessment", security(("bearer" = [])), request_body = AssessmentInput,
    params(("citizen" = CitizenId, Path, description = "The citizen")), responses(
    (status = 201, description = "A draft", body = AssessmentView), AddRefused))]
#[post("/citizens/{citizen}/assessments")]
pub(super) async fn handler(door: Door, citizen: Id<CitizenId>) -> Result<HttpResponse, Problem> {
    let citizen = citizen.0;
    let id: AssessmentId = door.new_id();
    let body = door.body::<AssessmentInput>();
    let streams = Streams::citizen(citizen);
    door.write(Action::CreateAssessment, streams, move |writer| {
        let opened = writer.open(citizen, "assessments")?;
        let input = body.read(&opened)?;
        check_people(writer, &opened, &input.content, "/content")?;
        if let Some(correction) = &input.correction {
            check(writer, &opened, correction)?;
        }
        let draft = Assessment {
            id,
            citizen,
            state: AssessmentState::Draft,
            content: input.content,
            correction: input.correction,
            completed_at: None,
            completed_by: None,
        };
        writer.insert_assessment(&opened, &draft)?;
        let location = format!("/api/v1/assessments/{id}");
        created(writer.epoch(), 1, location, &AssessmentView::from(draft))
    })
    .await
}
