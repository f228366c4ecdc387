//! Vedtak from draft to decision, as the story tells it (R-VED-3 to R-VED-11).

use serde_json::{Value, json};
use tests::{decide::*, on_both};

on_both!(
    /// R-VED-6: submission lists everything that is missing, each once.
    fn submission_lists_everything_that_is_missing(app) {
        let cato = app.sign_in("cato");
        let bare = json!({ "content": { "service": "home_nursing", "form": "frame" } });
        let path = begun(&cato, app.world.astrid, &bare);
        let draft = cato.get(&path).expect(200);
        let submit = format!("{path}/submission");
        let refused = cato.if_match(&draft.etag()).post(&submit, &Value::Null).expect(422);
        let pointers: Vec<String> = refused.errors().into_iter().map(|(_, _, at)| at).collect();
        for item in [
            "outcome", "facts", "reasoning", "citizenView", "kinView", "legalBasis", "ownPayment",
            "appealInformation", "frame", "from", "assessment",
        ] {
            let pointer = format!("/content/{item}");
            assert_eq!(pointers.iter().filter(|p| **p == pointer).count(), 1, "{item}");
        }
        assert!(refused.codes().contains(&"case-worker-missing".to_owned()), "{:?}", refused.codes());
        assert_eq!(cato.get(&path).expect(200).etag(), draft.etag(), "nothing changed");
        cato.post(&submit, &Value::Null).expect(428);
        cato.if_match("\"old.1\"").post(&submit, &Value::Null).expect(412);
    }
);

on_both!(
    /// R-VED-4, R-VED-8, R-VED-10: the whole way, within the leader's delegation.
    fn a_leader_signs_within_her_delegation_and_what_is_signed_stays(app) {
        let delegation = pass_on(&app, root(&app), "liv", json!(["home_nursing"]));
        let assessment = completed_assessment(&app, app.world.astrid);
        let drafting = drafting(&app, "home_nursing", assessment);
        let (path, tag) = submitted(&app, app.world.astrid, &drafting);
        let liv = app.sign_in("liv");
        let tasks = format!("/teams/{}/tasks", app.world.skullerud);
        let mine = liv.get(&format!("{tasks}?holder=me")).expect(200);
        assert_eq!(mine.body["items"][0]["subject"], "vedtak_signature");
        let options = liv.get(&format!("{path}/signing-options")).expect(200);
        assert_eq!(options.body["allowed"], true);
        assert_eq!(options.body["delegation"], json!(delegation));

        let trial = format!("{path}/signature?dryRun=true");
        let would_be = liv.if_match(&tag).post(&trial, &Value::Null).expect(200);
        assert_eq!(would_be.body["state"], "signed");
        assert_eq!(liv.get(&path).expect(200).body["state"], "submitted", "a trial changes nothing");

        let signed = sign(&liv, &path, &tag).expect(200);
        let signature = &signed.body["signature"];
        assert_eq!(signature["by"], json!(app.world.employee("liv")));
        assert_eq!(signature["delegation"], json!(delegation));
        assert_eq!(signature["lawVersion"], "fvl-1967");
        assert_eq!(signature["contentHash"].as_str().unwrap().len(), 64);
        assert_eq!(liv.get(&format!("{tasks}?holder=me")).expect(200).body["items"], json!([]));

        // Signed is signed.
        let cato = app.sign_in("cato").if_match(&signed.etag());
        let again = cato.put(&path, &drafting).expect(409);
        assert_eq!(again.codes(), ["wrong-state"]);
        assert_eq!(sign(&liv, &path, &signed.etag()).expect(409).codes()[0], "wrong-state");

        // The end is somebody's work from thirty days before, and in force is computed.
        let duty = |day: &str| {
            app.at(day);
            let items = app.sign_in("liv").get(&tasks).expect(200).body["items"].clone();
            let ends = |task: &&Value| task["subject"] == "vedtak_ending";
            items.as_array().unwrap().iter().filter(ends).count()
        };
        assert_eq!(duty("2027-04-30T10:00:00Z"), 0);
        assert_eq!(duty("2027-05-01T10:00:00Z"), 1);
        assert_eq!(app.sign_in("liv").get(&path).expect(200).body["inForce"], true);
        app.at("2027-06-01T10:00:00Z");
        assert_eq!(app.sign_in("liv").get(&path).expect(200).body["inForce"], false);
    }
);

