//! A second search beside the first, on another thread and from another seed.
//!
//! They share nothing but the model and the budget, so the first gives exactly what it gives alone;
//! with a number of iterations so does the better of the two.

use super::{
    model::Model,
    search::{Heat, Outcome, Trace, search},
};
use crate::budget::Budget;

/// Makes the second search's seed out of the first's.
const OTHER: u64 = 0xD1B5_4A32_D192_ED03;

/// The first search's outcome, and the second's when its thread came to an end in order.
pub(crate) fn search_twice(
    model: &Model,
    budget: &Budget,
    seed: u64,
    heat: Heat,
    trace: Trace<'_>,
) -> (Outcome, Option<Outcome>) {
    std::thread::scope(|scope| {
        let second = scope.spawn(|| search(model, None, budget, seed ^ OTHER, heat, &mut |_| {}));
        let first = search(model, None, budget, seed, heat, trace);
        (first, second.join().ok())
    })
}
