use super::*;
use crate::{
    ids::{EmployeeId, UnitId},
    organisation::UnitKind,
    period::Period,
    reason::Violations,
    time::{day_start, instant},
};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use proptest::prelude::*;
use std::collections::BTreeMap;
use uuid::Uuid;

const A: UnitId = UnitId(Uuid::from_u128(1));
const B: UnitId = UnitId(Uuid::from_u128(2));
const C: UnitId = UnitId(Uuid::from_u128(3));
const OFFICE: UnitId = UnitId(Uuid::from_u128(4));
const POOL: UnitId = UnitId(Uuid::from_u128(9));

fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, d).unwrap()
}
fn clock(h: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(h, 0, 0).unwrap()
}
fn hours(name: &str, days: &[u32], holidays: bool, from: u32, until: u32) -> PoolHours {
    PoolHours {
        name: name.to_owned(),
        days: days.iter().copied().collect(),
        holidays,
        from: clock(from),
        until: clock(until),
    }
}
/// Evenings all days, days at weekends and on holidays, and every night.
fn terms() -> PoolTerms {
    PoolTerms {
        name: "Kveld og helg".to_owned(),
        teams: [A, B].into(),
        hours: vec![
            hours("evening", &[1, 2, 3, 4, 5, 6, 7], true, 15, 22),
            hours("weekend", &[6, 7], true, 7, 15),
            hours("night", &[1, 2, 3, 4, 5, 6, 7], true, 22, 7),
        ],
        period: Period {
            from: day(1),
            until: Some(day(31)),
        },
    }
}
fn facts(others: Vec<Pool>) -> PoolFacts {
    let unit = |name: &str, kind| (name.to_owned(), kind);
    PoolFacts {
        units: BTreeMap::from([
            (A, unit("Team A", UnitKind::Team)),
            (B, unit("Team B", UnitKind::Team)),
            (C, unit("Team C", UnitKind::Team)),
            (OFFICE, unit("Kontoret", UnitKind::ApplicationOffice)),
        ]),
        others,
    }
}
fn actor(team: UnitId, today: u32) -> PoolActor {
    PoolActor {
        team,
        by: EmployeeId(team.0),
        at: day_start(day(today)),
        today: day(today),
    }
}
fn codes(violations: &Violations) -> Vec<&'static str> {
    violations.iter().map(|v| v.reason.code).collect()
}
fn proposed(terms: PoolTerms) -> Result<Pool, Violations> {
    propose(POOL, terms, actor(A, 1), &facts(vec![]))
}
pub(super) fn agreed() -> Pool {
    answer(
        &proposed(terms()).unwrap(),
        true,
        actor(B, 1),
        &facts(vec![]),
    )
    .unwrap()
}

#[test]
fn a_start_lies_in_the_plan_of_the_hours_that_hold_it_and_a_night_belongs_to_the_day_it_begins_on()
{
    let terms = terms();
    let of = |d, h| {
        let found = terms.plan_of(instant(day(d), clock(h)));
        found.map(|(date, name)| (date, name.to_owned()))
    };
    let is = |d, name: &str| Some((day(d), name.to_owned()));
    // Wednesday 2 December.
    assert_eq!(of(2, 10), None, "by day each team works alone");
    assert_eq!(of(2, 15), is(2, "evening"));
    assert_eq!(of(2, 22), is(2, "night"));
    assert_eq!(of(3, 6), is(2, "night"));
    assert_eq!(of(3, 7), None);
    assert_eq!(of(5, 7), is(5, "weekend"));
    // Christmas Day is a Friday.
    assert_eq!(of(25, 10), is(25, "weekend"));
    // The first day has no night before it; the last has its own, into the new year.
    assert_eq!(of(1, 6), None);
    assert_eq!(
        terms.plan_of(instant(
            NaiveDate::from_ymd_opt(2027, 1, 1).unwrap(),
            clock(6)
        )),
        Some((day(31), "night"))
    );
    assert_eq!(
        terms.plan_of(instant(
            NaiveDate::from_ymd_opt(2027, 1, 1).unwrap(),
            clock(15)
        )),
        None
    );
}

#[test]
fn on_a_holiday_only_hours_that_say_so_count() {
    let mut only_weekdays = terms();
    only_weekdays.hours = vec![hours("evening", &[1, 2, 3, 4, 5], false, 15, 22)];
    assert_eq!(only_weekdays.plan_of(instant(day(25), clock(16))), None);
    assert!(only_weekdays.plan_of(instant(day(24), clock(16))).is_some());
}

