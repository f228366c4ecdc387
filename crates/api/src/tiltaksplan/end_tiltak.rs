//! `POST /citizens/{citizen}/tiltaksplan/tiltak/{tiltak}/end`.

use super::{
    change::{check_right, follow_up, plan_today, weighed},
    view::TiltakView,
};
use crate::{
    door::{Door, changed},
    paths::Ids,
    problem::Problem,
    refusals::ChangeRefused,
};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::{
    frame::TemporaryChange,
    ids::{CitizenId, TiltakId},
    policy::Action,
    reason::none_of,
    tiltaksplan::{check_ending, check_still_open},
    time::local_date,
};
use persistence::{Failure, Streams};
use serde::Deserialize;
use utoipa::ToSchema;

/// When a tiltak ends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct TiltakEnd {
    /// Its last day; yesterday, when it stops today.
    #[schema(example = "2026-11-30")]
    last_day: NaiveDate,
    /// Why the plan gives less than the vedtak promises, and until which day; only when it does.
    #[serde(default)]
    temporary: Option<TemporaryChange>,
}

/// End a tiltak
///
/// What was done for it stays; visits after its last day go.
#[utoipa::path(tag = "tiltaksplan", operation_id = "endTiltak", security(("bearer" = [])), request_body = TiltakEnd,
    params(("citizen" = CitizenId, Path, description = "The citizen"), ("tiltak" = TiltakId, Path, description = "The tiltak"),
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Ended", body = TiltakView), ChangeRefused))]
#[post("/citizens/{citizen}/tiltaksplan/tiltak/{tiltak}/end")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<CitizenId, TiltakId>,
) -> Result<HttpResponse, Problem> {
    let Ids(citizen, id) = ids;
    let body = door.body::<TiltakEnd>();
    let if_match = door.if_match.clone();
    let streams = Streams::citizen(citizen);
    door.write(Action::EndTiltak, streams, move |writer| {
        let opened = writer.open(citizen, "tiltaksplan")?;
        let record = plan_today(writer, &opened)?;
        let (mut tiltak, version) = record.one_tiltak(id)?;
        if_match.check(&opened, writer.epoch(), version)?;
        let today = local_date(writer.now());
        none_of(check_still_open(&tiltak.content, today)).map_err(Failure::Conflict)?;
        check_right(writer, &opened, &tiltak)?;
        let TiltakEnd {
            last_day: last,
            temporary,
        } = body.read(&opened)?;
        none_of(check_ending(&tiltak.content, last, today)).map_err(Failure::Invalid)?;
        tiltak.content.end = Some(last);
        tiltak.content.temporary = temporary;
        let weighed = weighed(writer, &opened, &record, &tiltak, today)?;
        let plan = record.id.ok_or(Failure::NotThere)?;
        follow_up(writer, &opened, plan, &weighed)?;
        let within = weighed.departure.as_ref().and_then(|d| d.within.as_ref());
        let tiltak = weighed.tiltak.clone();
        let version = writer.update_tiltak(&opened, plan, &tiltak, within, version)?;
        let view = TiltakView::new(tiltak, version, writer.epoch(), today);
        changed(writer.epoch(), version, &view)
    })
    .await
}
