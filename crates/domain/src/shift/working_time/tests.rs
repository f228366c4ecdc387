//! Each rule of working time by law and by agreement, across midnight, both clock changes and two
//! teams (R-SHF-2, R-TEAM-9).

use super::*;
use crate::{
    ids::{AgreementId, EmployeeId, UnitId},
    interval::Interval,
    law::Law,
    period::Period,
    shift::{ShiftKind, interval_on},
    visit::Window,
};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use uuid::Uuid;

fn date(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}
fn day(d: u32) -> NaiveDate {
    date(2026, 11, d)
}
fn shift_on(date: NaiveDate, from: u32, until: u32) -> WorkShift {
    WorkShift {
        interval: interval_on(date, Window::hours(from, until)),
        kind: ShiftKind::Day,
        overtime: false,
        break_minutes: None,
    }
}
fn on(d: u32, from: u32, until: u32) -> WorkShift {
    shift_on(day(d), from, until)
}
fn rows() -> Vec<WorkingTimeRow> {
    Law::embedded().unwrap().working_time
}
fn law() -> Terms {
    Terms::new(rows(), vec![])
}
fn agreement(scope: AgreementScope, limits: AgreedLimits) -> Agreement {
    Agreement {
        id: AgreementId(Uuid::nil()),
        scope,
        name: "Særavtale 4".into(),
        period: Period {
            from: date(2026, 1, 1),
            until: None,
        },
        limits,
    }
}
fn agreed(limits: AgreedLimits) -> Terms {
    let unit = AgreementScope::Unit(UnitId(Uuid::nil()));
    Terms::new(rows(), vec![agreement(unit, limits)])
}
/// In the week of Monday 16 November.
fn codes(shifts: &[WorkShift], terms: &Terms) -> Vec<&'static str> {
    codes_in(shifts, [day(16)], terms)
}
fn codes_in(
    shifts: &[WorkShift],
    mondays: impl IntoIterator<Item = NaiveDate>,
    terms: &Terms,
) -> Vec<&'static str> {
    let found = breaches(shifts, mondays, terms);
    found.iter().map(|v| v.reason.code).collect()
}

#[test]
fn an_ordinary_week_breaks_nothing() {
    let week: Vec<_> = (16..20).map(|d| on(d, 7, 15)).collect();
    assert!(codes(&week, &law()).is_empty());
}

#[test]
fn an_early_shift_after_a_late_one_breaks_daily_rest_and_an_agreement_may_allow_it() {
    let shifts = [on(16, 15, 22), on(17, 7, 14)];
    let all = ["day-too-long", "too-much-in-24-hours", "daily-rest"];
    assert_eq!(codes(&shifts, &law()), all);
    let terms = agreed(AgreedLimits {
        daily_rest_minutes: Some(8 * 60),
        day_total_minutes: Some(16 * 60),
        ..AgreedLimits::default()
    });
    assert_eq!(codes(&shifts, &terms), ["day-too-long"]);
}

#[test]
fn the_explanation_names_what_the_limit_rests_on() {
    let terms = agreed(AgreedLimits {
        daily_rest_minutes: Some(10 * 60),
        ..AgreedLimits::default()
    });
    let found = breaches(&[on(16, 15, 22), on(17, 7, 14)], [day(16)], &terms);
    let said: Vec<String> = found
        .iter()
        .map(|v| v.message(crate::reason::Language::En))
        .collect();
    assert!(said[0].contains("arbeidsmiljøloven kap. 10"), "{said:?}");
    let rest = said.last().unwrap();
    assert!(
        rest.contains("540 minutes") && rest.contains("600 (Særavtale 4)"),
        "{rest}"
    );
}

