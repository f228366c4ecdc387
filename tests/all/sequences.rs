//! No sequence of calls breaks the promises of a decision: what is signed had a delegation that counted
//! at that instant and is never changed, no two vedtak on a service are in force on the same day, no
//! appeal is lost (R-VED-2, R-VED-3, R-VED-4, R-VED-8, R-VED-9).

mod tries;

use chrono::{DateTime, Utc};
use domain::{
    delegation::{Delegation, faults_at},
    ids::CitizenId,
    vedtak::{Vedtak, canonical_bytes},
};
use proptest::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use tests::{Backend, Client, TestApp, decide::*, soak};
use tries::{Try, tries};
use uuid::Uuid;

const SIGNERS: [&str; 3] = ["liv", "siri", "per"];

/// What has been made, and what was seen of it.
struct Story<'a> {
    app: &'a TestApp,
    root: Uuid,
    clients: BTreeMap<&'static str, Client>,
    now: DateTime<Utc>,
    vedtak: Vec<String>,
    links: Vec<Uuid>,
    appeals: Vec<(String, Uuid)>,
    signed: BTreeMap<String, (Value, Value)>,
}

fn pick<T>(from: &[T], n: usize) -> Option<&T> {
    from.get(n % from.len().max(1))
}

impl<'a> Story<'a> {
    fn new(app: &'a TestApp) -> Self {
        let mut story = Self {
            app,
            root: root(app),
            clients: BTreeMap::new(),
            now: tests::now(),
            vedtak: Vec::new(),
            links: Vec::new(),
            appeals: Vec::new(),
            signed: BTreeMap::new(),
        };
        story.sign_everybody_in();
        story
    }

    /// A token lasts a quarter of an hour.
    fn sign_everybody_in(&mut self) {
        for name in ["cato", "kari", "liv", "siri", "per", "admin"] {
            self.clients.insert(name, self.app.sign_in(name));
        }
    }

    fn citizens(&self) -> [CitizenId; 2] {
        [self.app.world.astrid, self.app.world.einar]
    }

    fn post(&self, who: &str, path: &str, body: &Value) -> tests::Reply {
        let client = &self.clients[who];
        let of = path.rsplit_once('/').map_or(path, |(vedtak, _)| vedtak);
        let tag = client.get(of).header("etag").map(str::to_owned);
        let reply = match tag {
            Some(tag) => client.if_match(&tag).post(path, body),
            None => client.post(path, body),
        };
        assert!(reply.status < 500, "{path}: {}", reply.body);
        reply
    }

    fn day(&self, days: u8) -> String {
        let today = domain::time::local_date(self.now);
        (today + chrono::Days::new(days.into())).to_string()
    }

