//! Everybody who works, and looking them up.

use super::model::DemoEmployee;
use domain::{
    ids::{EmployeeId, UnitId},
    organisation::{Membership, Profession, Role},
};

/// Employees, memberships and municipal roles.
pub(super) struct People {
    pub(super) employees: Vec<DemoEmployee>,
    pub(super) memberships: Vec<Membership>,
    pub(super) municipal_roles: Vec<(EmployeeId, Role)>,
}

impl People {
    /// The id of the employee with this user name; every name used is in the staff lists.
    pub(super) fn id(&self, user_name: &str) -> EmployeeId {
        let found = self.employees.iter().find(|e| e.user_name == user_name);
        found.map_or(EmployeeId(uuid::Uuid::nil()), |e| e.id)
    }

    /// A unit's people in a role, in the order of the staff lists.
    pub(super) fn of(
        &self,
        unit: UnitId,
        role: Role,
    ) -> impl Iterator<Item = &DemoEmployee> + Clone {
        self.memberships
            .iter()
            .filter(move |m| m.unit == unit && m.role == role)
            .filter_map(|m| self.employees.iter().find(|e| e.id == m.employee))
    }

    /// A team's own nurses and helsefagarbeidere: those who go rota and know the citizens.
    pub(super) fn caring(&self, team: UnitId) -> impl Iterator<Item = &DemoEmployee> + Clone {
        self.of(team, Role::Member).filter(|e| {
            matches!(
                e.profession,
                Profession::Nurse | Profession::SocialEducator | Profession::HealthcareWorker
            )
        })
    }

    /// The unit's member with this profession; each team has one of the kinds asked for.
    pub(super) fn with(&self, unit: UnitId, profession: Profession) -> Option<EmployeeId> {
        let member = |m: &&Membership| m.unit == unit;
        self.memberships
            .iter()
            .filter(member)
            .filter_map(|m| self.employees.iter().find(|e| e.id == m.employee))
            .find(|e| e.profession == profession)
            .map(|e| e.id)
    }

    /// Her share of a full position in the unit, per cent.
    pub(super) fn share(&self, employee: EmployeeId, unit: UnitId) -> i32 {
        let at = |m: &&Membership| m.employee == employee && m.unit == unit;
        self.memberships.iter().find(at).map_or(0, |m| m.share)
    }
}
