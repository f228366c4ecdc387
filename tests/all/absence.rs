//! Somebody is ill at 07:05: what it frees, the three ways on, each previewed before it is chosen, and
//! the substitute (R-SHF-3, R-TEAM-5).

use crate::{
    day::{at_work, day, plan, visit, visits},
    known::tiltak,
};
use serde_json::{Value, json};
use tests::{Client, Reply, TestApp, on_both};

fn absences(app: &TestApp) -> String {
    format!("/teams/{}/absences", app.world.skullerud)
}

fn away(app: &TestApp, who: &str, from: &str, until: &str) -> Value {
    json!({ "employee": app.world.employee(who), "interval": { "from": from, "until": until } })
}

/// All of tomorrow.
fn tomorrow(app: &TestApp, who: &str) -> Value {
    away(app, who, "2026-11-24T05:00:00Z", "2026-11-24T16:00:00Z")
}

fn claim(by: &Client, visit: &Value, start: &str) {
    let path = format!("/visits/{}/claim", visit.as_str().unwrap());
    by.post(&path, &json!({ "start": start })).expect(200);
}

fn holder(app: &TestApp, by: &Client, visit: &Value) -> Value {
    let seen = by.get(&day(app)).expect(200);
    let found = visits(&seen.body).iter().find(|v| v["id"] == *visit);
    found.unwrap()["assignments"][0]["employee"].clone()
}

fn ways(app: &TestApp, by: &Client, absence: &Reply) -> Value {
    let path = format!("{}/{}/ways?date=2026-11-24", absences(app), absence.id());
    by.get(&path).expect(200).body
}

fn way<'a>(ways: &'a Value, name: &str) -> &'a Value {
    let all = ways["ways"].as_array().unwrap();
    all.iter().find(|w| w["way"] == name).unwrap()
}

fn choose(app: &TestApp, by: &Client, absence: &Reply, seen: &Value, name: &str) -> Reply {
    let body = json!({ "way": name, "date": "2026-11-24", "asOf": seen["asOf"],
        "preview": way(seen, name)["preview"] });
    by.post(
        &format!("{}/{}/choices", absences(app), absence.id()),
        &body,
    )
}

on_both!(
    /// R-SHF-3, R-TEAM-5: visits are free, duties go to the next, and the team sees both.
    fn an_absence_frees_her_visits_and_reopens_her_duties(app) {
        at_work(&app, &["kari", "per", "siri"]);
        let (kari, liv) = (app.sign_in("kari"), app.sign_in("liv"));
        let duties = format!("/teams/{}/duties", app.world.skullerud);
        let seen = liv.get(&duties).expect(200).etag();
        let rota = |duty, order: Value| json!({ "duty": duty, "rotation": "fixed", "from": "2026-11-01",
            "until": null, "order": order, "swaps": [] });
        let kari_id = json!(app.world.employee("kari"));
        let per_id = json!(app.world.employee("per"));
        let rotas = json!({ "rotas": [rota("fordeler", json!([kari_id])),
            rota("plo_follow_up", json!([kari_id, per_id]))] });
        liv.if_match(&seen).put(&duties, &rotas).expect(200);
        let mine = visit(&app, &kari, app.world.astrid, "08:00:00", "10:00:00").body["id"].clone();
        let late = visit(&app, &kari, app.world.einar, "12:00:00", "14:00:00").body["id"].clone();
        claim(&kari, &mine, "2026-11-24T07:30:00Z");
        claim(&kari, &late, "2026-11-24T12:00:00Z");

        let per = app.sign_in("per");
        per.post(&absences(&app), &tomorrow(&app, "kari")).expect(403);
        // Until noon only the first is freed; tried, nothing is.
        let morning = away(&app, "kari", "2026-11-24T05:00:00Z", "2026-11-24T10:00:00Z");
        let tried = liv.post(&format!("{}?dryRun=true", absences(&app)), &morning).expect(201);
        assert_eq!(tried.body["freed"].as_array().unwrap().len(), 1);
        assert_eq!(holder(&app, &kari, &mine), kari_id);
        let entered = liv.post(&absences(&app), &morning).expect(201);
        assert_eq!(entered.body["freed"][0]["visit"], mine);
        assert_eq!(holder(&app, &kari, &mine), Value::Null);
        assert_eq!(holder(&app, &kari, &late), kari_id);
        let moved = entered.body["duties"].as_array().unwrap();
        let told: Vec<_> = moved.iter().map(|d| (d["duty"].clone(), d["holder"].clone(), d["flagged"].clone())).collect();
        assert_eq!(told, [
            (json!("fordeler"), json!(app.world.employee("liv")), json!(true)),
            (json!("plo_follow_up"), per_id, json!(false)),
        ]);

        // It lasts longer than was thought, then she is back: what is still free comes back to her.
        let path = format!("{}/{}", absences(&app), entered.id());
        let longer = json!({ "interval": { "from": "2026-11-24T05:00:00Z", "until": "2026-11-24T16:00:00Z" } });
        liv.put(&path, &longer).expect(428);
        let changed = liv.if_match(&entered.etag()).put(&path, &longer).expect(200);
        assert_eq!(changed.body["freed"][0]["visit"], late);
        claim(&per, &late, "2026-11-24T12:00:00Z");
        liv.if_match(&entered.etag()).put(&path, &longer).expect(412);
        let shorter = json!({ "interval": { "from": "2026-11-24T05:00:00Z", "until": "2026-11-24T06:00:00Z" } });
        let back = liv.if_match(&changed.etag()).put(&path, &shorter).expect(200);
        assert_eq!(back.body["returned"][0]["visit"], mine);
        assert_eq!(holder(&app, &kari, &mine), kari_id);
        assert_eq!(holder(&app, &kari, &late), json!(app.world.employee("per")));
        liv.if_match(&back.etag()).delete(&path).expect(204);
        assert!(kari.get(&format!("{}?from=2026-11-24", absences(&app))).body["items"].as_array().unwrap().is_empty());
    }
);

