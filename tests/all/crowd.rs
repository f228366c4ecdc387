//! Twenty members clicking at once (R-WL-2): nothing is assigned twice, no claim is lost, and nobody
//! who looks meanwhile sees a half state.

use crate::day::{day, visit, visits};
use chrono::{DateTime, Days, Utc};
use domain::{
    ids::EmployeeId,
    interval::Interval,
    organisation::{Membership, Profession, Role, Transport},
    shift::{Shift, ShiftKind},
};
use persistence::{Employee, Streams, new_id};
use serde_json::{Value, json};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::atomic::{AtomicBool, Ordering},
};
use tests::{Client, PASSWORD, Reply, TestApp, on_both};

/// Twenty more members of Team Skullerud, at work tomorrow.
fn twenty(app: &TestApp) -> Vec<(EmployeeId, String)> {
    let hash = api::passwords::hash_blocking(PASSWORD).unwrap();
    let now: DateTime<Utc> = tests::now();
    let people: Vec<_> = (0..20)
        .map(|n| (new_id::<EmployeeId>(now), format!("member{n}")))
        .collect();
    let unit = app.world.skullerud;
    app.arrange(Streams::municipality().and_unit(unit), |writer| {
        for (id, user_name) in &people {
            writer.insert_employee(&Employee {
                id: *id,
                given_name: "Medlem".to_owned(),
                family_name: user_name.clone(),
                profession: Profession::Nurse,
                transport: Transport::Car,
                phone: None,
            })?;
            writer.insert_account(new_id(now), *id, user_name, &hash)?;
            writer.insert_membership(
                &Membership {
                    id: new_id(now),
                    employee: *id,
                    unit,
                    role: Role::Member,
                    share: 100,
                    from: domain::time::local_date(now) - Days::new(10),
                    until: None,
                    confirmed_at: Some(now),
                },
                None,
            )?;
            writer.insert_shift(&Shift {
                id: new_id(now),
                employee: Some(*id),
                unit,
                kind: ShiftKind::Day,
                interval: Interval {
                    from: "2026-11-24T06:00:00Z".parse().unwrap(),
                    until: "2026-11-24T14:30:00Z".parse().unwrap(),
                },
            })?;
        }
        Ok(())
    });
    people
}

/// A server that is asked for more than it has connections for says «come back» (503), and whoever
/// clicks does.
fn patiently(ask: impl Fn() -> Reply) -> Reply {
    loop {
        let reply = ask();
        if reply.status != 503 {
            return reply;
        }
    }
}

/// Says that it is over, however it ends.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Everything that must hold whenever anybody looks: every part has one holder or is free, versions
/// only grow, nobody is in two places at once, and a list is the visits of its lane.
fn check(seen: &Value, versions: &mut BTreeMap<String, i64>) {
    let mut by_holder: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for visit in visits(seen) {
        let id = visit["id"].as_str().unwrap().to_owned();
        let version = visit["version"].as_i64().unwrap();
        let before = versions.insert(id.clone(), version).unwrap_or(0);
        assert!(before <= version, "{id} went from {before} to {version}");
        let parts = visit["assignments"].as_array().unwrap();
        assert_eq!(parts.len(), 1);
        let holder = parts[0]["employee"].as_str();
        assert_eq!(parts[0]["state"] == "free", holder.is_none(), "{visit}");
        assert_eq!(parts[0]["faults"], json!([]), "{visit}");
        if let Some(holder) = holder {
            by_holder.entry(holder.to_owned()).or_default().insert(id);
        }
    }
    for lane in seen["lanes"].as_array().unwrap() {
        let listed = lane["visits"].as_array().unwrap().iter();
        let listed: BTreeSet<String> = listed.map(|v| v.as_str().unwrap().to_owned()).collect();
        let held = by_holder.remove(lane["employee"].as_str().unwrap());
        assert_eq!(listed, held.unwrap_or_default(), "{}", lane["name"]);
    }
    assert!(by_holder.is_empty(), "{by_holder:?}");
}

/// What one member was told she holds.
fn turns(me: &Client, n: usize, all: &[Value], own: &Value) -> BTreeSet<String> {
    let mut mine = BTreeSet::new();
    let post = |visit: &str, what: &str| {
        patiently(|| me.post(&format!("/visits/{visit}/{what}"), &json!({})))
    };
    for turn in 0..6 {
        let visit = all[(n * 7 + turn * 3) % all.len()]
            .as_str()
            .unwrap()
            .to_owned();
        let what = ["claim", "pin", "release"][(n + turn) % 3];
        let reply = post(&visit, what);
        match (what, reply.status) {
            ("release", 200) => {
                assert!(mine.remove(&visit), "{n} gave back what was not hers");
            }
            (_, 200) => {
                let holder = &reply.body["assignments"][0]["employee"];
                assert!(!holder.is_null(), "{}", reply.body);
                mine.insert(visit);
            }
            ("release", 409) => assert_eq!(reply.codes(), ["not-yours"]),
            (_, 409) => {
                let codes = reply.codes();
                let known = |c: &String| c == "already-taken" || c == "overlaps";
                assert!(codes.iter().all(known), "{codes:?}");
            }
            (_, other) => panic!("{n}: {what} → {other}: {}", reply.body),
        }
    }
    let own = own.as_str().unwrap().to_owned();
    post(&own, "claim").expect(200);
    mine.insert(own);
    mine
}

