//! What is wrong with a problem or a list, by id and in words.

use crate::problem::Minute;
use domain::{
    ids::{CitizenId, EmployeeId, VisitId, WorkId},
    reason::{Language, Reason, Value, Violation},
};
use std::fmt;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The problem makes no sense; nothing is proposed.
    Malformed,
    /// A hard rule is broken; publishing is refused (R-WL-3, R-WL-4).
    Hard,
    /// Shown and allowed (R-WL-4).
    Soft,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    /// How bad.
    pub severity: Severity,
    /// The visit it is about.
    pub visit: Option<VisitId>,
    /// A second visit that takes part in it.
    pub other_visit: Option<VisitId>,
    /// The employee it is about.
    pub employee: Option<EmployeeId>,
    /// The citizen it is about.
    pub citizen: Option<CitizenId>,
    /// The block of other work it is about.
    pub work: Option<WorkId>,
    /// The rule that is broken, with the values its text names.
    pub violation: Violation,
}

impl Fault {
    /// Starts a fault; add what it is about.
    pub(crate) const fn new(severity: Severity, reason: &'static Reason) -> Self {
        Self {
            severity,
            visit: None,
            other_visit: None,
            employee: None,
            citizen: None,
            work: None,
            violation: reason.violation(),
        }
    }

    /// A hard rule.
    pub(crate) const fn hard(reason: &'static Reason) -> Self {
        Self::new(Severity::Hard, reason)
    }

    /// A soft remark.
    pub(crate) const fn soft(reason: &'static Reason) -> Self {
        Self::new(Severity::Soft, reason)
    }

    pub(crate) const fn visit(mut self, id: VisitId) -> Self {
        self.visit = Some(id);
        self
    }

    pub(crate) const fn other(mut self, id: VisitId) -> Self {
        self.other_visit = Some(id);
        self
    }

    pub(crate) const fn employee(mut self, id: EmployeeId) -> Self {
        self.employee = Some(id);
        self
    }

    pub(crate) const fn citizen(mut self, id: CitizenId) -> Self {
        self.citizen = Some(id);
        self
    }

    pub(crate) const fn work(mut self, id: WorkId) -> Self {
        self.work = Some(id);
        self
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.violation = self.violation.with(name, value);
        self
    }

    pub(crate) fn clock(self, name: &'static str, minute: Minute) -> Self {
        self.with(name, clock(minute))
    }

    pub(crate) fn number(self, name: &'static str, number: i32) -> Self {
        self.with(name, i64::from(number))
    }

    /// The stable code of the rule's breach.
    pub const fn code(&self) -> &'static str {
        self.violation.reason.code
    }

    /// Whether publishing is refused for it.
    pub fn is_hard(&self) -> bool {
        self.severity != Severity::Soft
    }

    /// The sentence in `language`.
    pub fn message(&self, language: Language) -> String {
        self.violation.message(language)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.violation)?;
        if let Some(id) = self.visit {
            write!(f, " [visit {id}]")?;
        }
        if let Some(id) = self.employee {
            write!(f, " [employee {id}]")?;
        }
        if let Some(id) = self.work {
            write!(f, " [work {id}]")?;
        }
        Ok(())
    }
}

/// A minute as a clock shows it on a day of 24 hours: `08:05`, the next day `+1 00:30`.
pub fn clock(minute: Minute) -> String {
    let (day, rest) = (minute.div_euclid(1440), minute.rem_euclid(1440));
    let time = format!("{:02}:{:02}", rest / 60, rest % 60);
    if day == 0 {
        time
    } else {
        format!("{day:+} {time}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_minutes_as_a_clock() {
        assert_eq!(clock(485), "08:05");
        assert_eq!(clock(1470), "+1 00:30");
    }
}
