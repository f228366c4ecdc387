//! The file as lines of cells: byte order mark, separator, and where each row begins.

use csv::{ByteRecord, ReaderBuilder};

/// What some systems put before UTF-8 text.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A row of cells, not yet known to be text.
pub(crate) struct Line {
    /// From 1; where the row begins.
    pub(crate) number: u64,
    /// The cells.
    pub(crate) cells: ByteRecord,
}

/// The file's rows, the header first; empty lines are left out.
pub(crate) fn lines(bytes: &[u8]) -> impl Iterator<Item = Line> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(bytes))
        .from_reader(bytes);
    reader
        .into_byte_records()
        // Reading from memory, with rows of any length, cannot fail.
        .filter_map(Result::ok)
        .map(|cells| Line {
            number: first_line(bytes, &cells),
            cells,
        })
}

/// The separator is the one of the two that the header has more of.
fn separator(bytes: &[u8]) -> u8 {
    let header = bytes.split(|byte| *byte == b'\n').next().unwrap_or(bytes);
    let count = |separator| header.iter().filter(|byte| **byte == separator).count();
    if count(b',') > count(b';') {
        b','
    } else {
        b';'
    }
}

/// The reader counts from where the row before ended, and empty lines may lie between.
fn first_line(bytes: &[u8], cells: &ByteRecord) -> u64 {
    let Some(position) = cells.position() else {
        return 1;
    };
    let from = usize::try_from(position.byte()).unwrap_or(bytes.len());
    let skipped = bytes.get(from..).unwrap_or_default().iter();
    let skipped = skipped.take_while(|byte| matches!(byte, b'\r' | b'\n'));
    let lines = skipped.filter(|byte| **byte == b'\n').count();
    position.line() + u64::try_from(lines).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<u64> {
        lines(text.as_bytes()).map(|line| line.number).collect()
    }

    #[test]
    fn counts_empty_lines_and_lines_inside_quotes() {
        assert_eq!(numbers("a;b\r\n\r\n1;2\r\n"), [1, 3]);
        assert_eq!(numbers("a;b\n1;\"to\nlinjer\"\n\n\n3;4"), [1, 2, 6]);
    }

    #[test]
    fn the_header_decides_the_separator_and_a_byte_order_mark_is_no_cell() {
        for text in ["\u{feff}a;b\n", "\u{feff}a,b\n"] {
            let header = lines(text.as_bytes()).next().unwrap();
            assert_eq!(header.cells, ByteRecord::from(vec!["a", "b"]));
        }
    }
}
