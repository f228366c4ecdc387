//! `POST /vedtak/{vedtak}/appeals`: register an appeal.

use super::{DOCUMENT, settle_final, signed_on, view::AppealView};
use crate::{
    door::{Door, created},
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use domain::{
    appeal::{Appeal, AppealContent, appeal_rows, check_appeal, is_in_time},
    ids::{AppealId, TaskId, VedtakId},
    notice::arrived,
    policy::Action,
    reason::none_of,
    task::appeal_deadlines,
    time::{local_date, to_micros},
};
use persistence::{Failure, MarkKind, Streams};
use uuid::Uuid;

/// Register an appeal
///
/// By the citizen, a guardian or a proxy, in time or late: a late one is kept and flagged. Reversing
/// or forwarding it is a task with a reminder. What was decided stays in force meanwhile.
#[utoipa::path(tag = "appeals", operation_id = "registerAppeal", security(("bearer" = [])), request_body = AppealContent,
    params(("vedtak" = VedtakId, Path, description = "The vedtak")), responses(
    (status = 201, description = "Registered", body = AppealView), AddRefused))]
#[post("/vedtak/{vedtak}/appeals")]
pub(super) async fn handler(door: Door, id: Id<VedtakId>) -> Result<HttpResponse, Problem> {
    let action = Action::RegisterAppeal;
    let appeal: AppealId = door.new_id();
    let tasks: [TaskId; 2] = [door.new_id(), door.new_id()];
    let mark: Uuid = door.new_id();
    let law = door.state.law.clone();
    let body = door.body::<AppealContent>();
    let (citizen, desk) = door
        .look(action, move |reader| reader.whose_vedtak(id.0))
        .await?;
    let streams = Streams::citizen(citizen).and_unit(desk);
    door.write(action, streams, move |writer| {
        let opened = writer.open(citizen, DOCUMENT)?;
        let stored = writer.vedtak(&opened, id.0)?;
        let content = body.read(&opened)?;
        let now = to_micros(writer.now());
        let today = local_date(now);
        let signed = signed_on(&stored.vedtak);
        check_appeal_state(signed.is_some())?;
        none_of(check_appeal(&content, signed.unwrap_or(today), today))
            .map_err(Failure::Invalid)?;
        let arrived = arrived(&writer.notices(&opened, id.0)?);
        let settings = appeal_rows(&law, signed.unwrap_or(today), arrived);
        let appeal = Appeal {
            id: appeal,
            vedtak: id.0,
            in_time: is_in_time(content.received_on, arrived, &settings),
            registered_at: now,
            registered_by: writer.actor()?.employee,
            appellant: content.appellant,
            appellant_name: content.appellant_name,
            authority: content.authority,
            received_on: content.received_on,
            grounds: content.grounds,
            steps: Vec::new(),
        };
        writer.insert_appeal(&opened, &appeal)?;
        settle_final(writer, &opened, id.0, &law)?;
        writer.mark_vedtak(mark, &stored.vedtak, MarkKind::Appealed)?;
        let desk = writer.unit(stored.vedtak.handling_unit)?.kind;
        let deadlines = appeal_deadlines(&appeal, &stored.vedtak, desk, &law.on(today));
        for (task, deadline) in tasks.into_iter().zip(&deadlines) {
            writer.add_task_from(task, &deadline.draft, deadline.opens_on)?;
        }
        let location = format!("/api/v1/vedtak/{}/appeals", id.0);
        created(
            writer.epoch(),
            1,
            location,
            &AppealView::new(appeal, 1, &law),
        )
    })
    .await
}

fn check_appeal_state(is_signed: bool) -> persistence::Outcome<()> {
    if is_signed {
        Ok(())
    } else {
        Err(Failure::conflict_with(&domain::appeal::NOT_DECIDED))
    }
}
