//! Citizens: scope, identity, versions, retries (R-CIT-1, SEC-2, SEC-5, API-2…API-8).

use serde_json::{Value, json};
use tests::{TestApp, on_both};

pub(crate) fn new_citizen(app: &TestApp) -> Value {
    json!({
        "unit": app.world.skullerud,
        "nationalNumber": null,
        "noNumberReason": "nyfødt i Tillit",
        "content": content("Ragna", "Øyen"),
    })
}

pub(crate) fn content(given: &str, family: &str) -> Value {
    json!({
        "name": { "given": given, "family": family },
        "birthDate": "1941-05-17",
        "address": { "street": "Skullerudbakken 3", "postalCode": "1188", "town": "Oslo",
            "protection": "none", "place": { "lat": 59.866, "lon": 10.836 } },
        "phone": null, "language": "nb", "needsInterpreter": false,
        "access": { "key": null, "directions": null },
    })
}

on_both!(
    fn a_member_of_the_team_opens_the_record_and_another_teams_nurse_finds_nothing(app) {
        let astrid = format!("/citizens/{}", app.world.astrid);
        let seen = app.sign_in("kari").get(&astrid).expect(200);
        assert_eq!(seen.body["content"]["name"]["given"].as_str().or(seen.body["name"]["given"].as_str()), Some("Astrid"));
        assert_eq!(seen.body["identity"]["masked"], "109155 *****");
        let nina = app.sign_in("nina");
        let hidden = nina.get(&astrid).expect(404);
        let unknown = nina.get("/citizens/01900000-0000-7000-8000-000000000000").expect(404);
        let same = |reply: &tests::Reply| {
            let mut body = reply.body.clone();
            body["instance"] = Value::Null;
            body
        };
        assert_eq!(same(&hidden), same(&unknown), "SEC-5: a record one may not know of");
        let found = nina.get("/citizens?query=astrid").expect(200);
        assert_eq!(found.body["items"], json!([]));
    }
);

on_both!(
    fn administrators_and_auditors_see_no_health_information(app) {
        let astrid = format!("/citizens/{}", app.world.astrid);
        app.sign_in("admin").get(&astrid).expect(404);
        app.sign_in("auditor").get(&astrid).expect(404);
        app.sign_in("vera").get(&astrid).expect(404);
    }
);

