//! `GET /me`.

use crate::{
    door::{Door, Shown},
    map_tiles::{self, MapTiles},
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, get};
use domain::{
    ids::{EmployeeId, UnitId},
    organisation::{Profession, Role},
    policy::Action,
    time::local_date,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A role today.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct RoleView {
    role: Role,
    /// None for a role in the whole municipality.
    unit: Option<UnitId>,
    /// The unit's name.
    #[schema(example = "Team Skullerud")]
    unit_name: Option<String>,
}

/// The one who asks.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct Me {
    employee: EmployeeId,
    #[schema(example = "Kari Nordby")]
    name: String,
    profession: Profession,
    /// Roles that count today.
    roles: Vec<RoleView>,
    /// The log-in has a second factor.
    second_factor: bool,
    /// One is required, and nothing but enrolling it is open before (SEC-6).
    second_factor_required: bool,
    /// The map under a day's route, where the municipality has one.
    map_tiles: Option<MapTiles>,
}

/// Who am I
#[utoipa::path(tag = "me", operation_id = "getMe", security(("bearer" = [])), responses(
    (status = 200, description = "Roles and teams that count today", body = Me),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
))]
#[get("/me")]
pub(super) async fn handler(door: Door) -> Result<HttpResponse, Problem> {
    let second_factor_required = door.state.config.require_totp;
    let map_tiles = map_tiles::of(&door.state.config);
    door.read(Action::GetMe, move |reader| {
        reader.general()?;
        let today = local_date(reader.asked_at());
        let actor = reader.actor()?.clone();
        let employee = reader.employee(actor.employee)?;
        let units = reader.units()?;
        let name_of = |id: UnitId| units.iter().find(|u| u.id == id).map(|u| u.name.clone());
        let in_units = actor
            .memberships
            .iter()
            .filter(|m| m.is_active(today))
            .map(|m| RoleView {
                role: m.role,
                unit: Some(m.unit),
                unit_name: name_of(m.unit),
            });
        let municipal = actor
            .municipal
            .iter()
            .filter(|r| r.from <= today && r.until.is_none_or(|until| today <= until))
            .map(|r| RoleView {
                role: r.role,
                unit: None,
                unit_name: None,
            });
        Shown::view(&Me {
            employee: employee.id,
            name: format!("{} {}", employee.given_name, employee.family_name),
            profession: employee.profession,
            second_factor: actor.second_factor,
            second_factor_required,
            map_tiles,
            roles: in_units.chain(municipal).collect(),
        })
    })
    .await
}
