//! Deadlines and limits that §§ 2–4 work with: data that a municipality can correct, none of it a
//! constant in a rule. The defaults are the specification's.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The limits for knowing a citizen and planning with her.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Settings {
    /// Months from an assessment to the next one (R-ASM-4: six).
    pub reassessment_months: u32,
    /// How far planned minutes may leave the vedtak's frame, per cent (R-PLAN-3: 10).
    pub frame_tolerance_percent: i32,
    /// Whether a visit by two employees counts twice in planned minutes (R-PLAN-3: data).
    pub two_employees_count_double: bool,
    /// Longest time a plan may be outside the frame, days (R-PLAN-4: 14).
    pub temporary_change_days: u32,
    /// How long before it ends the team is told, days (R-PLAN-4: a week).
    pub temporary_change_notice_days: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            reassessment_months: 6,
            frame_tolerance_percent: 10,
            two_employees_count_double: true,
            temporary_change_days: 14,
            temporary_change_notice_days: 7,
        }
    }
}