#[test]
fn a_pool_needs_the_yes_of_every_team_and_one_no_ends_it() {
    let pool = proposed(terms()).unwrap();
    assert_eq!(pool.state, PoolState::Proposed);
    assert_eq!(pool.waits_for().collect::<Vec<_>>(), [B]);
    let twice = answer(&pool, true, actor(A, 1), &facts(vec![])).unwrap_err();
    assert_eq!(codes(&twice), ["pool-team-agreed"]);
    let stranger = answer(&pool, true, actor(C, 1), &facts(vec![])).unwrap_err();
    assert_eq!(codes(&stranger), ["pool-of-others"]);
    let late = answer(&pool, true, actor(B, 2), &facts(vec![])).unwrap_err();
    assert_eq!(codes(&late), ["pool-begins-in-the-past"]);
    assert_eq!(agreed().state, PoolState::Agreed);
    let declined = answer(&pool, false, actor(B, 1), &facts(vec![])).unwrap();
    assert_eq!(declined.state, PoolState::Declined);
    let again = answer(&declined, true, actor(B, 1), &facts(vec![])).unwrap_err();
    assert_eq!(codes(&again), ["pool-answered"]);
    let three = proposed(PoolTerms {
        teams: [A, B, C].into(),
        ..terms()
    })
    .unwrap();
    let two_of_three = answer(&three, true, actor(B, 1), &facts(vec![])).unwrap();
    assert_eq!(two_of_three.state, PoolState::Proposed);
}

#[test]
fn everything_that_is_wrong_with_a_proposal_is_said_at_once() {
    let wrong = PoolTerms {
        name: " ".to_owned(),
        teams: [A, OFFICE].into(),
        hours: vec![
            hours("", &[1, 9], false, 15, 22),
            hours("day", &[1], false, 10, 16),
            hours("nothing", &[], false, 15, 22),
            hours("evening", &[1], false, 21, 23),
        ],
        period: Period {
            from: day(4),
            until: Some(day(3)),
        },
    };
    let found = propose(POOL, wrong, actor(A, 5), &facts(vec![])).unwrap_err();
    let expected = [
        "pool-nameless",
        "pool-not-a-team",
        "pool-hours-nameless",
        "pool-hours-without-days",
        "pool-by-day",
        "pool-hours-twice",
        "pool-hours-without-days",
        "pool-hours-twice",
        "pool-begins-in-the-past",
        "pool-ends-before-start",
    ];
    assert_eq!(codes(&found), expected);
    let alone = PoolTerms {
        teams: [A].into(),
        hours: vec![],
        ..terms()
    };
    assert_eq!(
        codes(&proposed(alone).unwrap_err()),
        ["pool-of-one", "pool-without-hours"]
    );
}

#[test]
fn a_night_may_not_run_into_a_working_day() {
    let with = |hours: PoolHours| {
        proposed(PoolTerms {
            hours: vec![hours],
            ..terms()
        })
    };
    assert_eq!(
        codes(&with(hours("n", &[7], false, 22, 9)).unwrap_err()),
        ["pool-by-day"]
    );
    assert!(
        with(hours("n", &[5], false, 22, 9)).is_ok(),
        "Saturday is not one"
    );
    assert_eq!(
        codes(&with(hours("n", &[3], true, 12, 13)).unwrap_err()),
        ["pool-by-day"]
    );
}

#[test]
fn a_team_pools_an_hour_with_one_pool_only() {
    let other = agreed();
    let now = |terms| propose(POOL, terms, actor(A, 1), &facts(vec![other.clone()]));
    let with_c = |hours| PoolTerms {
        teams: [A, C].into(),
        hours,
        ..terms()
    };
    let clash = now(with_c(vec![hours("late", &[3], false, 21, 23)])).unwrap_err();
    assert_eq!(codes(&clash), ["pool-overlaps"]);
    let message = clash[0].message(crate::reason::Language::Nb);
    assert_eq!(
        message,
        "Team A har allerede felles vakt på den tida: «Kveld og helg».".replace("tida", "tiden")
    );
    // Past midnight too, and on a holiday that comes after any day.
    let early = now(with_c(vec![hours("early", &[4], false, 5, 8)])).unwrap_err();
    assert_eq!(codes(&early), ["pool-overlaps"]);
    assert!(now(with_c(vec![hours("free", &[4], false, 7, 8)])).is_ok());
    let later = PoolTerms {
        period: Period {
            from: NaiveDate::from_ymd_opt(2027, 1, 1).unwrap(),
            until: None,
        },
        ..with_c(vec![hours("late", &[3], false, 21, 23)])
    };
    assert!(now(later).is_ok());
    // And it is asked again when the last team agrees.
    let pool = proposed(with_c(vec![hours("late", &[3], false, 21, 23)])).unwrap();
    let clash = answer(&pool, true, actor(C, 1), &facts(vec![other])).unwrap_err();
    assert_eq!(codes(&clash), ["pool-overlaps"]);
}

