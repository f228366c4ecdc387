//! SEC-3: who may use emergency access, how often, for how long, and who looks at it.

use super::*;
use uuid::Uuid;

fn settings() -> EmergencySettings {
    EmergencySettings::default()
}
fn now() -> DateTime<Utc> {
    "2026-11-23T22:30:00Z".parse().unwrap()
}
fn employee(n: u128) -> EmployeeId {
    EmployeeId(Uuid::from_u128(n))
}
fn access() -> EmergencyAccess {
    EmergencyAccess {
        id: EmergencyId(Uuid::from_u128(1)),
        employee: employee(7),
        citizen: CitizenId(Uuid::from_u128(2)),
        unit: UnitId(Uuid::from_u128(3)),
        reason: "Falt i trappen, ambulansen spør".to_owned(),
        protected: false,
        from: now(),
        until: until(now(), &settings()),
        review: None,
    }
}
fn review(by: u128, finding: Finding, comment: &str) -> Review {
    Review {
        finding,
        comment: comment.to_owned(),
        by: employee(by),
        at: now(),
    }
}
fn codes(found: &Violations) -> Vec<&'static str> {
    found.iter().map(|v| v.reason.code).collect()
}

#[test]
fn asks_for_a_number_or_a_name_with_birth_date_and_for_a_reason() {
    let day = NaiveDate::from_ymd_opt(1938, 2, 3);
    let of = |number, name, birth_date| Named {
        number,
        name,
        birth_date,
    };
    let good = "Falt i trappen, ambulansen spør";
    for named in [of(true, None, None), of(false, Some("Astrid Bøe"), day)] {
        assert!(check_request(named, good, &settings()).is_empty());
    }
    for named in [
        of(false, None, None),
        of(false, Some("Astrid Bøe"), None),
        of(false, None, day),
        of(false, Some(" "), day),
        of(true, Some("Astrid Bøe"), day),
    ] {
        let found = check_request(named, "x", &settings());
        assert_eq!(
            codes(&found),
            ["nobody-named", "reason-missing"],
            "{named:?}"
        );
    }
    let long = "a".repeat(1001);
    assert_eq!(
        codes(&check_request(of(true, None, None), &long, &settings())),
        ["reason-too-long"]
    );
}

#[test]
fn three_a_day_then_a_leader_must_allow_more() {
    let used = |given, allowed_more, in_vain| UsedToday {
        given,
        in_vain,
        allowed_more,
    };
    assert!(check_use(used(2, 0, 9), &settings()).is_empty());
    assert_eq!(
        codes(&check_use(used(3, 0, 0), &settings())),
        ["emergency-limit"]
    );
    assert!(check_use(used(3, 1, 0), &settings()).is_empty());
    assert_eq!(
        codes(&check_use(used(4, 1, 10), &settings())),
        ["emergency-limit", "emergency-in-vain"]
    );
    assert_eq!(
        codes(&allowance_violations(employee(1), employee(1))),
        ["own-allowance"]
    );
    assert!(allowance_violations(employee(1), employee(2)).is_empty());
}

#[test]
fn lasts_four_hours_and_is_looked_at_within_seven_local_days() {
    assert_eq!(
        access().until,
        "2026-11-24T02:30:00Z".parse::<DateTime<Utc>>().unwrap()
    );
    let task = review_task(&access(), &settings());
    // 23.30 in Oslo is still Monday the 23rd.
    assert_eq!(
        task.due,
        Due::Day(NaiveDate::from_ymd_opt(2026, 11, 30).unwrap())
    );
    assert_eq!(task.holder, TaskHolder::Role(Role::Leader));
    assert_eq!(task.unit, access().unit);
    assert!(
        task.values.is_empty(),
        "a task's title holds no health information"
    );
}

#[test]
fn a_protected_address_is_nobody_without_the_step_for_it() {
    assert!(is_shown(AddressProtection::None, false));
    for protection in AddressProtection::ALL {
        let open = *protection == AddressProtection::None;
        assert_eq!(is_shown(*protection, false), open);
        assert!(is_shown(*protection, true));
    }
}

#[test]
fn is_reviewed_once_by_a_leader_other_than_the_user() {
    let done = reviewed(access(), review(8, Finding::Justified, "")).unwrap();
    assert_eq!(done.review.as_ref().unwrap().by, employee(8));
    let again = reviewed(done, review(7, Finding::NotJustified, " ")).unwrap_err();
    assert_eq!(
        codes(&again),
        [
            "own-emergency-access",
            "already-reviewed",
            "comment-missing"
        ]
    );
}

#[test]
fn the_whole_name_is_needed_in_any_spelling() {
    assert_eq!(name_key("ASTRID  bøe"), name_key("Astrid Bøe"));
    assert_ne!(name_key("Astrid"), name_key("Astrid Bøe"));
}
