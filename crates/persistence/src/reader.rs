//! The reading door: a snapshot, the caller, and what has been opened.
//!
//! Data about citizens is reached through a permit that only this module gives, after asking the one
//! policy; the permit is what the access log is written from. Nobody can forget what nobody has to
//! remember.

use crate::{
    access_log::Seen,
    caller::Caller,
    connection::{Connection, either},
    failure::{Failure, Outcome},
    pool_access, relations,
    row_security::Sight,
    schema::{responsibilities, units},
    sql_types::{Coded, Id},
    vault::Vault,
};
use chrono::{DateTime, Utc};
use diesel::prelude::*;
use domain::{
    ids::{CitizenId, EmployeeId, UnitId},
    organisation::UnitKind,
    policy::{self, Actor, Basis, Decision, Need, RecordFacts, Scope, Subject, UnitFacts},
    trace::AccessKind as Kind,
};
use std::sync::Arc;

/// Proof that the policy was asked and said yes. Bodies and preconditions are looked at only after
/// (SEC-5).
pub trait Permit {}

/// A citizen's record, opened.
#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    /// Whose.
    pub citizen: CitizenId,
    /// The unit that answers for the citizen.
    pub responsible: UnitId,
    /// Why it was allowed.
    pub basis: Basis,
}
impl Permit for Opened {}

/// A unit, entered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entered {
    /// Which.
    pub unit: UnitId,
    /// Why it was allowed.
    pub basis: Basis,
}
impl Permit for Entered {}

/// Leave for what concerns no unit and no citizen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Granted {
    /// Why it was allowed.
    pub basis: Basis,
}
impl Permit for Granted {}

/// A snapshot of the data, seen as one caller may see it.
pub struct Reader<'c> {
    connection: Connection<'c>,
    pub(crate) caller: &'c Caller,
    pub(crate) vault: &'c Vault,
    pub(crate) epoch: Arc<str>,
    pub(crate) seen: Vec<Seen>,
    pub(crate) default_kind: Kind,
    /// What the database shows of citizens in this transaction (SEC-16).
    pub(crate) sight: Sight,
    /// The pool that was entered: it answers for nobody, but its proposals are its own.
    pub(crate) pool: Option<UnitId>,
    replay: bool,
}

impl<'c> Reader<'c> {
    pub(crate) fn new(
        connection: Connection<'c>,
        caller: &'c Caller,
        vault: &'c Vault,
        epoch: Arc<str>,
        kind: Kind,
    ) -> Self {
        let replay = kind == Kind::Write && caller.idempotency.is_some();
        Self {
            connection,
            caller,
            vault,
            epoch,
            seen: Vec::new(),
            default_kind: kind,
            sight: Sight::default(),
            pool: None,
            replay,
        }
    }

