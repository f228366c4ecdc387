//! How units and memberships are shown.

use domain::{
    citizen::Place,
    ids::{DistrictId, EmployeeId, MembershipId, UnitId},
    organisation::{Membership, Profession, Role, UnitKind},
};
use persistence::{Employee, Unit};
use serde::Serialize;
use utoipa::ToSchema;

/// A district.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct DistrictView {
    id: DistrictId,
    #[schema(example = "Bydel Østensjø")]
    name: String,
}

/// A unit.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct UnitView {
    id: UnitId,
    kind: UnitKind,
    #[schema(example = "Team Skullerud")]
    name: String,
    /// None for the municipality's own units.
    district: Option<DistrictView>,
    /// Where its people start and end.
    base: Place,
}

impl From<Unit> for UnitView {
    fn from(unit: Unit) -> Self {
        let district = unit.district.map(|(id, name)| DistrictView { id, name });
        Self {
            id: unit.id,
            kind: unit.kind,
            name: unit.name,
            district,
            base: Place {
                lat: unit.base.0,
                lon: unit.base.1,
            },
        }
    }
}

/// An employee's share in a unit.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct MemberView {
    /// Identity of the membership.
    id: MembershipId,
    employee: EmployeeId,
    #[schema(example = "Kari Nordby")]
    name: String,
    profession: Profession,
    role: Role,
    /// Share of a full position in this unit, per cent.
    #[schema(example = 100)]
    share: i32,
    from: chrono::NaiveDate,
    until: Option<chrono::NaiveDate>,
    /// Whether the leader has confirmed it; before that it opens no records.
    confirmed: bool,
    /// Grows with every change.
    version: i64,
    /// For `If-Match` when it is confirmed or ended.
    #[schema(example = "\"e1.0\"")]
    etag: String,
}

impl MemberView {
    pub(super) fn new(
        membership: &Membership,
        employee: &Employee,
        version: i64,
        epoch: &str,
    ) -> Self {
        Self {
            id: membership.id,
            employee: employee.id,
            name: format!("{} {}", employee.given_name, employee.family_name),
            profession: employee.profession,
            role: membership.role,
            share: membership.share,
            from: membership.from,
            until: membership.until,
            confirmed: membership.confirmed_at.is_some(),
            version,
            etag: crate::etag::strong(epoch, version),
        }
    }
}
