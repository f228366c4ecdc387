//! The bytes that a signed vedtak's hash is taken of (R-VED-8).

use super::{Vedtak, VedtakContent, VedtakStatement};
use crate::ids::*;
use serde::Serialize;
use serde_json::Value;
use std::fmt::Write;

/// What the signature is about: changing any of it changes the bytes.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Signed<'a> {
    id: VedtakId,
    citizen: CitizenId,
    unit: UnitId,
    content: &'a VedtakContent,
    case_worker: Option<EmployeeId>,
    responsible_nurse: Option<EmployeeId>,
    statements: &'a [VedtakStatement],
    law_version: &'a str,
}

/// The stable bytes of what is signed: JSON with sorted keys and no spaces, whatever order the
/// fields are declared in. The hash itself is computed outside the domain.
///
/// # Errors
/// None that today's types can give; JSON is only said to be able to fail.
pub fn canonical_bytes(vedtak: &Vedtak, law_version: &str) -> Result<Vec<u8>, serde_json::Error> {
    let value = serde_json::to_value(Signed {
        id: vedtak.id,
        citizen: vedtak.citizen,
        unit: vedtak.unit,
        content: &vedtak.content,
        case_worker: vedtak.case_worker,
        responsible_nurse: vedtak.responsible_nurse,
        statements: &vedtak.statements,
        law_version,
    })?;
    let mut text = String::new();
    write_sorted(&value, &mut text);
    Ok(text.into_bytes())
}

/// Writes keys in order by itself, because the order of `serde_json`'s map is a build feature that
/// any dependency can turn.
fn write_sorted(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            write_list(out, ('{', '}'), entries, |out, (key, value)| {
                let _ = write!(out, "{}:", Value::from(key.as_str()));
                write_sorted(value, out);
            });
        }
        Value::Array(items) => write_list(out, ('[', ']'), items, |out, v| write_sorted(v, out)),
        // Writing to a string does not fail.
        plain => {
            let _ = write!(out, "{plain}");
        }
    }
}

fn write_list<T>(
    out: &mut String,
    (open, close): (char, char),
    items: impl IntoIterator<Item = T>,
    mut write_one: impl FnMut(&mut String, T),
) {
    out.push(open);
    for (n, item) in items.into_iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        write_one(out, item);
    }
    out.push(close);
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::*;
    use super::*;

    #[test]
    fn the_same_vedtak_gives_the_same_bytes_also_after_a_journey_through_json() {
        let vedtak = submitted();
        let json = serde_json::to_string(&vedtak).unwrap();
        let back: Vedtak = serde_json::from_str(&json).unwrap();
        assert_eq!(
            canonical_bytes(&vedtak, "fvl-1967").unwrap(),
            canonical_bytes(&back, "fvl-1967").unwrap()
        );
    }

    #[test]
    fn keys_are_sorted_and_any_change_shows() {
        let vedtak = submitted();
        let bytes = canonical_bytes(&vedtak, "fvl-1967").unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(text.starts_with(r#"{"caseWorker":"#));
        assert!(text.find("\"alternatives\"") < text.find("\"appealInformation\""));
        assert!(serde_json::from_str::<Value>(&text).is_ok());
        let mut changed = vedtak;
        changed.content.facts.push('.');
        assert_ne!(bytes, canonical_bytes(&changed, "fvl-1967").unwrap());
        assert_ne!(bytes, canonical_bytes(&submitted(), "fvl-2025").unwrap());
    }
}
