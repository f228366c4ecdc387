//! The second factor, forgotten passwords and what log-in costs (SEC-6, SEC-2).

use api::{passwords, second_factor::code_at};
use domain::policy::Action;
use persistence::{Caller, Streams};
use serde_json::{Value, json};
use std::sync::atomic::Ordering;
use tests::{Backend, Client, PASSWORD, Reply, TestApp, on_both};

/// Seconds of the tests' Monday morning.
fn seconds() -> i64 {
    tests::now().timestamp()
}

fn log_in(app: &TestApp, user_name: &str, password: &str, code: Option<&str>) -> Reply {
    let mut body = json!({ "userName": user_name, "password": password });
    if let Some(code) = code {
        body["code"] = code.into();
    }
    app.anonymous().post("/sessions", &body)
}

fn with_token(app: &TestApp, reply: &Reply) -> Client {
    let mut client = app.anonymous();
    client.token = reply.body["accessToken"].as_str().map(str::to_owned);
    client
}

/// Enrols a generator; gives its secret and the recovery codes.
fn enrol(client: &Client) -> (String, Vec<String>) {
    let shown = client
        .post("/me/totp", &json!({ "currentPassword": PASSWORD }))
        .expect(201)
        .body;
    let secret = shown["secret"].as_str().unwrap().to_owned();
    let code = code_at(&secret, seconds()).unwrap();
    let kept = client
        .post("/me/totp/confirmation", &json!({ "code": code }))
        .expect(200)
        .body;
    let codes = kept["recoveryCodes"].as_array().unwrap();
    (
        secret,
        codes
            .iter()
            .map(|c| c.as_str().unwrap().to_owned())
            .collect(),
    )
}

fn kind(reply: &Reply) -> &str {
    reply.body["type"].as_str().unwrap()
}

on_both!(
    fn log_in_asks_for_a_code_once_one_was_enrolled_and_each_works_once(app) {
        let kari = app.sign_in("kari");
        let other = app.sign_in("kari");
        let (secret, _) = enrol(&kari);
        other.get("/me").expect(401);
        assert_eq!(kari.get("/me").expect(200).body["secondFactor"], true);
        assert_eq!(kind(&log_in(&app, "kari", PASSWORD, None).expect(401)), "/problems/code-required");
        // A wrong password says nothing about codes.
        assert_eq!(kind(&log_in(&app, "kari", "feil passord her", None).expect(401)), "/problems/wrong-password");
        let code = |after: i64| code_at(&secret, seconds() + after).unwrap();
        let used = log_in(&app, "kari", PASSWORD, Some(&code(0))).expect(401);
        assert_eq!(kind(&used), "/problems/wrong-code", "the enrolment's code was used");
        log_in(&app, "kari", PASSWORD, Some(&code(30))).expect(201);
        log_in(&app, "kari", PASSWORD, Some(&code(30))).expect(401);
        log_in(&app, "per", PASSWORD, None).expect(201);
    }
);

on_both!(
    fn a_recovery_code_logs_in_once_when_the_phone_is_lost(app) {
        let (_, codes) = enrol(&app.sign_in("kari"));
        assert_eq!(codes.len(), 10);
        let lost = log_in(&app, "kari", PASSWORD, Some(&codes[3].to_uppercase())).expect(201);
        assert_eq!(kind(&log_in(&app, "kari", PASSWORD, Some(&codes[3])).expect(401)), "/problems/wrong-code");
        // Who has no generator is asked for no code, and one that is sent all the same changes nothing.
        log_in(&app, "per", PASSWORD, Some(&codes[4])).expect(201);
        // A new generator takes a code of the old one, or a recovery code.
        let kari = with_token(&app, &lost);
        let wish = |code: Value| kari.post("/me/totp", &json!({ "currentPassword": PASSWORD, "code": code }));
        assert_eq!(wish(Value::Null).expect(422).codes(), ["wrong-code"]);
        assert_eq!(wish(json!(codes[3])).expect(422).codes(), ["wrong-code"]);
        wish(json!(codes[5])).expect(201);
    }
);

on_both!(
    /// SEC-6: whoever breaks off while she replaces her generator is let in by the old one as before, and not by the
    /// password alone.
    fn a_generator_is_asked_for_until_its_successor_has_shown_a_code(app) {
        let kari = app.sign_in("kari");
        let (old, codes) = enrol(&kari);
        let code = |secret: &str, after: i64| code_at(secret, seconds() + after).unwrap();
        let wish = json!({ "currentPassword": PASSWORD, "code": codes[0] });
        let new = kari.post("/me/totp", &wish).expect(201).body["secret"].as_str().unwrap().to_owned();
        assert_eq!(kind(&log_in(&app, "kari", PASSWORD, None).expect(401)), "/problems/code-required");
        log_in(&app, "kari", PASSWORD, Some(&code(&new, 30))).expect(401);
        log_in(&app, "kari", PASSWORD, Some(&code(&old, 30))).expect(201);
        log_in(&app, "kari", PASSWORD, Some(&codes[1])).expect(201);
        let confirm = |code: &str| kari.post("/me/totp/confirmation", &json!({ "code": code }));
        confirm(&code(&new, 0)).expect(200);
        log_in(&app, "kari", PASSWORD, Some(&code(&old, 60))).expect(401);
        log_in(&app, "kari", PASSWORD, Some(&codes[2])).expect(401);
        log_in(&app, "kari", PASSWORD, Some(&code(&new, 30))).expect(201);
    }
);

