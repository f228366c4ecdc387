//! What a team sees of itself: charter with history, duties, competences, gaps, capacity, fragility,
//! size, figures (R-TEAM-1 … R-TEAM-5, R-TEAM-7, R-TEAM-9 … R-TEAM-11, R-SHF-4).

use crate::{
    day::{at_work, plan, visit},
    known::tiltak,
};
use domain::organisation::{Membership, Role};
use persistence::{Streams, new_id};
use serde_json::{Value, json};
use tests::{Client, TestApp, on_both};

fn team(app: &TestApp, path: &str) -> String {
    format!("/teams/{}/{path}", app.world.skullerud)
}

on_both!(
    /// R-TEAM-1: an area belongs to one team, and what was agreed when is kept.
    fn an_area_is_one_teams_and_every_charter_is_kept(app) {
        let (liv, bente) = (app.sign_in("liv"), app.sign_in("bente"));
        let charter = team(&app, "charter");
        let agree = |by: &Client, path: &str, body: &Value| {
            let tag = by.get(path).expect(200).etag();
            by.if_match(&tag).put(path, body)
        };
        agree(&liv, &charter, &json!({ "model": "model_2", "area": ["1188", "1189"] })).expect(200);
        let other = format!("/teams/{}/charter", app.world.bogerud);
        let refused = agree(&bente, &other, &json!({ "model": "model_2", "area": ["1189", "1190"] })).expect(409);
        assert_eq!(refused.codes(), ["area-taken"]);
        assert!(refused.body["errors"][0]["message"].as_str().unwrap().contains("Team Skullerud"));
        app.at("2026-11-24T06:00:00Z");
        let (liv, bente) = (app.sign_in("liv"), app.sign_in("bente"));
        let second = json!({ "model": "model_2", "area": ["1188"], "directShare": 60, "absence": "Vi ringer den vi bytter med.",
            "otherEducation": [{ "profession": "assistant", "reason": "Aktivitør på dagtid" }] });
        agree(&liv, &charter, &second).expect(200);
        agree(&bente, &other, &json!({ "model": "model_2", "area": ["1189"] })).expect(200);
        let wrong = json!({ "model": "model_2", "area": ["118"], "directShare": 0,
            "otherEducation": [{ "profession": "assistant", "reason": " " }] });
        let codes = agree(&liv, &charter, &wrong).expect(422).codes();
        assert_eq!(codes, ["bad-postal-code", "education-without-reason", "direct-share-range"]);
        let told = app.sign_in("kari").get(&format!("{charter}/history")).expect(200).body;
        let items = told["items"].as_array().unwrap();
        assert_eq!(items.len(), 2);
        // Switches that are left out are the preset's from today: that they begin anew is a change too.
        let changed = ["absence", "area", "directShare", "otherEducation", "switches"];
        assert_eq!(items[0]["changed"], json!(changed));
        assert_eq!(items[0]["by"], json!(app.world.employee("liv")));
        assert_eq!((&items[0]["until"], &items[1]["until"]), (&Value::Null, &items[0]["from"]));
        app.sign_in("nina").get(&format!("{charter}/history")).expect(403);
    }
);

