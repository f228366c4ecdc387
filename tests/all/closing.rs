//! How a day is divided and closed (R-WL-2, R-WL-11, R-TEAM-5).

use crate::day::{at_work, day, kari_is_fordeler, publish, visit, visits};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tests::on_both;

on_both!(
    fn a_closed_day_lists_what_is_missing_and_takes_no_more(app) {
        at_work(&app, &["siri"]);
        let liv = app.sign_in("liv");
        let visit = visit(&app, &liv, app.world.astrid, "08:00:00", "10:00:00").id();
        let siri = app.world.employee("siri");
        let give = json!({ "employee": siri, "start": "2026-11-24T07:30:00Z" });
        liv.post(&format!("/visits/{visit}/assignment"), &give).expect(200);
        let closing = format!("{}/closing", day(&app));
        let open = liv.get(&day(&app)).body["etag"].as_str().unwrap().to_owned();
        liv.if_match(&open).post(&closing, &json!({})).expect(409);
        let published = publish(&app, &liv).expect(200);
        let closed = liv.if_match(&published.etag()).post(&closing, &json!({})).expect(200);
        let kinds: Vec<_> = closed.body["unfinished"].as_array().unwrap().iter()
            .map(|u| (u["kind"].clone(), u["holder"].clone())).collect();
        assert_eq!(
            kinds,
            [(json!("no_outcome"), json!(siri)), (json!("phone_silent"), json!(siri))]
        );
        let late = liv.post(&format!("/visits/{visit}/assignment"), &give).expect(409);
        assert!(late.codes().contains(&"plan-closed".to_owned()));
        let tasks = format!("/teams/{}/tasks?holder=me", app.world.skullerud);
        let mine = app.sign_in("siri").get(&tasks).expect(200).body["items"].clone();
        let followed: BTreeSet<_> = mine.as_array().unwrap().iter()
            .map(|t| (t["subject"].as_str().unwrap(), t["values"]["kind"].as_str().unwrap()))
            .collect();
        let wanted = [("visit_follow_up", "no_outcome"), ("visit_follow_up", "phone_silent")];
        assert_eq!(followed, BTreeSet::from(wanted), "R-WL-11: each is its holder's task");
    }
);

on_both!(
    /// R-TEAM-5: what falls to whoever holds a duty falls to the one who holds it today.
    fn what_nobody_held_is_the_task_of_whoever_is_fordeler_today(app) {
        kari_is_fordeler(&app);
        at_work(&app, &["siri"]);
        let liv = app.sign_in("liv");
        let body = json!({ "citizen": app.world.astrid, "minutes": 20, "mustDo": false,
            "window": { "from": "08:00:00", "until": "10:00:00" } });
        liv.post(&format!("{}/visits", day(&app)), &body).expect(201);
        let published = publish(&app, &liv).expect(200);
        let closing = format!("{}/closing", day(&app));
        liv.if_match(&published.etag()).post(&closing, &json!({})).expect(200);
        let tasks = format!("/teams/{}/tasks?holder=me", app.world.skullerud);
        let of = |who: &str| app.sign_in(who).get(&tasks).expect(200).body["items"].as_array().unwrap().len();
        assert_eq!((of("kari"), of("siri")), (1, 0));
    }
);

on_both!(
    /// R-WL-2: a visit belongs to the part of the day in which its start lies.
    fn open_days_follow_the_parts_a_team_agrees_on_and_a_published_one_stays(app) {
        let liv = app.sign_in("liv");
        at_work(&app, &["siri"]);
        for (citizen, hours) in [
            (app.world.astrid, ("08:00:00", "10:00:00")),
            (app.world.einar, ("18:00:00", "20:00:00")),
        ] {
            let body = json!({ "citizen": citizen, "minutes": 20, "mustDo": false,
                "window": { "from": hours.0, "until": hours.1 } });
            liv.post(&format!("{}/visits", day(&app)), &body).expect(201);
            let after = day(&app).replace("-24", "-25");
            liv.post(&format!("{after}/visits"), &body).expect(201);
        }
        publish(&app, &liv).expect(200);
        let charter = format!("/teams/{}/charter", app.world.skullerud);
        let seen = liv.get(&charter).expect(200);
        let part = |name: &str, from: &str, until: &str| json!({ "name": name, "from": from, "until": until });
        let agreed = json!({ "model": seen.body["model"], "area": seen.body["area"], "parts": [
            part("day", "07:00:00", "15:00:00"),
            part("evening", "15:00:00", "07:00:00"),
        ] });
        liv.if_match(&seen.etag()).put(&charter, &agreed).expect(200);
        let of = |date: &str, part: &str| -> Vec<Value> {
            let path = format!("/teams/{}/days/{date}?part={part}", app.world.skullerud);
            let body = liv.get(&path).expect(200).body;
            visits(&body).iter().map(|v| v["citizen"]["id"].clone()).collect()
        };
        assert_eq!(of("2026-11-25", "day"), [json!(app.world.astrid)]);
        assert_eq!(of("2026-11-25", "evening"), [json!(app.world.einar)]);
        assert_eq!(of("2026-11-24", "day").len(), 2, "published as it was");
        assert_eq!(of("2026-11-24", "evening").len(), 0);
        let path = format!("/teams/{}/days/2026-11-25?part=night", app.world.skullerud);
        liv.get(&path).expect(404);
    }
);
