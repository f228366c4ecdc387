//! Back-up and restore (SEC-14): online, verified, between both databases, with the keys apart.

use persistence::{KeyPrint, Store};
use std::{fs, io::Cursor, thread};
use tests::{
    Backend, TestApp, empty_place, now, on_both,
    program::{Installation, command},
    writers::Ledger,
};

fn dump(address: &str) -> (Vec<u8>, Vec<persistence::TableSum>) {
    let mut bytes = Vec::new();
    let mut store = Store::existing(address).unwrap();
    let keys: [KeyPrint; 0] = [];
    let sums = store
        .dump("2026-11-23T06:00:00Z", &keys, &mut bytes)
        .unwrap();
    (bytes, sums)
}

/// From one database into an empty one of the other kind, and back again.
fn there_and_back(from: Backend, to: Backend) {
    let app = TestApp::demo(from);
    let folder = tempfile::tempdir().unwrap();
    let (bytes, given) = dump(app.database_address());
    assert!(given.iter().map(|table| table.rows).sum::<u64>() > 5_000);
    let place = empty_place(to, folder.path());
    let mut store = Store::empty(&place).unwrap();
    let restored = store
        .load(&mut Cursor::new(&bytes), now(), |_| Ok(()))
        .unwrap();
    assert_eq!(restored.tables, given);
    assert_eq!(restored.header.epoch, *app.database().epoch());
    assert_ne!(
        restored.epoch, restored.header.epoch,
        "a restore is a new epoch"
    );
    // The restored place gives the same bytes but for the epoch and the sessions that ended.
    let (_, again) = dump(&place);
    let differ: Vec<&str> = given
        .iter()
        .zip(&again)
        .filter(|(one, other)| one != other)
        .map(|(one, _)| one.table.as_str())
        .collect();
    assert_eq!(
        differ,
        ["meta"],
        "nobody had logged in, so no session had to end"
    );
}

#[test]
fn everything_goes_from_sqlite_to_postgresql_and_is_the_same() {
    there_and_back(Backend::Sqlite, Backend::Postgres);
}

#[test]
fn everything_goes_from_postgresql_to_sqlite_and_is_the_same() {
    there_and_back(Backend::Postgres, Backend::Sqlite);
}

#[test]
fn both_databases_write_the_same_lines_for_the_same_data() {
    let app = TestApp::demo(Backend::Sqlite);
    let (bytes, _) = dump(app.database_address());
    let folder = tempfile::tempdir().unwrap();
    let place = empty_place(Backend::Postgres, folder.path());
    let mut store = Store::empty(&place).unwrap();
    store
        .load(&mut Cursor::new(&bytes), now(), |_| Ok(()))
        .unwrap();
    let rows = |bytes: &[u8]| -> Vec<String> {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        let about_meta = |line: &&str| !line.contains("epoch") && !line.contains("\"meta\"");
        // The last lines of both count and hash; the epoch is the one row that differs.
        text.lines().filter(about_meta).map(str::to_owned).collect()
    };
    assert_eq!(rows(&bytes), rows(&dump(&place).0));
}

#[test]
fn every_table_of_the_database_is_in_a_back_up() {
    let app = TestApp::start(Backend::Sqlite);
    let (_, given) = dump(app.database_address());
    let backed_up: Vec<&str> = given.iter().map(|table| table.table.as_str()).collect();
    let columns = persistence::testing::columns(app.database()).unwrap();
    for column in &columns {
        let table = column.split('.').next().unwrap();
        assert!(
            backed_up.contains(&table),
            "{table} would be lost: add it to schema.rs"
        );
    }
    // And every column: a row that lacks one would read back the same and still be poorer.
    let known = persistence::testing::backed_up_columns();
    for column in columns {
        let bare = column.trim_end_matches('?').to_owned();
        assert!(
            known.contains(&bare),
            "{bare} would be lost: add it to schema.rs"
        );
    }
}

on_both!(
    fn a_back_up_that_was_cut_off_or_altered_changes_nothing(app) {
        let (bytes, _) = dump(app.database_address());
        let text = String::from_utf8(bytes).unwrap();
        let cut = text.lines().take(text.lines().count() - 1).collect::<Vec<_>>().join("\n");
        let altered = text.replace("\"Astrid\"", "\"Asbjørg\"");
        assert_ne!(altered, text, "she is in it");
        let newer = text.replacen("000001", "990001", 1);
        let folder = tempfile::tempdir().unwrap();
        for (broken, why) in [(cut, "cut off"), (altered, "citizens should hold"), (newer, "newer")] {
            let place = empty_place(app.backend, folder.path());
            let mut store = Store::empty(&place).unwrap();
            let said = store.load(&mut Cursor::new(broken), now(), |_| Ok(())).unwrap_err();
            assert!(said.to_string().contains(why), "{said}");
            Store::empty(&place).map(|_| ()).expect("the place is as empty as before");
        }
    }
);

