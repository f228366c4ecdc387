//! Whatever a browser comes back with from a provider: it is read within its bounds or refused, nothing panics
//! (SEC-19).

use super::{begin::LogInWish, finish::ProviderAnswer};
use crate::body::Body;
use actix_web::web::Bytes;
use persistence::{Failure, Permit};
use proptest::prelude::*;
use serde_json::{Map, Value};

struct Yes;
impl Permit for Yes {}

/// The query of an address, as our page hands it on.
fn handed_on() -> impl Strategy<Value = Value> {
    let name = "(provider|state|code|iss|error|error_description|session_state|\\PC{0,6})";
    let value = prop_oneof![
        Just(Value::Null),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,40}".prop_map(Value::from),
        "[A-Za-z0-9._~-]{0,2200}".prop_map(Value::from),
    ];
    let pairs = proptest::collection::vec((name, value), 0..6);
    pairs.prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>()))
}

proptest! {
    #[test]
    fn any_query_of_a_provider_is_read_or_refused(query in handed_on(), bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        let fields = ["provider", "state", "code", "iss"];
        match Body::<ProviderAnswer>::new(Bytes::from(query.to_string())).read(&Yes) {
            Ok(_) => {
                let sent = query.as_object().cloned().unwrap_or_default();
                prop_assert!(sent.keys().all(|name| fields.contains(&name.as_str())));
                prop_assert!(sent["provider"].is_string() && sent["state"].is_string());
            }
            Err(Failure::Malformed(why) | Failure::Invalid(why)) => prop_assert!(!why.is_empty()),
            Err(other) => return Err(TestCaseError::fail(other.to_string())),
        }
        let _ = Body::<ProviderAnswer>::new(Bytes::from(bytes.clone())).read(&Yes);
        let _ = Body::<LogInWish>::new(Bytes::from(bytes)).read(&Yes);
    }
}
