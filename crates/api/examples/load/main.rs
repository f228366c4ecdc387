//! How fast a phone is answered: `GET /me/day`, a batch of visit events, and beside them a bare
//! actix route that answers as many bytes, in one process over loopback.
//!
//! `cargo run --release -p api --example load [-- postgres://…]`; an address must name an empty
//! database. Takes about half a minute and prints a table for docs/benchmarks.md.

mod client;
mod seed;

use actix_web::{App, HttpResponse, HttpServer, rt::System, web, web::Bytes};
use api::{
    clock::{Clock, SystemClock},
    config::Config,
    demo, secrets, server,
};
use client::{Measured, Request, Wire, measure};
use domain::{ids::VisitId, national_number::AcceptancePolicy};
use persistence::new_id;
use serde_json::{Value, json};
use std::{
    net::{SocketAddr, TcpListener},
    num::NonZeroU32,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
};

/// Threads that answer, for both servers.
const WORKERS: usize = 2;
/// Events of one batch: what a phone gathers in a cellar.
const BATCH: usize = 10;

type Fault = Box<dyn std::error::Error + Send + Sync>;

fn main() -> Result<(), Fault> {
    println!("| what | database | body, bytes | requests/s | p50, ms | p99, ms | of bare |");
    println!("|---|---|---:|---:|---:|---:|---:|");
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("load.db");
    run("SQLite", &file.to_string_lossy())?;
    match std::env::args().nth(1) {
        Some(address) => run("PostgreSQL", &address),
        None => Ok(()),
    }
}

fn run(name: &str, address: &str) -> Result<(), Fault> {
    let folder = tempfile::tempdir()?;
    secrets::create(folder.path(), "demo")?;
    let keys = secrets::read(folder.path(), true)?;
    let many = NonZeroU32::new(100_000).unwrap_or(NonZeroU32::MIN);
    let config = Config {
        database: address.to_owned(),
        workers: WORKERS,
        login_per_account: many,
        login_per_address: many,
        writes_per_second: many,
        // A stranger who measures has no code generator.
        require_totp: false,
        shutdown_seconds: 1,
        ..Config::default()
    };
    let clock = Arc::new(SystemClock);
    let now = clock.now();
    let state = server::state(config, &keys, clock, AcceptancePolicy::Demo)?;
    seed::municipality(&state.database, now)?;
    seed::day_of(&state.database, seed::WHO, now)?;
    let visits = seed::weeks_of(&state.database, seed::WHO, now)?;

    let shared = state.clone();
    let tillit = start(move |listener| server::serve(shared.clone(), listener))?;
    let token = sign_in(tillit)?;
    let headers =
        format!("Authorization: Bearer {token}\r\nAccept-Encoding: gzip\r\nHost: load\r\n");
    let day: Request = Arc::new(move |_| format!("GET /api/v1/me/day HTTP/1.1\r\n{headers}\r\n"));
    let answer = Wire::connect(tillit)?.ask(&day(0))?;
    if answer.status != 200 {
        return Err(format!("GET /me/day answers {}", answer.status).into());
    }
    let body = Bytes::from(answer.body);
    let size = body.len();

    let bare = start(move |listener| {
        let body = body.clone();
        Ok(HttpServer::new(move || {
            let body = body.clone();
            let answer = move || {
                let body = body.clone();
                async move {
                    HttpResponse::Ok()
                        .content_type("application/json")
                        .insert_header(("Content-Encoding", "gzip"))
                        .body(body)
                }
            };
            App::new().route("/", web::get().to(answer))
        })
        .workers(WORKERS)
        .listen(listener)?
        .run())
    })?;
    let plain: Request = Arc::new(|_| "GET / HTTP/1.1\r\nHost: load\r\n\r\n".to_owned());
    let told = events(visits, &token);

    let base = measure(bare, &plain)?;
    row("bare route", name, size, &base, &base);
    row(
        "GET /me/day, 20 visits",
        name,
        size,
        &measure(tillit, &day)?,
        &base,
    );
    let sent = measure(tillit, &told)?;
    let size = told(usize::MAX / 2).len();
    row(
        &format!("POST /me/visit-events, {BATCH} events"),
        name,
        size,
        &sent,
        &base,
    );
    Ok(())
}

/// Starts a server on a thread of its own, for as long as the process lives.
fn start(
    serve: impl Fn(TcpListener) -> std::io::Result<actix_web::dev::Server> + Send + 'static,
) -> Result<SocketAddr, Fault> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let (sender, started) = mpsc::channel();
    std::thread::spawn(move || {
        System::new().block_on(async move {
            let server = serve(listener)?;
            sender.send(()).ok();
            server.await
        })
    });
    started.recv()?;
    Ok(address)
}

fn sign_in(address: SocketAddr) -> Result<String, Fault> {
    let body = json!({ "userName": seed::WHO, "password": demo::DEMO_PASSWORD }).to_string();
    let request = format!(
        "POST /api/v1/sessions HTTP/1.1\r\nHost: load\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = Wire::connect(address)?.ask(&request)?;
    let body: Value = serde_json::from_slice(&answer.body)?;
    let token = body["accessToken"].as_str().ok_or("nobody could sign in")?;
    Ok(token.to_owned())
}

/// Every batch holds new events, at visits taken in turn.
fn events(visits: Vec<VisitId>, token: &str) -> Request {
    let (token, count) = (token.to_owned(), AtomicUsize::new(0));
    Arc::new(move |_| {
        let now = SystemClock.now();
        let events: Vec<Value> = (0..BATCH)
            .map(|n| {
                let turn = count.fetch_add(1, Ordering::Relaxed);
                let id: domain::ids::VisitEventId = new_id(now);
                let kind = if n % 2 == 0 { "started" } else { "done" };
                json!({ "id": id, "visit": visits[turn % visits.len()], "kind": kind,
                    "phoneTime": now, "sequence": turn })
            })
            .collect();
        let device = "01930000-0000-7000-8000-0000000000d1";
        let body = json!({ "device": device, "events": events }).to_string();
        format!(
            "POST /api/v1/me/visit-events HTTP/1.1\r\nHost: load\r\nAuthorization: Bearer {token}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    })
}

fn row(what: &str, database: &str, size: usize, measured: &Measured, base: &Measured) {
    println!(
        "| {what} | {database} | {size} | {:.0} | {:.2} | {:.2} | {:.2} |",
        measured.per_second,
        measured.p50,
        measured.p99,
        measured.per_second / base.per_second,
    );
}
