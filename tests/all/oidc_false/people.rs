//! Whom a provider's numbers are, and how strongly it must know her (SEC-8, SEC-12, SEC-6).

use super::*;

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
