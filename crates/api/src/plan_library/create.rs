//! `POST /teams/{team}/plan-library`.

use super::view::LibraryView;
use crate::{
    door::{Door, created},
    paths::Id,
    problem::Problem,
    refusals::AddRefused,
};
use actix_web::{HttpResponse, post};
use domain::{
    ids::{LibraryId, UnitId},
    policy::Action,
    reason::none_of,
    tiltaksplan::library::{LibraryEntry, check_entry},
};
use persistence::{Failure, LibraryRecord, Streams};

/// Put goals and tiltak into the team's library
///
/// An entry says what is the same for everybody. It must make a plan that is right: the rules of goals
/// and tiltak are asked, with the place of each fault.
#[utoipa::path(tag = "tiltaksplan", operation_id = "createLibraryEntry", security(("bearer" = [])), request_body = LibraryEntry,
    params(("team" = UnitId, Path, description = "The unit")), responses(
    (status = 201, description = "Kept", body = LibraryView), AddRefused))]
#[post("/teams/{team}/plan-library")]
pub(super) async fn handler(door: Door, team: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let team = team.0;
    let id: LibraryId = door.new_id();
    let body = door.body::<LibraryEntry>();
    let streams = Streams::unit(team);
    door.write(Action::CreateLibraryEntry, streams, move |writer| {
        let entered = writer.enter(team)?;
        let entry = body.read(&entered)?;
        none_of(check_entry(&entry)).map_err(Failure::Invalid)?;
        let record = LibraryRecord {
            id,
            unit: team,
            entry,
            made_by: Some(writer.actor()?.employee),
            version: 1,
        };
        writer.insert_library_entry(&record)?;
        let location = format!("/api/v1/teams/{team}/plan-library/{id}");
        let view = LibraryView::new(record, writer.epoch());
        created(writer.epoch(), 1, location, &view)
    })
    .await
}
