//! A stretch of time between two instants: shifts, absences and visits are counted in these, so
//! that midnight and clock changes need no special care.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::time;

/// From an instant up to, but not including, another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Interval {
    /// First instant.
    pub from: DateTime<Utc>,
    /// First instant after.
    pub until: DateTime<Utc>,
}

impl Interval {
    /// A stretch that begins at `from` and lasts `minutes`.
    pub fn lasting(from: DateTime<Utc>, minutes: i32) -> Self {
        Self {
            from,
            until: from + TimeDelta::minutes(minutes.into()),
        }
    }

    /// A whole local day: 23, 24 or 25 hours.
    pub fn day(date: NaiveDate) -> Self {
        Self {
            from: time::day_start(date),
            until: time::day_end(date),
        }
    }

    /// Length in whole minutes; negative when it ends before it begins.
    pub fn minutes(self) -> i64 {
        (self.until - self.from).num_minutes()
    }

    /// Whether they share any time; touching is not sharing.
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.until && other.from < self.until
    }

    /// Whether all of `other` lies within.
    pub fn contains(self, other: Self) -> bool {
        self.from <= other.from && other.until <= self.until
    }

    /// What both cover, if anything.
    #[must_use]
    pub fn intersect(self, other: Self) -> Option<Self> {
        let shared = Self {
            from: self.from.max(other.from),
            until: self.until.min(other.until),
        };
        (shared.from < shared.until).then_some(shared)
    }
}

/// The same time as few, sorted stretches that neither touch nor overlap, so that nothing is
/// counted twice (R-TEAM-9).
pub fn joined(intervals: &[Interval]) -> Vec<Interval> {
    let mut sorted = intervals.to_vec();
    sorted.sort();
    sorted.into_iter().fold(Vec::new(), |mut joined, next| {
        match joined.last_mut() {
            Some(last) if next.from <= last.until => last.until = last.until.max(next.until),
            _ => joined.push(next),
        }
        joined
    })
}

/// What is left of `whole` when all of `taken` is cut out of it.
pub fn remaining(whole: Interval, taken: &[Interval]) -> Vec<Interval> {
    let mut left = Vec::new();
    let mut from = whole.from;
    for cut in joined(taken) {
        if cut.from > from && from < whole.until {
            left.push(Interval {
                from,
                until: cut.from.min(whole.until),
            });
        }
        from = from.max(cut.until);
    }
    if from < whole.until {
        left.push(Interval {
            from,
            until: whole.until,
        });
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }
    fn interval(from: i64, until: i64) -> Interval {
        Interval {
            from: at(from),
            until: at(until),
        }
    }

    #[test]
    fn stretches_that_touch_do_not_overlap_and_become_one() {
        assert!(!interval(0, 10).overlaps(interval(10, 20)));
        assert_eq!(
            joined(&[interval(10, 20), interval(0, 10)]),
            [interval(0, 20)]
        );
    }

    #[test]
    fn an_absence_in_the_middle_leaves_both_ends() {
        assert_eq!(
            remaining(interval(0, 60), &[interval(20, 30)]),
            [interval(0, 20), interval(30, 60)]
        );
        assert!(remaining(interval(0, 60), &[interval(-5, 90)]).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn every_minute_is_either_taken_or_left_and_never_both(
            cuts in prop::collection::vec((0_i64..100, 1_i64..30), 0..6)
        ) {
            let cuts: Vec<_> = cuts.iter().map(|&(from, len)| interval(from, from + len)).collect();
            let left = remaining(interval(0, 100), &cuts);
            for minute in 0..100 {
                let this = interval(minute, minute + 1);
                let taken = cuts.iter().any(|c| c.contains(this));
                prop_assert_eq!(left.iter().any(|l| l.contains(this)), !taken);
            }
        }
    }
}
