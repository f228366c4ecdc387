//! Shifts as CSV: `ansatt;dato;fra;til;type;pause;overtid`. The first four columns must be there.

use super::{Fault, Person, ReadShift, person, reasons::*};
use chrono::{NaiveDate, NaiveTime};
use csv::{ByteRecord, ReaderBuilder};
use domain::{
    ids::EmployeeId,
    reason::Violation,
    shift::{ShiftKind, interval_on, kind_of},
    visit::Window,
};

const COLUMNS: [&str; 7] = ["ansatt", "dato", "fra", "til", "type", "pause", "overtid"];
/// How many of them must be there; `ansatt` may be missing when the request says whose they are.
const NEEDED: std::ops::Range<usize> = 1..4;

pub(super) fn read(
    bytes: &[u8],
    people: &[Person],
    whose: Option<EmployeeId>,
    most: usize,
) -> Result<Vec<ReadShift>, Vec<Fault>> {
    let header_end = bytes
        .iter()
        .position(|b| *b == b'\n')
        .unwrap_or(bytes.len());
    let header = bytes.get(..header_end).unwrap_or_default();
    let count = |separator| header.iter().filter(|b| **b == separator).count();
    let delimiter = if count(b',') > count(b';') {
        b','
    } else {
        b';'
    };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(bytes);
    let mut lines = reader.byte_records().filter_map(Result::ok);
    let Some(header) = lines.next() else {
        return Err(vec![fault(1, None, EMPTY.violation())]);
    };
    let (columns, mut faults) = columns(&header, whose.is_some());
    let mut shifts = Vec::new();
    for (n, cells) in lines.enumerate() {
        let line = cells.position().map_or(0, csv::Position::line);
        if n == most {
            faults.push(fault(line, None, TOO_MANY.violation().with("most", most)));
            break;
        }
        if cells.len() != columns.len() {
            let wrong = CELL_COUNT.violation().with("found", cells.len());
            let wrong = wrong.with("expected", columns.len());
            faults.push(fault(line, None, wrong));
            continue;
        }
        match row(
            &Cells {
                columns: &columns,
                cells: &cells,
            },
            people,
            whose,
        ) {
            Ok(shift) => shifts.push(shift),
            Err(wrong) => faults.extend(
                wrong
                    .into_iter()
                    .map(|(column, violation)| fault(line, Some(column), violation)),
            ),
        }
    }
    if faults.is_empty() {
        Ok(shifts)
    } else {
        Err(faults)
    }
}

fn fault(number: u64, column: Option<&'static str>, violation: Violation) -> Fault {
    Fault {
        part: "lines",
        number,
        column,
        violation,
    }
}

/// Which column each cell belongs to, and what the header has wrong.
fn columns(header: &ByteRecord, whose_is_known: bool) -> (Vec<Option<usize>>, Vec<Fault>) {
    let mut columns: Vec<Option<usize>> = Vec::new();
    let mut faults = Vec::new();
    for cell in header {
        let name: String = String::from_utf8_lossy(cell)
            .trim()
            .to_lowercase()
            .chars()
            .take(40)
            .collect();
        let found = COLUMNS.iter().position(|column| *column == name);
        if found.is_none() || columns.contains(&found) {
            let wrong = UNKNOWN_COLUMN.violation().with("name", name);
            faults.push(fault(1, None, wrong));
        }
        columns.push(found);
    }
    for (n, name) in COLUMNS.iter().enumerate() {
        let needed = NEEDED.contains(&n) || (n == 0 && !whose_is_known);
        if needed && !columns.contains(&Some(n)) {
            let wrong = MISSING_COLUMN.violation().with("name", *name);
            faults.push(fault(1, None, wrong));
        }
    }
    (columns, faults)
}

struct Cells<'a> {
    columns: &'a [Option<usize>],
    cells: &'a ByteRecord,
}

