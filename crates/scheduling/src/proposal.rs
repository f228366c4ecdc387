//! The proposal: from a problem to checked, scored and explained lists.

use crate::{
    budget::Budget,
    build::Built,
    checker::faults_of,
    day::{Day, Ways},
    engine::{Heat, search, term},
    explain::{self, Unplaced, Why},
    fault::{Fault, Severity},
    figures::Figures,
    lists::Lists,
    problem::{Index, Problem},
    score::{Score, Weights},
    terms::{self, Part},
    travel::{Source, Travel},
};
use serde::Serialize;

/// What the planner suggests. Taking it is the team's act (R-WL-5).
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The lists, what has already happened included.
    pub lists: Lists,
    /// Fewer points are better.
    pub score: Score,
    /// What the score is made of; the parts add up to it exactly.
    pub parts: Vec<Part>,
    /// Why each visit stands where it does, one per employee and visit.
    pub reasons: Vec<Why>,
    /// What found no place, with what stops each employee and what would help.
    pub unplaced: Vec<Unplaced>,
    /// Soft remarks on the lists (R-WL-4).
    pub remarks: Vec<Fault>,
    /// The day as people know it now.
    pub before: Figures,
    /// The day as proposed.
    pub after: Figures,
    /// Where the travel times come from.
    pub travel: Vec<Source>,
    /// How it was made.
    pub run: Run,
}

/// How a proposal was made; the same problem, seed and iterations give it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Run {
    /// The seed it was given.
    pub seed: u64,
    /// Iterations done.
    pub iterations: u64,
}

/// Proposes lists.
///
/// # Errors
/// What makes no sense about the problem ([`Problem::check`]); or, should the search ever break a
/// hard rule, the checker's faults: a list with a hard fault is never an answer.
pub fn propose(
    problem: &Problem,
    travel: &dyn Travel,
    budget: &Budget,
    seed: u64,
    weights: &Weights,
) -> Result<Proposal, Vec<Fault>> {
    propose_traced(problem, travel, budget, seed, weights, &mut |_, _| {})
}

/// Like [`propose`], and calls `progress` with iterations done and the search's energy at every
/// improvement.
///
/// # Errors
/// As [`propose`].
pub fn propose_traced(
    problem: &Problem,
    travel: &dyn Travel,
    budget: &Budget,
    seed: u64,
    weights: &Weights,
    progress: &mut dyn FnMut(u64, i64),
) -> Result<Proposal, Vec<Fault>> {
    problem.check()?;
    let index = Index::of(problem);
    let ways = Ways::of(problem, travel);
    let weights = if problem.is_published {
        weights.after_publication()
    } else {
        *weights
    };
    let built = Built::new(problem, &index, &ways, &weights);
    let minute = built.model.weights.energy[term::TRAVEL] as f64;
    // Hot enough at first to give up a point of the leading term, whatever its rung.
    let stir = if problem.is_published { 6_000.0 } else { 200.0 };
    let heat = Heat {
        first: stir * minute,
        last: 0.5 * minute,
    };
    let outcome = search(&built.model, None, budget, seed, heat, progress);
    let lists = built.lists(problem, &outcome.best);
    let day = Day {
        problem,
        index: &index,
        ways: &ways,
        lists: &lists,
    };
    // What is left out is part of the answer, not a fault of the lists that are given.
    let (broken, remarks): (Vec<_>, Vec<_>) = faults_of(&day)
        .into_iter()
        .filter(|fault| fault.code() != "not-assigned")
        .partition(|fault| fault.severity != Severity::Soft);
    if !broken.is_empty() {
        return Err(broken);
    }
    let parts = terms::parts(&day);
    let known = explain::known_lists(problem);
    let before = Day {
        lists: &known,
        ..day
    };
    Ok(Proposal {
        score: Score::of(&parts),
        reasons: explain::why(&day, &parts),
        unplaced: explain::unplaced(&day),
        before: Figures::of(&before),
        after: Figures::of(&day),
        parts,
        remarks,
        travel: ways.sources.clone(),
        run: Run {
            seed,
            iterations: outcome.iterations,
        },
        lists,
    })
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
