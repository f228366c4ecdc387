//! Fødselsnummer and D-number: are the control digits right, and may the number be used here
//! (R-CIT-1). Sex and century are never derived from a number: birth date and sex are fields.

use crate::reason::{Reason, Violations};
use std::fmt;

static NOT_ELEVEN_DIGITS: Reason = Reason {
    rule: "R-CIT-1",
    code: "national-number-length",
    nb: "Et fødselsnummer eller D-nummer har elleve siffer.",
    nn: "Eit fødselsnummer eller D-nummer har elleve siffer.",
    en: "A national identity number or D-number has eleven digits.",
};
static NO_SUCH_DAY: Reason = Reason {
    rule: "R-CIT-1",
    code: "national-number-date",
    nb: "De seks første sifrene er ikke en dato. Se etter om noe er tastet feil.",
    nn: "Dei seks første siffera er ikkje ein dato. Sjå etter om noko er tasta feil.",
    en: "The first six digits are not a date. Check for a typing error.",
};
static WRONG_CONTROL_DIGITS: Reason = Reason {
    rule: "R-CIT-1",
    code: "national-number-control",
    nb: "Kontrollsifrene stemmer ikke. Se etter om noe er tastet feil.",
    nn: "Kontrollsiffera stemmer ikkje. Sjå etter om noko er tasta feil.",
    en: "The control digits do not match. Check for a typing error.",
};
static SYNTHETIC_IN_PRODUCTION: Reason = Reason {
    rule: "R-CIT-1",
    code: "national-number-synthetic",
    nb: "Dette er et testnummer og kan ikke brukes her.",
    nn: "Dette er eit testnummer og kan ikkje brukast her.",
    en: "This is a test number and cannot be used here.",
};
static REAL_IN_DEMO: Reason = Reason {
    rule: "R-CIT-1",
    code: "national-number-real-in-demo",
    nb: "Demoen tar bare imot nummer fra Skatteetatens testbefolkning.",
    nn: "Demoen tek berre imot nummer frå testbefolkninga til Skatteetaten.",
    en: "The demo accepts only numbers from the national test population.",
};

const WEIGHTS_1: [u32; 9] = [3, 7, 6, 1, 8, 9, 4, 5, 2];
const WEIGHTS_2: [u32; 10] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

/// What kind of number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberKind {
    /// Fødselsnummer.
    BirthNumber,
    /// D-number, for those without a fødselsnummer: first digit + 4.
    DNumber,
}

/// Whose number it is: a person's, or made up for tests by adding to the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Population {
    /// A person in the population register.
    Real,
    /// Month + 80: the national test population.
    National,
    /// Month + 40.
    Plus40,
    /// Month + 65.
    Plus65,
}

impl Population {
    fn of_month(month: u32) -> Option<(Self, u32)> {
        [
            (Self::Real, 0),
            (Self::Plus40, 40),
            (Self::Plus65, 65),
            (Self::National, 80),
        ]
        .into_iter()
        .find_map(|(population, added)| {
            let month = month.checked_sub(added)?;
            (1..=12).contains(&month).then_some((population, month))
        })
    }
}

/// Which rule for the control digits a number satisfies. Both are accepted side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ControlRule {
    /// The rule of today; such a number satisfies that of 2032 as well.
    Present,
    /// Only the wider rule, for numbers issued from 2032.
    From2032,
}

/// Which numbers an installation takes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AcceptancePolicy {
    /// Real numbers; synthetic ones are refused.
    Production,
    /// Only the national test population (+80), so that no real person ends up in a demo.
    Demo,
}

/// A valid fødselsnummer or D-number. What it prints as is masked, also when debugged.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct NationalNumber {
    digits: [u8; 11],
}

impl NationalNumber {
    /// Reads a number as typed, with or without spaces, and checks it against `policy`.
    ///
    /// # Errors
    /// Every way in which it is not a number that may be used here.
    pub fn parse(text: &str, policy: AcceptancePolicy) -> Result<Self, Violations> {
        let number = Self::digits_of(text).ok_or_else(|| vec![NOT_ELEVEN_DIGITS.violation()])?;
        let mut violations = Violations::new();
        match number.population() {
            None => violations.push(NO_SUCH_DAY.violation()),
            Some(population) => {
                violations.extend(policy.refusal(population).map(Reason::violation))
            }
        }
        if number.control_rule().is_none() {
            violations.push(WRONG_CONTROL_DIGITS.violation());
        }
        crate::reason::none_of(violations).map(|()| number)
    }

