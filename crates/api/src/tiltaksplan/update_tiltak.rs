//! `PUT /citizens/{citizen}/tiltaksplan/tiltak/{tiltak}`.

use super::{create_tiltak::check, rewrite::rewrite, view::TiltakView};
use crate::{door::Door, paths::Ids, problem::Problem, refusals::ChangeRefused};
use actix_web::{HttpResponse, put};
use domain::{
    ids::{CitizenId, TiltakId},
    policy::Action,
    tiltaksplan::TiltakContent,
};

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
    let body = door.body::<TiltakContent>();
    rewrite(
        door,
        Action::UpdateTiltak,
        ids,
        move |writer, before, tiltak| {
            tiltak.content = body.read(before.opened)?;
            check(writer, before.opened, tiltak, before.record)
        },
    )
    .await
}
