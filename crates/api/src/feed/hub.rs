//! What all who listen to the feed share.

use crate::config::Config;
use domain::ids::{SessionId, UnitId};
use persistence::{Database, Tide};
use serde::Serialize;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::{broadcast, watch};
use utoipa::ToSchema;
use uuid::Uuid;

/// Progress that a slow listener may be behind; what is older she does not hear, and need not.
const NEWS: usize = 256;

/// How far long work has come: an event without revision, gone when it was not heard (API-6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = FeedProgress)]
pub struct Progress {
    /// Whose work it is.
    #[serde(skip)]
    pub unit: UnitId,
    /// Kind of resource that is being made, as in its path.
    #[schema(value_type = String, example = "proposals")]
    pub resource: &'static str,
    /// Which one.
    pub id: Uuid,
    /// Steps done.
    #[schema(example = 1200)]
    pub done: u64,
    /// Of so many.
    #[schema(example = 4000)]
    pub total: u64,
}

/// The handles of all who listen.
pub struct Feed {
    tide: Arc<watch::Sender<Option<Tide>>>,
    news: broadcast::Sender<Progress>,
    closing: watch::Sender<bool>,
    seats: Arc<Seats>,
    /// How often a silent stream says that it is there.
    pub heartbeat: Duration,
}

impl Feed {
    /// Begins to follow a database.
    pub fn new(config: &Config, database: &Database) -> Self {
        let tide = Arc::new(watch::Sender::new(None));
        let (asked, told) = (tide.clone(), tide.clone());
        database.follow(
            move || asked.receiver_count() > 0,
            move |now| {
                told.send_replace(Some(now));
            },
        );
        Self {
            tide,
            news: broadcast::Sender::new(NEWS),
            closing: watch::Sender::new(false),
            seats: Arc::new(Seats {
                all: config.event_streams,
                each: config.event_streams_per_session,
                taken: Mutex::default(),
            }),
            heartbeat: Duration::from_secs(config.event_heartbeat_seconds.max(1)),
        }
    }

    /// Tells those who listen to the unit how far work has come.
    pub fn tell(&self, progress: Progress) {
        // Nobody listens: nobody misses it.
        self.news.send(progress).ok();
    }

    /// The server is told to stop: streams end, and nothing new is taken on.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Waits until it is told to stop.
    pub async fn closed(&self) {
        let mut closing = self.closing.subscribe();
        closing.wait_for(|closed| *closed).await.ok();
    }

    /// How many listen.
    pub fn listeners(&self) -> usize {
        self.seats.count()
    }

    pub(super) fn tides(&self) -> watch::Receiver<Option<Tide>> {
        self.tide.subscribe()
    }

    pub(super) fn news(&self) -> broadcast::Receiver<Progress> {
        self.news.subscribe()
    }

    pub(super) fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    pub(super) fn sit_down(&self, session: SessionId) -> Option<Seat> {
        self.seats.take(session)
    }
}

/// Streams are held open, so there is a bound to them: for all, and for one session.
struct Seats {
    all: usize,
    each: usize,
    taken: Mutex<HashMap<SessionId, usize>>,
}

impl Seats {
    fn count(&self) -> usize {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.values().sum()
    }

    fn take(self: &Arc<Self>, session: SessionId) -> Option<Seat> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = taken.values().sum();
        let own = taken.entry(session).or_insert(0);
        if all >= self.all || *own >= self.each {
            taken.retain(|_, n| *n > 0);
            return None;
        }
        *own += 1;
        Some(Seat {
            seats: self.clone(),
            session,
        })
    }
}

/// One stream's place, given back when it ends, however it ends.
pub(super) struct Seat {
    seats: Arc<Seats>,
    session: SessionId,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self
            .seats
            .taken
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = taken.get_mut(&self.session) {
            *own -= 1;
        }
        taken.retain(|_, n| *n > 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seats_are_bounded_for_each_and_for_all_and_given_back() {
        let seats = Arc::new(Seats {
            all: 3,
            each: 2,
            taken: Mutex::default(),
        });
        let (kari, per) = (SessionId(Uuid::from_u128(1)), SessionId(Uuid::from_u128(2)));
        let first = seats.take(kari).unwrap();
        let _second = seats.take(kari).unwrap();
        assert!(seats.take(kari).is_none(), "two each");
        let _third = seats.take(per).unwrap();
        assert!(seats.take(per).is_none(), "three in all");
        drop(first);
        assert!(seats.take(per).is_some());
        assert_eq!(seats.count(), 2, "the last was given back at once");
    }
}
