//! Twenty at once, on one vedtak and on one quota (R-VED-2, R-VED-3, R-VED-8).

use domain::ids::CitizenId;
use serde_json::{Value, json};
use tests::{Client, TestApp, decide::*, on_both};

on_both!(
    /// R-VED-3, R-VED-8: of twenty who sign, send back and edit the same version at once, one does.
    fn of_twenty_at_once_on_one_vedtak_one_is_first(app) {
        let root = root(&app);
        pass_on(&app, root, "liv", json!(["home_nursing"]));
        pass_on(&app, root, "siri", json!(["home_nursing"]));
        let assessment = completed_assessment(&app, app.world.astrid);
        let draft = drafting(&app, "home_nursing", assessment);
        let (path, tag) = submitted(&app, app.world.astrid, &draft);
        let clients: Vec<(usize, Client)> = (0..20)
            .map(|n| (n, app.sign_in(["liv", "siri", "liv", "cato"][n % 4]).if_match(&tag)))
            .collect();
        let act = |n: usize, client: &Client| match n % 4 {
            0 | 1 => client.post(&format!("{path}/signature"), &Value::Null),
            2 => client.post(&format!("{path}/return"), &json!({ "comment": "Skriv mer." })),
            _ => client.put(&path, &draft),
        };
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let acting: Vec<_> =
                clients.iter().map(|(n, client)| scope.spawn(|| act(*n, client).status)).collect();
            acting.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 1, "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 200 | 409 | 412)), "{statuses:?}");
        let after = app.sign_in("kari").get(&path).expect(200);
        assert_eq!(after.body["version"].as_i64().unwrap(), version(&tag) + 1);
        let state = after.body["state"].as_str().unwrap();
        assert_eq!(state == "signed", !after.body["signature"].is_null());
    }
);

fn version(tag: &str) -> i64 {
    tag.trim_matches('"')
        .rsplit('.')
        .next()
        .unwrap()
        .parse()
        .unwrap()
}

/// A citizen more in Team Skullerud.
fn newcomer(app: &TestApp, kari: &Client, n: usize) -> CitizenId {
    let citizen = json!({
        "unit": app.world.skullerud, "noNumberReason": "nytt nummer er bestilt",
        "content": {
            "name": { "given": format!("Ny{n}"), "family": "Prøve" }, "birthDate": "1940-01-01",
            "address": {
                "street": "Skullerudveien 12", "postalCode": "1188", "town": "Oslo",
                "protection": "none", "place": null,
            },
            "phone": null, "language": "nb", "needsInterpreter": false,
            "access": { "key": null, "directions": null },
        },
    });
    CitizenId(kari.post("/citizens", &citizen).expect(201).id())
}

on_both!(
    /// R-VED-2: three places, twenty who sign for twenty citizens at once while others edit: three do.
    fn of_twenty_at_once_on_one_quota_as_many_sign_as_there_are_places(app) {
        let quota = app.sign_in("admin").post("/quotas", &json!({ "name": "Korttid", "places": 3 }));
        let quota = quota.expect(201).id();
        let root = root(&app);
        for holder in ["liv", "siri"] {
            let mut bound = grant(&app, Some(root), "bente", holder, json!(["short_term_stay"]));
            bound["limits"] = json!({ "quota": quota });
            app.sign_in("admin").post("/delegations", &bound).expect(201);
        }
        let kari = app.sign_in("kari");
        let waiting: Vec<(String, String, Value)> = (0..20)
            .map(|n| {
                let citizen = newcomer(&app, &kari, n);
                let draft = drafting(&app, "short_term_stay", completed_assessment(&app, citizen));
                let (path, tag) = submitted(&app, citizen, &draft);
                (path, tag, draft)
            })
            .collect();
        let (liv, siri, cato) = (app.sign_in("liv"), app.sign_in("siri"), app.sign_in("cato"));
        let replies: Vec<tests::Reply> = std::thread::scope(|scope| {
            let editing: Vec<_> = waiting.iter()
                .map(|(path, tag, draft)| scope.spawn(|| cato.if_match(tag).put(path, draft).status))
                .collect();
            let signing: Vec<_> = waiting.iter().enumerate()
                .map(|(n, (path, tag, _))| {
                    let signer = if n % 2 == 0 { &liv } else { &siri };
                    scope.spawn(move || sign(signer, path, tag))
                })
                .collect();
            for thread in editing {
                assert!(matches!(thread.join().unwrap(), 409 | 412), "what is submitted is not edited");
            }
            signing.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(replies.iter().filter(|reply| reply.status == 200).count(), 3);
        for refused in replies.iter().filter(|reply| reply.status != 200) {
            assert_eq!(refused.clone().expect(403).codes(), ["quota-used-up"]);
        }
        let quotas = kari.get("/quotas").expect(200);
        assert_eq!(quotas.body["items"][0]["taken"].as_array().unwrap().len(), 3);
    }
);
