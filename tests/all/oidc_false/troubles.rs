//! Log-ins that go stale, somebody who meddles with the browser, and providers that cannot be used (SEC-8).

use super::*;

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