on_both!(
    /// R-VED-4: every reason, who may, and sending it there.
    fn a_leader_without_delegation_gets_every_reason_and_who_may(app) {
        let root = root(&app);
        pass_on(&app, root, "liv", json!(["home_nursing"]));
        pass_on(&app, root, "olav", json!(["day_centre"]));
        let assessment = completed_assessment(&app, app.world.astrid);
        let (path, tag) = submitted(&app, app.world.astrid, &drafting(&app, "day_centre", assessment));
        let liv = app.sign_in("liv");
        let refused = sign(&liv, &path, &tag).expect(403);
        assert_eq!(refused.codes(), ["no-delegation", "service-not-covered"]);
        let options = liv.get(&format!("{path}/signing-options")).expect(200);
        assert_eq!(options.body["allowed"], false);
        assert_eq!(options.body["reasons"].as_array().unwrap().len(), 2);
        let who: Vec<&str> = options.body["whoMay"].as_array().unwrap().iter()
            .map(|may| may["name"].as_str().unwrap()).collect();
        assert!(who.contains(&"Olav Tveit"), "{who:?}");

        // Before it is sent, Astrid does not exist for the office.
        let olav = app.sign_in("olav");
        olav.get(&path).expect(404);
        let to = |unit| json!({ "unit": unit });
        let desk = format!("{path}/handling-unit");
        let nobody = liv.post(&desk, &to(uuid::Uuid::max())).expect(409);
        assert_eq!(nobody.codes(), ["nobody-may-sign-there"]);
        let moved = liv.post(&desk, &to(app.world.office.0)).expect(200);
        olav.get(&path).expect(200);
        let queue = olav.get(&format!("/vedtak?team={}&state=submitted", app.world.office));
        assert_eq!(queue.expect(200).body["items"].as_array().unwrap().len(), 1);
        sign(&olav, &path, &moved.etag()).expect(200);
        liv.get(&path).expect(200);
        // The office keeps the case until it is final (SEC-2), and then knows Astrid no more.
        olav.get(&path).expect(200);
        let told = json!({ "channel": "letter", "sentOn": "2026-11-23", "arrivedOn": "2026-11-23" });
        app.sign_in("cato").post(&format!("{path}/notification"), &told).expect(201);
        app.at("2026-12-22T09:00:00Z");
        app.sign_in("olav").get(&path).expect(404);
        app.sign_in("liv").get(&path).expect(200);
    }
);

on_both!(
    /// R-VED-3, R-VED-4: ended yesterday, and she who changed the draft herself.
    fn refuses_one_whose_delegation_ended_and_one_who_changed_the_draft(app) {
        let root = root(&app);
        let mut short = grant(&app, Some(root), "bente", "liv", json!(["home_nursing"]));
        short["period"]["until"] = json!("2026-11-24");
        app.sign_in("admin").post("/delegations", &short).expect(201);
        let assessment = completed_assessment(&app, app.world.astrid);
        let drafting = drafting(&app, "home_nursing", assessment);
        let cato = app.sign_in("cato");
        let path = begun(&cato, app.world.astrid, &drafting);
        let liv = app.sign_in("liv");
        let mut changed = drafting.clone();
        changed["content"]["facts"] = json!("Får insulin to ganger om dagen.");
        let tag = liv.get(&path).expect(200).etag();
        liv.if_match(&tag).put(&path, &changed).expect(200);
        stated(&app, &path);
        let tag = cato.get(&path).expect(200).etag();
        let submit = format!("{path}/submission");
        let tag = cato.if_match(&tag).post(&submit, &Value::Null).expect(200).etag();
        assert_eq!(sign(&liv, &path, &tag).expect(403).codes(), ["signer-changed-draft"]);
        app.at("2026-11-25T08:00:00Z");
        let refused = sign(&app.sign_in("liv"), &path, &tag).expect(403);
        assert_eq!(refused.codes(), ["signer-changed-draft", "delegation-ended"]);
        // Kari made a statement and holds nothing: all of it is said.
        let refused = sign(&app.sign_in("kari"), &path, &tag).expect(403);
        assert_eq!(refused.codes(), ["signer-gave-statement", "no-delegation"]);
        // A disqualified one neither signs nor prepares.
        let own = format!("/employees/{}/relations", app.world.employee("cato"));
        let kin = json!({ "citizen": app.world.astrid, "kind": "kin" });
        let cato = app.sign_in("cato");
        cato.post(&own, &kin).expect(201);
        let all = format!("/citizens/{}/vedtak", app.world.astrid);
        assert_eq!(cato.post(&all, &drafting).expect(403).codes(), ["declared-relation"]);
        app.sign_in("liv").get(&own).expect(404);
    }
);

