//! One row's cells by column, and the faults found in them.

use super::{CsvFault, Heading, guard::unguarded, reasons::*};
use chrono::NaiveDate;
use csv::ByteRecord;
use domain::reason::{Violation, Violations};
use std::collections::BTreeMap;

/// The cells of a row that are text of lawful length, and what was wrong with the others.
pub(crate) struct Cells<C> {
    texts: BTreeMap<C, String>,
    faults: Vec<(C, Violation)>,
}

impl<C: Heading> Cells<C> {
    /// Takes the row apart; `columns` says which column each cell belongs to.
    pub(crate) fn of(columns: &[Option<C>], record: &ByteRecord) -> Self {
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
    pub(crate) fn fault(&mut self, column: C, violation: Violation) {
        self.faults.push((column, violation));
    }

    /// Notes what a rule of the domain found, at the columns that its pointers name.
    pub(crate) fn faults_at(&mut self, violations: Violations, column: impl Fn(&str) -> C) {
        for mut violation in violations {
            let pointer = violation.pointer.take().unwrap_or_default();
            self.fault(column(&pointer), violation);
        }
    }

    /// The faults of columns that the file has, each column's first: what follows from a cell that
    /// could not be read is no fault of its own, and a missing column is told once, in the header.
    pub(crate) fn into_faults(self, line: u64, present: &[Option<C>]) -> Vec<CsvFault> {
        let mut unreadable: Vec<C> = Vec::new();
        let mut faults = Vec::new();
        for (column, violation) in self.faults {
            let told = unreadable.contains(&column);
            if is_about_the_cell(&violation) {
                unreadable.push(column);
            }
            if !told && present.contains(&Some(column)) {
                faults.push(CsvFault {
                    line,
                    column: Some(column.title().to_owned()),
                    violation,
                });
            }
        }
        faults
    }

    /// Whether anything was wrong.
    pub(crate) fn has_faults(&self) -> bool {
        !self.faults.is_empty()
    }

    /// The text as it stands; empty where the column is.
    pub(crate) fn text(&self, column: C) -> String {
        self.texts.get(&column).cloned().unwrap_or_default()
    }

    /// A text that stands for itself, without the blanks around it.
    pub(crate) fn code(&self, column: C) -> String {
        self.text(column).trim().to_owned()
    }

    /// Whether the column is there and its cell could be read, blank or not.
    pub(crate) fn is_known(&self, column: C) -> bool {
        self.texts.contains_key(&column)
    }

    /// The text, unless blank.
    pub(crate) fn optional(&self, column: C) -> Option<String> {
        let text = self.texts.get(&column)?;
        (!text.trim().is_empty()).then(|| text.clone())
    }

    /// A value that stands for itself, read without regard to blanks around it; none where blank or
    /// not readable, which then is a fault.
    pub(crate) fn read<T>(
        &mut self,
        column: C,
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

    /// A date, `1938-02-03` or `03.02.1938`; none where blank.
    pub(crate) fn optional_date(&mut self, column: C) -> Option<NaiveDate> {
        self.read(column, date, || NOT_A_DATE.violation())
    }

    /// A date that must be there. Where it cannot be read, the fault is noted and `otherwise` stands
    /// in its place.
    pub(crate) fn date(&mut self, column: C, otherwise: NaiveDate) -> NaiveDate {
        if self.optional(column).is_none() {
            self.fault(column, NOT_A_DATE.violation());
        }
        self.optional_date(column).unwrap_or(otherwise)
    }

    /// `ja` or `nei`; `nei` where blank.
    pub(crate) fn yes_or_no(&mut self, column: C) -> bool {
        let read = |text: &str| match text.to_lowercase().as_str() {
            "ja" => Some(true),
            "nei" => Some(false),
            _ => None,
        };
        let fault = || NOT_A_CHOICE.violation().with("choices", "ja, nei");
        self.read(column, read, fault).unwrap_or(false)
    }
}

/// A date as Norwegians or systems write it.
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    ["%Y-%m-%d", "%d.%m.%Y"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
}

/// Faults that leave nothing of a cell to judge further.
fn is_about_the_cell(violation: &Violation) -> bool {
    [NOT_UTF8.code, CONTROL_CHARACTER.code, TOO_LONG.code].contains(&violation.reason.code)
}

fn text<C: Heading>(column: C, bytes: &[u8]) -> Result<String, Violation> {
    let cell = std::str::from_utf8(bytes).map_err(|_| NOT_UTF8.violation())?;
    let text = unguarded(cell);
    let length = text.chars().count();
    if length > column.most() {
        let violation = TOO_LONG.violation().with("found", length);
        return Err(violation.with("most", column.most()));
    }
    let hidden = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r');
    if text.contains(hidden) {
        return Err(CONTROL_CHARACTER.violation());
    }
    Ok(text.to_owned())
}
