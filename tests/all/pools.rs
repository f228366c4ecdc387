//! Teams that share the evening (R-TEAM-8): who agrees, whose visits go where, and who sees what how long.

use crate::{
    day::{at_work, plan},
    known::tiltak,
};
use domain::ids::CitizenId;
use serde_json::{Value, json};
use tests::{Client, Reply, TestApp, on_both};

/// Evenings from three to half past ten, every day, with Bogerud.
pub(crate) fn evenings(app: &TestApp, from: &str) -> Value {
    json!({ "name": "Kveld Skullerud–Bogerud", "with": [app.world.bogerud], "from": from,
        "hours": [{ "name": "evening", "days": [1, 2, 3, 4, 5, 6, 7], "holidays": true,
            "from": "15:00:00", "until": "22:30:00" }] })
}

fn pools(app: &TestApp) -> String {
    format!("/teams/{}/pools", app.world.skullerud)
}

fn of_bogerud(app: &TestApp, pool: &Reply, step: &str) -> String {
    format!("/teams/{}/pools/{}/{step}", app.world.bogerud, pool.id())
}

fn accept(app: &TestApp, pool: &Reply) -> Reply {
    let bente = app.sign_in("bente");
    bente
        .if_match(&pool.etag())
        .post(&of_bogerud(app, pool, "acceptance"), &json!({}))
}

/// The pool, agreed; its path among units.
pub(crate) fn agreed(app: &TestApp, from: &str) -> (Reply, String) {
    let liv = app.sign_in("liv");
    let proposed = liv.post(&pools(app), &evenings(app, from)).expect(201);
    let agreed = accept(app, &proposed).expect(200);
    let unit = format!("/teams/{}", proposed.id());
    (agreed, unit)
}

/// Support in the evening between six and eight, that anybody may give.
pub(crate) fn supper(start: &str) -> Value {
    let mut supper = tiltak();
    supper["description"] = json!("Kveldsmat");
    supper["competences"] = json!([]);
    supper["slot"] = json!("kveld");
    supper["window"] = json!({ "from": "18:00:00", "until": "20:00:00", "preferred": null });
    supper["start"] = json!(start);
    supper
}

pub(crate) fn suppers(app: &TestApp) {
    plan(
        &app.sign_in("kari"),
        app.world.astrid,
        &supper("2026-11-23"),
    );
    plan(
        &app.sign_in("nina"),
        app.world.gunvor,
        &supper("2026-11-23"),
    );
}

/// Citizens' family names on a plan of a unit, in order.
pub(crate) fn on_plan(by: &Client, unit: &str, date: &str) -> Vec<(String, String)> {
    let day = by.get(&format!("{unit}/days/{date}")).expect(200).body;
    let visits = day["visits"].as_array().unwrap().iter();
    let mut all: Vec<(String, String)> = visits
        .map(|v| {
            let name = v["citizen"]["name"].as_str().unwrap().to_owned();
            (name, v["id"].as_str().unwrap().to_owned())
        })
        .collect();
    all.sort();
    all
}

fn names(found: &[(String, String)]) -> Vec<&str> {
    found.iter().map(|(name, _)| name.as_str()).collect()
}

pub(crate) fn unit(id: impl std::fmt::Display) -> String {
    format!("/teams/{id}")
}

/// An evening shift in the pool on Tuesday.
pub(crate) fn evening(app: &TestApp, by: &str, pool: &str, who: &str) -> Reply {
    let shift = json!({ "employee": app.world.employee(who), "kind": "evening",
        "interval": { "from": "2026-11-24T14:00:00Z", "until": "2026-11-24T21:30:00Z" } });
    app.sign_in(by).post(&format!("{pool}/shifts"), &shift)
}

fn opens(by: &Client, citizen: CitizenId, status: u16) -> Reply {
    by.get(&format!("/citizens/{citizen}")).expect(status)
}

