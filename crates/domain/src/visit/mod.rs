//! Visits and assignments: planned work for a citizen on a day, and each employee's part in it.
//!
//! What the tiltak ask for is a [`PlannedVisit`]; what the team plans with is a [`Visit`], which
//! adds identity, a time and what has become of it. [`generate`](generate::generate) makes the
//! former, [`merge`](merge::merge) brings the latter in line.

pub mod generate;
pub mod merge;
pub mod record;
mod seats;
pub mod slot;
pub mod window;

pub use record::{
    Assignment, AssignmentState, Place, PlannedVisit, Predecessor, Purpose, Visit, VisitKey,
};
pub use slot::Slot;
pub use window::Window;
