//! Who asks.

use crate::{
    ids::{AccountId, EmployeeId, SessionId, UnitId},
    organisation::{Membership, Profession, Role},
    time::local_date,
};
use chrono::{DateTime, NaiveDate, Utc};

/// A role in the whole municipality; its holder has no membership.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MunicipalRole {
    /// Administrator or auditor.
    pub role: Role,
    /// First day.
    pub from: NaiveDate,
    /// Last day, when it ends.
    pub until: Option<NaiveDate>,
}

/// A signed-in employee with all that decides what she may do.
#[derive(Debug, Clone, PartialEq)]
pub struct Actor {
    /// Her log-in.
    pub account: AccountId,
    /// Herself.
    pub employee: EmployeeId,
    /// The device she is signed in from.
    pub session: SessionId,
    /// Her education.
    pub profession: Profession,
    /// Whether she logged in with a second factor, or may without (SEC-6).
    pub second_factor: bool,
    /// Her shares in units.
    pub memberships: Vec<Membership>,
    /// Her roles in the municipality.
    pub municipal: Vec<MunicipalRole>,
}

/// Roles in a unit that open the records the unit answers for (SEC-2). A substitute's access comes
/// from a published list, and staffing never needs a record.
pub(super) const RECORD_ROLES: &[Role] = &[
    Role::Member,
    Role::Leader,
    Role::CaseWorker,
    Role::OfficeLeader,
];

impl Actor {
    /// Her role in a unit at an instant, the most far-reaching first, when it is active.
    pub fn role_in(&self, unit: UnitId, now: DateTime<Utc>) -> Option<Role> {
        let day = local_date(now);
        let mut roles: Vec<Role> = self
            .memberships
            .iter()
            .filter(|m| m.unit == unit && m.is_active(day))
            .map(|m| m.role)
            .collect();
        roles.sort_by_key(|role| rank(*role));
        roles.first().copied()
    }

    /// Whether she leads the unit.
    pub fn leads(&self, unit: UnitId, now: DateTime<Utc>) -> bool {
        matches!(
            self.role_in(unit, now),
            Some(Role::Leader | Role::OfficeLeader)
        )
    }

    /// Whether she leads any unit.
    pub fn leads_any(&self, now: DateTime<Utc>) -> bool {
        self.memberships.iter().any(|m| self.leads(m.unit, now))
    }

    /// Whether she holds the municipal role at an instant.
    pub fn holds(&self, role: Role, now: DateTime<Utc>) -> bool {
        let day = local_date(now);
        self.municipal
            .iter()
            .any(|r| r.role == role && r.from <= day && r.until.is_none_or(|until| day <= until))
    }

    /// Units whose records she may open through an active membership.
    pub fn record_units(&self, now: DateTime<Utc>) -> impl Iterator<Item = UnitId> + '_ {
        let day = local_date(now);
        self.memberships
            .iter()
            .filter(move |m| m.is_active(day) && RECORD_ROLES.contains(&m.role))
            .map(|m| m.unit)
    }

    /// A health professional who works in some unit: may use emergency access (SEC-3).
    pub fn may_use_emergency(&self, now: DateTime<Utc>) -> bool {
        let day = local_date(now);
        let works = |m: &Membership| m.is_active(day) && m.role != Role::Staffing;
        self.profession.is_health_professional() && self.memberships.iter().any(works)
    }

    /// A health professional or case worker: may prepare a vedtak (R-VED-3).
    pub fn may_prepare(&self, now: DateTime<Utc>) -> bool {
        let day = local_date(now);
        self.profession.is_health_professional()
            || self
                .memberships
                .iter()
                .any(|m| m.is_active(day) && m.role == Role::CaseWorker)
    }
}

pub(super) const fn rank(role: Role) -> u8 {
    match role {
        Role::Leader | Role::OfficeLeader => 0,
        Role::CaseWorker => 1,
        Role::Member => 2,
        Role::Staffing => 3,
        Role::Substitute => 4,
        Role::Administrator | Role::Auditor => 5,
    }
}
