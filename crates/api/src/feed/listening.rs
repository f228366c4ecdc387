//! One who listens: waits for something to happen, asks the reading door again, and says it.

use super::{
    hub::{Progress, Seat},
    page::page,
};
use crate::{cursor, door::Holder, problem::Fault};
use actix_web::web::Bytes;
use domain::{ids::UnitId, policy::Action, text_enum};
use futures_util::{Stream, stream};
use persistence::{Failure, MUNICIPALITY, Outcome, Reader, Tide};
use serde::Serialize;
use std::{collections::VecDeque, convert::Infallible, sync::Arc};
use tokio::{
    sync::{broadcast, broadcast::error::RecvError, watch},
    time::{Instant, Interval, MissedTickBehavior, interval_at},
};

/// What a client waits before it comes back, milliseconds.
const RETRY: &str = "retry: 2000\n\n";

text_enum! {
    /// Why a stream ends.
    pub enum End {
        /// The token is over, or the session.
        SignedOut = "signed_out", "logget ut", "logga ut", "signed out";
        /// She may not listen to the unit any more.
        NoAccess = "no_access", "ingen tilgang", "ingen tilgang", "no access";
        /// The server stops.
        Stopping = "stopping", "stopper", "stoppar", "stopping";
        /// The database cannot be asked.
        Unavailable = "unavailable", "utilgjengelig", "utilgjengeleg", "unavailable";
        /// All up to now has been told, and nothing more was wanted.
        CaughtUp = "caught_up", "à jour", "à jour", "caught up";
    }
}

#[derive(Serialize)]
struct Ending {
    reason: End,
}

/// What a stream begins with.
pub(super) struct Opening {
    pub(super) holder: Holder,
    pub(super) unit: UnitId,
    pub(super) position: Option<String>,
    pub(super) once: bool,
    pub(super) seat: Seat,
}

/// A stream under way.
pub(super) struct Listening {
    holder: Holder,
    unit: UnitId,
    position: Option<String>,
    once: bool,
    /// The revision told last; none before the first page.
    told: Option<i64>,
    epoch: Arc<str>,
    municipality: i64,
    tides: watch::Receiver<Option<Tide>>,
    news: broadcast::Receiver<Progress>,
    closing: watch::Receiver<bool>,
    heartbeat: Interval,
    waiting: VecDeque<Bytes>,
    over: bool,
    _seat: Seat,
}

/// What woke a stream.
enum Woken {
    Tide(Option<Tide>),
    Progress(Option<Progress>),
    Heartbeat,
    Closing,
}

fn event(name: &str, id: Option<&str>, data: &impl Serialize) -> Bytes {
    let data = serde_json::to_string(data).unwrap_or_default();
    let id = id.map_or_else(String::new, |id| format!("id: {id}\n"));
    Bytes::from(format!("event: {name}\n{id}data: {data}\n\n"))
}

impl Listening {
    pub(super) fn new(opening: Opening) -> Self {
        let state = opening.holder.state().clone();
        let feed = &state.feed;
        let mut heartbeat = interval_at(Instant::now() + feed.heartbeat, feed.heartbeat);
        heartbeat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self {
            unit: opening.unit,
            position: opening.position,
            once: opening.once,
            told: None,
            epoch: state.database.epoch(),
            municipality: 0,
            tides: feed.tides(),
            news: feed.news(),
            closing: feed.closing(),
            heartbeat,
            waiting: VecDeque::from([Bytes::from_static(RETRY.as_bytes())]),
            over: false,
            holder: opening.holder,
            _seat: opening.seat,
        }
    }

    /// The events, until there are no more.
    pub(super) fn stream(self) -> impl Stream<Item = Result<Bytes, Infallible>> {
        stream::unfold(self, |mut listening| async move {
            let next = listening.next().await?;
            Some((Ok(next), listening))
        })
    }

