//! `DELETE /teams/{team}/plan-library/{entry}`.

use crate::{
    door::{Door, nothing},
    paths::Ids,
    problem::Problem,
    refusals::ChangeRefused,
};
use actix_web::{HttpResponse, delete};
use domain::{
    ids::{LibraryId, UnitId},
    policy::Action,
};
use persistence::Streams;

/// Take an entry out of the library
#[utoipa::path(tag = "tiltaksplan", operation_id = "removeLibraryEntry", security(("bearer" = [])),
    params(("team" = UnitId, Path, description = "The unit"), ("entry" = LibraryId, Path, description = "The entry"),
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 204, description = "Taken out; plans that were made from it stay"), ChangeRefused))]
#[delete("/teams/{team}/plan-library/{entry}")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, LibraryId>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, id) = ids;
    let if_match = door.if_match.clone();
    let streams = Streams::unit(team);
    door.write(Action::RemoveLibraryEntry, streams, move |writer| {
        let entered = writer.enter(team)?;
        let record = writer.library_entry(&entered, id)?;
        if_match.check(&entered, writer.epoch(), record.version)?;
        writer.remove_library_entry(&record)?;
        Ok(nothing())
    })
    .await
}
