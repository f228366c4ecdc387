//! What a rule lets through, and the days it gives (R-PLAN-2).

use super::*;
use chrono::Datelike;
use proptest::prelude::*;

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}
fn rule(text: &str) -> Recurrence {
    Recurrence::parse(text).unwrap()
}
fn codes(text: &str) -> Vec<&'static str> {
    let violations = Recurrence::parse(text).unwrap_err();
    violations.iter().map(|v| v.reason.code).collect()
}

#[test]
fn refuses_its_own_times_of_day_each_by_name() {
    assert_eq!(
        codes("FREQ=DAILY;BYHOUR=8;BYMINUTE=30"),
        ["recurrence-part", "recurrence-part"]
    );
}

#[test]
fn refuses_every_second_and_several_times_a_day() {
    for often in ["FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=HOURLY"] {
        assert_eq!(codes(often), ["recurrence-frequency"], "{often}");
    }
}

#[test]
fn counts_from_the_beginning_wherever_one_looks() {
    let three = rule("FREQ=WEEKLY;BYDAY=MO,TH;COUNT=3");
    let start = day(2026, 11, 24);
    let all = [day(2026, 11, 26), day(2026, 11, 30), day(2026, 12, 3)];
    assert_eq!(three.dates_between(start, start, day(2027, 12, 31)), all);
    let late = three.dates_between(start, day(2026, 12, 1), day(2026, 12, 31));
    assert_eq!(late, [day(2026, 12, 3)]);
    assert_eq!(three.last_day(start), Some(day(2026, 12, 3)));
    assert_eq!(
        three.dates_between(start, day(2026, 12, 4), day(2027, 1, 4)),
        []
    );
}

#[test]
fn until_holds_its_local_day_however_it_is_written() {
    let start = day(2026, 12, 28);
    // An instant in UTC is the day it is here: 23:30 UTC on New Year's Eve is 1 January.
    for (until, last) in [
        ("20261231", day(2026, 12, 31)),
        ("20261231T080000", day(2026, 12, 31)),
        ("20261231T215959Z", day(2026, 12, 31)),
        ("20261231T233000Z", day(2027, 1, 1)),
    ] {
        let daily = rule(&format!("FREQ=DAILY;UNTIL={until}"));
        let days = daily.dates_between(start, start, day(2027, 1, 31));
        assert_eq!((days[0], days.last()), (start, Some(&last)), "{until}");
        assert_eq!(daily.last_day(start), Some(last));
        assert_eq!(
            daily.dates_between(start, day(2027, 1, 2), day(2027, 1, 9)),
            []
        );
    }
}

#[test]
fn refuses_two_ends_and_ends_that_are_none() {
    assert_eq!(
        codes("FREQ=DAILY;COUNT=3;UNTIL=20261231"),
        ["recurrence-ends-twice"]
    );
    for (end, code) in [
        ("COUNT=0", "recurrence-count"),
        ("COUNT=1001", "recurrence-count"),
        ("COUNT=mange", "recurrence-count"),
        ("UNTIL=20260230", "recurrence-until"),
        ("UNTIL=jul", "recurrence-until"),
    ] {
        assert_eq!(codes(&format!("FREQ=DAILY;{end}")), [code], "{end}");
    }
    assert_eq!(codes("FREQ=DAILY;FREQ=WEEKLY")[0], "recurrence-part-twice");
}

