//! Every id in every path (SEC-5): whoever may not know of a record gets the same answer, byte for byte and in
//! as many queries, as for an id that was never given to anything, whatever she sends with it.

use crate::indistinct_rows::{Ids, Rows, employee_of, unit};
use domain::policy::{Action, Need};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use tests::{Backend, Client, TestApp, example};

/// Nothing has this id.
const NOTHING: &str = "01900000-0000-7000-8000-00000000dead";

/// Parameters whose records are no secret to whoever works here; each is listed for everybody at the path.
const OPEN: &[(&str, &str, &str)] = &[
    ("unit", "/units", "which units there are is public"),
    ("team", "/units", "a team is a unit"),
    (
        "employees/employee",
        "/employees/{}/competences",
        "who works here, and what she can do, any colleague may ask",
    ),
    (
        "competence",
        "/employees/{}/competences",
        "what a colleague can do is in the directory",
    ),
    (
        "delegation",
        "/delegations",
        "who may sign what is no secret",
    ),
    (
        "quota",
        "/quotas",
        "the quotas are the register of delegations'",
    ),
];

/// Parameters that name no record.
const NO_RECORD: &[(&str, &str)] = &[
    ("date", "a day"),
    ("point", "a place in a list of the record before it"),
    ("token", "the key itself: 128 random bits"),
];

/// People of another district, and those who see no records: nobody of them may know of anything of Team
/// Skullerud's.
const OUTSIDE: &[&str] = &[
    "amina.warsame",
    "eirik.fosse",
    "geir.opsahl",
    "erik.strand",
    "liv.torgersen",
];

/// Those of them who have a team and citizens of their own, and might ask there for what is another team's.
const OF_KAMPEN: &[&str] = &["amina.warsame", "eirik.fosse"];

/// Whom an operation is for, whatever the record.
fn is_for(who: &str, need: Need) -> bool {
    match who {
        "erik.strand" => matches!(need, Need::Administer | Need::ManageUnit),
        "liv.torgersen" => need == Need::ReadAccessLog,
        _ => false,
    }
}

struct Operation {
    name: String,
    method: String,
    path: String,
    need: Need,
    /// Parameters that name a record, the last of them last.
    records: Vec<String>,
    /// The folder that the last of them lies in.
    folder: String,
    body: Option<(String, Vec<u8>)>,
    if_match: bool,
}

/// Every operation with an id in its path that is not open to all, and the names of the others.
fn operations() -> (Vec<Operation>, BTreeSet<String>) {
    let document: Value = serde_json::from_str(&api::openapi::json().unwrap()).unwrap();
    let (mut walked, mut listed) = (Vec::new(), BTreeSet::new());
    for (path, methods) in document["paths"].as_object().unwrap() {
        let path = path.strip_prefix("/api/v1").unwrap();
        let parts: Vec<&str> = path.split('/').collect();
        let named = parts.windows(2).filter_map(|two| {
            let (name, _) = two[1].strip_prefix('{')?.split_once('}')?;
            Some((two[0], name))
        });
        let named: Vec<(&str, &str)> = named.collect();
        let open = |(folder, name): &(&str, &str)| {
            let whole = format!("{folder}/{name}");
            let listed = OPEN.iter().map(|(name, ..)| *name);
            let mut listed = listed.chain(NO_RECORD.iter().map(|(name, _)| *name));
            listed.any(|one| one == *name || one == whole)
        };
        let last = named
            .iter()
            .rfind(|one| !NO_RECORD.iter().any(|(name, _)| *name == one.1));
        for (method, operation) in methods.as_object().unwrap() {
            let Some(name) = operation["operationId"].as_str() else {
                continue;
            };
            let Some(last) = last.filter(|last| !open(last)) else {
                if !named.is_empty() {
                    listed.insert(name.to_owned());
                }
                continue;
            };
            let parameters = operation["parameters"].as_array().into_iter().flatten();
            let mut headers = parameters.filter(|one| one["in"] == "header");
            walked.push(Operation {
                name: name.to_owned(),
                method: method.to_uppercase(),
                path: path.to_owned(),
                need: Action::ALL
                    .iter()
                    .find(|a| a.operation_id() == name)
                    .unwrap()
                    .need(),
                records: named
                    .iter()
                    .map(|(_, name)| (*name).to_owned())
                    .filter(|name| !matches!(name.as_str(), "team" | "unit" | "date" | "point"))
                    .collect(),
                folder: last.0.to_owned(),
                body: example::body(&document, operation),
                if_match: headers.any(|one| one["name"] == "If-Match"),
            });
        }
    }
    (walked, listed)
}

/// What came back, without what is the asker's own: the id she asked for, and the trace of her request.
#[derive(Debug, PartialEq)]
struct Heard {
    status: u16,
    headers: BTreeMap<String, String>,
    body: String,
    queries: u64,
}

