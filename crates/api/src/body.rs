//! Request bodies: read only after permission was given (SEC-5), unknown fields refused (API-8).

use crate::limits;
use actix_web::web::Bytes;
use domain::{
    reason::{Reason, Violation, Violations},
    recurrence::{REFUSED, Recurrence},
};
use persistence::{Failure, Outcome, Permit};
use serde::de::DeserializeOwned;
use std::marker::PhantomData;

static UNREADABLE: Reason = Reason {
    rule: "API-1",
    code: "unreadable",
    nb: "Dette kan ikke leses: {detail}.",
    nn: "Dette kan ikkje lesast: {detail}.",
    en: "This cannot be read: {detail}.",
};
static UNKNOWN_FIELD: Reason = Reason {
    rule: "API-8",
    code: "unknown-field",
    nb: "Feltet «{field}» finnes ikke.",
    nn: "Feltet «{field}» finst ikkje.",
    en: "There is no field called “{field}”.",
};
static MISSING_FIELD: Reason = Reason {
    rule: "API-1",
    code: "missing-field",
    nb: "Feltet «{field}» mangler.",
    nn: "Feltet «{field}» manglar.",
    en: "The field “{field}” is missing.",
};

/// A JSON body that has not been looked at yet.
#[derive(Debug, Clone)]
pub struct Body<T> {
    bytes: Bytes,
    shape: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> Body<T> {
    pub(crate) const fn new(bytes: Bytes) -> Self {
        Self {
            bytes,
            shape: PhantomData,
        }
    }

    /// Reads it. The permit proves that the policy was asked first.
    ///
    /// # Errors
    /// [`Failure::Malformed`] with the place and what is wrong there; [`Failure::Invalid`] when it
    /// is beyond the limits of any body.
    pub fn read(&self, after: &impl Permit) -> Outcome<T> {
        let value = self.read_list(after)?;
        let json = serde_json::from_slice(&self.bytes).map_err(unreadable)?;
        let beyond = limits::check(&json);
        if beyond.is_empty() {
            Ok(value)
        } else {
            Err(Failure::Invalid(beyond))
        }
    }

    /// Reads a list whose items are answered one by one; each is to be read by [`read_item`].
    ///
    /// # Errors
    /// [`Failure::Malformed`] with the place and what is wrong there.
    pub fn read_list(&self, _after: &impl Permit) -> Outcome<T> {
        let mut json = serde_json::Deserializer::from_slice(&self.bytes);
        let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
            let reasons = refused(&self.bytes, &error);
            reasons.map_or_else(
                || Failure::Malformed(vec![violation(&error)]),
                Failure::Invalid,
            )
        })?;
        json.end().map_err(unreadable)?;
        Ok(value)
    }
}

fn unreadable(error: serde_json::Error) -> Failure {
    let detail = error.to_string();
    Failure::Malformed(vec![UNREADABLE.violation().with("detail", detail)])
}

/// The reasons of a rule that refused a value while it was read, with the place: so that a recurrence
/// that never occurs is named like any other broken rule.
fn refused(
    bytes: &[u8],
    error: &serde_path_to_error::Error<serde_json::Error>,
) -> Option<Violations> {
    if !error.inner().to_string().starts_with(REFUSED) {
        return None;
    }
    let body: serde_json::Value = serde_json::from_slice(bytes).ok()?;
    let here = pointer(error.path());
    let rule = body.pointer(&here)?.as_str()?;
    let found = Recurrence::parse(rule).err()?.into_iter();
    Some(found.map(|violation| violation.at(here.clone())).collect())
}

/// Reads one item of a list that is answered item by item.
///
/// # Errors
/// What is wrong, with its place in the item.
pub fn read_item<T: DeserializeOwned>(value: serde_json::Value) -> Result<T, Violations> {
    let beyond = limits::check(&value);
    if !beyond.is_empty() {
        return Err(beyond);
    }
    serde_path_to_error::deserialize(value).map_err(|error| vec![violation(&error)])
}

/// A violation in an event of a batch, with its place in the batch.
pub fn at_event(violation: Violation, index: usize) -> Violation {
    let inside = violation.pointer.clone().unwrap_or_default();
    violation.at(format!("/events/{index}{inside}"))
}

fn violation(error: &serde_path_to_error::Error<serde_json::Error>) -> Violation {
    let text = error.inner().to_string();
    let quoted = |prefix: &str| {
        let rest = text.strip_prefix(prefix)?;
        rest.split('`').next().map(str::to_owned)
    };
    let here = pointer(error.path());
    if let Some(field) = quoted("unknown field `") {
        // The path may or may not end with the unknown field, depending on the container.
        let tail = format!("/{}", escape(&field));
        let at = if here.ends_with(&tail) {
            here
        } else {
            here + &tail
        };
        return UNKNOWN_FIELD.violation().at(at).with("field", field);
    }
    if let Some(field) = quoted("missing field `") {
        let at = format!("{here}/{}", escape(&field));
        return MISSING_FIELD.violation().at(at).with("field", field);
    }
    UNREADABLE.violation().at(here).with("detail", text)
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .filter_map(|segment| match segment {
            Segment::Seq { index } => Some(format!("/{index}")),
            Segment::Map { key } => Some(format!("/{}", escape(key))),
            Segment::Enum { .. } | Segment::Unknown => None,
        })
        .collect()
}

/// RFC 6901.
pub(crate) fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    struct Yes;
    impl Permit for Yes {}

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Goal {
        #[expect(dead_code)]
        target: String,
    }
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Plan {
        #[expect(dead_code)]
        goals: Vec<Goal>,
    }

    fn fault(json: &str) -> (String, &'static str) {
        match Body::<Plan>::new(Bytes::copy_from_slice(json.as_bytes())).read(&Yes) {
            Err(Failure::Malformed(v)) => {
                (v[0].pointer.clone().unwrap_or_default(), v[0].reason.code)
            }
            other => panic!("expected a fault, got {other:?}"),
        }
    }

    #[test]
    fn an_unknown_field_is_refused_with_its_pointer() {
        let answer = fault(r#"{"goals":[{"target":"a","tarhet":"b"}]}"#);
        assert_eq!(answer, ("/goals/0/tarhet".to_owned(), "unknown-field"));
    }

    #[test]
    fn a_missing_field_is_named_with_its_pointer() {
        assert_eq!(
            fault(r#"{"goals":[{}]}"#),
            ("/goals/0/target".to_owned(), "missing-field")
        );
    }

    #[test]
    fn a_recurrence_that_is_refused_is_named_with_its_rule_and_place() {
        #[derive(Debug, Deserialize)]
        struct Often {
            #[expect(dead_code)]
            rules: Vec<Recurrence>,
        }
        let body = Bytes::from_static(br#"{"rules":["FREQ=DAILY","FREQ=SECONDLY;BYHOUR=8"]}"#);
        let Err(Failure::Invalid(found)) = Body::<Often>::new(body).read(&Yes) else {
            panic!("it is read");
        };
        let codes: Vec<_> = found.iter().map(|v| v.reason.code).collect();
        assert_eq!(codes, ["recurrence-part", "recurrence-frequency"]);
        assert_eq!(found[1].pointer.as_deref(), Some("/rules/1"));
    }

    #[test]
    fn a_wrong_type_and_an_empty_body_are_refused() {
        assert_eq!(fault(r#"{"goals":[{"target":1}]}"#).0, "/goals/0/target");
        assert_eq!(fault("").1, "unreadable");
        assert_eq!(fault(r#"{"goals":[]} x"#).1, "unreadable");
    }
}
