//! What a unit, or the municipality, asks of those who do something there (SEC-2).

use super::{Actor, Basis, Decision, UnitFacts, basis::basis_of, decide::refused};
use crate::{organisation::Role, reason::Reason};
use chrono::{DateTime, Utc};

static NOT_IN_UNIT: Reason = Reason {
    rule: "SEC-2",
    code: "not-in-unit",
    nb: "Du arbeider ikke i denne enheten.",
    nn: "Du arbeider ikkje i denne eininga.",
    en: "You do not work in this unit.",
};
pub(super) static NOT_LEADER: Reason = Reason {
    rule: "SEC-2",
    code: "not-leader",
    nb: "Dette er lederens å gjøre.",
    nn: "Dette er leiaren si oppgåve.",
    en: "This is for the leader to do.",
};
static NOT_ADMINISTRATOR: Reason = Reason {
    rule: "SEC-2",
    code: "not-administrator",
    nb: "Dette er for kommunens administrator.",
    nn: "Dette er for administratoren i kommunen.",
    en: "This is for the municipality's administrator.",
};
static NOT_FORDELER: Reason = Reason {
    rule: "R-WL-3",
    code: "not-fordeler",
    nb: "Bare dagens fordeler eller teamlederen kan sette listene i kraft.",
    nn: "Berre fordelaren denne dagen eller teamleiaren kan setje listene i kraft.",
    en: "Only the day's fordeler or the team leader can put the lists in force.",
};
static NOT_STAFFING: Reason = Reason {
    rule: "R-SHF-3",
    code: "not-staffing",
    nb: "Dette er for bemanningskontoret.",
    nn: "Dette er for bemanningskontoret.",
    en: "This is for the staffing office.",
};

pub(super) fn administer(actor: &Actor, now: DateTime<Utc>) -> Decision {
    if actor.holds(Role::Administrator, now) {
        Decision::Allowed(Basis::Administrator)
    } else {
        refused(&NOT_ADMINISTRATOR)
    }
}

pub(super) fn manage(actor: &Actor, unit: UnitFacts, now: DateTime<Utc>) -> Decision {
    match administer(actor, now) {
        allowed @ Decision::Allowed(_) => allowed,
        _ => lead(actor, unit, now),
    }
}

pub(super) fn lead(actor: &Actor, unit: UnitFacts, now: DateTime<Utc>) -> Decision {
    match role(actor, unit, now) {
        Some(Role::Leader | Role::OfficeLeader) => Decision::Allowed(Basis::Leader),
        Some(_) => refused(&NOT_LEADER),
        None => Decision::Refused(vec![NOT_IN_UNIT.violation(), NOT_LEADER.violation()]),
    }
}

pub(super) fn work(actor: &Actor, unit: UnitFacts, now: DateTime<Utc>) -> Decision {
    match role(actor, unit, now).and_then(basis_of) {
        Some(basis) => Decision::Allowed(basis),
        None if unit.pool.is_some_and(|pool| pool.on_shift) => Decision::Allowed(Basis::Pool),
        None => refused(&NOT_IN_UNIT),
    }
}

pub(super) fn staff(actor: &Actor, unit: UnitFacts, now: DateTime<Utc>) -> Decision {
    match role(actor, unit, now) {
        Some(Role::Staffing) => Decision::Allowed(Basis::Staffing),
        Some(_) => refused(&NOT_STAFFING),
        None => Decision::Refused(vec![NOT_IN_UNIT.violation(), NOT_STAFFING.violation()]),
    }
}

pub(super) fn put_in_force(actor: &Actor, unit: UnitFacts, now: DateTime<Utc>) -> Decision {
    if !work(actor, unit, now).is_allowed() {
        return Decision::Refused(vec![NOT_IN_UNIT.violation(), NOT_FORDELER.violation()]);
    }
    if unit.fordeler == Some(actor.employee) {
        Decision::Allowed(Basis::Fordeler)
    } else if lead(actor, unit, now).is_allowed() {
        Decision::Allowed(Basis::Leader)
    } else {
        refused(&NOT_FORDELER)
    }
}

/// Her role in a unit; in a pool, that in its teams (R-TEAM-8).
fn role(actor: &Actor, unit: UnitFacts, now: DateTime<Utc>) -> Option<Role> {
    match unit.pool {
        Some(pool) => pool.role,
        None => actor.role_in(unit.unit, now),
    }
}
