//! What the team's own questions are asked of: who is at work when and may do what, and what is to be
//! done.

use crate::{
    ids::*,
    interval::Interval,
    organisation::{Competence, CompetenceCode, Profession, competences_on},
};
use chrono::{NaiveDate, TimeDelta};
use std::collections::BTreeSet;

/// Somebody who works in the unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Worker {
    /// Who.
    pub employee: EmployeeId,
    /// Her education.
    pub profession: Profession,
    /// Her certificates.
    pub certificates: Vec<Competence>,
    /// A member of the unit; else only on its shifts.
    pub member: bool,
    /// When she is really at work for this unit: absences and work elsewhere cut out, each minute once
    /// (R-TEAM-9).
    pub work: Vec<Interval>,
    /// When she is away, or at work elsewhere.
    pub busy: Vec<Interval>,
}

impl Worker {
    /// What she may do on a day.
    pub fn may(&self, day: NaiveDate) -> BTreeSet<CompetenceCode> {
        competences_on(self.profession, &self.certificates, day)
    }

    /// Minutes at work during a time.
    pub fn minutes(&self, during: Interval) -> i64 {
        self.work
            .iter()
            .filter_map(|stretch| stretch.intersect(during))
            .map(Interval::minutes)
            .sum()
    }
}

/// A visit that is to be done.
#[derive(Debug, Clone, PartialEq)]
pub struct Needed {
    /// Which.
    pub visit: VisitId,
    /// For whom.
    pub citizen: CitizenId,
    /// On which date.
    pub date: NaiveDate,
    /// When it starts, or can start first and last.
    pub starts: Interval,
    /// How long for each employee.
    pub minutes: i64,
    /// How many at once.
    pub employees: i64,
    /// What each must be able to do.
    pub competences: BTreeSet<CompetenceCode>,
    /// Whether it can be put off.
    pub can_wait: bool,
    /// The citizen is away, and it lies still: it comes back with her.
    pub lies_still: bool,
}

impl Needed {
    /// The time in which all of it can be done.
    pub fn hours(&self) -> Interval {
        Interval {
            from: self.starts.from,
            until: self.starts.until + TimeDelta::minutes(self.minutes),
        }
    }

    /// Minutes of work that it is, for all who do it.
    pub const fn work(&self) -> i64 {
        self.minutes * self.employees
    }
}
