//! What a good day is: one file per term, each with a name, a unit, its source and a test.
//!
//! Every term gives its points as [`Part`]s, each about one visit or one employee; the score of the
//! lists is their sum, so the reasons shown always add up to the score. Fewer points are better.

pub(crate) mod changes;
pub(crate) mod faces;
pub(crate) mod load;
pub(crate) mod postponed;
pub(crate) mod travel;
pub(crate) mod unplaced;
pub(crate) mod wished;

use crate::day::Day;
use domain::{
    ids::{EmployeeId, VisitId},
    reason,
};
use serde::{Deserialize, Serialize};

/// A term of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Term {
    /// Must-do visits not placed, by priority. Always first.
    Unplaced,
    /// Visits that can wait and do. Always second.
    Postponed,
    /// New faces and visits by others than the contacts (R-WL-7).
    Faces,
    /// Minutes outside the wished time.
    Wished,
    /// Minutes on the way and waiting.
    Travel,
    /// How unevenly work is spread (R-WL-8).
    Load,
    /// Changes to what people already know.
    Changes,
}

impl Term {
    /// Every term, in the default order.
    pub const ALL: [Self; 7] = [
        Self::Unplaced,
        Self::Postponed,
        Self::Faces,
        Self::Wished,
        Self::Travel,
        Self::Load,
        Self::Changes,
    ];

    /// What people call it.
    pub const fn name(self) -> reason::Term {
        match self {
            Self::Unplaced => unplaced::NAME,
            Self::Postponed => postponed::NAME,
            Self::Faces => faces::NAME,
            Self::Wished => wished::NAME,
            Self::Travel => travel::NAME,
            Self::Load => load::NAME,
            Self::Changes => changes::NAME,
        }
    }

    /// What its points count.
    pub const fn unit(self) -> reason::Term {
        match self {
            Self::Unplaced => unplaced::UNIT,
            Self::Postponed => postponed::UNIT,
            Self::Faces => faces::UNIT,
            Self::Wished => wished::UNIT,
            Self::Travel => travel::UNIT,
            Self::Load => load::UNIT,
            Self::Changes => changes::UNIT,
        }
    }

    /// The rule it comes from.
    pub const fn rule(self) -> &'static str {
        match self {
            Self::Unplaced | Self::Postponed => "R-WL-3",
            Self::Faces => "R-WL-7",
            Self::Wished | Self::Travel => "R-WL-4",
            Self::Load => "R-WL-8",
            Self::Changes => "R-WL-5",
        }
    }

    pub(crate) const fn index(self) -> usize {
        self as usize
    }
}

/// Points of one term about one visit, one employee, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Part {
    /// Which term.
    pub term: Term,
    /// About whose work.
    pub employee: Option<EmployeeId>,
    /// About which visit.
    pub visit: Option<VisitId>,
    /// How many points.
    pub points: i64,
}

/// Every part of the score of a day's lists.
pub(crate) fn parts(day: &Day<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    unplaced::parts(day, &mut parts);
    postponed::parts(day, &mut parts);
    faces::parts(day, &mut parts);
    wished::parts(day, &mut parts);
    travel::parts(day, &mut parts);
    load::parts(day, &mut parts);
    changes::parts(day, &mut parts);
    parts.retain(|part| part.points != 0);
    parts
}
