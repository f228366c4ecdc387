//! Counts the statements that are sent to the database, so that a test can prove that a day or a
//! list loads in a fixed number of them.

use diesel::connection::{Instrumentation, InstrumentationEvent};
use std::{
    fmt::{self, Write},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

#[derive(Debug, Default)]
struct Counts {
    all: AtomicU64,
    reads: AtomicU64,
    /// Whether reads are told apart: that takes the statement's text, so only once somebody has asked.
    tells: AtomicBool,
}

/// Shared by all connections of a database.
#[derive(Debug, Clone, Default)]
pub(crate) struct QueryCount(Arc<Counts>);

impl QueryCount {
    /// Statements since the start.
    pub(crate) fn total(&self) -> u64 {
        self.0.all.load(Ordering::Relaxed)
    }

    /// Statements that read, since this was first asked.
    pub(crate) fn reads(&self) -> u64 {
        self.0.tells.store(true, Ordering::Relaxed);
        self.0.reads.load(Ordering::Relaxed)
    }
}

/// The beginning of a statement; what follows is thrown away.
#[derive(Default)]
struct Verb(String);

impl Write for Verb {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = 6_usize.saturating_sub(self.0.len());
        self.0.extend(text.trim_start().chars().take(room));
        Ok(())
    }
}

impl Instrumentation for QueryCount {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        let InstrumentationEvent::StartQuery { query, .. } = event else {
            return;
        };
        self.0.all.fetch_add(1, Ordering::Relaxed);
        if self.0.tells.load(Ordering::Relaxed) {
            let mut verb = Verb::default();
            write!(verb, "{query}").ok();
            if verb.0.eq_ignore_ascii_case("select") {
                self.0.reads.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}