on_both!(
    /// R-TEAM-2, R-TEAM-3: a signal, and nothing is refused.
    fn a_small_team_sees_that_it_is_small(app) {
        let seen = app.sign_in("kari").get(&team(&app, "signals")).expect(200).body;
        let codes: Vec<_> = seen["signals"].as_array().unwrap().iter().map(|s| s["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["team-positions", "team-citizens"]);
        assert_eq!((&seen["shareSum"], &seen["citizens"]), (&json!(600), &json!(2)));
        let liv = app.world.employee("liv");
        // Liv acts as leader of Bogerud and two more.
        for n in 0..3 {
            let unit = if n == 0 { app.world.bogerud } else { new_id(tests::now()) };
            app.arrange(Streams::municipality().and_unit(unit), |writer| {
                if n > 0 {
                    writer.insert_unit(&persistence::Unit {
                        id: unit,
                        kind: domain::organisation::UnitKind::Team,
                        name: format!("Team {n}"),
                        district: None,
                        base: (59.9, 10.8),
                        version: 1,
                    })?;
                }
                writer.insert_membership(&Membership {
                    id: new_id(tests::now()),
                    employee: liv,
                    unit,
                    role: Role::Leader,
                    share: 0,
                    from: "2026-11-01".parse().unwrap(),
                    until: None,
                    confirmed_at: Some(tests::now()),
                }, None)
            });
        }
        let seen = app.sign_in("kari").get(&team(&app, "signals")).expect(200).body;
        let last = seen["signals"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(last["code"], "leader-of-many-teams");
        assert!(last["message"].as_str().unwrap().contains("Liv Strand leder 4"), "{last}");
    }
);

on_both!(
    /// R-TEAM-5, SEC-2: a certificate with a last day, from a leader, never from oneself.
    fn a_leader_registers_certificates_and_nobody_her_own(app) {
        let (liv, kari) = (app.sign_in("liv"), app.sign_in("kari"));
        let of = |who: &str| format!("/employees/{}/competences", app.world.employee(who));
        let iv = json!({ "code": "iv", "from": "2026-11-01", "until": "2026-12-31" });
        kari.post(&of("per"), &iv).expect(403);
        app.sign_in("bente").post(&of("per"), &iv).expect(403);
        assert_eq!(liv.post(&of("liv"), &iv).expect(409).codes(), ["own-competence"]);
        let wrong = json!({ "code": "nursing", "from": "2026-11-10", "until": "2026-11-01" });
        let codes = liv.post(&of("kari"), &wrong).expect(422).codes();
        assert_eq!(codes, ["competence-ends-before-start", "competence-from-profession"]);
        let made = liv.post(&of("per"), &iv).expect(201);
        let held = kari.get(&of("per")).expect(200).body;
        let held: Vec<_> = held["items"].as_array().unwrap().iter().map(|c| c["code"].as_str().unwrap().to_owned()).collect();
        assert!(held.contains(&"iv".to_owned()) && held.contains(&"personal_care".to_owned()), "{held:?}");
        let end = format!("{}/{}/end", of("per"), made.id());
        kari.post(&end, &json!({ "lastDay": "2026-11-22" })).expect(403);
        let ended = liv.post(&end, &json!({ "lastDay": "2026-11-22" })).expect(200);
        assert_eq!(ended.body["counts"], false);
        liv.get(&format!("/employees/{}/competences", crate::known::NOTHING)).expect(404);
    }
);

on_both!(
    /// R-TEAM-5: a day of a duty is taken by a colleague who may, and there is a holder on every day.
    fn a_colleague_takes_a_day_of_a_duty_and_a_former_member_does_not(app) {
        let (liv, per, siri) = (app.sign_in("liv"), app.sign_in("per"), app.sign_in("siri"));
        let duties = team(&app, "duties");
        let tag = liv.get(&duties).expect(200).etag();
        let rota = |duty: &str, order: &[&str]| json!({ "duty": duty, "rotation": "daily", "from": "2026-11-23", "until": null,
            "order": order.iter().map(|who| app.world.employee(who)).collect::<Vec<_>>(), "swaps": [] });
        let agreed = json!({ "rotas": [rota("fordeler", &["kari"]), rota("meeting_chair", &["kari", "per"])] });
        liv.if_match(&tag).put(&duties, &agreed).expect(200);
        let take = |by: &Client, duty: &str, who: &str, date: &str| by.post(&format!("{duties}/takeovers"),
            &json!({ "duty": duty, "date": date, "employee": app.world.employee(who) }));
        assert_eq!(take(&siri, "fordeler", "siri", "2026-11-24").expect(422).codes(), ["duty-competence-lacking"]);
        assert_eq!(take(&siri, "meeting_chair", "per", "2026-11-24").expect(422).codes(), ["duty-taken-for-another"]);
        let wrong = take(&siri, "quality_control", "nina", "2026-11-20").expect(422);
        assert_eq!(wrong.codes(), ["duty-day-over", "duty-taken-for-another", "duty-holder-not-member", "duty-not-agreed"]);
        let taken = take(&siri, "meeting_chair", "siri", "2026-11-24").expect(200);
        let chair = taken.body["items"].as_array().unwrap().iter().find(|i| i["duty"] == "meeting_chair").unwrap().clone();
        assert_eq!((&chair["name"], &chair["why"]), (&json!("Siri Vik"), &json!("byttet")));
        let days = per.get(&format!("{}?from=2026-11-23&to=2026-11-29", team(&app, "duty-holders"))).expect(200).body;
        let items = days["items"].as_array().unwrap();
        assert_eq!(items.len(), 14);
        assert!(items.iter().all(|i| i["employee"].is_string()));
        let by_day: Vec<_> = items.iter().filter(|i| i["duty"] == "meeting_chair").take(3).map(|i| i["name"].as_str().unwrap()).collect();
        assert_eq!(by_day, ["Kari Nordby", "Siri Vik", "Kari Nordby"]);
        app.sign_in("nina").get(&team(&app, "duty-holders")).expect(403);
    }
);

on_both!(
    /// R-TEAM-5: a duty that the team has named itself goes round, is swapped, and is never without a holder.
    fn a_team_names_a_duty_of_its_own(app) {
        let (liv, per, siri) = (app.sign_in("liv"), app.sign_in("per"), app.sign_in("siri"));
        let duties = team(&app, "duties");
        let tag = liv.get(&duties).expect(200).etag();
        let keys = |more: Value| {
            let mut rota = json!({ "duty": "own", "name": "nøkkelansvarlig", "competence": "medication", "rotation": "daily",
                "from": "2026-11-23", "until": null, "order": [app.world.employee("per"), app.world.employee("siri")], "swaps": [] });
            for (key, value) in more.as_object().unwrap() {
                rota[key] = value.clone();
            }
            json!({ "rotas": [rota] })
        };
        let wrong = json!({ "name": null, "order": [app.world.employee("hanne")] });
        let refused = liv.if_match(&tag).put(&duties, &keys(wrong)).expect(422);
        assert_eq!(refused.codes(), ["duty-nameless", "duty-competence-lacking"]);
        let agreed = liv.if_match(&tag).put(&duties, &keys(json!({}))).expect(200);
        let holder = |date: &str| {
            let path = format!("{}?from={date}&to={date}", team(&app, "duty-holders"));
            let items = per.get(&path).expect(200).body["items"].clone();
            let one = items.as_array().unwrap().iter().find(|i| i["duty"] == "own").unwrap().clone();
            (one["called"].clone(), one["name"].clone(), one["reason"].clone())
        };
        assert_eq!(holder("2026-11-24"), (json!("nøkkelansvarlig"), json!("Siri Vik"), json!("turn")));
        let take = |by: &Client, name: &str, who: &str| by.post(&format!("{duties}/takeovers"),
            &json!({ "duty": "own", "own": name, "date": "2026-11-24", "employee": app.world.employee(who) }));
        assert_eq!(take(&siri, "bilansvarlig", "siri").expect(422).codes(), ["duty-not-agreed"]);
        assert_eq!(take(&siri, "nøkkelansvarlig", "per").expect(422).codes(), ["duty-taken-for-another"]);
        liv.if_match(&agreed.etag()).put(&duties, &keys(json!({ "anyMayGive": true }))).expect(200);
        take(&siri, "nøkkelansvarlig", "per").expect(200);
        assert_eq!(holder("2026-11-24").2, json!("swap"));
        assert_eq!(take(&siri, "nøkkelansvarlig", "hanne").expect(422).codes(), ["duty-competence-lacking"]);
        // Both away: the leader, flagged, so that somebody holds it.
        for who in ["per", "siri"] {
            let away = json!({ "employee": app.world.employee(who),
                "interval": { "from": "2026-11-24T05:00:00Z", "until": "2026-11-24T22:00:00Z" } });
            liv.post(&team(&app, "absences"), &away).expect(201);
        }
        assert_eq!(holder("2026-11-24"), (json!("nøkkelansvarlig"), json!("Liv Strand"), json!("leader")));
    }
);

on_both!(
    /// R-TEAM-7, R-TEAM-10, R-TEAM-11, R-MSG-4: what is missing, on whom it rests, what would close it.
    fn a_team_sees_its_gaps_its_capacity_and_where_it_is_fragile(app) {
        at_work(&app, &["hanne"]);
        let (kari, liv) = (app.sign_in("kari"), app.sign_in("liv"));
        let mut iv = tiltak();
        iv["competences"] = json!(["iv"]);
        iv["recurrence"] = json!("FREQ=WEEKLY;BYDAY=TU");
        plan(&kari, app.world.astrid, &iv);
        let certificate = json!({ "code": "iv", "from": "2026-11-01", "until": "2026-12-31" });
        let of_kari = format!("/employees/{}/competences", app.world.employee("kari"));
        liv.post(&of_kari, &certificate).expect(201);

        let gaps = kari.get(&team(&app, "competence-gaps")).expect(200).body;
        let line = &gaps["lines"][0];
        assert_eq!((&line["weekday"], &line["shift"], &line["competence"]), (&json!(2), &json!("day"), &json!("iv")));
        assert_eq!((&line["visits"], &line["uncovered"], &line["most"]), (&json!(4), &json!(4), &json!(0)));
        let soon = &gaps["expiring"][0];
        assert_eq!((&soon["name"], &soon["until"], &soon["others"]), (&json!("Kari Nordby"), &json!("2026-12-31"), &json!(0)));

        let seen = kari.get(&team(&app, "capacity")).expect(200).body;
        assert_eq!(seen["days"].as_array().unwrap().len(), 84);
        let tuesday = seen["days"].as_array().unwrap().iter().find(|d| d["date"] == "2026-11-24" && d["shift"] == "day").unwrap();
        assert_eq!((&tuesday["needed"], &tuesday["onShift"]), (&json!(15), &json!(480)), "{tuesday}");
        let missing = &seen["shortages"][0];
        assert_eq!((&missing["date"], &missing["competence"], &missing["missing"]), (&json!("2026-11-24"), &json!("iv"), &json!(15)));
        let closes = missing["closes"].as_array().unwrap();
        assert!(closes.iter().any(|c| c.as_str().unwrap().starts_with("1 i teamet har fri")), "{closes:?}");
        let page = liv.get("/me/leader-overview").expect(200).body;
        assert_eq!(page["units"][0]["capacity"][0]["competence"], "iv");

        let fragile = kari.get(&team(&app, "fragility")).expect(200).body;
        let one = &fragile["members"][0];
        assert_eq!((&one["name"], &one["visits"]), (&json!("Kari Nordby"), &json!(4)));
        assert_eq!(one["citizens"], json!([app.world.astrid]));
        for path in ["competence-gaps", "capacity", "fragility", "signals"] {
            app.sign_in("nina").get(&team(&app, path)).expect(403);
        }
        // The same number of queries, however many visits.
        let count = || {
            let before = app.database().queries();
            kari.get(&team(&app, "capacity")).expect(200);
            app.database().queries() - before
        };
        let few = count();
        for _ in 0..5 {
            visit(&app, &kari, app.world.einar, "10:00:00", "12:00:00");
        }
        at_work(&app, &["per", "siri"]);
        assert_eq!(count(), few);
    }
);

on_both!(
    /// R-SHF-4: of the team, never of one person.
    fn the_teams_figures_tell_large_positions_substitutes_and_absence(app) {
        at_work(&app, &["kari", "vera"]);
        let liv = app.sign_in("liv");
        let away = json!({ "employee": app.world.employee("kari"),
            "interval": { "from": "2026-11-24T05:00:00Z", "until": "2026-11-24T10:15:00Z" } });
        liv.post(&team(&app, "absences"), &away).expect(201);
        let path = format!("{}?from=2026-11-01&to=2026-11-30", team(&app, "figures"));
        let staff = app.sign_in("kari").get(&path).expect(200).body["staff"].clone();
        assert_eq!((&staff["members"], &staff["fullShare"], &staff["largeShare"]), (&json!(6), &json!(100), &json!(0)));
        assert_eq!((&staff["substituteMinutes"], &staff["substituteShare"]), (&json!(510), &json!(67)));
        assert_eq!((&staff["absenceMinutes"], &staff["absenceShare"]), (&json!(255), &json!(50)));
    }
);

on_both!(
    /// R-TEAM-9: two teams that plan with one person at the same time never give her two places.
    fn two_teams_at_once_never_put_one_person_in_two_places(app) {
        let (liv, bente) = (app.sign_in("liv"), app.sign_in("bente"));
        let shift = |from: &str, until: &str| json!({ "employee": app.world.employee("siri"), "kind": "day",
            "interval": { "from": from, "until": until } });
        for n in 0..8 {
            let date = format!("2026-12-{:02}", 1 + n * 3);
            let body = shift(&format!("{date}T07:00:00Z"), &format!("{date}T12:00:00Z"));
            let paths = [team(&app, "shifts"), format!("/teams/{}/shifts", app.world.bogerud)];
            let statuses: Vec<u16> = std::thread::scope(|scope| {
                let both = [(&liv, &paths[0]), (&bente, &paths[1])];
                let sent: Vec<_> = both.into_iter().map(|(by, path)| {
                    let body = &body;
                    scope.spawn(move || by.post(path, body).status)
                }).collect();
                sent.into_iter().map(|t| t.join().unwrap()).collect()
            });
            let mut sorted = statuses.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, [201, 422], "{date}");
        }
    }
);
