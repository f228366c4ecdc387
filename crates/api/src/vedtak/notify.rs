//! `POST /vedtak/{vedtak}/notification`: the citizen was told.

use super::{
    notices::{NoticeView, shown},
    target::Target,
};
use crate::{
    appeals::{in_time_again, settle_final},
    door::{Door, created},
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{NoticeId, VedtakId},
    notice::{Notice, NoticeContent, check_notice},
    policy::Action,
    reason::{Reason, none_of},
    task::{TaskSource, TaskState, TaskSubject},
    time::{local_date, to_micros},
};
use persistence::Failure;

static NOT_SIGNED: Reason = Reason {
    rule: "R-VED-9",
    code: "not-signed",
    nb: "Vedtaket er ikke signert.",
    nn: "Vedtaket er ikkje signert.",
    en: "The vedtak is not signed.",
};

/// Register that the citizen was told
///
/// How, when the letter was sent, and when it arrived: from then the time to appeal counts. A
/// correction is a new registration; the latest counts, also for appeals that have come.
#[utoipa::path(tag = "appeals", operation_id = "notifyOfVedtak", security(("bearer" = [])), request_body = NoticeContent,
    params(("vedtak" = VedtakId, Path, description = "The vedtak")), responses(
    (status = 201, description = "Registered, with the last day to appeal", body = NoticeView), AddRefused))]
#[post("/vedtak/{vedtak}/notification")]
pub(super) async fn handler(door: Door, id: Id<VedtakId>) -> Result<HttpResponse, Problem> {
    let notice: NoticeId = door.new_id();
    let law = door.state.law.clone();
    let body = door.body::<NoticeContent>();
    let target = Target::find(&door, Action::NotifyOfVedtak, id.0).await?;
    door.write(Action::NotifyOfVedtak, target.streams(), move |writer| {
        let (opened, stored) = target.open(writer)?;
        let content = body.read(&opened)?;
        let Some(signature) = &stored.vedtak.signature else {
            return Err(Failure::conflict_with(&NOT_SIGNED));
        };
        let now = to_micros(writer.now());
        let signed = local_date(signature.at);
        let faults = check_notice(&content, signed, local_date(now));
        none_of(faults).map_err(Failure::Invalid)?;
        let by = writer.actor()?.employee;
        // The latest counts, so no two are registered at the same instant.
        let before = writer.notices(&opened, stored.vedtak.id)?;
        let latest = before.iter().map(|notice| notice.recorded_at).max();
        let next = latest.map(|at| at + chrono::TimeDelta::microseconds(1));
        let recorded_at = next.map_or(now, |next| next.max(now));
        let notice = Notice {
            id: notice,
            vedtak: stored.vedtak.id,
            content,
            recorded_at,
            recorded_by: by,
        };
        writer.insert_notice(&opened, &notice)?;
        let source = TaskSource::Vedtak(stored.vedtak.id);
        writer.close_tasks_of(source, &[TaskSubject::VedtakNotice], TaskState::Done, by)?;
        in_time_again(writer, &opened, stored.vedtak.id, &law)?;
        settle_final(writer, &opened, stored.vedtak.id, &law)?;
        let location = format!("/api/v1/vedtak/{}/notification", stored.vedtak.id);
        created(writer.epoch(), 1, location, &shown(notice, signed, &law))
    })
    .await
}
