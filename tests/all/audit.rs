//! The chain over the access log (SEC-9): the database refuses update and delete; what is removed or
//! altered past it is found, and where.

use domain::policy::Action;
use persistence::{Finding, LogHead, Report, SealKeys, testing::tamper};
use std::collections::BTreeMap;
use tests::{Backend, TestApp, on_both};

fn keys(names: &[&str]) -> SealKeys {
    let key = |name: &&str| ((*name).to_owned(), [name.len() as u8; 32]);
    SealKeys::new(names.iter().map(key).collect::<BTreeMap<_, _>>()).unwrap()
}

/// Six entries of a record, sealed under one key.
fn sealed(app: &TestApp) -> SealKeys {
    let keys = keys(&["a"]);
    for citizen in [app.world.astrid, app.world.einar] {
        let kari = app.sign_in("kari");
        let path = format!("/citizens/{citizen}");
        kari.get(&path).expect(200);
        kari.get(&format!("{path}/contacts")).expect(200);
        kari.get(&format!("{path}/whereabouts")).expect(200);
    }
    assert!(app.database().seal(&keys, tests::now(), false).unwrap() >= 6);
    keys
}

fn verify(app: &TestApp, keys: &SealKeys, kept: Option<&LogHead>) -> Report {
    app.database().verify_log(keys, kept).unwrap()
}

/// Statements by one who may do anything to the database, triggers or not.
fn by_force(app: &TestApp, statement: &str) {
    let statements = match app.backend {
        Backend::Postgres => format!("SET session_replication_role = replica; {statement}"),
        Backend::Sqlite => format!(
            "PRAGMA foreign_keys = OFF; DROP TRIGGER access_log_no_update; DROP TRIGGER access_log_no_delete; \
             DROP TRIGGER access_log_citizens_no_delete; DROP TRIGGER access_log_seals_no_update; \
             DROP TRIGGER access_log_seals_no_delete; {statement}"
        ),
    };
    tamper(&app.owner_address, &statements).unwrap();
}

/// The id of the entry that is number `n` in the chain.
fn number(n: i64) -> String {
    format!("(SELECT entry_id FROM access_log_seals WHERE position = {n})")
}

on_both!(
    fn the_database_itself_refuses_to_alter_remove_or_replace_an_entry(app) {
        sealed(&app);
        let mut tries = vec![
            "UPDATE access_log SET document = 'x'",
            "DELETE FROM access_log",
            "UPDATE access_log_citizens SET entry_id = entry_id",
            "DELETE FROM access_log_citizens",
            "UPDATE access_log_seals SET key_id = 'x'",
            "DELETE FROM access_log_seals",
        ];
        match app.backend {
            Backend::Postgres => tries.extend(["TRUNCATE access_log_seals", "TRUNCATE access_log CASCADE"]),
            Backend::Sqlite => tries.extend([
                "INSERT OR REPLACE INTO access_log SELECT id, at, NULL, NULL, role, unit_id, kind, operation, document, basis, reason, covers_until FROM access_log",
                "INSERT OR REPLACE INTO access_log_citizens SELECT * FROM access_log_citizens",
                "INSERT OR REPLACE INTO access_log_seals SELECT * FROM access_log_seals",
            ]),
        }
        for statement in tries {
            let refusal = tamper(&app.owner_address, statement).unwrap_err().to_string();
            assert!(refusal.contains("append-only"), "{statement}: {refusal}");
        }
        assert_eq!(verify(&app, &keys(&["a"]), None).findings, []);
    }
);

on_both!(
    fn an_untouched_log_verifies_and_the_unsealed_tail_is_told(app) {
        let keys = sealed(&app);
        let before = verify(&app, &keys, None);
        assert_eq!((before.unsealed, before.unsealed_since, before.findings), (0, None, vec![]));
        app.sign_in("per").get(&format!("/citizens/{}", app.world.astrid)).expect(200);
        let after = verify(&app, &keys, None);
        assert_eq!((after.sealed, after.unsealed), (before.sealed, 1));
        assert_eq!(after.unsealed_since, Some(tests::now()));
        assert_eq!(after.findings, []);
        assert_eq!(app.database().seal(&keys, tests::now(), false).unwrap(), 1);
        assert_eq!(app.database().seal(&keys, tests::now(), true).unwrap(), 0, "each is sealed once");
    }
);