impl Cells<'_> {
    /// The text of a column without blanks around; none where it is missing or blank.
    fn text(&self, column: usize) -> Result<Option<&str>, Violation> {
        let place = self.columns.iter().position(|c| *c == Some(column));
        let Some(bytes) = place.and_then(|place| self.cells.get(place)) else {
            return Ok(None);
        };
        let text = std::str::from_utf8(bytes).map_err(|_| NOT_TEXT.violation())?;
        Ok(Some(text.trim()).filter(|text| !text.is_empty()))
    }
}

type Wrong = (&'static str, Violation);

fn row(
    cells: &Cells<'_>,
    people: &[Person],
    whose: Option<EmployeeId>,
) -> Result<ReadShift, Vec<Wrong>> {
    let mut wrong: Vec<Wrong> = Vec::new();
    fn said<T>(
        cells: &Cells<'_>,
        wrong: &mut Vec<Wrong>,
        column: usize,
        read: impl FnOnce(Option<&str>) -> Result<T, Violation>,
    ) -> Option<T> {
        match cells.text(column).and_then(read) {
            Ok(value) => Some(value),
            Err(violation) => {
                wrong.push((COLUMNS[column], violation));
                None
            }
        }
    }
    let employee = said(cells, &mut wrong, 0, |text| match text {
        Some(name) if matches!(name.to_lowercase().as_str(), "ledig" | "åpen") => Ok(None),
        Some(name) => person(people, name).map(Some),
        None => whose.map(Some).ok_or_else(|| NOBODY.violation()),
    });
    let date = said(cells, &mut wrong, 1, |text| date(text.unwrap_or_default()));
    let from = said(cells, &mut wrong, 2, |text| clock(text.unwrap_or_default()));
    let until = said(cells, &mut wrong, 3, |text| clock(text.unwrap_or_default()));
    let kind = said(cells, &mut wrong, 4, |text| text.map(kind).transpose());
    let pause = said(cells, &mut wrong, 5, |text| text.map(minutes).transpose());
    let overtime = said(cells, &mut wrong, 6, |text| text.map_or(Ok(false), yes));
    match (employee, date, from, until, kind, pause, overtime) {
        (
            Some(employee),
            Some(date),
            Some(from),
            Some(until),
            Some(kind),
            Some(pause),
            Some(overtime),
        ) if wrong.is_empty() => {
            let interval = interval_on(date, Window { from, until });
            Ok(ReadShift {
                employee,
                interval,
                kind: kind.unwrap_or_else(|| kind_of(interval)),
                break_minutes: pause,
                overtime,
            })
        }
        _ => Err(wrong),
    }
}

fn date(text: &str) -> Result<NaiveDate, Violation> {
    ["%Y-%m-%d", "%d.%m.%Y"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(text, format).ok())
        .ok_or_else(|| NOT_A_DAY.violation())
}

fn clock(text: &str) -> Result<NaiveTime, Violation> {
    ["%H:%M", "%H.%M", "%H:%M:%S", "%H%M"]
        .iter()
        .find_map(|format| NaiveTime::parse_from_str(text, format).ok())
        .ok_or_else(|| NOT_A_TIME.violation())
}

fn kind(text: &str) -> Result<ShiftKind, Violation> {
    Ok(match text.to_lowercase().as_str() {
        "dag" | "dagvakt" | "d" => ShiftKind::Day,
        "kveld" | "kveldsvakt" | "a" | "k" => ShiftKind::Evening,
        "natt" | "nattevakt" | "n" => ShiftKind::Night,
        "lang" | "langvakt" | "l" => ShiftKind::Long,
        "dagtid" => ShiftKind::DayOnly,
        _ => return Err(NOT_A_KIND.violation()),
    })
}

fn minutes(text: &str) -> Result<i32, Violation> {
    let minutes: Option<i32> = text.parse().ok().filter(|n| (0..=960).contains(n));
    minutes.ok_or_else(|| NOT_MINUTES.violation())
}

fn yes(text: &str) -> Result<bool, Violation> {
    match text.to_lowercase().as_str() {
        "ja" | "j" | "1" => Ok(true),
        "nei" | "n" | "0" => Ok(false),
        _ => Err(NOT_YES_OR_NO.violation()),
    }
}
