//! `POST /appeals/{appeal}/steps`: reassessed, reversed, forwarded, decided.

use super::{DOCUMENT, view::AppealView};
use crate::{
    door::{Door, changed},
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use domain::{
    appeal::{Appeal, AppealResult, AppealState, AppealStep, Reversal},
    habilitet::Impartiality,
    ids::{AppealId, TaskId, VedtakId},
    policy::Action,
    reason::none_of,
    task::{TaskSource, TaskState, TaskSubject, appeal_result_task},
    time::{local_date, to_micros},
    vedtak::{Vedtak, too_long},
};
use persistence::{Failure, Opened, Outcome, Streams, Writer};
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
}

/// Whoever works on an appeal works on the case: the disqualified keep away (R-VED-5).
fn check_impartial(writer: &mut Writer<'_>, opened: &Opened) -> Outcome<()> {
    let employee = writer.actor()?.employee;
    let relations = writer.relations_to_citizen(opened.citizen)?;
    let impartiality = Impartiality {
        citizen: opened.citizen,
        citizen_as_employee: None,
        relations: &relations,
        subordinations: &[],
    };
    none_of(impartiality.preparing(employee, writer.now())).map_err(Failure::Forbidden)
}

/// Take an appeal one step on
///
/// Each step is dated and says something. Reversal needs a signed vedtak that takes the place of the
/// one appealed; forwarding follows own reassessment and carries the statement.
#[utoipa::path(tag = "appeals", operation_id = "takeAppealStep", security(("bearer" = [])), request_body = StepInput,
    params(("appeal" = AppealId, Path, description = "The appeal")), responses(
    (status = 200, description = "Taken", body = AppealView), AddRefused))]
#[post("/appeals/{appeal}/steps")]
pub(super) async fn handler(door: Door, id: Id<AppealId>) -> Result<HttpResponse, Problem> {
    let action = Action::TakeAppealStep;
    let task: TaskId = door.new_id();
    let law = door.state.law.clone();
    let body = door.body::<StepInput>();
    let (citizen, vedtak) = door
        .look(action, move |reader| reader.whose_appeal(id.0))
        .await?;
    door.write(action, Streams::citizen(citizen), move |writer| {
        let opened = writer.open(citizen, DOCUMENT)?;
        let all = writer.appeals(&opened, vedtak)?;
        let found = all.into_iter().find(|(appeal, _)| appeal.id == id.0);
        let (appeal, version) = found.ok_or(Failure::NotThere)?;
        let input = body.read(&opened)?;
        check_impartial(writer, &opened)?;
        if let Some(fault) = too_long(&input.text, LONGEST, "/text") {
            return Err(Failure::invalid(fault));
        }
        let now = to_micros(writer.now());
        let by = writer.actor()?.employee;
        let citizens: Vec<Vedtak> = writer
            .vedtak_of(&opened)?
            .into_iter()
            .map(|stored| stored.vedtak)
            .collect();
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
        match next.state() {
            AppealState::Reversed | AppealState::Forwarded => {
                let subjects = [TaskSubject::AppealForwarding, TaskSubject::AppealReminder];
                writer.close_tasks_of(source, &subjects, TaskState::Done, by)?;
            }
            AppealState::Decided if input.result.is_some_and(AppealResult::asks_for_more) => {
                let about = citizens.iter().find(|vedtak| vedtak.id == next.vedtak);
                if let Some(about) = about {
                    let today = local_date(now);
                    writer.add_task(
                        task,
                        &appeal_result_task(&next, about, today, &law.on(today)),
                    )?;
                }
            }
            _ => {}
        }
        let version = writer.update_appeal(&opened, &next, version)?;
        changed(writer.epoch(), version, &AppealView::new(next, version))
    })
    .await
}