on_both!(
    fn an_altered_entry_is_found_and_its_neighbours_are_not_blamed(app) {
        let keys = sealed(&app);
        by_force(&app, &format!("UPDATE access_log SET employee_id = NULL WHERE id = {}", number(3)));
        let found = verify(&app, &keys, None).findings;
        assert!(matches!(found[..], [Finding::Altered { position: 3, .. }]), "{found:?}");
    }
);

on_both!(
    fn an_entry_that_is_moved_to_another_citizen_is_found(app) {
        let keys = sealed(&app);
        let statement = format!("DELETE FROM access_log_citizens WHERE entry_id = {}", number(2));
        by_force(&app, &statement);
        let found = verify(&app, &keys, None).findings;
        assert!(matches!(found[..], [Finding::Altered { position: 2, .. }]), "{found:?}");
    }
);

on_both!(
    fn a_removed_entry_is_found_with_or_without_its_seal(app) {
        let keys = sealed(&app);
        by_force(&app, &format!(
            "DELETE FROM access_log_citizens WHERE entry_id = {0}; DELETE FROM access_log WHERE id = {0}",
            number(4),
        ));
        let found = verify(&app, &keys, None).findings;
        assert!(matches!(found[..], [Finding::Removed { position: 4, .. }]), "{found:?}");
        tamper(&app.owner_address, match app.backend {
            Backend::Postgres => "SET session_replication_role = replica; DELETE FROM access_log_seals WHERE position = 4",
            Backend::Sqlite => "DELETE FROM access_log_seals WHERE position = 4",
        }).unwrap();
        let found = verify(&app, &keys, None).findings;
        assert_eq!(found, [Finding::SealsMissing { from: 4, until: 4 }]);
    }
);

on_both!(
    fn a_seal_that_was_made_up_is_found(app) {
        let keys = sealed(&app);
        by_force(&app, "UPDATE access_log_seals SET mac = (SELECT mac FROM access_log_seals WHERE position = 1) WHERE position = 5");
        let found = verify(&app, &keys, None).findings;
        assert!(matches!(found[..], [Finding::Altered { position: 5, .. }]), "{found:?}");
    }
);

on_both!(
    fn an_end_that_was_cut_off_shows_against_a_head_kept_elsewhere(app) {
        let keys = sealed(&app);
        let kept = app.database().log_head().unwrap().unwrap();
        let end = kept.position - 2;
        by_force(&app, &format!("DELETE FROM access_log_citizens WHERE entry_id IN (SELECT entry_id FROM access_log_seals WHERE position > {end}); \
             DELETE FROM access_log WHERE id IN (SELECT entry_id FROM access_log_seals WHERE position > {end}); \
             DELETE FROM access_log_seals WHERE position > {end}"));
        assert_eq!(verify(&app, &keys, None).findings, [], "the database alone does not show it");
        let found = verify(&app, &keys, Some(&kept)).findings;
        assert_eq!(found, [Finding::CutOff { head: kept.position, end }]);
        // And one that was grown again does not end in the same seal.
        for who in ["per", "siri"] {
            app.sign_in(who).get(&format!("/citizens/{}", app.world.astrid)).expect(200);
        }
        app.database().seal(&keys, tests::now(), false).unwrap();
        let found = verify(&app, &keys, Some(&kept)).findings;
        assert_eq!(found, [Finding::OtherHead { position: kept.position }]);
    }
);

on_both!(
    fn an_entry_slipped_in_afterwards_with_an_old_time_is_told(app) {
        let keys = sealed(&app);
        by_force(&app, "INSERT INTO access_log (id, at, kind, operation, document, basis, covers_until) VALUES \
            ('01900000-0000-7000-8000-000000000000', '2026-11-01T00:00:00.000000Z', 'read', 'getCitizen', 'citizen', 'member', '2026-11-01T00:15:00.000000Z')");
        app.database().seal(&keys, tests::now(), false).unwrap();
        let found = verify(&app, &keys, None).findings;
        assert!(matches!(found[..], [Finding::NeverSealed { count: 1, .. }]), "{found:?}");
    }
);

