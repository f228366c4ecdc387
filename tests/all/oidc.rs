//! Log-in by way of a provider (SEC-8), against a real one that the test run starts: pushed request, signed
//! assertion, bound token with the provider's nonce, PKCE — to a session that is like any other.

use api::{
    clock::{Clock, SystemClock},
    oidc::ProviderSettings,
};
use serde_json::{Value, json};
use std::{collections::BTreeMap, sync::LazyLock};
use tests::{
    Backend, Client, Reply, TestApp,
    oidc::{Browser, OidcProvider, PUBLIC_URL},
};

/// Of the national test population; the provider knows Kari by it.
const KARIS_NUMBER: &str = "15877050073";
/// The provider knows Per by it.
const PERS_HPR: &str = "431001110";

static PROVIDER: LazyLock<OidcProvider> = LazyLock::new(OidcProvider::start);

const BOTH: [Backend; 2] = [Backend::Sqlite, Backend::Postgres];

/// A Tillit that knows a provider, with a clock that goes with it, and two employees it may know.
pub(crate) fn app(backend: Backend, settings: ProviderSettings) -> TestApp {
    let app = TestApp::start_with(backend, |config| {
        config.public_url = PUBLIC_URL.to_owned();
        config.oidc = vec![settings];
    });
    let admin = app.sign_in("admin");
    let at = |who: &str, what: &str| format!("/employees/{}/{what}", app.world.employee(who));
    let number = json!({ "nationalNumber": KARIS_NUMBER });
    admin
        .post(&at("kari", "national-number"), &number)
        .expect(204);
    let number = json!({ "hprNumber": PERS_HPR });
    admin.post(&at("per", "hpr-number"), &number).expect(204);
    app
}

fn app_of_today(backend: Backend, settings: ProviderSettings) -> TestApp {
    let app = app(backend, settings);
    app.clock.set(SystemClock.now());
    app
}

/// A log-in that has begun: where the browser goes, and the cookie that binds it.
pub(crate) struct Begun {
    pub(crate) address: String,
    pub(crate) cookie: String,
}

/// The cookie that an answer sets, as a browser sends it back.
fn cookie(reply: &Reply, name: &str) -> Option<String> {
    let all = reply.headers.get_all("set-cookie");
    let set = all.iter().map(|value| value.to_str().unwrap());
    let found = set
        .into_iter()
        .find(|text| text.starts_with(&format!("{name}=")))?;
    Some(found.split(';').next().unwrap().to_owned())
}

pub(crate) fn page(app: &TestApp) -> Client {
    app.anonymous().with("x-tillit", "1")
}

pub(crate) fn begin(app: &TestApp) -> Begun {
    let reply = page(app)
        .post("/log-ins", &json!({ "provider": "helseid" }))
        .expect(201);
    Begun {
        address: reply.body["address"].as_str().unwrap().to_owned(),
        cookie: cookie(&reply, "__Host-tillit-log-in").unwrap(),
    }
}

/// What our page hands on of what the provider put into the address.
fn answer(back: &BTreeMap<String, String>) -> Value {
    let mut answer = json!({ "provider": "helseid", "state": back["state"] });
    for name in ["code", "iss"] {
        if let Some(value) = back.get(name) {
            answer[name] = value.clone().into();
        }
    }
    answer
}

pub(crate) fn finish(app: &TestApp, cookie: &str, answer: &Value) -> Reply {
    page(app)
        .with("cookie", cookie)
        .post("/browser-session/from-provider", answer)
}

fn log_in(app: &TestApp, who: &str) -> Reply {
    let begun = begin(app);
    let back = Browser::default().log_in(&begun.address, who);
    finish(app, &begun.cookie, &answer(&back))
}

/// A browser with the session that an answer has set.
pub(crate) fn signed_in(app: &TestApp, reply: &Reply) -> Client {
    let held =
        ["__Host-tillit-access", "__Secure-tillit-refresh"].map(|n| cookie(reply, n).unwrap());
    page(app).with("cookie", &held.join("; "))
}

