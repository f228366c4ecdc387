//! A stretch of days: first day, and last day when it ends.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Days from `from` to `until`, both included; open when `until` is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day, when it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

impl Period {
    /// Whether `day` lies in it.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }

    /// Whether every day of it lies in `outer`.
    pub fn is_within(&self, outer: &Self) -> bool {
        outer.from <= self.from
            && match (self.until, outer.until) {
                (_, None) => true,
                (None, Some(_)) => false,
                (Some(mine), Some(theirs)) => mine <= theirs,
            }
    }

    /// Whether the two share a day. A period that ends before it begins holds no day.
    pub fn overlaps(&self, other: &Self) -> bool {
        !self.is_empty()
            && !other.is_empty()
            && self.until.is_none_or(|until| other.from <= until)
            && other.until.is_none_or(|until| self.from <= until)
    }

    /// Whether it ends before it begins.
    pub fn is_empty(&self) -> bool {
        self.until.is_some_and(|until| until < self.from)
    }
}

/// Whether a person can mean `day`: within a century and a half of the services that are planned
/// here, and within what every database can hold.
pub fn is_plausible(day: NaiveDate) -> bool {
    (1900..2200).contains(&day.year())
}

/// The day `days` after `day`; the calendar's last one where it ends, so that no date in a request
/// can overflow.
pub fn days_after(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into()))
        .unwrap_or(NaiveDate::MAX)
}

/// The day `days` before `day`; the calendar's first one where it begins.
pub fn days_before(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_sub_days(Days::new(days.into()))
        .unwrap_or(NaiveDate::MIN)
}

/// The same day `months` later, or that month's last; the calendar's last day where it ends.
pub fn months_after(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months))
        .unwrap_or(NaiveDate::MAX)
}

/// So many months before a day; the last day of a shorter month.
pub fn months_before(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_sub_months(chrono::Months::new(months))
        .unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn period(from: u64, length: Option<u64>) -> Period {
        let day = |n| NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + chrono::Days::new(n);
        Period {
            from: day(from),
            until: length.map(|l| day(from + l)),
        }
    }

    #[test]
    fn no_date_overflows() {
        assert_eq!(days_after(NaiveDate::MAX, 14), NaiveDate::MAX);
        assert_eq!(days_before(NaiveDate::MIN, 14), NaiveDate::MIN);
        assert_eq!(months_after(NaiveDate::MAX, 1), NaiveDate::MAX);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn two_periods_overlap_exactly_when_a_day_lies_in_both(
            a in 0u64..40, la in proptest::option::of(0u64..20),
            b in 0u64..40, lb in proptest::option::of(0u64..20),
        ) {
            let (x, y) = (period(a, la), period(b, lb));
            let shared = (0..100).any(|n| {
                let day = period(n, None).from;
                x.contains(day) && y.contains(day)
            });
            prop_assert_eq!(x.overlaps(&y), shared);
            prop_assert_eq!(y.overlaps(&x), shared);
        }

        #[test]
        fn a_period_within_another_has_no_day_outside_it(
            a in 0u64..20, la in proptest::option::of(0u64..20),
            b in 0u64..20, lb in proptest::option::of(0u64..20),
        ) {
            let (x, y) = (period(a, la), period(b, lb));
            if x.is_within(&y) {
                for n in 0..60 {
                    let day = period(n, None).from;
                    prop_assert!(!x.contains(day) || y.contains(day));
                }
            }
        }
    }
}
