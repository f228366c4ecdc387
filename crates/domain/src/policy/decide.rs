//! The decision itself.

use super::{Action, Actor, Need, RecordFacts, Relation, RelationKind, Subject, UnitFacts, actor};
use crate::{
    organisation::Role,
    reason::{Reason, Violations},
    text_enum,
};
use chrono::{DateTime, Utc};

text_enum! {
    /// Why something was allowed; stands in the access log (SEC-9).
    pub enum Basis {
        /// Needs no relation.
        Open = "open", "åpent", "ope", "open";
        /// One's own matters.
        Own = "own", "egne forhold", "eigne forhold", "own matters";
        /// Member of the responsible unit.
        Member = "member", "medlem av ansvarlig enhet", "medlem av ansvarleg eining", "member of the responsible unit";
        /// Leader of the responsible unit.
        Leader = "leader", "leder av ansvarlig enhet", "leiar av ansvarleg eining", "leader of the responsible unit";
        /// Case worker of the responsible unit.
        CaseWorker = "case_worker", "saksbehandler i ansvarlig enhet", "saksbehandlar i ansvarleg eining", "case worker of the responsible unit";
        /// Holds the duty fordeler on the day.
        Fordeler = "fordeler", "dagens fordeler", "fordelar i dag", "the day's fordeler";
        /// Of the staffing office.
        Staffing = "staffing", "bemanningskontoret", "bemanningskontoret", "the staffing office";
        /// On a published list.
        Substitute = "substitute", "vikar på publisert liste", "vikar på publisert liste", "substitute on a published list";
        /// Handles a vedtak.
        HandlingUnit = "handling_unit", "enheten behandler vedtaket", "eininga handsamar vedtaket", "the unit handles the vedtak";
        /// On a pool's shift.
        Pool = "pool", "felles vakt", "felles vakt", "pool shift";
        /// Asked as a specialist.
        Consultation = "consultation", "konsultasjon", "konsultasjon", "consultation";
        /// Emergency access.
        Emergency = "emergency", "nødtilgang", "naudtilgang", "emergency access";
        /// Municipal administrator.
        Administrator = "administrator", "administrator", "administrator", "administrator";
        /// Auditor.
        Auditor = "auditor", "revisor", "revisor", "auditor";
        /// The system itself: nightly work, imports it was asked for, the demo.
        System = "system", "systemet", "systemet", "the system";
    }
}

/// The answer to «may she?».
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// Yes, and why.
    Allowed(Basis),
    /// No; she may know that it exists, so every reason is said.
    Refused(Violations),
    /// No, and it must look exactly as if it did not exist (SEC-5).
    NotThere,
}

impl Decision {
    /// Whether it is a yes.
    pub const fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed(_))
    }
}

