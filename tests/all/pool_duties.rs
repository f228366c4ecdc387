//! A pool's own duties, agreed by the teams that pool, and its free visits on their leaders' page (R-TEAM-5,
//! R-TEAM-8, R-MSG-4).

use crate::pools::{agreed, evening, on_plan, suppers, unit};
use serde_json::{Value, json};
use tests::{Client, Reply, TestApp, on_both};

const TUESDAY: &str = "2026-11-24";

/// Nina may make lists too.
fn nina_makes_lists(app: &TestApp) {
    let path = format!("/employees/{}/competences", app.world.employee("nina"));
    let held = json!({ "code": "fordeling", "from": "2026-01-01", "until": null });
    app.sign_in("bente").post(&path, &held).expect(201);
}

/// Distribution of visits, by day from Tuesday on, in this order.
fn rota(app: &TestApp, order: &[&str]) -> Value {
    let order: Vec<_> = order.iter().map(|who| app.world.employee(who)).collect();
    json!({ "rotas": [{ "duty": "fordeler", "rotation": "daily", "from": TUESDAY, "until": null, "order": order, "swaps": [] }] })
}

fn name(by: &Client, pool: &str, duties: &Value) -> Reply {
    let path = format!("{pool}/duties");
    let tag = by.get(&path).expect(200).etag();
    by.if_match(&tag).put(&path, duties)
}

/// Who makes Tuesday's lists, and why: as the plan says, and as the list of holders says.
fn fordeler(by: &Client, pool: &str) -> (Value, Value) {
    let day = by.get(&format!("{pool}/days/{TUESDAY}")).expect(200).body["fordeler"].clone();
    let listed = by
        .get(&format!("{pool}/duty-holders?from={TUESDAY}&to={TUESDAY}"))
        .expect(200)
        .body["items"][0]
        .clone();
    assert_eq!(
        (&day["name"], &day["reason"]),
        (&listed["name"], &listed["reason"]),
        "{day} {listed}"
    );
    (day["name"].clone(), day["reason"].clone())
}

fn is(who: &str, why: &str) -> (Value, Value) {
    (json!(who), json!(why))
}

/// Tuesday evening with Kari on the pool's shift, and Nina from half an hour later.
fn tuesday(app: &TestApp) -> String {
    suppers(app);
    nina_makes_lists(app);
    let (_, pool) = agreed(app, TUESDAY);
    evening(app, "liv", &pool, "kari").expect(201);
    let later = json!({ "employee": app.world.employee("nina"), "kind": "evening",
        "interval": { "from": "2026-11-24T14:30:00Z", "until": "2026-11-24T21:30:00Z" } });
    app.sign_in("bente")
        .post(&format!("{pool}/shifts"), &later)
        .expect(201);
    app.at("2026-11-24T08:00:00Z");
    pool
}

on_both!(
    /// It holds when the leader of each team has named the same; until then the first on its shift is fordeler.
    fn a_pools_duties_go_round_as_all_its_teams_have_agreed(app) {
        let pool = tuesday(&app);
        let (liv, bente, kari, olav) = (app.sign_in("liv"), app.sign_in("bente"), app.sign_in("kari"), app.sign_in("olav"));
        let duties = format!("{pool}/duties");
        let before = liv.get(&duties).expect(200);
        assert_eq!((&before.body["rotas"], &before.body["proposed"]), (&json!([]), &Value::Null));
        assert_eq!(fordeler(&kari, &pool), is("Kari Nordby", "turn"), "the first on its shift");
        let order = rota(&app, &["nina", "kari"]);
        assert_eq!(name(&kari, &pool, &order).status, 403);
        olav.get(&duties).expect(403);
        let wrong = name(&liv, &pool, &rota(&app, &["olav", "per"])).expect(422);
        assert_eq!(wrong.codes(), ["duty-holder-not-member", "duty-competence-lacking", "duty-competence-lacking"]);

        let proposed = name(&liv, &pool, &order).expect(200).body;
        assert_eq!((&proposed["rotas"], &proposed["proposed"]["waitsFor"]), (&json!([]), &json!([app.world.bogerud])));
        assert_eq!(proposed["proposed"]["agreed"][0]["by"], json!(app.world.employee("liv")));
        assert_eq!(fordeler(&kari, &pool), is("Kari Nordby", "turn"), "one team has not agreed");
        let waits = |by: &Client| by.get("/me/leader-overview").expect(200).body["pools"][0]["dutiesToAgree"].clone();
        assert_eq!((waits(&liv), waits(&bente)), (json!(false), json!(true)));
        assert_eq!(bente.if_match(&before.etag()).put(&duties, &order).status, 412);
        let holds = name(&bente, &pool, &order).expect(200).body;
        assert_eq!((&holds["proposed"], holds["rotas"].as_array().unwrap().len()), (&Value::Null, 1));
        assert_eq!(fordeler(&kari, &pool), is("Nina Foss", "turn"));
        assert_eq!(waits(&bente), json!(false));
        // Named otherwise by one it is proposed again; named as it holds, taken back.
        name(&bente, &pool, &rota(&app, &["kari"])).expect(200);
        assert_eq!(fordeler(&kari, &pool), is("Nina Foss", "turn"));
        assert_eq!(name(&liv, &pool, &order).expect(200).body["proposed"], Value::Null);
    }
);

