//! What an administrator sets up: units, everybody who works here, memberships that end (SEC-2, WEB-10).

use serde_json::{Value, json};
use tests::on_both;

fn unit(name: &str, district: &Value) -> Value {
    json!({ "kind": "team", "name": name, "district": district, "base": { "lat": 59.89, "lon": 10.81 } })
}

on_both!(
    /// SEC-2: an administrator makes units; nobody else does, and two are never called the same.
    fn an_administrator_makes_a_unit_and_gives_it_another_name(app) {
        let (admin, liv) = (app.sign_in("admin"), app.sign_in("liv"));
        let made = admin.post("/units", &unit(" Team Abildsø ", &json!("Bydel Østensjø"))).expect(201);
        let path = format!("/units/{}", made.id());
        assert_eq!((&made.body["name"], &made.body["base"]["lat"]), (&json!("Team Abildsø"), &json!(59.89)));
        let second = admin.post("/units", &unit("Team Manglerud", &json!("Bydel Østensjø"))).expect(201);
        assert_eq!(second.body["district"], made.body["district"], "one district of one name");
        assert_eq!(admin.post("/units", &unit("Team Abildsø", &Value::Null)).expect(409).codes(), ["unit-name-taken"]);
        let wrong = json!({ "kind": "team", "name": " ", "district": "", "base": { "lat": 91, "lon": 10.8 } });
        assert_eq!(admin.post("/units", &wrong).expect(422).codes(), ["unit-name", "district-name", "unit-base"]);
        liv.post("/units", &unit("Team Livs", &Value::Null)).expect(403);

        let change = |name: &str| json!({ "name": name, "district": null, "base": { "lat": 59.9, "lon": 10.8 } });
        let tag = admin.get(&path).expect(200).etag();
        admin.put(&path, &change("Team Bøler")).expect(428);
        assert_eq!(admin.if_match(&tag).put(&path, &change("Team Manglerud")).expect(409).codes(), ["unit-name-taken"]);
        liv.if_match(&tag).put(&path, &change("Team Livs")).expect(403);
        let changed = admin.if_match(&tag).put(&path, &change("Team Bøler")).expect(200);
        assert_eq!((&changed.body["name"], &changed.body["district"]), (&json!("Team Bøler"), &Value::Null));
        admin.if_match(&tag).put(&path, &change("Team Oppsal")).expect(412);
        // Its own name is not taken by itself.
        admin.if_match(&changed.etag()).put(&path, &change("Team Bøler")).expect(200);
        let names: Vec<_> = liv.get("/units").expect(200).body["items"].as_array().unwrap().iter()
            .map(|one| one["name"].as_str().unwrap().to_owned()).collect();
        assert!(names.contains(&"Team Bøler".to_owned()) && !names.contains(&"Team Abildsø".to_owned()), "{names:?}");
        // Nobody works there yet, and the one who made it sees nothing of it.
        admin.get(&format!("/teams/{}/members", made.id())).expect(403);
    }
);

on_both!(
    /// SEC-2: whoever manages log-ins sees who works here, and nothing about health.
    fn an_administrator_sees_log_ins_and_roles_and_nothing_else(app) {
        let admin = app.sign_in("admin");
        let all = admin.get("/employees?limit=200").expect(200).body;
        let items = all["items"].as_array().unwrap();
        let names: Vec<_> = items.iter().map(|one| one["name"].as_str().unwrap()).collect();
        // Aas is Ås, and last.
        assert_eq!((names.len(), names[0], names[names.len() - 1]), (14, "Arne Admin", "Vera Aas"));
        let kari = items.iter().find(|one| one["userName"] == "kari").unwrap();
        let keys: Vec<_> = kari.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys, ["closed", "id", "name", "profession", "roles", "secondFactor", "transport", "userName"]);
        let role = &kari["roles"][0];
        assert_eq!((&role["unitName"], &role["role"], &role["confirmed"]), (&json!("Team Skullerud"), &json!("member"), &json!(true)));
        let own = items.iter().find(|one| one["userName"] == "admin").unwrap();
        assert_eq!((&own["roles"][0]["role"], &own["roles"][0]["unit"]), (&json!("administrator"), &Value::Null));

        let found = admin.get("/employees?query=nord").expect(200).body;
        assert_eq!(found["items"][0]["name"], "Kari Nordby");
        assert_eq!(found["items"].as_array().unwrap().len(), 1);
        let mut paged: Vec<String> = Vec::new();
        let mut next = String::new();
        loop {
            let page = admin.get(&format!("/employees?limit=4{next}")).expect(200).body;
            paged.extend(page["items"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap().to_owned()));
            match page["nextCursor"].as_str() {
                Some(cursor) => next = format!("&cursor={cursor}"),
                None => break,
            }
        }
        assert_eq!(paged, names);
        for name in ["liv", "kari", "trine", "auditor"] {
            app.sign_in(name).get("/employees").expect(403);
        }
    }
);

on_both!(
    /// SEC-2: a membership that is ended opens nothing from the next question on, and is never made longer.
    fn a_membership_ends_and_what_it_opened_is_shut(app) {
        let (admin, kari, bente) = (app.sign_in("admin"), app.sign_in("kari"), app.sign_in("bente"));
        let astrid = format!("/citizens/{}", app.world.astrid);
        let role = || admin.get("/employees?query=kari").expect(200).body["items"][0]["roles"][0].clone();
        let (held, team) = (role(), app.world.skullerud);
        let path = format!("/teams/{team}/members/{}/end", held["membership"].as_str().unwrap());
        let (tag, body) = (held["etag"].as_str().unwrap(), |last: &str| json!({ "last": last }));
        bente.if_match(tag).post(&path, &body("2026-11-30")).expect(403);
        admin.post(&path, &body("2026-11-30")).expect(428);
        assert_eq!(admin.if_match(tag).post(&path, &body("2026-11-20")).expect(422).codes(), ["membership-end-past"]);
        let other = path.replace(&team.to_string(), &app.world.bogerud.to_string());
        admin.if_match(tag).post(&other, &body("2026-11-30")).expect(404);

        let later = admin.if_match(tag).post(&path, &body("2026-11-30")).expect(200);
        assert_eq!(later.body["until"], "2026-11-30");
        kari.get(&astrid).expect(200);
        let liv = app.sign_in("liv").if_match(&later.etag());
        assert_eq!(liv.post(&path, &body("2026-12-31")).expect(422).codes(), ["membership-made-longer"]);
        liv.post(&path, &body("2026-11-22")).expect(200);
        kari.get(&astrid).expect(404);
        kari.get(&format!("/teams/{team}/caseload")).expect(403);
        assert!(admin.get("/employees?query=kari").expect(200).body["items"][0]["roles"].as_array().unwrap().is_empty());
    }
);

on_both!(
    /// SEC-2: the one who manages log-ins sees which are closed.
    fn a_log_in_that_is_closed_is_listed_as_closed_until_it_is_opened(app) {
        let admin = app.sign_in("admin");
        let account = format!("/employees/{}/account", app.world.employee("per"));
        let closed = || admin.get("/employees?query=per").expect(200).body["items"][0]["closed"].clone();
        assert_eq!(closed(), false);
        admin.delete(&account).expect(204);
        assert_eq!(closed(), true);
        admin.post(&account, &Value::Null).expect(204);
        assert_eq!(closed(), false);
    }
);
