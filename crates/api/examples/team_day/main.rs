//! A team's day under many hands: a full plan read and checked again after a claim, twenty clients
//! claiming at once, and what a week away costs whoever comes back.
//!
//! `cargo run --release -p api --example team_day [-- SECONDS [postgres://…]]`; an address must name
//! an empty database. Prints a table for docs/benchmarks.md.

#[path = "../load/client.rs"]
#[allow(dead_code)]
mod client;
mod crowd;
#[path = "../load/seed.rs"]
#[allow(dead_code)]
mod seed;
mod team;

use actix_web::rt::System;
use api::{
    clock::{Clock, SystemClock},
    config::Config,
    secrets, server,
};
use client::Wire;
use domain::national_number::AcceptancePolicy;
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::{
    io::Write,
    net::{SocketAddr, TcpListener},
    num::NonZeroU32,
    sync::{Arc, mpsc},
    time::{Duration, Instant},
};

type Fault = Box<dyn std::error::Error + Send + Sync>;

/// Times a plan is claimed in and read again.
const ROUNDS: usize = 60;
/// Changes that a team of 70 citizens makes in a week: 160 visits a day, each claimed, begun, done and
/// written about, and a tenth more of all else.
const WEEK: usize = 5_000;

fn main() -> Result<(), Fault> {
    let seconds = std::env::args().nth(1).and_then(|n| n.parse().ok());
    let lasts = Duration::from_secs(seconds.unwrap_or(60));
    println!("| what | database | figure |");
    println!("|---|---|---|");
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("day.db");
    run("SQLite", &file.to_string_lossy(), lasts)?;
    match std::env::args().nth(2) {
        Some(address) => run("PostgreSQL", &address, lasts),
        None => Ok(()),
    }
}

fn run(name: &str, address: &str, lasts: Duration) -> Result<(), Fault> {
    let folder = tempfile::tempdir()?;
    secrets::create(folder.path(), "demo")?;
    let keys = secrets::read(folder.path(), true)?;
    let many = NonZeroU32::new(1_000_000).unwrap_or(NonZeroU32::MIN);
    let config = Config {
        database: address.to_owned(),
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
    let team = team::arrange(&state.database, now)?;
    let shared = state.clone();
    let at = start(move |listener| server::serve(shared.clone(), listener))?;
    let tokens: Vec<String> = team
        .members
        .iter()
        .map(|who| sign_in(at, who))
        .collect::<Result<_, _>>()?;
    let row = |what: &str, figure: String| println!("| {what} | {name} | {figure} |");

    let away = ask(
        at,
        &tokens[0],
        &format!("GET /api/v1/units/{}/changes", team.unit),
    )?;
    let position = text(&away, "position")?;

    let day = format!("GET /api/v1/teams/{}/days/{}", team.unit, team.date);
    let mut wire = Wire::connect(at)?;
    let (mut read, mut claimed) = (Vec::new(), Vec::new());
    for n in 0..ROUNDS {
        let visit = &team.visits[n % team.visits.len()];
        let what = if n % 2 == 0 { "claim" } else { "release" };
        let visit = if n % 2 == 0 {
            visit
        } else {
            &team.visits[(n - 1) % team.visits.len()]
        };
        claimed.push(timed(
            &mut wire,
            &tokens[0],
            &format!("POST /api/v1/visits/{visit}/{what}"),
        )?);
        read.push(timed(&mut wire, &tokens[0], &day)?);
    }
    row(
        &format!(
            "a plan of {} visits, read and checked again after a claim",
            team.visits.len()
        ),
        figure(&mut read),
    );
    row("the claim itself", figure(&mut claimed));

    let told = crowd::claim(at, &tokens, &team, lasts)?;
    row(
        &format!(
            "{} clients claiming for {} s",
            tokens.len(),
            lasts.as_secs()
        ),
        format!(
            "{:.0} answers a second: {} claims and releases, {} conflicts, {} wrong",
            (told.done + told.conflicts) as f64 / lasts.as_secs_f64(),
            told.done,
            told.conflicts,
            told.wrong
        ),
    );

    crowd::busy(at, &tokens, &team, WEEK.saturating_sub(told.done))?;
    let begun = Instant::now();
    let (mut position, mut requests, mut bytes, mut zipped, mut changes) = (position, 0, 0, 0, 0);
    loop {
        let path = format!(
            "GET /api/v1/units/{}/changes?limit=200&since={position}",
            team.unit
        );
        let answer = Wire::connect(at)?.ask(&request(&tokens[0], &path))?;
        let page: Value = serde_json::from_slice(&answer.body)?;
        changes += page["items"].as_array().map_or(0, Vec::len);
        requests += 1;
        bytes += answer.body.len();
        zipped += gzip(&answer.body)?;
        position = text(&page, "position")?;
        if page["more"] != true || changes >= WEEK {
            break;
        }
    }
    row(
        &format!("a week away: {changes} changes caught up with"),
        format!(
            "{requests} requests, {} kB, {} kB compressed, {} ms",
            bytes / 1000,
            zipped / 1000,
            begun.elapsed().as_millis()
        ),
    );
    Ok(())
}

fn gzip(body: &[u8]) -> Result<usize, Fault> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body)?;
    Ok(encoder.finish()?.len())
}

fn figure(took: &mut [f64]) -> String {
    took.sort_by(f64::total_cmp);
    let at = |share: usize| took.get(took.len() * share / 100).copied().unwrap_or(0.0);
    format!("p50 {:.1} ms, p99 {:.1} ms", at(50), at(99))
}

fn text(value: &Value, key: &str) -> Result<String, Fault> {
    Ok(value[key]
        .as_str()
        .ok_or_else(|| format!("no {key} in {value}"))?
        .to_owned())
}

/// `GET /path` or `POST /path` with an empty body.
pub(crate) fn request(token: &str, what: &str) -> String {
    let length = if what.starts_with("POST") {
        "Content-Length: 0\r\n"
    } else {
        ""
    };
    format!("{what} HTTP/1.1\r\nHost: load\r\nAuthorization: Bearer {token}\r\n{length}\r\n")
}

fn ask(at: SocketAddr, token: &str, what: &str) -> Result<Value, Fault> {
    let answer = Wire::connect(at)?.ask(&request(token, what))?;
    Ok(serde_json::from_slice(&answer.body)?)
}

fn timed(wire: &mut Wire, token: &str, what: &str) -> Result<f64, Fault> {
    let begun = Instant::now();
    let answer = wire.ask(&request(token, what))?;
    if answer.status != 200 {
        return Err(format!(
            "{what} answers {}: {}",
            answer.status,
            String::from_utf8_lossy(&answer.body)
        )
        .into());
    }
    Ok(begun.elapsed().as_secs_f64() * 1000.0)
}

fn sign_in(at: SocketAddr, who: &str) -> Result<String, Fault> {
    let body = serde_json::json!({ "userName": who, "password": team::PASSWORD }).to_string();
    let request = format!(
        "POST /api/v1/sessions HTTP/1.1\r\nHost: load\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    let answer = Wire::connect(at)?.ask(&request)?;
    text(&serde_json::from_slice(&answer.body)?, "accessToken")
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