#[test]
fn a_log_in_with_everything_asked_for_ends_in_a_session_like_any_other() {
    for backend in BOTH {
        let app = TestApp::start_with(backend, |config| {
            config.public_url = PUBLIC_URL.to_owned();
            config.oidc = vec![PROVIDER.as_helseid()];
            // The provider's level stands for the second factor: Kari has no code generator.
            config.require_totp = true;
        });
        app.arrange(persistence::Streams::municipality(), |writer| {
            let policy = domain::national_number::AcceptancePolicy::Demo;
            let number =
                domain::national_number::NationalNumber::parse(KARIS_NUMBER, policy).unwrap();
            writer.set_employee_number(app.world.employee("kari"), &number)
        });
        app.clock.set(SystemClock.now());
        let offered = app.anonymous().get("/log-in-providers").expect(200).body;
        assert_eq!(
            offered["items"],
            json!([{ "id": "helseid", "name": "HelseID" }])
        );

        let begun = begin(&app);
        assert!(begun.address.contains("request_uri="), "{}", begun.address);
        assert!(
            !begun.address.contains("nonce="),
            "what is pushed is not shown: {}",
            begun.address
        );
        let back = Browser::default().log_in(&begun.address, "kari");
        let reply = finish(&app, &begun.cookie, &answer(&back)).expect(201);
        assert_eq!(
            cookie(&reply, "__Host-tillit-log-in").unwrap(),
            "__Host-tillit-log-in="
        );

        let kari = signed_in(&app, &reply);
        let me = kari.get("/me").expect(200).body;
        assert_eq!(
            (&me["name"], &me["secondFactor"]),
            (&json!("Kari Nordby"), &json!(true))
        );
        kari.get(&format!("/citizens/{}", app.world.astrid))
            .expect(200);
        let sessions = kari.get("/sessions").expect(200).body;
        assert_eq!(sessions["items"][0]["provider"], "HelseID");
        // Renewed, and over when it is ended, as with a password.
        let renewed = kari
            .send("POST", "/browser-session/refresh", Vec::new(), None)
            .expect(200);
        let kari = signed_in(&app, &renewed);
        let session = renewed.body["session"].as_str().unwrap();
        kari.delete(&format!("/sessions/{session}")).expect(204);
        kari.get("/me").expect(401);
        let over = kari
            .send("POST", "/browser-session/refresh", Vec::new(), None)
            .expect(401);
        assert_eq!(over.body["type"], "/problems/session-ended");
    }
}

#[test]
fn a_provider_with_a_secret_and_nothing_else_works_too_and_knows_by_hpr_number() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret");
    std::fs::write(&file, "a secret that only tests have\n").unwrap();
    for backend in BOTH {
        let app = app_of_today(backend, PROVIDER.as_entra(file.to_str().unwrap()));
        let per = signed_in(&app, &log_in(&app, "per").expect(201));
        assert_eq!(per.get("/me").expect(200).body["name"], "Per Haugen");
    }
}

#[test]
fn who_is_not_known_or_was_closed_is_told_plainly_and_alike() {
    for backend in BOTH {
        let app = app_of_today(backend, PROVIDER.as_helseid());
        let stranger = log_in(&app, "stranger").expect(403);
        assert_eq!(stranger.codes(), ["log-in-unknown-person"]);
        let detail = stranger.body["detail"].as_str().unwrap();
        assert!(
            detail.contains("HelseID") && detail.contains("ingen konto"),
            "{detail}"
        );

        let admin = app.sign_in("admin");
        let account = format!("/employees/{}/account", app.world.employee("per"));
        let kept = signed_in(&app, &log_in(&app, "per").expect(201));
        admin.delete(&account).expect(204);
        kept.get("/me").expect(401);
        let closed = log_in(&app, "per").expect(403);
        assert_eq!(closed.bytes, stranger.bytes);
        admin.post(&account, &Value::Null).expect(204);
        log_in(&app, "per").expect(201);

        let weak = log_in(&app, "weak").expect(403);
        assert_eq!(weak.codes(), ["log-in-too-weak"]);
    }
}

