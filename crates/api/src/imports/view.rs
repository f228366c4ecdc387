//! How an import and its faults are shown.

use super::plan::Counts;
use chrono::{DateTime, TimeDelta, Utc};
use documents::caseload_csv::CsvFault;
use domain::{
    ids::ImportId,
    reason::{Language, Violations},
};
use persistence::{ImportKind, ImportRun, ImportState, KeptFault, Worded};
use serde::Serialize;
use utoipa::ToSchema;

/// One that has not ended by then was given up, and left nothing: the server was stopped.
pub(super) const GIVEN_UP: TimeDelta = TimeDelta::minutes(15);

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
    /// `working`, `applied`, `refused` (something had changed meanwhile), `failed`; `checked` for a dry
    /// run.
    #[schema(example = "applied")]
    state: &'static str,
    /// Rows of the file.
    total: i64,
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
    /// Every fault; with any, nothing is taken in.
    faults: Vec<FaultView>,
}

impl ImportView {
    /// A file that was only tried.
    pub(super) fn checked(
        kind: ImportKind,
        total: usize,
        counts: Counts,
        faults: Vec<FaultView>,
        at: DateTime<Utc>,
    ) -> Self {
        Self {
            id: None,
            kind,
            state: "checked",
            total: i64::try_from(total).unwrap_or(i64::MAX),
            done: 0,
            created: counts.created,
            updated: counts.updated,
            unchanged: counts.unchanged,
            asked_at: at,
            finished_at: None,
            milliseconds: None,
            faults,
        }
    }

    /// An import as it stands; `done` is what this server counts of one that is under way here.
    pub(super) fn of(
        run: &ImportRun,
        done: Option<usize>,
        now: DateTime<Utc>,
        language: Language,
    ) -> Self {
        let result = run.result.clone().unwrap_or_default();
        let lost = run.state == ImportState::Working && run.asked_at + GIVEN_UP < now;
        let state = if lost { ImportState::Failed } else { run.state };
        let ended = state != ImportState::Working;
        let counted = done.and_then(|done| i64::try_from(done).ok());
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
        Self {
            id: Some(run.id),
            kind: run.kind,
            state: state.as_str(),
            total: run.total,
            done: counted.filter(|_| !ended).unwrap_or(run.done),
            created: result.created,
            updated: result.updated,
            unchanged: result.unchanged,
            asked_at: run.asked_at,
            finished_at: run.finished_at,
            milliseconds: run.result.as_ref().map(|result| result.milliseconds),
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
