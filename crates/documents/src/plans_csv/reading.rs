//! Reading plans: every goal and tiltak, or every fault.

use super::{
    Column, CsvFault,
    row::{PlanRow, ReadPlanRow, RowOwner, row},
};
use crate::csv_file::{self, reasons::REF_TWICE};
use chrono::NaiveDate;
use domain::national_number::AcceptancePolicy;
use std::collections::HashMap;

/// Reads at most `most_rows` goals and tiltak.
///
/// # Errors
/// Every fault in the file, in the order of its lines.
pub fn read(
    bytes: &[u8],
    policy: AcceptancePolicy,
    today: NaiveDate,
    most_rows: usize,
) -> Result<Vec<ReadPlanRow>, Vec<CsvFault>> {
    let mut seen: HashMap<(RowOwner, String), u64> = HashMap::new();
    let rows = csv_file::read(bytes, most_rows, |cells, line| {
        let read: PlanRow = row(cells, policy, today);
        let first = *seen
            .entry((read.owner.clone(), read.key.clone()))
            .or_insert(line);
        if first != line {
            let first = usize::try_from(first).unwrap_or(usize::MAX);
            cells.fault(Column::Key, REF_TWICE.violation().with("line", first));
        }
        read
    })?;
    Ok(rows
        .into_iter()
        .map(|(line, row)| ReadPlanRow { line, row })
        .collect())
}
