//! The shift that a time lies in, when a team looks at itself by weekday and shift.

use crate::{interval::Interval, text_enum, time::instant};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, Timelike, Utc};

text_enum! {
    /// Day, evening or night, by the clock.
    pub enum Band {
        /// 07–15.
        Day = "day", "dag", "dag", "day";
        /// 15–22.
        Evening = "evening", "kveld", "kveld", "evening";
        /// 22–07, of the day it begins on.
        Night = "night", "natt", "natt", "night";
    }
}

const fn clock(hour: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, 0, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

impl Band {
    /// When it is on a date.
    pub fn on(self, date: NaiveDate) -> Interval {
        let next = date.checked_add_days(Days::new(1)).unwrap_or(date);
        let (from, until) = match self {
            Self::Day => ((date, 7), (date, 15)),
            Self::Evening => ((date, 15), (date, 22)),
            Self::Night => ((date, 22), (next, 7)),
        };
        Interval {
            from: instant(from.0, clock(from.1)),
            until: instant(until.0, clock(until.1)),
        }
    }

    /// The band that an instant lies in, and the day that it belongs to.
    pub fn of(at: DateTime<Utc>) -> (NaiveDate, Self) {
        let local = at.with_timezone(&crate::time::ZONE);
        let date = local.date_naive();
        match local.hour() {
            0..7 => (
                date.checked_sub_days(Days::new(1)).unwrap_or(date),
                Self::Night,
            ),
            7..15 => (date, Self::Day),
            15..22 => (date, Self::Evening),
            _ => (date, Self::Night),
        }
    }
}
