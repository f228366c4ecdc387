//! A CSV file as record systems write it, whatever it tells of.
//!
//! UTF-8, with or without a byte order mark, or Windows-1252, but never both in one file; `;` or `,`
//! between the cells, whichever the header uses; the first line names the columns, in any order, all
//! of them. A file is read whole or not at all: every row, or every fault with line, column and rule.

mod cells;
mod encoding;
mod file;
mod guard;
mod reading;
pub(crate) mod reasons;
mod writing;

pub(crate) use cells::{Cells, date};
pub(crate) use file::BYTE_ORDER_MARK;
pub(crate) use guard::guarded;
pub use reading::count_rows;
pub(crate) use reading::read;
pub(crate) use writing::write;

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

/// The columns of a kind of file.
pub(crate) trait Heading: Copy + Ord + 'static {
    /// Every column, in the order they are written.
    fn all() -> &'static [Self];
    /// Its name in the header, in small letters a–z and `_`.
    fn title(self) -> &'static str;
    /// Most characters in a cell, the guard not counted.
    fn most(self) -> usize;

    /// The column that a header cell names. Case does not matter, and `fødselsnummer` or
    /// `pårørende_navn` are understood.
    fn named(header: &str) -> Option<Self> {
        let plain: String = header
            .trim()
            .to_lowercase()
            .replace('ø', "o")
            .replace('å', "a");
        let mut all = Self::all().iter().copied();
        all.find(|column| column.title() == plain)
    }
}