    fn digits_of(text: &str) -> Option<Self> {
        let digits: Option<Vec<u8>> = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| c.to_digit(10).and_then(|d| u8::try_from(d).ok()))
            .collect();
        Some(Self {
            digits: digits?.try_into().ok()?,
        })
    }

    fn pair(&self, at: usize) -> u32 {
        u32::from(self.digits[at]) * 10 + u32::from(self.digits[at + 1])
    }

    /// Fødselsnummer or D-number.
    pub fn kind(&self) -> NumberKind {
        if (4..=7).contains(&self.digits[0]) {
            NumberKind::DNumber
        } else {
            NumberKind::BirthNumber
        }
    }

    /// Whose number it is; `None` when the first six digits are no day of any century.
    pub fn population(&self) -> Option<Population> {
        let day = match self.kind() {
            NumberKind::BirthNumber => self.pair(0),
            NumberKind::DNumber => self.pair(0) - 40,
        };
        let (population, month) = Population::of_month(self.pair(2))?;
        // The century is unknown, and every fourth year of some century is a leap year.
        let leap = self.pair(4).is_multiple_of(4);
        let last = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        (1..=last).contains(&day).then_some(population)
    }

    /// Which rule its control digits satisfy, if any.
    pub fn control_rule(&self) -> Option<ControlRule> {
        let digit = |i: usize| u32::from(self.digits[i]);
        let sum = |weights: &[u32]| -> u32 {
            weights.iter().enumerate().map(|(i, w)| w * digit(i)).sum()
        };
        if !(sum(&WEIGHTS_2) + digit(10)).is_multiple_of(11) {
            return None;
        }
        match (sum(&WEIGHTS_1) + digit(9)) % 11 {
            0 => Some(ControlRule::Present),
            1..=3 => Some(ControlRule::From2032),
            _ => None,
        }
    }

    /// The eleven digits, for encryption, keyed hash, or a showing that is logged (R-CIT-1).
    pub fn reveal(&self) -> String {
        self.digits.iter().map(|d| char::from(b'0' + d)).collect()
    }

    /// `010150 *****`: how it is shown unless asked for.
    pub fn mask(&self) -> String {
        format!("{} *****", &self.reveal()[..6])
    }
}

impl AcceptancePolicy {
    fn refusal(self, population: Population) -> Option<&'static Reason> {
        match (self, population) {
            (Self::Production, Population::Real) | (Self::Demo, Population::National) => None,
            (Self::Production, _) => Some(&SYNTHETIC_IN_PRODUCTION),
            (Self::Demo, _) => Some(&REAL_IN_DEMO),
        }
    }
}

impl fmt::Debug for NationalNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NationalNumber(*****)")
    }
}

impl fmt::Display for NationalNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***********")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn production(text: &str) -> Result<NationalNumber, Violations> {
        NationalNumber::parse(text, AcceptancePolicy::Production)
    }
    fn codes(result: Result<NationalNumber, Violations>) -> Vec<&'static str> {
        let violations = result.unwrap_err();
        violations.iter().map(|v| v.reason.code).collect()
    }

    #[test]
    fn accepts_numbers_of_today_under_the_present_rule() {
        for text in ["02013299997", "02013299806", "30108299920"] {
            let number = production(text).unwrap();
            assert_eq!(number.control_rule(), Some(ControlRule::Present), "{text}");
        }
    }

    #[test]
    fn accepts_numbers_that_only_the_rule_of_2032_allows() {
        for text in ["02013299903", "30108299939"] {
            let number = production(text).unwrap();
            assert_eq!(number.control_rule(), Some(ControlRule::From2032), "{text}");
        }
    }

    #[test]
    fn knows_a_d_number() {
        assert_eq!(
            production("530972 48016").unwrap().kind(),
            NumberKind::DNumber
        );
    }

    #[test]
    fn production_refuses_synthetic_numbers_and_the_demo_everything_else() {
        let demo = |text| NationalNumber::parse(text, AcceptancePolicy::Demo);
        assert_eq!(
            codes(production("10915596784")),
            ["national-number-synthetic"]
        );
        assert!(demo("10915596784").is_ok());
        assert_eq!(codes(demo("02013299997")), ["national-number-real-in-demo"]);
    }

    #[test]
    fn refuses_a_number_without_a_date_or_of_another_length() {
        assert!(codes(production("13932947702")).contains(&"national-number-date"));
        assert_eq!(codes(production("0201329999")), ["national-number-length"]);
        assert_eq!(codes(production("0201329999x")), ["national-number-length"]);
    }

    #[test]
    fn lists_the_wrong_date_and_the_wrong_control_digits_together() {
        assert_eq!(
            codes(production("99999999999")),
            ["national-number-date", "national-number-control"]
        );
    }

    #[test]
    fn shows_the_day_of_birth_only_when_masked_and_nothing_when_printed() {
        let number = production("02013299997").unwrap();
        assert_eq!(number.mask(), "020132 *****");
        assert!(!format!("{number} {number:?}").contains("0201"));
        assert_eq!(number.reveal(), "02013299997");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn one_wrong_digit_is_always_found(at in 0usize..11, by in 1u8..10) {
            // The second control digit covers every position, so no single slip gets through.
            let mut digits = production("30108299920").unwrap().digits;
            digits[at] = (digits[at] + by) % 10;
            prop_assert_eq!(NationalNumber { digits }.control_rule(), None);
        }
    }
}
