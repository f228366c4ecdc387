//! R-WL-6: one set of events, one state.

use super::*;
use chrono::TimeDelta;
use proptest::prelude::*;
use uuid::Uuid;

pub(crate) const BERIT: EmployeeId = EmployeeId(Uuid::from_u128(1));
const KARI: EmployeeId = EmployeeId(Uuid::from_u128(2));

fn id(n: u128) -> VisitEventId {
    VisitEventId(Uuid::from_u128(n))
}

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
}

/// Event number `n`, told by Berit at minute `n`.
pub(crate) fn event(n: u32, kind: EventKind) -> VisitEvent {
    VisitEvent {
        id: id(n.into()),
        visit: VisitId(Uuid::nil()),
        employee: BERIT,
        kind,
        phone_time: at(n.into()),
        device: DeviceId(Uuid::nil()),
        sequence: n.into(),
        replaces: None,
        happened_at: None,
        reason: None,
        moved_to: None,
        note: None,
    }
}

fn correction(n: u32, kind: EventKind, of: u128) -> VisitEvent {
    VisitEvent {
        replaces: Some(id(of)),
        ..event(n, kind)
    }
}

#[test]
fn without_events_a_visit_is_planned() {
    assert_eq!(state(&[]).outcome, Outcome::Planned);
}

#[test]
fn started_then_done_is_done_with_both_times() {
    let now = state(&[event(2, EventKind::Done), event(1, EventKind::Started)]);
    assert_eq!(now.outcome, Outcome::Done);
    assert_eq!((now.started_at, now.ended_at), (Some(at(1)), Some(at(2))));
    assert_eq!(now.done_by, [BERIT].into());
}

#[test]
fn a_late_start_of_the_colleague_does_not_undo_done() {
    let colleague = VisitEvent {
        employee: KARI,
        ..event(3, EventKind::Started)
    };
    assert_eq!(
        state(&[event(2, EventKind::Done), colleague]).outcome,
        Outcome::Done
    );
}

#[test]
fn nobody_opened_alerts_until_somebody_gets_in() {
    let closed = event(1, EventKind::NobodyOpened);
    assert!(state(std::slice::from_ref(&closed)).alert);
    assert!(!state(&[closed, event(2, EventKind::Done)]).alert);
}

#[test]
fn a_correction_stands_where_its_original_stood() {
    let events = [
        event(1, EventKind::NotDone),
        event(2, EventKind::Done),
        correction(3, EventKind::Declined, 1),
    ];
    assert_eq!(state(&events).outcome, Outcome::Done);
}

#[test]
fn a_withdrawn_event_counts_for_nothing() {
    let events = [
        event(1, EventKind::Done),
        correction(2, EventKind::Withdrawn, 1),
    ];
    assert_eq!(state(&events), state(&[]));
}

#[test]
fn of_two_corrections_the_later_stands_and_a_corrected_correction_falls() {
    let twice = [
        event(1, EventKind::Done),
        correction(2, EventKind::Declined, 1),
        correction(3, EventKind::NotDone, 1),
    ];
    assert_eq!(state(&twice).outcome, Outcome::NotDone);
    let chain = [
        event(1, EventKind::Done),
        correction(2, EventKind::Declined, 1),
        correction(3, EventKind::Moved, 2),
    ];
    assert_eq!(state(&chain).outcome, Outcome::Moved);
}

#[test]
fn a_correction_that_arrives_before_its_original_ends_in_the_same_state() {
    let late = correction(2, EventKind::Declined, 1);
    assert_eq!(
        state(std::slice::from_ref(&late)).outcome,
        Outcome::Declined
    );
    let both = [late, event(1, EventKind::Done)];
    assert_eq!(state(&both).outcome, Outcome::Declined);
}

#[test]
fn nobody_corrects_what_another_said() {
    let hers = VisitEvent {
        employee: KARI,
        ..correction(2, EventKind::NotDone, 1)
    };
    assert_eq!(
        state(&[event(1, EventKind::Done), hers]).outcome,
        Outcome::Done
    );
}

#[test]
fn a_corrected_time_is_the_time_that_counts() {
    let fixed = VisitEvent {
        happened_at: Some(at(5)),
        ..correction(9, EventKind::Started, 1)
    };
    let now = state(&[event(1, EventKind::Started), fixed]);
    assert_eq!(now.started_at, Some(at(5)));
}

fn any_event() -> impl Strategy<Value = VisitEvent> {
    (
        1_u32..12,
        prop::sample::select(EventKind::ALL),
        prop::option::weighted(0.4, 1_u128..12),
        (0_i64..6, 0_u128..3, 0_i64..4, 1_u128..3),
        prop::option::of("[a-z]{1,3}"),
    )
        .prop_map(
            |(n, kind, replaces, (minute, device, sequence, who), note)| VisitEvent {
                replaces: replaces.map(id),
                phone_time: at(minute),
                device: DeviceId(Uuid::from_u128(device)),
                sequence,
                employee: EmployeeId(Uuid::from_u128(who)),
                note,
                ..event(n, kind)
            },
        )
}

/// Events with different ids, as the store keeps them, and some permutation with repetitions.
fn set_and_replay() -> impl Strategy<Value = (Vec<VisitEvent>, Vec<VisitEvent>)> {
    prop::collection::vec(any_event(), 1..10).prop_flat_map(|mut events| {
        events.sort_by_key(|e| e.id);
        events.dedup_by_key(|e| e.id);
        let again = prop::collection::vec(prop::sample::select(events.clone()), 0..10);
        (Just(events), again).prop_flat_map(|(events, again)| {
            let all = [events.clone(), again].concat();
            (Just(events), Just(all).prop_shuffle())
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn any_permutation_and_any_repetition_gives_the_same_state((set, replay) in set_and_replay()) {
        prop_assert_eq!(state(&set), state(&replay));
    }
}
