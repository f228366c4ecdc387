//! What a proposal promises, on days small enough to see through.

mod again;
mod placing;
mod refusals;
mod search;

use super::*;
use crate::{
    problem::Span,
    testing::{Line, TestDay, at},
};

fn run(t: &TestDay) -> Proposal {
    propose(
        &t.problem,
        &Line,
        &Budget::iterations(300),
        1,
        &Weights::default(),
    )
    .unwrap()
}

/// A day that is about full.
fn full_day() -> TestDay {
    let mut t = TestDay::new(4);
    for n in 0..40 {
        let v = t.visit(at(n * 7 % 31), 35);
        t.problem.visits[v].wished = Some(Span::new(480 + n * 10, 500 + n * 10));
    }
    t
}
