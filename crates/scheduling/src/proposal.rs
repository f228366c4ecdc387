//! The proposal: from a problem to checked, scored and explained lists.

use crate::{
    ask::{Ask, Progress},
    budget::Budget,
    build::Built,
    checker::faults_of,
    day::{Day, Ways},
    engine::{Heat, State, Step, search, search_twice, term},
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
    let ask = Ask::new(problem, travel, budget, seed, weights);
    propose_traced(&ask, &mut |_| {})
}

/// Answers a question, and calls `progress` whenever the best answer so far has become better.
///
/// # Errors
/// As [`propose`].
pub fn propose_traced(
    ask: &Ask<'_>,
    progress: &mut dyn FnMut(&Progress),
) -> Result<Proposal, Vec<Fault>> {
    let Ask { problem, seed, .. } = *ask;
    problem.check()?;
    let index = Index::of(problem);
    let ways = Ways::of(problem, ask.travel);
    let weights = if problem.is_published {
        ask.weights.after_publication()
    } else {
        *ask.weights
    };
    let built = Built::new(problem, &index, &ways, &weights, ask.begin);
    let heat = heat(ask, &built);
    let (best, iterations) = best_of(ask, &weights, &built, heat, progress);
    let lists = built.lists(problem, &best);
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
        run: Run { seed, iterations },
        lists,
    })
}

/// Between which temperatures the search cools.
fn heat(ask: &Ask<'_>, built: &Built) -> Heat {
    let minute = built.model.weights.energy[term::TRAVEL] as f64;
    let polish = (50.0 * minute, 0.5 * minute);
    // The best is kept by the strict order, so the search stays hot: between a half and a fifth of a
    // point of the leading term as it stands on the ladder. What lies further down is put in order
    // at the end, around the best.
    let (first, last) = match (ask.problem.is_published, ask.begin.is_empty()) {
        (true, _) => (2_000.0, 50.0),
        (false, true) => (1_000.0, 400.0),
        // An answer to begin from is not to be forgotten at once.
        (false, false) => (20.0, 0.5),
    };
    Heat {
        first: first * minute,
        last: last * minute,
        explores: 0.95,
        polish,
    }
}

/// The best state of one search or of two, and the iterations done for it.
fn best_of(
    ask: &Ask<'_>,
    weights: &Weights,
    built: &Built,
    heat: Heat,
    progress: &mut dyn FnMut(&Progress),
) -> (State, u64) {
    let model = &built.model;
    let mut trace = |step: &Step| {
        progress(&Progress {
            iterations: step.iterations,
            energy: step.energy,
            score: Score::from_points(step.points),
        });
    };
    if !ask.two_threads {
        let outcome = search(model, None, ask.budget, ask.seed, heat, &mut trace);
        return (outcome.best, outcome.iterations);
    }
    let (first, second) = search_twice(model, ask.budget, ask.seed, heat, &mut trace);
    let rank = |state: &State| Score::from_points(state.points(model)).rank(weights);
    match second {
        Some(second) if rank(&second.best) < rank(&first.best) => (second.best, second.iterations),
        _ => (first.best, first.iterations),
    }
}

#[cfg(test)]
mod model;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod seats;
#[cfg(test)]
mod tests;
