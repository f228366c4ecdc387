//! The search, in numbers only: operations on routes, times that propagate along routes and links,
//! and large-neighbourhood search under simulated annealing.
//!
//! It knows no citizen and no rule; [`crate::build`] says what a day is in these numbers, and the
//! benchmark of the literature ([`crate::hhcrsp`]) is said in the same ones. All costs are whole
//! points, so a sum is exact whatever the order it is added in.

mod insert;
mod model;
mod propagate;
mod rng;
mod ruin;
mod search;
mod second;
mod spots;
mod state;

pub(crate) use model::{ANYWHERE, Link, Model, NOBODY, NONE, Op, Task, Vehicle, Weights, term};
pub(crate) use search::{Heat, Step, search};
pub(crate) use second::search_twice;
pub(crate) use state::State;
