//! Reading a caseload: every citizen, or every fault.

use super::{
    Column, CsvFault,
    row::{ReadRow, RowIdentity, row},
};
use crate::csv_file::{self, reasons::NUMBER_TWICE};
use chrono::NaiveDate;
use domain::national_number::{AcceptancePolicy, NationalNumber};
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
    let mut seen: HashMap<NationalNumber, u64> = HashMap::new();
    let rows = csv_file::read(bytes, most_rows, |cells, line| {
        let row = row(cells, policy, today);
        if let RowIdentity::Number(number) = &row.identity {
            let first = *seen.entry(number.clone()).or_insert(line);
            if first != line {
                let first = usize::try_from(first).unwrap_or(usize::MAX);
                let violation = NUMBER_TWICE.violation().with("line", first);
                cells.fault(Column::NationalNumber, violation);
            }
        }
        row
    })?;
    Ok(rows
        .into_iter()
        .map(|(line, row)| ReadRow { line, row })
        .collect())
}