static NOT_IN_UNIT: Reason = Reason {
    rule: "SEC-2",
    code: "not-in-unit",
    nb: "Du arbeider ikke i denne enheten.",
    nn: "Du arbeider ikkje i denne eininga.",
    en: "You do not work in this unit.",
};
static NOT_OF_A_POOL: Reason = Reason {
    rule: "R-TEAM-8",
    code: "not-of-a-pool",
    nb: "En felles vakt har dagsplaner og vakter; alt annet hører til teamene.",
    nn: "Ei felles vakt har dagsplanar og vakter; alt anna høyrer til teama.",
    en: "A pool has day plans and shifts; everything else belongs to the teams.",
};
static NOT_LEADER: Reason = Reason {
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
static NO_SECOND_FACTOR: Reason = Reason {
    rule: "SEC-6",
    code: "second-factor-missing",
    nb: "Sett opp kodegenerator for innloggingen din først.",
    nn: "Set opp kodegenerator for innlogginga di først.",
    en: "Set up a code generator for your log-in first.",
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

/// What is asked of everybody at the door, before anything else: where a second factor is required, one
/// who has none yet may enrol it and nothing more (SEC-6). The answer is the same whatever is asked for.
///
/// # Errors
/// Why she does not get in.
pub fn at_the_door(
    actor: &Actor,
    action: Action,
    second_factor_required: bool,
) -> Result<(), Violations> {
    if !second_factor_required || actor.second_factor || action.is_before_second_factor() {
        Ok(())
    } else {
        Err(vec![NO_SECOND_FACTOR.violation()])
    }
}

/// Whether `actor` may do `action` to `subject` now, and why or why not (SEC-1).
///
/// A record that she has no relation to is [`Decision::NotThere`]; units are public knowledge, so a
/// refusal there says its reasons.
pub fn may(actor: &Actor, action: Action, subject: &Subject, now: DateTime<Utc>) -> Decision {
    match (action.need(), subject) {
        (Need::Open, _) => Decision::Allowed(Basis::Open),
        (Need::Own | Need::Directory, _) => Decision::Allowed(Basis::Own),
        (Need::Administer, _) => administer(actor, now),
        (_, Subject::Unit(unit)) if unit.pool.is_some() && !action.is_of_a_pool() => {
            refused(&NOT_OF_A_POOL)
        }
        (Need::ManageUnit, Subject::Unit(unit)) => manage(actor, *unit, now),
        (Need::LeadUnit, Subject::Unit(unit)) => lead(actor, *unit, now),
        (Need::WorkInUnit, Subject::Unit(unit)) => work(actor, *unit, now),
        (Need::Staff, Subject::Unit(unit)) => staff(actor, *unit, now),
        (Need::WorkOrStaff, Subject::Unit(unit)) => match work(actor, *unit, now) {
            allowed @ Decision::Allowed(_) => allowed,
            refused => match staff(actor, *unit, now) {
                allowed @ Decision::Allowed(_) => allowed,
                _ => refused,
            },
        },
        (Need::PutDayInForce, Subject::Unit(unit)) => put_in_force(actor, *unit, now),
        (Need::ReadRecord, Subject::Record(record)) => read(actor, action, record, now),
        (Need::WriteRecord, Subject::Record(record)) => write(actor, record, now),
        (Need::Document, Subject::Record(record)) => document(actor, record, now),
        (Need::UseEmergency, _) => use_emergency(actor, now),
        (Need::PrepareVedtak, Subject::Record(record)) => prepare(actor, record, now),
        (Need::HandleVedtak, Subject::Record(record)) => handle(actor, record, now),
        (Need::SignVedtak, Subject::Record(record)) => sign(actor, record, now),
        (Need::Consult, Subject::Record(record)) => consult(actor, record, now),
        (Need::ReadAccessLog, Subject::Record(record)) => access_log(actor, record, now),
        // A need asked of the wrong kind of subject is a fault in a handler; it opens nothing.
        _ => Decision::NotThere,
    }
}

fn refused(reason: &'static Reason) -> Decision {
    Decision::Refused(vec![reason.violation()])
}

fn administer(actor: &Actor, now: DateTime<Utc>) -> Decision {
    if actor.holds(Role::Administrator, now) {
        Decision::Allowed(Basis::Administrator)
    } else {
        refused(&NOT_ADMINISTRATOR)
    }
}

fn manage(actor: &Actor, unit: UnitFacts, now: DateTime<Utc>) -> Decision {
    match administer(actor, now) {
        allowed @ Decision::Allowed(_) => allowed,
        _ => lead(actor, unit, now),
    }
}

fn lead(actor: &Actor, unit: UnitFacts, now: DateTime<Utc>) -> Decision {
    match role(actor, unit, now) {
        Some(Role::Leader | Role::OfficeLeader) => Decision::Allowed(Basis::Leader),
        Some(_) => refused(&NOT_LEADER),
        None => Decision::Refused(vec![NOT_IN_UNIT.violation(), NOT_LEADER.violation()]),
    }
}

fn work(actor: &Actor, unit: UnitFacts, now: DateTime<Utc>) -> Decision {
    match role(actor, unit, now).and_then(basis_of) {
        Some(basis) => Decision::Allowed(basis),
        None if unit.pool.is_some_and(|pool| pool.on_shift) => Decision::Allowed(Basis::Pool),
        None => refused(&NOT_IN_UNIT),
    }
}

/// Her role in a unit; in a pool, that in its teams (R-TEAM-8).
fn role(actor: &Actor, unit: UnitFacts, now: DateTime<Utc>) -> Option<Role> {
    match unit.pool {
        Some(pool) => pool.role,
        None => actor.role_in(unit.unit, now),
    }
}

fn staff(actor: &Actor, unit: UnitFacts, now: DateTime<Utc>) -> Decision {
    match role(actor, unit, now) {
        Some(Role::Staffing) => Decision::Allowed(Basis::Staffing),
        Some(_) => refused(&NOT_STAFFING),
        None => Decision::Refused(vec![NOT_IN_UNIT.violation(), NOT_STAFFING.violation()]),
    }
}

fn put_in_force(actor: &Actor, unit: UnitFacts, now: DateTime<Utc>) -> Decision {
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

fn read(actor: &Actor, action: Action, record: &RecordFacts, now: DateTime<Utc>) -> Decision {
    match relation(actor, record, now) {
        None => Decision::NotThere,
        Some(Basis::HandlingUnit) if !action.is_of_the_case() => refused(&ONLY_THE_CASE),
        Some(basis) => Decision::Allowed(basis),
    }
}

fn write(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Decision {
    match working(actor, record, now) {
        None => Decision::NotThere,
        Some(Basis::Consultation) => refused(&ASKED_READS),
        // The handling unit works on its vedtak, not in the record it builds on.
        Some(Basis::HandlingUnit) => refused(&READ_ONLY_RELATION),
        Some(Basis::Emergency) => refused(&EMERGENCY_ONLY_READS),
        Some(basis) => Decision::Allowed(basis),
    }
}

fn document(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Decision {
    match working(actor, record, now) {
        Some(Basis::Emergency) => Decision::Allowed(Basis::Emergency),
        _ => write(actor, record, now),
    }
}

fn use_emergency(actor: &Actor, now: DateTime<Utc>) -> Decision {
    if actor.may_use_emergency(now) {
        Decision::Allowed(Basis::Emergency)
    } else {
        refused(&NOT_HEALTH_PROFESSIONAL)
    }
}

fn prepare(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Decision {
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

fn handle(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Decision {
    match (prepare(actor, record, now), sign(actor, record, now)) {
        (Decision::Refused(_), allowed @ Decision::Allowed(_)) if actor.leads_any(now) => allowed,
        (answer, _) => answer,
    }
}

/// Whoever works with the record may try: the delegation decides, with every reason (R-VED-4).
fn sign(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Decision {
    match working(actor, record, now) {
        None => Decision::NotThere,
        Some(Basis::Consultation) => refused(&ASKED_READS),
        Some(Basis::Emergency) => refused(&EMERGENCY_ONLY_READS),
        Some(Basis::Substitute | Basis::Pool) => refused(&READ_ONLY_RELATION),
        Some(basis) => Decision::Allowed(basis),
    }
}

/// Whoever was asked answers, whatever else she is to the citizen.
fn consult(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Decision {
    let asked = |r: &Relation| r.kind == RelationKind::Consultation && r.is_active(now);
    match relation(actor, record, now) {
        None => Decision::NotThere,
        Some(_) if record.relations.iter().any(asked) => Decision::Allowed(Basis::Consultation),
        Some(_) => refused(&NOT_ASKED),
    }
}

fn access_log(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Decision {
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

/// Why she may open a record at all, if she may: what a list's entry in the log says (SEC-9).
pub fn basis(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Option<Basis> {
    relation(actor, record, now)
}

/// The relation that opens the record, the closest first; emergency is the last resort.
fn relation(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Option<Basis> {
    // What opens least comes last, and emergency last of all.
    closest(actor, record, now, |kind| match kind {
        RelationKind::Substitute | RelationKind::Pool => 0,
        RelationKind::Consultation => 1,
        RelationKind::HandlingUnit => 2,
        RelationKind::Emergency => 3,
    })
}

/// The relation that one works with the record by: to be asked for advice takes nothing from whoever may do
/// more, and gives nothing to do.
fn working(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Option<Basis> {
    closest(actor, record, now, |kind| match kind {
        RelationKind::Substitute | RelationKind::Pool => 0,
        RelationKind::HandlingUnit => 1,
        RelationKind::Emergency => 2,
        RelationKind::Consultation => 3,
    })
}

fn closest(
    actor: &Actor,
    record: &RecordFacts,
    now: DateTime<Utc>,
    rank: impl Fn(RelationKind) -> u8,
) -> Option<Basis> {
    let member = actor
        .role_in(record.responsible, now)
        .filter(|role| actor::RECORD_ROLES.contains(role))
        .and_then(basis_of);
    member.or_else(|| {
        record
            .relations
            .iter()
            .filter(|relation| relation.is_active(now))
            .min_by_key(|relation| rank(relation.kind))
            .map(basis_of_relation)
    })
}

const fn basis_of(role: Role) -> Option<Basis> {
    match role {
        Role::Member => Some(Basis::Member),
        Role::Leader | Role::OfficeLeader => Some(Basis::Leader),
        Role::CaseWorker => Some(Basis::CaseWorker),
        Role::Staffing | Role::Substitute | Role::Administrator | Role::Auditor => None,
    }
}

fn basis_of_relation(relation: &Relation) -> Basis {
    match relation.kind {
        RelationKind::Substitute => Basis::Substitute,
        RelationKind::HandlingUnit => Basis::HandlingUnit,
        RelationKind::Pool => Basis::Pool,
        RelationKind::Consultation => Basis::Consultation,
        RelationKind::Emergency => Basis::Emergency,
    }
}
