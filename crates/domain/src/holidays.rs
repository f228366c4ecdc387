//! Sundays and public holidays of Norway (lov om helligdager; lov om 1. og 17. mai), and the days on
//! which a time limit can end.

use crate::period::days_after;
use chrono::{Datelike, NaiveDate, Weekday};

/// Holidays on the same day every year: month and day.
const FIXED: [(u32, u32); 5] = [(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)];
/// Days from Easter Sunday: Maundy Thursday, Good Friday, Easter Monday, Ascension, Whit Sunday, Whit
/// Monday.
const AROUND_EASTER: [i64; 6] = [-3, -2, 1, 39, 49, 50];

/// Easter Sunday of a year (Gregorian computus).
fn easter(year: i32) -> Option<NaiveDate> {
    let (golden, century) = (year % 19, year / 100);
    let leap = century - century / 4 - (8 * century + 13) / 25;
    let moon = (19 * golden + leap + 15).rem_euclid(30);
    let moon = moon - (moon / 28) * (1 - (29 / (moon + 1)) * ((21 - golden) / 11));
    let weekday = (year + year / 4 + moon + 2 - century + century / 4).rem_euclid(7);
    let from_march_28 = moon - weekday;
    NaiveDate::from_ymd_opt(year, 3, 28)?
        .checked_add_signed(chrono::TimeDelta::days(from_march_28.into()))
}

/// Whether a day is a Sunday or a public holiday.
pub fn is_day_of_rest(day: NaiveDate) -> bool {
    let fixed = FIXED.contains(&(day.month(), day.day()));
    let moving =
        easter(day.year()).is_some_and(|easter| AROUND_EASTER.contains(&(day - easter).num_days()));
    day.weekday() == Weekday::Sun || fixed || moving
}

/// The day on which a time limit that would end on `day` ends: one that falls on a Saturday, a Sunday
/// or a public holiday runs to the next working day (fvl § 30, domstolloven § 149).
pub fn limit_ends(day: NaiveDate) -> NaiveDate {
    let rests = |day: NaiveDate| day.weekday() == Weekday::Sat || is_day_of_rest(day);
    // Never more than five in a row: Maundy Thursday to Easter Monday.
    (0..7)
        .map(|wait| days_after(day, wait))
        .find(|day| !rests(*day))
        .unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn easter_falls_where_the_almanac_says() {
        for (y, m, d) in [
            (2000, 4, 23),
            (2008, 3, 23),
            (2011, 4, 24),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2038, 4, 25),
            (2049, 4, 18),
            (2076, 4, 19),
            (2106, 4, 18),
        ] {
            assert_eq!(easter(y), Some(day(y, m, d)), "{y}");
        }
    }

    #[test]
    fn a_limit_ends_on_a_working_day() {
        for (falls, ends) in [
            (day(2026, 12, 24), day(2026, 12, 24)),
            (day(2026, 12, 25), day(2026, 12, 28)),
            (day(2026, 4, 2), day(2026, 4, 7)),
            (day(2026, 5, 1), day(2026, 5, 4)),
            (day(2026, 5, 14), day(2026, 5, 15)),
            (day(2027, 5, 17), day(2027, 5, 18)),
            (day(2026, 6, 6), day(2026, 6, 8)),
        ] {
            assert_eq!(limit_ends(falls), ends, "{falls}");
        }
    }
}
