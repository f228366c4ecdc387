//! A team builds its own day (R-WL-1 … R-WL-5, R-WL-9): the story's fifth part, and what may not
//! happen on the way.

use crate::known::{NOTHING, tiltak};
use domain::ids::CitizenId;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tests::{Client, Reply, TestApp, on_both};

pub(crate) fn day(app: &TestApp) -> String {
    format!("/teams/{}/days/2026-11-24", app.world.skullerud)
}

/// Tomorrow from seven to half past three, for each of these.
pub(crate) fn at_work(app: &TestApp, user_names: &[&str]) {
    let liv = app.sign_in("liv");
    for user_name in user_names {
        let shift = json!({ "employee": app.world.employee(user_name), "kind": "day",
            "interval": { "from": "2026-11-24T06:00:00Z", "until": "2026-11-24T14:30:00Z" } });
        let path = format!("/teams/{}/shifts", app.world.skullerud);
        liv.post(&path, &shift).expect(201);
    }
}

/// Kari is fordeler every day.
pub(crate) fn kari_is_fordeler(app: &TestApp) {
    let liv = app.sign_in("liv");
    let path = format!("/teams/{}/duties", app.world.skullerud);
    let seen = liv.get(&path).expect(200).etag();
    let rota = json!({ "duty": "fordeler", "rotation": "fixed", "from": "2026-11-01", "until": null,
        "order": [app.world.employee("kari")], "swaps": [] });
    liv.if_match(&seen)
        .put(&path, &json!({ "rotas": [rota] }))
        .expect(200);
}

/// A visit made by hand, that everybody may do, between two local hours.
pub(crate) fn visit(
    app: &TestApp,
    by: &Client,
    citizen: CitizenId,
    from: &str,
    until: &str,
) -> Reply {
    let body = json!({ "citizen": citizen, "minutes": 20,
        "window": { "from": from, "until": until } });
    by.post(&format!("{}/visits", day(app)), &body).expect(201)
}

pub(crate) fn plan(by: &Client, citizen: CitizenId, tiltak: &Value) {
    by.post(&format!("/citizens/{citizen}/tiltaksplan/tiltak"), tiltak)
        .expect(201);
}

fn two_people() -> Value {
    let mut two = tiltak();
    two["description"] = json!("Stell med heis");
    two["competences"] = json!([]);
    two["employees"] = json!(2);
    two["slot"] = json!("formiddag");
    two["window"] = json!({ "from": "10:00:00", "until": "12:00:00", "preferred": null });
    two
}

pub(crate) fn proposal(app: &TestApp, by: &Client) -> Reply {
    let asked = by
        .with("prefer", "wait=8")
        .post(&format!("{}/proposals", day(app)), &json!({}));
    let ready = asked.expect(201);
    assert_eq!(ready.body["state"], "ready", "{}", ready.body);
    ready
}

pub(crate) fn accept(app: &TestApp, by: &Client, proposal: &Reply, body: &Value) -> Reply {
    let path = format!("{}/proposals/{}/acceptance", day(app), proposal.id());
    let seen = proposal.body["planEtag"].as_str().unwrap();
    by.if_match(seen).post(&path, body)
}

pub(crate) fn publish(app: &TestApp, by: &Client) -> Reply {
    let seen = by.get(&day(app)).expect(200).body["etag"]
        .as_str()
        .unwrap()
        .to_owned();
    by.if_match(&seen)
        .post(&format!("{}/publication", day(app)), &json!({}))
}

pub(crate) fn visits(day: &Value) -> &Vec<Value> {
    day["visits"].as_array().unwrap()
}

fn parts<'a>(proposal: &'a Reply, visit: &Value) -> Vec<&'a Value> {
    let parts = proposal.body["parts"].as_array().unwrap();
    parts
        .iter()
        .filter(|part| part["visit"] == *visit)
        .collect()
}

