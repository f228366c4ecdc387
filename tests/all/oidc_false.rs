//! A provider that lies, or somebody in its place (SEC-8): nothing of what it says gets anybody in.

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

#[test]
fn people_are_known_by_number_alone_and_numbers_that_disagree_are_nobody() {
    for backend in BOTH {
        let provider = FalseProvider::start();
        let app = app(backend, provider.settings());
        let said = |claims: Value| {
            provider.does(behaves(claims));
            log_in(&app, &provider)
        };
        let name = |reply: Reply| {
            signed_in(&app, &reply.expect(201))
                .get("/me")
                .expect(200)
                .body["name"]
                .clone()
        };
        assert_eq!(name(said(kari())), "Kari Nordby");
        assert_eq!(name(said(json!({ HPR: "0431001110" }))), "Per Haugen");
        assert_eq!(name(said(json!({ HPR: 431_001_110 }))), "Per Haugen");
        assert_eq!(
            name(said(json!({ PID: "15877050073", HPR: "999999999" }))),
            "Kari Nordby"
        );
        let nobody = said(json!({})).expect(403);
        for claims in [
            json!({ PID: "15877050073", HPR: "431001110" }),
            json!({ PID: "15877050154" }),
            // Astrid's own number: she is a citizen.
            json!({ PID: tests::ASTRIDS_NUMBER }),
            json!({ PID: ["15877050154", "15877050073"] }),
            json!({ PID: { "no": "15877050073" }, HPR: "no number" }),
            json!({ "name": "Kari Nordby", "email": "kari@example.no", "preferred_username": "kari", "sub": "kari" }),
        ] {
            let reply = said(claims.clone()).expect(403);
            assert_eq!(reply.bytes, nobody.bytes, "{claims}");
        }
        for level in [json!("3"), json!(3), json!(["2", "3"]), Value::Null] {
            let mut claims = kari();
            claims[LEVEL] = level.clone();
            assert_eq!(
                said(claims).expect(403).codes(),
                ["log-in-too-weak"],
                "{level}"
            );
        }
        let mut claims = kari();
        claims[LEVEL] = json!(4);
        said(claims).expect(201);
    }
}

/// SEC-12: numbers are kept as keyed hashes alone.
#[test]
fn an_hpr_number_is_of_one_employee_and_stands_nowhere() {
    let provider = FalseProvider::start();
    for backend in BOTH {
        let app = app(backend, provider.settings());
        let at = |who: &str| format!("/employees/{}/hpr-number", app.world.employee(who));
        let number = json!({ "hprNumber": "431001110" });
        let admin = app.sign_in("admin");
        let taken = admin.post(&at("kari"), &number).expect(409);
        assert_eq!(taken.codes(), ["hpr-number-of-another"]);
        assert_eq!(
            admin
                .post(&at("kari"), &json!({ "hprNumber": "x" }))
                .expect(422)
                .codes(),
            ["hpr-number"]
        );
        app.sign_in("liv").post(&at("kari"), &number).expect(403);
        if backend == Backend::Sqlite {
            for end in ["", "-wal"] {
                let bytes = std::fs::read(format!("{}{end}", app.owner_address)).unwrap();
                for secret in ["431001110", "15877050073"] {
                    let held = bytes.windows(secret.len()).any(|w| w == secret.as_bytes());
                    assert!(!held, "{secret} stands in the file");
                }
            }
        }
    }
}

#[test]
fn a_log_in_that_took_too_long_is_forgotten() {
    for backend in BOTH {
        let provider = FalseProvider::start();
        provider.does(behaves(kari()));
        let app = app(backend, provider.settings());
        let begun = begin(&app);
        let state = provider.heard().last().unwrap().1["state"].clone();
        app.at("2026-11-23T06:10:01Z");
        let answer =
            json!({ "provider": "helseid", "state": state, "code": CODE, "iss": provider.issuer });
        let late = finish(&app, &begun.cookie, &answer).expect(403);
        assert_eq!(late.codes(), ["log-in-not-begun-here"]);
        assert_eq!(provider.times("/token"), 0);
    }
}