on_both!(
    /// Every team's leader agrees, with all reasons when it cannot be; what happened is kept.
    fn a_pool_is_agreed_by_every_team_and_its_history_is_kept(app) {
        let (liv, kari, bente) = (app.sign_in("liv"), app.sign_in("kari"), app.sign_in("bente"));
        kari.post(&pools(&app), &evenings(&app, "2026-11-24")).expect(403);
        bente.post(&pools(&app), &evenings(&app, "2026-11-24")).expect(403);
        let mut wrong = evenings(&app, "2026-11-22");
        wrong["name"] = json!("");
        wrong["with"] = json!([app.world.office]);
        wrong["hours"] = json!([
            { "name": "day", "days": [1, 6], "from": "10:00:00", "until": "16:00:00" },
            { "name": "late", "days": [6], "from": "15:00:00", "until": "23:00:00" },
        ]);
        wrong["until"] = json!("2026-11-01");
        let refused = liv.post(&pools(&app), &wrong).expect(422);
        let all = ["pool-nameless", "pool-not-a-team", "pool-by-day", "pool-hours-twice", "pool-begins-in-the-past", "pool-ends-before-start"];
        assert_eq!(refused.codes(), all);
        liv.post(&format!("{}?dryRun=true", pools(&app)), &evenings(&app, "2026-11-24")).expect(201);
        assert_eq!(liv.get(&pools(&app)).expect(200).body["items"], json!([]));

        let proposed = liv.post(&pools(&app), &evenings(&app, "2026-11-24")).expect(201);
        assert_eq!(proposed.body["state"], "proposed");
        let waits: Vec<&Value> = proposed.body["teamNames"].as_array().unwrap().iter().filter(|t| t["waitedFor"] == true).collect();
        assert_eq!((waits.len(), &waits[0]["name"]), (1, &json!("Team Bogerud")));
        let own = format!("{}/{}/acceptance", pools(&app), proposed.id());
        assert_eq!(liv.if_match(&proposed.etag()).post(&own, &json!({})).expect(409).codes(), ["pool-team-agreed"]);
        let path = of_bogerud(&app, &proposed, "acceptance");
        bente.post(&path, &json!({})).expect(428);
        app.sign_in("nina").if_match(&proposed.etag()).post(&path, &json!({})).expect(403);
        liv.if_match(&proposed.etag()).post(&path, &json!({})).expect(403);
        bente.if_match(&proposed.etag()).post(&format!("{path}?dryRun=true"), &json!({})).expect(200);
        kari.get(&format!("/units/{}", proposed.id())).expect(404);

        let agreed = bente.if_match(&proposed.etag()).post(&path, &json!({})).expect(200);
        assert_eq!(agreed.body["state"], "agreed");
        assert_eq!(bente.if_match(&proposed.etag()).post(&path, &json!({})).expect(412).etag(), agreed.etag());
        let seen = kari.get(&format!("/units/{}", proposed.id())).expect(200).body;
        assert_eq!((&seen["kind"], &seen["name"]), (&json!("pool"), &json!("Kveld Skullerud–Bogerud")));
        // The same evenings are shared once, and a pool's own room is its plans.
        let again = liv.post(&pools(&app), &evenings(&app, "2026-12-24")).expect(422);
        assert_eq!(again.codes(), ["pool-overlaps", "pool-overlaps"]);
        let caseload = liv.get(&format!("/teams/{}/caseload", proposed.id())).expect(403);
        assert_eq!(caseload.codes(), ["not-of-a-pool"]);

        let end = of_bogerud(&app, &proposed, "end");
        let late = bente.if_match(&agreed.etag()).post(&end, &json!({ "lastDay": "2026-11-01" })).expect(422);
        assert_eq!(late.codes(), ["pool-ends-in-the-past"]);
        let ended = bente.if_match(&agreed.etag()).post(&end, &json!({ "lastDay": "2026-11-30" })).expect(200);
        let longer = bente.if_match(&ended.etag()).post(&end, &json!({ "lastDay": "2026-12-30" })).expect(422);
        assert_eq!(longer.codes(), ["pool-ends-already"]);
        liv.post(&pools(&app), &evenings(&app, "2026-12-01")).expect(201);
        let items = kari.get(&pools(&app)).expect(200).body["items"].clone();
        let steps: Vec<&str> = items[1]["steps"].as_array().unwrap().iter().map(|s| s["kind"].as_str().unwrap()).collect();
        assert_eq!((items[0]["state"].as_str(), steps), (Some("proposed"), vec!["proposed", "agreed", "ended"]));
        assert_eq!(items[1]["steps"][1]["by"], json!(app.world.employee("bente")));
    }
);

