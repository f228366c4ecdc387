//! How an emergency access is shown: to the one who has it, and to the leader who looks at it.

use crate::etag;
use chrono::{DateTime, Utc};
use domain::{
    emergency::{EmergencyAccess, Finding},
    ids::{CitizenId, EmergencyId, EmployeeId, UnitId},
};
use persistence::ListedAccess;
use serde::Serialize;
use utoipa::ToSchema;

/// An emergency access of one's own.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct EmergencyView {
    id: EmergencyId,
    /// Whose record it opens.
    citizen: CitizenId,
    /// From when.
    from: DateTime<Utc>,
    /// Until when; four hours.
    until: DateTime<Utc>,
    /// As it was given; the citizen and the leader read it.
    #[schema(example = "Falt i trappen, ambulansen spør om medisiner")]
    reason: String,
}

impl From<&EmergencyAccess> for EmergencyView {
    fn from(access: &EmergencyAccess) -> Self {
        Self {
            id: access.id,
            citizen: access.citizen,
            from: access.from,
            until: access.until,
            reason: access.reason.clone(),
        }
    }
}

/// What a leader found.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReviewView {
    finding: Finding,
    comment: String,
    by: EmployeeId,
    at: DateTime<Utc>,
}

/// An emergency access on a record of the unit.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct EmergencyReviewView {
    id: EmergencyId,
    /// Who used it.
    employee: EmployeeId,
    /// Her name.
    #[schema(example = "Nina Foss")]
    name: String,
    /// Whose record.
    citizen: CitizenId,
    /// The citizen's name.
    #[schema(example = "Astrid Bøe")]
    citizen_name: String,
    /// The unit that answered for the citizen then, and looks at it.
    unit: UnitId,
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    /// Why, in her words.
    reason: String,
    /// The citizen's address is protected.
    protected: bool,
    /// What a leader found; none yet.
    review: Option<ReviewView>,
    /// For `If-Match` when it is reviewed.
    etag: String,
}

impl EmergencyReviewView {
    pub(super) fn new(listed: ListedAccess, epoch: &str) -> Self {
        let access = listed.access;
        Self {
            id: access.id,
            employee: access.employee,
            name: listed.by,
            citizen: access.citizen,
            citizen_name: listed.citizen_name,
            unit: access.unit,
            from: access.from,
            until: access.until,
            reason: access.reason,
            protected: access.protected,
            review: access.review.map(|review| ReviewView {
                finding: review.finding,
                comment: review.comment,
                by: review.by,
                at: review.at,
            }),
            etag: etag::strong(epoch, listed.version),
        }
    }
}
