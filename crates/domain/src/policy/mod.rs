//! One policy, one place (SEC-1): `may(actor, action, subject, now)` answers «allowed because …» or
//! «refused because …», and [`scope`] gives the same answer as a set for queries.
//!
//! Nothing else decides who may do what. The access table in `docs/` is generated from here.

mod action;
mod actor;
mod case;
mod decide;
mod door;
mod need;
mod pooled;
mod scope;
mod subject;

pub use action::Action;
pub use actor::{Actor, MunicipalRole};
pub use decide::{Basis, Decision, at_the_door, basis, may};
pub use need::Need;
pub use scope::{Scope, scope};
pub use subject::{PoolStanding, RecordFacts, Relation, RelationKind, Subject, UnitFacts};

#[cfg(test)]
mod tests;
