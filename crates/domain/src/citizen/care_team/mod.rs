//! Who in the team knows the citizen: primary and secondary contact, more members, and the
//! responsible nurse (R-CIT-2, R-CIT-3).

mod acting;
mod check;
mod gaps;

use crate::{ids::EmployeeId, organisation::Profession, text_enum};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use acting::{ActingPrimary, may_change_tiltak};
pub use check::check_care_team;
pub use gaps::{CareGap, gaps};

text_enum! {
    /// A rung of the ladder (R-CIT-2).
    pub enum CareRole {
        /// Primærkontakt.
        Primary = "primary", "primærkontakt", "primærkontakt", "primary contact";
        /// Sekundærkontakt.
        Secondary = "secondary", "sekundærkontakt", "sekundærkontakt", "secondary contact";
        /// One more of the small team.
        Other = "other", "teammedlem", "teammedlem", "team member";
    }
}

impl CareRole {
    /// Whether someone of this profession may stand on this rung (R-CIT-2).
    pub const fn admits(self, profession: Profession) -> bool {
        match self {
            Self::Primary => profession.has_higher_education(),
            Self::Secondary => profession.is_health_professional(),
            Self::Other => true,
        }
    }
}

/// One member of a citizen's care team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CareTeamMember {
    /// Who.
    pub employee: EmployeeId,
    /// On which rung.
    pub role: CareRole,
    /// First day.
    pub from: NaiveDate,
    /// Last day, when it ends.
    pub until: Option<NaiveDate>,
}

impl CareTeamMember {
    fn counts_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    fn overlaps(&self, other: &Self) -> bool {
        let begins_before_end = |a: &Self, b: &Self| b.until.is_none_or(|until| a.from <= until);
        begins_before_end(self, other) && begins_before_end(other, self)
    }
}

/// A citizen's care team as it is asked for: the ladder, and a responsible nurse when not the
/// primary contact.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CareTeam {
    /// The ladder, past and future rungs too.
    pub members: Vec<CareTeamMember>,
    /// Tjenesteansvarlig, when named apart (R-CIT-3).
    pub responsible_nurse: Option<EmployeeId>,
}

impl CareTeam {
    /// Who is named on a rung on `day`, in the team or not.
    pub fn named(&self, role: CareRole, day: NaiveDate) -> Option<EmployeeId> {
        self.members
            .iter()
            .find(|m| m.role == role && m.counts_on(day))
            .map(|m| m.employee)
    }
}

/// What is known of an employee on the day asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colleague {
    /// Who.
    pub employee: EmployeeId,
    /// Education.
    pub profession: Profession,
    /// Whether her membership in the citizen's team is active.
    pub in_team: bool,
    /// Whether she is absent.
    pub absent: bool,
}

fn find(colleagues: &[Colleague], employee: EmployeeId) -> Option<&Colleague> {
    colleagues.iter().find(|c| c.employee == employee)
}

#[cfg(test)]
mod tests;
