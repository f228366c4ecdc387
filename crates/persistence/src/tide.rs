//! The tide: how all streams stand at one moment, told to whoever follows the feed.
//!
//! However many follow, one thread asks: soon after every write of this server, and once a second for
//! the writes of others. What moved in her unit each follower then reads for herself, through the
//! reading door.

use crate::{
    backend::Backend,
    connection::Connection,
    meta::EPOCH,
    schema::{meta, streams},
    sql_types::Id,
};
use diesel::prelude::*;
use domain::ids::UnitId;
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, RecvTimeoutError, SyncSender},
    },
    thread::JoinHandle,
    time::Duration,
};

/// How long another server's write may go unnoticed.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// How all streams stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tide {
    /// The database's epoch.
    pub epoch: Arc<str>,
    revisions: HashMap<UnitId, i64>,
}

impl Tide {
    /// Where a unit's stream, or the municipality's, stands; 0 for one that is not there.
    pub fn of(&self, unit: UnitId) -> i64 {
        self.revisions.get(&unit).copied().unwrap_or(0)
    }
}

fn load(connection: Connection<'_>) -> QueryResult<Tide> {
    type Rows = Vec<(Id<UnitId>, i64)>;
    macro_rules! ask {
        ($c:expr) => {
            (
                meta::table
                    .find(EPOCH)
                    .select(meta::value)
                    .first::<String>($c)?,
                streams::table
                    .select((streams::id, streams::revision))
                    .load::<(Id<UnitId>, i64)>($c)?,
            )
        };
    }
    let (epoch, rows): (String, Rows) = match connection {
        Connection::Sqlite(c) => ask!(c),
        Connection::Postgres(c) => ask!(c),
    };
    Ok(Tide {
        epoch: epoch.into(),
        revisions: rows.into_iter().map(|(id, r)| (id.0, r)).collect(),
    })
}

/// The thread that asks, once somebody wants to follow.
#[derive(Default)]
pub(crate) struct Followers(Mutex<Option<Line>>);

struct Line {
    bell: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Followers {
    pub(crate) fn follow(
        &self,
        backend: Arc<Backend>,
        anybody: impl Fn() -> bool + Send + 'static,
        tell: impl Fn(Tide) + Send + 'static,
    ) {
        // One ring that waits stands for all: the tide is asked for after it.
        let (bell, rings) = mpsc::sync_channel(1);
        let thread = std::thread::spawn(move || {
            loop {
                match rings.recv_timeout(LOOK_AGAIN) {
                    Err(RecvTimeoutError::Disconnected) => return,
                    Ok(()) | Err(RecvTimeoutError::Timeout) => {}
                }
                // A database that is away for a while is asked again.
                if anybody()
                    && let Ok(tide) = backend.peek(|c| Ok(load(c)?))
                {
                    tell(tide);
                }
            }
        });
        let line = Line {
            bell: Some(bell),
            thread: Some(thread),
        };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(line);
    }

    /// Something was written.
    pub(crate) fn ring(&self) {
        let line = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bell) = line.as_ref().and_then(|line| line.bell.as_ref()) {
            bell.try_send(()).ok();
        }
    }
}

impl Drop for Line {
    /// Waits until the connection is let go.
    fn drop(&mut self) {
        self.bell = None;
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}
