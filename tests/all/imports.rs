//! A caseload from a file: whole or not at all (R-CIT-1, API-11).

use serde_json::Value;
use tests::{Client, Reply, TestApp, on_both};

const GOOD: &[u8] = include_bytes!("../../docs/examples/caseload-good.csv");
const FAULTS: &[u8] = include_bytes!("../../docs/examples/caseload-faults.csv");

fn import(client: &Client, app: &TestApp, query: &str, file: &[u8]) -> Reply {
    let path = format!("/units/{}/imports{query}", app.world.bogerud);
    let patient = client.with("prefer", "wait=8");
    patient.send("POST", &path, file.to_vec(), Some("text/csv"))
}

fn count(client: &Client) -> usize {
    client.get("/citizens?limit=200").expect(200).body["items"]
        .as_array()
        .unwrap()
        .len()
}

on_both!(
    fn a_good_file_is_taken_in_and_a_second_time_changes_nothing(app) {
        let bente = app.sign_in("bente");
        let before = count(&bente);
        let said = import(&bente, &app, "?dryRun=true", GOOD).expect(200).body;
        assert_eq!((&said["created"], &said["state"]), (&Value::from(60), &Value::from("checked")));
        assert_eq!(count(&bente), before, "a dry run changes nothing");
        assert_eq!(import(&bente, &app, "", GOOD).expect(201).body["created"], 60);
        assert_eq!(count(&bente), before + 60);
        let again = import(&bente, &app, "", GOOD).expect(201).body;
        assert_eq!((&again["created"], &again["unchanged"]), (&Value::from(0), &Value::from(60)));
        assert_eq!(count(&bente), before + 60);
    }
);

on_both!(
    fn a_file_with_seven_faults_takes_in_nothing_and_names_line_column_and_rule(app) {
        let bente = app.sign_in("bente");
        let before = count(&bente);
        let said = import(&bente, &app, "?dryRun=true", FAULTS).expect(200).body;
        let faults = said["faults"].as_array().unwrap().clone();
        assert!(faults.len() >= 7, "{faults:#?}");
        for fault in &faults {
            assert!(fault["line"].as_u64().unwrap() >= 1);
            assert!(!fault["rule"].as_str().unwrap().is_empty());
        }
        let kinds: std::collections::BTreeSet<&str> =
            faults.iter().map(|f| f["code"].as_str().unwrap()).collect();
        assert!(kinds.len() >= 7, "seven different faults: {kinds:?}");
        let refused = import(&bente, &app, "", FAULTS).expect(422);
        assert_eq!(refused.errors().len(), faults.len());
        assert!(refused.errors().iter().all(|(_, _, at)| at.starts_with("/lines/")));
        assert_eq!(count(&bente), before);
    }
);

on_both!(
    fn a_number_that_another_unit_knows_is_refused_neutrally(app) {
        import(&app.sign_in("bente"), &app, "", GOOD).expect(201);
        let path = format!("/units/{}/imports", app.world.skullerud);
        let liv = app.sign_in("liv").with("prefer", "wait=8");
        let refused = liv.send("POST", &path, GOOD.to_vec(), Some("text/csv")).expect(422);
        assert!(refused.codes().iter().all(|code| code == "number-known"));
    }
);

on_both!(
    fn an_import_is_for_the_units_leader(app) {
        import(&app.sign_in("nina"), &app, "", GOOD).expect(403);
        import(&app.sign_in("liv"), &app, "", GOOD).expect(403);
    }
);

on_both!(
    fn without_a_wish_to_wait_the_answer_says_where_to_look(app) {
        let bente = app.sign_in("bente");
        let path = format!("/units/{}/imports", app.world.bogerud);
        let asked = bente.send("POST", &path, GOOD.to_vec(), Some("text/csv")).expect(202);
        assert_eq!((&asked.body["state"], &asked.body["total"]), (&Value::from("working"), &Value::from(60)));
        let place = asked.header("location").unwrap().trim_start_matches("/api/v1").to_owned();
        assert_eq!(place, format!("{path}/{}", asked.id()));
        let ended = until_ended(&bente, &place);
        assert_eq!((&ended["state"], &ended["created"]), (&Value::from("applied"), &Value::from(60)));
        assert_eq!(ended["done"], ended["total"]);
        assert!(ended["milliseconds"].as_i64().is_some(), "it is measured: {ended}");
        let list = bente.get(&path).expect(200).body["items"].clone();
        assert_eq!(list[0]["id"], asked.body["id"]);
        app.sign_in("nina").get(&place).expect(403);
        app.sign_in("bente").get(&format!("{path}/{}", crate::known::NOTHING)).expect(404);
    }
);

/// Asks until an import has ended, and checks on the way that it only goes on.
pub(crate) fn until_ended(client: &Client, place: &str) -> Value {
    let mut done = 0;
    loop {
        let now = client.get(place).expect(200).body;
        let (counted, total) = (
            now["done"].as_i64().unwrap(),
            now["total"].as_i64().unwrap(),
        );
        assert!(done <= counted && counted <= total, "{now}");
        done = counted;
        if now["state"] != "working" {
            return now;
        }
        std::thread::yield_now();
    }
}

