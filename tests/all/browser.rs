//! The browser's session and pages (SEC-7, SEC-17, WEB-1).

use serde_json::json;
use tests::{Client, PASSWORD, Reply, TestApp, on_both};

/// A cookie that an answer sets: its value and everything said about it.
fn cookie(reply: &Reply, name: &str) -> (String, String) {
    let all = reply.headers.get_all("set-cookie");
    let found = all
        .iter()
        .map(|value| value.to_str().unwrap())
        .find(|text| text.starts_with(&format!("{name}=")))
        .unwrap_or_else(|| panic!("{name} is not set: {:?}", reply.headers));
    let (value, rest) = found.split_once(';').unwrap();
    let value = value.split_once('=').unwrap().1.to_owned();
    (value, rest.to_owned())
}

const ACCESS: &str = "__Host-tillit-access";
const REFRESH: &str = "__Secure-tillit-refresh";

fn sign_in(app: &TestApp) -> Reply {
    let body = json!({ "userName": "kari", "password": PASSWORD });
    app.anonymous()
        .with("x-tillit", "1")
        .post("/browser-session", &body)
        .expect(201)
}

/// A browser with the cookies that an answer has set.
fn browser(app: &TestApp, reply: &Reply) -> Client {
    let (access, _) = cookie(reply, ACCESS);
    let (refresh, _) = cookie(reply, REFRESH);
    app.anonymous()
        .with("cookie", &format!("{ACCESS}={access}; {REFRESH}={refresh}"))
}

on_both!(
    /// SEC-7: nothing that a script could read, nothing that another site could send.
    fn the_tokens_of_a_browser_are_in_cookies_that_no_script_reads(app) {
        let reply = sign_in(&app);
        for (name, path) in [(ACCESS, "Path=/"), (REFRESH, "Path=/api/v1/browser-session")] {
            let (value, said) = cookie(&reply, name);
            assert!(!value.is_empty());
            for part in ["HttpOnly", "Secure", "SameSite=Strict", path] {
                assert!(said.split("; ").any(|p| p.trim() == part), "{name}: {part} in {said}");
            }
            assert!(!String::from_utf8_lossy(&reply.bytes).contains(&value), "{name} is in the body");
        }
        let ours = browser(&app, &reply).with("x-tillit", "1");
        assert_eq!(ours.get("/me").expect(200).body["name"], "Kari Nordby");
    }
);

on_both!(
    /// SEC-7: the defence against forged requests.
    fn a_cookie_counts_only_when_our_own_page_asks(app) {
        let theirs = browser(&app, &sign_in(&app));
        theirs.get("/me").expect(401);
        theirs.post("/me/visit-events", &json!({})).expect(401);
        let ours = theirs.with("x-tillit", "1");
        ours.with("origin", "https://evil.example").get("/me").expect(401);
        ours.with("origin", "null").get("/me").expect(401);
        let own = app.url.clone();
        ours.with("origin", &own).get("/me").expect(200);
        let body = json!({ "userName": "kari", "password": PASSWORD });
        let forged = app.anonymous().post("/browser-session", &body).expect(403);
        assert_eq!(forged.codes(), ["not-from-our-page"]);
        theirs.send("POST", "/browser-session/refresh", Vec::new(), None).expect(403);
    }
);

on_both!(
    /// SEC-7, WEB-1: renewal, and the difference between «log in again» and «erase what you keep».
    fn a_browser_renews_and_learns_when_its_session_was_ended(app) {
        let first = sign_in(&app);
        let refresh = |client: &Client| {
            client.with("x-tillit", "1").send("POST", "/browser-session/refresh", Vec::new(), None)
        };
        let second = refresh(&browser(&app, &first)).expect(200);
        assert_ne!(cookie(&first, REFRESH).0, cookie(&second, REFRESH).0);
        let ours = browser(&app, &second).with("x-tillit", "1");
        ours.get("/me").expect(200);
        let nobody = refresh(&app.anonymous()).expect(401);
        assert_eq!(nobody.body["type"], "/problems/signed-out");

        let session = second.body["session"].as_str().unwrap();
        app.sign_in("kari").delete(&format!("/sessions/{session}")).expect(204);
        ours.get("/me").expect(401);
        let ended = refresh(&browser(&app, &second)).expect(401);
        assert_eq!(ended.body["type"], "/problems/session-ended");

        let third = sign_in(&app);
        app.at("2027-03-01T06:00:00Z");
        let old = refresh(&browser(&app, &third)).expect(401);
        assert_eq!(old.body["type"], "/problems/signed-out");
    }
);

on_both!(
    /// SEC-7: logging out ends the session and takes the cookies back.
    fn logging_out_of_a_browser_ends_its_session(app) {
        let reply = sign_in(&app);
        let ours = browser(&app, &reply).with("x-tillit", "1");
        let out = ours.send("DELETE", "/browser-session", Vec::new(), None).expect(204);
        let (value, said) = cookie(&out, ACCESS);
        assert!(value.is_empty() && said.contains("Max-Age=0"), "{said}");
        ours.get("/me").expect(401);
    }
);

on_both!(
    /// SEC-17: what every answer says about itself; a place in the client is the client's page.
    fn pages_and_data_keep_to_themselves(app) {
        let anyone = app.anonymous();
        let html = anyone.with("accept", "text/html,*/*");
        for (reply, policy) in [
            (html.get("//").expect(200), "script-src 'self'"),
            (html.get("//teams/board").expect(200), "script-src 'self'"),
            (anyone.get("//api/reference/").expect(200), "script-src 'self'"),
            (anyone.get("//healthz").expect(200), "default-src 'none'"),
            (app.sign_in("kari").get("/me").expect(200), "default-src 'none'"),
        ] {
            let policies = reply.header("content-security-policy").unwrap();
            assert!(policies.contains(policy) && !policies.contains("unsafe"), "{policies}");
            assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
            assert_eq!(reply.header("referrer-policy"), Some("no-referrer"));
            assert!(reply.header("strict-transport-security").is_some());
            assert!(reply.header("permissions-policy").is_some());
            assert!(reply.header("access-control-allow-origin").is_none());
        }
        html.get("/no/such/place").expect(404);
        html.get("//assets/none.js").expect(404);
        html.send("POST", "//", Vec::new(), None).expect(404);
    }
);
