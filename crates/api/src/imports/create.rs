//! `POST /units/{unit}/imports`: read and check a whole file, then take it in, or nothing of it.

use super::{
    plan::{Counts, Rows, plan},
    view::{GIVEN_UP, ImportView, fault_view, violations},
    work::{self, Job},
};
use crate::{
    door::{Door, respond},
    paths::Id,
    preference::wait,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post, web::Query};
use documents::caseload_csv::CsvFault;
use domain::{
    ids::{ImportId, UnitId},
    policy::{Action, Actor},
    reason::Reason,
    time::local_date,
};
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

/// A file that was looked at.
enum Checked {
    Fine(Rows, Counts, Arc<Actor>),
    Faulty(Vec<CsvFault>),
}

fn at_most_one(reader: &mut Reader<'_>, entered: &Entered) -> Outcome<()> {
    let now = reader.asked_at();
    let working =
        |run: &ImportRun| run.state == ImportState::Working && now <= run.asked_at + GIVEN_UP;
    if reader.import_runs(entered)?.iter().any(working) {
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
/// A CSV file as exported from a record system (docs/import.md has the columns). The whole file is
/// checked first; one fault and nothing is taken in. Then it is taken in beside the request, in one
/// transaction: 202 and where to look, or with `Prefer: wait=5` what came of it when it is done by then.
/// Creates or corrects the unit's own citizens and their plans only.
#[utoipa::path(tag = "import", operation_id = "importCaseload", security(("bearer" = [])),
    request_body(content = String, content_type = "text/csv", description = "The file, UTF-8 or Windows-1252"),
    params(("unit" = UnitId, Path, description = "The unit"), Mode,
        ("Prefer" = Option<String>, Header, description = "`wait=5`: seconds to wait for it", example = "wait=5")), responses(
    (status = 200, description = "A dry run: what would happen, with every fault; or one that came to nothing while you waited, with why", body = ImportView),
    (status = 201, description = "Taken in", body = ImportView),
    (status = 202, description = "Being taken in; `Location` says where to look", body = ImportView),
    (status = 400, description = "The request cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the unit's leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Another import is not finished", body = ProblemBody, content_type = "application/problem+json"),
    (status = 413, description = "The file is too large", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every fault, by line and column", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/units/{unit}/imports")]
pub(super) async fn handler(
    door: Door,
    unit: Id<UnitId>,
    mode: Query<Mode>,
) -> Result<HttpResponse, Problem> {
    let unit = unit.0;
    let kind = mode.kind.unwrap_or(ImportKind::Caseload);
    let (file, policy, language) = (door.bytes(), door.state.numbers, door.language);
    let action = Action::ImportCaseload;
    let checked = door
        .look(action, move |reader| {
            let entered = reader.enter(unit)?;
            let today = local_date(reader.asked_at());
            let rows = match Rows::read(kind, &file, policy, today) {
                Ok(rows) => rows,
                Err(faults) => return Ok(Checked::Faulty(faults)),
            };
            let actor = Arc::new(reader.actor()?.clone());
            Ok(match plan(reader, &entered, &rows)? {
                Ok(planned) => Checked::Fine(rows, planned.counts(), actor),
                Err(faults) => Checked::Faulty(faults),
            })
        })
        .await?;
    let now = door.state.now();
    let said = |answer: Outcome<Answer>| match answer {
        Ok(answer) => Ok(respond(answer)),
        Err(failure) => Err(door.problem(failure)),
    };
    let (rows, actor) = match checked {
        Checked::Faulty(faults) if mode.dry_run => {
            let faults = faults.iter().map(|f| fault_view(f, language)).collect();
            let view = ImportView::checked(kind, 0, Counts::default(), faults, now);
            return said(answer(200, &view, None));
        }
        Checked::Faulty(faults) => {
            return Err(door.problem(Failure::Invalid(violations(faults))));
        }
        Checked::Fine(rows, counts, _) if mode.dry_run => {
            let view = ImportView::checked(kind, rows.len(), counts, Vec::new(), now);
            return said(answer(200, &view, None));
        }
        Checked::Fine(rows, _, actor) => (rows, actor),
    };
    begin(door, unit, rows, actor).await
}

/// Notes the import, puts it on the bench, and waits as long as the client prefers.
async fn begin(
    door: Door,
    unit: UnitId,
    rows: Rows,
    actor: Arc<Actor>,
) -> Result<HttpResponse, Problem> {
    let (action, language) = (Action::ImportCaseload, door.language);
    let id: ImportId = door.new_id();
    let place = format!("/api/v1/units/{unit}/imports/{id}");
    let location = place.clone();
    let (kind, total) = (rows.kind(), i64::try_from(rows.len()).unwrap_or(i64::MAX));
    let asked = door
        .change(action, Streams::unit(unit), move |writer| {
            let entered = writer.enter(unit)?;
            at_most_one(writer, &entered)?;
            let run = ImportRun {
                id,
                unit,
                kind,
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
        })
        .await?;
    if asked.location.as_deref() != Some(location.as_str()) {
        // A repeated key: its import was asked for before.
        return Ok(respond(asked));
    }
    let state = door.state.clone();
    let job = Job {
        id,
        unit,
        actor,
        rows,
    };
    let done = door
        .state
        .imports
        .begin(id, move |count| work::run(&state, &job, count));
    let wait = wait(door.header("prefer"));
    if wait.is_zero() || tokio::time::timeout(wait, done).await.is_err() {
        return Ok(respond(asked));
    }
    let ended = door
        .look(action, move |reader| {
            let entered = reader.enter(unit)?;
            let run = reader.import_run(&entered, id)?;
            let view = ImportView::of(&run, None, reader.asked_at(), language);
            let status = match run.state {
                ImportState::Applied => 201,
                ImportState::Working => 202,
                ImportState::Refused | ImportState::Failed => 200,
            };
            answer(status, &view, Some(location))
        })
        .await?;
    Ok(respond(ended))
}
