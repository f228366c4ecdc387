//! `GET /units/{unit}/imports` and `GET /units/{unit}/imports/{import}`: how far, and what came of it.

use super::view::ImportView;
use crate::{
    door::{Door, Shown},
    paths::{Id, Ids},
    problem::{Problem, ProblemBody},
    refusals::ReadRefused,
};
use actix_web::{HttpResponse, get};
use domain::{
    ids::{ImportId, UnitId},
    policy::Action,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A unit's imports.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Imports {
    /// The latest fifty, newest first.
    items: Vec<ImportView>,
}

/// A unit's imports
#[utoipa::path(tag = "import", operation_id = "listImports", security(("bearer" = [])),
    params(("unit" = UnitId, Path, description = "The unit")), responses(
    (status = 200, description = "The latest, newest first", body = Imports),
    (status = 403, description = "For the unit's leader", body = ProblemBody, content_type = "application/problem+json"),
    ReadRefused))]
#[get("/units/{unit}/imports")]
pub(super) async fn list(door: Door, unit: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let language = door.language;
    let counted = door.state.imports.all_counted();
    door.read(Action::ListImports, move |reader| {
        let entered = reader.enter(unit.0)?;
        let now = reader.asked_at();
        let runs = reader.import_runs(&entered)?;
        let view = |run| {
            let run: &persistence::ImportRun = run;
            ImportView::of(run, counted.get(&run.id).copied(), now, language)
        };
        let view = Imports {
            items: runs.iter().map(view).collect(),
        };
        Shown::view(&view)
    })
    .await
}

/// How far an import has come
///
/// `checked` and `done` of `total` rows while it is `working`; then every fault, or what it did and how long
/// its one transaction took.
#[utoipa::path(tag = "import", operation_id = "getImport", security(("bearer" = [])),
    params(("unit" = UnitId, Path, description = "The unit"), ("import" = ImportId, Path, description = "The import")), responses(
    (status = 200, description = "As it stands", body = ImportView),
    (status = 403, description = "For the unit's leader", body = ProblemBody, content_type = "application/problem+json"),
    ReadRefused))]
#[get("/units/{unit}/imports/{import}")]
pub(super) async fn one(door: Door, ids: Ids<UnitId, ImportId>) -> Result<HttpResponse, Problem> {
    let Ids(unit, id) = ids;
    let language = door.language;
    // Counted before the snapshot is taken: what ends between the two is then shown as ended, and never as
    // begun anew.
    let counted = door.state.imports.all_counted().remove(&id);
    door.read(Action::GetImport, move |reader| {
        let entered = reader.enter(unit)?;
        let run = reader.import_run(&entered, id)?;
        Shown::view(&ImportView::of(&run, counted, reader.asked_at(), language))
    })
    .await
}
