//! What is on a work list beside visits: meetings, documentation time, conversations, driving, one's
//! own tasks — and going along to a colleague's visit (R-WL-1, R-WL-12).
//!
//! It takes time in a calendar like a visit does, and needs no travel that anybody knows.

mod along;
mod list;
mod times;

use crate::{
    ids::*,
    interval::Interval,
    reason::{Reason, Violations},
    text_enum,
};
use along::along_faults;
use chrono::NaiveDate;
use list::list_faults;
use serde::{Deserialize, Serialize};
use times::time_faults;
use utoipa::ToSchema;

pub use along::AlongFacts;
pub use list::may_remove;
pub use times::when;

/// Longest title, in characters.
pub const TITLE_LENGTH: usize = 120;

text_enum! {
    /// What kind of other work.
    pub enum WorkKind {
        /// Team meeting, citizen review, hand-over.
        Meeting = "meeting", "møte", "møte", "meeting";
        /// A conversation that is no visit: kin, GP, a colleague.
        Conversation = "conversation", "samtale", "samtale", "conversation";
        /// Time to write.
        Documentation = "documentation", "dokumentasjon", "dokumentasjon", "documentation";
        /// On the road for something that is no visit.
        Driving = "driving", "kjøring", "køyring", "driving";
        /// What one has set oneself to do.
        OwnTask = "own_task", "egen oppgave", "eiga oppgåve", "own task";
        /// Going along to teach or to learn.
        Guidance = "guidance", "veiledning", "rettleiing", "guidance";
        /// Going along because two professions look together.
        JointVisit = "joint_visit", "fellesbesøk", "fellesbesøk", "joint visit";
    }
}

impl WorkKind {
    /// Whether it is done at a colleague's visit: its companion is no new face (R-WL-12).
    pub const fn is_along(self) -> bool {
        matches!(self, Self::Guidance | Self::JointVisit)
    }
}

/// A block of other work on one employee's list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OtherWork {
    /// Identity.
    pub id: WorkId,
    /// In which unit.
    pub unit: UnitId,
    /// Whose.
    pub employee: EmployeeId,
    /// What kind.
    pub kind: WorkKind,
    /// What it is, in a few words; no names of citizens.
    pub title: String,
    /// When; of one who goes along, when the visit is.
    pub interval: Interval,
    /// The visit she goes along to.
    pub visit: Option<VisitId>,
    /// Who put it on the list.
    pub by: EmployeeId,
}

/// What is asked before other work is put on a list.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkFacts {
    /// The list's date.
    pub date: NaiveDate,
    /// Whether the day is closed.
    pub closed: bool,
    /// Whether it is the employee's own list.
    pub own: bool,
    /// Whether the one who asks is the day's fordeler or the leader.
    pub is_fordeler: bool,
    /// Whether the employee belongs to the unit that day.
    pub in_unit: bool,
    /// Absences of hers.
    pub absences: Vec<Interval>,
    /// What else she does at a set time.
    pub busy: Vec<Interval>,
    /// The visit she goes along to, when one is named.
    pub along: Option<AlongFacts>,
}

static TITLE: Reason = Reason {
    rule: "R-WL-1",
    code: "work-title",
    nb: "Si hva det er, med høyst {limit} tegn.",
    nn: "Sei kva det er, med høgst {limit} teikn.",
    en: "Say what it is, in at most {limit} characters.",
};

/// Everything that stands in the way of a block of other work (R-WL-1, R-WL-4, R-WL-12). That it lies
/// outside a shift does not: those without rota have lists too.
pub fn work_faults(
    kind: WorkKind,
    title: &str,
    said: Option<Interval>,
    facts: &WorkFacts,
) -> Violations {
    let mut faults = Violations::new();
    let length = title.trim().chars().count();
    if length == 0 || length > TITLE_LENGTH {
        faults.push(TITLE.violation().at("/title").with("limit", TITLE_LENGTH));
    }
    faults.extend(along_faults(kind, facts.along.as_ref()));
    faults.extend(list_faults(facts));
    faults.extend(time_faults(kind, said, facts));
    faults
}

#[cfg(test)]
mod tests;
