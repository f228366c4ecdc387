//! The shape of a visit and of an assignment.

use crate::{
    ids::*, interval::Interval, organisation::CompetenceCode, text_enum, visit::slot::Slot,
    visit::window::Window,
};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, fmt};
use utoipa::ToSchema;

/// What makes a planned visit the same one the next time visits are made: citizen, date, slot or
/// tiltak, number (R-WL-1). Unique within a unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct VisitKey(pub String);

impl fmt::Display for VisitKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

text_enum! {
    /// Where work is done (R-WL-12).
    #[schema(as = VisitPlace)]
    pub enum Place {
        /// The citizen's home.
        Home = "home", "hjemme", "heime", "at home";
        /// A hospital.
        Hospital = "hospital", "sykehus", "sjukehus", "hospital";
        /// Helsehus.
        Helsehus = "helsehus", "helsehus", "helsehus", "helsehus";
        /// Kommunal akutt døgnenhet.
        Kad = "kad", "KAD", "KAD", "municipal acute ward";
        /// By telephone.
        Telephone = "telephone", "telefon", "telefon", "telephone";
        /// By screen or device.
        Digital = "digital", "digitalt", "digitalt", "digital";
    }
}

text_enum! {
    /// What work is for (R-WL-12).
    pub enum Purpose {
        /// Help as the plan says.
        Care = "care", "hjelp", "hjelp", "care";
        /// A conversation or mapping.
        Assessment = "assessment", "kartlegging", "kartlegging", "assessment";
        /// Guidance of a colleague, kin or the citizen.
        Guidance = "guidance", "veiledning", "rettleiing", "guidance";
    }
}

/// A visit that must be done first, and how long before (R-WL-4).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Predecessor {
    /// The visit that comes first.
    pub key: VisitKey,
    /// Minutes from its end to this one's start, at least.
    pub gap_minutes: i32,
    /// Minutes from its end to this one's start, at most, when it matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_gap_minutes: Option<i32>,
}

/// What a citizen's tiltak ask for on one date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PlannedVisit {
    /// What it is recognised by.
    pub key: VisitKey,
    /// For whom.
    pub citizen: CitizenId,
    /// The local date; a night belongs to the date it begins on.
    pub date: NaiveDate,
    /// Part of the day, when its tiltak name one.
    pub slot: Option<Slot>,
    /// The tiltak done there, in id order.
    pub tiltak: Vec<TiltakId>,
    /// Planned length in minutes, for each employee.
    pub minutes: i32,
    /// Employees needed at the same time, 1 or 2.
    pub employees: i32,
    /// What each of them must be able to do, unless the next says otherwise.
    pub competences: BTreeSet<CompetenceCode>,
    /// What the other of two must be able to do, when that is something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<CompetenceCode>>)]
    pub second_competences: Option<BTreeSet<CompetenceCode>>,
    /// When it must start.
    pub window: Window,
    /// The start that the citizen wishes, local time.
    pub preferred: Option<NaiveTime>,
    /// Whether it cannot be left out or put off.
    pub must_do: bool,
    /// Which goes first when not all fit; higher is more important.
    pub priority: i32,
    /// Visits that come before.
    pub after: Vec<Predecessor>,
    /// Where.
    pub place: Place,
    /// For what.
    pub purpose: Purpose,
    /// Kept although the vedtak's frame does not cover it (R-PLAN-4).
    pub beyond_frame: bool,
    /// The tiltak's windows share no time; the tightest was used.
    pub windows_conflict: bool,
}

/// One planned piece of work for a citizen on one day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Visit {
    /// Identity.
    pub id: VisitId,
    /// Whose day plan it is in.
    pub unit: UnitId,
    /// What is to be done.
    pub planned: PlannedVisit,
    /// When it starts, once it has a place in a list.
    pub start: Option<DateTime<Utc>>,
    /// Made by hand and not by a tiltak's recurrence; the plan never removes it.
    pub ad_hoc: bool,
    /// Lies still while the citizen is away; assignments are kept beneath (R-CIT-4).
    pub suspended: bool,
}

impl PlannedVisit {
    /// The earliest instant at which it can start.
    pub fn first_start(&self) -> DateTime<Utc> {
        self.window.bounds(self.slot).on(self.date).0
    }
}

impl Visit {
    /// When it takes place, once it has a start.
    pub fn interval(&self) -> Option<Interval> {
        self.start
            .map(|start| Interval::lasting(start, self.planned.minutes))
    }

    /// The instants between which it must start.
    pub fn start_window(&self) -> Interval {
        let (from, until) = self
            .planned
            .window
            .bounds(self.planned.slot)
            .on(self.planned.date);
        Interval { from, until }
    }
}

text_enum! {
    /// How firmly an assignment is somebody's (R-WL-2).
    pub enum AssignmentState {
        /// Nobody's.
        Free = "free", "ledig", "ledig", "free";
        /// Taken by a member herself; the planner leaves it.
        Claimed = "claimed", "tatt", "teken", "claimed";
        /// Given by a proposal or the fordeler; the planner may move it.
        Assigned = "assigned", "tildelt", "tildelt", "assigned";
        /// «Jeg tar Astrid i morgen»: the planner leaves it.
        Pinned = "pinned", "festet", "festa", "pinned";
    }
}

impl AssignmentState {
    /// Whether the planner must leave it as it is (R-WL-2).
    pub const fn is_fixed(self) -> bool {
        matches!(self, Self::Claimed | Self::Pinned)
    }
}

/// One employee's part in a visit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Assignment {
    /// Identity.
    pub id: AssignmentId,
    /// Of which visit.
    pub visit: VisitId,
    /// 1, or 2 where two are needed.
    pub number: i32,
    /// Whose, unless free.
    pub employee: Option<EmployeeId>,
    /// How firmly.
    pub state: AssignmentState,
    /// Who made it so.
    pub by: Option<EmployeeId>,
    /// The plan changed so that its holder may no longer do it (R-WL-1).
    pub needs_review: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assignment_rules::tests::visit;

    #[test]
    fn a_visit_reads_back_from_json_as_it_was_written() {
        let written = serde_json::to_value(visit()).unwrap();
        assert_eq!(written["planned"]["slot"], "morgen");
        assert_eq!(written["planned"]["mustDo"], false);
        assert_eq!(serde_json::from_value::<Visit>(written).unwrap(), visit());
    }

    #[test]
    fn the_planner_may_move_what_was_given_and_not_what_was_taken() {
        use AssignmentState::*;
        assert!(Claimed.is_fixed() && Pinned.is_fixed());
        assert!(!Assigned.is_fixed() && !Free.is_fixed());
    }
}
