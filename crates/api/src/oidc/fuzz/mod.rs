//! Whatever a provider, or whoever stands in its place, answers: it is read or refused, nothing panics,
//! and no token counts but an unaltered one of the provider's own key (SEC-19, SEC-8).

mod answers;
mod tokens;

use super::{
    ClientAuthentication, ClientKey, Provider, ProviderSettings, Providers, Said, known::Metadata,
};
use crate::config::Config;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, Utc};
use domain::national_number::AcceptancePolicy;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use openidconnect::{
    Nonce,
    core::{CoreIdToken, CoreJsonWebKeySet},
};
use p256::pkcs8::EncodePrivateKey;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::{
    str::FromStr,
    sync::{Arc, LazyLock},
};

const ISSUER: &str = "https://p.example";

fn now() -> DateTime<Utc> {
    "2026-11-23T06:00:00Z".parse().unwrap_or_default()
}

fn settings() -> ProviderSettings {
    ProviderSettings {
        id: "p".to_owned(),
        name: "P".to_owned(),
        issuer: ISSUER.to_owned(),
        client_id: "tillit".to_owned(),
        client_authentication: ClientAuthentication::PrivateKeyJwt,
        client_secret_file: String::new(),
        scopes: vec!["openid".to_owned()],
        par: true,
        dpop: true,
        prompt: String::new(),
        national_number_claim: "pid".to_owned(),
        hpr_claim: "hpr".to_owned(),
        level_claim: "level".to_owned(),
        levels: vec!["4".to_owned()],
    }
}

/// Made once: a million cases ask it.
static PROVIDER: LazyLock<Arc<Provider>> = LazyLock::new(provider);

fn provider() -> Arc<Provider> {
    let config = Config {
        public_url: "https://tillit.example".to_owned(),
        oidc: vec![settings()],
        ..Config::default()
    };
    let key = ClientKey::from_secret(&[1; 32]).unwrap();
    Providers::new(&config, Some(&key))
        .unwrap()
        .get("p")
        .unwrap()
}

fn document() -> Metadata {
    serde_json::from_value(json!({
        "issuer": ISSUER,
        "authorization_endpoint": "https://p.example/a",
        "token_endpoint": "https://p.example/t",
        "jwks_uri": "https://p.example/k",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
    }))
    .unwrap()
}

fn keys(seed: u8) -> CoreJsonWebKeySet {
    let key = ClientKey::from_secret(&[seed; 32]).unwrap();
    serde_json::from_value(json!({ "keys": [key.public()] })).unwrap()
}

fn signing(seed: u8) -> EncodingKey {
    let key = p256::SecretKey::from_slice(&[seed; 32]).unwrap();
    EncodingKey::from_ec_der(key.to_pkcs8_der().unwrap().as_bytes())
}

fn header(seed: u8) -> Header {
    let mut header = Header::new(Algorithm::ES256);
    let key = ClientKey::from_secret(&[seed; 32]).unwrap();
    header.kid = key.public().common.key_id;
    header
}

fn claims() -> Value {
    let at = now().timestamp();
    json!({
        "iss": ISSUER, "aud": "tillit", "sub": "s", "iat": at, "exp": at + 60, "nonce": "n",
        "pid": "10915596784", "level": "4",
    })
}

fn good(seed: u8) -> String {
    jsonwebtoken::encode(&header(seed), &claims(), &signing(seed)).unwrap()
}

fn holds(token: &str, seed: u8) -> bool {
    let Ok(parsed) = CoreIdToken::from_str(token) else {
        return false;
    };
    let nonce = Nonce::new("n".to_owned());
    PROVIDER
        .check(&parsed, keys(seed), &document(), "", &nonce, now())
        .is_ok()
}

/// Any JSON, some of it named as providers name things.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,30}".prop_map(Value::from),
        "https?://[a-z.]{1,12}(:[0-9]{1,5})?/[a-z/]{0,9}".prop_map(Value::from),
    ];
    let name = prop_oneof![
        "\\PC{0,8}",
        "(issuer|jwks_uri|token_endpoint|authorization_endpoint|keys|kty|kid|n|e|x|y|crv|alg|use)",
        "(iss|aud|sub|exp|iat|nonce|pid|hpr|level|at_hash|amr|acr)",
    ];
    leaf.prop_recursive(4, 48, 8, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::btree_map(name.clone(), inner, 0..10)
                .prop_map(|map| map.into_iter().collect::<Value>()),
        ]
    })
}

#[test]
fn the_providers_own_token_holds_and_another_keys_does_not() {
    assert!(holds(&good(3), 3));
    assert!(!holds(&good(4), 3));
}

proptest! {
    #[test]
    fn any_discovery_document_and_any_key_set_is_read_or_refused(mut changed in json(), other in json()) {
        let _ = serde_json::from_value::<Metadata>(changed.clone());
        let _ = serde_json::from_value::<CoreJsonWebKeySet>(changed.clone());
        // One that is right but for a few things.
        let mut document = serde_json::to_value(document()).unwrap_or_default();
        if let (Some(into), Some(from)) = (document.as_object_mut(), changed.as_object_mut()) {
            into.append(from);
        }
        let _ = serde_json::from_value::<Metadata>(document);
        let _ = serde_json::from_value::<CoreJsonWebKeySet>(json!({ "keys": [other] }));
    }

    #[test]
    fn any_text_and_any_altered_token_is_refused(
        text in "(\\PC{0,120}|[A-Za-z0-9_-]{0,60}[.][A-Za-z0-9_-]{0,60}[.][A-Za-z0-9_-]{0,90})",
        at in any::<prop::sample::Index>(), by in 1u8..64,
    ) {
        prop_assert!(!holds(&text, 3));
        let token = good(3);
        let mut altered = token.clone().into_bytes();
        let at = at.index(altered.len());
        altered[at] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."[usize::from(by)];
        let altered = String::from_utf8(altered).map_err(|e| TestCaseError::fail(e.to_string()))?;
        if altered != token && at + 1 != token.len() {
            // The last character of base64 has bits that say nothing.
            prop_assert!(!holds(&altered, 3), "altered at {}", at);
        }
    }

    #[test]
    fn any_claims_are_read_as_numbers_and_a_level_or_not_at_all(claims in json()) {
        let payload = URL_SAFE_NO_PAD.encode(claims.to_string());
        let said = Said::read(&format!("e30.{payload}.x"), &settings());
        prop_assert_eq!(said.is_some(), claims.is_object());
        if let Some(said) = said {
            let _ = said.national_number(AcceptancePolicy::Demo);
            let _ = said.hpr_number();
            prop_assert_ne!(said.is_strong(), said.is_too_weak());
            prop_assert_eq!(format!("{said:?}"), "Said { .. }");
        }
    }
}