on_both!(
    fn a_restore_goes_into_an_empty_place_only(app) {
        let said = Store::empty(app.database_address()).err().unwrap().to_string();
        assert!(said.contains("not empty"), "{said}");
    }
);

on_both!(
    fn after_a_restore_old_tags_cursors_and_sessions_are_recognised_as_old(app) {
        let kari = app.sign_in("kari");
        let astrid = format!("/citizens/{}", app.world.astrid);
        let old = kari.get(&astrid).expect(200);
        let (bytes, _) = dump(app.database_address());
        let folder = tempfile::tempdir().unwrap();
        let place = empty_place(app.backend, folder.path());
        Store::empty(&place).unwrap().load(&mut Cursor::new(&bytes), now(), |_| Ok(())).unwrap();
        let second = TestApp::on(app.backend, &place, &app.world);
        let mut revived = second.anonymous();
        revived.token.clone_from(&kari.token);
        revived.get(&astrid).expect(401);
        let again = second.sign_in("kari");
        let new = again.get(&astrid).expect(200);
        assert_eq!(new.body, old.body, "the record came back");
        assert_ne!(new.etag(), old.etag(), "its tag is of another epoch");
        again.if_match(&old.etag()).put(&astrid, &old.body).expect(412);
    }
);

/// While people write: what was acknowledged before the back-up began is in it, and nobody waits.
fn online(backend: Backend) {
    let place = Installation::new(backend);
    let server = place.serve();
    let kari = server.client().sign_in("kari");
    let recovery = place.path("recovery.txt");
    let recipient = place.must(&["recovery-key", "--to", &recovery]);
    let folder = place.path("backups");
    let (ledger, astrid) = (Ledger::default(), place.world.astrid);
    thread::scope(|scope| {
        let _writing = ledger.until_dropped();
        for _ in 0..2 {
            let kari = &kari;
            let ledger = &ledger;
            scope.spawn(move || ledger.keep_writing(kari, astrid));
        }
        ledger.wait_for(20);
        let before = ledger.names();
        place.must(&["backup", "--to", &folder, "--recipient", recipient.trim()]);
        // They went on meanwhile.
        ledger.wait_for(before.len() + 5);
        ledger.enough();
        let file = fs::read_dir(&folder)
            .unwrap()
            .next()
            .unwrap()
            .unwrap()
            .path();
        let file = file.to_str().unwrap();
        let said = place.must(&["prove", file, "--identity", &recovery]);
        assert!(said.contains("proved"), "{said}");
        let restored = tempfile::tempdir().unwrap();
        let target = empty_place(backend, restored.path());
        let mut restore = command(&target, &place.keys);
        restore.args(["restore", file, "--identity", &recovery]);
        let done = restore.output().unwrap();
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
        let database = persistence::Database::open(
            &target,
            1,
            api::secrets::read(&place.keys, true).unwrap().vault,
        );
        let stored = tests::writers::stored(&database.unwrap(), astrid);
        let lost: Vec<_> = before
            .iter()
            .filter(|name| !stored.contains(name))
            .collect();
        assert!(
            lost.is_empty(),
            "acknowledged before the back-up and not in it: {lost:?}"
        );
    });
    ledger.check(&place.open(), astrid);
}

#[test]
fn a_back_up_is_made_while_people_write_sqlite() {
    online(Backend::Sqlite);
}

#[test]
fn a_back_up_is_made_while_people_write_postgres() {
    online(Backend::Postgres);
}

