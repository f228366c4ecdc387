//! An acting leader: her role and her delegation have dates, and so has all that comes with them
//! (R-TEAM-3, R-VED-2, R-MSG-4).

use serde_json::{Value, json};
use tests::{TestApp, decide::*, on_both};

/// Siri leads Team Skullerud from Monday 30 November to Sunday 13 December, confirmed by Liv.
fn leads(app: &TestApp) {
    let days = json!({ "from": "2026-11-30", "until": "2026-12-13" });
    let members = format!("/teams/{}/members", app.world.skullerud);
    let role = json!({
        "employee": app.world.employee("siri"), "role": "leader", "share": 0,
        "from": days["from"], "until": days["until"],
    });
    let made = app.sign_in("admin").post(&members, &role).expect(201);
    let liv = app.sign_in("liv");
    let listed = liv.get(&members).expect(200);
    let one = listed.body["items"]
        .as_array()
        .unwrap()
        .iter()
        .find(|m| m["id"] == json!(made.id()))
        .unwrap()
        .clone();
    liv.if_match(one["etag"].as_str().unwrap())
        .post(
            &format!("{members}/{}/confirmation", made.id()),
            &Value::Null,
        )
        .expect(200);
}

on_both!(
    /// While it lasts she has the leader's page and task, and signs by the acting delegation, which is
    /// kept with the signature; the day after, neither.
    fn an_acting_leader_has_page_task_and_signature_while_it_lasts(app) {
        let own = pass_on(&app, root(&app), "liv", json!(["home_nursing"]));
        leads(&app);
        let mut acting = grant(&app, Some(own), "liv", "siri", json!(["home_nursing"]));
        acting["acting"] = json!(true);
        acting["period"] = json!({ "from": "2026-11-30", "until": "2026-12-13" });
        let acting = app.sign_in("admin").post("/delegations", &acting).expect(201).id();
        let assessment = completed_assessment(&app, app.world.astrid);
        let mut draft = drafting(&app, "home_nursing", assessment);
        draft["content"]["from"] = json!("2027-01-01");
        let (first, tag) = submitted(&app, app.world.astrid, &draft);
        let tasks = format!("/teams/{}/tasks?holder=me&state=open", app.world.skullerud);
        let siri = app.sign_in("siri");
        assert_eq!(sign(&siri, &first, &tag).expect(403).codes(), ["delegation-not-begun"]);
        assert_eq!(siri.get("/me/leader-overview").expect(200).body["units"], json!([]));
        assert_eq!(siri.get(&tasks).expect(200).body["items"], json!([]));

        app.at("2026-12-01T09:00:00Z");
        let siri = app.sign_in("siri");
        let page = siri.get("/me/leader-overview").expect(200);
        assert_eq!(page.body["units"][0]["toSign"][0]["ageDays"], 8);
        assert_eq!(siri.get(&tasks).expect(200).body["items"][0]["subject"], "vedtak_signature");
        let signed = sign(&siri, &first, &tag).expect(200);
        assert_eq!(signed.body["signature"]["delegation"], json!(acting));

        let mut again = drafting(&app, "home_nursing", completed_assessment(&app, app.world.einar));
        again["content"]["from"] = json!("2027-01-01");
        let (second, tag) = submitted(&app, app.world.einar, &again);
        app.at("2026-12-14T09:00:00Z");
        let siri = app.sign_in("siri");
        assert_eq!(sign(&siri, &second, &tag).expect(403).codes(), ["delegation-ended"]);
        assert_eq!(siri.get("/me/leader-overview").expect(200).body["units"], json!([]));
        // She who is back ends nothing: her own delegation counted all the time.
        sign(&app.sign_in("liv"), &second, &tag).expect(200);
    }
);

on_both!(
    /// R-VED-2: an acting delegation falls with the one it is part of.
    fn an_acting_delegation_falls_with_the_one_it_is_part_of(app) {
        let own = pass_on(&app, root(&app), "liv", json!(["home_nursing"]));
        let mut acting = grant(&app, Some(own), "liv", "siri", json!(["home_nursing"]));
        acting["acting"] = json!(true);
        acting["period"] = json!({ "from": "2026-11-23", "until": "2026-12-13" });
        let admin = app.sign_in("admin");
        admin.post("/delegations", &acting).expect(201);
        let assessment = completed_assessment(&app, app.world.astrid);
        let (path, tag) = submitted(&app, app.world.astrid, &drafting(&app, "home_nursing", assessment));
        admin.post(&format!("/delegations/{own}/end"), &Value::Null).expect(200);
        let refused = sign(&app.sign_in("siri"), &path, &tag).expect(403);
        assert_eq!(refused.codes(), ["parent-delegation-ended"]);
    }
);
