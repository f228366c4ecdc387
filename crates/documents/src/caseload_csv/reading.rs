//! Reading a file: every row, or every fault.

use super::{
    Column, CsvFault,
    cells::Cells,
    encoding,
    file::{Line, lines},
    reasons::*,
    row::{ReadRow, RowIdentity, row},
};
use chrono::NaiveDate;
use csv::ByteRecord;
use domain::{
    national_number::{AcceptancePolicy, NationalNumber},
    reason::Violation,
};
use std::collections::HashMap;

/// Reads a caseload of at most `most_rows` citizens. `policy` says whether real or synthetic numbers
/// are taken in; `today` is the local day.
///
/// # Errors
/// Every fault in the file, in the order of its lines. Where the header is wrong the rows are
/// checked as far as its columns are known. Reading stops at the row after the last allowed one.
pub fn read(
    bytes: &[u8],
    policy: AcceptancePolicy,
    today: NaiveDate,
    most_rows: usize,
) -> Result<Vec<ReadRow>, Vec<CsvFault>> {
    let text = match encoding::decoded(bytes) {
        Ok(text) => text,
        Err(line) => {
            let which = usize::try_from(line).unwrap_or(usize::MAX);
            let violation = MIXED_ENCODINGS.violation().with("line", which);
            return Err(vec![of_line(line, violation)]);
        }
    };
    let mut lines = lines(text.as_bytes());
    let Some(header) = lines.next() else {
        return Err(vec![of_line(1, EMPTY.violation())]);
    };
    let (columns, mut faults) = columns(&header);
    let mut rows = Vec::new();
    let mut seen = HashMap::new();
    for (count, line) in lines.enumerate() {
        if count == most_rows {
            let violation = TOO_MANY_ROWS.violation().with("most", most_rows);
            faults.push(of_line(line.number, violation));
            break;
        }
        match read_row(&line, &columns, policy, today, &mut seen) {
            Ok(row) => rows.push(row),
            Err(found) => faults.extend(found),
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
fn columns(header: &Line) -> (Vec<Option<Column>>, Vec<CsvFault>) {
    let mut columns = Vec::new();
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
        let column = Column::named(&name);
        match column {
            None => fault(&name, UNKNOWN_COLUMN.violation()),
            Some(_) if columns.contains(&column) => fault(&name, COLUMN_TWICE.violation()),
            Some(_) => {}
        }
        columns.push(column);
    }
    for column in Column::ALL {
        if !columns.contains(&Some(column)) {
            fault(column.name(), MISSING_COLUMN.violation());
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

fn read_row(
    line: &Line,
    columns: &[Option<Column>],
    policy: AcceptancePolicy,
    today: NaiveDate,
    seen: &mut HashMap<NationalNumber, u64>,
) -> Result<ReadRow, Vec<CsvFault>> {
    check_count(&line.cells, columns.len()).map_err(|v| vec![of_line(line.number, v)])?;
    let mut cells = Cells::of(columns, &line.cells);
    let row = row(&mut cells, policy, today);
    if let RowIdentity::Number(number) = &row.identity {
        match seen.get(number) {
            Some(first) => {
                let first = usize::try_from(*first).unwrap_or(usize::MAX);
                let violation = NUMBER_TWICE.violation().with("line", first);
                cells.fault(Column::NationalNumber, violation);
            }
            None => {
                seen.insert(number.clone(), line.number);
            }
        }
    }
    if cells.has_faults() {
        Err(cells.into_faults(line.number, columns))
    } else {
        Ok(ReadRow {
            line: line.number,
            row,
        })
    }
}

fn check_count(cells: &ByteRecord, expected: usize) -> Result<(), Violation> {
    if cells.len() == expected {
        return Ok(());
    }
    let violation = CELL_COUNT.violation().with("found", cells.len());
    Err(violation.with("expected", expected))
}