#[test]
fn nobody_without_the_recovery_key_opens_a_back_up_and_no_number_stands_in_it() {
    let place = Installation::new(Backend::Sqlite);
    let recovery = place.path("recovery.txt");
    let recipient = place.must(&["recovery-key", "--to", &recovery]);
    let folder = place.path("backups");
    place.must(&["backup", "--to", &folder, "--recipient", recipient.trim()]);
    let file = fs::read_dir(&folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let sealed = fs::read(&file).unwrap();
    assert!(sealed.starts_with(b"age-encryption.org/v1"));
    let text = file.to_str().unwrap();
    let other = place.path("other.txt");
    place.must(&["recovery-key", "--to", &other]);
    let said = place.refused(&["prove", text, "--identity", &other]);
    assert!(said.contains("key"), "{said}");
    // One flipped bit in the middle is noticed.
    let mut altered = sealed.clone();
    let middle = altered.len() / 2;
    altered[middle] ^= 1;
    fs::write(&file, altered).unwrap();
    place.refused(&["prove", text, "--identity", &recovery]);
    // Opened, it holds names but no national number: those stay ciphertext.
    let (bytes, _) = dump(&place.database);
    let plain = String::from_utf8(bytes).unwrap();
    assert!(plain.contains("Astrid"));
    assert!(!plain.contains(tests::ASTRIDS_NUMBER));
}

#[test]
fn keys_are_kept_apart_and_a_check_says_when_they_are_not() {
    let place = Installation::new(Backend::Sqlite);
    let recovery = place.path("recovery.txt");
    let recipient = place.must(&["recovery-key", "--to", &recovery]);
    let said = place.refused(&["keys-check"]);
    assert!(
        said.contains("data-demo.key") && said.contains("lookup.key"),
        "{said}"
    );
    let near = place.path("");
    let near = place.refused(&["keys-copy", "--to", &near, "--recipient", recipient.trim()]);
    assert!(near.contains("not apart"), "{near}");
    let apart = tempfile::tempdir().unwrap();
    let to = apart.path().to_str().unwrap();
    place.must(&["keys-copy", "--to", to, "--recipient", recipient.trim()]);
    place.must(&["keys-check"]);
    // A new generation of keys is not in the copy.
    fs::write(place.keys.join("data-demo2.key"), "ab".repeat(32)).unwrap();
    assert!(place.refused(&["keys-check"]).contains("data-demo2.key"));
    fs::remove_file(place.keys.join("data-demo2.key")).unwrap();
    // A key that numbers are closed under is gone.
    let (data, aside) = (place.keys.join("data-demo.key"), apart.path().join("aside"));
    fs::rename(&data, &aside).unwrap();
    assert!(place.refused(&["keys-check"]).contains("is not in"));
    fs::rename(&aside, &data).unwrap();
    // A restore without the keys is refused; with the copy put back it goes.
    let folder = place.path("backups");
    place.must(&["backup", "--to", &folder, "--recipient", recipient.trim()]);
    let file = fs::read_dir(&folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let elsewhere = tempfile::tempdir().unwrap();
    let keys = elsewhere.path().join("keys");
    let target = elsewhere.path().join("restored.db");
    let run = |arguments: &[&str]| {
        let mut tillit = command(target.to_str().unwrap(), &keys);
        tillit.args(arguments).args(["--identity", &recovery]);
        tillit.output().unwrap()
    };
    let restore = ["restore", file.to_str().unwrap()];
    let refused = run(&restore);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("lookup.key"));
    let copy = fs::read_dir(apart.path())
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    assert!(
        run(&["keys-restore", copy.to_str().unwrap()])
            .status
            .success()
    );
    let done = run(&restore);
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
}

#[test]
fn a_back_up_that_fails_leaves_nothing_and_old_ones_go_only_after_a_new_one_is_whole() {
    let place = Installation::new(Backend::Sqlite);
    let recovery = place.path("recovery.txt");
    let recipient = place.must(&["recovery-key", "--to", &recovery]);
    let folder = place.path("backups");
    let names = || -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(&folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    };
    let make = [
        "backup",
        "--to",
        &folder,
        "--recipient",
        recipient.trim(),
        "--keep",
        "2",
    ];
    place.must(&make);
    place.must(&make);
    let two = names();
    assert_eq!(two.len(), 2);
    // Too little room: the shell's limit stands for a full disk. The database is open already, so that it
    // is the back-up that does not fit.
    let _open = place.open();
    let mut shell = std::process::Command::new("sh");
    shell.args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\""]);
    let tillit = command(&place.database, &place.keys);
    shell.arg(tillit.get_program()).args(make);
    shell
        .env("TILLIT_DATABASE", &place.database)
        .env("TILLIT_KEYS", &place.keys);
    assert!(!shell.output().unwrap().status.success());
    assert_eq!(
        names(),
        two,
        "both old ones are there, and nothing half done"
    );
    place.must(&make);
    assert_eq!(names().len(), 2);
    assert!(!names().contains(&two[0]), "the oldest went");
}
