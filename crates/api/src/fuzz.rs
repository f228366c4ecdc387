//! Whatever a client sends as cursor, token, tag, trace or body, it is read or refused; nothing panics
//! (SEC-19). As many cases as `PROPTEST_CASES` says: 256 in `make test`, millions in `make soak`.

use crate::{
    cursor,
    etag::{self, IfMatch},
    limits,
    tokens::{SigningKey, Tokens},
};
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use chrono::{DateTime, Utc};
use domain::ids::{AccountId, SessionId};
use ed25519_dalek::pkcs8::EncodePrivateKey;
use proptest::prelude::*;
use serde_json::Value;

fn now() -> DateTime<Utc> {
    "2026-11-23T06:00:00Z".parse().unwrap_or_default()
}

fn tokens(seed: u8) -> Tokens {
    let key = ed25519_dalek::SigningKey::from_bytes(&[seed; 32]);
    let key = SigningKey {
        kid: "test".to_owned(),
        private_der: key
            .to_pkcs8_der()
            .map(|der| der.as_bytes().to_vec())
            .unwrap_or_default(),
        public: key.verifying_key().to_bytes(),
    };
    Tokens::new(&[key]).unwrap_or_else(|why| panic!("{why}"))
}

/// Any JSON, some of it deep.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,30}".prop_map(Value::from),
        "[0-9]{1,5}-[0-9]{1,2}-[0-9]{1,2}(T[0-9:.]{1,12}(Z|[+][0-9:]{1,6})?)?"
            .prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            proptest::collection::btree_map("\\PC{0,8}", inner, 0..8)
                .prop_map(|map| map.into_iter().collect::<Value>()),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_is_a_cursor_of_ours_or_refused(text in "(\\PC{0,80}|[A-Za-z0-9_-]{0,80})") {
        let read = cursor::decode::<(String, i64)>("epoch", &text);
        if let Ok(position) = read {
            prop_assert_eq!(cursor::encode("epoch", &position), text);
        }
    }

    #[test]
    fn a_cursor_comes_back_as_it_was_and_only_in_its_epoch(name in "\\PC{0,30}", at: i64) {
        let text = cursor::encode("one", &(&name, at));
        prop_assert_eq!(cursor::decode::<(String, i64)>("one", &text).ok(), Some((name, at)));
        prop_assert!(cursor::decode::<(String, i64)>("other", &text).is_err());
    }

    #[test]
    fn no_text_and_no_altered_token_is_let_in(
        text in "(\\PC{0,120}|[A-Za-z0-9_-]{0,60}[.][A-Za-z0-9_-]{0,60}[.][A-Za-z0-9_-]{0,90})",
        at in any::<prop::sample::Index>(), by in 1u8..64, session: u128,
    ) {
        let ours = tokens(1);
        prop_assert_eq!(ours.verify(&text, now()), None);
        let session = SessionId(uuid::Uuid::from_u128(session));
        let account = AccountId(uuid::Uuid::nil());
        let good = ours.issue(account, session, now(), 15).map_err(TestCaseError::fail)?;
        prop_assert_eq!(ours.verify(&good, now()), Some(session));
        prop_assert_eq!(tokens(2).verify(&good, now()), None, "another key's");
        let mut altered = good.clone().into_bytes();
        let at = at.index(altered.len());
        altered[at] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."[usize::from(by)];
        let altered = String::from_utf8(altered).map_err(|e| TestCaseError::fail(e.to_string()))?;
        if altered != good && at + 1 != good.len() {
            // The last character of base64 has bits that say nothing.
            prop_assert_eq!(ours.verify(&altered, now()), None, "altered at {}", at);
        }
    }

    #[test]
    fn any_if_match_is_compared_and_never_more(bytes in proptest::collection::vec(32u8..=255, 0..80)) {
        if let Ok(value) = HeaderValue::from_bytes(&bytes) {
            let mut headers = HeaderMap::new();
            headers.insert(HeaderName::from_static("if-match"), value.clone());
            headers.insert(HeaderName::from_static("if-none-match"), value);
            let _ = IfMatch::from_headers(&headers);
            let tag = etag::strong("epoch", 7);
            let said = String::from_utf8_lossy(&bytes).contains("epoch.7");
            prop_assert!(!etag::already_has(&headers, &tag) || said);
        }
    }

    #[test]
    fn any_json_is_looked_through_and_every_fault_has_its_place(body in json()) {
        for fault in limits::check(&body) {
            let pointer = fault.pointer.unwrap_or_default();
            prop_assert!(body.pointer(&pointer).is_some(), "{} leads nowhere", pointer);
        }
    }
}
