//! Travel times from a road engine that the municipality runs (OSRM or Valhalla), asked over HTTP.
//!
//! What it says is kept; when it is slow, broken or absent the great circle is used instead, and
//! the answer says so. Only points are sent, all of them at once and without names; a protected
//! address has no point, so it never leaves the house (SEC-4).

mod osrm;
mod valhalla;

use crate::config::{Config, RoadEngine};
use chrono::{DateTime, TimeDelta, Utc};
use domain::organisation::Transport;
use lru::LruCache;
use scheduling::{GreatCircle, Place, Source, Table, Travel};
use std::{
    num::NonZeroUsize,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};
use ureq::Agent;

/// Both engines take this many sources by this many destinations as they come.
const BLOCK: usize = 50;
/// Times that are kept, some 20 MB.
const KEPT: NonZeroUsize = NonZeroUsize::new(200_000).expect("not none");
/// Roads change slowly.
const FRESH: TimeDelta = TimeDelta::days(7);
/// An engine that failed is left alone this long, so that nobody waits for it again and again.
const REST: TimeDelta = TimeDelta::seconds(60);
/// As good as unreachable.
const NEVER: i32 = 10_000;

/// A point to within a metre.
type Point = (i32, i32);
type Pair = (u8, Point, Point);

fn point(place: &Place) -> Point {
    let rounded = |degrees: f64| (degrees * 1e5).round() as i32;
    (rounded(place.latitude), rounded(place.longitude))
}

/// What an engine is asked: seconds from each source to each destination, none where there is no
/// way.
struct Question<'a> {
    url: &'a str,
    transport: Transport,
    sources: &'a [Place],
    destinations: &'a [Place],
    time: Duration,
}

/// Seconds, row by row.
type Seconds = Vec<Vec<Option<f64>>>;

/// Why an engine did not answer; for the log.
type Silence = String;

/// The road engine, when there is one, and what it has said.
pub struct Roads {
    engine: RoadEngine,
    url: String,
    time: Duration,
    agent: Agent,
    fallback: GreatCircle,
    kept: Mutex<LruCache<Pair, (i32, DateTime<Utc>)>>,
    resting: Mutex<Option<DateTime<Utc>>>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Roads {
    /// As configured.
    ///
    /// # Errors
    /// An engine without an address, or with one that is none.
    pub fn new(config: &Config) -> Result<Self, String> {
        let is_address = ["http://", "https://"]
            .iter()
            .any(|scheme| config.road_url.starts_with(scheme));
        if config.road_engine != RoadEngine::None && !is_address {
            return Err("configuration: road_url must be the engine's http address".to_owned());
        }
        Ok(Self {
            engine: config.road_engine,
            url: config.road_url.trim_end_matches('/').to_owned(),
            time: Duration::from_millis(config.road_timeout_ms),
            agent: Agent::config_builder()
                .http_status_as_error(false)
                .max_redirects(0)
                .build()
                .into(),
            fallback: GreatCircle::default(),
            kept: Mutex::new(LruCache::new(KEPT)),
            resting: Mutex::new(None),
        })
    }

    /// Travel times as of now.
    pub const fn at(&self, now: DateTime<Utc>) -> RoadsNow<'_> {
        RoadsNow { roads: self, now }
    }

    fn ask(&self, question: &Question<'_>) -> Result<Seconds, Silence> {
        let seconds = match self.engine {
            RoadEngine::None => return Err("none is configured".to_owned()),
            RoadEngine::Osrm => osrm::ask(&self.agent, question),
            RoadEngine::Valhalla => valhalla::ask(&self.agent, question),
        }?;
        let right = seconds.len() == question.sources.len()
            && seconds
                .iter()
                .all(|row| row.len() == question.destinations.len());
        let sane = |s: &Option<f64>| s.is_none_or(|s| s.is_finite() && s >= 0.0);
        if !right || !seconds.iter().flatten().all(sane) {
            return Err("the answer is no table of times".to_owned());
        }
        Ok(seconds)
    }