#[test]
fn any_of_its_teams_ends_a_pool_but_never_before_what_is_promised() {
    let pool = agreed();
    let ended = end(&pool, day(10), actor(B, 5), PoolRest::default()).unwrap();
    assert_eq!(ended.terms.period.until, Some(day(10)));
    assert_eq!(ended.steps.last().unwrap().kind, PoolStepKind::Ended);
    let rest = PoolRest {
        published: Some(day(12)),
        shifts: 2,
    };
    let found = end(&pool, day(4), actor(C, 5), rest).unwrap_err();
    let expected = [
        "pool-of-others",
        "pool-ends-in-the-past",
        "pool-published-after",
        "pool-shifts-after",
    ];
    assert_eq!(codes(&found), expected);
    let longer = end(&ended, day(10), actor(A, 5), PoolRest::default()).unwrap_err();
    assert_eq!(codes(&longer), ["pool-ends-already"]);
    let early = end(
        &proposed(terms()).unwrap(),
        day(10),
        actor(A, 5),
        PoolRest::default(),
    );
    assert_eq!(codes(&early.unwrap_err()), ["pool-not-agreed"]);
}

#[test]
fn access_lasts_from_the_plan_s_day_until_24_hours_after_the_shift_and_for_no_other_plan() {
    let at = |d, h| instant(day(d), clock(h));
    let evening = Interval {
        from: at(2, 15),
        until: at(2, 22),
    };
    let shift = Interval {
        from: at(2, 14),
        until: at(2, 21),
    };
    let open = access(shift, evening, day_start(day(2)), None).unwrap();
    assert_eq!((open.from, open.until), (day_start(day(2)), at(3, 21)));
    let published = access(shift, evening, day_start(day(2)), Some(at(1, 12))).unwrap();
    assert_eq!(published.from, at(1, 12));
    let late = access(shift, evening, day_start(day(2)), Some(at(2, 20))).unwrap();
    assert_eq!(late.from, day_start(day(2)));
    let night = Interval {
        from: at(2, 22),
        until: at(3, 7),
    };
    assert_eq!(
        access(shift, night, day_start(day(2)), Some(at(1, 12))),
        None
    );
}

proptest! {
    /// Whatever is agreed, an instant is in one plan at most, and in one only within its span.
    #[test]
    fn an_instant_lies_in_one_plan_and_inside_it(
        lines in prop::collection::vec((prop::collection::btree_set(1u32..=7, 0..7), any::<bool>(), 0u32..24, 0u32..24), 1..4),
        minutes in 0i64..60 * 24 * 40,
    ) {
        let lines: Vec<PoolHours> = lines
            .into_iter()
            .enumerate()
            .map(|(n, (days, holidays, from, until))| PoolHours {
                name: format!("h{n}"),
                days,
                holidays,
                from: clock(from),
                until: clock(until),
            })
            .collect();
        let Ok(pool) = proposed(PoolTerms { hours: lines, ..terms() }) else { return Ok(()) };
        let at: DateTime<Utc> = day_start(day(1)) - TimeDelta::days(3) + TimeDelta::minutes(minutes);
        let holding: Vec<(NaiveDate, String)> = pool.terms.hours.iter().flat_map(|h| {
            let date = crate::time::local_date(at);
            [date.pred_opt().unwrap(), date].map(|d| (d, h.clone()))
        }).filter(|(d, h)| h.is_on(*d) && pool.terms.period.contains(*d) && {
            let span = h.span(*d);
            span.from <= at && at < span.until
        }).map(|(d, h)| (d, h.name)).collect();
        let found = pool.terms.plan_of(at).map(|(d, name)| (d, name.to_owned()));
        // An accepted pool has no hour twice, so what holds the instant is what is found.
        prop_assert!(holding.len() <= 1, "{holding:?}");
        prop_assert_eq!(found, holding.into_iter().next());
    }
}
