//! One row's cells by column, and the faults found in them.

use super::{Column, CsvFault, guard::unguarded, reasons::*};
use chrono::NaiveDate;
use csv::ByteRecord;
use domain::reason::{Violation, Violations};
use std::collections::BTreeMap;

/// The cells of a row that are text of lawful length, and what was wrong with the others.
pub(super) struct Cells {
    texts: BTreeMap<Column, String>,
    faults: Vec<(Column, Violation)>,
}

impl Cells {
    /// Takes the row apart; `columns` says which column each cell belongs to.
    pub(super) fn of(columns: &[Option<Column>], record: &ByteRecord) -> Self {
        let mut cells = Self {
            texts: BTreeMap::new(),
            faults: Vec::new(),
        };
        let known = columns.iter().zip(record);
        for (column, bytes) in known.filter_map(|(column, bytes)| column.map(|c| (c, bytes))) {
            match text(column, bytes) {
                Ok(text) => {
                    cells.texts.insert(column, text);
                }
                Err(violation) => cells.fault(column, violation),
            }
        }
        cells
    }

    /// Notes a fault of a column.
    pub(super) fn fault(&mut self, column: Column, violation: Violation) {
        self.faults.push((column, violation));
    }

    /// Notes what a rule of the domain found, at the columns that its pointers name.
    pub(super) fn faults_at(&mut self, violations: Violations, column: impl Fn(&str) -> Column) {
        for mut violation in violations {
            let pointer = violation.pointer.take().unwrap_or_default();
            self.fault(column(&pointer), violation);
        }
    }

    /// The faults of columns that the file has, each column's first: what follows from a cell that
    /// could not be read is no fault of its own, and a missing column is told once, in the header.
    pub(super) fn into_faults(self, line: u64, present: &[Option<Column>]) -> Vec<CsvFault> {
        let mut unreadable: Vec<Column> = Vec::new();
        let mut faults = Vec::new();
        for (column, violation) in self.faults {
            let told = unreadable.contains(&column);
            if is_about_the_cell(&violation) {
                unreadable.push(column);
            }
            if !told && present.contains(&Some(column)) {
                faults.push(CsvFault {
                    line,
                    column: Some(column.name().to_owned()),
                    violation,
                });
            }
        }
        faults
    }

    /// Whether anything was wrong.
    pub(super) fn has_faults(&self) -> bool {
        !self.faults.is_empty()
    }

    /// The text as it stands; empty where the column is.
    pub(super) fn text(&self, column: Column) -> String {
        self.texts.get(&column).cloned().unwrap_or_default()
    }

    /// A text that stands for itself, without the blanks around it.
    pub(super) fn code(&self, column: Column) -> String {
        self.text(column).trim().to_owned()
    }

    /// Whether the column is there and its cell could be read, blank or not.
    pub(super) fn is_known(&self, column: Column) -> bool {
        self.texts.contains_key(&column)
    }

    /// The text, unless blank.
    pub(super) fn optional(&self, column: Column) -> Option<String> {
        let text = self.texts.get(&column)?;
        (!text.trim().is_empty()).then(|| text.clone())
    }

    /// A value that stands for itself, read without regard to blanks around it; none where blank or
    /// not readable, which then is a fault.
    pub(super) fn read<T>(
        &mut self,
        column: Column,
        read: impl Fn(&str) -> Option<T>,
        fault: impl Fn() -> Violation,
    ) -> Option<T> {
        let text = self.optional(column)?;
        let value = read(text.trim());
        if value.is_none() {
            self.fault(column, fault());
        }
        value
    }

    /// A date, `1938-02-03` or `03.02.1938`; it must be there. Where it cannot be read, the fault is
    /// noted and `otherwise` stands in its place.
    pub(super) fn date(&mut self, column: Column, otherwise: NaiveDate) -> NaiveDate {
        let date = |text: &str| {
            ["%Y-%m-%d", "%d.%m.%Y"]
                .iter()
                .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
        };
        if self.optional(column).is_none() {
            self.fault(column, NOT_A_DATE.violation());
        }
        self.read(column, date, || NOT_A_DATE.violation())
            .unwrap_or(otherwise)
    }
}

/// Faults that leave nothing of a cell to judge further.
fn is_about_the_cell(violation: &Violation) -> bool {
    [NOT_UTF8.code, CONTROL_CHARACTER.code, TOO_LONG.code].contains(&violation.reason.code)
}

fn text(column: Column, bytes: &[u8]) -> Result<String, Violation> {
    let cell = std::str::from_utf8(bytes).map_err(|_| NOT_UTF8.violation())?;
    let text = unguarded(cell);
    let length = text.chars().count();
    if length > column.longest() {
        let violation = TOO_LONG.violation().with("found", length);
        return Err(violation.with("most", column.longest()));
    }
    let hidden = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if text.contains(hidden) {
        return Err(CONTROL_CHARACTER.violation());
    }
    Ok(text.to_owned())
}
