//! How a vedtak is shown.

use crate::consequences::Followed;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    period::Period,
    vedtak::{StatementRole, Vedtak},
};
use persistence::StoredVedtak;
use serde::Serialize;
use utoipa::ToSchema;

/// A vedtak with the days on which it is in force, computed from its dates.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct VedtakView {
    #[serde(flatten)]
    vedtak: Vedtak,
    /// When it was begun.
    created_at: DateTime<Utc>,
    /// When it was last sent to signature.
    submitted_at: Option<DateTime<Utc>>,
    /// Roles whose statement was given before what it says was last changed, so on other words.
    stated_before: Vec<StatementRole>,
    /// The days on which it gives a service, once signed.
    days_in_force: Option<Period>,
    /// Whether it is in force today.
    in_force: bool,
    /// Its version.
    version: i64,
    /// What signing or ending it changed in plan and visits.
    #[serde(skip_serializing_if = "Option::is_none")]
    followed: Option<Followed>,
}

impl VedtakView {
    /// As it stands on `today`.
    pub(super) fn new(stored: StoredVedtak, today: NaiveDate) -> Self {
        let before = |at| stored.edited_at.is_some_and(|edited| at < edited);
        let statements = stored.vedtak.statements.iter();
        Self {
            stated_before: statements
                .filter(|s| before(s.at))
                .map(|s| s.role)
                .collect(),
            days_in_force: stored.vedtak.days_in_force(),
            in_force: stored.vedtak.is_in_force(today),
            vedtak: stored.vedtak,
            created_at: stored.created_at,
            submitted_at: stored.submitted_at,
            version: stored.version,
            followed: None,
        }
    }

    /// With what it changed.
    pub(super) fn followed_by(self, followed: Option<Followed>) -> Self {
        Self { followed, ..self }
    }
}