on_both!(
    /// R-SHF-3: each way says what it would do, and what is chosen is exactly what was seen.
    fn the_three_ways_are_previewed_and_one_is_done(app) {
        at_work(&app, &["kari", "per", "siri"]);
        let (kari, liv, per) = (app.sign_in("kari"), app.sign_in("liv"), app.sign_in("per"));
        plan(&kari, app.world.astrid, &tiltak());
        let mut cleaning = tiltak();
        cleaning["description"] = json!("Rengjøring");
        cleaning["service"] = json!("practical_assistance");
        cleaning["competences"] = json!(["practical_assistance"]);
        cleaning["recurrence"] = json!("FREQ=WEEKLY;BYDAY=TU");
        cleaning["slot"] = json!("formiddag");
        cleaning["window"] = json!({ "from": "10:00:00", "until": "13:00:00", "preferred": null });
        cleaning["mustDo"] = json!(false);
        plan(&kari, app.world.einar, &cleaning);
        // Per has a shift on Wednesday, so that there is room for what can wait.
        let wednesday = json!({ "employee": app.world.employee("per"), "kind": "day",
            "interval": { "from": "2026-11-25T06:00:00Z", "until": "2026-11-25T13:30:00Z" } });
        liv.post(&format!("/teams/{}/shifts", app.world.skullerud), &wednesday).expect(201);
        let all = kari.get(&day(&app)).expect(200).body;
        let find = |must: bool| {
            let found = visits(&all).iter().find(|v| v["mustDo"] == must && v["adHoc"] == false);
            found.unwrap()["id"].clone()
        };
        let (insulin, cleaning) = (find(true), find(false));
        claim(&kari, &insulin, "2026-11-24T06:30:00Z");
        claim(&kari, &cleaning, "2026-11-24T09:30:00Z");

        let ill = liv.post(&absences(&app), &tomorrow(&app, "kari")).expect(201);
        assert_eq!(ill.body["freed"].as_array().unwrap().len(), 2);
        let offered = ill.body["ways"][0].as_str().unwrap().strip_prefix("/api/v1").unwrap().to_owned();
        let seen = per.get(&offered).expect(200).body;
        assert_eq!(seen["ways"].as_array().unwrap().len(), 3);
        let spread = way(&seen, "spread");
        assert_eq!(spread["effect"], json!({ "taken": 2, "moved": 0, "newFaces": 2, "minutes": 30 }), "{spread}");
        assert_eq!(spread["unplaced"], json!([]));
        let later = way(&seen, "postpone");
        assert_eq!(later["effect"]["taken"], 1);
        assert_eq!(later["postponed"][0]["visit"], cleaning);
        assert_eq!(later["postponed"][0]["to"], "2026-11-25");
        let substitute = way(&seen, "substitute");
        assert_eq!(substitute["effect"]["taken"], 2);
        // Looking saves nothing.
        assert_eq!(holder(&app, &kari, &insulin), Value::Null);

        assert_eq!(choose(&app, &per, &ill, &seen, "spread").status, 403);
        let mut wrong = seen.clone();
        wrong["ways"][0]["preview"] = json!("something else");
        assert_eq!(choose(&app, &liv, &ill, &wrong, "spread").expect(409).codes(), ["absence-preview-outdated"]);
        let done = choose(&app, &liv, &ill, &seen, "postpone").expect(200);
        assert_eq!(done.body["postponed"], json!([cleaning]));
        assert_eq!(done.body["changed"], json!([insulin]));
        assert_eq!(holder(&app, &kari, &insulin), json!(app.world.employee("siri")));
        let next = kari.get(&day(&app).replace("11-24", "11-25")).expect(200).body;
        assert!(visits(&next).iter().any(|v| v["id"] == cleaning), "{next}");
        assert!(!visits(&kari.get(&day(&app)).body).iter().any(|v| v["id"] == cleaning));
        // The day has changed: what was seen is no longer done.
        assert_eq!(choose(&app, &liv, &ill, &seen, "spread").expect(409).codes(), ["absence-preview-outdated"]);
        assert_eq!(ways(&app, &per, &ill)["ways"], json!([]));
    }
);

