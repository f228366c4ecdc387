//! Tiltaksplaner as a CSV file: one goal or one tiltak a row ([`Column`] says what each column holds).
//!
//! A row says whose it is by number, or by name and birth date, and has a reference of its own that
//! other rows of the same citizen point at: a tiltak at its goals, and at what it comes after. What
//! belongs to the municipality and not to the plan (vedtak, evaluations, history) is not in the file.

mod column;
mod reading;
mod row;
mod writing;

pub use crate::csv_file::CsvFault;
pub use column::Column;
pub use reading::read;
pub use row::{AfterRow, GoalRow, PartRow, PersonKey, PlanRow, ReadPlanRow, RowOwner, TiltakRow};
pub use writing::write;

#[cfg(test)]
mod tests;
