//! `POST /consultations/{consultation}/answer`.

use super::{settle::settle, view::ConsultationView};
use crate::{door::Door, paths::Id, problem::Problem, refusals::AddRefused};
use actix_web::{HttpResponse, post};
use domain::{
    consultation::{Advice, Consultation, ConsultationAnswer},
    ids::ConsultationId,
    policy::Action,
    reason::none_of,
    task::{TaskSource, TaskState, TaskSubject},
    time::to_micros,
};
use persistence::Failure;
use serde::Deserialize;
use utoipa::ToSchema;

/// What the specialist says.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ConsultationAnswerInput {
    /// In words.
    #[schema(max_length = 10000)]
    text: String,
    /// What she would have done about it, as far as she says it: the team makes a tiltak of it without writing
    /// it again.
    #[serde(default)]
    advice: Option<Advice>,
}

/// Answer as the specialist who was asked
///
/// The answer stands in the citizen's record, the team gets it as a task, and the record closes behind you.
#[utoipa::path(tag = "consultations", operation_id = "answerConsultation", security(("bearer" = [])), request_body = ConsultationAnswerInput,
    params(("consultation" = ConsultationId, Path, description = "The question")), responses(
    (status = 200, description = "Answered", body = ConsultationView), AddRefused))]
#[post("/consultations/{consultation}/answer")]
pub(super) async fn handler(door: Door, id: Id<ConsultationId>) -> Result<HttpResponse, Problem> {
    let id = id.0;
    let action = Action::AnswerConsultation;
    settle(door, action, id, move |writer, asked, input| {
        let ConsultationAnswerInput { text, advice } = input;
        let answer = ConsultationAnswer { text, advice };
        none_of(Consultation::check_answer(&answer)).map_err(Failure::Invalid)?;
        let by = writer.actor()?.employee;
        let answered = asked.answered(answer, (by, to_micros(writer.now())));
        let answered = answered.map_err(Failure::Conflict)?;
        let hers = [TaskSubject::ConsultationAnswer];
        writer.close_tasks_of(TaskSource::Consultation(id), &hers, TaskState::Done, by)?;
        Ok(answered)
    })
    .await
}