#[test]
fn a_night_shift_counts_across_midnight_and_both_clock_changes() {
    let night = |date| WorkShift {
        kind: ShiftKind::Night,
        ..shift_on(date, 22, 7)
    };
    // Nine hours by the clock: eight in March, ten in October.
    assert!(codes_in(&[night(date(2026, 3, 28))], [date(2026, 3, 23)], &law()).is_empty());
    let autumn = codes_in(&[night(date(2026, 10, 24))], [date(2026, 10, 19)], &law());
    assert_eq!(autumn, ["day-too-long"]);
    // Eleven hours by the clock are ten in March.
    let spring = [
        shift_on(date(2026, 3, 28), 15, 20),
        shift_on(date(2026, 3, 29), 7, 10),
    ];
    assert_eq!(
        codes_in(&spring, [date(2026, 3, 23)], &law()),
        ["daily-rest"]
    );
    // Ten hours by the clock are eleven in October.
    let autumn = [
        shift_on(date(2026, 10, 24), 15, 20),
        shift_on(date(2026, 10, 25), 6, 9),
    ];
    assert!(codes_in(&autumn, [date(2026, 10, 19)], &law()).is_empty());
}

#[test]
fn a_long_shift_breaks_the_day_unless_agreed_and_the_agreement_is_for_long_shifts_alone() {
    let long = WorkShift {
        kind: ShiftKind::Long,
        ..on(21, 9, 21)
    };
    assert_eq!(codes(&[long], &law()), ["day-too-long"]);
    let terms = agreed(AgreedLimits {
        long_day_minutes: Some(750),
        ..AgreedLimits::default()
    });
    assert!(codes(&[long], &terms).is_empty());
    assert_eq!(codes(&[on(21, 9, 21)], &terms), ["day-too-long"]);
}

#[test]
fn a_week_is_long_sooner_for_one_who_also_works_evenings_or_nights() {
    let five: Vec<_> = (16..21).map(|d| shift_on(day(d), 8, 15)).collect();
    let with = |kind, from, until| {
        let mut shifts = five.clone();
        // Ten days on, in another week.
        shifts.push(WorkShift {
            kind,
            ..on(26, from, until)
        });
        shifts.push(on(16, 15, 16));
        codes(&shifts, &law())
    };
    assert!(codes(&five, &law()).is_empty());
    assert_eq!(with(ShiftKind::Evening, 15, 21), ["week-too-long"]);
    assert_eq!(with(ShiftKind::Night, 22, 6), ["week-too-long"]);
}

#[test]
fn by_agreement_the_week_is_a_mean_with_a_peak() {
    // 48 hours and 20 hours in turn.
    let mut shifts = Vec::new();
    for (first, hours) in [(2, 8), (9, 4), (16, 8), (23, 4)] {
        let days = if hours == 8 { 6 } else { 5 };
        shifts.extend((first..first + days).map(|d| on(d, 7, 7 + hours)));
    }
    assert!(codes(&shifts, &law()).contains(&"week-too-long"));
    let mean = |weeks, peak| {
        agreed(AgreedLimits {
            average_weeks: Some(weeks),
            peak_week_minutes: Some(peak),
            weekly_rest_minutes: Some(28 * 60),
            ..AgreedLimits::default()
        })
    };
    assert!(codes(&shifts, &mean(4, 50 * 60)).is_empty());
    assert_eq!(codes(&shifts, &mean(4, 45 * 60)), ["week-too-long"]);
    shifts.extend((24..28).map(|d| on(d, 11, 15)));
    let found = codes_in(&shifts, [day(16), day(23)], &mean(2, 50 * 60));
    assert_eq!(found, ["week-average-too-long"]);
}

#[test]
fn seven_days_of_work_break_week_weekly_rest_and_the_second_sunday() {
    let week: Vec<_> = (15..23).map(|d| on(d, 8, 15)).collect();
    assert_eq!(
        codes(&week, &law()),
        ["week-too-long", "weekly-rest", "sunday-after-sunday"]
    );
}