fn ask(app: &TestApp, client: &Client, operation: &Operation, ids: &Ids, body: &[u8]) -> Heard {
    let mut path = operation.path.clone();
    for (name, id) in ids {
        path = path.replace(&format!("{{{name}}}"), id);
    }
    path = path.replace("{date}", "2026-11-23").replace("{point}", "0");
    assert!(
        !path.contains('{'),
        "{} is not filled: {path}",
        operation.name
    );
    let bare = |text: &str| {
        let own = operation.records.iter().filter_map(|name| ids.get(name));
        own.fold(text.to_owned(), |text, id| text.replace(id, "{id}"))
    };
    let media = operation.body.as_ref().map(|(media, _)| media.as_str());
    let before = app.database().queries();
    let reply = client.send(&operation.method, &path, body.to_vec(), media);
    let queries = app.database().queries() - before;
    let headers = reply
        .headers
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "date" | "x-trace-id"));
    Heard {
        status: reply.status,
        headers: headers
            .map(|(name, value)| (name.to_string(), bare(value.to_str().unwrap())))
            .collect(),
        body: bare(&String::from_utf8_lossy(&reply.bytes)),
        queries,
    }
}

/// Pairs of paths that must answer alike: with an id that exists, and with one that does not.
fn pairs(operation: &Operation, known: &Ids, own: Option<&Ids>) -> Vec<(&'static str, Ids, Ids)> {
    let last = operation.records.last().unwrap();
    let with = |ids: &Ids, name: &String, id: &str| {
        let mut ids = ids.clone();
        ids.insert(name.clone(), id.to_owned());
        ids
    };
    let strange = with(known, last, NOTHING);
    let nothing = operation
        .records
        .iter()
        .fold(known.clone(), |ids, name| with(&ids, name, NOTHING));
    let mut pairs = vec![("it", known.clone(), nothing)];
    if operation.records.len() > 1 {
        pairs.push(("it among what is there", known.clone(), strange));
    }
    let in_unit = ["{team}", "{unit}"]
        .iter()
        .any(|one| operation.path.contains(one));
    let lies_in = operation.records.len() > 1 || in_unit;
    if let Some(own) = own.filter(|_| lies_in) {
        let mut mine = known.clone();
        mine.extend(own.clone());
        let hers = with(&mine, last, &known[last]);
        pairs.push(("it among what is hers", hers, with(&mine, last, NOTHING)));
    }
    pairs
}

fn walk(backend: Backend) {
    let app = TestApp::demo(backend);
    let rows = Rows::new(&app);
    let (walked, listed) = operations();
    assert!(
        walked.len() > 80 && listed.len() > 50,
        "{} {}",
        walked.len(),
        listed.len()
    );
    let mut told = Vec::new();
    for who in OUTSIDE {
        let client = app.sign_in(who);
        let me = employee_of(&client);
        for (_, path, why) in OPEN {
            let seen = client.get(&path.replace("{}", &me)).status;
            assert_eq!(
                seen, 200,
                "{who} does not see what is said to be open: {why}"
            );
        }
        let own = OF_KAMPEN.contains(who).then(|| {
            let kampen = unit(&client, "Team Kampen");
            let mut own = rows.of_unit("citizens", kampen).unwrap();
            own.insert("team".into(), kampen.to_string());
            own.insert("unit".into(), kampen.to_string());
            own.insert("employee".into(), me.clone());
            own
        });
        for operation in walked.iter().filter(|one| !is_for(who, one.need)) {
            let mut known = rows.of(&operation.folder).unwrap_or_else(|| {
                panic!("{}: there is none of {}", operation.name, operation.folder)
            });
            known.insert("team".into(), rows.team.to_string());
            known.insert("unit".into(), rows.team.to_string());
            let bodies: Vec<&[u8]> = match &operation.body {
                None => vec![&b""[..]],
                Some((_, good)) => vec![good.as_slice(), &b"{}"[..], &b"no json at all"[..]],
            };
            let plain = vec![client.clone()];
            let clients = match operation.if_match {
                true => [plain, vec![client.if_match("\"x\"")]].concat(),
                false => plain,
            };
            for (way, there, nowhere) in pairs(operation, &known, own.as_ref()) {
                // What is remembered between requests is remembered before they are counted.
                ask(&app, &client, operation, &nowhere, bodies[0]);
                for client in &clients {
                    for body in &bodies {
                        let heard = ask(&app, client, operation, &there, body);
                        let of_nothing = ask(&app, client, operation, &nowhere, body);
                        if heard != of_nothing || !matches!(heard.status, 403 | 404) {
                            let sent = String::from_utf8_lossy(body);
                            told.push(format!(
                                "{} by {who}, {way}, with {sent}:\n  {heard:?}\n  {of_nothing:?}",
                                operation.name
                            ));
                        }
                    }
                }
            }
        }
    }
    assert!(told.is_empty(), "{} tell:\n{}", told.len(), told.join("\n"));
}

#[test]
fn no_id_in_any_path_tells_whether_it_exists_sqlite() {
    walk(Backend::Sqlite);
}

#[test]
fn no_id_in_any_path_tells_whether_it_exists_postgres() {
    walk(Backend::Postgres);
}