#[test]
fn an_answer_works_once_and_in_the_browser_it_began_in() {
    for backend in BOTH {
        let app = app_of_today(backend, PROVIDER.as_helseid());
        let refused =
            |reply: Reply| assert_eq!(reply.expect(403).codes(), ["log-in-not-begun-here"]);
        let begun = begin(&app);
        let back = Browser::default().log_in(&begun.address, "kari");
        let right = answer(&back);
        // Another browser, which has begun one of its own, or none.
        refused(finish(&app, &begin(&app).cookie, &right));
        refused(page(&app).post("/browser-session/from-provider", &right));
        let mut other = right.clone();
        other["state"] = "made-up".into();
        refused(finish(&app, &begun.cookie, &other));
        let mut other = right.clone();
        other["provider"] = "entra".into();
        refused(finish(&app, &begun.cookie, &other));
        // Another page.
        let theirs = app.anonymous().with("cookie", &begun.cookie);
        let forged = theirs
            .post("/browser-session/from-provider", &right)
            .expect(403);
        assert_eq!(forged.codes(), ["not-from-our-page"]);
        // None of these has used it up.
        finish(&app, &begun.cookie, &right).expect(201);
        refused(finish(&app, &begun.cookie, &right));
        // The code of one log-in in another: it is bound to the first by PKCE.
        let mut stolen = answer(&back);
        let next = begin(&app);
        let own = Browser::default().log_in(&next.address, "kari");
        stolen["state"] = own["state"].clone().into();
        let reply = finish(&app, &next.cookie, &stolen).expect(403);
        assert_eq!(reply.codes(), ["log-in-answer-refused"]);
    }
}

#[test]
fn the_provider_insists_on_pushed_requests_and_bound_tokens() {
    for backend in BOTH {
        let plain = ProviderSettings {
            par: false,
            ..PROVIDER.as_helseid()
        };
        let app = app_of_today(backend, plain);
        let begun = begin(&app);
        let back = Browser::default().log_in(&begun.address, "kari");
        assert_eq!(back["error"], "invalid_request", "{back:?}");
        let broken = finish(&app, &begun.cookie, &answer(&back)).expect(403);
        assert_eq!(broken.codes(), ["log-in-broken-off"]);

        let unbound = ProviderSettings {
            dpop: false,
            ..PROVIDER.as_helseid()
        };
        let app = app_of_today(backend, unbound);
        assert_eq!(
            log_in(&app, "kari").expect(403).codes(),
            ["log-in-answer-refused"]
        );
    }
}

#[test]
fn a_provider_that_changes_its_keys_logs_nobody_out_and_keeps_nobody_out() {
    for backend in BOTH {
        let provider = OidcProvider::start();
        let app = app_of_today(backend, provider.as_helseid());
        let kari = signed_in(&app, &log_in(&app, "kari").expect(201));
        provider.rotate();
        // Its keys were fetched a moment ago; a minute later they are asked for anew.
        app.clock
            .set(app.clock.now() + chrono::TimeDelta::seconds(61));
        log_in(&app, "per").expect(201);
        kari.get("/me").expect(200);
    }
}

#[test]
fn a_provider_that_is_down_is_said_to_be_and_passwords_still_work() {
    for backend in BOTH {
        let provider = OidcProvider::start();
        let app = app_of_today(backend, provider.as_helseid());
        let begun = begin(&app);
        let back = Browser::default().log_in(&begun.address, "kari");
        drop(provider);
        for reply in [
            finish(&app, &begun.cookie, &answer(&back)),
            page(&app).post("/log-ins", &json!({ "provider": "helseid" })),
        ] {
            let reply = reply.expect(503);
            assert_eq!(reply.body["type"], "/problems/provider-silent");
            assert!(reply.header("retry-after").is_some());
        }
        app.sign_in("kari");
    }
}
