//! `POST /units/{unit}/imports`: read, check, and take in a whole caseload, or nothing of it.

use super::plan::{Step, plan};
use crate::{
    door::{Door, dry_run},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post, web::Query};
use documents::caseload_csv::{self, CaseloadRow, CsvFault, RowIdentity};
use domain::{
    citizen::contacts::Contact,
    ids::{CitizenId, ContactId, ImportId, ResponsibilityId, UnitId},
    policy::Action,
    reason::{Language, Violations},
    time::local_date,
};
use persistence::{Answer, Entered, Failure, NewIdentity, Outcome, Streams, Writer, new_id};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// The most citizens one file may hold: several teams' worth.
const MOST_ROWS: usize = 2_000;

/// Whether to do it.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Mode {
    /// Only say what would happen (API-11).
    #[serde(default)]
    dry_run: bool,
}

/// One fault of the file.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct FaultView {
    /// Line of the file, from 1.
    #[schema(example = 17)]
    line: u64,
    /// Column, where one can be named.
    #[schema(example = "fodselsnummer")]
    column: Option<String>,
    /// The rule in the specification.
    #[schema(example = "R-CIT-1")]
    rule: String,
    /// A stable code to branch on.
    code: String,
    /// What is wrong, in the reader's language.
    message: String,
}

/// What an import did, or would do.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ImportView {
    id: ImportId,
    /// `applied`, or `checked` for a dry run.
    #[schema(example = "applied")]
    state: &'static str,
    /// New citizens.
    created: usize,
    /// Citizens of the unit that were corrected.
    updated: usize,
    /// Citizens of the unit that were already as the file says.
    unchanged: usize,
    /// Every fault; with any, nothing is taken in.
    faults: Vec<FaultView>,
}

impl ImportView {
    fn of(id: ImportId, state: &'static str, steps: &[Step]) -> Self {
        let count = |wanted: fn(&Step) -> bool| steps.iter().filter(|step| wanted(step)).count();
        Self {
            id,
            state,
            created: count(|s| matches!(s, Step::Create(_))),
            updated: count(|s| matches!(s, Step::Correct(_))),
            unchanged: count(|s| matches!(s, Step::Keep)),
            faults: Vec::new(),
        }
    }
}

fn fault_view(fault: &CsvFault, language: Language) -> FaultView {
    FaultView {
        line: fault.line,
        column: fault.column.clone(),
        rule: fault.violation.reason.rule.to_owned(),
        code: fault.violation.reason.code.to_owned(),
        message: fault.violation.message(language),
    }
}

/// Faults as violations that point at line and column: `/lines/17/fodselsnummer`.
fn violations(faults: Vec<CsvFault>) -> Violations {
    faults
        .into_iter()
        .map(|fault| {
            let column = fault
                .column
                .map(|column| format!("/{column}"))
                .unwrap_or_default();
            fault.violation.at(format!("/lines/{}{column}", fault.line))
        })
        .collect()
}

/// Take in a caseload
///
/// A CSV file as exported from a record system (docs/import.md has the columns). The whole file is
/// checked first; one fault and nothing is taken in. Creates or corrects the unit's own citizens only.
#[utoipa::path(tag = "import", operation_id = "importCaseload", security(("bearer" = [])),
    request_body(content = String, content_type = "text/csv", description = "The file, UTF-8"),
    params(("unit" = UnitId, Path, description = "The unit"), Mode), responses(
    (status = 200, description = "A dry run: what would happen, with every fault", body = ImportView),
    (status = 202, description = "Taken in", body = ImportView),
    (status = 400, description = "The request cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For the unit's leader", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 413, description = "The file is too large", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every fault, by line and column", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/units/{unit}/imports")]
pub(super) async fn handler(
    door: Door,
    unit: Id<UnitId>,
    mode: Query<Mode>,
) -> Result<HttpResponse, Problem> {
    let (file, policy, language) = (door.bytes(), door.state.numbers, door.language);
    let id: ImportId = door.new_id();
    let only_say = mode.dry_run;
    door.write(
        Action::ImportCaseload,
        Streams::unit(unit.0),
        move |writer| {
            let entered = writer.enter(unit.0)?;
            let today = local_date(writer.now());
            let read = caseload_csv::read(&file, policy, today, MOST_ROWS);
            let planned = match read {
                Ok(rows) => plan(writer, &entered, rows)?,
                Err(faults) => Err(faults),
            };
            let steps = match planned {
                Ok(steps) => steps,
                Err(faults) if only_say => {
                    let mut view = ImportView::of(id, "checked", &[]);
                    view.faults = faults
                        .iter()
                        .map(|fault| fault_view(fault, language))
                        .collect();
                    return Err(dry_run(answer(200, &view)?));
                }
                Err(faults) => return Err(Failure::Invalid(violations(faults))),
            };
            if only_say {
                return Err(dry_run(answer(
                    200,
                    &ImportView::of(id, "checked", &steps),
                )?));
            }
            for step in &steps {
                take(writer, &entered, step)?;
            }
            answer(202, &ImportView::of(id, "applied", &steps))
        },
    )
    .await
}

fn answer(status: u16, view: &ImportView) -> Outcome<Answer> {
    let body = serde_json::to_vec(view).map_err(|e| Failure::Internal(e.to_string()))?;
    Ok(Answer {
        status,
        body,
        etag: None,
        location: None,
    })
}

fn take(writer: &mut Writer<'_>, entered: &Entered, step: &Step) -> Outcome<()> {
    match step {
        Step::Keep => Ok(()),
        Step::Correct(pair) => {
            let (known, row) = &**pair;
            let opened = writer.open_in(entered, known.id, "import")?;
            writer
                .update_citizen(&opened, &row.content, known.version)
                .map(|_| ())
        }
        Step::Create(row) => create(writer, entered, row),
    }
}

fn create(writer: &mut Writer<'_>, entered: &Entered, row: &CaseloadRow) -> Outcome<()> {
    let identity = match &row.identity {
        RowIdentity::Number(number) => NewIdentity::Number(number.clone()),
        RowIdentity::None { reason } => NewIdentity::None(reason.clone()),
    };
    // Ids of rows are nobody's promise yet, so a second run of this closure may make others.
    let now = writer.now();
    let (citizen, responsibility): (CitizenId, ResponsibilityId) = (new_id(now), new_id(now));
    writer.insert_citizen(
        citizen,
        &identity,
        &row.content,
        responsibility,
        entered.unit,
    )?;
    let opened = writer.open_in(entered, citizen, "import")?;
    if let Some(kin) = &row.next_of_kin {
        let id: ContactId = new_id(now);
        writer.insert_contact(
            &opened,
            &Contact {
                id,
                content: kin.contact(),
            },
        )?;
    }
    Ok(())
}
