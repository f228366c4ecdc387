//! Reading a rule: what it may say, and every fault in it.

use super::{FAR_AHEAD, Recurrence, UNTIL_FORMAT, occurrences};
use crate::{
    reason::{Reason, Violation},
    time::local_date,
};
use chrono::{NaiveDate, NaiveDateTime, Weekday};
use rrule::{Frequency, NWeekday, RRule, Unvalidated};

static NOT_A_RULE: Reason = Reason {
    rule: "R-PLAN-2",
    code: "recurrence-unreadable",
    nb: "Gjentakelsen kan ikke leses. Velg hvor ofte tiltaket skal gjøres.",
    nn: "Gjentakinga kan ikkje lesast. Vel kor ofte tiltaket skal gjerast.",
    en: "The recurrence cannot be read. Choose how often the tiltak is to be done.",
};
static NOT_BY_DAY: Reason = Reason {
    rule: "R-PLAN-2",
    code: "recurrence-frequency",
    nb: "Et tiltak gjentas daglig, ukentlig eller månedlig. Flere ganger om dagen er flere tiltak.",
    nn: "Eit tiltak blir gjenteke dagleg, kvar veke eller kvar månad. Fleire gonger om dagen er fleire tiltak.",
    en: "A tiltak recurs daily, weekly or monthly. Several times a day are several tiltak.",
};
static TOO_RARE: Reason = Reason {
    rule: "R-PLAN-2",
    code: "recurrence-interval",
    nb: "Mellomrommet kan være fra 1 til {most}.",
    nn: "Mellomrommet kan vere frå 1 til {most}.",
    en: "The interval may be from 1 to {most}.",
};
static PART_NOT_ALLOWED: Reason = Reason {
    rule: "R-PLAN-2",
    code: "recurrence-part",
    nb: "Gjentakelsen kan ikke bruke {part}. Tid på dagen settes på tiltaket.",
    nn: "Gjentakinga kan ikkje bruke {part}. Tid på dagen blir sett på tiltaket.",
    en: "The recurrence cannot use {part}. Time of day is set on the tiltak.",
};
static PART_TWICE: Reason = Reason {
    rule: "R-PLAN-2",
    code: "recurrence-part-twice",
    nb: "Gjentakelsen sier {part} to ganger.",
    nn: "Gjentakinga seier {part} to gonger.",
    en: "The recurrence says {part} twice.",
};
static ENDS_TWICE: Reason = Reason {
    rule: "R-PLAN-2",
    code: "recurrence-ends-twice",
    nb: "Gjentakelsen slutter enten etter et antall ganger eller på en dag, ikke begge deler.",
    nn: "Gjentakinga sluttar anten etter eit tal gonger eller på ein dag, ikkje begge delar.",
    en: "The recurrence ends after a number of times or on a day, not both.",
};
static COUNT_RANGE: Reason = Reason {
    rule: "R-PLAN-2",
    code: "recurrence-count",
    nb: "Antall ganger kan være fra 1 til {most}.",
    nn: "Talet på gonger kan vere frå 1 til {most}.",
    en: "The number of times may be from 1 to {most}.",
};
static NO_LAST_DAY: Reason = Reason {
    rule: "R-PLAN-2",
    code: "recurrence-until",
    nb: "Siste dag i gjentakelsen er ingen dag. Skriv den som 20261231.",
    nn: "Siste dag i gjentakinga er ingen dag. Skriv han som 20261231.",
    en: "The last day of the recurrence is no day. Write it as 20261231.",
};
static NEVER: Reason = Reason {
    rule: "R-PLAN-2",
    code: "recurrence-never",
    nb: "Gjentakelsen treffer ingen dager.",
    nn: "Gjentakinga treffer ingen dagar.",
    en: "The recurrence falls on no day.",
};

/// Longest interval between two periods (days, weeks or months).
const MOST_INTERVAL: u16 = 52;
/// Most times that a rule counts to: daily for nearly three years.
const MOST_COUNT: u32 = 1_000;
/// The parts of an RRULE that speak of days; anything else is refused.
const ALLOWED_PARTS: [&str; 9] = [
    "FREQ",
    "INTERVAL",
    "BYDAY",
    "BYMONTHDAY",
    "BYMONTH",
    "BYSETPOS",
    "WKST",
    "COUNT",
    "UNTIL",
];

