//! Delegated authority (delegert vedtaksmyndighet): who may sign which vedtak, within which limits,
//! from whom (R-VED-1, R-VED-2).
//!
//! The register is a slice of links. A link is never edited: it is ended and replaced, so the
//! register can answer for any instant of the past («what could she sign on 3 March»).

mod create;
mod register;

pub use create::*;
pub use register::*;

use crate::{ids::*, period::Period, service::ServiceType, vedtak::Outcome};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// For which units' citizens a delegation counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Reach {
    /// Every unit, also those made later.
    Municipality,
    /// These units.
    Units(BTreeSet<UnitId>),
}

impl Reach {
    /// Whether the citizens of `unit` are covered.
    pub fn covers(&self, unit: UnitId) -> bool {
        match self {
            Self::Municipality => true,
            Self::Units(units) => units.contains(&unit),
        }
    }

    /// Whether all of it lies in `outer`.
    pub fn is_within(&self, outer: &Self) -> bool {
        match (self, outer) {
            (_, Self::Municipality) => true,
            (Self::Municipality, Self::Units(_)) => false,
            (Self::Units(mine), Self::Units(theirs)) => mine.is_subset(theirs),
        }
    }
}

/// Ceilings of a delegation; a missing one is no ceiling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = DelegationLimits)]
pub struct Limits {
    /// Most minutes a week that a vedtak's frame may reach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes_per_week: Option<i32>,
    /// Most months that a vedtak may last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub months: Option<u32>,
    /// Places that the vedtak must find room in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<QuotaId>,
}

/// What a link gives: the same in a request and in the register.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Grant {
    /// The link it is a part of; none for the root, which rests on the council's own decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<DelegationId>,
    /// Who may sign, or delegate further.
    pub holder: EmployeeId,
    /// For which units' citizens.
    pub units: Reach,
    /// For which services.
    pub services: BTreeSet<ServiceType>,
    /// For which outcomes.
    pub outcomes: BTreeSet<Outcome>,
    /// Ceilings.
    #[serde(default)]
    pub limits: Limits,
    /// Days it counts.
    pub period: Period,
    /// Substitution (acting leader): always with a last day.
    #[serde(default)]
    pub acting: bool,
    /// The decision it rests on: archive reference or title of the document.
    pub decision: String,
    /// Who delegates: the parent's holder; for a root link the one who brings the council's decision.
    pub delegated_by: EmployeeId,
    /// The link that this one takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<DelegationId>,
}

/// One link of the chain council → director → … → leader, as registered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Delegation {
    /// Identity.
    pub id: DelegationId,
    /// What it gives.
    pub grant: Grant,
    /// Who registered it.
    pub registered_by: EmployeeId,
    /// When; it counts from here at the earliest (R-VED-2).
    pub registered_at: DateTime<Utc>,
    /// The second person of a root link, and when she approved it (R-VED-2).
    pub approval: Option<Mark>,
    /// Who ended it, and when.
    pub ended: Option<Mark>,
}

/// Who did something with a link, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    /// Who.
    pub by: EmployeeId,
    /// When.
    pub at: DateTime<Utc>,
}

#[cfg(test)]
pub(crate) mod fixtures {
    //! A register of three links: council's root to the director, to the district, to the leader.

    use super::*;
    use chrono::NaiveDate;
    use uuid::Uuid;

    pub(crate) const DIRECTOR: u128 = 1;
    pub(crate) const DISTRICT: u128 = 2;
    pub(crate) const LEADER: u128 = 3;
    pub(crate) const ADMIN: u128 = 8;
    pub(crate) const SECOND: u128 = 9;
    pub(crate) const SKULLERUD: u128 = 100;

    pub(crate) fn employee(n: u128) -> EmployeeId {
        EmployeeId(Uuid::from_u128(n))
    }
    pub(crate) fn unit(n: u128) -> UnitId {
        UnitId(Uuid::from_u128(n))
    }
    pub(crate) fn link_id(n: u128) -> DelegationId {
        DelegationId(Uuid::from_u128(n))
    }
    pub(crate) fn date(m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, m, d).unwrap()
    }
    /// Noon of a day in 2026.
    pub(crate) fn noon(m: u32, d: u32) -> DateTime<Utc> {
        crate::time::day_start(date(m, d)) + chrono::TimeDelta::hours(12)
    }

    pub(crate) fn link(id: u128, parent: Option<u128>, by: u128, holder: u128) -> Delegation {
        Delegation {
            id: link_id(id),
            grant: Grant {
                parent: parent.map(link_id),
                holder: employee(holder),
                units: Reach::Municipality,
                services: ServiceType::ALL.iter().copied().collect(),
                outcomes: Outcome::ALL.iter().copied().collect(),
                limits: Limits::default(),
                period: Period {
                    from: date(1, 1),
                    until: None,
                },
                acting: false,
                decision: "Sak 12/2025".to_owned(),
                delegated_by: employee(by),
                replaces: None,
            },
            registered_by: employee(ADMIN),
            registered_at: noon(1, 1),
            approval: parent.is_none().then(|| Mark {
                by: employee(SECOND),
                at: noon(1, 1),
            }),
            ended: None,
        }
    }

    /// Link 12 lets [`LEADER`] sign home nursing for [`SKULLERUD`].
    pub(crate) fn register() -> Vec<Delegation> {
        let mut leader = link(12, Some(11), DISTRICT, LEADER);
        leader.grant.units = Reach::Units([unit(SKULLERUD)].into());
        leader.grant.services = [ServiceType::HomeNursing].into();
        vec![
            link(10, None, ADMIN, DIRECTOR),
            link(11, Some(10), DIRECTOR, DISTRICT),
            leader,
        ]
    }

    pub(crate) fn codes(violations: &crate::reason::Violations) -> Vec<&'static str> {
        violations.iter().map(|v| v.reason.code).collect()
    }
}
