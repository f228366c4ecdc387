//! Chance without chance: the same seed picks the same, in every version of every library.

use chrono::{DateTime, NaiveDate, Utc};
use domain::time::day_start;
use uuid::{Builder, Uuid};

/// Picks by SplitMix64 (Steele, Lea and Flood 2014).
pub(super) struct Picker {
    state: u64,
    /// Milliseconds that the next id bears, so that ids sort as they were made.
    clock: u64,
}

impl Picker {
    /// A picker whose ids were made on the day before `today`.
    pub(super) fn new(seed: u64, today: NaiveDate) -> Self {
        let made: DateTime<Utc> = day_start(domain::period::days_before(today, 1));
        Self {
            state: seed,
            clock: u64::try_from(made.timestamp_millis()).unwrap_or(0),
        }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to, but not including, `end`; 0 where `end` is 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(1).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    /// A number from `low` to `high`, both included.
    pub(super) fn between(&mut self, low: u32, high: u32) -> u32 {
        let span = usize::try_from(high.saturating_sub(low)).unwrap_or(0) + 1;
        low + u32::try_from(self.below(span)).unwrap_or(0)
    }

    /// True in so many of a hundred.
    pub(super) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `choices`, which must hold something.
    pub(super) fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.below(choices.len())]
    }

    /// The same in another order (Fisher and Yates).
    pub(super) fn shuffled<T: Clone>(&mut self, items: &[T]) -> Vec<T> {
        let mut items = items.to_vec();
        for last in (1..items.len()).rev() {
            items.swap(last, self.below(last + 1));
        }
        items
    }

    /// From −1 to 1.
    pub(super) fn swing(&mut self) -> f64 {
        f64::from(self.between(0, 2000)) / 1000.0 - 1.0
    }

    /// A new id, UUID v7 (API-1).
    pub(super) fn id<T: From<Uuid>>(&mut self) -> T {
        let (high, low) = (self.next().to_be_bytes(), self.next().to_be_bytes());
        let mut random = [0; 10];
        random[..8].copy_from_slice(&high);
        random[8..].copy_from_slice(&low[..2]);
        self.clock += 1;
        Builder::from_unix_timestamp_millis(self.clock, &random)
            .into_uuid()
            .into()
    }
}
