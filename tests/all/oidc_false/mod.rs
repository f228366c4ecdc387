//! A provider that lies, or somebody in its place (SEC-8): nothing of what it says gets anybody in.

mod people;
mod troubles;

use crate::oidc::{app, begin, finish, page, signed_in};
use api::oidc::ProviderSettings;
use serde_json::{Value, json};
use std::num::NonZeroU32;
use tests::{
    Backend, Reply, TestApp,
    false_provider::{ACCESS, Behaviour, CODE, FalseProvider, Signed, claims_of},
    oidc::{PUBLIC_URL, query},
};

const BOTH: [Backend; 2] = [Backend::Sqlite, Backend::Postgres];
const PID: &str = "helseid://claims/identity/pid";
const HPR: &str = "helseid://claims/hpr/hpr_number";
const LEVEL: &str = "helseid://claims/identity/security_level";

fn kari() -> Value {
    json!({ PID: "15877050073" })
}

/// Begins, and comes back with what a provider would put into the address.
fn log_in(app: &TestApp, provider: &FalseProvider) -> Reply {
    let begun = begin(app);
    let pushed = provider
        .heard()
        .into_iter()
        .rev()
        .find(|(path, ..)| path == "/par");
    let state = match pushed {
        Some((_, form, _)) => form["state"].clone(),
        None => query(&begun.address)["state"].clone(),
    };
    let answer =
        json!({ "provider": "helseid", "state": state, "code": CODE, "iss": provider.issuer });
    finish(app, &begun.cookie, &answer)
}

fn behaves(claims: Value) -> Behaviour {
    Behaviour {
        claims,
        ..Behaviour::default()
    }
}

#[test]
fn an_id_token_counts_only_when_everything_in_it_holds() {
    let at = tests::now().timestamp();
    let with = |name: &str, value: Value| {
        let mut claims = kari();
        claims[name] = value;
        behaves(claims)
    };
    let signed = |signed| Behaviour {
        signed,
        ..behaves(kari())
    };
    let answered = |answer: Value| Behaviour {
        answer,
        ..behaves(kari())
    };
    let faults: Vec<(&str, Behaviour)> = vec![
        ("signed with nothing", signed(Signed::Not)),
        ("signed by another key", signed(Signed::ByAnother)),
        ("signed by an unknown key", signed(Signed::ByAnUnknownName)),
        ("signed with a shared secret", signed(Signed::WithASecret)),
        ("another nonce", with("nonce", "another".into())),
        ("no nonce", with("nonce", Value::Null)),
        (
            "another issuer",
            with("iss", "https://other.example".into()),
        ),
        ("another audience", with("aud", "other".into())),
        ("one more audience", with("aud", json!(["tillit", "other"]))),
        ("no audience", with("aud", Value::Null)),
        ("expired", with("exp", (at - 61).into())),
        ("no expiry", with("exp", Value::Null)),
        ("issued yesterday", with("iat", (at - 86_400).into())),
        ("issued tomorrow", with("iat", (at + 86_400).into())),
        (
            "at_hash of another token",
            with("at_hash", "x9x9x9x9x9x9x9x9x9x9xw".into()),
        ),
        ("no ID token", answered(json!({ "id_token": null }))),
        ("no token at all", answered(json!({ "id_token": "a.b" }))),
        (
            "a token that is not bound",
            Behaviour {
                token_type: "Bearer",
                ..behaves(kari())
            },
        ),
        (
            "the code is refused",
            Behaviour {
                status: 400,
                ..behaves(kari())
            },
        ),
    ];
    for backend in BOTH {
        let provider = FalseProvider::start();
        let app = app(backend, provider.settings());
        for (what, behaviour) in &faults {
            provider.does(behaviour.clone());
            let reply = log_in(&app, &provider);
            assert_eq!(reply.status, 403, "{what}: {}", reply.body);
            assert_eq!(reply.codes(), ["log-in-answer-refused"], "{what}");
            assert!(reply.headers.get("set-cookie").is_none(), "{what}");
        }
        // The same without the fault gets in, so that none of these was refused for another reason.
        provider.does(behaves(kari()));
        log_in(&app, &provider).expect(201);
        use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
        use sha2::{Digest, Sha256};
        let half = URL_SAFE_NO_PAD.encode(&Sha256::digest(ACCESS.as_bytes())[..16]);
        provider.does(with("at_hash", half.into()));
        log_in(&app, &provider).expect(201);
    }
}

