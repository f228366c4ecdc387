//! Why something is allowed: the closest that the one who asks is to whom or what she asks about.

use super::{Actor, RecordFacts, Relation, RelationKind, actor};
use crate::{organisation::Role, text_enum};
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

/// Why she may open a record at all, if she may: what a list's entry in the log says (SEC-9).
pub fn basis(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Option<Basis> {
    relation(actor, record, now)
}

/// The relation that opens the record, the closest first; emergency is the last resort.
pub(super) fn relation(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Option<Basis> {
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
pub(super) fn working(actor: &Actor, record: &RecordFacts, now: DateTime<Utc>) -> Option<Basis> {
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

pub(super) const fn basis_of(role: Role) -> Option<Basis> {
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
