//! `POST /applications/{application}/preliminary-answer`: say why the answer takes time.

use super::{target::Target, view::ApplicationView};
use crate::{
    door::{Door, changed},
    impartial,
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::{
    application::PreliminaryAnswer,
    ids::{ApplicationId, TaskId},
    policy::Action,
    task::{TaskSource, TaskState, TaskSubject, promised_answer},
    time::{local_date, to_micros},
};
use persistence::Failure;
use serde::Deserialize;
use utoipa::ToSchema;

/// Why it takes time, and until when.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AnswerInput {
    /// Why.
    #[schema(
        example = "Vi venter på opplysninger fra fastlegen.",
        max_length = 10000
    )]
    reason: String,
    /// When the vedtak is expected.
    #[schema(example = "2026-12-20")]
    expected_on: NaiveDate,
}

/// Give a preliminary answer
///
/// With the reason and the day the vedtak is expected (fvl § 11 a). Its task is done with it, and the
/// day that was promised becomes the next one.
#[utoipa::path(tag = "applications", operation_id = "answerApplication", security(("bearer" = [])), request_body = AnswerInput,
    params(("application" = ApplicationId, Path, description = "The application")), responses(
    (status = 200, description = "Answered", body = ApplicationView), AddRefused))]
#[post("/applications/{application}/preliminary-answer")]
pub(super) async fn handler(door: Door, id: Id<ApplicationId>) -> Result<HttpResponse, Problem> {
    let task: TaskId = door.new_id();
    let (law, language) = (door.state.law.clone(), door.language);
    let body = door.body::<AnswerInput>();
    let target = Target::find(&door, Action::AnswerApplication, id.0).await?;
    door.write(Action::AnswerApplication, target.streams(), move |writer| {
        let (opened, application, version) = target.open(writer)?;
        let input = body.read(&opened)?;
        application.check_open().map_err(Failure::Conflict)?;
        impartial::check(writer, &opened)?;
        let now = to_micros(writer.now());
        let today = local_date(now);
        let by = writer.actor()?.employee;
        let answer = PreliminaryAnswer {
            reason: input.reason.trim().to_owned(),
            expected_on: input.expected_on,
            at: now,
            by,
        };
        let next = application
            .answered(answer, today)
            .map_err(Failure::Invalid)?;
        let source = TaskSource::Application(next.id);
        let answered = [
            TaskSubject::PreliminaryAnswer,
            TaskSubject::ApplicationAnswer,
        ];
        writer.close_tasks_of(source, &answered, TaskState::Done, by)?;
        // What was promised is remembered too.
        let promised = promised_answer(next.id, next.unit, next.citizen, input.expected_on);
        writer.raise_task(task, &promised)?;
        let version = writer.update_application(&next, version)?;
        let view = ApplicationView::new(next, version, &law.on(today), language);
        changed(writer.epoch(), version, &view)
    })
    .await
}
