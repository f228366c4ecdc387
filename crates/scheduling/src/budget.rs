//! How long a search may go on. The only place of the crate that looks at a clock.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// A number of iterations, a deadline, or both; and a flag that stops the search at once.
///
/// With a number of iterations the result depends on problem, seed and that number alone, and a
/// deadline only stops the search early. Without one the search paces itself by the deadline.
#[derive(Debug, Clone)]
pub struct Budget {
    iterations: Option<u64>,
    clock: Option<(Instant, Duration)>,
    cancel: Option<Arc<AtomicBool>>,
}

impl Budget {
    /// Exactly this many iterations; 0 gives the constructed proposal as it is.
    pub const fn iterations(iterations: u64) -> Self {
        Self {
            iterations: Some(iterations),
            clock: None,
            cancel: None,
        }
    }

    /// As many iterations as fit in this time, counted from now.
    pub fn lasting(time: Duration) -> Self {
        Self {
            iterations: None,
            clock: Some((Instant::now(), time)),
            cancel: None,
        }
    }

    /// Also stops after this time, counted from now.
    #[must_use]
    pub fn at_most(mut self, time: Duration) -> Self {
        self.clock = Some((Instant::now(), time));
        self
    }

    /// Stops within one iteration when the flag is raised; the best so far is the answer.
    #[must_use]
    pub fn unless(mut self, cancelled: Arc<AtomicBool>) -> Self {
        self.cancel = Some(cancelled);
        self
    }

    /// Whether nobody wants the answer any more.
    pub(crate) fn is_cancelled(&self) -> bool {
        self.cancel
            .as_ref()
            .is_some_and(|flag| flag.load(Ordering::Relaxed))
    }

    /// Whether the search must end before iteration number `done`.
    pub(crate) fn is_spent(&self, done: u64) -> bool {
        self.iterations.is_some_and(|n| done >= n)
            || self.is_cancelled()
            || self
                .clock
                .is_some_and(|(began, time)| began.elapsed() >= time)
    }

    /// The share that is used, 0–1: of the iterations when they are counted, else of the time.
    pub(crate) fn used(&self, done: u64) -> f64 {
        match (self.iterations, self.clock) {
            (Some(n), _) => done as f64 / n.max(1) as f64,
            (None, Some((began, time))) => {
                began.elapsed().as_secs_f64() / time.as_secs_f64().max(1e-9)
            }
            (None, None) => 1.0,
        }
        .min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_after_the_given_number_of_iterations() {
        let budget = Budget::iterations(3);
        assert!(!budget.is_spent(2));
        assert!(budget.is_spent(3));
    }

    #[test]
    fn ends_at_once_when_cancelled() {
        let flag = Arc::new(AtomicBool::new(false));
        let budget = Budget::iterations(u64::MAX).unless(flag.clone());
        assert!(!budget.is_spent(1));
        flag.store(true, Ordering::Relaxed);
        assert!(budget.is_spent(1));
    }
}
