//! A caseload as a CSV file, as exported from a record system (Gerica and its like): one citizen a row
//! ([`Column`] says what each column holds). [`read`] gives every row, or every fault in the file with
//! line, column and rule.

mod column;
mod reading;
mod row;
mod writing;

pub use crate::csv_file::CsvFault;
pub use column::Column;
pub use reading::read;
pub use row::{CaseloadRow, NextOfKin, ReadRow, RowIdentity};
pub use writing::write;

#[cfg(test)]
mod tests;
