//! How an appeal is shown.

use domain::appeal::{Appeal, AppealState};
use serde::Serialize;
use utoipa::ToSchema;

/// An appeal.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct AppealView {
    #[serde(flatten)]
    appeal: Appeal,
    /// Where it stands.
    state: AppealState,
    /// It came after the last day; it is kept all the same.
    late: bool,
    /// Its version.
    version: i64,
}

impl AppealView {
    /// As it stands.
    pub(super) fn new(appeal: Appeal, version: i64) -> Self {
        Self {
            state: appeal.state(),
            late: appeal.in_time == Some(false),
            version,
            appeal,
        }
    }
}
