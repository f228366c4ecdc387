//! The number of a health professional in Helsepersonellregisteret (HPR): what a log-in elsewhere may
//! know a person by (SEC-8).

use crate::reason::{Reason, Violations};
use std::fmt;

static NOT_A_NUMBER: Reason = Reason {
    rule: "SEC-8",
    code: "hpr-number",
    nb: "Et HPR-nummer har høyst ni siffer.",
    nn: "Eit HPR-nummer har høgst ni siffer.",
    en: "An HPR number has at most nine digits.",
};

/// Digits of the longest one.
const LONGEST: usize = 9;

/// An HPR number without leading zeros. What it prints as is masked, also when debugged.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct HprNumber(String);

impl HprNumber {
    /// Reads a number as typed, with or without spaces. The register gives no control digits.
    ///
    /// # Errors
    /// It has none or too many digits, or something else than digits.
    pub fn parse(text: &str) -> Result<Self, Violations> {
        let refused = || vec![NOT_A_NUMBER.violation()];
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        if !bare.bytes().all(|b| b.is_ascii_digit()) {
            return Err(refused());
        }
        let digits = bare.trim_start_matches('0');
        if (1..=LONGEST).contains(&digits.len()) {
            Ok(Self(digits.to_owned()))
        } else {
            Err(refused())
        }
    }

    /// The digits, for a keyed hash.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for HprNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HprNumber(masked)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_number_is_the_same_however_it_is_written() {
        let number = HprNumber::parse("431001110").unwrap();
        assert_eq!(HprNumber::parse(" 0431 001 110").unwrap(), number);
        assert_eq!(format!("{number:?}"), "HprNumber(masked)");
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in ["", "000", "1234567890", "12345a", "-1", "٣٤٥"] {
            assert!(HprNumber::parse(text).is_err(), "{text}");
        }
    }
}
