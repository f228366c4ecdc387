//! What a proposal takes from outside its day: what the team puts before what (R-WL-5), what four weeks
//! came to for each (R-WL-8), and what each of two must be able to do (R-PLAN-2, R-WL-4).

use crate::{
    day::{at_work, day, plan, proposal, visit, visits},
    known::tiltak,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tests::{Client, Reply, TestApp, on_both, phone};

fn charter(app: &TestApp) -> String {
    format!("/teams/{}/charter", app.world.skullerud)
}

fn agree(app: &TestApp, order: &Value) -> Reply {
    let liv = app.sign_in("liv");
    let tag = liv.get(&charter(app)).expect(200).etag();
    let agreed = json!({ "model": "model_2", "area": [], "planningOrder": order });
    liv.if_match(&tag).put(&charter(app), &agreed)
}

/// Kari is Astrid's primary contact.
fn kari_is_primary(app: &TestApp) {
    let liv = app.sign_in("liv");
    let path = format!("/citizens/{}/care-team", app.world.astrid);
    let tag = liv.get(&path).expect(200).etag();
    let member = json!({ "employee": app.world.employee("kari"), "role": "primary",
        "from": "2026-11-01", "until": null });
    liv.if_match(&tag)
        .put(
            &path,
            &json!({ "members": [member], "responsibleNurse": null }),
        )
        .expect(200);
}

fn holders(ready: &Reply) -> Vec<&str> {
    let parts = ready.body["parts"].as_array().unwrap();
    parts.iter().map(|p| p["name"].as_str().unwrap()).collect()
}

fn claim(by: &Client, visit: &Value) -> Reply {
    by.post(
        &format!("/visits/{}/claim", visit.as_str().unwrap()),
        &json!({}),
    )
}

on_both!(
    fn a_team_that_puts_fair_load_first_gets_other_lists(app) {
        at_work(&app, &["kari", "siri"]);
        kari_is_primary(&app);
        let kari = app.sign_in("kari");
        for (from, until) in [("08:00:00", "09:00:00"), ("11:00:00", "12:00:00")] {
            visit(&app, &kari, app.world.astrid, from, until);
        }
        let known = proposal(&app, &kari);
        assert_eq!(holders(&known), ["Kari Nordby", "Kari Nordby"], "the known face first");

        let order = json!(["load", "faces", "wished", "travel", "changes"]);
        assert_eq!(agree(&app, &order).expect(200).body["planningOrder"], order);
        let even: BTreeSet<String> =
            holders(&proposal(&app, &kari)).into_iter().map(str::to_owned).collect();
        assert_eq!(even.len(), 2, "one each");
    }
);

on_both!(
    fn an_order_names_everything_once_and_the_one_before_stays(app) {
        let twice = json!(["load", "load", "wished", "travel", "changes"]);
        let refused = agree(&app, &twice).expect(422);
        let (rule, code, at) = refused.errors().remove(0);
        assert_eq!((rule.as_str(), code.as_str(), at.as_str()),
            ("R-WL-5", "planning-order", "/planningOrder"));
        assert_eq!(agree(&app, &json!(["faces"])).expect(422).codes(), ["planning-order"]);
        let seen = app.sign_in("kari").get(&charter(&app)).expect(200);
        assert_eq!(seen.body["planningOrder"],
            json!(["faces", "wished", "travel", "load", "changes"]));
    }
);

on_both!(
    fn the_one_who_had_most_to_do_in_four_weeks_is_spared(app) {
        let unit = app.world.skullerud;
        at_work(&app, &["kari", "siri"]);
        for who in ["kari", "siri"] {
            phone::shift(&app, unit, who);
        }
        let kari = app.sign_in("kari");
        visit(&app, &kari, app.world.astrid, "08:00:00", "10:00:00");
        let busy = |who: &str, minute: u32| {
            for hour in 7..13 {
                let at = format!("2026-11-23T{hour:02}:{minute:02}:00Z").parse().unwrap();
                phone::visit(&app, unit, app.world.gunvor, who, at);
            }
        };
        busy("kari", 0);
        assert_eq!(holders(&proposal(&app, &kari)), ["Siri Vik"]);
        busy("siri", 0);
        busy("siri", 30);
        assert_eq!(holders(&proposal(&app, &kari)), ["Kari Nordby"]);
    }
);

/// A lift for two: a nurse, and somebody who need not be one.
fn lift() -> Value {
    let mut lift = tiltak();
    lift["description"] = json!("Stell med heis");
    lift["competences"] = json!(["nursing"]);
    lift["secondCompetences"] = json!([]);
    lift["employees"] = json!(2);
    lift["slot"] = json!("formiddag");
    lift["window"] = json!({ "from": "10:00:00", "until": "12:00:00", "preferred": null });
    lift
}

on_both!(
    fn a_nurse_and_a_helper_do_together_what_asks_for_one_nurse(app) {
        at_work(&app, &["kari", "hanne", "per"]);
        let kari = app.sign_in("kari");
        plan(&kari, app.world.einar, &lift());
        let seen = kari.get(&day(&app)).expect(200);
        let planned = visits(&seen.body)[0].clone();
        assert_eq!(planned["competences"], json!(["nursing"]));
        assert_eq!(planned["secondCompetences"], json!([]));
        let ready = proposal(&app, &kari);
        let who = holders(&ready);
        assert_eq!((who.len(), who.contains(&"Kari Nordby")), (2, true), "{who:?}");

        claim(&app.sign_in("hanne"), &planned["id"]).expect(200);
        let second = claim(&app.sign_in("per"), &planned["id"]).expect(409);
        assert_eq!(second.codes(), ["competence-lacking"], "the nurse's part is what is left");
        claim(&kari, &planned["id"]).expect(200);
    }
);

on_both!(
    fn one_alone_has_nobody_beside_her_to_ask_something_else_of(app) {
        let mut alone = lift();
        alone["employees"] = json!(1);
        let path = format!("/citizens/{}/tiltaksplan/tiltak", app.world.einar);
        let refused = app.sign_in("kari").post(&path, &alone).expect(422);
        let (rule, code, at) = refused.errors().remove(0);
        assert_eq!((rule.as_str(), code.as_str(), at.as_str()),
            ("R-PLAN-2", "tiltak-second-seat", "/secondCompetences"));
    }
);

on_both!(
    /// The pause has no place in the lists, but the proposal leaves room for it: of eight hours with one
    /// at work, seven and a half can be filled (R-SHF-2).
    fn a_proposal_leaves_room_for_the_pause(app) {
        at_work(&app, &["kari"]);
        let kari = app.sign_in("kari");
        let long = |from: &str, until: &str| {
            let body = json!({ "citizen": app.world.astrid, "minutes": 120, "mustDo": true,
                "window": { "from": from, "until": until } });
            kari.post(&format!("{}/visits", day(&app)), &body).expect(201);
        };
        // Two before and two after: between them the pause, if the two in the middle keep apart.
        long("07:15:00", "07:45:00");
        long("09:15:00", "10:45:00");
        long("11:15:00", "12:45:00");
        let ready = proposal(&app, &kari);
        let mut times: Vec<chrono::DateTime<chrono::Utc>> = ready.body["parts"].as_array().unwrap()
            .iter().map(|p| p["start"].as_str().unwrap().parse().unwrap()).collect();
        times.sort();
        assert_eq!(times.len(), 3);
        let widest = times.windows(2).map(|two| (two[1] - two[0]).num_minutes() - 120).max();
        assert!(widest >= Some(30), "{times:?}");
    }
);