on_both!(
    fn search_folds_norwegian_letters_and_keeps_norwegian_order(app) {
        let kari = app.sign_in("kari");
        for (given, family) in [("Ingrid", "Åsen"), ("Ane", "Ødegård"), ("Åstrid", "Ås")] {
            let mut body = new_citizen(&app);
            body["content"] = content(given, family);
            kari.post("/citizens", &body).expect(201);
        }
        let names = |path: &str| -> Vec<String> {
            let items = kari.get(path).expect(200).body["items"].clone();
            items.as_array().unwrap().iter().map(|i| i["name"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(names("/citizens?query=astrid"), ["Astrid Bøe", "Åstrid Ås"]);
        assert_eq!(
            names("/citizens"),
            ["Astrid Bøe", "Einar Dahl", "Ane Ødegård", "Åstrid Ås", "Ingrid Åsen"]
        );
    }
);

on_both!(
    fn pages_go_on_where_they_ended_and_a_foreign_cursor_is_refused(app) {
        let kari = app.sign_in("kari");
        let first = kari.get("/citizens?limit=1").expect(200).body;
        assert_eq!(first["items"][0]["name"], "Astrid Bøe");
        let cursor = first["nextCursor"].as_str().unwrap();
        let second = kari.get(&format!("/citizens?limit=1&cursor={cursor}")).expect(200).body;
        assert_eq!(second["items"][0]["name"], "Einar Dahl");
        assert_eq!(second["nextCursor"], Value::Null);
        assert_eq!(kari.get("/citizens?cursor=rubbish").expect(422).codes(), ["bad-cursor"]);
        assert_eq!(kari.get("/citizens?limit=201").expect(422).codes(), ["bad-limit"]);
        assert_eq!(kari.get("/citizens?limitt=2").expect(400).codes(), ["bad-query"]);
    }
);

on_both!(
    fn a_number_is_checked_encrypted_and_shown_only_when_asked_for(app) {
        let kari = app.sign_in("kari");
        let with = |number: &str| {
            let mut body = new_citizen(&app);
            body["nationalNumber"] = json!(number);
            body["noNumberReason"] = Value::Null;
            kari.post("/citizens", &body)
        };
        let wrong = with("13932947702").expect(422);
        assert_eq!(wrong.errors()[0].0, "R-CIT-1");
        assert_eq!(wrong.errors()[0].2, "/nationalNumber");
        // Known elsewhere: a neutral answer that tells nothing of whose it is (SEC-5).
        let known = with("10915596784").expect(409);
        assert_eq!(known.codes(), ["number-known"]);
        assert!(!String::from_utf8_lossy(&known.bytes).contains("Astrid"));
        let path = format!("/citizens/{}/national-number", app.world.astrid);
        assert_eq!(kari.get(&path).expect(200).body["nationalNumber"], "10915596784");
        app.sign_in("nina").get(&path).expect(404);
    }
);

on_both!(
    fn an_edit_needs_the_version_that_was_seen(app) {
        let kari = app.sign_in("kari");
        let path = format!("/citizens/{}", app.world.astrid);
        let etag = kari.get(&path).expect(200).etag();
        let body = content("Astrid", "Bøe-Hansen");
        kari.put(&path, &body).expect(428);
        let changed = kari.if_match(&etag).put(&path, &body).expect(200);
        assert_ne!(changed.etag(), etag);
        let stale = kari.if_match(&etag).put(&path, &body).expect(412);
        assert_eq!(stale.etag(), changed.etag());
        assert_eq!(stale.body["currentEtag"], changed.etag());
        kari.with("if-none-match", &changed.etag()).get(&path).expect(304);
        // Permission comes before preconditions: another team's nurse learns nothing from them.
        app.sign_in("nina").if_match(&etag).put(&path, &body).expect(404);
    }
);

on_both!(
    fn unknown_fields_are_refused_with_their_pointer_and_change_nothing(app) {
        let kari = app.sign_in("kari");
        let path = format!("/citizens/{}", app.world.astrid);
        let etag = kari.get(&path).etag();
        let mut body = content("Astrid", "Bøe");
        body["address"]["postalcode"] = json!("1188");
        let refused = kari.if_match(&etag).put(&path, &body).expect(400);
        assert_eq!(
            refused.errors(),
            [("API-8".to_owned(), "unknown-field".to_owned(), "/address/postalcode".to_owned())]
        );
        assert_eq!(kari.get(&path).etag(), etag);
    }
);

on_both!(
    fn every_fault_is_listed_in_the_readers_language(app) {
        let kari = app.sign_in("kari").with("accept-language", "nn");
        let mut body = new_citizen(&app);
        body["content"]["name"]["given"] = json!(" ");
        body["content"]["address"]["postalCode"] = json!("12");
        body["noNumberReason"] = Value::Null;
        let refused = kari.post("/citizens", &body).expect(422);
        let pointers: Vec<String> = refused.errors().into_iter().map(|(_, _, at)| at).collect();
        assert_eq!(
            pointers,
            ["/noNumberReason", "/content/name/given", "/content/address/postalCode"]
        );
        assert!(refused.body["errors"][1]["message"].as_str().unwrap().contains("førenamn"));
        assert_eq!(refused.header("content-type"), Some("application/problem+json"));
    }
);

on_both!(
    fn a_retry_with_the_same_key_never_makes_two(app) {
        let kari = app.sign_in("kari").keyed("phone-7");
        let body = new_citizen(&app);
        let first = kari.post("/citizens", &body).expect(201);
        let again = kari.post("/citizens", &body).expect(201);
        assert_eq!(first.bytes, again.bytes);
        assert_eq!(first.header("location"), again.header("location"));
        let found = kari.get("/citizens?query=ragna").expect(200).body;
        assert_eq!(found["items"].as_array().unwrap().len(), 1);
        let mut other = body.clone();
        other["content"]["phone"] = json!("1");
        assert_eq!(kari.post("/citizens", &other).expect(422).codes(), ["idempotency-key-reused"]);
        // Keys are one account's own, and forgotten after 48 hours.
        app.sign_in("per").keyed("phone-7").post("/citizens", &body).expect(201);
        app.at("2026-11-25T06:00:00Z");
        app.sign_in("kari").keyed("phone-7").post("/citizens", &body).expect(201);
    }
);

on_both!(
    fn permission_is_asked_again_before_a_replay(app) {
        let kari = app.sign_in("kari").keyed("k1");
        let body = new_citizen(&app);
        kari.post("/citizens", &body).expect(201);
        let employee = app.world.employee("kari");
        app.arrange(persistence::Streams::municipality(), |writer| {
            writer.end_memberships(employee, chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap())
        });
        kari.post("/citizens", &body).expect(403);
    }
);

on_both!(
    fn the_feed_counts_without_gaps_and_leaves_out_what_one_may_not_see(app) {
        let kari = app.sign_in("kari");
        let feed = format!("/units/{}/changes", app.world.skullerud);
        let start = kari.get(&feed).expect(200).body["position"].clone();
        // Writes of one change each.
        let neighbour = json!({ "name": "Tor Lind", "role": "neighbour", "mayShare": [] });
        for _ in 0..3 {
            kari.post(&format!("/citizens/{}/contacts", app.world.astrid), &neighbour).expect(201);
        }
        let at = |position: &Value, limit: u32| {
            let since = position.as_str().unwrap();
            kari.get(&format!("{feed}?since={since}&limit={limit}")).expect(200).body
        };
        let all = at(&start, 200);
        let revisions: Vec<i64> =
            all["items"].as_array().unwrap().iter().map(|i| i["revision"].as_i64().unwrap()).collect();
        assert_eq!(revisions.len(), 3);
        assert!(revisions.windows(2).all(|w| w[1] == w[0] + 1), "{revisions:?}");
        let page = at(&start, 2);
        assert_eq!(page["more"], true);
        assert_eq!(at(&page["position"], 2)["items"].as_array().unwrap().len(), 1);
        assert_eq!(kari.get(&format!("{feed}?since=fromelsewhere")).expect(200).body["reset"], true);
        app.sign_in("nina").get(&feed).expect(403);
        // A position of one unit never reads another's feed.
        let other = format!("/units/{}/changes?since={}", app.world.bogerud, start.as_str().unwrap());
        assert_eq!(app.sign_in("nina").get(&other).expect(200).body["reset"], true);
    }
);

on_both!(
    fn whatever_the_body_the_answer_is_a_problem_and_never_a_server_error(app) {
        let kari = app.sign_in("kari");
        let bodies: &[&[u8]] = &[
            b"", b"null", b"[]", b"{", b"\"x\"", b"{\"unit\":7}", b"\xff\xfe", b"{\"unit\":null}",
            b"{\"unit\":\"01900000-0000-7000-8000-000000000000\"}",
        ];
        for body in bodies {
            let reply = kari.send("POST", "/citizens", body.to_vec(), Some("application/json"));
            assert!((400..500).contains(&reply.status), "{:?} → {}", body, reply.status);
            assert_eq!(reply.header("content-type"), Some("application/problem+json"));
        }
        let large = vec![b' '; 1024 * 1024 + 1];
        kari.send("POST", "/citizens", large, Some("application/json")).expect(413);
        let mut impossible = new_citizen(&app);
        impossible["content"]["birthDate"] = json!("1941-02-30");
        let reply = kari.post("/citizens", &impossible).expect(400);
        assert_eq!(reply.errors()[0].2, "/content/birthDate");
    }
);

on_both!(
    /// R-CIT-1: who had no number gets one when it comes, under either control rule, and a D-number
    /// becomes a fødselsnummer.
    fn a_number_that_comes_later_is_set_on_the_version_seen(app) {
        use domain::national_number::ControlRule;
        let kari = app.sign_in("kari");
        let made = kari.post("/citizens", &new_citizen(&app)).expect(201);
        let path = format!("/citizens/{}/national-number", made.id());
        let born = "1990-05-17".parse().unwrap();
        let of = |d: bool, rule: ControlRule| {
            let mut found = crate::known::numbers(born, d);
            json!({ "nationalNumber": found.find(|n| n.control_rule() == Some(rule)).unwrap().reveal() })
        };
        let d_number = of(true, ControlRule::Present);
        kari.put(&path, &d_number).expect(428);
        let seen = kari.if_match(&made.etag());
        let wrong = seen.put(&path, &json!({ "nationalNumber": "13932947702" })).expect(422);
        assert_eq!(wrong.errors()[0].2, "/nationalNumber");
        let known = seen.put(&path, &json!({ "nationalNumber": "10915596784" })).expect(409);
        assert_eq!(known.codes(), ["number-known"]);
        let set = seen.put(&path, &d_number).expect(200);
        assert_eq!(set.body["identity"], json!({ "kind": "number", "masked": "578590 *****" }));
        seen.put(&path, &d_number).expect(412);
        let later = of(false, ControlRule::From2032);
        let set = kari.if_match(&set.etag()).put(&path, &later).expect(200);
        assert_eq!(set.body["identity"]["masked"], "178590 *****");
        assert_eq!(kari.get(&path).expect(200).body, later);
        // It is found by its number from now on, and by nobody else's registration.
        let mut again = new_citizen(&app);
        again["nationalNumber"] = later["nationalNumber"].clone();
        again["noNumberReason"] = Value::Null;
        assert_eq!(kari.post("/citizens", &again).expect(409).codes(), ["number-known"]);
        app.sign_in("nina").if_match(&set.etag()).put(&path, &d_number).expect(404);
    }
);
