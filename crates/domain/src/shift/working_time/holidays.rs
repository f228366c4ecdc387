//! Sundays and public holidays of Norway (lov om helligdager; lov om 1. og 17. mai).

use chrono::{Datelike, Days, NaiveDate, Weekday};
use std::collections::BTreeSet;

/// Easter Sunday of a year (Gregorian computus, Meeus/Jones/Butcher).
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    let month = u32::try_from(n / 31).ok()?;
    let day = u32::try_from(n % 31 + 1).ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Public holidays of a year.
fn holidays(year: i32) -> BTreeSet<NaiveDate> {
    const FIXED: [(u32, u32); 5] = [(1, 1), (5, 1), (5, 17), (12, 25), (12, 26)];
    let fixed = FIXED
        .iter()
        .filter_map(|(month, day)| NaiveDate::from_ymd_opt(year, *month, *day));
    // Maundy Thursday and Good Friday before; Easter Monday, Ascension, Whit Sunday and Monday after.
    let moving = easter(year).into_iter().flat_map(|sunday| {
        let before = [3, 2].map(|days| sunday.checked_sub_days(Days::new(days)));
        let after = [0, 1, 39, 49, 50].map(|days| sunday.checked_add_days(Days::new(days)));
        before
            .into_iter()
            .chain(after)
            .flatten()
            .collect::<Vec<_>>()
    });
    fixed.chain(moving).collect()
}

/// Whether a day is a Sunday or a public holiday.
pub fn is_day_of_rest(day: NaiveDate) -> bool {
    day.weekday() == Weekday::Sun || holidays(day.year()).contains(&day)
}

/// Sundays and public holidays from a day until another, both included.
pub fn days_of_rest(from: NaiveDate, until: NaiveDate) -> Vec<NaiveDate> {
    let years = from.year()..=until.year();
    let public: BTreeSet<NaiveDate> = years.flat_map(holidays).collect();
    from.iter_days()
        .take_while(|day| *day <= until)
        .filter(|day| day.weekday() == Weekday::Sun || public.contains(day))
        .collect()
}
