//! How an appeal is shown.

use crate::consequences::Followed;
use chrono::NaiveDate;
use domain::{
    appeal::{Appeal, AppealState},
    law::Law,
    task::appeal_due,
    time::local_date,
};
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
    /// Last day to reverse or forward it; none when that has been done.
    answer_until: Option<NaiveDate>,
    /// Its version.
    version: i64,
    /// What carrying out an annulment changed in plan and visits.
    #[serde(skip_serializing_if = "Option::is_none")]
    followed: Option<Followed>,
}

impl AppealView {
    /// As it stands.
    pub(super) fn new(appeal: Appeal, version: i64, law: &Law) -> Self {
        let waits = matches!(
            appeal.state(),
            AppealState::Registered | AppealState::Upheld
        );
        let settings = law.on(local_date(appeal.registered_at));
        Self {
            answer_until: waits.then(|| appeal_due(appeal.received_on, &settings)),
            followed: None,
            state: appeal.state(),
            late: appeal.in_time == Some(false),
            version,
            appeal,
        }
    }

    /// With what it changed.
    pub(super) fn followed_by(self, followed: Option<Followed>) -> Self {
        Self { followed, ..self }
    }
}
