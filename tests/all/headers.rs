//! What every answer carries (SEC-17), and the id that leads from it to the log.

use serde_json::json;
use tests::on_both;

on_both!(
    fn every_kind_of_answer_carries_the_headers_that_shut_a_page_in(app) {
        let kari = app.sign_in("kari");
        let answers = [
            kari.get("/me").expect(200),
            kari.get("/no/such/path").expect(404),
            app.anonymous().get("/me").expect(401),
            kari.post("/citizens", &json!({ "no": "such field" })),
            app.anonymous().get("//").expect(200),
            app.anonymous().get("//api/reference/").expect(200),
            app.anonymous().get("//healthz").expect(200),
            kari.delete("/me"),
        ];
        for answer in &answers {
            let header = |name: &str| answer.header(name).unwrap_or_default().to_owned();
            let policy = header("content-security-policy");
            assert!(policy.contains("default-src 'none'"), "{policy}");
            assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
            assert!(!policy.contains("unsafe"), "{policy}");
            assert!(!policy.contains("http:") && !policy.contains("https:"), "{policy}");
            assert!(header("strict-transport-security").contains("max-age=63072000"));
            assert_eq!(header("x-content-type-options"), "nosniff");
            assert_eq!(header("referrer-policy"), "no-referrer");
            assert_eq!(header("x-frame-options"), "DENY");
            assert_eq!(header("cross-origin-opener-policy"), "same-origin");
            assert_eq!(header("cross-origin-resource-policy"), "same-origin");
            assert!(header("permissions-policy").contains("geolocation=()"));
            // Closed to other origins (CORS): nobody is named, and nothing tells what it runs on.
            assert_eq!(answer.header("access-control-allow-origin"), None);
            assert_eq!(answer.header("server"), None);
            assert_eq!(answer.header("x-powered-by"), None);
        }
    }
);

on_both!(
    /// What is no kind of body that anything reads is not read, and says so before anybody is asked who it is.
    fn a_body_of_another_kind_is_refused_and_a_path_says_which_methods_it_has(app) {
        let kari = app.sign_in("kari");
        let log_in = json!({ "userName": "kari", "password": tests::PASSWORD }).to_string();
        for media in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/jsonp"] {
            let refused = app.anonymous().send("POST", "/sessions", log_in.clone().into_bytes(), Some(media)).expect(415);
            assert_eq!(refused.body["type"], "/problems/wrong-media", "{media}");
        }
        let json = Some("Application/JSON; charset=utf-8");
        app.anonymous().send("POST", "/sessions", log_in.clone().into_bytes(), json).expect(201);
        app.anonymous().send("POST", "/sessions", log_in.into_bytes(), None).expect(415);
        for (refused, allowed) in [
            (kari.delete("/me"), "GET"),
            (kari.get("/me/password"), "POST"),
            (kari.delete(&format!("/citizens/{}", app.world.astrid)), "GET, PUT"),
        ] {
            assert_eq!(refused.expect(405).header("allow"), Some(allowed));
        }
        assert_eq!(kari.get("/no/such/path").expect(404).header("allow"), None);
    }
);

on_both!(
    /// Whatever a browser is made to do with an answer's address, it keeps data and shows no page.
    fn answers_of_the_api_are_data_to_keep_and_texts_say_their_letters(app) {
        for answer in [app.sign_in("kari").get("/me").expect(200), app.anonymous().get("/me").expect(401)] {
            assert_eq!(answer.header("content-disposition"), Some("attachment; filename=\"tillit\""));
        }
        assert_eq!(app.anonymous().get("//").expect(200).header("content-disposition"), None);
        for path in ["//healthz", "//readyz"] {
            assert_eq!(app.anonymous().get(path).header("content-type"), Some("text/plain; charset=utf-8"));
        }
    }
);

on_both!(
    fn another_origin_is_told_nothing(app) {
        let elsewhere = app.sign_in("kari").with("origin", "https://elsewhere.example");
        let reply = elsewhere.get("/me");
        assert_eq!(reply.header("access-control-allow-origin"), None);
        assert_eq!(reply.header("access-control-allow-credentials"), None);
    }
);

on_both!(
    fn a_trace_id_goes_from_the_proxy_through_to_the_answer(app) {
        let id = "4bf92f3577b34da6a3ce929d0e0e4736";
        let kari = app.sign_in("kari");
        let traced = kari.with("traceparent", &format!("00-{id}-00f067aa0ba902b7-01"));
        assert_eq!(traced.get("/me").expect(200).header("x-trace-id"), Some(id));
        let made = kari.get("/me").expect(200).header("x-trace-id").unwrap().to_owned();
        assert_eq!(made.len(), 32);
        assert_ne!(kari.get("/me").expect(200).header("x-trace-id").unwrap(), made);
        // What is no trace id is not passed on into the log.
        let odd = kari.with("traceparent", "00-Astrid-Boe-01");
        assert_ne!(odd.get("/me").expect(200).header("x-trace-id"), Some("Astrid"));
    }
);
