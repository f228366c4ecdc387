//! What a caller asks the planner for.

use crate::{
    budget::Budget,
    problem::{Minute, Problem},
    score::{Score, Weights},
    travel::Travel,
};
use domain::ids::{EmployeeId, VisitId};

/// One employee's part in a visit, of an answer that the search begins from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begin {
    /// Which visit.
    pub visit: VisitId,
    /// Who.
    pub employee: EmployeeId,
    /// When it starts; only the order matters.
    pub at: Minute,
}

/// The best answer so far has become better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Iterations done by then.
    pub iterations: u64,
    /// The energy that the search walks on; it has no unit.
    pub energy: i64,
    /// Its points.
    pub score: Score,
}

/// A question to the planner.
#[derive(Clone, Copy)]
pub struct Ask<'a> {
    /// The day.
    pub problem: &'a Problem,
    /// Who knows the ways.
    pub travel: &'a dyn Travel,
    /// How long it may take.
    pub budget: &'a Budget,
    /// Decides what is left to chance.
    pub seed: u64,
    /// The team's order of terms.
    pub weights: &'a Weights,
    /// An earlier answer to begin from, where it is still allowed; none begins from nothing.
    pub begin: &'a [Begin],
    /// Search on a second thread too, from another seed, and answer with the better of the two. What
    /// the first gives stays the same.
    pub two_threads: bool,
}

impl<'a> Ask<'a> {
    /// From nothing, on one thread.
    pub const fn new(
        problem: &'a Problem,
        travel: &'a dyn Travel,
        budget: &'a Budget,
        seed: u64,
        weights: &'a Weights,
    ) -> Self {
        Self {
            problem,
            travel,
            budget,
            seed,
            weights,
            begin: &[],
            two_threads: false,
        }
    }
}