on_both!(
    fn enrolling_takes_the_password_and_the_right_first_code(app) {
        let kari = app.sign_in("kari");
        let wrong = kari.post("/me/totp", &json!({ "currentPassword": "feil passord her" }));
        assert_eq!(wrong.expect(422).codes(), ["wrong-current-password"]);
        let none = kari.post("/me/totp/confirmation", &json!({ "code": "123456" }));
        assert_eq!(none.expect(409).codes(), ["nothing-to-confirm"]);
        let shown = kari.post("/me/totp", &json!({ "currentPassword": PASSWORD })).expect(201).body;
        let secret = shown["secret"].as_str().unwrap();
        let far = code_at(secret, seconds() + 300).unwrap();
        assert_eq!(kari.post("/me/totp/confirmation", &json!({ "code": far })).expect(422).codes(), ["wrong-code"]);
        // Until it is confirmed, log-in asks for none.
        log_in(&app, "kari", PASSWORD, None).expect(201);
    }
);

#[test]
fn where_it_is_required_one_enrols_before_anything_else_is_open() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let app = TestApp::start_with(backend, |config| config.require_totp = true);
        let kari = with_token(&app, &log_in(&app, "kari", PASSWORD, None).expect(201));
        let me = kari.get("/me").expect(200).body;
        assert_eq!(
            (&me["secondFactor"], &me["secondFactorRequired"]),
            (&json!(false), &json!(true))
        );
        let astrid = format!("/citizens/{}", app.world.astrid);
        let refused = kari.get(&astrid).expect(403);
        assert_eq!(refused.codes(), ["second-factor-missing"]);
        // The same for a record that is not there, for lists, and for what is answered from memory.
        let nobody = "/citizens/01900000-0000-7000-8000-000000000000";
        assert_eq!(
            kari.get(nobody).expect(403).codes(),
            ["second-factor-missing"]
        );
        for path in [
            "/me/day?date=2026-11-23",
            "/citizens",
            "/units",
            "/emergency-access",
        ] {
            assert_eq!(
                kari.get(path).expect(403).codes(),
                ["second-factor-missing"],
                "{path}"
            );
        }
        enrol(&kari);
        kari.get(&astrid).expect(200);
        kari.get("/me/day?date=2026-11-23").expect(200);
    }
}

#[test]
fn codes_are_throttled_apart_from_passwords() {
    let app = TestApp::start(Backend::Sqlite);
    enrol(&app.sign_in("kari"));
    let statuses: Vec<u16> = (0..12)
        .map(|_| log_in(&app, "kari", PASSWORD, Some("000000")).status)
        .collect();
    assert_eq!(statuses.last(), Some(&429), "{statuses:?}");
    log_in(&app, "per", PASSWORD, None).expect(201);
}

on_both!(
    fn a_forgotten_password_is_set_by_a_one_time_link_and_the_leader_is_told(app) {
        let kari = app.world.employee("kari");
        let path = format!("/employees/{kari}/password-reset");
        let admin = app.sign_in("admin");
        app.sign_in("liv").post(&path, &json!({})).expect(403);
        let own = format!("/employees/{}/password-reset", app.world.employee("admin"));
        assert_eq!(admin.post(&own, &json!({})).expect(409).codes(), ["own-password-reset"]);
        let phone = app.sign_in("kari");
        let first = admin.keyed("k").post(&path, &json!({})).expect(201).body["token"].clone();
        let second = admin.keyed("k").post(&path, &json!({})).expect(201).body["token"].clone();
        assert_ne!(first, second, "a key never gives a secret again");
        phone.get("/me").expect(200);
        let set = |token: &Value, password: &str| {
            app.anonymous().post("/password-resets", &json!({ "token": token, "newPassword": password }))
        };
        let new = "lykt regn novemberkveld";
        set(&first, new).expect(404);
        assert_eq!(set(&second, "KariNordby1").expect(422).codes(), ["password-too-short", "weak-password"]);
        assert_eq!(set(&second, "KariNordby12").expect(422).codes(), ["weak-password"]);
        set(&second, new).expect(204);
        set(&second, new).expect(404);
        phone.get("/me").expect(401);
        log_in(&app, "kari", PASSWORD, None).expect(401);
        log_in(&app, "kari", new, None).expect(201);
        let tasks = app.sign_in("liv").get(&format!("/teams/{}/tasks", app.world.skullerud)).expect(200).body;
        let told: Vec<_> = tasks["items"].as_array().unwrap().iter().filter(|t| t["subject"] == "password_reset").collect();
        assert_eq!(told.len(), 2);
        assert_eq!(told[0]["values"]["employee"], "Kari Nordby");
        assert_eq!(told[0]["holder"]["value"], "leader");
    }
);

