//! The rules of R-WL-1 about making visits.

use super::*;
use proptest::prelude::*;
use uuid::Uuid;

pub(crate) fn day(d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, d).unwrap()
}

const fn gap(tiltak: TiltakId, min_gap_minutes: i32) -> After {
    After {
        tiltak,
        min_gap_minutes,
        max_gap_minutes: None,
    }
}

pub(crate) fn tiltak(id: u128) -> TiltakInput {
    TiltakInput {
        tiltak: TiltakId(Uuid::from_u128(id)),
        citizen: CitizenId(Uuid::from_u128(1)),
        dates: [day(23)].into(),
        slot: Some(Slot::Morgen),
        number: 1,
        minutes: 20,
        employees: 1,
        competences: [CompetenceCode::PersonalCare].into(),
        second_competences: None,
        window: None,
        preferred: None,
        must_do: false,
        priority: 1,
        after: None,
        place: Place::Home,
        purpose: Purpose::Care,
        beyond_frame: false,
    }
}

fn month() -> RangeInclusive<NaiveDate> {
    day(1)..=day(30)
}

#[test]
fn the_other_of_two_is_asked_for_what_tiltak_for_two_ask_of_her() {
    use CompetenceCode::{Insulin, Nursing, PersonalCare};
    let insulin = TiltakInput {
        competences: [Insulin].into(),
        ..tiltak(1)
    };
    let lift = TiltakInput {
        employees: 2,
        competences: [Nursing].into(),
        second_competences: Some([PersonalCare].into()),
        ..tiltak(2)
    };
    let visit = &generate(&[insulin.clone(), lift.clone()], &month())[0];
    assert_eq!(visit.competences, [Insulin, Nursing].into());
    assert_eq!(visit.second_competences, Some([PersonalCare].into()));
    // A second tiltak for two that makes no difference asks the same of both.
    let turn = TiltakInput {
        employees: 2,
        ..tiltak(3)
    };
    let alike = &generate(&[insulin, turn.clone()], &month())[0];
    assert_eq!(alike.second_competences, None);
    let both = &generate(&[lift, turn], &month())[0];
    assert_eq!(both.second_competences, Some([PersonalCare].into()));
}

#[test]
fn of_two_orders_the_narrower_holds() {
    let alone = |id| TiltakInput {
        slot: None,
        ..tiltak(id)
    };
    let after = |first: u128, least, most| After {
        max_gap_minutes: most,
        ..gap(TiltakId(Uuid::from_u128(first)), least)
    };
    let first = TiltakInput {
        slot: Some(Slot::Kveld),
        ..tiltak(1)
    };
    let beside = TiltakInput {
        slot: Some(Slot::Kveld),
        ..tiltak(2)
    };
    let later = |id, asked| TiltakInput {
        after: Some(asked),
        ..tiltak(id)
    };
    let all = [
        first,
        beside,
        later(3, after(1, 30, Some(90))),
        later(4, after(2, 45, None)),
        later(5, after(1, 0, Some(120))),
        alone(6),
    ];
    let visits = generate(&all, &month());
    let asked = visits.iter().find_map(|v| v.after.first()).unwrap();
    assert_eq!((asked.gap_minutes, asked.max_gap_minutes), (45, Some(90)));
}

#[test]
fn same_citizen_date_and_slot_are_one_visit() {
    let insulin = TiltakInput {
        minutes: 10,
        competences: [CompetenceCode::Insulin].into(),
        window: Some(Window::hours(8, 9)),
        must_do: true,
        ..tiltak(2)
    };
    let visits = generate(&[tiltak(1), insulin], &month());
    assert_eq!(visits.len(), 1);
    let visit = &visits[0];
    assert_eq!(visit.minutes, 30);
    assert_eq!(
        visit.competences,
        [CompetenceCode::PersonalCare, CompetenceCode::Insulin].into()
    );
    assert_eq!(visit.window, Window::hours(8, 9));
    assert!(visit.must_do && !visit.windows_conflict);
}