impl Recurrence {
    /// Reads a rule.
    ///
    /// # Errors
    /// Every part that is not allowed; or that it cannot be read; or that it never comes.
    pub fn parse(text: &str) -> Result<Self, Vec<Violation>> {
        let text = text.trim().trim_start_matches("RRULE:").to_uppercase();
        let mut violations = part_faults(&text);
        let (text, end) = match taken_apart(&text) {
            Ok(parts) => parts,
            Err(fault) => {
                violations.push(fault);
                return Err(violations);
            }
        };
        let Ok(rule) = text.parse::<RRule<Unvalidated>>() else {
            violations.push(NOT_A_RULE.violation());
            return Err(violations);
        };
        violations.extend(faults(&rule));
        if violations.is_empty() {
            let start = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default();
            let first = occurrences(&format!("{text};COUNT=1"), start, start + FAR_AHEAD);
            match first {
                None => violations.push(NOT_A_RULE.violation()),
                Some(days) if days.is_empty() => violations.push(NEVER.violation()),
                Some(_) => return Ok(Self(text + &end)),
            }
        }
        Err(violations)
    }
}

/// What is wrong with the parts that a rule names.
fn part_faults(text: &str) -> Vec<Violation> {
    let names: Vec<&str> = text
        .split(';')
        .filter_map(|part| part.split('=').next())
        .collect();
    let foreign = names.iter().filter(|name| !ALLOWED_PARTS.contains(name));
    let foreign = foreign.map(|name| PART_NOT_ALLOWED.violation().with("part", *name));
    let again = names.iter().enumerate();
    let again =
        again.filter(|(i, name)| names[..*i].contains(name) && ALLOWED_PARTS.contains(name));
    let again = again.map(|(_, name)| PART_TWICE.violation().with("part", *name));
    let ends_twice = names.contains(&"COUNT") && names.contains(&"UNTIL");
    let ends_twice = ends_twice.then(|| ENDS_TWICE.violation());
    foreign.chain(again).chain(ends_twice).collect()
}

/// The rhythm, and how it ends, written as we keep it.
fn taken_apart(text: &str) -> Result<(String, String), Violation> {
    let mut rhythm = Vec::new();
    let mut end = String::new();
    for part in text.split(';') {
        match part.split_once('=') {
            Some(("COUNT", many)) => {
                let counted = many.parse().ok().filter(|n| (1..=MOST_COUNT).contains(n));
                let fault = || COUNT_RANGE.violation().with("most", MOST_COUNT);
                end = format!(";COUNT={}", counted.ok_or_else(fault)?);
            }
            Some(("UNTIL", when)) => {
                let day = last_day(when).ok_or_else(|| NO_LAST_DAY.violation())?;
                end = format!(";UNTIL={}", day.format(UNTIL_FORMAT));
            }
            _ => rhythm.push(part),
        }
    }
    Ok((rhythm.join(";"), end))
}

/// The local day of an UNTIL: a day, a local time, or an instant in UTC.
fn last_day(text: &str) -> Option<NaiveDate> {
    const TIME: &str = "%Y%m%dT%H%M%S";
    if let Some(utc) = text.strip_suffix('Z') {
        let at = NaiveDateTime::parse_from_str(utc, TIME).ok()?;
        return Some(local_date(at.and_utc()));
    }
    if text.len() == 8 {
        return NaiveDate::parse_from_str(text, UNTIL_FORMAT).ok();
    }
    NaiveDateTime::parse_from_str(text, TIME)
        .ok()
        .map(|at| at.date())
}

fn faults(rule: &RRule<Unvalidated>) -> Vec<Violation> {
    let mut violations = Vec::new();
    if !matches!(
        rule.get_freq(),
        Frequency::Daily | Frequency::Weekly | Frequency::Monthly
    ) {
        violations.push(NOT_BY_DAY.violation());
    }
    if !(1..=MOST_INTERVAL).contains(&rule.get_interval()) {
        let most = u32::from(MOST_INTERVAL);
        violations.push(TOO_RARE.violation().with("most", most));
    }
    if rule.get_week_start() != Weekday::Mon {
        violations.push(PART_NOT_ALLOWED.violation().with("part", "WKST"));
    }
    let nth = |day: &NWeekday| matches!(day, NWeekday::Nth(..));
    if rule.get_freq() != Frequency::Monthly && rule.get_by_weekday().iter().any(nth) {
        violations.push(NOT_A_RULE.violation());
    }
    violations
}
