//! How a shift is shown: with its break, whether it is overtime, and why it stands although it breaks
//! a rule.

use crate::{days::proposal::said, etag, problem::ProblemError};
use chrono::{DateTime, Utc};
use domain::{ids::EmployeeId, reason::Language, shift::Shift};
use persistence::ShiftRecord;
use serde::Serialize;
use utoipa::ToSchema;

/// Why a shift stands although it breaks a rule.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct KeptView {
    /// In the words of the one who keeps it.
    #[schema(example = "Kari tar den selv, og fri dagen etter er avtalt")]
    reason: String,
    by: EmployeeId,
    at: DateTime<Utc>,
    /// What it breaks.
    breaches: Vec<ProblemError>,
}

/// A shift.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ShiftView {
    #[serde(flatten)]
    shift: Shift,
    /// Minutes of break, when somebody has said so; else what the law asks for.
    break_minutes: Option<i32>,
    /// Beyond her ordinary hours.
    overtime: bool,
    /// Why it stands although it breaks a rule; none when it breaks none.
    kept: Option<KeptView>,
    version: i64,
    /// For `If-Match` when it is changed or taken away.
    #[schema(example = "\"e1.0\"")]
    etag: String,
}

impl ShiftView {
    pub(crate) fn new(record: &ShiftRecord, epoch: &str, language: Language) -> Self {
        Self {
            shift: record.shift.clone(),
            break_minutes: record.break_minutes,
            overtime: record.overtime,
            kept: record.kept.as_ref().map(|kept| KeptView {
                reason: kept.reason.clone(),
                by: kept.by,
                at: kept.at,
                breaches: kept.breaches.iter().map(|w| said(w, language)).collect(),
            }),
            version: record.version,
            etag: etag::strong(epoch, record.version),
        }
    }
}