on_both!(
    fn whoever_looks_while_twenty_click_sees_a_whole_day_and_nobodys_claim_is_lost(app) {
        let people = twenty(&app);
        let kari = app.sign_in("kari");
        let make = || visit(&app, &kari, app.world.astrid, "08:00:00", "14:00:00").body["id"].clone();
        let contested: Vec<Value> = (0..5).map(|_| make()).collect();
        let own: Vec<Value> = (0..20).map(|_| make()).collect();
        let clients: Vec<Client> = people.iter().map(|(_, name)| app.sign_in(name)).collect();
        let over = AtomicBool::new(false);
        let held: Vec<BTreeSet<String>> = std::thread::scope(|scope| {
            let (app, over, contested, own) = (&app, &over, &contested, &own);
            let watchers: Vec<_> = ["per", "siri"]
                .into_iter()
                .map(|name| {
                    scope.spawn(move || {
                        let watcher = app.sign_in(name);
                        let (mut versions, mut looks) = (BTreeMap::new(), 0);
                        while !over.load(Ordering::Relaxed) || looks == 0 {
                            let seen = patiently(|| watcher.get(&day(app)));
                            check(&seen.expect(200).body, &mut versions);
                            looks += 1;
                        }
                    })
                })
                .collect();
            let ending = Over(over);
            let members: Vec<_> = clients
                .iter()
                .enumerate()
                .map(|(n, client)| scope.spawn(move || turns(client, n, contested, &own[n])))
                .collect();
            let held = members.into_iter().map(|t| t.join().unwrap()).collect();
            drop(ending);
            for watcher in watchers {
                watcher.join().unwrap();
            }
            held
        });
        let end = kari.get(&day(&app)).expect(200).body;
        check(&end, &mut BTreeMap::new());
        let holder = |id: &str| {
            let of = visits(&end).iter().find(|v| v["id"] == id).unwrap();
            of["assignments"][0]["employee"].clone()
        };
        let mut told = BTreeSet::new();
        for (n, mine) in held.iter().enumerate() {
            for id in mine {
                assert!(told.insert(id.clone()), "{id} was told to two");
                assert_eq!(holder(id), json!(people[n].0), "what was answered is so");
            }
        }
        let assigned = visits(&end).iter().filter(|v| v["assignments"][0]["state"] != "free").count();
        assert_eq!(assigned, told.len(), "and nothing else is");
    }
);

on_both!(
    fn twenty_claiming_at_once_never_get_one_visit_twice_and_lose_none(app) {
        let people = twenty(&app);
        let kari = app.sign_in("kari");
        let make = || visit(&app, &kari, app.world.astrid, "08:00:00", "14:00:00").body["id"].clone();
        let contested: Vec<Value> = (0..4).map(|_| make()).collect();
        let own: Vec<Value> = (0..20).map(|_| make()).collect();
        let clients: Vec<Client> = people.iter().map(|(_, name)| app.sign_in(name)).collect();
        let claim = |by: &Client, visit: &Value| {
            let path = format!("/visits/{}/claim", visit.as_str().unwrap());
            patiently(|| by.post(&path, &json!({})))
        };
        let won: Vec<(usize, Value)> = std::thread::scope(|scope| {
            let threads: Vec<_> = clients
                .iter()
                .enumerate()
                .map(|(n, client)| {
                    let (contested, own, claim) = (&contested, &own, &claim);
                    scope.spawn(move || {
                        let mut won = Vec::new();
                        for turn in 0..contested.len() {
                            let visit = &contested[(n + turn) % contested.len()];
                            let reply = claim(client, visit);
                            match reply.status {
                                200 => won.push((n, visit.clone())),
                                409 => assert_eq!(reply.codes(), ["already-taken"]),
                                other => panic!("{other}: {}", reply.body),
                            }
                        }
                        claim(client, &own[n]).expect(200);
                        won
                    })
                })
                .collect();
            threads.into_iter().flat_map(|t| t.join().unwrap()).collect()
        });
        assert_eq!(won.len(), contested.len(), "one winner each");
        let after = kari.get(&day(&app)).expect(200).body;
        let holder = |id: &Value| {
            let found = visits(&after).iter().find(|v| v["id"] == *id).unwrap();
            found["assignments"][0]["employee"].clone()
        };
        for (n, visit) in &won {
            assert_eq!(holder(visit), json!(people[*n].0));
        }
        for (visit, (who, _)) in own.iter().zip(&people) {
            assert_eq!(holder(visit), json!(who));
        }
    }
);