#[test]
fn after_a_holiday_the_next_one_is_off_and_easter_is_known() {
    assert!(is_day_of_rest(date(2026, 4, 5)) && is_day_of_rest(date(2026, 4, 2)));
    assert!(is_day_of_rest(date(2027, 5, 17)) && is_day_of_rest(date(2027, 5, 6)));
    assert!(!is_day_of_rest(date(2026, 4, 7)));
    assert_eq!(
        days_of_rest(date(2026, 12, 24), date(2026, 12, 27)).len(),
        3
    );
    let christmas = [
        shift_on(date(2026, 12, 25), 8, 15),
        shift_on(date(2026, 12, 26), 8, 15),
    ];
    assert_eq!(
        codes_in(&christmas, [date(2026, 12, 21)], &law()),
        ["sunday-after-sunday"]
    );
}

#[test]
fn by_agreement_every_fourth_sunday_is_off_and_half_of_them_in_half_a_year() {
    let terms = agreed(AgreedLimits {
        sunday_every: Some(4),
        ..AgreedLimits::default()
    });
    let sundays = |weeks: &[u64]| -> Vec<WorkShift> {
        let of = |n: &u64| shift_on(day(22) - Days::new(7 * n), 8, 15);
        weeks.iter().map(of).collect()
    };
    assert!(codes(&sundays(&[0, 1, 2]), &terms).is_empty());
    assert_eq!(codes(&sundays(&[0, 1, 2, 3]), &terms), ["sundays-in-a-row"]);
    let two_of_three: Vec<u64> = (0..26).filter(|n| n % 3 != 2).collect();
    assert_eq!(
        codes(&sundays(&two_of_three), &terms),
        ["sundays-more-than-half"]
    );
}

#[test]
fn a_break_that_was_said_is_long_enough() {
    let with = |until, minutes| {
        let shift = WorkShift {
            break_minutes: Some(minutes),
            ..on(16, 7, until)
        };
        codes(&[shift], &law())
    };
    assert!(with(12, 0).is_empty());
    assert_eq!(with(13, 0), ["break-too-short"]);
    assert!(with(13, 10).is_empty());
    assert_eq!(with(15, 29), ["break-too-short"]);
    assert!(with(15, 30).is_empty());
}

#[test]
fn overtime_is_counted_apart_and_has_limits_of_its_own() {
    let mut shifts: Vec<_> = (16..21).map(|d| on(d, 7, 14)).collect();
    let extra = |d, from, until| WorkShift {
        overtime: true,
        ..on(d, from, until)
    };
    shifts.push(extra(16, 14, 18));
    shifts.push(extra(17, 14, 18));
    assert!(codes(&shifts, &law()).is_empty());
    shifts.push(extra(18, 14, 17));
    assert_eq!(codes(&shifts, &law()), ["overtime-too-much"]);
    let terms = agreed(AgreedLimits {
        overtime_week_minutes: Some(1200),
        ..AgreedLimits::default()
    });
    assert!(codes(&shifts, &terms).is_empty());
    let months: Vec<_> = (0..4)
        .flat_map(|week| (0..2).map(move |n| extra(2 + 7 * week + n, 7, 11)))
        .collect();
    let found = breaches(&months, [day(23)], &law());
    assert!(found.iter().any(|v| v.reason.code == "overtime-too-much"));
}

#[test]
fn all_work_together_is_48_hours_a_week_over_eight_weeks() {
    let first = day(16) - Days::new(49);
    let weeks = (0..8).flat_map(|w| (0..6).map(move |d| (w, d)));
    let shifts: Vec<_> = weeks
        .map(|(w, d)| WorkShift {
            overtime: d > 3,
            ..shift_on(first + Days::new(7 * w + d), 7, 16)
        })
        .collect();
    assert!(codes(&shifts, &law()).contains(&"total-week-average"));
    let seven = &shifts[..42];
    assert!(!codes(seven, &law()).contains(&"total-week-average"));
}

#[test]
fn a_rota_is_known_two_weeks_before() {
    assert!(short_notice(day(1), day(15), &law()).is_none());
    let late = short_notice(day(2), day(15), &law()).unwrap();
    assert_eq!(late.reason.code, "rota-short-notice");
}

