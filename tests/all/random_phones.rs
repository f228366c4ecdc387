//! Random phones (R-WL-6): whatever gaps, repetitions, crashes, lost answers and wrong clocks, phones
//! and server come to the same state. The model is the pure function of the set of what was told;
//! what is tested is that the set arrives, each event once, whatever happens on the way.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    day_plan::DayPlanState,
    ids::{EmployeeId, VisitId},
    policy::Action,
    visit_event::{VisitEvent, VisitState, state},
};
use persistence::Caller;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tests::{
    Backend, Client, TestApp,
    phone::{give, plan, visit},
    soak,
};
use uuid::Uuid;

/// A small, repeatable source of disorder.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n.max(1)
    }
    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
    fn of<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }
}

/// A phone: what it has been told is on its disk at once; what the server has acknowledged is written
/// there only now and then, so a crash forgets some of it.
struct Phone {
    holder: EmployeeId,
    client: Client,
    device: Uuid,
    /// How wrong its clock is.
    error: TimeDelta,
    sequence: i64,
    outbox: Vec<(Value, bool)>,
    /// Acknowledgements on disk.
    saved: usize,
}

impl Phone {
    fn tell(&mut self, event: Value) {
        self.outbox.push((event, false));
    }

    /// Sends some or all of what is not acknowledged, in any order, some of it twice. The answer may
    /// be lost on the way back.
    fn send(&mut self, chance: &mut Chance, all: bool, answer_is_lost: bool) -> Vec<String> {
        let mut waiting: Vec<usize> = (0..self.outbox.len())
            .filter(|i| !self.outbox[*i].1 && (all || !chance.one_in(3)))
            .collect();
        if let Some(again) = waiting.first().copied()
            && chance.one_in(2)
        {
            waiting.push(again);
        }
        chance.shuffle(&mut waiting);
        let events: Vec<Value> = waiting.iter().map(|i| self.outbox[*i].0.clone()).collect();
        let body = json!({ "device": self.device, "events": events });
        let told = self.client.post("/me/visit-events", &body).expect(200);
        if answer_is_lost {
            return Vec::new();
        }
        let answers = told.body["answers"].as_array().unwrap();
        assert_eq!(answers.len(), waiting.len(), "each is answered");
        for (i, answer) in waiting.iter().zip(answers) {
            assert_eq!(answer["id"], self.outbox[*i].0["id"], "in the order sent");
            self.outbox[*i].1 = true;
        }
        answers
            .iter()
            .map(|a| a["fate"].as_str().unwrap().to_owned())
            .collect()
    }

    fn save(&mut self) {
        self.saved = self.outbox.len();
    }

    /// It comes up again with what was on its disk.
    fn crash(&mut self) {
        for entry in self.outbox.iter_mut().skip(self.saved) {
            entry.1 = false;
        }
    }

    /// Told to load anew, it sends all of the last week again.
    fn reset(&mut self) {
        for entry in &mut self.outbox {
            entry.1 = false;
        }
    }
}

const KINDS: &[&str] = &[
    "started",
    "started",
    "done",
    "done",
    "not_done",
    "declined",
    "moved",
    "nobody_opened",
    "note",
    "deviation",
    "withdrawn",
];

fn event(
    chance: &mut Chance,
    phone: &mut Phone,
    id: Uuid,
    visit: VisitId,
    now: DateTime<Utc>,
    earlier: &[Uuid],
) -> Value {
    let mut kind = chance.of(KINDS);
    if kind == "withdrawn" && earlier.is_empty() {
        kind = "done";
    }
    phone.sequence += 1;
    let mut event = json!({ "id": id, "visit": visit, "kind": kind,
        "phoneTime": now + phone.error, "sequence": phone.sequence });
    match kind {
        "not_done" => event["reason"] = json!("no_time"),
        "note" | "deviation" => event["note"] = json!("spiste godt"),
        _ => {}
    }
    if !earlier.is_empty() && (kind == "withdrawn" || chance.one_in(4)) {
        event["replaces"] = json!(chance.of(earlier));
    }
    event
}

/// As the domain reads it.
fn read(told: &Value, phone: &Phone) -> VisitEvent {
    let mut event = told.clone();
    event["employee"] = json!(phone.holder);
    event["device"] = json!(phone.device);
    for absent in ["replaces", "happenedAt", "reason", "movedTo", "note"] {
        if event[absent].is_null() {
            event[absent] = Value::Null;
        }
    }
    serde_json::from_value(event).unwrap()
}

fn at_server(app: &TestApp, visit: VisitId) -> VisitState {
    let caller = Caller::system(Action::GetDay, tests::now());
    let found = app
        .database()
        .read(&caller, |reader| reader.visit(visit))
        .unwrap();
    found.state.unwrap_or_else(|| state(&[]))
}

struct Run {
    visits: [VisitId; 2],
    /// Another team's visit, never anybody's here.
    foreign: VisitId,
    told: BTreeMap<VisitId, Vec<VisitEvent>>,
    own: BTreeMap<(usize, VisitId), Vec<Uuid>>,
    /// Who has ever had each visit.
    held: BTreeMap<VisitId, Vec<EmployeeId>>,
}

