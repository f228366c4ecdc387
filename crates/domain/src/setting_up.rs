//! Setting a unit up: what a unit is called and where it starts from, and how a membership ends (SEC-2).

use crate::{
    citizen::Place,
    organisation::Membership,
    period::days_before,
    reason::{Reason, Violations},
};
use chrono::NaiveDate;

/// Longest name of a unit or a district, characters.
pub const LONGEST: usize = 100;

static UNIT_NAME: Reason = Reason {
    rule: "SEC-2",
    code: "unit-name",
    nb: "Skriv hva enheten heter, høyst {most} tegn.",
    nn: "Skriv kva eininga heiter, høgst {most} teikn.",
    en: "Say what the unit is called, in at most {most} characters.",
};
static DISTRICT_NAME: Reason = Reason {
    rule: "SEC-2",
    code: "district-name",
    nb: "Navnet på bydelen er høyst {most} tegn, og ikke tomt.",
    nn: "Namnet på bydelen er høgst {most} teikn, og ikkje tomt.",
    en: "The district's name has at most {most} characters, and is not empty.",
};
static BASE: Reason = Reason {
    rule: "SEC-2",
    code: "unit-base",
    nb: "Oppmøtestedet er en bredde fra −90 til 90 og en lengde fra −180 til 180 grader.",
    nn: "Oppmøtestaden er ei breidd frå −90 til 90 og ei lengd frå −180 til 180 grader.",
    en: "The base is a latitude from −90 to 90 and a longitude from −180 to 180 degrees.",
};
/// Two units of one name would be taken for each other.
pub static NAME_TAKEN: Reason = Reason {
    rule: "SEC-2",
    code: "unit-name-taken",
    nb: "En annen enhet heter det samme.",
    nn: "Ei anna eining heiter det same.",
    en: "Another unit has this name.",
};
static LONGER: Reason = Reason {
    rule: "SEC-2",
    code: "membership-made-longer",
    nb: "Dette er senere enn den siste dagen som er bekreftet. Foreslå en ny rolle, så bekrefter lederen den.",
    nn: "Dette er seinare enn den siste dagen som er stadfesta. Føreslå ei ny rolle, så stadfestar leiaren ho.",
    en: "This is later than the last day that was confirmed. Propose a new role, and the leader confirms it.",
};
static PAST: Reason = Reason {
    rule: "SEC-2",
    code: "membership-end-past",
    nb: "Det som har vært, blir stående: siste dag kan tidligst være i går.",
    nn: "Det som har vore, blir ståande: siste dag kan tidlegast vere i går.",
    en: "What has been stands: the last day can be yesterday at the earliest.",
};

/// What is wrong with what a unit is said to be.
pub fn unit_faults(name: &str, district: Option<&str>, base: Place) -> Violations {
    let fits = |text: &str| !text.trim().is_empty() && text.chars().count() <= LONGEST;
    let mut found = Violations::new();
    if !fits(name) {
        found.push(UNIT_NAME.violation().at("/name").with("most", LONGEST));
    }
    if district.is_some_and(|name| !fits(name)) {
        let fault = DISTRICT_NAME.violation().at("/district");
        found.push(fault.with("most", LONGEST));
    }
    if !base.exists() {
        found.push(BASE.violation().at("/base"));
    }
    found
}

/// Why a membership cannot end with `last` as its last day. Yesterday ends it at once: what it opened is
/// shut before the next question. It can be made shorter and not longer, for a longer one opens records
/// that no leader has confirmed.
pub fn end_faults(membership: &Membership, last: NaiveDate, today: NaiveDate) -> Violations {
    let mut found = Violations::new();
    if membership.until.is_some_and(|until| until < last) {
        found.push(LONGER.violation().at("/last"));
    }
    if last < days_before(today, 1) {
        found.push(PAST.violation().at("/last"));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ids::*, organisation::Role};
    use uuid::Uuid;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
    }

    fn codes(found: Violations) -> Vec<&'static str> {
        found.iter().map(|fault| fault.reason.code).collect()
    }

    #[test]
    fn a_unit_has_a_name_and_a_place_on_the_earth() {
        let base = Place {
            lat: 59.9,
            lon: 10.8,
        };
        assert!(unit_faults("Team Skullerud", Some("Bydel Østensjø"), base).is_empty());
        assert!(unit_faults("Bemanningen", None, base).is_empty());
        let nowhere = Place {
            lat: 91.0,
            lon: 10.8,
        };
        let found = unit_faults(" ", Some(&"x".repeat(101)), nowhere);
        assert_eq!(codes(found), ["unit-name", "district-name", "unit-base"]);
    }

    #[test]
    fn a_membership_is_made_shorter_from_yesterday_on_and_never_longer() {
        let mut membership = Membership {
            id: MembershipId(Uuid::nil()),
            employee: EmployeeId(Uuid::nil()),
            unit: UnitId(Uuid::nil()),
            role: Role::Member,
            share: 100,
            from: day(1),
            until: None,
            confirmed_at: None,
        };
        let today = day(23);
        assert!(end_faults(&membership, day(22), today).is_empty());
        assert!(end_faults(&membership, day(30), today).is_empty());
        assert_eq!(
            codes(end_faults(&membership, day(21), today)),
            ["membership-end-past"]
        );
        membership.until = Some(day(25));
        assert!(end_faults(&membership, day(24), today).is_empty());
        assert_eq!(
            codes(end_faults(&membership, day(26), today)),
            ["membership-made-longer"]
        );
    }
}
