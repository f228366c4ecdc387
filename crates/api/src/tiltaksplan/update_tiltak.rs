//! `PUT /citizens/{citizen}/tiltaksplan/tiltak/{tiltak}`.

use super::{create_tiltak::check, view::TiltakView};
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
/// Unpublished visits follow at once; published ones stay.
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
        let record = writer.plan(&opened)?;
        let (mut tiltak, version) = record.one_tiltak(id)?;
        if_match.check(&opened, writer.epoch(), version)?;
        let today = local_date(writer.now());
        none_of(check_still_open(&tiltak.content, today)).map_err(Failure::Conflict)?;
        tiltak.content = body.read(&opened)?;
        check(writer, &tiltak, &record)?;
        let plan = record.id.ok_or(Failure::NotThere)?;
        let version = writer.update_tiltak(&opened, plan, &tiltak, version)?;
        let view = TiltakView::new(tiltak, version, writer.epoch(), today);
        changed(writer.epoch(), version, &view)
    })
    .await
}
