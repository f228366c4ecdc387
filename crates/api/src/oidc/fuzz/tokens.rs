//! Tokens of a provider that signs whatever it likes, and proofs of ours whatever a provider asks for.

use super::{ISSUER, claims, header, holds, json, keys, now, signing};
use crate::oidc::{ClientKey, redeem::tokens};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Validation, crypto};
use proptest::prelude::*;
use serde_json::Value;

const SEED: u8 = 3;

fn jws(header: &Value, claims: &Value, key: &EncodingKey, by: Algorithm) -> String {
    let said = [header, claims].map(|part| URL_SAFE_NO_PAD.encode(part.to_string()));
    let said = said.join(".");
    let signature = crypto::sign(said.as_bytes(), key, by).unwrap();
    format!("{said}.{signature}")
}

/// Claims of the right shape, or nearly, or not at all.
fn nearly_right() -> impl Strategy<Value = Value> {
    let at = now().timestamp();
    let time = prop_oneof![
        (-100_000i64..100_000).prop_map(move |by| json!(at + by)),
        (-100i64..100).prop_map(move |by| json!(at + by)),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
    ];
    let text = prop_oneof![
        Just(json!(ISSUER)),
        Just(json!("tillit")),
        Just(json!(["tillit"])),
        Just(json!(["other", "tillit"])),
        Just(json!("n")),
        "\\PC{0,12}".prop_map(Value::from),
        json(),
    ];
    let name = "(iss|aud|sub|exp|iat|nbf|nonce|azp|at_hash|auth_time|acr|amr|pid|level)";
    let changed = proptest::collection::vec((name, prop_oneof![time, text]), 0..4);
    let dropped = proptest::option::weighted(0.2, name);
    (changed, dropped).prop_map(|(changed, dropped)| {
        let mut all = claims();
        if let Some(all) = all.as_object_mut() {
            all.extend(changed);
            dropped.map(|name| all.remove(&name));
        }
        all
    })
}

proptest! {
    /// The provider's own key signs: the token counts only when everything in it is right.
    #[test]
    fn what_the_providers_key_signs_counts_only_for_this_log_in(claims in nearly_right()) {
        let head = serde_json::to_value(header(SEED)).unwrap_or_default();
        let token = jws(&head, &claims, &signing(SEED), Algorithm::ES256);
        if holds(&token, SEED) {
            let at = now().timestamp() as f64;
            let number = |name: &str| claims[name].as_f64().unwrap_or(f64::NAN);
            let audience = &claims["aud"];
            prop_assert_eq!(&claims["iss"], ISSUER);
            prop_assert_eq!(&claims["nonce"], "n");
            prop_assert!(*audience == "tillit" || *audience == json!(["tillit"]), "{}", audience);
            prop_assert!(number("exp") > at - 61.0, "{}", claims);
            prop_assert!((at - 301.0..=at + 61.0).contains(&number("iat")), "{}", claims);
            prop_assert!(claims["sub"].is_string());
        }
    }

    /// No header talks us into another way of checking: none, a shared secret, a key of its own.
    #[test]
    fn no_header_changes_how_a_signature_is_checked(
        named in "(none|HS256|HS512|RS256|PS256|ES384|ES512|EdDSA|\\PC{0,8})",
        more in json(), by_secret: bool, cut: bool,
    ) {
        let mut head = serde_json::to_value(header(SEED)).unwrap_or_default();
        head["alg"] = json!(named);
        if let (Some(into), Value::Object(more)) = (head.as_object_mut(), more) {
            into.extend(more.into_iter().filter(|(name, _)| name != "alg"));
        }
        // The public key, which everybody has, as the secret of a HMAC.
        let public = serde_json::to_vec(&ClientKey::from_secret(&[SEED; 32]).unwrap().public());
        let token = match by_secret {
            true => jws(&head, &claims(), &EncodingKey::from_secret(&public.unwrap_or_default()), Algorithm::HS256),
            false => jws(&head, &claims(), &signing(SEED), Algorithm::ES256),
        };
        let end = token.rfind('.').map_or(0, |dot| dot + 1);
        let token = if cut { &token[..end] } else { &token };
        prop_assert!(!holds(token, SEED), "{}", head);
        prop_assert!(!keys(SEED).keys().is_empty());
    }

    /// Whatever comes for a code: texts, or nothing; and never unbound where a key was shown.
    #[test]
    fn any_answer_for_a_code_is_read_as_texts_or_refused(mut answer in json(), kind in "(DPoP|dpop|Bearer|\\PC{0,6})", bound: bool) {
        if let Some(fields) = answer.as_object_mut() {
            fields.insert("token_type".to_owned(), kind.clone().into());
        }
        if let Ok((token, _)) = tokens(&answer, bound) {
            prop_assert!(!bound || kind.eq_ignore_ascii_case("dpop"));
            prop_assert_eq!(token, answer["id_token"].as_str().unwrap_or_default());
        } else {
            prop_assert!(bound);
        }
    }

    /// Whatever nonce is asked for, at whatever address: a proof that its key holds, of that nonce, for the bare
    /// address, that shows nothing of the secret.
    #[test]
    fn a_proof_says_the_nonce_that_was_asked_for_and_no_secret(
        nonce in proptest::option::of("(\\PC{0,60}|[ -~]{0,200})"), address in "(https://[a-z.]{1,12}/)?\\PC{0,60}",
        seed in 1u8..=250,
    ) {
        let key = ClientKey::from_secret(&[seed; 32]).map_err(TestCaseError::fail)?;
        let proof = key.proof(&address, nonce.as_deref(), now()).map_err(TestCaseError::fail)?;
        let mut rules = Validation::new(Algorithm::ES256);
        (rules.validate_exp, rules.validate_aud) = (false, false);
        rules.set_required_spec_claims::<&str>(&[]);
        let held = DecodingKey::from_jwk(&key.public()).map_err(|e| TestCaseError::fail(e.to_string()))?;
        let read = jsonwebtoken::decode::<Value>(&proof, &held, &rules);
        let read = read.map_err(|e| TestCaseError::fail(e.to_string()))?;
        prop_assert_eq!(read.claims["nonce"].as_str(), nonce.as_deref());
        prop_assert_eq!(&read.claims["htm"], "POST");
        let bare = read.claims["htu"].as_str().unwrap_or_default();
        prop_assert!(address.starts_with(bare) && !bare.contains(['?', '#']), "{}", bare);
        let shown = serde_json::to_value(&read.header.jwk).unwrap_or_default();
        prop_assert!(shown["x"].is_string() && shown.get("d").is_none());
    }
}
