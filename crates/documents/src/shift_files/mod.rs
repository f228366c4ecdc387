//! Shifts out of files: CSV as a rota system exports it, or iCalendar. Every row, or every fault.

mod calendar;
#[cfg(test)]
mod fuzz;
mod reasons;
mod table;
#[cfg(test)]
mod tests;

use domain::{
    ids::EmployeeId,
    interval::Interval,
    period::is_plausible,
    reason::{Violation, Violations},
    shift::ShiftKind,
    time::local_date,
};
use reasons::*;

/// Somebody whom a file may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub employee: EmployeeId,
    /// Given and family name.
    pub name: String,
    /// Her log-in.
    pub user_name: String,
}

/// A shift as a file says it.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadShift {
    /// Whose; nobody's on an open shift.
    pub employee: Option<EmployeeId>,
    /// When.
    pub interval: Interval,
    /// What kind.
    pub kind: ShiftKind,
    /// Minutes of break, when the file says so.
    pub break_minutes: Option<i32>,
    /// Beyond her ordinary hours.
    pub overtime: bool,
}

/// What is wrong with a file, and where.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// `lines` of a table or `events` of a calendar.
    part: &'static str,
    /// Which of them, from 1.
    number: u64,
    /// Column or property, where one can be named.
    column: Option<&'static str>,
    violation: Violation,
}

impl Fault {
    /// As a violation that points at the place: `/lines/17/fra`.
    pub fn pointed(self) -> Violation {
        let column = self.column.map(|column| format!("/{column}"));
        let place = format!(
            "/{}/{}{}",
            self.part,
            self.number,
            column.unwrap_or_default()
        );
        self.violation.at(place)
    }
}

/// Reads a file. `whose` is whose shifts they are where the file does not say.
///
/// # Errors
/// Every fault in the file, in its order.
pub fn read(
    bytes: &[u8],
    people: &[Person],
    whose: Option<EmployeeId>,
    most: usize,
) -> Result<Vec<ReadShift>, Vec<Fault>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let is_calendar = bytes
        .get(..15)
        .is_some_and(|begin| begin.eq_ignore_ascii_case(b"BEGIN:VCALENDAR"));
    if is_calendar {
        calendar::read(bytes, people, whose, most)
    } else {
        table::read(bytes, people, whose, most)
    }
}

/// Shifts on days that nobody can mean.
pub fn implausible(shifts: &[ReadShift]) -> Violations {
    let odd = |shift: &&ReadShift| !is_plausible(local_date(shift.interval.from));
    let found = shifts.iter().filter(odd);
    found.map(|_| NOT_A_DAY.violation()).take(1).collect()
}

/// Who is meant by a log-in or a whole name; two of one name are nobody.
fn person(people: &[Person], text: &str) -> Result<EmployeeId, Violation> {
    let wanted = text.trim().to_lowercase();
    let by_log_in = people.iter().find(|p| p.user_name.to_lowercase() == wanted);
    if let Some(person) = by_log_in {
        return Ok(person.employee);
    }
    let mut by_name = people.iter().filter(|p| p.name.to_lowercase() == wanted);
    match (by_name.next(), by_name.next()) {
        (Some(person), None) => Ok(person.employee),
        (Some(_), Some(_)) => Err(TWO_OF_ONE_NAME.violation()),
        (None, _) => Err(NOBODY.violation()),
    }
}
