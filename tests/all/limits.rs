//! What a request may cost (API-9): writes a second, time, size; each answered so that a client knows
//! when to come back, and nothing half done.

use persistence::{Streams, Whose};
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    num::NonZeroU32,
    sync::mpsc,
};
use tests::{Backend, TestApp};

fn neighbour() -> Value {
    json!({ "name": "Tor Lind", "role": "neighbour", "mayShare": [] })
}

fn contacts(app: &TestApp) -> String {
    format!("/citizens/{}/contacts", app.world.astrid)
}

fn stored(app: &TestApp) -> usize {
    let astrid = app.world.astrid;
    app.arrange(Streams::citizen(astrid), |writer| {
        writer.contacts_of(Whose::Citizen(astrid))
    })
    .len()
}

fn writes_are_bounded_for_each_session(backend: Backend) {
    let app = TestApp::start_with(backend, |config| {
        config.writes_per_second = NonZeroU32::MIN;
    });
    let (kari, other) = (app.sign_in("kari"), app.sign_in("kari"));
    let statuses: Vec<u16> = (0..40)
        .map(|_| {
            let reply = kari.post(&contacts(&app), &neighbour());
            if reply.status == 429 {
                let wait: u64 = reply.header("retry-after").unwrap().parse().unwrap();
                assert!((1..=2).contains(&wait), "{wait}");
                assert_eq!(reply.body["type"], "/problems/too-many");
            }
            reply.status
        })
        .collect();
    assert_eq!(statuses[0], 201, "{statuses:?}");
    assert!(statuses.contains(&429), "{statuses:?}");
    let written = statuses.iter().filter(|s| **s == 201).count();
    assert_eq!(stored(&app), written, "refused is not stored");
    // Reading is never held back, nor is she held back on another device.
    kari.get(&contacts(&app)).expect(200);
    other.post(&contacts(&app), &neighbour()).expect(201);
}

#[test]
fn writes_are_bounded_for_each_session_sqlite() {
    writes_are_bounded_for_each_session(Backend::Sqlite);
}

#[test]
fn writes_are_bounded_for_each_session_postgres() {
    writes_are_bounded_for_each_session(Backend::Postgres);
}

#[test]
fn bodies_are_bounded_as_configured() {
    let app = TestApp::start_with(Backend::Sqlite, |config| {
        config.body_limit = 2_000;
        config.import_limit = 4_000;
    });
    let kari = app.sign_in("kari");
    let mut body = neighbour();
    body["relation"] = json!("x".repeat(2_000));
    let refused = kari.post(&contacts(&app), &body).expect(413);
    assert_eq!(refused.body["type"], "/problems/too-large");
    assert_eq!(stored(&app), 0);
    kari.post(&contacts(&app), &neighbour()).expect(201);
    // A file may be larger, and has its own bound.
    let path = format!("/units/{}/imports", app.world.skullerud);
    let liv = app.sign_in("liv");
    let send = |size: usize| {
        liv.send("POST", &path, vec![b'x'; size], Some("text/csv"))
            .status
    };
    assert_ne!(send(3_000), 413);
    assert_eq!(send(5_000), 413);
}

/// A phone whose coverage goes in the middle of a request holds nothing up for ever.
#[test]
fn a_body_that_does_not_come_is_not_waited_for() {
    let app = TestApp::start_with(Backend::Sqlite, |config| config.request_seconds = 5);
    let kari = app.sign_in("kari");
    let mut stream = TcpStream::connect(app.url.trim_start_matches("http://")).unwrap();
    let token = kari.token.as_ref().unwrap();
    let head = format!(
        "POST /api/v1{} HTTP/1.1\r\nHost: tillit\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{\"name\":",
        contacts(&app)
    );
    stream.write_all(head.as_bytes()).unwrap();
    let mut first = String::new();
    BufReader::new(stream).read_line(&mut first).unwrap();
    assert!(first.contains(" 408 "), "{first}");
    assert_eq!(stored(&app), 0);
}

/// What takes too long is told so; whether it was done, its key says.
fn work_that_takes_too_long_is_answered_and_its_key_tells_what_became_of_it(backend: Backend) {
    let app = TestApp::start_with(backend, |config| config.request_seconds = 5);
    let kari = app.sign_in("kari").keyed("once");
    let (held, is_held) = mpsc::channel();
    let (go, wait) = mpsc::channel::<()>();
    let unit = app.world.skullerud;
    std::thread::scope(|scope| {
        let app = &app;
        scope.spawn(move || {
            // Somebody holds the unit's stream.
            app.arrange(Streams::unit(unit), |_| {
                held.send(()).unwrap();
                wait.recv().unwrap();
                Ok(())
            });
        });
        is_held.recv().unwrap();
        let late = kari.post(&contacts(app), &neighbour()).expect(503);
        assert!(late.header("retry-after").is_some());
        assert_eq!(late.body["type"], "/problems/unavailable");
        go.send(()).unwrap();
    });
    // The first may still be under way; the key makes them one.
    loop {
        let again = kari.post(&contacts(&app), &neighbour());
        if again.status == 201 {
            break;
        }
        assert!(matches!(again.status, 409 | 503), "{}", again.body);
    }
    assert_eq!(stored(&app), 1);
}

#[test]
fn work_that_takes_too_long_is_answered_and_its_key_tells_what_became_of_it_sqlite() {
    work_that_takes_too_long_is_answered_and_its_key_tells_what_became_of_it(Backend::Sqlite);
}

#[test]
fn work_that_takes_too_long_is_answered_and_its_key_tells_what_became_of_it_postgres() {
    work_that_takes_too_long_is_answered_and_its_key_tells_what_became_of_it(Backend::Postgres);
}