#[test]
fn windows_that_share_no_time_are_flagged_and_the_tightest_is_used() {
    let early = TiltakInput {
        window: Some(Window::hours(7, 8)),
        ..tiltak(1)
    };
    let late = TiltakInput {
        window: Some(Window::hours(8, 10)),
        ..tiltak(2)
    };
    let visits = generate(&[late, early], &month());
    assert!(visits[0].windows_conflict);
    assert_eq!(visits[0].window, Window::hours(7, 8));
}

#[test]
fn a_telephone_call_in_the_same_slot_is_a_visit_of_its_own() {
    let call = TiltakInput {
        place: Place::Telephone,
        ..tiltak(2)
    };
    assert_eq!(generate(&[tiltak(1), call], &month()).len(), 2);
}

#[test]
fn a_tiltak_without_slot_is_a_visit_of_its_own() {
    let alone = |id| TiltakInput {
        slot: None,
        ..tiltak(id)
    };
    assert_eq!(generate(&[alone(1), alone(2)], &month()).len(), 2);
}

#[test]
fn an_order_between_tiltak_becomes_an_order_between_their_visits() {
    let second = TiltakInput {
        slot: Some(Slot::Middag),
        after: Some(gap(TiltakId(Uuid::from_u128(1)), 240)),
        ..tiltak(2)
    };
    let visits = generate(&[second, tiltak(1)], &month());
    let (with, without): (Vec<_>, Vec<_>) = visits.iter().partition(|v| !v.after.is_empty());
    assert_eq!(with[0].after[0].key, without[0].key);
    assert_eq!(with[0].after[0].gap_minutes, 240);
}

#[test]
fn dates_outside_the_range_make_no_visit() {
    assert!(generate(&[tiltak(1)], &(day(24)..=day(30))).is_empty());
}

pub(crate) fn any_tiltak() -> impl Strategy<Value = TiltakInput> {
    (
        (1_u128..3, 1_u128..4),
        prop::collection::btree_set((20_u32..26).prop_map(day), 0..4),
        prop::option::of(prop::sample::select(Slot::ALL)),
        prop::option::of((0_u32..24, 0_u32..24).prop_map(|(a, b)| Window::hours(a, b))),
        prop::option::of((1_u128..60, 0_i32..300)),
        (5_i32..60, 1_i32..3, prop::bool::ANY),
        prop::sample::select(Place::ALL),
    )
        .prop_map(
            |((citizen, id), dates, slot, window, after, (minutes, employees, must_do), place)| {
                // A tiltak belongs to one citizen.
                let own = |n: u128| TiltakId(Uuid::from_u128(citizen * 100 + n));
                TiltakInput {
                    citizen: CitizenId(Uuid::from_u128(citizen)),
                    dates,
                    slot,
                    window,
                    after: after.map(|(first, least)| gap(own(first % 4), least)),
                    minutes,
                    employees,
                    must_do,
                    place,
                    tiltak: own(id),
                    ..tiltak(0)
                }
            },
        )
}

/// Different tiltak, as a caseload has them.
pub(crate) fn any_caseload() -> impl Strategy<Value = Vec<TiltakInput>> {
    prop::collection::vec(any_tiltak(), 0..8).prop_map(|mut all| {
        all.sort_by_key(|t| t.tiltak);
        all.dedup_by_key(|t| t.tiltak);
        all
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_order_of_tiltak_and_saying_them_twice_change_nothing(
        (caseload, shuffled) in any_caseload().prop_flat_map(|all| {
            let twice = [all.clone(), all.clone()].concat();
            (Just(all), Just(twice).prop_shuffle())
        })
    ) {
        prop_assert_eq!(generate(&caseload, &month()), generate(&shuffled, &month()));
    }

    #[test]
    fn keys_are_unique_and_no_minute_is_lost(caseload in any_caseload()) {
        let visits = generate(&caseload, &month());
        let keys: BTreeSet<_> = visits.iter().map(|v| &v.key).collect();
        prop_assert_eq!(keys.len(), visits.len());
        let asked: i32 = caseload.iter().map(|t| t.minutes * t.dates.len() as i32).sum();
        prop_assert_eq!(visits.iter().map(|v| v.minutes).sum::<i32>(), asked);
    }
}