on_both!(
    /// Of two who sign the same draft at once, one does.
    fn two_who_sign_the_same_at_once_give_one_signature(app) {
        let root = root(&app);
        pass_on(&app, root, "liv", json!(["home_nursing"]));
        pass_on(&app, root, "siri", json!(["home_nursing"]));
        let assessment = completed_assessment(&app, app.world.astrid);
        let (path, tag) = submitted(&app, app.world.astrid, &drafting(&app, "home_nursing", assessment));
        let clients = [app.sign_in("liv"), app.sign_in("siri")];
        let mut statuses: Vec<u16> = std::thread::scope(|scope| {
            let signing: Vec<_> = clients.iter()
                .map(|client| scope.spawn(|| sign(client, &path, &tag).status))
                .collect();
            signing.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        statuses.sort_unstable();
        assert_eq!(statuses[0], 200);
        assert!(matches!(statuses[1], 409 | 412), "{statuses:?}");
    }
);

on_both!(
    /// R-VED-2: the last place is taken once, also when two sign at once.
    fn a_quota_is_never_exceeded(app) {
        let quota: domain::ids::QuotaId = persistence::new_id(tests::now());
        app.arrange(persistence::Streams::municipality(), |writer| {
            writer.insert_quota(quota, "Korttidsplass", 1)
        });
        let root = root(&app);
        let mut bound = grant(&app, Some(root), "bente", "liv", json!(["short_term_stay"]));
        bound["limits"] = json!({ "quota": quota });
        app.sign_in("admin").post("/delegations", &bound).expect(201);
        let both = [app.world.astrid, app.world.einar].map(|citizen| {
            let assessment = completed_assessment(&app, citizen);
            submitted(&app, citizen, &drafting(&app, "short_term_stay", assessment))
        });
        let liv = app.sign_in("liv");
        let mut replies: Vec<_> = std::thread::scope(|scope| {
            let signing: Vec<_> = both.iter()
                .map(|(path, tag)| scope.spawn(|| sign(&liv, path, tag)))
                .collect();
            signing.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        replies.sort_by_key(|reply| reply.status);
        assert_eq!(replies[0].status, 200, "{}", replies[0].body);
        assert_eq!(replies[1].clone().expect(403).codes(), ["quota-used-up"]);
    }
);

on_both!(
    /// R-VED-3: no two on one service at once, and what replaces ends the earlier the day before.
    fn vedtak_that_overlap_are_refused_and_one_that_replaces_is_not(app) {
        pass_on(&app, root(&app), "liv", json!(["home_nursing"]));
        let assessment = completed_assessment(&app, app.world.astrid);
        let first = drafting(&app, "home_nursing", assessment);
        let (path, tag) = submitted(&app, app.world.astrid, &first);
        // Two may wait; the one signed last is refused.
        let (late, late_tag) = submitted(&app, app.world.astrid, &first);
        let liv = app.sign_in("liv");
        let earlier = sign(&liv, &path, &tag).expect(200).id();
        assert_eq!(sign(&liv, &late, &late_tag).expect(409).codes(), ["vedtak-overlap"]);
        let mut next = first;
        next["content"]["from"] = json!("2027-01-01");
        next["content"]["replaces"] = json!(earlier);
        let (path_of_next, tag) = submitted(&app, app.world.astrid, &next);
        sign(&liv, &path_of_next, &tag).expect(200);
        let old = liv.get(&path).expect(200);
        assert_eq!(old.body["state"], "replaced");
        assert_eq!(old.body["daysInForce"]["until"], "2026-12-31");
    }
);

on_both!(
    /// R-VED-3: sent back with a comment, taken up, withdrawn; ended by one who may.
    fn a_vedtak_is_sent_back_taken_up_withdrawn_or_ended(app) {
        pass_on(&app, root(&app), "liv", json!(["home_nursing"]));
        let assessment = completed_assessment(&app, app.world.astrid);
        let drafting = drafting(&app, "home_nursing", assessment);
        let (path, tag) = submitted(&app, app.world.astrid, &drafting);
        let (liv, cato) = (app.sign_in("liv"), app.sign_in("cato"));
        let back = format!("{path}/return");
        let empty = liv.if_match(&tag).post(&back, &json!({ "comment": " " })).expect(422);
        assert_eq!(empty.codes(), ["return-needs-comment"]);
        let comment = json!({ "comment": "Skriv hvor ofte." });
        cato.if_match(&tag).post(&back, &comment).expect(403);
        let returned = liv.if_match(&tag).post(&back, &comment).expect(200);
        let tasks = format!("/teams/{}/tasks?holder=me", app.world.skullerud);
        assert_eq!(cato.get(&tasks).expect(200).body["items"][0]["subject"], "vedtak_returned");
        // Submitted again the same day, it waits for the leader again.
        let submit = format!("{path}/submission");
        let again = cato.if_match(&returned.etag()).post(&submit, &Value::Null).expect(200);
        assert_eq!(cato.get(&tasks).expect(200).body["items"], json!([]));
        assert_eq!(liv.get(&tasks).expect(200).body["items"][0]["subject"], "vedtak_signature");
        let signed = sign(&liv, &path, &again.etag()).expect(200);
        let end = json!({ "lastDay": "2027-01-15", "ground": "moved", "reason": "Astrid har flyttet." });
        cato.if_match(&signed.etag()).post(&format!("{path}/end"), &end).expect(403);
        let ended = liv.if_match(&signed.etag()).post(&format!("{path}/end"), &end).expect(200);
        assert_eq!(ended.body["state"], "ended");
        assert_eq!(ended.body["daysInForce"]["until"], "2027-01-15");

        let second = begun(&cato, app.world.astrid, &drafting);
        let tag = cato.get(&second).expect(200).etag();
        let gone = cato.if_match(&tag).post(&format!("{second}/withdrawal"), &Value::Null);
        assert_eq!(gone.expect(200).body["state"], "withdrawn");
    }
);

on_both!(
    /// SEC-5: another team's nurse learns nothing, whatever she asks.
    fn for_another_team_a_vedtak_is_like_none(app) {
        let assessment = completed_assessment(&app, app.world.astrid);
        let path = begun(&app.sign_in("cato"), app.world.astrid, &drafting(&app, "home_nursing", assessment));
        let nina = app.sign_in("nina").if_match("\"x.1\"");
        let unknown = "/vedtak/01900000-0000-7000-8000-000000000000";
        let strip = |reply: tests::Reply| {
            let mut body = reply.expect(404).body;
            body["instance"] = Value::Null;
            body
        };
        assert_eq!(strip(nina.get(&path)), strip(nina.get(unknown)));
        let body = json!({ "nonsense": 1 });
        assert_eq!(strip(nina.put(&path, &body)), strip(nina.put(unknown, &body)));
        for step in ["statements", "submission", "withdrawal", "return", "signature", "handling-unit", "end"] {
            let at = |vedtak: &str| nina.post(&format!("{vedtak}/{step}"), &body);
            assert_eq!(strip(at(&path)), strip(at(unknown)), "{step}");
        }
        assert_eq!(nina.get("/vedtak").expect(200).body["items"], json!([]));
    }
);

on_both!(
    /// API-8, API-9: wrong input is named, and nothing is kept.
    fn wrong_input_is_refused_with_its_place(app) {
        let cato = app.sign_in("cato");
        let all = format!("/citizens/{}/vedtak", app.world.astrid);
        let with = |field: &str, value: Value| {
            let mut draft = json!({ "content": { "service": "home_nursing", "form": "frame" } });
            draft["content"][field] = value;
            cato.post(&all, &draft)
        };
        let unknown = with("tarhet", json!(1)).expect(400);
        assert_eq!(unknown.errors()[0].2, "/content/tarhet");
        with("service", json!("hotel")).expect(400);
        with("from", json!("2026-02-30")).expect(400);
        assert_eq!(with("facts", json!("x".repeat(20_001))).expect(422).codes(), ["text-too-long"]);
        assert_eq!(with("from", json!("+20260-01-01")).expect(422).codes(), ["year-out-of-range"]);
        let nobody = json!({
            "content": { "service": "home_nursing", "form": "frame" },
            "caseWorker": uuid::Uuid::max(),
        });
        assert_eq!(cato.post(&all, &nobody).expect(422).errors()[0].2, "/caseWorker");
        let special = json!({ "content": { "service": "bpa", "form": "detailed" } });
        assert_eq!(cato.post(&all, &special).expect(403).codes(), ["needs-speciality"]);
        assert_eq!(cato.get(&all).expect(200).body["items"], json!([]));
    }
);
