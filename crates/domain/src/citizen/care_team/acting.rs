//! Who answers for the citizen on a day: whoever acts as primary contact, and the responsible nurse. The
//! plan is theirs to change (R-CIT-2, R-CIT-3, R-PLAN-3).

use super::{CareRole, CareTeam, Colleague, find};
use crate::{
    ids::EmployeeId,
    organisation::Profession,
    reason::{Reason, Violations},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who acts as primary contact on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ActingPrimary {
    /// Who.
    pub employee: EmployeeId,
    /// The absent primary contact whose tasks she holds, when she stands in.
    pub stands_in_for: Option<EmployeeId>,
    /// Whether she also has the right to change the plan (R-PLAN-3); standing in, only where her
    /// education allows it.
    pub may_change_plan: bool,
}

impl CareTeam {
    /// Who holds the primary contact's tasks on `day`: she herself, or the secondary while she is
    /// absent (R-CIT-2). `None` when neither is there.
    pub fn acting_primary(
        &self,
        colleagues: &[Colleague],
        day: NaiveDate,
    ) -> Option<ActingPrimary> {
        let there = |role| {
            self.named(role, day)
                .and_then(|e| find(colleagues, e))
                .filter(|c| c.in_team && !c.absent)
        };
        if let Some(primary) = there(CareRole::Primary) {
            return Some(ActingPrimary {
                employee: primary.employee,
                stands_in_for: None,
                may_change_plan: true,
            });
        }
        let absent = self.named(CareRole::Primary, day)?;
        there(CareRole::Secondary).map(|secondary| ActingPrimary {
            employee: secondary.employee,
            stands_in_for: Some(absent),
            may_change_plan: CareRole::Primary.admits(secondary.profession),
        })
    }

    /// The responsible nurse on `day`: the one named, else the primary contact when a nurse
    /// (R-CIT-3).
    pub fn nurse_on(&self, colleagues: &[Colleague], day: NaiveDate) -> Option<EmployeeId> {
        self.responsible_nurse
            .or_else(|| self.named(CareRole::Primary, day))
            .and_then(|e| find(colleagues, e))
            .filter(|c| c.in_team && c.profession == Profession::Nurse)
            .map(|c| c.employee)
    }

    /// Who may change the plan on `day`: the responsible nurse, and whoever acts as primary contact
    /// with the education for it (R-PLAN-3).
    pub fn plan_changers(&self, colleagues: &[Colleague], day: NaiveDate) -> Vec<EmployeeId> {
        let mut changers: Vec<EmployeeId> = self.nurse_on(colleagues, day).into_iter().collect();
        let acting = self.acting_primary(colleagues, day);
        let acting = acting.filter(|acting| acting.may_change_plan);
        changers.extend(acting.map(|acting| acting.employee));
        changers.dedup();
        changers
    }

    /// Whether `employee` may change the plan on `day` without asking: the responsible nurse or
    /// whoever acts as primary contact (R-PLAN-3).
    pub fn may_change_plan(
        &self,
        employee: EmployeeId,
        colleagues: &[Colleague],
        day: NaiveDate,
    ) -> bool {
        self.nurse_on(colleagues, day) == Some(employee)
            || self
                .acting_primary(colleagues, day)
                .is_some_and(|acting| acting.employee == employee && acting.may_change_plan)
    }
}

static NOT_YOURS_TO_CHANGE: Reason = Reason {
    rule: "R-PLAN-3",
    code: "plan-not-yours-to-change",
    nb: "Tiltak endres av tjenesteansvarlig sykepleier eller den som er primærkontakt i dag. Ta det opp med dem.",
    nn: "Tiltak blir endra av tenesteansvarleg sjukepleiar eller den som er primærkontakt i dag. Ta det opp med dei.",
    en: "Tiltak are changed by the responsible nurse or whoever acts as primary contact today. Take it up with them.",
};

/// What keeps `employee` from changing the citizen's tiltak on `day` (R-PLAN-3). Where nobody
/// answers for the plan, anyone of the team may: a gap is flagged, and stops no help.
pub fn may_change_tiltak(
    team: &CareTeam,
    employee: EmployeeId,
    colleagues: &[Colleague],
    day: NaiveDate,
) -> Violations {
    let changers = team.plan_changers(colleagues, day);
    if changers.is_empty() || changers.contains(&employee) {
        Violations::new()
    } else {
        vec![NOT_YOURS_TO_CHANGE.violation()]
    }
}
