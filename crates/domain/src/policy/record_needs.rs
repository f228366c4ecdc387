//! What a citizen's record asks of those who open it: a relation, and to what the relation reaches (SEC-2,
//! SEC-3).

use super::{
    Action, Actor, Basis, Decision, RecordFacts, Relation, RelationKind,
    basis::{relation, working},
    decide::refused,
    unit_needs::NOT_LEADER,
};
use crate::{organisation::Role, reason::Reason};
use chrono::{DateTime, Utc};

static EMERGENCY_ONLY_READS: Reason = Reason {
    rule: "SEC-3",
    code: "emergency-only-reads",
    nb: "Nødtilgang er til å lese og dokumentere, ikke til dette.",
    nn: "Naudtilgang er til å lese og dokumentere, ikkje til dette.",
    en: "Emergency access is for reading and documenting, not for this.",
};
static NOT_HEALTH_PROFESSIONAL: Reason = Reason {
    rule: "SEC-3",
    code: "not-health-professional",
    nb: "Nødtilgang er for helsepersonell som arbeider i en enhet.",
    nn: "Naudtilgang er for helsepersonell som arbeider i ei eining.",
    en: "Emergency access is for health professionals who work in a unit.",
};
static NOT_A_PREPARER: Reason = Reason {
    rule: "R-VED-3",
    code: "not-a-preparer",
    nb: "Vedtak forberedes av helsepersonell eller saksbehandler.",
    nn: "Vedtak blir førebudde av helsepersonell eller saksbehandlar.",
    en: "A vedtak is prepared by a health professional or a case worker.",
};
static ONLY_THE_CASE: Reason = Reason {
    rule: "SEC-2",
    code: "only-the-case",
    nb: "Enheten din behandler en sak for innbyggeren. Du kan lese saken og det den bygger på, ikke resten av journalen.",
    nn: "Eininga di handsamar ei sak for innbyggjaren. Du kan lese saka og det ho byggjer på, ikkje resten av journalen.",
    en: "Your unit handles a case of the citizen's. You may read the case and what it builds on, not the rest of the record.",
};
static NOT_ASKED: Reason = Reason {
    rule: "R-TEAM-12",
    code: "not-asked",
    nb: "Dette er for spesialisten som er spurt.",
    nn: "Dette er for spesialisten som er spurd.",
    en: "This is for the specialist who was asked.",
};
static ASKED_READS: Reason = Reason {
    rule: "R-TEAM-12",
    code: "asked-only-reads",
    nb: "Du er spurt til råds: les journalen og svar. Det som skal gjøres, gjør teamet.",
    nn: "Du er spurd til råds: les journalen og svar. Det som skal gjerast, gjer teamet.",
    en: "You are asked for advice: read the record and answer. What is to be done, the team does.",
};
static READ_ONLY_RELATION: Reason = Reason {
    rule: "SEC-2",
    code: "read-only-relation",
    nb: "Tilgangen din til denne journalen er bare til lesing.",
    nn: "Tilgangen din til denne journalen er berre til lesing.",
    en: "Your access to this record is for reading only.",
};

pub(super) fn read(
    actor: &Actor,
    action: Action,
    record: &RecordFacts,
    now: DateTime<Utc>,
) -> Decision {
    match relation(actor, record, now) {
        None => Decision::NotThere,
        Some(Basis::HandlingUnit) if !action.is_of_the_case() => refused(&ONLY_THE_CASE),
        Some(basis) => Decision::Allowed(basis),
    }
}

pub(super) fn write(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Decision {
    match working(actor, record, now) {
        None => Decision::NotThere,
        Some(Basis::Consultation) => refused(&ASKED_READS),
        // The handling unit works on its vedtak, not in the record it builds on.
        Some(Basis::HandlingUnit) => refused(&READ_ONLY_RELATION),
        Some(Basis::Emergency) => refused(&EMERGENCY_ONLY_READS),
        Some(basis) => Decision::Allowed(basis),
    }
}

pub(super) fn document(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Decision {
    match working(actor, record, now) {
        Some(Basis::Emergency) => Decision::Allowed(Basis::Emergency),
        _ => write(actor, record, now),
    }
}

pub(super) fn use_emergency(actor: &Actor, now: DateTime<Utc>) -> Decision {
    if actor.may_use_emergency(now) {
        Decision::Allowed(Basis::Emergency)
    } else {
        refused(&NOT_HEALTH_PROFESSIONAL)
    }
}

pub(super) fn prepare(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Decision {
    match working(actor, record, now) {
        None => Decision::NotThere,
        Some(Basis::Consultation) => refused(&ASKED_READS),
        Some(Basis::Emergency) => refused(&EMERGENCY_ONLY_READS),
        // Who comes for one shift documents; deciding is the team's.
        Some(Basis::Substitute | Basis::Pool) => refused(&NOT_A_PREPARER),
        Some(_) if !actor.may_prepare(now) => refused(&NOT_A_PREPARER),
        Some(basis) => Decision::Allowed(basis),
    }
}

pub(super) fn handle(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Decision {
    match (prepare(actor, record, now), sign(actor, record, now)) {
        (Decision::Refused(_), allowed @ Decision::Allowed(_)) if actor.leads_any(now) => allowed,
        (answer, _) => answer,
    }
}

/// Whoever works with the record may try: the delegation decides, with every reason (R-VED-4).
pub(super) fn sign(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Decision {
    match working(actor, record, now) {
        None => Decision::NotThere,
        Some(Basis::Consultation) => refused(&ASKED_READS),
        Some(Basis::Emergency) => refused(&EMERGENCY_ONLY_READS),
        Some(Basis::Substitute | Basis::Pool) => refused(&READ_ONLY_RELATION),
        Some(basis) => Decision::Allowed(basis),
    }
}

/// Whoever was asked answers, whatever else she is to the citizen.
pub(super) fn consult(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Decision {
    let asked = |r: &Relation| r.kind == RelationKind::Consultation && r.is_active(now);
    match relation(actor, record, now) {
        None => Decision::NotThere,
        Some(_) if record.relations.iter().any(asked) => Decision::Allowed(Basis::Consultation),
        Some(_) => refused(&NOT_ASKED),
    }
}

pub(super) fn access_log(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Decision {
    if actor.holds(Role::Auditor, now) {
        Decision::Allowed(Basis::Auditor)
    } else if actor.leads(record.responsible, now) {
        Decision::Allowed(Basis::Leader)
    } else if relation(actor, record, now).is_some() {
        refused(&NOT_LEADER)
    } else {
        Decision::NotThere
    }
}
