//! What no request may hold, whatever it is about: endless texts, characters that no database
//! keeps, days that nobody lives on (API-1, API-9).

use chrono::{DateTime, Datelike, NaiveDate};
use domain::reason::{Reason, Violations};
use serde_json::Value;

/// The longest text, characters: a statement of reasons fits, a book does not.
const LONGEST_TEXT: usize = 10_000;
/// The longest list.
const LONGEST_LIST: usize = 1_000;
/// The years that requests speak of.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

static TEXT_TOO_LONG: Reason = Reason {
    rule: "API-9",
    code: "text-too-long",
    nb: "Teksten kan ha høyst {most} tegn.",
    nn: "Teksten kan ha høgst {most} teikn.",
    en: "The text may have at most {most} characters.",
};
static LIST_TOO_LONG: Reason = Reason {
    rule: "API-9",
    code: "list-too-long",
    nb: "Listen kan ha høyst {most} linjer.",
    nn: "Lista kan ha høgst {most} linjer.",
    en: "The list may have at most {most} items.",
};
static UNKEEPABLE: Reason = Reason {
    rule: "API-1",
    code: "text-with-null-character",
    nb: "Teksten har et tegn som ikke kan lagres (U+0000).",
    nn: "Teksten har eit teikn som ikkje kan lagrast (U+0000).",
    en: "The text has a character that cannot be kept (U+0000).",
};
static NO_SUCH_YEAR: Reason = Reason {
    rule: "API-1",
    code: "year-out-of-range",
    nb: "Året må være fra {first} til {last}.",
    nn: "Året må vere frå {first} til {last}.",
    en: "The year must be from {first} to {last}.",
};

/// Everything in a body that is beyond the limits, with its place.
pub(crate) fn check(body: &Value) -> Violations {
    let mut found = Violations::new();
    walk(body, &mut String::new(), &mut found);
    found
}

fn walk(value: &Value, at: &mut String, found: &mut Violations) {
    let mut inside = |name: &str, value: &Value, found: &mut Violations| {
        let length = at.len();
        at.push('/');
        at.push_str(name);
        walk(value, at, found);
        at.truncate(length);
    };
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                inside(&super::body::escape(name), value, found);
            }
        }
        Value::Array(items) => {
            for (value, i) in items.iter().zip(0..LONGEST_LIST) {
                inside(&i.to_string(), value, found);
            }
            if items.len() > LONGEST_LIST {
                let violation = LIST_TOO_LONG.violation().at(at.as_str());
                found.push(violation.with("most", LONGEST_LIST));
            }
        }
        Value::String(text) => found.extend(check_text(text).map(|v| v.at(at.as_str()))),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn check_text(text: &str) -> Option<domain::reason::Violation> {
    if text.contains('\0') {
        return Some(UNKEEPABLE.violation());
    }
    if text.len() > LONGEST_TEXT && text.chars().count() > LONGEST_TEXT {
        return Some(TEXT_TOO_LONG.violation().with("most", LONGEST_TEXT));
    }
    let year = day(text)?.year();
    (!YEARS.contains(&year)).then(|| {
        let violation = NO_SUCH_YEAR.violation();
        let violation = violation.with("first", i64::from(*YEARS.start()));
        violation.with("last", i64::from(*YEARS.end()))
    })
}

/// The day that a text is, when it is a day or an instant.
fn day(text: &str) -> Option<NaiveDate> {
    /// No day and no instant is longer.
    const LONGEST: usize = 40;
    if text.len() > LONGEST || !text.ends_with(|c: char| c.is_ascii_digit() || c == 'Z') {
        return None;
    }
    let instant = || text.parse::<DateTime<chrono::FixedOffset>>().ok();
    let date = text.parse().ok();
    date.or_else(|| instant().map(|at| at.naive_utc().date()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn found(body: &Value) -> Vec<(&'static str, String)> {
        check(body)
            .into_iter()
            .map(|v| (v.reason.code, v.pointer.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn every_text_list_and_year_beyond_the_limits_is_named_with_its_place() {
        let body = json!({
            "name": "x".repeat(10_001),
            "goals": [{ "note": "a\u{0}b" }, { "from": "0001-01-01" }],
            "at": "2900-01-01T10:00:00+01:00",
            "all": vec![1; 1_001],
        });
        assert_eq!(
            found(&body),
            [
                ("list-too-long", "/all".to_owned()),
                ("year-out-of-range", "/at".to_owned()),
                ("text-with-null-character", "/goals/0/note".to_owned()),
                ("year-out-of-range", "/goals/1/from".to_owned()),
                ("text-too-long", "/name".to_owned()),
            ]
        );
    }

    #[test]
    fn ordinary_texts_days_and_instants_pass() {
        let body = json!({ "a": "å".repeat(10_000), "b": "2026-11-23", "c": "2026-11-23T07:00:00Z",
            "d": "1906-01-01", "e": "0001", "f": null, "g": 7 });
        assert_eq!(found(&body), []);
    }
}
