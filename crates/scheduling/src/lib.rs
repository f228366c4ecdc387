//! Proposals of work lists: pure, deterministic, explained and checked.
//!
//! [`propose`] takes a [`Problem`] (one team, one day), a [`Travel`] that knows the ways, a
//! [`Budget`], a seed and the team's [`Weights`], and gives a [`Proposal`]: lists, why each visit
//! stands where it does, what found no place and why, and figures before and after. The same
//! problem, seed and number of iterations give the same proposal; a deadline only stops it early.
//!
//! What is absent: no I/O, no clock but the budget's, no randomness but the seed's, no database and
//! no names of people. Hard rules (R-WL-4) are never broken: [`faults`] judges every proposal
//! before it leaves the crate, and every list that a person makes by hand, without sharing any code
//! with the search.

mod ask;
mod budget;
mod build;
mod checker;
mod day;
mod engine;
mod explain;
mod fault;
mod figures;
pub mod hhcrsp;
mod lists;
mod problem;
mod proposal;
mod score;
mod terms;
#[cfg(test)]
mod testing;
mod travel;
mod what_if;

pub use ask::{Ask, Begin, Progress};
pub use budget::Budget;
pub use checker::{claim_faults, faults};
pub use explain::{Block, Help, Unplaced, Why};
pub use fault::{Fault, Severity, clock};
pub use figures::Figures;
pub use lists::{Item, List, Lists, Stop};
pub use problem::*;
pub use proposal::{Proposal, Run, propose, propose_traced};
pub use score::{NotAnOrder, Score, Weights};
pub use terms::{Part, Term};
pub use travel::{GreatCircle, Pace, Place, Source, Table, Travel};
pub use what_if::WhatIf;
