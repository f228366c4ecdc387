//! Log-in, renewal, revocation (SEC-6, SEC-7).

use serde_json::{Value, json};
use tests::{PASSWORD, TestApp, on_both};

fn sign_in(app: &TestApp, user_name: &str) -> Value {
    let body = json!({ "userName": user_name, "password": PASSWORD });
    app.anonymous().post("/sessions", &body).expect(201).body
}

fn refresh(app: &TestApp, token: &Value) -> tests::Reply {
    app.anonymous()
        .post("/sessions/refresh", &json!({ "refreshToken": token }))
}

on_both!(
    fn wrong_password_and_unknown_account_answer_byte_for_byte_alike(app) {
        let wrong = |user_name: &str| {
            let body = json!({ "userName": user_name, "password": "feil passord her" });
            app.anonymous().post("/sessions", &body).expect(401)
        };
        assert_eq!(wrong("kari").bytes, wrong("nobody.at.all").bytes);
    }
);

on_both!(
    fn nothing_is_answered_without_a_token_and_a_forged_one_is_none(app) {
        app.anonymous().get("/me").expect(401);
        let mut forged = app.sign_in("kari");
        forged.token = forged.token.map(|token| {
            let (head, _) = token.rsplit_once('.').expect("a JWT");
            format!("{head}.{}", "A".repeat(86))
        });
        forged.get("/me").expect(401);
    }
);

on_both!(
    fn an_access_token_ends_after_a_quarter_of_an_hour(app) {
        let kari = app.sign_in("kari");
        app.at("2026-11-23T06:14:59Z");
        kari.get("/me").expect(200);
        app.at("2026-11-23T06:15:00Z");
        kari.get("/me").expect(401);
    }
);

on_both!(
    fn an_answer_lost_in_a_cellar_logs_nobody_out(app) {
        let first = sign_in(&app, "kari")["refreshToken"].clone();
        let lost = refresh(&app, &first).expect(200).body["refreshToken"].clone();
        app.at("2026-11-23T06:00:50Z");
        let again = refresh(&app, &first).expect(200).body["refreshToken"].clone();
        assert_ne!(lost, again);
        refresh(&app, &again).expect(200);
    }
);

on_both!(
    fn an_old_refresh_token_that_comes_back_ends_the_family(app) {
        let pair = sign_in(&app, "kari");
        let first = pair["refreshToken"].clone();
        let second = refresh(&app, &first).expect(200).body;
        let third = refresh(&app, &second["refreshToken"]).expect(200).body;
        refresh(&app, &first).expect(401);
        // The thief and the owner are both out, with whatever they hold.
        refresh(&app, &third["refreshToken"]).expect(401);
        let mut holder = app.anonymous();
        holder.token = third["accessToken"].as_str().map(str::to_owned);
        holder.get("/me").expect(401);
    }
);

on_both!(
    fn a_session_that_is_ended_is_out_at_the_next_request(app) {
        let phone = app.sign_in("kari");
        let desk = app.sign_in("kari");
        let devices = desk.get("/sessions").expect(200).body["items"].clone();
        let lost = devices.as_array().unwrap().iter().find(|d| d["current"] == false).unwrap();
        phone.get("/me").expect(200);
        desk.delete(&format!("/sessions/{}", lost["id"].as_str().unwrap())).expect(204);
        phone.get("/me").expect(401);
        desk.get("/me").expect(200);
        // Somebody else's session is not there.
        let pers = app.sign_in("per").get("/sessions").body["items"][0]["id"].clone();
        desk.delete(&format!("/sessions/{}", pers.as_str().unwrap())).expect(404);
    }
);

on_both!(
    /// A phone that nobody has used for a month is not shown as logged in: there is nothing to end any more.
    fn a_session_that_has_run_out_is_not_listed(app) {
        app.sign_in("kari");
        app.at("2027-01-15T06:00:00Z");
        let anew = app.sign_in("kari").get("/sessions").expect(200).body;
        let items = anew["items"].as_array().unwrap();
        assert_eq!((items.len(), &items[0]["current"]), (1, &json!(true)), "{anew}");
    }
);

on_both!(
    fn a_new_password_is_judged_and_ends_the_other_sessions(app) {
        let phone = app.sign_in("kari");
        let desk = app.sign_in("kari");
        let change = |current: &str, new: &str| {
            desk.post("/me/password", &json!({ "currentPassword": current, "newPassword": new }))
        };
        assert_eq!(change("feil", "lykt regn novemberkveld").expect(422).codes(), ["wrong-current-password"]);
        assert_eq!(change(PASSWORD, "password1234").expect(422).codes(), ["weak-password"]);
        assert_eq!(change(PASSWORD, "kX9#mQ2$vLw").expect(422).codes(), ["password-too-short"]);
        assert_eq!(change(PASSWORD, &"blåbær ".repeat(20)).expect(422).codes(), ["password-too-long"]);
        change(PASSWORD, "lykt regn novemberkveld").expect(204);
        phone.get("/me").expect(401);
        desk.get("/me").expect(200);
    }
);

on_both!(
    /// SEC-6: whoever finds a phone left open guesses the password no faster than at log-in.
    fn the_present_password_is_not_to_be_guessed_at_its_change(app) {
        let kari = app.sign_in("kari");
        let guess = json!({ "currentPassword": "feil passord her", "newPassword": "lykt regn novemberkveld" });
        for _ in 0..10 {
            kari.post("/me/password", &guess).expect(422);
        }
        let refused = kari.post("/me/password", &guess).expect(429);
        assert!(refused.header("retry-after").unwrap().parse::<u64>().unwrap() > 0);
        app.sign_in("per").post("/me/password", &guess).expect(422);
    }
);

#[test]
fn log_in_is_throttled_per_account() {
    let app = TestApp::start_with(tests::Backend::Sqlite, |config| {
        config.login_per_account = std::num::NonZeroU32::new(3).unwrap();
    });
    let body = json!({ "userName": "kari", "password": "feil passord her" });
    for _ in 0..3 {
        app.anonymous().post("/sessions", &body).expect(401);
    }
    let reply = app.anonymous().post("/sessions", &body).expect(429);
    assert!(reply.header("retry-after").unwrap().parse::<u64>().unwrap() > 0);
    app.sign_in("per");
}

/// SEC-6: behind a proxy that the settings name, each has a limit of her own; without, everybody there
/// shares one and nobody can choose another.
#[test]
fn behind_a_proxy_that_is_named_each_address_has_its_own_limit() {
    for (proxies, others) in [("127.0.0.1", 401), ("", 429)] {
        let app = TestApp::start_with(tests::Backend::Sqlite, |config| {
            config.login_per_address = std::num::NonZeroU32::new(2).unwrap();
            config.proxies = proxies.to_owned();
        });
        let from = |address: &str, account: &str| {
            let body = json!({ "userName": account, "password": "feil passord her" });
            let client = app.anonymous().with("x-forwarded-for", address);
            client.post("/sessions", &body).status
        };
        assert_eq!(
            (from("192.0.2.7", "kari"), from("192.0.2.7", "per")),
            (401, 401)
        );
        assert_eq!(from("192.0.2.7", "siri"), 429);
        assert_eq!(from("192.0.2.8", "siri"), others, "{proxies}");
    }
}

on_both!(
    fn keys_are_published_as_a_key_set(app) {
        let keys = app.anonymous().get("/.well-known/jwks.json").expect(200).body;
        assert_eq!(keys["keys"][0]["alg"], "EdDSA");
    }
);
