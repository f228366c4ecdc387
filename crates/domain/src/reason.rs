//! Reasons: every refusal lists all of them, each with the rule it rests on (API-2).
//!
//! A [`Reason`] is a constant that stands beside the rule it belongs to and carries its text in the
//! three languages of the product; a [`Violation`] is that reason in one concrete case, with the
//! place in the request and the values that the text names. Nothing else words a refusal, so API,
//! web client and tests show the same reasons.

use chrono::{DateTime, NaiveDate, Utc};
use std::fmt;

/// A language that answers can be given in; `Accept-Language` chooses (API-2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Language {
    /// Bokmål, the default.
    #[default]
    Nb,
    /// Nynorsk.
    Nn,
    /// English.
    En,
}

/// One way in which a rule can be broken.
///
/// Texts may name values in braces: `"delegasjonen gjaldt til {until}"`.
#[derive(Debug, PartialEq, Eq)]
pub struct Reason {
    /// Id of the rule in the specification, e.g. `R-VED-4`.
    pub rule: &'static str,
    /// Stable code a client can branch on, e.g. `delegation-ended`.
    pub code: &'static str,
    /// Bokmål.
    pub nb: &'static str,
    /// Nynorsk.
    pub nn: &'static str,
    /// English.
    pub en: &'static str,
}

impl Reason {
    /// Starts a violation of this rule; add [`Violation::at`] and [`Violation::with`].
    pub const fn violation(&'static self) -> Violation {
        Violation {
            reason: self,
            pointer: None,
            values: Vec::new(),
        }
    }

    /// The text with its placeholders, in `language`.
    pub const fn text(&self, language: Language) -> &'static str {
        match language {
            Language::Nb => self.nb,
            Language::Nn => self.nn,
            Language::En => self.en,
        }
    }
}

/// A term that is worded differently in each language (a service type, a role).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// Bokmål.
    pub nb: &'static str,
    /// Nynorsk.
    pub nn: &'static str,
    /// English.
    pub en: &'static str,
}

impl Term {
    /// The word in `language`.
    pub const fn text(&self, language: Language) -> &'static str {
        match language {
            Language::Nb => self.nb,
            Language::Nn => self.nn,
            Language::En => self.en,
        }
    }
}

/// A value that a reason's text names.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Shown as it is.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A calendar day.
    Date(NaiveDate),
    /// An instant, shown in the municipality's zone.
    Instant(DateTime<Utc>),
    /// A word that is translated.
    Term(Term),
}

impl From<String> for Value {
    fn from(v: String) -> Self {
        Self::Text(v)
    }
}
impl From<&str> for Value {
    fn from(v: &str) -> Self {
        Self::Text(v.to_owned())
    }
}
impl From<NaiveDate> for Value {
    fn from(v: NaiveDate) -> Self {
        Self::Date(v)
    }
}
impl From<DateTime<Utc>> for Value {
    fn from(v: DateTime<Utc>) -> Self {
        Self::Instant(v)
    }
}
impl From<Term> for Value {
    fn from(v: Term) -> Self {
        Self::Term(v)
    }
}
impl From<i64> for Value {
    fn from(v: i64) -> Self {
        Self::Number(v)
    }
}
impl From<u32> for Value {
    fn from(v: u32) -> Self {
        Self::Number(v.into())
    }
}
impl From<usize> for Value {
    fn from(v: usize) -> Self {
        Self::Number(i64::try_from(v).unwrap_or(i64::MAX))
    }
}

impl Value {
    fn text(&self, language: Language) -> String {
        match self {
            Self::Text(t) => t.clone(),
            Self::Number(n) => n.to_string(),
            Self::Date(d) => crate::time::show_date(*d, language),
            Self::Instant(i) => crate::time::show_instant(*i, language),
            Self::Term(t) => t.text(language).to_owned(),
        }
    }
}

/// A rule broken in one concrete case.
#[derive(Debug, Clone, PartialEq)]
pub struct Violation {
    /// What kind of breach.
    pub reason: &'static Reason,
    /// Where in the request (RFC 6901), when it can be pointed at.
    pub pointer: Option<String>,
    /// The values that the text names.
    pub values: Vec<(&'static str, Value)>,
}

impl Violation {
    /// Points at the place in the request, e.g. `/goals/0/evaluationDate`.
    #[must_use]
    pub fn at(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }

    /// Gives a value that the text names in braces.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.values.push((name, value.into()));
        self
    }

    /// The whole sentence in `language`.
    pub fn message(&self, language: Language) -> String {
        let mut text = self.reason.text(language).to_owned();
        for (name, value) in &self.values {
            text = text.replace(&format!("{{{name}}}"), &value.text(language));
        }
        text
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.reason.rule, self.message(Language::En))
    }
}

/// What a rule answers when it does not let something through: every violation, never only the first.
pub type Violations = Vec<Violation>;

/// `Ok` when nothing is violated.
///
/// # Errors
/// All the violations, in the order found.
pub fn none_of(violations: Violations) -> Result<(), Violations> {
    if violations.is_empty() {
        Ok(())
    } else {
        Err(violations)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static ENDED: Reason = Reason {
        rule: "R-VED-4",
        code: "delegation-ended",
        nb: "Fullmakten gjaldt til {until}.",
        nn: "Fullmakta gjaldt til {until}.",
        en: "The delegation ended on {until}.",
    };

    #[test]
    fn words_a_violation_in_each_language() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let violation = ENDED.violation().at("/signature").with("until", day);
        assert_eq!(
            violation.message(Language::Nb),
            "Fullmakten gjaldt til 22.11.2026."
        );
        assert_eq!(
            violation.message(Language::En),
            "The delegation ended on 22 Nov 2026."
        );
        assert_eq!(violation.pointer.as_deref(), Some("/signature"));
    }
}
