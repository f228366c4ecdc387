//! Writing a file that [`read`](super::read) reads back unchanged, and that a spreadsheet opens as
//! text: `;`, UTF-8 with a byte order mark, formulas guarded.

use super::{Heading, file::BYTE_ORDER_MARK, guard::guarded};
use csv::{Terminator, WriterBuilder};

/// The file with these rows; `cell` says what stands in each column.
pub(crate) fn write<C: Heading, R>(rows: &[R], cell: impl Fn(&R, C) -> String) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .delimiter(b';')
        .terminator(Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    let header: Vec<String> = C::all().iter().map(|c| c.title().to_owned()).collect();
    let record = |row: &R| -> Vec<String> {
        let cells = C::all().iter();
        cells.map(|column| guarded(&cell(row, *column))).collect()
    };
    for record in std::iter::once(header).chain(rows.iter().map(record)) {
        // Writing rows of one length to memory cannot fail.
        let _ = writer.write_record(record);
    }
    writer.into_inner().unwrap_or_default()
}