    /// The connection, for [`either!`].
    pub(crate) fn connection(&mut self) -> Connection<'_> {
        match &mut self.connection {
            Connection::Sqlite(c) => Connection::Sqlite(c),
            Connection::Postgres(c) => Connection::Postgres(c),
        }
    }

    /// When the request began.
    pub fn asked_at(&self) -> DateTime<Utc> {
        self.caller.now
    }

    /// The database's epoch, part of every entity tag (API-6).
    pub fn epoch(&self) -> &str {
        &self.epoch
    }

    /// Who asks.
    ///
    /// # Errors
    /// [`Failure::NotThere`] for the system's own work, which is nobody's request.
    pub fn actor(&self) -> Outcome<&Actor> {
        self.caller.actor.as_deref().ok_or(Failure::NotThere)
    }

    /// Opens a citizen's record for the caller's operation; the log says so under `document`.
    ///
    /// # Errors
    /// [`Failure::NotThere`] without a relation, [`Failure::Forbidden`] with one that does not reach.
    pub fn open(&mut self, citizen: CitizenId, document: &str) -> Outcome<Opened> {
        let responsible = self.responsible(citizen)?;
        let relations = relations::of_caller(self, citizen)?;
        // The two queries are the same whether the citizen exists or not (SEC-5).
        let responsible = responsible.ok_or(Failure::NotThere)?;
        let subject = Subject::Record(RecordFacts {
            citizen,
            responsible,
            relations,
        });
        let basis = self.ask(&subject)?;
        if self.caller.action.need() == Need::ReadAccessLog {
            self.see_log(citizen)?;
        }
        let reason = match basis {
            Basis::Emergency => crate::emergency::reason(self, citizen)?,
            _ => None,
        };
        self.seen.push(Seen {
            document: document.to_owned(),
            basis,
            unit: Some(responsible),
            citizens: vec![citizen],
            kind: self.default_kind,
            reason,
        });
        self.replay()?;
        Ok(Opened {
            citizen,
            responsible,
            basis,
        })
    }

    /// Enters a unit for the caller's operation.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when there is no such unit, [`Failure::Forbidden`] with the reasons.
    pub fn enter(&mut self, unit: UnitId) -> Outcome<Entered> {
        self.enter_with(unit, None)
    }

    /// Enters a unit on a day whose fordeler is known (R-WL-3).
    ///
    /// # Errors
    /// As [`Reader::enter`].
    pub fn enter_with(&mut self, unit: UnitId, fordeler: Option<EmployeeId>) -> Outcome<Entered> {
        let kind: Option<Coded<UnitKind>> = either!(self, |c| units::table
            .find(Id(unit))
            .select(units::kind)
            .first(c)
            .optional()?);
        let kind = kind.ok_or(Failure::NotThere)?.0;
        let pool = match kind {
            UnitKind::Pool => pool_access::standing(self, unit)?,
            _ => None,
        };
        let facts = UnitFacts {
            unit,
            fordeler,
            pool,
        };
        let basis = self.ask(&Subject::Unit(facts))?;
        if kind == UnitKind::Pool {
            self.pool = Some(unit);
            relations::all_of_caller(self)?;
        }
        self.see_own_units()?;
        self.replay()?;
        Ok(Entered { unit, basis })
    }

    /// Opens a citizen that an entered unit answers for, in an operation that is about the whole unit
    /// (an import); the log says so under `document`.
    ///
    /// # Errors
    /// [`Failure::NotThere`] when another unit answers for her.
    pub fn open_in(
        &mut self,
        entered: &Entered,
        citizen: CitizenId,
        document: &str,
    ) -> Outcome<Opened> {
        if self.responsible(citizen)? != Some(entered.unit) {
            return Err(Failure::NotThere);
        }
        let (responsible, basis) = (entered.unit, entered.basis);
        self.show(Some(responsible), basis, document, vec![citizen]);
        Ok(Opened {
            citizen,
            responsible,
            basis,
        })
    }

    /// Leave for an operation about oneself, the directory or the municipality.
    ///
    /// # Errors
    /// [`Failure::Forbidden`] with the reasons.
    pub fn general(&mut self) -> Outcome<Granted> {
        let basis = self.ask(&Subject::General)?;
        self.see_own_units()?;
        self.replay()?;
        Ok(Granted { basis })
    }

    /// Proof that somebody is signed in, for a body that does not even say what it is about.
    ///
    /// # Errors
    /// [`Failure::NotThere`] for the system's own work.
    pub fn signed_in(&self) -> Outcome<Granted> {
        self.actor()?;
        Ok(Granted { basis: Basis::Own })
    }

    /// What the caller's queries may return (SEC-16).
    ///
    /// # Errors
    /// Those of the database.
    pub fn scope(&mut self) -> Outcome<Scope> {
        let relations = relations::all_of_caller(self)?;
        Ok(policy::scope(self.actor()?, &relations, self.caller.now))
    }

    /// The unit that answers for a citizen whom the caller has no relation to; none when she has one.
    ///
    /// # Errors
    /// Those of the database; [`Failure::Again`] when the citizen has just moved.
    pub fn unit_without_relation(&mut self, citizen: CitizenId) -> Outcome<Option<UnitId>> {
        let unit = self.responsible(citizen)?.ok_or(Failure::Again)?;
        let scope = self.scope()?;
        Ok((!scope.opens(citizen, unit)).then_some(unit))
    }

    /// Notes the citizens that a list shows: one entry in the log for all of them (SEC-9).
    pub fn show(
        &mut self,
        unit: Option<UnitId>,
        basis: Basis,
        document: &str,
        mut citizens: Vec<CitizenId>,
    ) {
        citizens.sort();
        citizens.dedup();
        let kind = self.default_kind;
        self.seen.push(Seen {
            document: document.to_owned(),
            basis,
            unit,
            citizens,
            kind,
            reason: None,
        });
    }

    /// Notes that something was asked of an opened record and refused (SEC-9).
    pub fn note_refusal(&mut self, opened: &Opened, document: &str) {
        self.seen.push(Seen {
            document: document.to_owned(),
            basis: opened.basis,
            unit: Some(opened.responsible),
            citizens: vec![opened.citizen],
            kind: Kind::Refused,
            reason: None,
        });
    }

    /// What was opened last is taken out of the house as a copy; the log says so (SEC-9).
    pub fn note_copy(&mut self) {
        if let Some(seen) = self.seen.last_mut() {
            seen.kind = Kind::Export;
        }
    }

    /// The unit that answers for a citizen now.
    pub(crate) fn responsible(&mut self, citizen: CitizenId) -> Outcome<Option<UnitId>> {
        let unit: Option<Id<UnitId>> = either!(self, |c| responsibilities::table
            .filter(responsibilities::citizen_id.eq(Id(citizen)))
            .filter(responsibilities::ends_at.is_null())
            .select(responsibilities::unit_id)
            .first(c)
            .optional()?);
        Ok(unit.map(|unit| unit.0))
    }

    /// Whether an entered unit answers for a citizen now. One query whether she exists or not.
    ///
    /// # Errors
    /// Those of the database.
    pub fn answers_for(&mut self, entered: &Entered, citizen: CitizenId) -> Outcome<bool> {
        Ok(self.responsible(citizen)? == Some(entered.unit))
    }

    fn ask(&self, subject: &Subject) -> Outcome<Basis> {
        let Some(actor) = self.caller.actor.as_deref() else {
            return Ok(Basis::System);
        };
        match policy::may(actor, self.caller.action, subject, self.caller.now) {
            Decision::Allowed(basis) => Ok(basis),
            Decision::Refused(reasons) => Err(Failure::Forbidden(reasons)),
            Decision::NotThere => Err(Failure::NotThere),
        }
    }

    /// Permission was just given: a repeated key gives its first answer again (API-4).
    fn replay(&mut self) -> Outcome<()> {
        if self.replay {
            crate::idempotency::replay(self)
        } else {
            Ok(())
        }
    }
}
