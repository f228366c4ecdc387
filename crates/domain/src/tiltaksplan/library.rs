//! A team's own plan library: goals and tiltak that it has worked out, copied into a citizen's plan
//! and made hers there (R-PLAN-2).
//!
//! An entry says what is the same for everybody. Whose words a goal rests on, where she stands, who
//! follows it and from which day are the citizen's, and are said when it is copied.

mod copying;
mod rules;

use super::{
    goal::{GoalBasis, Scale},
    tiltak::{Performer, WishedWindow},
};
use crate::{
    frame::TemporaryChange,
    ids::{EmployeeId, LibraryId, VedtakId},
    organisation::CompetenceCode,
    recurrence::Recurrence,
    service::ServiceType,
    visit::slot::Slot,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

pub use rules::{check_copy, check_entry};

/// The longest time ahead that an entry speaks of, days.
const YEAR: i32 = 366;

/// A goal as the library has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LibraryGoal {
    /// What is to be reached, in plain words.
    pub text: String,
    /// How it is measured.
    pub scale: Scale,
    /// What is usually aimed at, on the scale.
    pub target: Option<i32>,
    /// Days from the start until it is evaluated.
    pub evaluate_after_days: i32,
}

/// Order after another tiltak of the entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LibraryAfter {
    /// Which comes first: its place in the entry's list, from 0.
    pub tiltak: usize,
    /// Shortest time from its end, minutes.
    pub min_gap_minutes: i32,
    /// Longest time from its end, minutes, when it matters.
    pub max_gap_minutes: Option<i32>,
}

/// A tiltak as the library has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LibraryTiltak {
    /// Which service.
    pub service: ServiceType,
    /// What, in a line.
    pub description: String,
    /// How, so that a stranger can do it.
    pub instruction: String,
    /// What the citizen does herself.
    pub own_part: String,
    /// What the one who does it must be able to.
    #[schema(value_type = Vec<CompetenceCode>)]
    pub competences: BTreeSet<CompetenceCode>,
    /// What the other of two must be able to, when it is something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<CompetenceCode>>)]
    pub second_competences: Option<BTreeSet<CompetenceCode>>,
    /// Length, minutes.
    pub minutes: i32,
    /// How many at once, 1 or 2.
    pub employees: i32,
    /// How often.
    pub recurrence: Recurrence,
    /// When in the day.
    pub window: WishedWindow,
    /// Part of the day it belongs to, when it shares a visit.
    pub slot: Option<Slot>,
    /// What it comes after.
    pub after: Option<LibraryAfter>,
    /// For which of the entry's goals: their places in the list, from 0.
    pub goals: Vec<usize>,
    /// Must be done on its day.
    pub must_do: bool,
    /// How many days it can wait.
    pub can_wait_days: i32,
    /// Who performs it.
    pub performer: Performer,
    /// Whether it is done as hverdagsmestring.
    pub mastery: bool,
    /// How many days it goes on; none when it has no end of its own.
    #[serde(default)]
    pub lasts_days: Option<i32>,
}

/// An entry of a team's plan library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LibraryEntry {
    /// What it is called.
    #[schema(example = "Trygg hjemme etter hoftebrudd")]
    pub title: String,
    /// When it is of use.
    pub when: Option<String>,
    /// What is to be reached.
    pub goals: Vec<LibraryGoal>,
    /// What is done for it.
    pub tiltak: Vec<LibraryTiltak>,
}

/// What makes a goal of the library the citizen's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GoalCopy {
    /// Why it is hers.
    pub basis: GoalBasis,
    /// Where she stands, on the scale.
    pub baseline: Option<i32>,
    /// Who follows it.
    pub owner: Option<EmployeeId>,
    /// In other words than the library's.
    #[serde(default)]
    pub text: Option<String>,
    /// Another aim than the library's.
    #[serde(default)]
    pub target: Option<i32>,
    /// Evaluated on another day than the library's.
    #[serde(default)]
    pub evaluation_date: Option<NaiveDate>,
}

/// An entry copied into a citizen's plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlanCopy {
    /// Which entry of the library of the team that answers for the citizen.
    pub entry: LibraryId,
    /// First day.
    pub start: NaiveDate,
    /// One for each of the entry's goals, in their order.
    pub goals: Vec<GoalCopy>,
    /// The vedtak that covers its tiltak; none while provisional.
    #[serde(default)]
    pub vedtak: Option<VedtakId>,
    /// Why it is outside the vedtak's frame, and until which day (R-PLAN-4). None within it.
    #[serde(default)]
    pub temporary: Option<TemporaryChange>,
}

#[cfg(test)]
mod tests;