#[test]
fn nobody_chooses_where_the_browser_goes_and_the_cookie_is_our_hosts_alone() {
    for backend in BOTH {
        let provider = FalseProvider::start();
        let app = app(backend, provider.settings());
        let page = page(&app);
        page.post(
            "/log-ins",
            &json!({ "provider": "helseid", "redirectUri": "https://evil.example" }),
        )
        .expect(400);
        page.post("/log-ins", &json!({ "provider": "other" }))
            .expect(404);
        app.anonymous()
            .post("/log-ins", &json!({ "provider": "helseid" }))
            .expect(403);
        let theirs = page.with("origin", "https://evil.example");
        theirs
            .post("/log-ins", &json!({ "provider": "helseid" }))
            .expect(403);
        let reply = page
            .post("/log-ins", &json!({ "provider": "helseid" }))
            .expect(201);
        let set = reply.header("set-cookie").unwrap();
        for part in [
            "__Host-tillit-log-in=",
            "HttpOnly",
            "Secure",
            "SameSite=Strict",
            "Path=/",
            "Max-Age=600",
        ] {
            assert!(set.contains(part), "{part}: {set}");
        }
        assert!(!set.contains("Domain"), "{set}");
    }
}

#[test]
fn a_provider_whose_document_cannot_be_trusted_is_not_used() {
    for document in [
        json!({ "issuer": "https://other.example" }),
        json!({ "jwks_uri": "http://other.example/keys" }),
        json!({ "pushed_authorization_request_endpoint": "http://other.example/par" }),
        json!({ "pushed_authorization_request_endpoint": null }),
        json!({ "authorization_endpoint": 7 }),
    ] {
        let provider = FalseProvider::start();
        let app = app(Backend::Sqlite, provider.settings());
        provider.does(Behaviour {
            document: document.clone(),
            ..Behaviour::default()
        });
        let reply = page(&app).post("/log-ins", &json!({ "provider": "helseid" }));
        assert!(
            [403, 503].contains(&reply.status),
            "{document}: {}",
            reply.body
        );
    }
}

#[test]
fn a_provider_that_does_not_answer_is_left_alone_for_a_moment() {
    for backend in BOTH {
        let provider = FalseProvider::start();
        let app = app(backend, provider.settings());
        provider.does(Behaviour {
            down: true,
            ..Behaviour::default()
        });
        let wish = json!({ "provider": "helseid" });
        let asked = || provider.times("/.well-known/openid-configuration");
        let down = page(&app).post("/log-ins", &wish).expect(503);
        assert_eq!(down.body["type"], "/problems/provider-silent");
        let once = asked();
        page(&app).post("/log-ins", &wish).expect(503);
        assert_eq!(asked(), once);
        provider.does(behaves(kari()));
        app.at("2026-11-23T06:00:06Z");
        log_in(&app, &provider).expect(201);
        // What is known of it is kept; the code itself cannot be redeemed while it is down.
        provider.does(Behaviour {
            status: 500,
            ..behaves(kari())
        });
        log_in(&app, &provider).expect(503);
    }
}

#[test]
fn log_ins_by_way_of_providers_are_throttled_by_address() {
    for backend in BOTH {
        let provider = FalseProvider::start();
        let app = TestApp::start_with(backend, |config| {
            config.public_url = PUBLIC_URL.to_owned();
            config.oidc = vec![provider.settings()];
            config.login_per_address = NonZeroU32::new(3).unwrap();
        });
        let wish = json!({ "provider": "helseid" });
        let answers: Vec<u16> = (0..4)
            .map(|_| page(&app).post("/log-ins", &wish).status)
            .collect();
        assert_eq!(answers, [201, 201, 201, 429]);
        let back = json!({ "provider": "helseid", "state": "x" });
        finish(&app, "__Host-tillit-log-in=x", &back).expect(429);
    }
}

/// SEC-6: a provider that says nothing of strength is no second factor, not even for one who has a generator.
#[test]
fn a_log_in_without_a_level_is_no_second_factor() {
    for backend in BOTH {
        let provider = FalseProvider::start();
        provider.does(behaves(kari()));
        let weak = ProviderSettings {
            level_claim: String::new(),
            levels: Vec::new(),
            ..provider.settings()
        };
        let app = app(backend, weak);
        let kari = app.sign_in("kari");
        let shown = kari
            .post("/me/totp", &json!({ "currentPassword": tests::PASSWORD }))
            .expect(201)
            .body;
        let code = api::second_factor::code_at(
            shown["secret"].as_str().unwrap(),
            tests::now().timestamp(),
        );
        kari.post("/me/totp/confirmation", &json!({ "code": code }))
            .expect(200);
        assert_eq!(kari.get("/me").expect(200).body["secondFactor"], true);
        let there = signed_in(&app, &log_in(&app, &provider).expect(201));
        assert_eq!(there.get("/me").expect(200).body["secondFactor"], false);
    }
}