#[test]
fn an_answer_of_another_issuer_is_refused_before_the_code_is_shown_to_anybody() {
    for backend in BOTH {
        let provider = FalseProvider::start();
        provider.does(behaves(kari()));
        let app = app(backend, provider.settings());
        for iss in [
            json!("https://other.example"),
            json!(format!("{}/", provider.issuer)),
            Value::Null,
        ] {
            let begun = begin(&app);
            let state = provider.heard().last().unwrap().1["state"].clone();
            let answer = json!({ "provider": "helseid", "state": state, "code": CODE, "iss": iss });
            let reply = finish(&app, &begun.cookie, &answer).expect(403);
            assert_eq!(reply.codes(), ["log-in-answer-refused"]);
        }
        assert_eq!(provider.times("/token"), 0);
    }
}

#[test]
fn every_request_shows_us_anew_and_the_token_is_bound_to_the_key_that_was_announced() {
    for backend in BOTH {
        let provider = FalseProvider::start();
        provider.does(Behaviour {
            wants_nonce: true,
            ..behaves(kari())
        });
        let app = app(backend, provider.settings());
        log_in(&app, &provider).expect(201);
        let heard = provider.heard();
        let pushed = &heard.iter().find(|(path, ..)| path == "/par").unwrap().1;
        assert_eq!(
            pushed["redirect_uri"],
            format!("{PUBLIC_URL}/log-in/helseid")
        );
        assert_eq!(
            (
                pushed["response_type"].as_str(),
                pushed["code_challenge_method"].as_str()
            ),
            ("code", "S256")
        );
        let asked: Vec<_> = heard.iter().filter(|(path, ..)| path == "/token").collect();
        assert_eq!(asked.len(), 2, "again with the nonce");
        let proofs: Vec<Value> = asked
            .iter()
            .map(|(_, _, proof)| claims_of(proof.as_deref().unwrap()))
            .collect();
        assert_eq!(
            (&proofs[0]["nonce"], &proofs[1]["nonce"]),
            (&Value::Null, &json!("a-nonce"))
        );
        assert_eq!(proofs[1]["htu"], format!("{}/token", provider.issuer));
        assert_ne!(proofs[0]["jti"], proofs[1]["jti"]);
        for (_, _, proof) in &asked {
            let header = jsonwebtoken::decode_header(proof.as_deref().unwrap()).unwrap();
            let held = header
                .jwk
                .unwrap()
                .thumbprint(jsonwebtoken::jwk::ThumbprintHash::SHA256)
                .unwrap();
            assert_eq!(held, pushed["dpop_jkt"]);
        }
        let shown: Vec<Value> = [pushed, &asked[0].1, &asked[1].1]
            .iter()
            .map(|form| claims_of(&form["client_assertion"]))
            .collect();
        for claims in &shown {
            assert_eq!(
                (&claims["aud"], &claims["sub"]),
                (&json!(provider.issuer), &json!("tillit"))
            );
        }
        assert_ne!(
            shown[1]["jti"], shown[2]["jti"],
            "an assertion is used once"
        );
        // The verifier is the challenge's.
        use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
        use sha2::{Digest, Sha256};
        let challenge =
            URL_SAFE_NO_PAD.encode(Sha256::digest(asked[0].1["code_verifier"].as_bytes()));
        assert_eq!(challenge, pushed["code_challenge"]);
    }
}

#[test]
fn made_up_key_names_do_not_make_us_ask_for_keys_again_and_again() {
    for backend in BOTH {
        let provider = FalseProvider::start();
        provider.does(Behaviour {
            signed: Signed::ByAnUnknownName,
            ..behaves(kari())
        });
        let app = app(backend, provider.settings());
        for _ in 0..3 {
            log_in(&app, &provider).expect(403);
        }
        assert_eq!(provider.times("/keys"), 1);
        app.at("2026-11-23T06:01:01Z");
        for _ in 0..3 {
            log_in(&app, &provider).expect(403);
        }
        assert_eq!(provider.times("/keys"), 2);
    }
}
