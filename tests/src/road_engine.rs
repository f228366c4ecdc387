//! A road engine for tests: speaks OSRM's `table` and Valhalla's `sources_to_targets` on a port of
//! its own, as strictly as they do, and can be made to hold, break or talk nonsense.

use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Condvar, Mutex},
};

/// How the engine behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// As it should.
    Fine,
    /// Does not answer until its mood changes.
    Held,
    /// Status 500.
    Broken,
    /// Status 200 and no JSON.
    Nonsense,
    /// A row is missing.
    Short,
    /// A time below none.
    Negative,
    /// No way between different places.
    NoWay,
    /// Hangs up without an answer.
    HangsUp,
}

/// What it was asked: the path with its query, and the body.
pub type Asked = (String, String);

/// The stand-in; it lives as long as the test's process.
#[derive(Debug, Clone)]
pub struct RoadEngine {
    /// `http://127.0.0.1:…`
    pub url: String,
    shared: Arc<Shared>,
}

/// Its mood with what it has been asked, and the bell that rings when either changes.
type Shared = (Mutex<(Mood, Vec<Asked>)>, Condvar);

/// The longest side of a table that is answered, as OSRM is delivered: 100 coordinates at once.
const MOST: usize = 100;

/// Seconds from one point (longitude, latitude) to another: further north takes longer.
pub fn seconds(from: (f64, f64), to: (f64, f64)) -> f64 {
    if from == to {
        return 0.0;
    }
    if to.1 > from.1 { 3_000.0 } else { 1_500.0 }
}

impl RoadEngine {
    /// Starts one that behaves as it should.
    ///
    /// # Panics
    /// When there is no port.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let engine = Self {
            url,
            shared: Arc::new((Mutex::new((Mood::Fine, Vec::new())), Condvar::new())),
        };
        let server = engine.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let server = server.clone();
                std::thread::spawn(move || server.answer(stream));
            }
        });
        engine
    }

    /// Changes its mood; those who are held get an answer in the new one.
    ///
    /// # Panics
    /// When a thread of it panicked.
    pub fn become_(&self, mood: Mood) {
        self.shared.0.lock().expect("no panic").0 = mood;
        self.shared.1.notify_all();
    }

    /// Everything it has been asked.
    ///
    /// # Panics
    /// When a thread of it panicked.
    pub fn asked(&self) -> Vec<Asked> {
        self.shared.0.lock().expect("no panic").1.clone()
    }

    /// Waits until it has been asked so many times.
    ///
    /// # Panics
    /// When a thread of it panicked.
    pub fn wait_for(&self, questions: usize) {
        let guard = self.shared.0.lock().expect("no panic");
        let heard = self
            .shared
            .1
            .wait_while(guard, |(_, asked)| asked.len() < questions);
        drop(heard.expect("no panic"));
    }

    fn note(&self, asked: Asked) -> Mood {
        let mut guard = self.shared.0.lock().expect("no panic");
        guard.1.push(asked);
        self.shared.1.notify_all();
        let free = self
            .shared
            .1
            .wait_while(guard, |(mood, _)| *mood == Mood::Held);
        free.expect("no panic").0
    }

    fn answer(&self, stream: TcpStream) -> Option<()> {
        let mut reader = BufReader::new(stream.try_clone().ok()?);
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let mut words = line.split_whitespace();
        let (method, path) = (words.next()?.to_owned(), words.next()?.to_owned());
        let mut length = 0;
        loop {
            let mut header = String::new();
            reader.read_line(&mut header).ok()?;
            let header = header.trim().to_lowercase();
            if header.is_empty() {
                break;
            }
            if let Some(text) = header.strip_prefix("content-length:") {
                length = text.trim().parse().ok()?;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let body = String::from_utf8(body).ok()?;
        let mood = self.note((path.clone(), body.clone()));
        let answer = match (method.as_str(), path.as_str()) {
            ("GET", path) => osrm(path, mood),
            ("POST", "/sources_to_targets") => valhalla(&body, mood),
            _ => None,
        };
        let (status, text) = match (mood, answer) {
            (Mood::HangsUp, _) => return None,
            (Mood::Broken, _) => (500, "no".to_owned()),
            (Mood::Nonsense, _) => (200, "<html>".to_owned()),
            (_, Some(answer)) => (200, answer.to_string()),
            (_, None) => (400, json!({ "code": "InvalidQuery" }).to_string()),
        };
        let mut stream = stream;
        write!(
            stream,
            "HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{text}",
            text.len()
        )
        .ok()
    }
}

fn time(from: (f64, f64), to: (f64, f64), mood: Mood) -> Value {
    match (mood, from == to) {
        (Mood::NoWay, false) => Value::Null,
        (Mood::Negative, _) => json!(-1.0),
        _ => json!(seconds(from, to)),
    }
}

fn osrm(path: &str, mood: Mood) -> Option<Value> {
    let (path, query) = path.split_once('?')?;
    let rest = path.strip_prefix("/table/v1/")?;
    let (profile, coordinates) = rest.split_once('/')?;
    if !["car", "bike", "foot"].contains(&profile) {
        return None;
    }
    let points: Vec<(f64, f64)> = coordinates
        .split(';')
        .map(|pair| {
            let (lon, lat) = pair.split_once(',')?;
            Some((lon.parse().ok()?, lat.parse().ok()?))
        })
        .collect::<Option<_>>()?;
    let list = |name: &str| -> Option<Vec<usize>> {
        let value = query
            .split('&')
            .find_map(|part| part.strip_prefix(name)?.strip_prefix('='))?;
        value.split(';').map(|n| n.parse().ok()).collect()
    };
    let (sources, destinations) = (list("sources")?, list("destinations")?);
    let known = |n: &usize| *n < points.len();
    let fits = points.len() <= MOST && sources.iter().chain(&destinations).all(known);
    if !fits || !query.contains("annotations=duration") {
        return None;
    }
    let mut rows: Vec<Vec<Value>> = sources
        .iter()
        .map(|&from| {
            let row = destinations.iter();
            row.map(|&to| time(points[from], points[to], mood))
                .collect()
        })
        .collect();
    if mood == Mood::Short {
        rows.pop();
    }
    Some(json!({ "code": "Ok", "durations": rows, "sources": [], "destinations": [] }))
}

fn valhalla(body: &str, mood: Mood) -> Option<Value> {
    let body: Value = serde_json::from_str(body).ok()?;
    if !["auto", "bicycle", "pedestrian"].contains(&body["costing"].as_str()?) {
        return None;
    }
    let points = |name: &str| -> Option<Vec<(f64, f64)>> {
        let list = body[name].as_array()?.iter();
        list.map(|p| Some((p["lon"].as_f64()?, p["lat"].as_f64()?)))
            .collect()
    };
    let (sources, targets) = (points("sources")?, points("targets")?);
    if sources.len() * targets.len() > 2_500 {
        return None;
    }
    let mut rows: Vec<Vec<Value>> = sources
        .iter()
        .enumerate()
        .map(|(i, &from)| {
            let row = targets.iter().enumerate();
            row.map(|(j, &to)| {
                json!({ "from_index": i, "to_index": j, "distance": 1.5, "time": time(from, to, mood) })
            })
            .collect()
        })
        .collect();
    if mood == Mood::Short {
        rows.pop();
    }
    Some(json!({ "sources_to_targets": rows, "units": "kilometers", "algorithm": "costmatrix" }))
}