on_both!(
    /// A day is swapped and stood in for as in a team, by those on the pool's shift.
    fn a_day_of_a_pools_duty_is_swapped_and_stood_in_for(app) {
        let pool = tuesday(&app);
        let (liv, bente, kari, nina) = (app.sign_in("liv"), app.sign_in("bente"), app.sign_in("kari"), app.sign_in("nina"));
        let order = rota(&app, &["nina", "kari"]);
        name(&liv, &pool, &order).expect(200);
        name(&bente, &pool, &order).expect(200);
        let swap = |who: &str| json!({ "duty": "fordeler", "date": TUESDAY, "employee": app.world.employee(who) });
        let takeovers = format!("{pool}/duties/takeovers");
        assert_eq!(nina.post(&takeovers, &swap("kari")).expect(422).codes(), ["duty-taken-for-another"]);
        // The leader of either team says so as well.
        liv.post(&takeovers, &swap("nina")).expect(200);
        kari.post(&takeovers, &swap("kari")).expect(200);
        assert_eq!(fordeler(&kari, &pool), is("Kari Nordby", "swap"));
        assert_eq!(bente.post(&takeovers, &swap("olav")).expect(422).codes(), ["duty-holder-not-member", "duty-competence-lacking"]);

        let away = json!({ "employee": app.world.employee("kari"),
            "interval": { "from": "2026-11-24T13:00:00Z", "until": "2026-11-24T22:00:00Z" } });
        let absence = liv.post(&format!("{}/absences", unit(app.world.skullerud)), &away).expect(201).body;
        let moved: Vec<_> = absence["duties"].as_array().unwrap().iter().filter(|d| unit(d["unit"].as_str().unwrap()) == pool).collect();
        assert_eq!(moved.len(), 1, "{absence}");
        assert_eq!((&moved[0]["name"], &moved[0]["reason"]), (&json!("Nina Foss"), &json!("stand_in")));
        assert_eq!(fordeler(&nina, &pool), is("Nina Foss", "stand_in"));
        // She puts the evening's lists in force; a leader sees half of them and does not.
        let day = format!("{pool}/days/{TUESDAY}");
        for ((_, visit), start) in on_plan(&nina, &pool, TUESDAY).iter().zip(["17:00", "18:00"]) {
            let start = json!({ "start": format!("{TUESDAY}T{start}:00Z") });
            nina.post(&format!("/visits/{visit}/claim"), &start).expect(200);
        }
        let tag = nina.get(&day).expect(200).body["etag"].as_str().unwrap().to_owned();
        assert_eq!(bente.if_match(&tag).post(&format!("{day}/publication"), &json!({})).expect(403).codes(), ["pool-plan-not-whole"]);
        nina.if_match(&tag).post(&format!("{day}/publication"), &json!({})).expect(200);
    }
);

