//! Clients that misbehave beside those that do not (SEC-13): half-sent requests, idle connections,
//! one at full speed.

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
};
use tests::{Backend, TestApp, on_both, program::Installation, writers::Ledger};

/// How many connections that say nothing.
const IDLE: usize = 10_000;

fn open(url: &str) -> TcpStream {
    TcpStream::connect(url.trim_start_matches("http://")).unwrap()
}

fn half_sent(backend: Backend) {
    let app = TestApp::start_with(backend, |config| config.request_seconds = 3);
    let kari = app.sign_in("kari");
    let path = format!("/api/v1/citizens/{}/contacts", app.world.astrid);
    let token = kari.token.clone().unwrap();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: tillit\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: 100\r\n\r\n"
    );
    // Heads cut off in the middle, and bodies that stop before their end.
    let mut half: Vec<TcpStream> = (0..40)
        .map(|n| {
            let mut stream = open(&app.url);
            let sent = if n % 2 == 0 { &head[..30] } else { &head[..] };
            stream.write_all(sent.as_bytes()).unwrap();
            if n % 2 == 1 {
                stream.write_all(br#"{"name":"Halv","#).unwrap();
            }
            stream
        })
        .collect();
    // Meanwhile others are served.
    let ledger = Ledger::default();
    for _ in 0..20 {
        assert_eq!(ledger.write(&kari, app.world.astrid), Some(201));
    }
    for stream in &mut half {
        let mut answer = Vec::new();
        // Ends because the server hangs up; without its limit this would wait for ever.
        match stream.read_to_end(&mut answer) {
            Ok(_) => {}
            Err(error) => assert_eq!(error.kind(), ErrorKind::ConnectionReset),
        }
        let answer = String::from_utf8_lossy(&answer).into_owned();
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 408"),
            "{answer}"
        );
    }
    ledger.check(app.database(), app.world.astrid);
    let stored = tests::writers::stored(app.database(), app.world.astrid);
    assert_eq!(stored.len(), 20, "nothing of a half-sent request is stored");
}

#[test]
fn a_request_that_is_never_finished_is_given_up_and_does_nothing_sqlite() {
    half_sent(Backend::Sqlite);
}

#[test]
fn a_request_that_is_never_finished_is_given_up_and_does_nothing_postgres() {
    half_sent(Backend::Postgres);
}

/// As many files as this process may open; the server is another one with as many of its own.
fn allowed() -> usize {
    let limit = std::process::Command::new("sh")
        .args(["-c", "ulimit -n"])
        .output()
        .unwrap();
    let limit = String::from_utf8(limit.stdout).unwrap();
    let limit = limit.trim().parse::<usize>().unwrap_or(usize::MAX);
    IDLE.min(limit.saturating_sub(500))
}

#[test]
fn thousands_of_idle_connections_keep_nobody_out() {
    let place = Installation::new(Backend::Sqlite);
    let server = place.serve();
    let kari = server.client().sign_in("kari");
    let count = allowed();
    assert!(
        count > 500,
        "the machine allows too few open files to prove anything"
    );
    let idle: Vec<TcpStream> = (0..count).map(|_| open(&server.url)).collect();
    println!("{} idle connections", idle.len());
    let ledger = Ledger::default();
    for _ in 0..50 {
        assert_eq!(ledger.write(&kari, place.world.astrid), Some(201));
    }
    drop(idle);
    assert_eq!(ledger.write(&kari, place.world.astrid), Some(201));
    server.kill();
    ledger.check(&place.open(), place.world.astrid);
}

/// Ends the storm when it goes, also when the test fails.
struct Calm<'s>(&'s AtomicBool);

impl Drop for Calm<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

on_both!(
    fn one_at_full_speed_does_not_keep_fair_ones_waiting(app) {
        let greedy = app.sign_in("kari");
        let fair: Vec<_> = ["per", "nina", "liv"].map(|name| app.sign_in(name)).into();
        let (stop, storm) = (AtomicBool::new(false), AtomicUsize::new(0));
        let path = format!("/citizens/{}", app.world.astrid);
        let ledger = Ledger::default();
        thread::scope(|scope| {
            let _storm = Calm(&stop);
            for _ in 0..8 {
                scope.spawn(|| {
                    while !stop.load(Ordering::SeqCst) {
                        let status = greedy.get(&path).status;
                        assert!(status == 200 || status == 429, "{status}");
                        storm.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
            let fair: Vec<_> = fair
                .iter()
                .map(|client| {
                    scope.spawn(|| {
                        (0..25).for_each(|_| {
                            client.get("/me").expect(200);
                        });
                    })
                })
                .collect();
            let per = app.sign_in("per");
            for _ in 0..25 {
                assert_eq!(ledger.write(&per, app.world.astrid), Some(201));
            }
            fair.into_iter().for_each(|one| one.join().unwrap());
        });
        assert_eq!(ledger.count(), 25);
        assert!(storm.load(Ordering::SeqCst) > 25, "there was a storm");
        ledger.check(app.database(), app.world.astrid);
    }
);
