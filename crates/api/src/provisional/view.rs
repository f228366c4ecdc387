//! How a provisional service is shown.

use crate::consequences::Followed;
use chrono::NaiveDate;
use domain::provisional::Provisional;
use serde::Serialize;
use utoipa::ToSchema;

/// A service given before the vedtak.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ProvisionalView {
    #[serde(flatten)]
    provisional: Provisional,
    /// Its last day as things stand.
    last_day: NaiveDate,
    /// Its version.
    version: i64,
    /// What stopping it changed in plan and visits.
    #[serde(skip_serializing_if = "Option::is_none")]
    followed: Option<Followed>,
}

impl ProvisionalView {
    /// As it stands.
    pub(super) fn new(provisional: Provisional, version: i64, followed: Option<Followed>) -> Self {
        Self {
            last_day: provisional.last_day(),
            provisional,
            version,
            followed,
        }
    }
}
