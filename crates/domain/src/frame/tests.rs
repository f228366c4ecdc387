//! The frame's rules: what is counted, what is inside, and what a temporary change needs.

use super::*;
use crate::{
    recurrence::Recurrence,
    tiltaksplan::{
        tests::{day, tiltak},
        tiltak::Performer,
    },
};
use chrono::Days;
use proptest::prelude::*;
use uuid::Uuid;

/// A Monday.
fn monday() -> NaiveDate {
    day(11, 23)
}
fn frame(minutes_from: i32, minutes_to: i32) -> Frame {
    Frame {
        vedtak: VedtakId(Uuid::nil()),
        service: ServiceType::HomeNursing,
        minutes_from,
        minutes_to,
        from: day(1, 1),
        until: None,
    }
}
fn with_minutes(minutes: i32) -> Tiltak {
    let mut daily = tiltak(1);
    daily.content.minutes = minutes;
    daily
}
fn planned(tiltak: &[Tiltak]) -> i32 {
    let service = ServiceType::HomeNursing;
    planned_weekly_minutes(tiltak, service, monday(), &Settings::default())
}
fn assess(minutes: i32, frames: &[Frame]) -> Vec<FrameAnswer> {
    let (before, after) = ([with_minutes(12)], [with_minutes(minutes)]);
    assess_change(&before, &after, frames, monday(), &Settings::default())
}
fn decide(
    minutes: i32,
    temporary: Option<&TemporaryChange>,
) -> Result<ChangeEffect, Vec<&'static str>> {
    let answers = assess(minutes, &[frame(70, 100)]);
    decide_change(
        &answers,
        temporary,
        ChangeDays::first(monday()),
        &Settings::default(),
    )
    .map_err(|violations| violations.iter().map(|v| v.reason.code).collect())
}

#[test]
fn every_other_week_is_half_a_week_and_two_employees_count_double_unless_set() {
    let mut content = with_minutes(60);
    content.content.recurrence = Recurrence::parse("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO").unwrap();
    assert_eq!(planned(&[content.clone()]), 30);
    content.content.employees = 2;
    assert_eq!(planned(&[content.clone()]), 60);
    let single = Settings {
        two_employees_count_double: false,
        ..Settings::default()
    };
    let service = ServiceType::HomeNursing;
    assert_eq!(
        planned_weekly_minutes(&[content], service, monday(), &single),
        30
    );
}

#[test]
fn what_kin_or_the_citizen_does_takes_nothing_of_the_frame() {
    let mut by_kin = with_minutes(60);
    by_kin.content.performer = Performer::Kin;
    assert_eq!(planned(&[by_kin]), 0);
}

#[test]
fn a_change_of_a_few_days_in_mid_week_is_counted() {
    let mut short = with_minutes(60);
    short.content.start = day(11, 25);
    short.content.end = Some(day(11, 28));
    let service = ServiceType::HomeNursing;
    let minutes = planned_weekly_minutes(&[short], service, day(11, 25), &Settings::default());
    assert_eq!(minutes, 60);
}

#[test]
fn inside_the_frame_and_its_tolerance_the_change_is_one_step() {
    // 10 a day is 70 a week; 15 a day is 105, within 100 + 10 %.
    for minutes in [9, 10, 15] {
        assert_eq!(
            decide(minutes, None),
            Ok(ChangeEffect::WithinFrame),
            "{minutes}"
        );
    }
}

#[test]
fn outside_the_frame_needs_a_reason_and_a_day() {
    assert_eq!(
        decide(16, None),
        Err(vec!["plan-above-frame", "temporary-change-needed"])
    );
    assert_eq!(
        decide(8, None),
        Err(vec!["plan-below-frame", "temporary-change-needed"])
    );
}