fn run(app: &TestApp, phones: &mut [Phone], foreign: VisitId, number: u64) {
    let mut chance = Chance(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let unit = app.world.skullerud;
    // A visit is known by its start: no two of them have the same.
    let start = tests::now() + TimeDelta::seconds(i64::try_from(number).unwrap() * 2);
    let make = |later: i64| {
        let start = start + TimeDelta::seconds(later);
        visit(app, unit, app.world.astrid, "kari", start)
    };
    let visits = [make(0), make(1)];
    let kari = app.world.employee("kari");
    let mut this = Run {
        visits,
        foreign,
        told: BTreeMap::new(),
        own: BTreeMap::new(),
        held: visits.map(|v| (v, vec![kari])).into(),
    };
    for phone in phones.iter_mut() {
        phone.outbox.clear();
        phone.saved = 0;
        phone.error = chance.of(&[
            TimeDelta::zero(),
            TimeDelta::zero(),
            TimeDelta::minutes(7),
            TimeDelta::hours(-3),
            TimeDelta::days(1),
            TimeDelta::days(-1),
        ]);
    }
    let mut set_aside = 0;
    for step in 0..6 + chance.below(14) {
        let now = start + TimeDelta::minutes(i64::try_from(step).unwrap());
        let who = chance.below(phones.len());
        match chance.below(12) {
            0..=5 => {
                let id = Uuid::from_u128(
                    0x0193_0000_0000_7000_8000_0000_0000_0000
                        | u128::from(number) << 16
                        | step as u128,
                );
                let holder = phones[who].holder;
                let mine: Vec<VisitId> = this
                    .visits
                    .into_iter()
                    .filter(|v| this.held[v].contains(&holder))
                    .collect();
                if chance.one_in(12) || mine.is_empty() {
                    let foreign = this.foreign;
                    let stray = event(&mut chance, &mut phones[who], id, foreign, now, &[]);
                    phones[who].tell(stray);
                    set_aside += 1;
                    continue;
                }
                let visit = chance.of(&mine);
                let earlier = this.own.entry((who, visit)).or_default().clone();
                let told = event(&mut chance, &mut phones[who], id, visit, now, &earlier);
                this.own.entry((who, visit)).or_default().push(id);
                let read = read(&told, &phones[who]);
                this.told.entry(visit).or_default().push(read);
                phones[who].tell(told);
            }
            6..=8 => {
                let lost = chance.one_in(4);
                phones[who].send(&mut chance, false, lost);
            }
            9 => phones[who].save(),
            10 => phones[who].crash(),
            _ => {
                // Handed to a colleague on the road, and perhaps back.
                let visit = chance.of(&this.visits);
                let to = chance.of(&["kari", "per"]);
                give(app, unit, visit, to);
                let to = app.world.employee(to);
                this.held.entry(visit).or_default().push(to);
            }
        }
    }
    // Everybody comes out of the cellar; some are told to load anew.
    let mut aside = Vec::new();
    for phone in phones.iter_mut() {
        if chance.one_in(3) {
            phone.reset();
        }
        phone.send(&mut chance, true, false);
        assert!(phone.outbox.iter().all(|(_, acknowledged)| *acknowledged));
        // What was acknowledged is sent again after a reset, and is harmless.
        phone.reset();
        let again = phone.send(&mut chance, true, false);
        assert!(
            again.iter().all(|fate| fate == "repeated"),
            "run {number}: {again:?}"
        );
        aside.extend(
            phone
                .outbox
                .iter()
                .filter(|(e, _)| e["visit"] == json!(this.foreign)),
        );
    }
    assert_eq!(aside.len(), set_aside);
    for visit in this.visits {
        let none = Vec::new();
        let expected = state(this.told.get(&visit).unwrap_or(&none));
        assert_eq!(at_server(app, visit), expected, "run {number}");
    }
    assert_eq!(
        at_server(app, this.foreign),
        state(&[]),
        "run {number}: another's visit"
    );
}

fn random_phones(backend: Backend, runs: u64) {
    let app = TestApp::start(backend);
    plan(&app, app.world.skullerud, DayPlanState::Published);
    let foreign = visit(
        &app,
        app.world.bogerud,
        app.world.gunvor,
        "nina",
        tests::now(),
    );
    let mut phones: Vec<Phone> = ["kari", "kari", "per"]
        .into_iter()
        .zip(1_u128..)
        .map(|(name, n)| Phone {
            holder: app.world.employee(name),
            client: app.sign_in(name),
            device: Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_00d0_0000 + n),
            error: TimeDelta::zero(),
            sequence: 0,
            outbox: Vec::new(),
            saved: 0,
        })
        .collect();
    for number in 1..=runs {
        if number % 1_000 == 0 {
            // Their tokens are young, whatever the number of runs.
            for (phone, name) in phones.iter_mut().zip(["kari", "kari", "per"]) {
                phone.client = app.sign_in(name);
            }
        }
        run(&app, &mut phones, foreign, number);
    }
}

/// 500 in all, 10,000 when soaked; the number of a run is its seed.
fn runs(backend: Backend, share: u64) {
    let runs = soak::count("PHONES", 500, 10_000) * share / 100;
    let what = format!("runs of phones without coverage, {backend:?}");
    soak::counted(what, runs, &format!("1 to {runs}"), || {
        random_phones(backend, runs)
    });
}

#[test]
fn random_phones_and_the_server_come_to_the_same_state_sqlite() {
    runs(Backend::Sqlite, 80);
}

#[test]
fn random_phones_and_the_server_come_to_the_same_state_postgres() {
    runs(Backend::Postgres, 20);
}