on_both!(
    fn one_no_is_enough_and_what_is_declined_changes_nothing(app) {
        suppers(&app);
        let proposed = app.sign_in("liv").post(&pools(&app), &evenings(&app, "2026-11-24")).expect(201);
        let bente = app.sign_in("bente");
        let declined = bente.if_match(&proposed.etag()).post(&of_bogerud(&app, &proposed, "refusal"), &json!({})).expect(200);
        assert_eq!(declined.body["state"], "declined");
        let late = bente.if_match(&declined.etag()).post(&of_bogerud(&app, &proposed, "acceptance"), &json!({})).expect(409);
        assert_eq!(late.codes(), ["pool-answered"]);
        let end = bente.if_match(&declined.etag()).post(&of_bogerud(&app, &proposed, "end"), &json!({ "lastDay": "2026-12-01" }));
        assert_eq!(end.expect(422).codes(), ["pool-not-agreed"]);
        let kari = app.sign_in("kari");
        assert_eq!(names(&on_plan(&kari, &unit(app.world.skullerud), "2026-11-24")), ["Astrid Bøe"]);
        kari.get(&format!("/units/{}", proposed.id())).expect(404);
    }
);

on_both!(
    /// Nothing is lost or doubled when a pool begins and when it ends; a published plan is kept.
    fn visits_go_over_with_identity_and_claim_and_come_back(app) {
        suppers(&app);
        plan(&app.sign_in("kari"), app.world.einar, &supper("2026-11-23"));
        at_work(&app, &["kari"]);
        let (kari, liv) = (app.sign_in("kari"), app.sign_in("liv"));
        let team = unit(app.world.skullerud);
        let before: Vec<Vec<(String, String)>> = ["2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"]
            .iter().map(|date| on_plan(&kari, &team, date)).collect();
        assert!(before.iter().all(|day| names(day) == ["Astrid Bøe", "Einar Dahl"]), "{before:?}");
        // Wednesday is put in force before anybody shares anything.
        let shift = json!({ "employee": app.world.employee("per"), "kind": "evening",
            "interval": { "from": "2026-11-25T14:00:00Z", "until": "2026-11-25T21:30:00Z" } });
        liv.post(&format!("{team}/shifts"), &shift).expect(201);
        for (n, (_, id)) in before[2].iter().enumerate() {
            let start = json!({ "start": format!("2026-11-25T1{}:00:00Z", 7 + n) });
            app.sign_in("per").post(&format!("/visits/{id}/claim"), &start).expect(200);
        }
        let seen = liv.get(&format!("{team}/days/2026-11-25")).expect(200).body["etag"].as_str().unwrap().to_owned();
        liv.if_match(&seen).post(&format!("{team}/days/2026-11-25/publication"), &json!({})).expect(200);

        let (agreed, pool) = agreed(&app, "2026-11-24");
        assert_eq!(on_plan(&kari, &team, "2026-11-23"), before[0], "before its first day");
        assert_eq!(on_plan(&kari, &team, "2026-11-24"), []);
        assert_eq!(on_plan(&kari, &team, "2026-11-25"), before[2], "what is published is kept");
        assert_eq!(on_plan(&kari, &pool, "2026-11-24"), before[1], "the same visits, not others like them");
        assert_eq!(on_plan(&kari, &pool, "2026-11-25"), []);
        assert_eq!(on_plan(&kari, &pool, "2026-11-26"), before[3]);
        // Made anew every night they are the same.
        app.database().extend_visits(tests::now()).unwrap();
        assert_eq!(on_plan(&kari, &pool, "2026-11-26"), before[3]);
        assert_eq!(on_plan(&kari, &team, "2026-11-26"), []);
        // What is planned now is at home at once: the morning with the team, the evening in the pool.
        plan(&kari, app.world.astrid, &tiltak());
        let mut late = supper("2026-11-24");
        late["slot"] = Value::Null;
        plan(&kari, app.world.einar, &late);
        assert_eq!(names(&on_plan(&kari, &team, "2026-11-26")), ["Astrid Bøe"]);
        assert_eq!(names(&on_plan(&kari, &pool, "2026-11-26")), ["Astrid Bøe", "Einar Dahl", "Einar Dahl"]);

        // A claim goes along: Per has the pool's shift on Thursday and has taken Astrid.
        let shift = json!({ "employee": app.world.employee("per"), "kind": "evening",
            "interval": { "from": "2026-11-26T14:00:00Z", "until": "2026-11-26T21:30:00Z" } });
        let entered = liv.post(&format!("{pool}/shifts"), &shift).expect(201);
        let astrid = on_plan(&kari, &pool, "2026-11-26")[0].1.clone();
        app.sign_in("per").post(&format!("/visits/{astrid}/claim"), &json!({ "start": "2026-11-26T17:00:00Z" })).expect(200);
        let end = of_bogerud(&app, &agreed, "end");
        let bente = app.sign_in("bente");
        let left = bente.if_match(&agreed.etag()).post(&end, &json!({ "lastDay": "2026-11-25" })).expect(422);
        assert_eq!(left.codes(), ["pool-shifts-after"]);
        liv.if_match(&entered.etag()).delete(&format!("{pool}/shifts/{}", entered.id())).expect(204);
        let ended = bente.if_match(&agreed.etag()).post(&end, &json!({ "lastDay": "2026-11-25" })).expect(200);
        assert_eq!(ended.body["terms"]["period"]["until"], "2026-11-25");
        let last = on_plan(&kari, &pool, "2026-11-24");
        assert_eq!(names(&last), ["Astrid Bøe", "Einar Dahl", "Einar Dahl"], "until its last day");
        assert!(before[1].iter().all(|visit| last.contains(visit)));
        assert_eq!(on_plan(&kari, &pool, "2026-11-26"), []);
        let back = kari.get(&format!("{team}/days/2026-11-26")).expect(200).body;
        let same = back["visits"].as_array().unwrap().iter().find(|v| v["id"] == json!(astrid)).unwrap();
        assert_eq!(same["assignments"][0]["employee"], json!(app.world.employee("per")));
        assert_eq!(back["visits"].as_array().unwrap().len(), 4);
    }
);

