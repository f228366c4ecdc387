//! One record of every kind that an id in a path can name, all of them Team Skullerud's (SEC-5).

use domain::ids::UnitId;
use persistence::{
    Database,
    testing::{some_row, tamper},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use tests::{Client, TestApp};

/// What stands in a path for each of its parameters.
pub(crate) type Ids = BTreeMap<String, String>;

/// Folder in the path, its table, and which column each parameter stands for.
type Kind = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

const KINDS: &[Kind] = &[
    ("absences", "absences", &[("absence", "id")]),
    ("appeals", "appeals", &[("appeal", "id")]),
    ("applications", "applications", &[("application", "id")]),
    ("assessments", "assessments", &[("assessment", "id")]),
    ("citizens", "responsibilities", &[("citizen", "citizen_id")]),
    ("consultations", "consultations", &[("consultation", "id")]),
    (
        "contacts",
        "contacts",
        &[("contact", "id"), ("citizen", "citizen_id")],
    ),
    (
        "emergency-access",
        "emergency_accesses",
        &[("access", "id")],
    ),
    (
        "goals",
        "goals",
        &[("goal", "id"), ("citizen", "citizen_id")],
    ),
    ("imports", "imports", &[("import", "id")]),
    ("members", "memberships", &[("membership", "id")]),
    ("plan-library", "plan_library", &[("entry", "id")]),
    ("pools", "pools", &[("pool", "id")]),
    (
        "proposals",
        "proposals",
        &[("proposal", "id"), ("date", "date")],
    ),
    (
        "provisional-services",
        "provisional_services",
        &[("provisional", "id")],
    ),
    (
        "reablement-courses",
        "reablement_courses",
        &[("course", "id"), ("citizen", "citizen_id")],
    ),
    (
        "relations",
        "employee_relations",
        &[("relation", "id"), ("employee", "employee_id")],
    ),
    ("shift-swaps", "shift_swaps", &[("swap", "id")]),
    ("shifts", "shifts", &[("shift", "id")]),
    (
        "substitute-requests",
        "substitute_requests",
        &[("request", "id")],
    ),
    ("swaps", "swaps", &[("swap", "id")]),
    ("tasks", "tasks", &[("task", "id")]),
    (
        "tiltak",
        "tiltak",
        &[("tiltak", "id"), ("citizen", "citizen_id")],
    ),
    ("transfers", "transfers", &[("transfer", "id")]),
    ("vedtak", "vedtak", &[("vedtak", "id")]),
    ("visits", "visits", &[("visit", "id")]),
    (
        "whereabouts",
        "whereabouts",
        &[("entry", "id"), ("citizen", "citizen_id")],
    ),
    ("work", "other_work", &[("work", "id"), ("date", "date")]),
    (
        "working-time-agreements",
        "working_time_agreements",
        &[("agreement", "id")],
    ),
];

const AT: &str = "'2026-11-23T05:00:00.000000Z'";
const LATER: &str = "'2026-11-23T13:00:00.000000Z'";

/// What the demo has none of; `{name}` is one of [`Rows::new`]'s ids, `#` an id of its own. Nobody outside gets
/// as far as reading what stands in a document.
const ARRANGED: &[&str] = &[
    "absences (id, employee_id, begins_at, ends_at, freed) VALUES (#, {kari}, {at}, {later}, '[]')",
    "appeals (id, vedtak_id, citizen_id, state, details) VALUES (#, {vedtak}, {citizen}, 'registered', '{}')",
    "applications (id, citizen_id, unit_id, state, received_on, details) \
     VALUES (#, {citizen}, {team}, 'received', '2026-11-20', '{}')",
    "declined_employees (citizen_id, employee_id, since) VALUES ({citizen}, {kari}, {at})",
    "emergency_accesses (id, employee_id, citizen_id, unit_id, reason, protected, begins_at, ends_at) \
     VALUES (#, {tone}, {citizen}, {team}, 'Falt hjemme', '0', {at}, {later})",
    "employee_relations (id, employee_id, citizen_id, kind, declared_at) \
     VALUES (#, {kari}, {citizen}, 'kin', {at})",
    "imports (id, unit_id, kind, state, asked_by, asked_at, total, done) \
     VALUES (#, {team}, 'caseload', 'working', {kari}, {at}, 3, 0)",
    "other_work (id, unit_id, employee_id, date, kind, title, begins_at, ends_at, recorded_by) \
     VALUES (#, {team}, {kari}, '2026-11-23', 'meeting', 'Tavlemøte', {at}, {later}, {kari})",
    "plan_library (id, unit_id, title, details) VALUES (#, {team}, 'Dusj', '{}')",
    "proposals (id, unit_id, date, part, state, seed, asked_by, asked_at) \
     VALUES (#, {team}, '2026-11-23', 'dag', 'working', 1, {kari}, {at})",
    "provisional_services (id, citizen_id, unit_id, service, last_day, details) \
     VALUES (#, {citizen}, {team}, 'home_nursing', '2026-11-30', '{}')",
    "reablement_courses (id, citizen_id, unit_id, starts_on, ends_on, details) \
     VALUES (#, {citizen}, {team}, '2026-11-02', '2026-12-14', '{}')",
    "shift_swaps (id, unit_id, from_employee, to_employee, gives, state, offered_at) \
     VALUES (#, {team}, {kari}, {silje}, {shift}, 'offered', {at})",
    "substitute_requests (id, unit_id, office_id, state, asked_at, details) \
     VALUES (#, {team}, {office}, 'asked', {at}, '{}')",
    "swaps (id, unit_id, citizen_id, from_employee, to_employee, gives, state, offered_at) \
     VALUES (#, {team}, {citizen}, {kari}, {silje}, {part}, 'offered', {at})",
    "tasks (id, key, unit_id, citizen_id, holder, source_id, details, opens_on, late_from, state, created_at) \
     VALUES (#, 'arranged', {team}, {citizen}, 'leader', {citizen}, '{}', '2026-11-23', {later}, 'open', {at})",
    "transfers (id, citizen_id, from_unit_id, to_unit_id, state, moves_on, reason, items, proposed_at, proposed_by) \
     VALUES (#, {citizen}, {team}, {other}, 'proposed', '2026-12-01', 'Flytter', '[]', {at}, {kari})",
    "whereabouts (id, citizen_id, kind, begins_at, recorded_at) VALUES (#, {citizen}, 'home', {at}, {at})",
    "working_time_agreements (id, unit_id, registered_in, starts_on, details, made_by, made_at) \
     VALUES (#, {team}, {team}, '2026-11-01', '{}', {kari}, {at})",
];

/// The records, and where to find them.
pub(crate) struct Rows {
    owner: Database,
    /// Whose they are.
    pub(crate) team: UnitId,
    session: String,
    calendar: String,
    declined: Ids,
}

fn id_of(list: &Value, field: &str, name: &str) -> String {
    let found = list["items"].as_array().unwrap().iter();
    let mut found = found.filter(|item| item[field] == name);
    found.next().unwrap_or_else(|| panic!("{name} in {list}"))["id"]
        .as_str()
        .unwrap()
        .to_owned()
}

/// Who somebody is, asked by herself.
pub(crate) fn employee_of(client: &Client) -> String {
    let me = client.get("/me").expect(200).body;
    me["employee"]
        .as_str()
        .or(me["id"].as_str())
        .unwrap()
        .to_owned()
}

/// A unit's id.
pub(crate) fn unit(client: &Client, name: &str) -> UnitId {
    let units = client.get("/units").expect(200).body;
    id_of(&units, "name", name).parse().unwrap()
}

impl Rows {
    pub(crate) fn new(app: &TestApp) -> Self {
        let (kari, leader) = (app.sign_in("kari.nordby"), app.sign_in("ingrid.solheim"));
        let team = unit(&kari, "Team Skullerud");
        let other = unit(&kari, "Team Bogerud");
        let owner = app.as_owner();
        let some = |table: &str, column: &str| {
            let row = some_row(&owner, table, team, &[column]).unwrap();
            row.unwrap_or_else(|| panic!("no row of {table}"))[column].clone()
        };
        let mine = employee_of(&kari);
        let known = [
            ("team", team.to_string()),
            ("other", other.to_string()),
            ("office", unit(&kari, "Bemanningskontoret").to_string()),
            ("citizen", some("vedtak", "citizen_id")),
            ("vedtak", some("vedtak", "id")),
            ("shift", some("shifts", "id")),
            ("part", some("assignments", "id")),
            ("kari", mine.clone()),
            ("silje", employee_of(&app.sign_in("silje.aune"))),
            ("tone", employee_of(&app.sign_in("tone.vangen"))),
        ];
        for (number, row) in ARRANGED.iter().enumerate() {
            let own = format!("'01900000-0000-7000-8000-{:012x}'", number + 0xa000);
            let row = row
                .replace('#', &own)
                .replace("{at}", AT)
                .replace("{later}", LATER);
            let row = known.iter().fold(row, |row, (name, id)| {
                row.replace(&format!("{{{name}}}"), &format!("'{id}'"))
            });
            tamper(app.database_address(), &format!("INSERT INTO {row}"))
                .unwrap_or_else(|failure| panic!("{row}: {failure:?}"));
        }
        let hours = json!([{ "name": "evening", "days": [1, 2, 3], "holidays": true,
            "from": "15:00:00", "until": "22:30:00" }]);
        let pool =
            json!({ "name": "Kveld", "with": [other], "from": "2027-01-04", "hours": hours });
        leader
            .post(&format!("/teams/{team}/pools"), &pool)
            .expect(201);
        let calendar = kari
            .post("/me/calendars", &json!({ "name": "Telefon" }))
            .expect(201);
        let sessions = kari.get("/sessions").expect(200).body;
        let session = sessions["items"][0]["id"].as_str().unwrap().to_owned();
        let citizen = known[3].1.clone();
        Self {
            owner,
            team,
            session,
            calendar: calendar.id().to_string(),
            declined: [
                ("citizen".to_owned(), citizen),
                ("employee".to_owned(), mine),
            ]
            .into(),
        }
    }

    /// What a path is filled with so that its last id, in this folder, is one that exists.
    pub(crate) fn of(&self, folder: &str) -> Option<Ids> {
        self.of_unit(folder, self.team)
    }

    /// The same, of another unit's.
    pub(crate) fn of_unit(&self, folder: &str, unit: UnitId) -> Option<Ids> {
        match folder {
            "sessions" => return Some([("session".to_owned(), self.session.clone())].into()),
            "calendars" => return Some([("calendar".to_owned(), self.calendar.clone())].into()),
            "declined-employees" => return Some(self.declined.clone()),
            _ => {}
        }
        let (_, table, parameters) = KINDS.iter().find(|(known, ..)| *known == folder)?;
        let columns: Vec<&str> = parameters.iter().map(|(_, column)| *column).collect();
        let row = some_row(&self.owner, table, unit, &columns).unwrap()?;
        let filled = parameters.iter();
        Some(
            filled
                .map(|(name, column)| ((*name).to_owned(), row[*column].clone()))
                .collect(),
        )
    }
}