on_both!(
    /// Where nobody in the order is on the shift, whoever is there stands in; one who came the day before, as for
    /// a night, comes after those of the day itself.
    fn whoever_is_at_work_stands_in_when_nobody_in_the_order_is(app) {
        let pool = tuesday(&app);
        let (liv, bente, kari) = (app.sign_in("liv"), app.sign_in("bente"), app.sign_in("kari"));
        let path = format!("/employees/{}/competences", app.world.employee("siri"));
        liv.post(&path, &json!({ "code": "fordeling", "from": "2026-01-01", "until": null })).expect(201);
        let order = rota(&app, &["siri"]);
        name(&liv, &pool, &order).expect(200);
        name(&bente, &pool, &order).expect(200);
        assert_eq!(fordeler(&kari, &pool), is("Kari Nordby", "stand_in"));
        // Nobody of Wednesday's shift is entered yet: a leader, flagged.
        let wednesday = kari.get(&format!("{pool}/duty-holders?from=2026-11-25&to=2026-11-25")).expect(200).body["items"][0].clone();
        assert_eq!((&wednesday["reason"], &wednesday["flagged"]), (&json!("leader"), &json!(true)));
        let night = json!({ "employee": app.world.employee("siri"), "kind": "night", "keepReason": "Bare denne natten",
            "interval": { "from": "2026-11-24T21:30:00Z", "until": "2026-11-25T06:00:00Z" } });
        liv.post(&format!("{pool}/shifts"), &night).expect(201);
        let late = json!({ "employee": app.world.employee("kari"), "kind": "evening", "keepReason": "Bare denne kvelden",
            "interval": { "from": "2026-11-25T14:00:00Z", "until": "2026-11-25T21:30:00Z" } });
        liv.post(&format!("{pool}/shifts"), &late).expect(201);
        name(&liv, &pool, &json!({ "rotas": [] })).expect(200);
        name(&bente, &pool, &json!({ "rotas": [] })).expect(200);
        let wednesday = kari.get(&format!("{pool}/duty-holders?from=2026-11-25&to=2026-11-25")).expect(200).body["items"][0].clone();
        assert_eq!((&wednesday["name"], &wednesday["reason"]), (&json!("Kari Nordby"), &json!("turn")));
    }
);

on_both!(
    /// R-MSG-4: the pool's free visits stand on the leaders' page, to each those of her own team's citizens.
    fn a_leader_sees_what_nobody_has_of_her_own_in_the_pools_plans(app) {
        let pool = tuesday(&app);
        let (liv, bente, kari) = (app.sign_in("liv"), app.sign_in("bente"), app.sign_in("kari"));
        let page = |by: &Client| by.get("/me/leader-overview").expect(200).body;
        let of_pool = |by: &Client| page(by)["pools"][0].clone();
        let seen = of_pool(&liv);
        assert_eq!((&seen["name"], &seen["teams"]), (&json!("Kveld Skullerud–Bogerud"), &json!([app.world.skullerud])));
        assert_eq!(seen["shortages"][0], json!({ "day": TUESDAY, "part": "evening", "openParts": 1, "mustDo": 1 }));
        assert_eq!(seen["shortages"].as_array().unwrap().len(), 8, "seven days ahead");
        assert_eq!(of_pool(&bente)["shortages"], seen["shortages"], "as many of Bogerud's");
        assert_eq!(page(&kari)["pools"], json!([]), "she leads nothing");
        let total = |by: &Client| page(by)["totals"]["openParts"].as_i64().unwrap();
        let (of_liv, of_bente) = (total(&liv), total(&bente));
        // Gunvor is of Bogerud: what Kari takes of hers changes nothing for Skullerud's leader.
        let all = on_plan(&kari, &pool, TUESDAY);
        kari.post(&format!("/visits/{}/claim", all[1].1), &json!({})).expect(200);
        assert_eq!((total(&liv), total(&bente)), (of_liv, of_bente - 1));
        assert_eq!(of_pool(&bente)["shortages"][0]["day"], "2026-11-25");
        let cost = || {
            let before = app.database().queries();
            page(&liv);
            app.database().queries() - before
        };
        cost();
        let few = cost();
        suppers(&app);
        page(&liv);
        assert_eq!(cost(), few, "however many visits");
    }
);
