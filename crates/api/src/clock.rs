//! The one place that looks at a wall clock. Everything else is told what time it is.

use chrono::{DateTime, TimeDelta, Utc};
use domain::time::to_micros;
use std::sync::{Mutex, PoisonError};

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The instant now, cut to microseconds.
    fn now(&self) -> DateTime<Utc>;
}

/// The machine's clock.
#[derive(Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    fn now(&self) -> DateTime<Utc> {
        to_micros(Utc::now())
    }
}

/// The machine's clock, moved: for a demo that begins at a chosen time.
#[derive(Debug)]
pub struct MovedClock(TimeDelta);

impl MovedClock {
    /// A clock that shows `begin` now, and goes on from there.
    pub fn beginning(begin: DateTime<Utc>) -> Self {
        Self(begin - SystemClock.now())
    }
}

impl Clock for MovedClock {
    fn now(&self) -> DateTime<Utc> {
        to_micros(SystemClock.now() + self.0)
    }
}

/// A clock that stands where it is set: for tests.
#[derive(Debug)]
pub struct SetClock(Mutex<DateTime<Utc>>);

impl SetClock {
    /// A clock that shows `now` until it is set.
    pub const fn at(now: DateTime<Utc>) -> Self {
        Self(Mutex::new(now))
    }

    /// Sets it.
    pub fn set(&self, now: DateTime<Utc>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }
}

impl Clock for SetClock {
    fn now(&self) -> DateTime<Utc> {
        to_micros(*self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