#[test]
fn an_agreement_that_goes_further_than_the_law_lets_it_is_refused_with_every_limit() {
    let limits = AgreedLimits {
        daily_rest_minutes: Some(7 * 60),
        peak_week_minutes: Some(60 * 60),
        long_day_minutes: Some(750),
        ..AgreedLimits::default()
    };
    let period = Period {
        from: day(2),
        until: Some(day(1)),
    };
    let faults = check_agreement(" ", &period, &limits, &rows()[0]);
    let found: Vec<_> = faults.iter().filter_map(|v| v.pointer.as_deref()).collect();
    assert_eq!(
        found,
        [
            "/name",
            "/period/until",
            "/limits/peakWeekMinutes",
            "/limits/dailyRestMinutes"
        ]
    );
    let empty = check_agreement(
        "x",
        &Period {
            from: day(1),
            until: None,
        },
        &AgreedLimits::default(),
        &rows()[0],
    );
    assert_eq!(empty[0].reason.code, "agreement-changes-nothing");
}

#[test]
fn her_own_agreement_counts_before_the_units() {
    let hers = agreement(
        AgreementScope::Employee(EmployeeId(Uuid::nil())),
        AgreedLimits {
            daily_rest_minutes: Some(9 * 60),
            ..AgreedLimits::default()
        },
    );
    let units = agreement(
        AgreementScope::Unit(UnitId(Uuid::nil())),
        AgreedLimits {
            daily_rest_minutes: Some(8 * 60),
            ..AgreedLimits::default()
        },
    );
    let terms = Terms::new(rows(), vec![hers, units]);
    let shifts = [on(16, 15, 22), on(17, 6, 7)];
    assert_eq!(codes(&shifts, &terms), ["daily-rest"]);
}

#[test]
fn only_what_a_change_breaks_is_told_of_it() {
    let bad = [on(16, 15, 22), on(17, 7, 14)];
    let mut after = bad.to_vec();
    after.push(on(19, 7, 14));
    assert!(introduced(&bad, &after, &law()).is_empty());
    after.push(on(18, 7, 14));
    assert!(introduced(&bad, &after, &law()).is_empty());
    after.push(on(18, 20, 22));
    let found = introduced(&bad, &after, &law());
    assert!(found.iter().all(|v| v.reason.rule == "R-SHF-2") && !found.is_empty());
}

#[test]
fn a_mean_that_a_change_breaks_weeks_later_is_told() {
    // Seven weeks of 50 hours are planned after an empty one.
    let weeks = (1..8).flat_map(|w| (0..5).map(move |d| (w, d)));
    let later: Vec<_> = weeks
        .map(|(w, d)| shift_on(day(2) + Days::new(7 * w + d), 7, 17))
        .collect();
    let mut after = later.clone();
    after.extend((0..5).map(|d| shift_on(day(2) + Days::new(d), 7, 17)));
    let found = introduced(&later, &after, &law());
    let mean = found.iter().find(|v| v.reason.code == "total-week-average");
    assert!(mean.is_some(), "{found:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_shift_cut_in_two_teams_is_judged_as_one(
        starts in prop::collection::vec((16_u32..23, 6_u32..12, 1_u32..9), 1..7), cut in 1_i64..60
    ) {
        let whole: Vec<WorkShift> = starts.iter().map(|&(d, from, len)| on(d, from, from + len)).collect();
        let pieces: Vec<WorkShift> = whole.iter().flat_map(|shift| {
            let Interval { from, until } = shift.interval;
            let middle = from + chrono::TimeDelta::minutes(cut);
            // The second overlaps the first by half an hour: each minute is counted once.
            let again = (middle - chrono::TimeDelta::minutes(30)).max(from);
            [Interval { from, until: middle }, Interval { from: again, until }]
        }).map(|interval| WorkShift { interval, ..on(16, 7, 8) }).collect();
        prop_assert_eq!(
            breaches(&whole, [day(16)], &law()),
            breaches(&pieces, [day(16)], &law())
        );
        prop_assert!(introduced(&whole, &whole, &law()).is_empty());
    }
}