    fn take(&mut self, step: &Try) {
        // Two steps never share an instant, as with a clock that runs.
        self.now += chrono::TimeDelta::seconds(1);
        self.app.at(&self.now.to_rfc3339());
        match step {
            Try::Begin {
                citizen,
                from,
                replaces,
            } => {
                let citizen = self.citizens()[*citizen];
                let assessment = completed_assessment(self.app, citizen);
                let mut draft = drafting(self.app, "home_nursing", assessment);
                draft["content"]["from"] = json!(self.day(*from));
                let earlier = replaces.and_then(|n| pick(&self.vedtak, n));
                let earlier = earlier.and_then(|path| path.rsplit('/').next());
                draft["content"]["replaces"] = json!(earlier);
                let all = format!("/citizens/{citizen}/vedtak");
                let made = self.clients["cato"].post(&all, &draft).expect(201).id();
                self.vedtak.push(format!("/vedtak/{made}"));
            }
            Try::Edit { vedtak } => {
                let Some(path) = pick(&self.vedtak, *vedtak) else {
                    return;
                };
                let cato = &self.clients["cato"];
                let seen = cato.get(path).expect(200);
                let draft = json!({
                    "content": seen.body["content"], "caseWorker": seen.body["caseWorker"],
                    "responsibleNurse": seen.body["responsibleNurse"],
                });
                let mut draft = draft;
                draft["content"]["facts"] = json!("Skrevet på nytt.");
                let reply = cato.if_match(&seen.etag()).put(path, &draft);
                assert!(reply.status < 500, "{}", reply.body);
            }
            Try::Submit { vedtak } => {
                let Some(path) = pick(&self.vedtak, *vedtak) else {
                    return;
                };
                for (who, role) in [("cato", "case_worker"), ("kari", "responsible_nurse")] {
                    let said = json!({ "role": role, "text": "Enig." });
                    self.post(who, &format!("{path}/statements"), &said);
                }
                self.post("cato", &format!("{path}/submission"), &Value::Null);
            }
            Try::Return { vedtak } => {
                let Some(path) = pick(&self.vedtak, *vedtak) else {
                    return;
                };
                self.post(
                    "liv",
                    &format!("{path}/return"),
                    &json!({ "comment": "Skriv mer." }),
                );
            }
            Try::Sign { vedtak, who } => {
                let Some(path) = pick(&self.vedtak, *vedtak) else {
                    return;
                };
                self.post(SIGNERS[*who], &format!("{path}/signature"), &Value::Null);
            }
            Try::End { vedtak, who, day } => {
                let Some(path) = pick(&self.vedtak, *vedtak) else {
                    return;
                };
                let end =
                    json!({ "lastDay": self.day(*day), "ground": "moved", "reason": "Flyttet." });
                self.post(SIGNERS[*who], &format!("{path}/end"), &end);
            }
            Try::Withdraw { vedtak } => {
                let Some(path) = pick(&self.vedtak, *vedtak) else {
                    return;
                };
                self.post("cato", &format!("{path}/withdrawal"), &Value::Null);
            }
            Try::Delegate { who, days } => {
                let services = json!(["home_nursing"]);
                let mut link = grant(self.app, Some(self.root), "bente", SIGNERS[*who], services);
                if *days > 0 {
                    let from = json!(self.day(0));
                    link["period"] = json!({ "from": from, "until": self.day(*days - 1) });
                }
                let made = self.clients["admin"]
                    .post("/delegations", &link)
                    .expect(201);
                self.links.push(made.id());
            }
            Try::EndDelegation { link } => {
                let Some(link) = pick(&self.links, *link) else {
                    return;
                };
                self.clients["admin"].post(&format!("/delegations/{link}/end"), &Value::Null);
            }
            Try::Appeal { vedtak } => {
                let Some(path) = pick(&self.vedtak, *vedtak).cloned() else {
                    return;
                };
                let appeal =
                    json!({ "appellant": "citizen", "receivedOn": self.day(0), "grounds": "Nei." });
                let reply = self.clients["cato"].post(&format!("{path}/appeals"), &appeal);
                assert!(reply.status < 500, "{}", reply.body);
                if reply.status == 201 {
                    self.appeals.push((path, reply.id()));
                }
            }
            Try::Step { appeal, state } => {
                let Some((_, id)) = pick(&self.appeals, *appeal) else {
                    return;
                };
                let state = ["upheld", "reversed", "forwarded", "decided"][*state];
                let step = json!({ "state": state, "text": "Vurdert.", "result": "confirmed" });
                let reply = self.clients["cato"].post(&format!("/appeals/{id}/steps"), &step);
                assert!(reply.status < 500, "{}", reply.body);
            }
            Try::Wait { hours } => {
                self.now += chrono::TimeDelta::hours((*hours).into());
                self.app.at(&self.now.to_rfc3339());
                self.sign_everybody_in();
            }
        }
    }

