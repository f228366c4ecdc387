//! `PUT /teams/{team}/plan-library/{entry}`.

use super::view::LibraryView;
use crate::{
    door::{Door, changed},
    paths::Ids,
    problem::Problem,
    refusals::ChangeRefused,
};
use actix_web::{HttpResponse, put};
use domain::{
    ids::{LibraryId, UnitId},
    policy::Action,
    reason::none_of,
    tiltaksplan::library::{LibraryEntry, check_entry},
};
use persistence::{Failure, Streams};

/// Change an entry of the library
///
/// Plans that were made from it stay as they are.
#[utoipa::path(tag = "tiltaksplan", operation_id = "updateLibraryEntry", security(("bearer" = [])), request_body = LibraryEntry,
    params(("team" = UnitId, Path, description = "The unit"), ("entry" = LibraryId, Path, description = "The entry"),
        ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "Changed", body = LibraryView), ChangeRefused))]
#[put("/teams/{team}/plan-library/{entry}")]
pub(super) async fn handler(
    door: Door,
    ids: Ids<UnitId, LibraryId>,
) -> Result<HttpResponse, Problem> {
    let Ids(team, id) = ids;
    let body = door.body::<LibraryEntry>();
    let if_match = door.if_match.clone();
    let streams = Streams::unit(team);
    door.write(Action::UpdateLibraryEntry, streams, move |writer| {
        let entered = writer.enter(team)?;
        let mut record = writer.library_entry(&entered, id)?;
        if_match.check(&entered, writer.epoch(), record.version)?;
        record.entry = body.read(&entered)?;
        none_of(check_entry(&record.entry)).map_err(Failure::Invalid)?;
        record.version = writer.update_library_entry(&record)?;
        let version = record.version;
        let view = LibraryView::new(record, writer.epoch());
        changed(writer.epoch(), version, &view)
    })
    .await
}
