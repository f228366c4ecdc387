//! `kill -9` while people write, at random moments: what was acknowledged is there (SEC-13).
//! Ten times in `make test`, a hundred in `make soak`.

use std::thread;
use tests::{Backend, program::Installation, soak, writers::Ledger};

/// Half of all kills.
fn half(backend: Backend) {
    let rounds = soak::count("KILLS", 10, 100) / 2;
    let what = format!("kills under load, {backend:?}");
    soak::counted(what, rounds, "none", || {
        killed(backend, usize::try_from(rounds).unwrap());
    });
}

/// A number that nobody chose.
fn random(below: usize) -> usize {
    let random: uuid::Uuid = persistence::new_id(tests::now());
    usize::from_le_bytes(random.as_bytes()[8..].try_into().unwrap()) % below
}

fn killed(backend: Backend, rounds: usize) {
    let place = Installation::new(backend);
    let (ledger, astrid) = (Ledger::default(), place.world.astrid);
    let (mut token, mut begun) = (None, None);
    for round in 0..rounds {
        let server = place.serve();
        let mut kari = server.client();
        // One log-in serves ten: a session outlives the server, but a token lives a quarter of an hour.
        token = token.filter(|_| round % 10 != 0);
        kari.token = token
            .take()
            .or_else(|| server.client().sign_in("kari").token);
        begun = begun.or_else(|| {
            let path = format!("/units/{}/changes", place.world.skullerud);
            let page = kari.get(&path).expect(200).body;
            page["position"].as_str().map(str::to_owned)
        });
        let until = ledger.count() + 1 + random(30);
        thread::scope(|scope| {
            let _writing = ledger.until_dropped();
            for _ in 0..3 {
                let (ledger, kari) = (&ledger, &kari);
                scope.spawn(move || ledger.keep_writing(kari, astrid));
            }
            ledger.wait_for(until);
            let log = server.kill();
            assert!(!log.contains("Skriver"), "the log holds ids only (SEC-11)");
        });
        ledger.again();
        token = kari.token;
    }
    assert!(ledger.count() >= rounds);
    ledger.check(&place.open(), astrid);
    // What comes back is not only stored but served, and the feed tells of all of it in order.
    let server = place.serve();
    let kari = server.client().sign_in("kari");
    kari.get(&format!("/citizens/{astrid}")).expect(200);
    let (mut revisions, mut position) = (Vec::new(), begun.expect("a position"));
    loop {
        let unit = place.world.skullerud;
        let path = format!("/units/{unit}/changes?since={position}&limit=200");
        let page = kari.get(&path).expect(200).body;
        assert_eq!(page["reset"], false);
        let told = page["items"].as_array().unwrap().iter();
        let told = told.filter(|item| item["op"] == "created");
        revisions.extend(told.map(|item| item["revision"].as_i64().unwrap()));
        position = page["position"].as_str().unwrap().to_owned();
        if page["more"] == false {
            break;
        }
    }
    assert!(revisions.is_sorted());
    assert!(
        revisions.len() >= ledger.count(),
        "{} of {}",
        revisions.len(),
        ledger.count()
    );
}

#[test]
fn what_was_acknowledged_survives_kills_at_random_moments_sqlite() {
    half(Backend::Sqlite);
}

#[test]
fn what_was_acknowledged_survives_kills_at_random_moments_postgres() {
    half(Backend::Postgres);
}
