//! The decision itself.

use super::{
    Action, Actor, Basis, Need, Subject,
    record_needs::{
        access_log, consult, document, handle, prepare, read, sign, use_emergency, write,
    },
    unit_needs::{administer, lead, manage, put_in_force, staff, work},
};
use crate::reason::{Reason, Violations};
use chrono::{DateTime, Utc};

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

static NOT_OF_A_POOL: Reason = Reason {
    rule: "R-TEAM-8",
    code: "not-of-a-pool",
    nb: "En felles vakt har dagsplaner og vakter; alt annet hører til teamene.",
    nn: "Ei felles vakt har dagsplanar og vakter; alt anna høyrer til teama.",
    en: "A pool has day plans and shifts; everything else belongs to the teams.",
};

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

pub(super) fn refused(reason: &'static Reason) -> Decision {
    Decision::Refused(vec![reason.violation()])
}