    async fn next(&mut self) -> Option<Bytes> {
        loop {
            if let Some(bytes) = self.waiting.pop_front() {
                return Some(bytes);
            }
            if self.over {
                return None;
            }
            if self.told.is_none() {
                self.turn_page().await;
                continue;
            }
            match self.wake().await {
                Woken::Closing => self.end(End::Stopping),
                Woken::Heartbeat => {
                    if self.may_listen().await {
                        self.waiting.push_back(Bytes::from_static(b":\n\n"));
                    }
                }
                Woken::Progress(Some(progress)) if progress.unit == self.unit => {
                    if self.may_listen().await {
                        self.waiting.push_back(event("progress", None, &progress));
                    }
                }
                Woken::Progress(_) | Woken::Tide(None) => {}
                Woken::Tide(Some(tide)) => self.rise(&tide).await,
            }
        }
    }

    async fn wake(&mut self) -> Woken {
        tokio::select! {
            biased;
            _ = self.closing.wait_for(|closed| *closed) => Woken::Closing,
            _ = self.tides.changed() => Woken::Tide(self.tides.borrow_and_update().clone()),
            heard = self.news.recv() => match heard {
                Ok(progress) => Woken::Progress(Some(progress)),
                Err(RecvError::Lagged(_) | RecvError::Closed) => Woken::Progress(None),
            },
            _ = self.heartbeat.tick() => Woken::Heartbeat,
        }
    }

    /// Something was written somewhere, or a second has gone.
    async fn rise(&mut self, tide: &Tide) {
        let moved = self.told != Some(tide.of(self.unit)) || self.epoch != tide.epoch;
        let municipality = tide.of(MUNICIPALITY);
        if moved {
            self.turn_page().await;
        } else if self.municipality != municipality {
            // Log-outs and memberships are writes in the municipality's stream.
            self.may_listen().await;
        } else if self.holder.session().is_none() {
            self.end(End::SignedOut);
        }
        self.municipality = municipality;
    }

    /// Says what has changed since the position, when something has.
    async fn turn_page(&mut self) {
        let (unit, since) = (self.unit, self.position.clone());
        let first = self.told.is_none();
        let read = self.look(move |reader| {
            let page = page(reader, unit, since.as_deref(), i64::from(cursor::MOST))?;
            Ok((page, Arc::<str>::from(reader.epoch())))
        });
        let Some((page, epoch)) = read.await else {
            return;
        };
        self.epoch = epoch;
        let view = page.view;
        let name = if view.reset { "reset" } else { "changes" };
        if first || view.reset || !view.items.is_empty() {
            self.waiting
                .push_back(event(name, Some(&view.position), &view));
        } else if self.position.as_ref() != Some(&view.position) {
            // Nothing she may see: the position alone goes on.
            let id = format!("id: {}\n\n", view.position);
            self.waiting.push_back(Bytes::from(id));
        }
        self.position = Some(view.position);
        // More is waiting: the page after it is turned before anything else happens.
        self.told = (!view.more).then_some(page.revision);
        if self.once && !view.more {
            self.end(End::CaughtUp);
        }
    }

    async fn may_listen(&mut self) -> bool {
        self.look(|_| Ok(())).await.is_some()
    }

    /// Asks the reading door; a refusal ends the stream.
    async fn look<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&mut Reader<'_>) -> Outcome<T> + Send + 'static,
    ) -> Option<T> {
        let unit = self.unit;
        let asked = self.holder.look(Action::StreamChanges, move |reader| {
            reader.enter(unit)?;
            work(reader)
        });
        match asked.await {
            Ok(value) => return Some(value),
            Err(Fault::SignedOut) => self.end(End::SignedOut),
            Err(Fault::Failure(Failure::Forbidden(_) | Failure::NotThere)) => {
                self.end(End::NoAccess);
            }
            Err(_) => self.end(End::Unavailable),
        }
        None
    }

    fn end(&mut self, reason: End) {
        self.waiting
            .push_back(event("end", None, &Ending { reason }));
        self.over = true;
    }
}