    /// Everything that must hold whatever was tried.
    fn check(&mut self) {
        let kari = &self.clients["kari"];
        let page = kari.get("/delegations?limit=200").expect(200);
        let register: Vec<Delegation> = page.body["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|link| serde_json::from_value(link.clone()).unwrap())
            .collect();
        for citizen in self.citizens() {
            let all = kari.get(&format!("/citizens/{citizen}/vedtak")).expect(200);
            let items = all.body["items"].as_array().unwrap().clone();
            let decided: Vec<&Value> = items.iter().filter(|v| !v["signature"].is_null()).collect();
            for view in &decided {
                let vedtak: Vedtak = serde_json::from_value((*view).clone()).unwrap();
                signed_by_a_delegation_that_counted(&vedtak, &register);
                let kept = (view["content"].clone(), view["signature"].clone());
                let first = self
                    .signed
                    .entry(vedtak.id.to_string())
                    .or_insert_with(|| kept.clone());
                assert_eq!(*first, kept, "a signed vedtak is never changed");
            }
            no_two_in_force(&decided);
        }
        for (path, id) in &self.appeals {
            let found = kari.get(&format!("{path}/appeals")).expect(200);
            let items = found.body["items"].as_array().unwrap();
            assert!(
                items.iter().any(|appeal| appeal["id"] == json!(id)),
                "no appeal is lost"
            );
        }
    }
}

fn signed_by_a_delegation_that_counted(vedtak: &Vedtak, register: &[Delegation]) {
    let signature = vedtak.signature.as_ref().unwrap();
    let link = register
        .iter()
        .find(|link| link.id == signature.delegation)
        .unwrap();
    assert_eq!(link.grant.holder, signature.by);
    assert!(
        faults_at(register, link, signature.at).is_empty(),
        "{vedtak:?}"
    );
    assert!(link.grant.services.contains(&vedtak.content.service));
    assert!(link.grant.units.covers(vedtak.unit));
    assert!(
        link.grant
            .outcomes
            .contains(&vedtak.content.outcome.unwrap())
    );
    assert!(!vedtak.editors.contains(&signature.by));
    let bytes = canonical_bytes(vedtak, &signature.law_version).unwrap();
    let hash: String = Sha256::digest(bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(hash, signature.content_hash);
}

fn no_two_in_force(decided: &[&Value]) {
    let days = |view: &Value| {
        let days = view["daysInForce"].clone();
        let from = days["from"].as_str()?.to_owned();
        let until = days["until"].as_str().unwrap_or("9999").to_owned();
        Some((from, until))
    };
    let in_force: Vec<(String, String)> = decided.iter().filter_map(|view| days(view)).collect();
    for (n, (from, until)) in in_force.iter().enumerate() {
        for (other_from, other_until) in &in_force[..n] {
            assert!(
                until < other_from || other_until < from,
                "two in force: {in_force:?}"
            );
        }
    }
}

fn whatever_is_tried(backend: Backend, cases: u32) {
    let config = ProptestConfig {
        cases,
        max_shrink_iters: 30,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(steps in tries())| {
        let app = TestApp::start(backend);
        let mut story = Story::new(&app);
        for step in &steps {
            story.take(step);
            story.check();
        }
    });
}

fn many(backend: Backend, cases: u64) {
    let what = format!("sequences of calls about decisions, {backend:?}");
    soak::counted(what, cases, "none", || {
        whatever_is_tried(backend, u32::try_from(cases).unwrap());
    });
}

/// R-VED-2, R-VED-3, R-VED-4, R-VED-8, R-VED-9: whatever is tried, in whatever order.
#[test]
fn no_sequence_of_calls_breaks_a_promise_on_sqlite() {
    many(Backend::Sqlite, soak::count("SEQUENCES", 8, 400));
}

/// R-VED-2, R-VED-3, R-VED-4, R-VED-8, R-VED-9: the same on the other database.
#[test]
fn no_sequence_of_calls_breaks_a_promise_on_postgres() {
    many(Backend::Postgres, soak::count("SEQUENCES", 8, 400) / 2);
}