on_both!(
    /// R-TEAM-8, SEC-2: those on its shift, for that plan, and 24 hours more; nobody and nothing else.
    fn access_follows_the_shift_and_ends_a_day_after_it(app) {
        suppers(&app);
        plan(&app.sign_in("kari"), app.world.einar, &supper("2026-11-25"));
        let (_, pool) = agreed(&app, "2026-11-24");
        evening(&app, "bente", &pool, "nina").expect(201);
        evening(&app, "liv", &pool, "kari").expect(201);
        let day = format!("{pool}/days/2026-11-24");

        // Monday: each sees her own, also those with a shift tomorrow.
        let nina = app.sign_in("nina");
        opens(&nina, app.world.astrid, 404);
        assert_eq!(names(&on_plan(&nina, &pool, "2026-11-24")), ["Gunvor Lie"]);
        assert_eq!(names(&on_plan(&app.sign_in("per"), &pool, "2026-11-24")), ["Astrid Bøe"]);
        app.sign_in("olav").get(&day).expect(403);
        app.sign_in("admin").get(&day).expect(403);
        let feed = format!("/units/{}/changes", pool.trim_start_matches("/teams/"));
        let since = nina.get(&feed).expect(200).body["position"].as_str().unwrap().to_owned();
        let held = nina.get(&day).expect(200);
        assert_eq!((&held.body["pool"]["seenUntil"], &held.body["pool"]["teams"][0]["name"]), (&Value::Null, &json!("Team Bogerud")));

        // From the day of the plan: the whole plan, in lists, search, feed, on the phone.
        app.at("2026-11-24T05:00:00Z");
        let (nina, siri) = (app.sign_in("nina"), app.sign_in("siri"));
        nina.with("if-none-match", held.header("etag").unwrap()).get(&day).expect(200);
        assert_eq!(names(&on_plan(&nina, &pool, "2026-11-24")), ["Astrid Bøe", "Gunvor Lie"]);
        assert_eq!(names(&on_plan(&siri, &pool, "2026-11-24")), ["Astrid Bøe"], "not on the shift");
        // The plan says whose each citizen is, and until when.
        let sight = nina.get(&day).expect(200).body["pool"].clone();
        assert_eq!(sight["seenUntil"], "2026-11-25T21:30:00Z");
        let whose: Vec<(&Value, &Value)> = sight["teams"].as_array().unwrap().iter().map(|t| (&t["name"], &t["citizens"])).collect();
        assert_eq!(whose, [(&json!("Team Bogerud"), &json!([app.world.gunvor])), (&json!("Team Skullerud"), &json!([app.world.astrid]))]);
        assert_eq!(siri.get(&day).expect(200).body["pool"]["seenUntil"], Value::Null);
        let own = format!("{}/days/2026-11-24", unit(app.world.bogerud));
        assert_eq!(nina.get(&own).expect(200).body["pool"], Value::Null, "a team's own plan");
        opens(&nina, app.world.astrid, 200);
        opens(&nina, app.world.einar, 404);
        opens(&siri, app.world.gunvor, 404);
        let found = |by: &Client, name: &str| by.get(&format!("/citizens?query={name}")).expect(200).body["items"].as_array().unwrap().len();
        assert_eq!((found(&nina, "Astrid"), found(&nina, "Einar"), found(&siri, "Gunvor")), (1, 0, 0));
        assert_eq!(nina.get(&format!("{feed}?since={since}")).expect(200).body["reset"], true, "she sees more than before");
        nina.get(&format!("{}/days/2026-11-24", unit(app.world.skullerud))).expect(403);
        nina.get(&format!("{}/caseload", unit(app.world.skullerud))).expect(403);
        let after = nina.get(&feed).expect(200).body["position"].as_str().unwrap().to_owned();
        let contact = json!({ "name": "Ragnhild", "role": "next_of_kin", "relation": "datter", "phone": null, "mayShare": [] });
        for (by, whose) in [("kari", app.world.einar), ("siri", app.world.astrid)] {
            app.sign_in(by).post(&format!("/citizens/{whose}/contacts"), &contact).expect(201);
        }
        let heard = nina.get(&format!("{feed}?since={after}")).expect(200).body;
        let kinds: Vec<&str> = heard["items"].as_array().unwrap().iter().map(|c| c["resource"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["contacts"], "of Astrid and not of Einar");
        // She does her work there, and decides nothing.
        let astrid = on_plan(&nina, &pool, "2026-11-24")[0].1.clone();
        nina.post(&format!("/visits/{astrid}/claim"), &json!({ "start": "2026-11-24T17:00:00Z" })).expect(200);
        let mine = nina.get("/me/day?date=2026-11-24").expect(200).body;
        assert_eq!(mine["citizens"][0]["name"], "Astrid Bøe");
        nina.post(&format!("/citizens/{}/vedtak", app.world.astrid), &json!({})).expect(403);

        // The log says why.
        let log = app.sign_in("auditor").get(&format!("/citizens/{}/access-log", app.world.astrid)).expect(200).body;
        let hers: Vec<&Value> = log["items"].as_array().unwrap().iter()
            .filter(|e| e["employee"] == json!(app.world.employee("nina"))).collect();
        assert!(!hers.is_empty() && hers.iter().all(|e| e["basis"] == "pool"), "{hers:?}");

        // To the minute 24 hours after the shift.
        app.at("2026-11-25T21:29:59Z");
        opens(&app.sign_in("nina"), app.world.astrid, 200);
        app.at("2026-11-25T21:30:00Z");
        let nina = app.sign_in("nina");
        opens(&nina, app.world.astrid, 404);
        assert_eq!(found(&nina, "Astrid"), 0);
        assert_eq!(names(&on_plan(&nina, &pool, "2026-11-24")), ["Gunvor Lie"]);
        assert_eq!(nina.get("/me/day?date=2026-11-24").expect(200).body["citizens"], json!([]));
    }
);