on_both!(
    /// R-SHF-3: the team asks, the office answers, the leader books — unless the charter says that the
    /// team does.
    fn a_substitute_is_asked_for_offered_and_booked(app) {
        at_work(&app, &["kari", "hanne"]);
        let (kari, liv, trine) = (app.sign_in("kari"), app.sign_in("liv"), app.sign_in("trine"));
        plan(&kari, app.world.astrid, &tiltak());
        let all = kari.get(&day(&app)).expect(200).body;
        let insulin = visits(&all)[0]["id"].clone();
        claim(&kari, &insulin, "2026-11-24T06:30:00Z");
        let ill = liv.post(&absences(&app), &tomorrow(&app, "kari")).expect(201);
        let seen = ways(&app, &kari, &ill);
        // Hanne cleans; nobody is left who gives insulin.
        assert_eq!(way(&seen, "spread")["unplaced"].as_array().unwrap().len(), 1);
        assert_eq!(way(&seen, "substitute")["unplaced"], json!([]));
        let asked = choose(&app, &liv, &ill, &seen, "substitute").expect(200).body["request"].clone();
        assert_eq!(asked["state"], "asked");
        assert_eq!(asked["competences"], json!(["insulin"]));
        assert_eq!(asked["shifts"][0]["interval"]["from"], "2026-11-24T06:00:00Z");

        let office = format!("/teams/{}/substitute-requests", app.world.staffing);
        let team = format!("/teams/{}/substitute-requests", app.world.skullerud);
        let got = trine.get(&office).expect(200).body;
        assert_eq!(got["items"][0]["id"], asked["id"]);
        trine.get(&team).expect(403);
        kari.get(&office).expect(403);
        let id = asked["id"].as_str().unwrap();
        let book = |by: &Client| by.post(&format!("{team}/{id}/booking"), &json!({}));
        assert_eq!(book(&liv).expect(409).codes(), ["request-nothing-offered"]);
        let offer = |shift: i64, who: &str| json!({ "offers": [{ "shift": shift, "employee": app.world.employee(who) }], "answer": null });
        let answers = format!("{office}/{id}/answers");
        kari.post(&answers, &offer(0, "vera")).expect(403);
        assert_eq!(trine.post(&answers, &offer(5, "vera")).expect(409).codes(), ["request-no-such-shift"]);
        assert_eq!(trine.post(&answers, &offer(0, "hanne")).expect(422).codes(), ["shift-overlaps"]);
        let offered = trine.post(&answers, &offer(0, "vera")).expect(200);
        assert_eq!(offered.body["state"], "offered");

        assert_eq!(book(&kari).expect(403).codes(), ["leader-books-substitutes"]);
        let charter = format!("/teams/{}/charter", app.world.skullerud);
        let tag = liv.get(&charter).expect(200).etag();
        let agreed = json!({ "model": "model_2", "area": [], "teamBooksSubstitutes": true });
        liv.if_match(&tag).put(&charter, &agreed).expect(200);
        assert_eq!(book(&kari).expect(200).body["state"], "booked");
        assert_eq!(book(&kari).expect(409).codes(), ["request-settled"]);
        let shifts = kari.get(&format!("/teams/{}/shifts?from=2026-11-24&to=2026-11-24", app.world.skullerud)).body;
        let vera = json!(app.world.employee("vera"));
        assert!(shifts["items"].as_array().unwrap().iter().any(|s| s["employee"] == vera));
        let late = trine.post(&answers, &offer(0, "vera")).expect(422);
        assert_eq!(late.codes(), ["shift-overlaps"]);
    }
);

on_both!(
    fn an_absence_that_cannot_be_tells_every_reason_and_changes_nothing(app) {
        let liv = app.sign_in("liv");
        let wrong = away(&app, "nina", "2026-11-24T16:00:00Z", "2026-11-24T05:00:00Z");
        let refused = liv.post(&absences(&app), &wrong).expect(422);
        assert_eq!(refused.codes(), ["absence-ends-before-start", "absence-of-another-unit"]);
        let long = away(&app, "kari", "2026-11-24T05:00:00Z", "2029-11-24T05:00:00Z");
        assert_eq!(liv.post(&absences(&app), &long).expect(422).codes(), ["absence-too-long"]);
        let why = json!({ "employee": app.world.employee("kari"), "cause": "syk",
            "interval": { "from": "2026-11-24T05:00:00Z", "until": "2026-11-24T16:00:00Z" } });
        assert_eq!(liv.post(&absences(&app), &why).expect(400).errors()[0].2, "/cause");
        let ask = json!({ "shifts": [], "note": null });
        let asked = liv.post(&format!("/teams/{}/substitute-requests", app.world.skullerud), &ask).expect(422);
        assert_eq!(asked.codes(), ["request-without-shift"]);
        assert!(liv.get(&absences(&app)).body["items"].as_array().unwrap().is_empty());
    }
);