on_both!(
    /// SEC-2: nobody ever knows somebody else's password, not even the first.
    fn somebody_new_makes_her_first_password_by_a_link(app) {
        let admin = app.sign_in("admin");
        let new = json!({
            "givenName": "Vår", "familyName": "Tangen", "profession": "nurse", "transport": "bike", "userName": "var.tangen",
        });
        let mut chosen = new.clone();
        chosen["newPassword"] = json!("seks grå ender på vannet");
        assert_eq!(admin.post("/employees", &chosen).expect(400).codes(), ["unknown-field"]);
        let id = admin.post("/employees", &new).expect(201).body["id"].as_str().unwrap().to_owned();
        log_in(&app, "var.tangen", "", None).expect(401);
        log_in(&app, "var.tangen", PASSWORD, None).expect(401);
        let token = admin.post(&format!("/employees/{id}/password-reset"), &json!({})).expect(201).body["token"].clone();
        let made = json!({ "token": token, "newPassword": "seks grå ender på vannet" });
        app.anonymous().post("/password-resets", &made).expect(204);
        log_in(&app, "var.tangen", "seks grå ender på vannet", None).expect(201);
    }
);

on_both!(
    fn a_link_ends_after_a_day_and_can_forget_a_lost_generator(app) {
        enrol(&app.sign_in("kari"));
        let path = format!("/employees/{}/password-reset", app.world.employee("kari"));
        let token = |body: Value| app.sign_in("admin").post(&path, &body).expect(201).body["token"].clone();
        let old = token(json!({}));
        app.at("2026-11-24T06:00:00Z");
        let set = |token: &Value| {
            app.anonymous().post("/password-resets", &json!({ "token": token, "newPassword": "lykt regn novemberkveld" }))
        };
        set(&old).expect(404);
        set(&token(json!({ "forgetTotp": true }))).expect(204);
        log_in(&app, "kari", "lykt regn novemberkveld", None).expect(201);
    }
);

on_both!(
    /// SEC-6: an unknown account costs what a wrong password costs, counted, not timed.
    fn an_unknown_account_costs_as_many_queries_and_hashes_as_a_wrong_password(app) {
        let cost = |user_name: &str| {
            let (queries, checks) = (app.database().queries(), passwords::CHECKS.load(Ordering::SeqCst));
            let bytes = log_in(&app, user_name, "feil passord her", None).expect(401).bytes;
            // Other tests run in this process: at least one check is ours.
            assert!(passwords::CHECKS.load(Ordering::SeqCst) > checks);
            (app.database().queries() - queries, bytes)
        };
        assert_eq!(cost("kari"), cost("nobody.at.all"));
    }
);

on_both!(
    fn a_hash_of_an_earlier_year_is_made_anew_at_log_in(app) {
        let weak = passwords::hash_of_an_earlier_year(PASSWORD).unwrap();
        let account = app.world.person("kari").account;
        app.arrange(Streams::municipality(), |writer| writer.set_password_hash(account, &weak));
        let kept = || {
            let caller = Caller::system(Action::SignIn, tests::now());
            let facts = app.database().read(&caller, |reader| reader.login_facts("kari")).unwrap();
            facts.unwrap().password_hash
        };
        assert!(kept().contains("m=8192,t=1"));
        log_in(&app, "kari", "feil passord her", None).expect(401);
        assert!(kept().contains("m=8192,t=1"), "only the right password makes it anew");
        log_in(&app, "kari", PASSWORD, None).expect(201);
        assert!(kept().contains("m=19456,t=2,p=1"), "{}", kept());
        log_in(&app, "kari", PASSWORD, None).expect(201);
    }
);

on_both!(
    /// SEC-2: one who has left is out at the next request, and gets in again only when she is let in.
    fn a_closed_account_gets_in_no_more_until_it_is_opened_again(app) {
        let admin = app.sign_in("admin");
        let kari = app.sign_in("kari");
        let account = |who: &str| format!("/employees/{}/account", app.world.employee(who));
        app.sign_in("liv").delete(&account("kari")).expect(403);
        assert_eq!(admin.delete(&account("admin")).expect(409).codes(), ["own-account"]);
        admin.delete(&account("kari")).expect(204);
        kari.get("/me").expect(401);
        let closed = log_in(&app, "kari", PASSWORD, None).expect(401);
        assert_eq!(closed.bytes, log_in(&app, "nobody", PASSWORD, None).expect(401).bytes);
        admin.delete(&account("kari")).expect(204);
        admin.post(&account("kari"), &Value::Null).expect(204);
        log_in(&app, "kari", PASSWORD, None).expect(201);
        kari.get("/me").expect(401);
    }
);
