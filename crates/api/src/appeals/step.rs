//! `POST /appeals/{appeal}/steps`: reassessed, reversed, forwarded, decided.

use super::{DOCUMENT, settle_final, view::AppealView};
use crate::{
    consequences::{self, Followed, Reach},
    door::{Door, changed},
    impartial,
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
    vedtak::DEADLINES,
};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::{
    appeal::{Annulment, Appeal, AppealResult, AppealState, AppealStep, Reversal, annulled},
    ids::{AppealId, TaskId, VedtakId},
    policy::Action,
    task::{TaskSource, TaskState, TaskSubject, appeal_result_task},
    time::{local_date, to_micros},
    vedtak::{Vedtak, too_long},
};
use persistence::{Failure, Opened, Outcome, StoredVedtak, Streams, Writer};
use serde::Deserialize;
use utoipa::ToSchema;

/// Longest text of a step, characters.
const LONGEST: usize = 10_000;

/// One more step.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct StepInput {
    /// What it becomes: `upheld` after own reassessment, `reversed` by a new vedtak, `forwarded` to
    /// Statsforvalteren, `decided` there.
    state: AppealState,
    /// The reassessment, the statement to Statsforvalteren, or what was decided.
    #[schema(
        example = "Vurdert på nytt. Hjelpen er nok til å bo hjemme.",
        max_length = 10000
    )]
    text: String,
    /// The new vedtak, when it was reversed.
    #[serde(default)]
    vedtak: Option<VedtakId>,
    /// What Statsforvalteren decided.
    #[serde(default)]
    result: Option<AppealResult>,
    /// When it was annulled and the citizen gets help under it: the last day on which that goes on.
    #[serde(default)]
    last_day: Option<NaiveDate>,
}

/// What Statsforvalteren decided, carried out: a new vedtak is a task, and one that was annulled is
/// revoked, with what follows in plan and visits (R-VED-9, R-VED-11).
fn carry_out(
    writer: &mut Writer<'_>,
    opened: &Opened,
    result: AppealResult,
    appealed: &StoredVedtak,
    annulment: Annulment,
) -> Outcome<Option<Followed>> {
    if result != AppealResult::Annulled {
        return Ok(None);
    }
    let by = annulment.by;
    let Some(revoked) = annulled(&appealed.vedtak, annulment).map_err(Failure::Invalid)? else {
        return Ok(None);
    };
    let source = TaskSource::Vedtak(revoked.id);
    writer.close_tasks_of(source, DEADLINES, TaskState::Cancelled, by)?;
    let service = revoked.content.service;
    let last = revoked.closing.as_ref().map(|closing| closing.last_day);
    let gives = revoked.content.gives_service();
    let reach = Reach::Under(revoked.id);
    writer.update_vedtak(appealed.clone(), revoked)?;
    match last.filter(|_| gives) {
        Some(last) => consequences::stop(writer, opened, service, last, reach).map(Some),
        None => Ok(None),
    }
}

/// Take an appeal one step on
///
/// Each step is dated and says something. Reversal needs a signed vedtak that takes the place of the
/// one appealed; forwarding follows own reassessment and carries the statement. What Statsforvalteren
/// annulled is revoked; the answer lists what that changed in plan and visits.
#[utoipa::path(tag = "appeals", operation_id = "takeAppealStep", security(("bearer" = [])), request_body = StepInput,
    params(("appeal" = AppealId, Path, description = "The appeal")), responses(
    (status = 200, description = "Taken", body = AppealView), AddRefused))]
#[post("/appeals/{appeal}/steps")]
pub(super) async fn handler(door: Door, id: Id<AppealId>) -> Result<HttpResponse, Problem> {
    let action = Action::TakeAppealStep;
    let task: TaskId = door.new_id();
    let law = door.state.law.clone();
    let body = door.body::<StepInput>();
    let (citizen, vedtak, desk) = door
        .look(action, move |reader| {
            let (citizen, vedtak) = reader.whose_appeal(id.0)?;
            Ok((citizen, vedtak, reader.whose_vedtak(vedtak)?.1))
        })
        .await?;
    let streams = Streams::citizen(citizen).and_unit(desk);
    door.write(action, streams, move |writer| {
        let opened = writer.open(citizen, DOCUMENT)?;
        let all = writer.appeals(&opened, vedtak)?;
        let found = all.into_iter().find(|(appeal, _)| appeal.id == id.0);
        let (appeal, version) = found.ok_or(Failure::NotThere)?;
        let input = body.read(&opened)?;
        impartial::check(writer, &opened)?;
        if let Some(fault) = too_long(&input.text, LONGEST, "/text") {
            return Err(Failure::invalid(fault));
        }
        let now = to_micros(writer.now());
        let by = writer.actor()?.employee;
        let stored = writer.vedtak_of(&opened)?;
        let citizens: Vec<Vedtak> = stored.iter().map(|stored| stored.vedtak.clone()).collect();
        let reversal = Reversal {
            named: input.vedtak,
            vedtak: &citizens,
        };
        let step = AppealStep {
            state: input.state,
            at: now,
            by,
            text: input.text.trim().to_owned(),
            vedtak: input.vedtak,
            result: input.result,
        };
        appeal
            .check_follows(input.state)
            .map_err(Failure::Conflict)?;
        let next: Appeal = appeal.after(step, &reversal).map_err(Failure::Invalid)?;
        let source = TaskSource::Appeal(next.id);
        let mut followed = None;
        match (next.state(), input.result) {
            (AppealState::Reversed | AppealState::Forwarded, _) => {
                let subjects = [TaskSubject::AppealForwarding, TaskSubject::AppealReminder];
                writer.close_tasks_of(source, &subjects, TaskState::Done, by)?;
            }
            (AppealState::Decided, Some(result)) if result.asks_for_more() => {
                let appealed = stored.iter().find(|one| one.vedtak.id == next.vedtak);
                let appealed = appealed.ok_or(Failure::NotThere)?;
                let annulment = Annulment {
                    last_day: input.last_day,
                    by,
                    at: now,
                    reason: input.text.trim().to_owned(),
                };
                followed = carry_out(writer, &opened, result, appealed, annulment)?;
                let today = local_date(now);
                let wanted = appeal_result_task(&next, &appealed.vedtak, today, &law.on(today));
                writer.add_task(task, &wanted)?;
            }
            _ => {}
        }
        let version = writer.update_appeal(&opened, &next, version)?;
        settle_final(writer, &opened, vedtak, &law)?;
        let view = AppealView::new(next, version, &law).followed_by(followed);
        changed(writer.epoch(), version, &view)
    })
    .await
}
