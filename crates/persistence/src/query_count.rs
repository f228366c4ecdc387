//! Counts the statements that are sent to the database, so that a test can prove that a day or a
//! list loads in a fixed number of them.

use diesel::connection::{Instrumentation, InstrumentationEvent};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

/// Shared by all connections of a database.
#[derive(Debug, Clone, Default)]
pub(crate) struct QueryCount(Arc<AtomicU64>);

impl QueryCount {
    /// Statements since the start.
    pub(crate) fn total(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Instrumentation for QueryCount {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if matches!(event, InstrumentationEvent::StartQuery { .. }) {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
    }
}
