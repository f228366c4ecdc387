//! Reading a file: every row, or every fault.

use super::{
    Cells, CsvFault, Heading, encoding,
    file::{Line, lines},
    reasons::*,
};
use csv::ByteRecord;
use domain::reason::Violation;
use std::borrow::Cow;

/// How many rows a file has, without reading what stands in them: enough to know that it can be read.
///
/// # Errors
/// Why nothing in it can: it is empty, is written in two ways at once, or has too many rows.
pub fn count_rows(bytes: &[u8], most_rows: usize) -> Result<usize, Vec<CsvFault>> {
    let text = text_of(bytes)?;
    let mut lines = lines(text.as_bytes());
    if lines.next().is_none() {
        return Err(vec![of_line(1, EMPTY.violation())]);
    }
    let mut rows = 0;
    for line in lines {
        if rows == most_rows {
            let violation = TOO_MANY_ROWS.violation().with("most", most_rows);
            return Err(vec![of_line(line.number, violation)]);
        }
        rows += 1;
    }
    Ok(rows)
}

fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>, Vec<CsvFault>> {
    encoding::decoded(bytes).map_err(|line| {
        let which = usize::try_from(line).unwrap_or(usize::MAX);
        let violation = MIXED_ENCODINGS.violation().with("line", which);
        vec![of_line(line, violation)]
    })
}

/// Reads a file of at most `most_rows` rows. `row` makes a value of a row's cells and of its line, and
/// notes in the cells what is wrong; what it gives is of use only when nothing is.
///
/// # Errors
/// Every fault in the file, in the order of its lines. Where the header is wrong the rows are checked
/// as far as its columns are known. Reading stops at the row after the last allowed one.
pub(crate) fn read<C: Heading, R>(
    bytes: &[u8],
    most_rows: usize,
    mut row: impl FnMut(&mut Cells<C>, u64) -> R,
) -> Result<Vec<(u64, R)>, Vec<CsvFault>> {
    let text = text_of(bytes)?;
    let mut lines = lines(text.as_bytes());
    let Some(header) = lines.next() else {
        return Err(vec![of_line(1, EMPTY.violation())]);
    };
    let (columns, mut faults) = columns::<C>(&header);
    let mut rows = Vec::new();
    for (count, line) in lines.enumerate() {
        if count == most_rows {
            let violation = TOO_MANY_ROWS.violation().with("most", most_rows);
            faults.push(of_line(line.number, violation));
            break;
        }
        if let Err(violation) = check_count(&line.cells, columns.len()) {
            faults.push(of_line(line.number, violation));
            continue;
        }
        let mut cells = Cells::of(&columns, &line.cells);
        let value = row(&mut cells, line.number);
        if cells.has_faults() {
            faults.extend(cells.into_faults(line.number, &columns));
        } else {
            rows.push((line.number, value));
        }
    }
    if faults.is_empty() {
        Ok(rows)
    } else {
        Err(faults)
    }
}

fn of_line(line: u64, violation: Violation) -> CsvFault {
    CsvFault {
        line,
        column: None,
        violation,
    }
}

/// Which column each cell belongs to, and what the header has wrong.
fn columns<C: Heading>(header: &Line) -> (Vec<Option<C>>, Vec<CsvFault>) {
    let mut columns: Vec<Option<C>> = Vec::new();
    let mut faults = Vec::new();
    let mut fault = |name: &str, violation: Violation| {
        faults.push(CsvFault {
            line: header.number,
            column: Some(name.to_owned()),
            violation: violation.with("name", name),
        });
    };
    for cell in &header.cells {
        let name = shown(cell);
        let column = C::named(&name);
        match column {
            None => fault(&name, UNKNOWN_COLUMN.violation()),
            Some(_) if columns.contains(&column) => fault(&name, COLUMN_TWICE.violation()),
            Some(_) => {}
        }
        columns.push(column);
    }
    for column in C::all() {
        if !columns.contains(&Some(*column)) {
            fault(column.title(), MISSING_COLUMN.violation());
        }
    }
    (columns, faults)
}

/// A header cell as it can be told: text, and not longer than a name.
fn shown(cell: &[u8]) -> String {
    const LONGEST_NAME: usize = 40;
    let text = String::from_utf8_lossy(cell);
    text.trim().chars().take(LONGEST_NAME).collect()
}

fn check_count(cells: &ByteRecord, expected: usize) -> Result<(), Violation> {
    if cells.len() == expected {
        return Ok(());
    }
    let violation = CELL_COUNT.violation().with("found", cells.len());
    Err(violation.with("expected", expected))
}