on_both!(
    /// The story, part 5.
    fn a_team_claims_pins_asks_takes_and_publishes_its_day(app) {
        at_work(&app, &["kari", "per", "siri", "hanne"]);
        kari_is_fordeler(&app);
        let (kari, per, siri, hanne) =
            (app.sign_in("kari"), app.sign_in("per"), app.sign_in("siri"), app.sign_in("hanne"));
        plan(&kari, app.world.astrid, &tiltak());
        plan(&kari, app.world.einar, &two_people());
        let shopping = visit(&app, &kari, app.world.einar, "12:00:00", "14:00:00").body["id"].clone();
        let washing = visit(&app, &kari, app.world.astrid, "10:00:00", "12:00:00").body["id"].clone();

        let open = kari.get(&day(&app)).expect(200);
        assert_eq!(visits(&open.body).len(), 4);
        assert_eq!(open.body["fordeler"]["name"], "Kari Nordby");
        let find = |competences: Value, employees: i32| {
            let of = |v: &&Value| v["competences"] == competences && v["employees"] == employees;
            let planned = visits(&open.body).iter().filter(|v| v["adHoc"] == false);
            planned.clone().find(of).unwrap()["id"].clone()
        };
        let (insulin, lifting) = (find(json!(["insulin"]), 1), find(json!([]), 2));

        // A list with holes is not put in force, and not by everybody.
        let refused = publish(&app, &kari).expect(409);
        let holes: BTreeSet<_> = refused.errors().into_iter().map(|(_, code, at)| (code, at)).collect();
        let hole = |visit: &Value| {
            ("must-do-unassigned".to_owned(), format!("/visits/{}", visit.as_str().unwrap()))
        };
        assert_eq!(holes, [hole(&insulin), hole(&lifting)].into());
        let theirs = publish(&app, &per).expect(403);
        assert_eq!(theirs.codes(), ["not-fordeler"]);

        let claim = |by: &Client, visit: &Value| {
            by.post(&format!("/visits/{}/claim", visit.as_str().unwrap()), &json!({}))
        };
        assert_eq!(claim(&hanne, &insulin).expect(409).codes(), ["competence-lacking"]);
        claim(&per, &shopping).expect(200);
        claim(&hanne, &washing).expect(200);
        let late = claim(&siri, &shopping).expect(409);
        assert_eq!(late.codes(), ["already-taken"]);
        assert!(late.body["errors"][0]["message"].as_str().unwrap().contains("Per Haugen"));
        let pin = format!("/visits/{}/pin", insulin.as_str().unwrap());
        assert_eq!(siri.post(&pin, &json!({})).expect(200).body["assignments"][0]["state"], "pinned");

        let ready = proposal(&app, &kari);
        let who = |visit: &Value| {
            parts(&ready, visit).iter().map(|p| p["name"].as_str().unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(who(&shopping), ["Per Haugen"]);
        assert_eq!(who(&washing), ["Hanne Moe"]);
        assert_eq!(who(&insulin), ["Siri Vik"]);
        let pair = parts(&ready, &lifting);
        assert_eq!(pair.len(), 2);
        assert_eq!(pair[0]["start"], pair[1]["start"]);
        assert_ne!(pair[0]["employee"], pair[1]["employee"]);
        assert!(ready.body["unplaced"].as_array().unwrap().is_empty());
        for part in ready.body["parts"].as_array().unwrap() {
            assert!(!part["why"].as_str().unwrap().is_empty(), "{part}");
        }
        assert!(parts(&ready, &insulin)[0]["fixed"].as_bool().unwrap());

        let taken = accept(&app, &kari, &ready, &json!({})).expect(200);
        assert!(taken.body["obstacles"].as_array().unwrap().is_empty(), "{}", taken.body["obstacles"]);
        let pinned = visits(&taken.body).iter().find(|v| v["id"] == insulin).unwrap();
        assert_eq!(pinned["assignments"][0]["state"], "pinned");
        assert_eq!(pinned["assignments"][0]["employee"], json!(app.world.employee("siri")));

        let seen = taken.body["etag"].as_str().unwrap();
        let path = format!("{}/publication", day(&app));
        let tried = kari.if_match(seen).post(&format!("{path}?dryRun=true"), &json!({})).expect(200);
        assert_eq!(tried.body["state"], "published");
        assert_eq!(kari.get(&day(&app)).body["state"], "open");
        assert_eq!(kari.post(&path, &json!({})).status, 428);
        kari.if_match(seen).post(&path, &json!({})).expect(200);
        kari.if_match(seen).post(&path, &json!({})).expect(412);
        let published = kari.get(&day(&app)).expect(200);
        assert_eq!(published.body["state"], "published");
        assert_eq!(published.body["publishedBy"], json!(app.world.employee("kari")));
        assert_eq!(claim(&siri, &shopping).expect(409).codes(), ["plan-not-open", "already-taken"]);
        kari.with("if-none-match", &published.etag()).get(&day(&app)).expect(304);

        // A nurse of another team sees nothing of it.
        let nina = app.sign_in("nina");
        nina.get(&day(&app)).expect(403);
        claim(&nina, &shopping).expect(404);
    }
);

on_both!(
    fn nobody_without_the_competence_gets_an_insulin_visit(app) {
        at_work(&app, &["hanne", "per", "siri"]);
        let kari = app.sign_in("kari");
        for citizen in [app.world.astrid, app.world.einar] {
            plan(&kari, citizen, &tiltak());
        }
        let ready = proposal(&app, &kari);
        let open = kari.get(&day(&app)).expect(200).body;
        let parts = ready.body["parts"].as_array().unwrap();
        assert_eq!(parts.len(), 2);
        for part in parts {
            let lanes = open["lanes"].as_array().unwrap();
            let lane = lanes.iter().find(|l| l["employee"] == part["employee"]).unwrap();
            let may = lane["competences"].as_array().unwrap();
            assert!(may.contains(&json!("insulin")), "{} may not", lane["name"]);
        }
    }
);

on_both!(
    fn what_found_no_place_says_what_stops_each_and_what_would_help(app) {
        at_work(&app, &["hanne"]);
        let kari = app.sign_in("kari");
        plan(&kari, app.world.astrid, &tiltak());
        let ready = proposal(&app, &kari);
        let left = &ready.body["unplaced"][0];
        assert_eq!(left["blocks"][0]["name"], "Hanne Moe");
        assert!(!left["help"].as_array().unwrap().is_empty(), "{left}");
    }
);

on_both!(
    fn a_proposal_is_refused_for_visits_that_changed_meanwhile_and_taken_for_the_rest(app) {
        at_work(&app, &["kari", "per"]);
        let (kari, per) = (app.sign_in("kari"), app.sign_in("per"));
        let first = visit(&app, &kari, app.world.astrid, "08:00:00", "10:00:00").body["id"].clone();
        let second = visit(&app, &kari, app.world.einar, "08:00:00", "10:00:00").body["id"].clone();
        let ready = proposal(&app, &kari);
        per.post(&format!("/visits/{}/claim", first.as_str().unwrap()), &json!({})).expect(200);
        let refused = accept(&app, &kari, &ready, &json!({})).expect(409);
        assert_eq!(refused.codes(), ["visit-changed"]);
        assert_eq!(refused.errors()[0].2, format!("/visits/{}", first.as_str().unwrap()));
        let some = accept(&app, &kari, &ready, &json!({ "visits": [second] })).expect(200);
        let now = |id: &Value| visits(&some.body).iter().find(|v| v["id"] == *id).unwrap().clone();
        assert_eq!(now(&first)["assignments"][0]["employee"], json!(app.world.employee("per")));
        assert_eq!(now(&second)["assignments"][0]["state"], "assigned");
        let unknown = accept(&app, &kari, &ready, &json!({ "visits": [NOTHING] })).expect(409);
        assert_eq!(unknown.codes(), ["visit-not-proposed"]);
    }
);

on_both!(
    fn the_same_day_asked_about_twice_with_one_key_is_one_proposal(app) {
        at_work(&app, &["kari"]);
        let kari = app.sign_in("kari").keyed("one");
        let path = format!("{}/proposals", day(&app));
        let first = kari.post(&path, &json!({})).expect(202);
        let again = kari.post(&path, &json!({})).expect(202);
        assert_eq!(first.id(), again.id());
        assert_eq!(first.header("location"), again.header("location"));
    }
);

on_both!(
    fn a_day_loads_in_as_many_queries_with_forty_visits_as_with_two(app) {
        at_work(&app, &["kari", "per"]);
        let kari = app.sign_in("kari");
        let make = || visit(&app, &kari, app.world.astrid, "08:00:00", "14:00:00");
        make();
        make();
        let cost = || {
            let before = app.database().queries();
            kari.get(&day(&app)).expect(200);
            app.database().queries() - before
        };
        cost();
        let few = cost();
        (0..38).for_each(|_| drop(make()));
        cost();
        assert_eq!(cost(), few);
    }
);

on_both!(
    fn a_substitute_sees_whom_she_visits_from_publication_until_a_day_after(app) {
        at_work(&app, &["vera"]);
        let liv = app.sign_in("liv");
        let astrid = format!("/citizens/{}", app.world.astrid);
        let visit = visit(&app, &liv, app.world.astrid, "08:00:00", "10:00:00").id();
        let give = json!({ "employee": app.world.employee("vera"), "start": "2026-11-24T07:30:00Z" });
        liv.post(&format!("/visits/{visit}/assignment"), &give).expect(200);
        app.sign_in("vera").get(&astrid).expect(404);
        publish(&app, &liv).expect(200);
        app.sign_in("vera").get(&astrid).expect(200);
        app.sign_in("vera").get(&format!("/citizens/{}", app.world.einar)).expect(404);
        app.at("2026-11-25T22:59:00Z");
        app.sign_in("vera").get(&astrid).expect(200);
        app.at("2026-11-25T23:00:00Z");
        app.sign_in("vera").get(&astrid).expect(404);
    }
);

on_both!(
    fn everybody_tries_a_list_and_every_fault_is_explained(app) {
        at_work(&app, &["kari"]);
        let siri = app.sign_in("siri");
        let visit = visit(&app, &siri, app.world.astrid, "08:00:00", "10:00:00").id();
        let path = format!("/visits/{visit}/assignment");
        let hanne = app.world.employee("hanne");
        let refused = siri.post(&path, &json!({ "employee": hanne, "start": "2026-11-24T10:30:00Z" }));
        assert_eq!(refused.expect(409).codes(), ["outside-shift", "outside-window"]);
        let kari = app.world.employee("kari");
        let fine = json!({ "employee": kari, "start": "2026-11-24T07:30:00Z" });
        let tried = siri.post(&format!("{path}?dryRun=true"), &fine).expect(200);
        assert_eq!(tried.body["assignments"][0]["state"], "assigned");
        assert_eq!(visits(&siri.get(&day(&app)).body)[0]["assignments"][0]["state"], "free");
        siri.post(&path, &fine).expect(200);
        siri.post(&path, &json!({ "employee": kari, "number": 2 })).expect(422);
        siri.post(&path, &json!({ "employe": kari })).expect(400);
    }
);

on_both!(
    fn a_swap_changes_hands_when_the_other_accepts(app) {
        at_work(&app, &["kari", "per"]);
        let (kari, per) = (app.sign_in("kari"), app.sign_in("per"));
        let visit = visit(&app, &kari, app.world.astrid, "08:00:00", "10:00:00").id();
        kari.post(&format!("/visits/{visit}/claim"), &json!({})).expect(200);
        let offer = format!("/visits/{visit}/swaps");
        let to = |name: &str| json!({ "to": app.world.employee(name) });
        assert_eq!(per.post(&offer, &to("kari")).expect(409).codes(), ["not-yours"]);
        assert_eq!(kari.post(&offer, &to("siri")).expect(409).codes(), ["outside-shift"]);
        let offered = kari.post(&offer, &to("per")).expect(201).id();
        assert_eq!(kari.post(&offer, &to("per")).expect(409).codes(), ["swap-already-offered"]);
        let accept = format!("/swaps/{offered}/acceptance");
        assert_eq!(kari.post(&accept, &json!({})).expect(409).codes(), ["swap-not-your-step"]);
        app.sign_in("nina").post(&accept, &json!({})).expect(404);
        per.post(&accept, &json!({})).expect(200);
        assert!(per.post(&accept, &json!({})).expect(409).codes().contains(&"swap-settled".to_owned()));
        let now = kari.get(&day(&app)).expect(200).body;
        assert_eq!(visits(&now)[0]["assignments"][0]["employee"], json!(app.world.employee("per")));
    }
);

on_both!(
    fn visits_made_twice_are_the_same_ones_and_keep_their_claims(app) {
        at_work(&app, &["siri"]);
        let siri = app.sign_in("siri");
        plan(&siri, app.world.astrid, &tiltak());
        let first = siri.get(&day(&app)).expect(200);
        let id = visits(&first.body)[0]["id"].clone();
        siri.post(&format!("/visits/{}/claim", id.as_str().unwrap()), &json!({})).expect(200);
        let claimed = siri.get(&day(&app)).expect(200);
        app.database().extend_visits(tests::now()).unwrap();
        assert_eq!(siri.get(&day(&app)).expect(200).etag(), claimed.etag(), "nothing is written");
        // The same slot: one visit, longer, with its claim.
        let mut more = tiltak();
        more["description"] = json!("Frokost");
        more["competences"] = json!([]);
        plan(&siri, app.world.astrid, &more);
        let after = siri.get(&day(&app)).expect(200).body;
        assert_eq!(visits(&after).len(), 1);
        assert_eq!(visits(&after)[0]["id"], id);
        assert_eq!(visits(&after)[0]["minutes"], 30);
        assert_eq!(visits(&after)[0]["assignments"][0]["state"], "claimed");
        let last = format!("/teams/{}/days/2026-12-21", app.world.skullerud);
        assert_eq!(visits(&siri.get(&last).expect(200).body).len(), 1);
        let beyond = format!("/teams/{}/days/2026-12-22", app.world.skullerud);
        assert_eq!(visits(&siri.get(&beyond).expect(200).body).len(), 0);
    }
);

on_both!(
    fn bad_input_is_named_and_leaves_nothing_behind(app) {
        let liv = app.sign_in("liv");
        let add = format!("{}/visits", day(&app));
        let right = json!({ "citizen": app.world.astrid, "minutes": 20,
            "window": { "from": "08:00:00", "until": "10:00:00" } });
        let with = |name: &str, value: Value| {
            let mut body = right.clone();
            body[name] = value;
            body
        };
        liv.send("POST", &add, Vec::new(), Some("application/json")).expect(400);
        liv.post(&add, &json!([])).expect(400);
        assert_eq!(liv.post(&add, &with("minuts", json!(1))).expect(400).errors()[0].2, "/minuts");
        liv.post(&add, &with("place", json!("moon"))).expect(400);
        let wrong = with("minutes", json!(0));
        assert_eq!(liv.post(&add, &wrong).expect(422).codes(), ["visit-minutes"]);
        for whose in [json!(app.world.gunvor), json!(NOTHING)] {
            assert_eq!(liv.post(&add, &with("citizen", whose)).expect(422).codes(), ["not-in-caseload"]);
        }
        let noon = with("start", json!("2026-11-24T12:00:00Z"));
        assert_eq!(liv.post(&add, &noon).expect(422).codes(), ["start-outside-window"]);
        assert!(visits(&liv.get(&day(&app)).body).is_empty());
        liv.get(&format!("/teams/{}/days/2026-02-30", app.world.skullerud)).expect(404);
        liv.get(&format!("/teams/{}/days/262142-01-01", app.world.skullerud)).expect(404);
        liv.get(&format!("{}?part=nowhere", day(&app))).expect(404);
        liv.get(&format!("/teams/{NOTHING}/days/2026-11-24")).expect(404);
        // The night the clock goes back has an hour more.
        liv.get(&format!("/teams/{}/days/2026-10-25", app.world.skullerud)).expect(200);

        let shifts = format!("/teams/{}/shifts", app.world.skullerud);
        let shift = |from: &str, until: &str| json!({ "employee": app.world.employee("kari"),
            "kind": "day", "interval": { "from": from, "until": until } });
        let backwards = shift("2026-11-24T14:00:00Z", "2026-11-24T06:00:00Z");
        assert_eq!(liv.post(&shifts, &backwards).expect(422).codes(), ["shift-ends-before-start"]);
        let made = liv.post(&shifts, &shift("2026-11-24T06:00:00Z", "2026-11-24T14:00:00Z")).expect(201);
        let twice = liv.post(&shifts, &shift("2026-11-24T13:00:00Z", "2026-11-24T20:00:00Z"));
        assert_eq!(twice.expect(422).codes(), ["shift-overlaps"]);
        let one = format!("{shifts}/{}", made.id());
        liv.delete(&one).expect(428);
        liv.if_match("\"old.9\"").delete(&one).expect(412);
        liv.if_match(&made.etag()).delete(&one).expect(204);
        app.sign_in("per").post(&shifts, &json!({})).expect(403);
        let duties = format!("/teams/{}/duties", app.world.skullerud);
        let rota = json!({ "duty": "fordeler", "rotation": "daily", "from": "2026-11-01",
            "until": null, "order": [app.world.employee("hanne")], "swaps": [] });
        let seen = liv.get(&duties).expect(200).etag();
        let unfit = liv.if_match(&seen).put(&duties, &json!({ "rotas": [rota] })).expect(422);
        assert_eq!(unfit.errors()[0].1, "duty-competence-lacking");
        assert_eq!(unfit.errors()[0].2, "/rotas/0/order/0");
    }
);
