//! `GET /vedtak/{vedtak}/notification`: when and how the citizen was told.

use super::target::Target;
use crate::{
    appeals::signed_on,
    door::{Door, Shown},
    paths::Id,
    problem::Problem,
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use chrono::NaiveDate;
use domain::{
    appeal::{appeal_deadline, appeal_rows},
    ids::VedtakId,
    law::Law,
    notice::Notice,
    policy::Action,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A notice, and what follows from when it arrived.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct NoticeView {
    #[serde(flatten)]
    notice: Notice,
    /// Last day to appeal; none while it is unknown when the notice arrived.
    appeal_until: Option<NaiveDate>,
}

/// By the rows of the day it arrived, and never less than the letter told.
pub(super) fn shown(notice: Notice, signed: NaiveDate, law: &Law) -> NoticeView {
    let arrived = notice.content.arrived_on;
    let rows = appeal_rows(law, signed, arrived);
    NoticeView {
        appeal_until: arrived.map(|arrived| appeal_deadline(arrived, &rows)),
        notice,
    }
}

/// Registrations.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NoticeList {
    /// Oldest first; the latest counts.
    items: Vec<NoticeView>,
}

/// When and how the citizen was told
#[utoipa::path(tag = "appeals", operation_id = "listVedtakNotices", security(("bearer" = [])),
    params(("vedtak" = VedtakId, Path, description = "The vedtak")), responses(
    (status = 200, description = "Registrations, oldest first", body = NoticeList), ReadRefused))]
#[get("/vedtak/{vedtak}/notification")]
pub(super) async fn handler(door: Door, id: Id<VedtakId>) -> Result<HttpResponse, Problem> {
    let law = door.state.law.clone();
    let target = Target::find(&door, Action::ListVedtakNotices, id.0).await?;
    door.read(Action::ListVedtakNotices, move |reader| {
        let (opened, stored) = target.open(reader)?;
        let notices = reader.notices(&opened, stored.vedtak.id)?;
        let signed = signed_on(&stored.vedtak).unwrap_or_default();
        let items = notices
            .into_iter()
            .map(|notice| shown(notice, signed, &law))
            .collect();
        Shown::digest(reader.epoch(), &NoticeList { items })
    })
    .await
}