#[test]
fn a_temporary_change_lasts_fourteen_days_at_most() {
    let mut change = TemporaryChange {
        reason: "Lungebetennelse".into(),
        until: day(12, 7),
    };
    let effect = ChangeEffect::Temporary {
        until: day(12, 7),
        tell_on: day(11, 30),
    };
    assert_eq!(decide(30, Some(&change)), Ok(effect));
    change.until = day(12, 8);
    change.reason.clear();
    assert_eq!(
        decide(30, Some(&change)),
        Err(vec!["temporary-reason-missing", "temporary-too-long"])
    );
    change.until = day(11, 22);
    change.reason = "Lungebetennelse".into();
    assert_eq!(decide(30, Some(&change)), Err(vec!["temporary-over"]));
}

#[test]
fn the_team_is_told_at_once_when_less_than_a_week_is_left() {
    let change = TemporaryChange {
        reason: "Hjem fra sykehus".into(),
        until: day(11, 26),
    };
    let effect = ChangeEffect::Temporary {
        until: day(11, 26),
        tell_on: monday(),
    };
    assert_eq!(decide(30, Some(&change)), Ok(effect));
}

#[test]
fn a_vedtak_that_has_ended_gives_no_frame() {
    let mut ended = frame(70, 100);
    ended.until = Some(day(11, 22));
    assert_eq!(assess(10, &[ended])[0].standing, Standing::NoFrame);
}

#[test]
fn says_the_numbers_in_words() {
    let violation = assess(16, &[frame(70, 100)])[0].violation().unwrap();
    assert_eq!(
        violation.message(crate::reason::Language::Nb),
        "Planen gir 112 minutter hjemmesykepleie i uken. Vedtaket gir rom for inntil 110."
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn planned_minutes_of_a_daily_tiltak_do_not_depend_on_the_weekday_of_the_change(
        minutes in 1i32..300, employees in 1i32..3, ahead in 0u64..400,
    ) {
        let mut daily = with_minutes(minutes);
        daily.content.employees = employees;
        let change = monday() + Days::new(ahead);
        let service = ServiceType::HomeNursing;
        let planned = planned_weekly_minutes(&[daily], service, change, &Settings::default());
        prop_assert_eq!(planned, 7 * minutes * employees);
    }

    #[test]
    fn minutes_add_up_over_tiltak(a in 1i32..200, b in 1i32..200) {
        let both = planned(&[with_minutes(a), with_minutes(b)]);
        prop_assert_eq!(both, planned(&[with_minutes(a)]) + planned(&[with_minutes(b)]));
    }

    #[test]
    fn inside_is_exactly_between_the_limits(minutes in 1i32..60, from in 0i32..300, more in 0i32..200) {
        let answer = assess(minutes, &[frame(from, from + more)])[0];
        let between = from * 9 / 10 <= 7 * minutes && 7 * minutes <= (from + more) * 11 / 10;
        prop_assert_eq!(answer.standing == Standing::Inside, between);
        prop_assert_eq!(answer.violation().is_none(), between);
    }

    /// Following a recurrence once for many days says what following it for each of them says.
    #[test]
    fn a_plan_weighed_on_many_days_says_on_each_what_it_says_alone(
        rules in proptest::collection::vec(0usize..RULES.len(), 1..4),
        days in proptest::collection::vec(0u64..200, 1..6), starts in 0u64..40,
    ) {
        let plan: Vec<Tiltak> = rules.iter().zip(1..).map(|(rule, n)| {
            let mut one = tiltak(n);
            one.content.recurrence = Recurrence::parse(RULES[*rule]).unwrap();
            one.content.start = monday() + Days::new(starts);
            one
        }).collect();
        let days: Vec<NaiveDate> = days.into_iter().map(|ahead| monday() + Days::new(ahead)).collect();
        let service = ServiceType::HomeNursing;
        let together = Planned::of(&plan, days.iter().copied(), &Settings::default());
        for day in days {
            let alone = planned_weekly_minutes(&plan, service, day, &Settings::default());
            prop_assert_eq!(together.weekly_minutes(service, day), alone);
        }
    }
}

const RULES: [&str; 5] = [
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3;COUNT=20",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH",
    "FREQ=MONTHLY;BYDAY=1MO",
    "FREQ=DAILY;UNTIL=20270110",
];