    /// Minutes between all of these, asked for in blocks and kept.
    fn fetch(
        &self,
        transport: Transport,
        places: &[Place],
        now: DateTime<Utc>,
    ) -> Result<Vec<i32>, Silence> {
        let began = Instant::now();
        let size = places.len();
        let mut minutes = vec![0; size * size];
        for (rows, sources) in places.chunks(BLOCK).enumerate() {
            for (columns, destinations) in places.chunks(BLOCK).enumerate() {
                let seconds = self.ask(&Question {
                    url: &self.url,
                    transport,
                    sources,
                    destinations,
                    // The whole table has to be there in time, not each block of it.
                    time: self
                        .time
                        .checked_sub(began.elapsed())
                        .filter(|left| !left.is_zero())
                        .ok_or("too slow")?,
                })?;
                for (i, row) in seconds.into_iter().enumerate() {
                    for (j, seconds) in row.into_iter().enumerate() {
                        let (from, to) = (rows * BLOCK + i, columns * BLOCK + j);
                        minutes[from * size + to] =
                            self.whole_minutes(transport, &places[from], &places[to], seconds);
                    }
                }
            }
        }
        let mut kept = locked(&self.kept);
        for (i, from) in places.iter().enumerate() {
            for (j, to) in places.iter().enumerate() {
                let pair = (transport as u8, point(from), point(to));
                kept.put(pair, (minutes[i * size + j], now));
            }
        }
        Ok(minutes)
    }

    /// The engine's seconds as minutes, with the time lost at each end, and never less than what
    /// the rules of the day plan count on: a proposal that publication refuses helps nobody.
    fn whole_minutes(
        &self,
        transport: Transport,
        from: &Place,
        to: &Place,
        seconds: Option<f64>,
    ) -> i32 {
        let straight = self.fallback.minutes(transport, from, to);
        if straight == 0 {
            return 0;
        }
        let ends = self.fallback.pace(transport).per_trip;
        seconds.map_or(NEVER, |seconds| {
            let minutes = (seconds / 60.0 + ends).ceil().min(f64::from(NEVER)) as i32;
            minutes.max(straight)
        })
    }

    fn known(
        &self,
        transport: Transport,
        places: &[Place],
        now: DateTime<Utc>,
    ) -> Option<Vec<i32>> {
        let mut kept = locked(&self.kept);
        let mut minutes = Vec::with_capacity(places.len() * places.len());
        for from in places {
            for to in places {
                let pair = (transport as u8, point(from), point(to));
                let (known, at) = *kept.get(&pair)?;
                if at + FRESH < now {
                    return None;
                }
                minutes.push(known);
            }
        }
        Some(minutes)
    }
}

/// Travel times as of an instant.
#[derive(Clone, Copy)]
pub struct RoadsNow<'a> {
    roads: &'a Roads,
    now: DateTime<Utc>,
}

impl Travel for RoadsNow<'_> {
    fn table(&self, transport: Transport, places: &[Place]) -> Table {
        let roads = self.roads;
        if roads.engine == RoadEngine::None {
            return roads.fallback.table(transport, places);
        }
        let of_engine = |minutes| Table {
            minutes,
            source: Source::RoadEngine,
        };
        if let Some(minutes) = roads.known(transport, places, self.now) {
            return of_engine(minutes);
        }
        let resting = locked(&roads.resting).is_some_and(|until| self.now < until);
        if !resting {
            match roads.fetch(transport, places, self.now) {
                Ok(minutes) => return of_engine(minutes),
                Err(why) => {
                    tracing::warn!(%why, "the road engine does not answer; great circle instead");
                    *locked(&roads.resting) = Some(self.now + REST);
                }
            }
        }
        Table {
            source: Source::FellBack,
            ..roads.fallback.table(transport, places)
        }
    }
}
