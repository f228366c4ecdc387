//! `PUT /citizens/{citizen}/tiltaksplan/tiltak/{tiltak}`.

use super::{
    change::{check_right, follow_up, plan_today, weighed},
    create_tiltak::check,
    view::TiltakView,
};
use crate::{
    door::{Door, changed},
    paths::Ids,
    problem::Problem,
    refusals::ChangeRefused,
};
use actix_web::{HttpResponse, put};
use domain::{
    ids::{CitizenId, TiltakId},
    policy::Action,
    reason::none_of,
    tiltaksplan::{TiltakContent, check_still_open},
    time::local_date,
};
use persistence::{Failure, Streams};

/// Change a tiltak
///
/// Unpublished visits follow at once; published ones stay. Outside the vedtak's frame it needs
/// `temporary`, as when it is made.
#[utoipa::path(tag = "tiltaksplan", operation_id = "updateTiltak", security(("bearer" = [])), request_body = TiltakContent,
    params(("citizen" = CitizenId, Path, description = "The citizen"), ("tiltak" = TiltakId, Path, description = "The tiltak"),
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Changed", body = TiltakView), ChangeRefused))]
#[put("/citizens/{citizen}/tiltaksplan/tiltak/{tiltak}")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<CitizenId, TiltakId>,
) -> Result<HttpResponse, Problem> {
    let Ids(citizen, id) = ids;
    let body = door.body::<TiltakContent>();
    let if_match = door.if_match.clone();
    let streams = Streams::citizen(citizen);
    door.write(Action::UpdateTiltak, streams, move |writer| {
        let opened = writer.open(citizen, "tiltaksplan")?;
        let record = plan_today(writer, &opened)?;
        let (mut tiltak, version) = record.one_tiltak(id)?;
        if_match.check(&opened, writer.epoch(), version)?;
        let today = local_date(writer.now());
        none_of(check_still_open(&tiltak.content, today)).map_err(Failure::Conflict)?;
        check_right(writer, &opened, &tiltak)?;
        tiltak.content = body.read(&opened)?;
        check(writer, &opened, &tiltak, &record)?;
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
