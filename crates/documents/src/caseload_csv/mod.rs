//! A caseload as a CSV file, as exported from a record system (Gerica and its like).
//!
//! UTF-8, with or without a byte order mark, or Windows-1252, but never both in one file; `;` or `,` between the cells, whichever the header
//! uses; the first line names the columns, in any order, all of them ([`Column`] says what each
//! holds). A file is read whole or not at all: [`read`] gives every row, or every fault in the file
//! with line, column and rule.

mod cells;
mod column;
mod encoding;
mod file;
mod guard;
mod reading;
mod reasons;
mod row;
mod writing;

pub use column::Column;
pub use reading::read;
pub use row::{CaseloadRow, NextOfKin, ReadRow, RowIdentity};
pub use writing::write;

use domain::reason::Violation;

/// One thing that is wrong with a file.
#[derive(Debug, Clone, PartialEq)]
pub struct CsvFault {
    /// Line of the file, from 1; where a row spans several, its first.
    pub line: u64,
    /// Name of the column, where one can be named.
    pub column: Option<String>,
    /// The rule that is broken, with its text in three languages.
    pub violation: Violation,
}

#[cfg(test)]
mod tests;
