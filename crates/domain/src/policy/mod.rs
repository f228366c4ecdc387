//! One policy, one place (SEC-1): `may(actor, action, subject, now)` answers «allowed because …» or
//! «refused because …», and [`scope`] gives the same answer as a set for queries.
//!
//! Nothing else decides who may do what. The access table in `docs/` is generated from here.

mod action;
mod actor;
mod basis;
mod case;
mod decide;
mod door;
mod need;
mod pooled;
mod record_needs;
mod scope;
mod subject;
mod unit_needs;

pub use action::Action;
pub use actor::{Actor, MunicipalRole};
pub use basis::{Basis, basis};
pub use decide::{Decision, may};
pub use door::at_the_door;
pub use need::Need;
pub use scope::{Scope, scope};
pub use subject::{PoolStanding, RecordFacts, Relation, RelationKind, Subject, UnitFacts};

#[cfg(test)]
mod tests;
