//! The pulse: one number that moves when anything moves. What is kept in memory asks it before every
//! use, so that nothing stale is ever shown, and as long as it stands still nothing else need be asked.
//!
//! In an embedded file the look-up takes microseconds and is done where it is asked for. A server's
//! way there and back is what costs: one thread asks, and everybody who was waiting when it set out
//! shares the answer. Nobody gets one that set out before she asked.

use crate::{
    backend::Backend,
    connection::{Connection, either},
    failure::{Failure, Outcome},
    reader::Reader,
    schema::streams,
};
use diesel::{Connection as _, PgConnection, prelude::*};
use std::{
    sync::{Arc, mpsc},
    thread::JoinHandle,
};

/// How many may share one look-up.
const GROUP: usize = 1024;

/// Called once, with the pulse or why it cannot be told.
type Waiting = Box<dyn FnOnce(Outcome<i64>) + Send>;

/// Asks the database for its pulse.
pub(crate) enum Pulse {
    /// In this process.
    Embedded(Arc<Backend>),
    /// In another.
    Remote(Line),
}

/// A connection of its own, and the thread that uses it.
pub(crate) struct Line {
    queue: Option<mpsc::Sender<Waiting>>,
    thread: Option<JoinHandle<()>>,
}

/// Revisions only grow, so their sum stands still exactly when all of them do.
fn sum(revisions: Vec<i64>) -> i64 {
    revisions.into_iter().sum()
}

fn load(connection: Connection<'_>) -> QueryResult<i64> {
    let revisions = streams::table.select(streams::revision);
    Ok(sum(match connection {
        Connection::Sqlite(c) => revisions.load(c)?,
        Connection::Postgres(c) => revisions.load(c)?,
    }))
}

impl Pulse {
    /// Starts to listen at an address that `backend` has connected to.
    pub(crate) fn start(backend: &Arc<Backend>, address: &str) -> Self {
        match backend.as_ref() {
            Backend::Sqlite { .. } => Self::Embedded(backend.clone()),
            Backend::Postgres { .. } => Self::Remote(Line::start(address.to_owned())),
        }
    }

    /// Asks; `then` is called with a pulse that was felt after this call began.
    pub(crate) fn feel(&self, then: impl FnOnce(Outcome<i64>) + Send + 'static) {
        match self {
            Self::Embedded(backend) => then(backend.peek(|connection| Ok(load(connection)?))),
            Self::Remote(line) => line.feel(Box::new(then)),
        }
    }
}

impl Line {
    fn start(address: String) -> Self {
        let (queue, waiting) = mpsc::channel::<Waiting>();
        let thread = std::thread::spawn(move || {
            let mut connection = None;
            while let Ok(first) = waiting.recv() {
                let group: Vec<Waiting> = std::iter::once(first)
                    .chain(waiting.try_iter().take(GROUP))
                    .collect();
                let felt = ask(&mut connection, &address).map_err(|failure| failure.to_string());
                for then in group {
                    then(felt.clone().map_err(Failure::Unavailable));
                }
            }
        });
        Self {
            queue: Some(queue),
            thread: Some(thread),
        }
    }

    fn feel(&self, then: Waiting) {
        let unsent = match &self.queue {
            Some(queue) => queue.send(then).err().map(|refused| refused.0),
            None => Some(then),
        };
        if let Some(then) = unsent {
            then(Err(Failure::Unavailable("the pulse is not felt".into())));
        }
    }
}

/// Asks on the connection there is; a server that went away and came back needs a new one.
fn ask(connection: &mut Option<PgConnection>, address: &str) -> Outcome<i64> {
    if let Some(open) = connection
        && let Ok(pulse) = load(Connection::Postgres(open))
    {
        return Ok(pulse);
    }
    *connection = None;
    let mut fresh =
        PgConnection::establish(address).map_err(|e| Failure::Unavailable(e.to_string()))?;
    let pulse = load(Connection::Postgres(&mut fresh))?;
    *connection = Some(fresh);
    Ok(pulse)
}

impl Drop for Line {
    /// Waits until the connection is let go.
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take() {
            thread.join().ok();
        }
    }
}

impl Reader<'_> {
    /// The pulse of this snapshot.
    ///
    /// # Errors
    /// Those of the database.
    pub fn pulse(&mut self) -> Outcome<i64> {
        Ok(sum(either!(self, |c| streams::table
            .select(streams::revision)
            .load(c)?)))
    }
}
