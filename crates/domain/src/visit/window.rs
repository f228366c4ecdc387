//! A stretch of local clock time, and what it means on a date, also across midnight and on the
//! nights the clock changes.

use crate::{time, visit::slot::Slot};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Timelike, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Minutes of a calendar day on the clock face.
const DAY_MINUTES: i32 = 24 * 60;

/// Local clock times between which a visit must start. An end at or before the beginning is on the
/// next day. It bounds the start and not the end, so that tiltak done one after the other in one
/// visit can share it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Window {
    /// Earliest start, local time.
    pub from: NaiveTime,
    /// Latest start, local time.
    pub until: NaiveTime,
}

impl Window {
    /// From and until on the hour. An hour past 23 counts as midnight.
    pub const fn hours(from: u32, until: u32) -> Self {
        Self {
            from: on_the_hour(from),
            until: on_the_hour(until),
        }
    }

    /// Minutes from the local midnight that begins the visit's date; may pass 1440.
    ///
    /// A night begins on its date, so a window before noon in the slot `natt` lies on the day after.
    pub fn bounds(self, slot: Option<Slot>) -> Bounds {
        let from = clock_minutes(self.from, slot);
        let face = minutes_of(self.until) - minutes_of(self.from);
        let length = if face > 0 { face } else { face + DAY_MINUTES };
        Bounds {
            from,
            until: from + length,
        }
    }
}

/// A window as minutes from the local midnight that begins a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bounds {
    /// Earliest start, minutes from midnight.
    pub from: i32,
    /// Latest start, minutes from midnight; past 1440 on the next day.
    pub until: i32,
}

impl Bounds {
    /// What two windows share; nothing when they only touch or lie apart.
    #[must_use]
    pub fn intersect(self, other: Self) -> Option<Self> {
        let shared = Self {
            from: self.from.max(other.from),
            until: self.until.min(other.until),
        };
        (shared.from < shared.until).then_some(shared)
    }

    /// Length in minutes.
    pub const fn minutes(self) -> i32 {
        self.until - self.from
    }

    /// Back to clock times.
    pub fn window(self) -> Window {
        Window {
            from: clock(self.from),
            until: clock(self.until),
        }
    }

    /// The instants on `date`, by the wall clock.
    pub fn on(self, date: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
        (instant_on(date, self.from), instant_on(date, self.until))
    }
}

/// Minutes from the midnight of the visit's date of a clock time; before noon in the slot `natt`
/// is the morning after.
pub fn clock_minutes(time: NaiveTime, slot: Option<Slot>) -> i32 {
    let minutes = minutes_of(time);
    if slot == Some(Slot::Natt) && minutes < DAY_MINUTES / 2 {
        minutes + DAY_MINUTES
    } else {
        minutes
    }
}

/// The instant a wall clock shows `minutes` after the midnight of `date`.
pub fn instant_on(date: NaiveDate, minutes: i32) -> DateTime<Utc> {
    let days = u64::try_from(minutes.div_euclid(DAY_MINUTES)).unwrap_or(0);
    let date = date.checked_add_days(Days::new(days)).unwrap_or(date);
    time::instant(date, clock(minutes))
}

fn minutes_of(time: NaiveTime) -> i32 {
    i32::try_from(time.num_seconds_from_midnight() / 60).unwrap_or(0)
}

fn clock(minutes: i32) -> NaiveTime {
    let seconds = u32::try_from(minutes.rem_euclid(DAY_MINUTES)).unwrap_or(0) * 60;
    NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap_or(NaiveTime::MIN)
}

const fn on_the_hour(hour: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, 0, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_that_ends_before_it_begins_passes_midnight() {
        let night = Window::hours(23, 7).bounds(Some(Slot::Natt));
        assert_eq!((night.from, night.until), (23 * 60, 31 * 60));
        assert_eq!(night.window(), Window::hours(23, 7));
    }

    #[test]
    fn the_small_hours_of_a_night_lie_within_the_night_that_began_the_day_before() {
        let night = Window::hours(23, 7).bounds(Some(Slot::Natt));
        let turning = Window::hours(2, 4).bounds(Some(Slot::Natt));
        assert_eq!(night.intersect(turning), Some(turning));
    }

    #[test]
    fn windows_that_only_touch_share_nothing() {
        let early = Window::hours(7, 10).bounds(None);
        assert_eq!(early.intersect(Window::hours(10, 12).bounds(None)), None);
    }

    #[test]
    fn a_night_in_spring_is_an_hour_shorter() {
        let saturday = NaiveDate::from_ymd_opt(2026, 3, 28).unwrap();
        let (from, until) = Window::hours(23, 7).bounds(Some(Slot::Natt)).on(saturday);
        assert_eq!((until - from).num_hours(), 7);
    }
}
