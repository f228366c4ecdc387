//! How an absence is shown: what it freed, and to whom duties go.

use crate::etag;
use chrono::NaiveDate;
use domain::{
    duty::HolderReason,
    ids::{EmployeeId, UnitId, VisitId},
    organisation::Duty,
    shift::Absence,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A visit in short.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct FreedView {
    pub(super) visit: VisitId,
    /// In which unit.
    pub(super) unit: UnitId,
    /// On which date.
    pub(super) date: NaiveDate,
    /// Cannot be put off.
    pub(super) must_do: bool,
}

/// A day on which a duty of hers goes to another.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DutyMoved {
    /// The unit, or a pool of it (R-TEAM-8).
    pub(super) unit: UnitId,
    pub(super) date: NaiveDate,
    pub(super) duty: Duty,
    /// Its name, when it is the team's own.
    pub(super) own: Option<String>,
    /// Who holds it now.
    pub(super) holder: EmployeeId,
    #[schema(example = "Silje Aune")]
    pub(super) name: Option<String>,
    /// Why she.
    pub(super) reason: HolderReason,
    /// Nobody in the order can: the leader holds it.
    pub(super) flagged: bool,
}

/// An absence.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AbsenceView {
    #[serde(flatten)]
    pub(super) absence: Absence,
    pub(super) version: i64,
    /// For `If-Match` when it is changed or taken back.
    #[schema(example = "\"e1.0\"")]
    pub(super) etag: String,
}

impl AbsenceView {
    pub(super) fn new(absence: &Absence, version: i64, epoch: &str) -> Self {
        Self {
            absence: absence.clone(),
            version,
            etag: etag::strong(epoch, version),
        }
    }
}

/// What entering, changing or ending an absence did.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AbsenceDone {
    #[serde(flatten)]
    pub(super) absence: AbsenceView,
    /// Visits that it frees, in all her units.
    pub(super) freed: Vec<FreedView>,
    /// Visits that came back to her.
    pub(super) returned: Vec<FreedView>,
    /// Her duties in the unit and its pools while she is away, and who holds them; the next four weeks.
    pub(super) duties: Vec<DutyMoved>,
    /// Where the three ways on are previewed, by day.
    pub(super) ways: Vec<String>,
}