on_both!(
    fn one_import_of_a_unit_at_a_time_and_one_that_was_lost_stands_in_nobodys_way(app) {
        use persistence::{ImportKind, ImportRun, ImportState, Streams};
        let run = ImportRun {
            id: persistence::new_id(tests::now()), unit: app.world.bogerud, kind: ImportKind::Caseload, dry_run: false,
            state: ImportState::Working, asked_by: app.world.employee("bente"), asked_at: tests::now(),
            finished_at: None, total: 60, done: 0, result: None,
        };
        app.arrange(Streams::unit(app.world.bogerud), |writer| writer.insert_import_run(&run));
        let bente = app.sign_in("bente");
        let refused = import(&bente, &app, "", GOOD).expect(409);
        assert_eq!(refused.codes(), ["import-under-way"]);
        import(&bente, &app, "?dryRun=true", GOOD).expect(200);
        app.at("2026-11-23T06:16:00Z");
        let bente = app.sign_in("bente");
        let lost = format!("/units/{}/imports/{}", app.world.bogerud, run.id);
        assert_eq!(bente.get(&lost).expect(200).body["state"], "failed");
        assert_eq!(import(&bente, &app, "", GOOD).expect(201).body["created"], 60);
    }
);

/// The good file with one cell put differently on one line.
fn with_cell(line: usize, from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(GOOD.to_vec()).unwrap();
    let lines = text.lines().enumerate().map(|(n, l)| {
        if n + 1 == line {
            l.replace(from, to)
        } else {
            l.to_owned()
        }
    });
    lines.collect::<Vec<_>>().join("\n").into_bytes()
}

on_both!(
    fn windows_1252_is_read_and_a_mixture_is_refused_by_name(app) {
        let bente = app.sign_in("bente");
        let before = count(&bente);
        // One name has a letter that Windows-1252 lacks.
        let text = String::from_utf8(GOOD.to_vec()).unwrap().replace('ś', "s");
        let old: Vec<u8> = text.chars().filter(|c| *c != '\u{feff}')
            .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
        let mut mixed = old.clone();
        mixed.extend_from_slice("\n;Æ i UTF-8".as_bytes());
        let refused = import(&bente, &app, "", &mixed).expect(422);
        assert_eq!(refused.codes(), ["csv-mixed-encodings"]);
        assert!(refused.errors()[0].2.starts_with("/lines/"));
        assert_eq!(count(&bente), before);
        assert_eq!(import(&bente, &app, "", &old).expect(201).body["created"], 60);
        // The same people as in UTF-8, so the other file changes nothing.
        assert_eq!(import(&bente, &app, "", text.as_bytes()).expect(201).body["unchanged"], 60);
    }
);

on_both!(
    fn a_corrected_line_corrects_that_citizen_and_her_kin_and_no_other(app) {
        let bente = app.sign_in("bente");
        import(&bente, &app, "", GOOD).expect(201);
        let text = String::from_utf8(GOOD.to_vec()).unwrap();
        let header: Vec<&str> = text.lines().next().unwrap().split(';').collect();
        let at = |name: &str| header.iter().position(|h| h.trim_start_matches('\u{feff}') == name).unwrap();
        let line = text.lines().skip(1).position(|l| !l.split(';').nth(at("parorende_telefon")).unwrap().is_empty()).unwrap() + 2;
        let row = text.lines().nth(line - 1).unwrap();
        let mut cells: Vec<&str> = row.split(';').collect();
        let kin = cells[at("parorende_navn")].to_owned();
        cells[at("parorende_telefon")] = "22 22 22 22";
        cells[at("gate")] = "Nyveien 1";
        let changed = with_cell(line, row, &cells.join(";"));
        let said = import(&bente, &app, "", &changed).expect(201).body;
        assert_eq!((&said["updated"], &said["unchanged"]), (&Value::from(1), &Value::from(59)));
        let all = bente.get("/citizens?limit=200").body["items"].clone();
        let name = format!("{} {}", cells[at("fornavn")], cells[at("etternavn")]);
        let one = all.as_array().unwrap().iter().find(|c| c["name"] == name.as_str()).unwrap();
        let path = format!("/citizens/{}", one["id"].as_str().unwrap());
        let citizen = bente.get(&path).expect(200).body;
        assert!(citizen.to_string().contains("Nyveien 1"), "{citizen}");
        let contacts = bente.get(&format!("{path}/contacts")).body["items"].clone();
        assert_eq!(contacts.as_array().unwrap().len(), 1, "no second {kin}");
        assert_eq!(contacts[0]["phone"], "22 22 22 22");
    }
);

on_both!(
    /// API-6: whoever listens to the unit hears how far it has come, and of what changed.
    fn an_import_is_heard_as_it_goes(app) {
        let bente = app.sign_in("bente");
        let mut listener = bente.listen(&format!("/units/{}/events", app.world.bogerud));
        listener.next("changes");
        let asked = bente.send("POST", &format!("/units/{}/imports", app.world.bogerud), GOOD.to_vec(), Some("text/csv")).expect(202);
        let (mut told, mut changed) = (0, 0);
        // A page that is being read takes in what is written meanwhile: either may be heard first.
        while changed < 2 || told == 0 {
            let event = listener.hear().expect("it goes on");
            if event.name == "progress" {
                assert_eq!((&event.data["resource"], &event.data["id"]), (&Value::from("imports"), &asked.body["id"]));
                assert_eq!((&event.data["done"], &event.data["total"]), (&Value::from(60), &Value::from(60)));
                told += 1;
            }
            let items = event.data["items"].as_array().into_iter().flatten();
            changed += items.filter(|item| item["resource"] == "imports").count();
        }
        assert_eq!(told, 1, "at every two hundredth row, and the last");
    }
);
