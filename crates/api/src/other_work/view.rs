//! How other work is shown.

use crate::etag;
use domain::{
    ids::{EmployeeId, VisitId, WorkId},
    interval::Interval,
    other_work::WorkKind,
};
use persistence::WorkRow;
use serde::Serialize;
use utoipa::ToSchema;

/// A block of other work on a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct WorkView {
    id: WorkId,
    employee: EmployeeId,
    kind: WorkKind,
    /// What it is, in a few words.
    #[schema(example = "Teammøte")]
    title: String,
    /// When; of one who goes along, when the visit is.
    interval: Interval,
    /// The visit she goes along to.
    visit: Option<VisitId>,
    /// Who put it there.
    by: EmployeeId,
    /// For `If-Match` when it is taken off.
    #[schema(example = "\"e1.1\"")]
    etag: String,
}

impl WorkView {
    /// A block, as it stands.
    pub(crate) fn new(row: &WorkRow, epoch: &str) -> Self {
        let work = &row.work;
        Self {
            id: work.id,
            employee: work.employee,
            kind: work.kind,
            title: work.title.clone(),
            interval: work.interval,
            visit: work.visit,
            by: work.by,
            etag: etag::strong(epoch, row.version),
        }
    }
}
