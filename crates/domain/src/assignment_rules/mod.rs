//! Whether one employee can do one visit (R-WL-4): what refuses it, and what is only worth knowing.

mod faults;
mod remarks;

pub use faults::{Booking, Facts, Ordered, assignment_faults};
pub use remarks::{RemarkFacts, assignment_remarks};

#[cfg(test)]
pub(crate) use faults::tests;
