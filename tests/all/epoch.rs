//! A recovery to a point in time, carried out as docs/operations.md says, and the epoch that tells
//! before from after (SEC-14, API-6).

use std::fs;
use tests::{Backend, on_both, own_postgres::OwnPostgres, program::Installation, writers::Ledger};

/// From docs/operations.md, so that the instructions are what was carried out.
const SETTINGS: &str = "wal_level = replica\narchive_mode = on\n\
    archive_command = 'test ! -f {folder}/archive/%f && cp %p {folder}/archive/%f'";
const RECOVERY: &str = "restore_command = 'cp {folder}/archive/%f %p'\n\
    recovery_target_name = 'before'\nrecovery_target_action = 'promote'";

#[test]
fn postgresql_is_recovered_to_a_point_in_time_as_the_instructions_say() {
    let instructions = fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../docs/operations.md"
    ));
    let instructions = instructions.unwrap();
    for line in SETTINGS.lines().chain(RECOVERY.lines()) {
        let written = line.replace("{folder}", "/var/lib/tillit-pg");
        assert!(
            instructions.contains(&written),
            "docs/operations.md lacks: {written}"
        );
    }
    let mut postgres = OwnPostgres::start(SETTINGS);
    let folder = postgres.folder().to_str().unwrap().to_owned();
    postgres.shell(&format!("mkdir {folder}/archive"));
    postgres.sql("postgres", "CREATE DATABASE tillit");
    let place = Installation::at(tempfile::tempdir().unwrap(), postgres.address("tillit"));
    let astrid = place.world.astrid;
    let server = place.serve();
    let kari = server.client().sign_in("kari");
    let (before, after) = (Ledger::default(), Ledger::default());
    before.write(&kari, astrid);
    let base = format!("{folder}/base");
    postgres.program("pg_basebackup", &["-D", &base, "-X", "none", "-c", "fast"]);
    for _ in 0..10 {
        before.write(&kari, astrid);
    }
    let old = kari.get(&format!("/citizens/{astrid}")).expect(200);
    let epoch = place.must(&["epoch", "show"]);
    postgres.sql("tillit", "SELECT pg_create_restore_point('before')");
    // What follows is what one wishes undone.
    let name = "Feil som skal bort";
    let path = format!("/citizens/{astrid}/contacts");
    kari.post(&path, &tests::writers::contact(name)).expect(201);
    after.write(&kari, astrid);
    postgres.archive("tillit");
    server.stop();
    postgres.crash();
    let conf = format!("{folder}/base/recovery.conf.part");
    let recovery = RECOVERY.replace("{folder}", &folder);
    postgres.shell(&format!(
        "cat > {conf} <<'END'\n{recovery}\nEND\n\
         cp {folder}/data/tillit.conf {base}/tillit.conf\n\
         cat {conf} >> {base}/postgresql.conf\n\
         touch {base}/recovery.signal\n\
         mv {folder}/data {folder}/data.old\nmv {base} {folder}/data\nchmod 700 {folder}/data"
    ));
    postgres.go();
    postgres.promoted("tillit");
    let renewed = place.must(&["epoch", "renew"]);
    assert_ne!(renewed, epoch);
    before.check(&place.open(), astrid);
    let stored = tests::writers::stored(&place.open(), astrid);
    assert!(
        !stored.iter().any(|found| found == name),
        "the mistake is undone"
    );
    let server = place.serve();
    let mut revived = server.client();
    revived.token = kari.token;
    revived.get(&format!("/citizens/{astrid}")).expect(401);
    let again = server.client().sign_in("kari");
    let new = again.get(&format!("/citizens/{astrid}")).expect(200);
    assert_ne!(new.etag(), old.etag());
    assert_eq!(
        after.count(),
        1,
        "it was acknowledged, and the point in time is before it"
    );
}

on_both!(
    fn a_new_epoch_ends_all_sessions_and_is_known_to_the_next_start(app) {
        let kari = app.sign_in("kari");
        let before = app.database().epoch().to_string();
        let mut store = persistence::Store::existing(app.database_address()).unwrap();
        let renewed = store.renew_epoch(tests::now()).unwrap();
        assert_ne!(renewed, before);
        let second = tests::TestApp::on(app.backend, app.database_address(), &app.world);
        assert_eq!(&*second.database().epoch(), renewed);
        let mut old = second.anonymous();
        old.token = kari.token;
        old.get("/me").expect(401);
    }
);

#[test]
fn a_file_that_is_not_there_is_not_made_by_asking_for_its_epoch() {
    let place = Installation::new(Backend::Sqlite);
    fs::remove_file(&place.database).unwrap();
    let said = place.refused(&["epoch", "renew"]);
    assert!(said.contains("no such file"), "{said}");
    assert!(!fs::exists(&place.database).unwrap());
}