#[test]
fn weekdays_every_second_week_and_the_first_monday() {
    let in_december =
        |text| rule(text).dates_between(day(2026, 11, 2), day(2026, 12, 1), day(2026, 12, 15));
    let numbers = |text| -> Vec<u32> { in_december(text).iter().map(Datelike::day).collect() };
    assert_eq!(
        numbers("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
        [1, 2, 3, 4, 7, 8, 9, 10, 11, 14, 15]
    );
    assert_eq!(numbers("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"), [14]);
    assert_eq!(numbers("FREQ=MONTHLY;BYDAY=1MO"), [7]);
    assert_eq!(numbers("FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1"), [7]);
}

#[test]
fn refuses_nonsense_long_intervals_and_days_that_never_come() {
    assert!(codes("hver tirsdag").contains(&"recurrence-unreadable"));
    assert_eq!(codes("FREQ=WEEKLY;INTERVAL=53"), ["recurrence-interval"]);
    assert_eq!(codes("FREQ=WEEKLY;BYDAY=2MO"), ["recurrence-unreadable"]);
    assert_eq!(
        codes("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"),
        ["recurrence-never"]
    );
}

#[test]
fn every_day_once_through_both_clock_changes() {
    for (from, to) in [
        (day(2026, 3, 27), day(2026, 3, 31)),
        (day(2026, 10, 23), day(2026, 10, 27)),
    ] {
        let days = Recurrence::daily().dates_between(day(2026, 1, 1), from, to);
        let expected: Vec<_> = from.iter_days().take_while(|d| *d <= to).collect();
        assert_eq!(days, expected);
    }
}

#[test]
fn leap_day_is_a_day_like_any_other() {
    let days =
        Recurrence::daily().dates_between(day(2020, 1, 1), day(2028, 2, 28), day(2028, 3, 1));
    assert_eq!(days, [day(2028, 2, 28), day(2028, 2, 29), day(2028, 3, 1)]);
    let monthly = rule("FREQ=MONTHLY;BYMONTHDAY=29");
    let february =
        |y| monthly.dates_between(day(2026, 1, 1), day(y, 2, 1), day(y, 2, 28) + Days::new(1));
    assert_eq!(february(2028), [day(2028, 2, 29)]);
    assert_eq!(february(2027), []);
}

#[test]
fn monthly_by_weekday_finds_the_second_and_the_last_tuesday() {
    let november =
        |text| rule(text).dates_between(day(2026, 1, 1), day(2026, 11, 1), day(2026, 11, 30));
    assert_eq!(november("FREQ=MONTHLY;BYDAY=2TU"), [day(2026, 11, 10)]);
    assert_eq!(november("FREQ=MONTHLY;BYDAY=-1TU"), [day(2026, 11, 24)]);
}

#[test]
fn is_never_read_from_json_unchecked() {
    assert!(serde_json::from_str::<Recurrence>("\"FREQ=SECONDLY\"").is_err());
    assert!(serde_json::from_str::<Recurrence>("\"FREQ=DAILY\"").is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]
    #[test]
    fn what_ends_is_the_endless_rule_cut_off(
        many in 1usize..40, ahead in 0i64..90, interval in 1u32..4, weekly: bool,
    ) {
        let start = day(2027, 12, 20);
        let rhythm = if weekly {
            format!("FREQ=WEEKLY;INTERVAL={interval};BYDAY=MO,SU")
        } else {
            format!("FREQ=DAILY;INTERVAL={interval}")
        };
        let (from, to) = (start + chrono::TimeDelta::days(ahead), start + Days::new(400));
        let all = rule(&rhythm).dates_between(start, start, to);
        let shown = |days: &[NaiveDate]| -> Vec<NaiveDate> {
            days.iter().copied().filter(|d| from <= *d).collect()
        };
        let counted = rule(&format!("{rhythm};COUNT={many}"));
        let first = &all[..many.min(all.len())];
        prop_assert_eq!(counted.dates_between(start, from, to), shown(first));
        let last = all[many.min(all.len()) - 1];
        let until = rule(&format!("{rhythm};UNTIL={}", last.format("%Y%m%d")));
        prop_assert_eq!(until.dates_between(start, from, to), shown(first));
        prop_assert_eq!(Recurrence::parse(until.as_str()).unwrap(), until, "read back as kept");
    }

    #[test]
    fn daily_and_weekly_with_interval_agree_with_counting(
        offset in 0i64..800, ahead in -30i64..900, length in 0i64..60,
        interval in 1i64..6, days in proptest::collection::btree_set(0u32..7, 1..4), weekly: bool,
    ) {
        let start = day(2026, 1, 1) + chrono::TimeDelta::days(offset);
        let from = start + chrono::TimeDelta::days(ahead);
        let to = from + chrono::TimeDelta::days(length);
        let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
        let text = if weekly {
            let by: Vec<_> = days.iter().map(|d| names[*d as usize]).collect();
            format!("FREQ=WEEKLY;INTERVAL={interval};BYDAY={}", by.join(","))
        } else {
            format!("FREQ=DAILY;INTERVAL={interval}")
        };
        let falls = |d: &NaiveDate| {
            let weeks = (crate::time::week_start(*d) - crate::time::week_start(start)).num_weeks();
            *d >= start && if weekly {
                weeks % interval == 0 && days.contains(&d.weekday().num_days_from_monday())
            } else {
                (*d - start).num_days() % interval == 0
            }
        };
        let expected: Vec<_> = from.iter_days().take_while(|d| *d <= to).filter(falls).collect();
        prop_assert_eq!(rule(&text).dates_between(start, from, to), expected);
    }
}
