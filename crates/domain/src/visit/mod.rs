//! Visits and assignments: planned work for a citizen on a day, and each employee's part in it.

pub mod slot;
pub mod window;