on_both!(
    fn keys_rotate_and_a_wrong_or_missing_key_verifies_nothing(app) {
        sealed(&app);
        let both = keys(&["a", "bb"]);
        app.sign_in("per").get(&format!("/citizens/{}", app.world.astrid)).expect(200);
        assert_eq!(app.database().seal(&both, tests::now(), false).unwrap(), 1);
        let report = verify(&app, &both, None);
        assert_eq!(report.findings, [], "the chain goes on from key to key");
        let found = verify(&app, &keys(&["a"]), None).findings;
        assert_eq!(found, [Finding::KeyMissing { position: report.sealed, key: "bb".to_owned() }]);
        let other = SealKeys::new([("a".to_owned(), [9; 32]), ("bb".to_owned(), [2; 32])].into()).unwrap();
        let found = verify(&app, &other, None).findings;
        assert!(matches!(found[0], Finding::Altered { position: 1, .. }), "{found:?}");
    }
);

on_both!(
    /// SEC-9, SEC-10: the extract for the citizen, in her words.
    fn the_extract_says_who_saw_the_record_as_pdf_and_as_csv(app) {
        let astrid = format!("/citizens/{}", app.world.astrid);
        app.sign_in("kari").get(&format!("{astrid}/tiltaksplan")).expect(200);
        let log = format!("{astrid}/access-log");
        let auditor = app.sign_in("auditor");
        let pdf = auditor.with("accept", "application/pdf").get(&log).expect(200);
        assert!(pdf.bytes.starts_with(b"%PDF-"));
        assert_eq!(pdf.header("content-type"), Some("application/pdf"));
        let csv = auditor.get(&format!("{log}?format=csv&from=2026-11-23&to=2026-11-23")).expect(200);
        assert!(csv.header("content-type").unwrap().starts_with("text/csv"));
        let text = String::from_utf8(csv.bytes).unwrap();
        assert!(text.contains("Kari Nordby;medarbeider;Team Skullerud;leste tiltaksplanen din;"), "{text}");
        assert!(text.contains("Randi Revisor"), "who looked at the log is in it too: {text}");
        let none = auditor.get(&format!("{log}?format=csv&to=2026-11-22")).expect(200);
        assert_eq!(String::from_utf8(none.bytes).unwrap().lines().count(), 1);
        // Taking it out is a line of its own kind; whoever may not see the log gets no file either.
        let lines = app.sign_in("liv").get(&log).expect(200).body["items"].clone();
        assert!(lines.as_array().unwrap().iter().any(|l| l["action"] == "export" && l["name"] == "Randi Revisor"));
        app.sign_in("kari").with("accept", "application/pdf").get(&log).expect(403);
        app.sign_in("bente").with("accept", "application/pdf").get(&log).expect(404);
        auditor.get(&format!("{log}?format=word")).expect(400);
    }
);

#[test]
fn every_document_of_the_trace_has_words_for_the_citizen() {
    let crates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates");
    let noted = crates.join("persistence/src");
    let mut folders = vec![crates.join("api/src"), noted.clone()];
    let mut seen = std::collections::BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text: String = std::fs::read_to_string(&path)
                .unwrap()
                .split_whitespace()
                .collect();
            // What the database's crate opens are files; it notes what it shows.
            let calls: &[&str] = match path.starts_with(&noted) {
                true => &[".show_plan(", ".show_by_basis(", ".show_found("],
                false => &[
                    ".open(",
                    ".open_in(",
                    ".show(",
                    ".show_plan(",
                    ".show_found(",
                    "constDOCUMENT:&str=",
                ],
            };
            for call in calls {
                for (at, _) in text.match_indices(call) {
                    // Its first text, in this call: a statement ends before the next.
                    let end = text[at..].find(';').unwrap_or(0);
                    let quoted = text[at..at + end].split('"').nth(1);
                    // Files are opened too, with texts that name no document.
                    let quoted =
                        quoted.filter(|q| q.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
                    seen.extend(quoted.map(str::to_owned));
                }
            }
        }
    }
    assert!(
        seen.contains("vedtak") && seen.contains("my-day") && seen.len() > 15,
        "{seen:?}"
    );
    for document in seen {
        let known = domain::trace::DOCUMENTS
            .iter()
            .any(|(name, _)| *name == document);
        assert!(known, "{document} has no words in domain::trace");
    }
    assert!(Action::ALL.contains(&Action::GetAccessLog));
}
