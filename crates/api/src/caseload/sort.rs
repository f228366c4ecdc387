//! How the caseload is sorted, and positions in it.

use super::view::CaseloadLine;
use chrono::{Datelike, NaiveDate};
use domain::ids::CitizenId;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use utoipa::ToSchema;

/// What the caseload is sorted by; with `-` the other way round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub(super) enum Sort {
    /// Family name, in Norwegian order.
    #[default]
    #[serde(rename = "name")]
    Name,
    /// The same, backwards.
    #[serde(rename = "-name")]
    NameDown,
    /// The primary contact's name, those without one first.
    #[serde(rename = "primaryContact")]
    Contact,
    /// The same, backwards.
    #[serde(rename = "-primaryContact")]
    ContactDown,
    /// Planned minutes a week, fewest first.
    #[serde(rename = "plannedWeeklyMinutes")]
    Minutes,
    /// Most first.
    #[serde(rename = "-plannedWeeklyMinutes")]
    MinutesDown,
    /// Next evaluation, soonest first, those without one last.
    #[serde(rename = "nextEvaluation")]
    Evaluation,
    /// The same, backwards.
    #[serde(rename = "-nextEvaluation")]
    EvaluationDown,
    /// Next conversation, soonest first, those without one last.
    #[serde(rename = "nextReassessment")]
    Reassessment,
    /// The same, backwards.
    #[serde(rename = "-nextReassessment")]
    ReassessmentDown,
    /// Different employees in 14 days, fewest first.
    #[serde(rename = "differentEmployees")]
    Faces,
    /// Most first.
    #[serde(rename = "-differentEmployees")]
    FacesDown,
    /// Open tasks, fewest first.
    #[serde(rename = "openTasks")]
    Tasks,
    /// Most first.
    #[serde(rename = "-openTasks")]
    TasksDown,
    /// Fewest flags first.
    #[serde(rename = "flags")]
    Flags,
    /// Most flags first.
    #[serde(rename = "-flags")]
    FlagsDown,
}

/// Where a line stands: what it is sorted by, then name, then id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Position(i64, String, String, CitizenId);

impl Sort {
    const fn is_down(self) -> bool {
        matches!(
            self,
            Self::NameDown
                | Self::ContactDown
                | Self::MinutesDown
                | Self::EvaluationDown
                | Self::ReassessmentDown
                | Self::FlagsDown
                | Self::FacesDown
                | Self::TasksDown
        )
    }

    /// Where `line` stands.
    pub(super) fn position(self, line: &CaseloadLine) -> Position {
        let day = |date: Option<NaiveDate>| {
            date.map_or(i64::MAX, |date| i64::from(date.num_days_from_ce()))
        };
        let contact = || line.primary_contact.as_ref().map(|c| c.name.clone());
        let (number, text) = match self {
            Self::Name | Self::NameDown => (0, String::new()),
            Self::Contact | Self::ContactDown => (0, contact().unwrap_or_default()),
            Self::Minutes | Self::MinutesDown => {
                (line.planned_weekly_minutes.into(), String::new())
            }
            Self::Evaluation | Self::EvaluationDown => (day(line.next_evaluation), String::new()),
            Self::Reassessment | Self::ReassessmentDown => {
                (day(line.next_reassessment), String::new())
            }
            Self::Tasks | Self::TasksDown => (line.open_tasks, String::new()),
            Self::Faces | Self::FacesDown => (
                i64::try_from(line.different_employees).unwrap_or(i64::MAX),
                String::new(),
            ),
            Self::Flags | Self::FlagsDown => (
                i64::try_from(line.flags.len()).unwrap_or(i64::MAX),
                String::new(),
            ),
        };
        Position(number, text, line.sort_name.clone(), line.citizen)
    }

    /// Which of two positions comes first.
    pub(super) fn order(self, a: &Position, b: &Position) -> Ordering {
        let order = a.cmp(b);
        if self.is_down() {
            order.reverse()
        } else {
            order
        }
    }
}
