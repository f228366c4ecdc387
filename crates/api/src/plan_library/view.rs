//! How an entry is shown.

use crate::etag;
use domain::{
    ids::{EmployeeId, LibraryId, UnitId},
    tiltaksplan::library::LibraryEntry,
};
use persistence::LibraryRecord;
use serde::Serialize;
use utoipa::ToSchema;

/// An entry of a team's library.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct LibraryView {
    id: LibraryId,
    unit: UnitId,
    content: LibraryEntry,
    /// Who wrote it first.
    made_by: Option<EmployeeId>,
    /// For `If-Match`.
    etag: String,
}

impl LibraryView {
    pub(super) fn new(record: LibraryRecord, epoch: &str) -> Self {
        Self {
            etag: etag::strong(epoch, record.version),
            id: record.id,
            unit: record.unit,
            content: record.entry,
            made_by: record.made_by,
        }
    }
}
