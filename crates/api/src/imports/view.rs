//! How an import and its faults are shown.

use super::bench::Counted;
use chrono::{DateTime, TimeDelta, Utc};
use documents::caseload_csv::CsvFault;
use domain::{
    ids::ImportId,
    reason::{Language, Violations},
};
use persistence::{ImportKind, ImportResult, ImportRun, ImportState, KeptFault, Worded};
use serde::Serialize;
use utoipa::ToSchema;

/// One that has not ended by then, and is not under way here, was given up and left nothing: the server
/// was stopped.
const GIVEN_UP: TimeDelta = TimeDelta::minutes(15);

/// Whether it goes on, as far as this server can tell.
pub(super) fn is_under_way(run: &ImportRun, here: Option<Counted>, now: DateTime<Utc>) -> bool {
    run.state == ImportState::Working && (here.is_some() || now <= run.asked_at + GIVEN_UP)
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

/// What an import does, did, or would do.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ImportView {
    /// None for a dry run.
    id: Option<ImportId>,
    kind: ImportKind,
    /// Only to say what would happen.
    dry_run: bool,
    /// `working`, then `applied`, `refused` (it has faults, or something had changed meanwhile) or
    /// `failed`; `checked` for a dry run.
    #[schema(example = "applied")]
    state: &'static str,
    /// Rows of the file.
    total: i64,
    /// Rows that are read and held against what the unit has.
    checked: i64,
    /// Rows that are done.
    done: i64,
    /// What is new: citizens, or goals and tiltak.
    created: usize,
    /// What the unit had, and is corrected.
    updated: usize,
    /// What was already as the file says.
    unchanged: usize,
    /// When it was asked for.
    asked_at: DateTime<Utc>,
    /// When it ended.
    finished_at: Option<DateTime<Utc>>,
    /// How long the one transaction took.
    milliseconds: Option<i64>,
    /// How long reading and checking took before it, while nobody waited.
    check_milliseconds: Option<i64>,
    /// Every fault; with any, nothing is taken in.
    faults: Vec<FaultView>,
}

impl ImportView {
    /// A file that was only tried, and of which nothing can be read.
    pub(super) fn unreadable(kind: ImportKind, faults: Vec<FaultView>, at: DateTime<Utc>) -> Self {
        Self {
            id: None,
            kind,
            dry_run: true,
            state: ImportState::Checked.as_str(),
            total: 0,
            checked: 0,
            done: 0,
            created: 0,
            updated: 0,
            unchanged: 0,
            asked_at: at,
            finished_at: Some(at),
            milliseconds: None,
            check_milliseconds: None,
            faults,
        }
    }

    /// An import as it stands; `counted` is what this server counts of one that is under way here.
    pub(super) fn of(
        run: &ImportRun,
        counted: Option<Counted>,
        now: DateTime<Utc>,
        language: Language,
    ) -> Self {
        let result = run.result.clone().unwrap_or_default();
        let ended = !is_under_way(run, counted, now);
        let state = match run.state {
            ImportState::Working if ended => ImportState::Failed,
            state => state,
        };
        let counted = counted.filter(|_| !ended);
        let rows = |rows: usize| i64::try_from(rows).unwrap_or(i64::MAX);
        let checked = match state {
            ImportState::Working => counted.map_or(0, |counted| rows(counted.checked)),
            ImportState::Failed => 0,
            _ => run.total,
        };
        let fault = |fault: &KeptFault| FaultView {
            line: fault.line,
            column: fault.column.clone(),
            rule: fault.words.rule.clone(),
            code: fault.words.code.clone(),
            message: match language {
                Language::Nb => fault.words.nb.clone(),
                Language::Nn => fault.words.nn.clone(),
                Language::En => fault.words.en.clone(),
            },
        };
        let in_result = |what: fn(&ImportResult) -> i64| run.result.as_ref().map(what);
        Self {
            id: Some(run.id),
            kind: run.kind,
            dry_run: run.dry_run,
            state: state.as_str(),
            total: run.total,
            checked,
            done: counted.map_or(run.done, |counted| rows(counted.done)),
            created: result.created,
            updated: result.updated,
            unchanged: result.unchanged,
            asked_at: run.asked_at,
            finished_at: run.finished_at,
            milliseconds: in_result(|result| result.milliseconds).filter(|_| !run.dry_run),
            check_milliseconds: in_result(|result| result.check_milliseconds),
            faults: result.faults.iter().map(fault).collect(),
        }
    }
}

pub(super) fn fault_view(fault: &CsvFault, language: Language) -> FaultView {
    FaultView {
        line: fault.line,
        column: fault.column.clone(),
        rule: fault.violation.reason.rule.to_owned(),
        code: fault.violation.reason.code.to_owned(),
        message: fault.violation.message(language),
    }
}

/// A fault with its words in every language, to be kept.
pub(super) fn kept(fault: &CsvFault) -> KeptFault {
    let violation = &fault.violation;
    KeptFault {
        line: fault.line,
        column: fault.column.clone(),
        words: Worded {
            rule: violation.reason.rule.to_owned(),
            code: violation.reason.code.to_owned(),
            pointer: None,
            nb: violation.message(Language::Nb),
            nn: violation.message(Language::Nn),
            en: violation.message(Language::En),
        },
    }
}

/// Faults as violations that point at line and column: `/lines/17/fodselsnummer`.
pub(super) fn violations(faults: Vec<CsvFault>) -> Violations {
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
