//! Alive, ready, counted; and pages that load nothing from elsewhere (API-7, API-10).

use tests::on_both;

on_both!(
    fn it_says_that_it_is_alive_ready_and_how_it_is_doing(app) {
        let anyone = app.anonymous();
        anyone.get("//healthz").expect(200);
        anyone.get("//readyz").expect(200);
        app.sign_in("kari").get(&format!("/citizens/{}", app.world.astrid)).expect(200);
        let figures = anyone.get("//metrics").expect(200);
        let text = String::from_utf8(figures.bytes).unwrap();
        assert!(text.contains("tillit_requests_total"));
        // Route templates, never ids (SEC-11).
        assert!(text.contains("/api/v1/citizens/{citizen}"));
        assert!(!text.contains(&app.world.astrid.to_string()));
    }
);

on_both!(
    fn the_reference_page_loads_nothing_from_elsewhere(app) {
        let anyone = app.anonymous();
        let page = anyone.get("//api/reference/").expect(200);
        let html = String::from_utf8(page.bytes).unwrap();
        assert!(html.contains("swagger-ui"));
        let elsewhere: Vec<&str> =
            html.split(['"', '\'']).filter(|part| part.starts_with("http")).collect();
        assert_eq!(elsewhere, [""; 0], "the page names another host");
        assert_eq!(anyone.get("//api/openapi.json").expect(200).body["openapi"], "3.1.0");
        anyone.get("//").expect(200);
    }
);

on_both!(
    fn an_unknown_path_is_a_problem_too(app) {
        let reply = app.sign_in("kari").get("/no/such/path").expect(404);
        assert_eq!(reply.header("content-type"), Some("application/problem+json"));
        assert_eq!(reply.body["type"], "/problems/not-there");
    }
);
