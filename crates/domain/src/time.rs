//! What a day is. Time is always an argument; the municipality's zone decides what day it is, also
//! on the days with 23 and 25 hours (API-1).

use crate::reason::Language;
use chrono::{
    DateTime, Datelike, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, SubsecRound,
    TimeZone, Utc,
};
use chrono_tz::{Europe::Oslo, Tz};

/// The municipality's zone (API-1).
pub const ZONE: Tz = Oslo;

/// The local calendar day of an instant.
pub fn local_date(at: DateTime<Utc>) -> NaiveDate {
    at.with_timezone(&ZONE).date_naive()
}

/// The local wall-clock time of an instant.
pub fn local_time(at: DateTime<Utc>) -> NaiveTime {
    at.with_timezone(&ZONE).time()
}

/// The instant of a local wall-clock time.
///
/// A time that occurs twice (the autumn night) is the first of the two; a time that does not occur
/// (the spring night) is the first instant after the gap.
pub fn instant(date: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
    let local = NaiveDateTime::new(date, time);
    match ZONE.from_local_datetime(&local) {
        LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at.with_timezone(&Utc),
        LocalResult::None => {
            // The gap is one hour in every zone rule of Norway: look an hour later, then back to
            // the gap's end, which is the first whole hour that exists.
            let later = local + chrono::TimeDelta::hours(1);
            ZONE.from_local_datetime(&later).earliest().map_or_else(
                || Utc.from_utc_datetime(&local),
                |at| {
                    let minutes = i64::from(chrono::Timelike::minute(&at));
                    let seconds = i64::from(chrono::Timelike::second(&at));
                    (at - chrono::TimeDelta::seconds(minutes * 60 + seconds)).with_timezone(&Utc)
                },
            )
        }
    }
}

/// The instant at which a local day begins.
pub fn day_start(date: NaiveDate) -> DateTime<Utc> {
    instant(date, NaiveTime::MIN)
}

/// The instant at which a local day ends (the start of the next).
pub fn day_end(date: NaiveDate) -> DateTime<Utc> {
    day_start(date.checked_add_days(Days::new(1)).unwrap_or(date))
}

/// The Monday of the ISO week that holds `date`.
pub fn week_start(date: NaiveDate) -> NaiveDate {
    let back = u64::from(date.weekday().num_days_from_monday());
    date.checked_sub_days(Days::new(back)).unwrap_or(date)
}

/// Databases keep microseconds; an instant is cut to them when it is made, so that what is stored
/// equals what is answered.
pub fn to_micros(at: DateTime<Utc>) -> DateTime<Utc> {
    at.trunc_subsecs(6)
}

/// A day as a person reads it: `22.11.2026`, or `22 Nov 2026` in English.
pub fn show_date(date: NaiveDate, language: Language) -> String {
    match language {
        Language::Nb | Language::Nn => date.format("%d.%m.%Y").to_string(),
        Language::En => date.format("%-d %b %Y").to_string(),
    }
}

/// An instant as a person reads it, in the municipality's zone.
pub fn show_instant(at: DateTime<Utc>, language: Language) -> String {
    let local = at.with_timezone(&ZONE);
    let day = show_date(local.date_naive(), language);
    match language {
        Language::Nb | Language::Nn => format!("{day} kl. {}", local.format("%H:%M")),
        Language::En => format!("{day} at {}", local.format("%H:%M")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }
    fn clock(h: u32, m: u32) -> NaiveTime {
        NaiveTime::from_hms_opt(h, m, 0).unwrap()
    }

    #[test]
    fn days_of_clock_changes_have_23_and_25_hours() {
        let spring = day(2026, 3, 29);
        assert_eq!((day_end(spring) - day_start(spring)).num_hours(), 23);
        let autumn = day(2026, 10, 25);
        assert_eq!((day_end(autumn) - day_start(autumn)).num_hours(), 25);
    }

    #[test]
    fn a_time_in_the_spring_gap_is_the_first_instant_after_it() {
        let at = instant(day(2026, 3, 29), clock(2, 30));
        assert_eq!(at, instant(day(2026, 3, 29), clock(3, 0)));
    }

    #[test]
    fn a_time_that_occurs_twice_is_the_first() {
        let at = instant(day(2026, 10, 25), clock(2, 30));
        assert_eq!(at.to_rfc3339(), "2026-10-25T00:30:00+00:00");
    }

    #[test]
    fn late_evening_in_utc_is_the_next_local_day() {
        let at = "2026-11-22T23:30:00Z".parse::<DateTime<Utc>>().unwrap();
        assert_eq!(local_date(at), day(2026, 11, 23));
    }
}
