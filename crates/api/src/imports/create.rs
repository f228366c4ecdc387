//! `POST /units/{unit}/imports`: stage a file, to be checked whole and then taken in, or nothing of it.

use super::{
    plan::MOST_ROWS,
    view::{ImportView, fault_view, is_under_way, violations},
    work::{self, Ended, Job},
};
use crate::{
    door::{Door, respond},
    paths::Id,
    preference::wait,
    problem::{Problem, ProblemBody},
    state::State,
};
use actix_web::{HttpResponse, post, web::Query};
use documents::caseload_csv::CsvFault;
use domain::{ids::UnitId, policy::Action, reason::Reason};
use persistence::{
    Answer, Entered, Failure, ImportKind, ImportRun, ImportState, Outcome, Reader, Streams,
};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::IntoParams;

static UNDER_WAY: Reason = Reason {
    rule: "API-9",
    code: "import-under-way",
    nb: "Enheten har en import som ikke er ferdig. Vent på den.",
    nn: "Eininga har ein import som ikkje er ferdig. Vent på han.",
    en: "The unit has an import that is not finished. Wait for it.",
};

/// What the file tells of, and whether to do it.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Mode {
    /// `caseload`, citizens, when not said; or `plans`, their goals and tiltak.
    kind: Option<ImportKind>,
    /// Only say what would happen (API-11).
    #[serde(default)]
    dry_run: bool,
}

/// A unit takes in one file at a time, and tries one.
fn at_most_one(
    state: &State,
    reader: &mut Reader<'_>,
    entered: &Entered,
    dry_run: bool,
) -> Outcome<()> {
    let now = reader.asked_at();
    let runs = reader.import_runs(entered)?;
    let mut alike = runs.iter().filter(|run| run.dry_run == dry_run);
    if alike.any(|run| is_under_way(run, state.imports.counted(run.id), now)) {
        return Err(Failure::conflict(UNDER_WAY.violation()));
    }
    Ok(())
}

fn answer(status: u16, view: &ImportView, location: Option<String>) -> Outcome<Answer> {
    let body = serde_json::to_vec(view).map_err(|e| Failure::Internal(e.to_string()))?;
    Ok(Answer {
        status,
        body,
        etag: None,
        location,
    })
}

/// Take in a caseload, or its plans
///
/// A CSV file as exported from a record system (docs/import.md has the columns). The answer comes at once:
/// 202 and where to look. Beside the request the whole file is checked; one fault and nothing is taken in.
/// Then it is taken in, in one transaction. With `Prefer: wait=5` the answer is what came of it, when that is
/// known by then. Creates or corrects the unit's own citizens and their plans only.
#[utoipa::path(tag = "import", operation_id = "importCaseload", security(("bearer" = [])),
    request_body(content = String, content_type = "text/csv", description = "The file, UTF-8 or Windows-1252"),
    params(("unit" = UnitId, Path, description = "The unit"), Mode,
        ("Prefer" = Option<String>, Header, description = "`wait=5`: seconds to wait for it", example = "wait=5")), responses(
    (status = 200, description = "Waited for: a dry run, with what would happen and every fault; or one that failed", body = ImportView),
    (status = 201, description = "Waited for: taken in", body = ImportView),
    (status = 202, description = "Staged; `Location` says where to look", body = ImportView),
    (status = 400, description = "The request cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the unit's leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Another import is not finished", body = ProblemBody, content_type = "application/problem+json"),
    (status = 413, description = "The file is too large", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Nothing in it can be read; or, waited for, every fault by line and column", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/units/{unit}/imports")]
pub(super) async fn handler(
    door: Door,
    unit: Id<UnitId>,
    mode: Query<Mode>,
) -> Result<HttpResponse, Problem> {
    let unit = unit.0;
    let kind = mode.kind.unwrap_or(ImportKind::Caseload);
    let action = Action::ImportCaseload;
    let (file, language, now) = (door.bytes(), door.language, door.state.now());
    let staged = door
        .look(action, move |reader| {
            reader.enter(unit)?;
            let actor = Arc::new(reader.actor()?.clone());
            Ok((documents::count_rows(&file, MOST_ROWS), actor))
        })
        .await?;
    match staged {
        (Ok(total), actor) => {
            let job = Job {
                id: door.new_id(),
                unit,
                actor,
                kind,
                file: door.bytes(),
                total,
                dry_run: mode.dry_run,
            };
            begin(door, job).await
        }
        (Err(faults), _) if mode.dry_run => {
            let faults = faults.iter().map(|f| fault_view(f, language)).collect();
            let view = ImportView::unreadable(kind, faults, now);
            let said = answer(200, &view, None);
            said.map(respond).map_err(|failure| door.problem(failure))
        }
        (Err(faults), _) => Err(refused(&door, faults)),
    }
}

fn refused(door: &Door, faults: Vec<CsvFault>) -> Problem {
    door.problem(Failure::Invalid(violations(faults)))
}

/// Notes the import, puts it on the bench, and waits as long as the client prefers.
async fn begin(door: Door, job: Job) -> Result<HttpResponse, Problem> {
    let (action, language) = (Action::ImportCaseload, door.language);
    let (id, unit, kind, dry_run) = (job.id, job.unit, job.kind, job.dry_run);
    let total = i64::try_from(job.total).unwrap_or(i64::MAX);
    let place = format!("/api/v1/units/{unit}/imports/{id}");
    let location = place.clone();
    let state = door.state.clone();
    let note = move |writer: &mut persistence::Writer<'_>| {
        let entered = writer.enter(unit)?;
        at_most_one(&state, writer, &entered, dry_run)?;
        let run = ImportRun {
            id,
            unit,
            kind,
            dry_run,
            state: ImportState::Working,
            asked_by: writer.actor()?.employee,
            asked_at: writer.now(),
            finished_at: None,
            total,
            done: 0,
            result: None,
        };
        writer.insert_import_run(&run)?;
        let view = ImportView::of(&run, None, writer.now(), language);
        answer(202, &view, Some(place.clone()))
    };
    let streams = Streams::unit(unit);
    let asked = if dry_run {
        // A key keeps no dry run (API-4).
        door.change_unkept(action, streams, note).await?
    } else {
        door.change(action, streams, note).await?
    };
    if asked.location.as_deref() != Some(location.as_str()) {
        // A repeated key: its import was asked for before.
        return Ok(respond(asked));
    }
    let state = door.state.clone();
    let bench = &door.state.imports;
    let ended = bench.begin(id, move |place| work::run(&state, &job, place));
    let wait = wait(door.header("prefer"));
    if wait.is_zero() {
        return Ok(respond(asked));
    }
    match tokio::time::timeout(wait, ended).await {
        Err(_) => return Ok(respond(asked)),
        Ok(Ok(Ended::Refused(faults))) if !dry_run => return Err(refused(&door, faults)),
        Ok(_) => {}
    }
    let ended = door
        .look(action, move |reader| {
            let entered = reader.enter(unit)?;
            let run = reader.import_run(&entered, id)?;
            let view = ImportView::of(&run, None, reader.asked_at(), language);
            let status = match run.state {
                ImportState::Applied => 201,
                ImportState::Working => 202,
                ImportState::Refused | ImportState::Failed | ImportState::Checked => 200,
            };
            answer(status, &view, Some(location))
        })
        .await?;
    Ok(respond(ended))
}
