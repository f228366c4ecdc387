//! The policy as a set: what queries may return.

use super::{Actor, Relation, RelationKind};
use crate::ids::{CitizenId, UnitId};
use chrono::{DateTime, Utc};
use std::collections::BTreeSet;

/// The units whose citizens, and the single citizens, that a query may return (SEC-2, SEC-16).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scope {
    /// Units that she works in with access to records.
    pub units: BTreeSet<UnitId>,
    /// Citizens she has a relation of her own to.
    pub citizens: BTreeSet<CitizenId>,
    /// Citizens whose records are open to her in an emergency: by id, in no search or list (SEC-3).
    pub emergency: BTreeSet<CitizenId>,
}

impl Scope {
    /// Whether a citizen of a responsible unit is in her searches and lists.
    pub fn holds(&self, citizen: CitizenId, responsible: UnitId) -> bool {
        self.units.contains(&responsible) || self.citizens.contains(&citizen)
    }

    /// Whether she may open the record at all.
    pub fn opens(&self, citizen: CitizenId, responsible: UnitId) -> bool {
        self.holds(citizen, responsible) || self.emergency.contains(&citizen)
    }
}

/// The scope of an actor at an instant, from her memberships and her relations to single citizens.
pub fn scope(actor: &Actor, relations: &[(CitizenId, Relation)], now: DateTime<Utc>) -> Scope {
    let active = |emergency: bool| {
        relations
            .iter()
            .filter(move |(_, relation)| {
                relation.is_active(now) && emergency == (relation.kind == RelationKind::Emergency)
            })
            .map(|(citizen, _)| *citizen)
            .collect()
    };
    Scope {
        units: actor.record_units(now).collect(),
        citizens: active(false),
        emergency: active(true),
    }
}
