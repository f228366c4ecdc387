//! `POST /units` and `PUT /units/{unit}`: what an administrator says of a unit.

use super::view::UnitView;
use crate::{
    door::{Door, changed, created},
    paths::Id,
    problem::{Problem, ProblemBody},
};
use actix_web::{HttpResponse, post, put};
use domain::{
    citizen::Place,
    ids::{DistrictId, UnitId},
    organisation::UnitKind,
    policy::Action,
    setting_up::{NAME_TAKEN, unit_faults},
};
use persistence::{Failure, Outcome, Streams, Unit, Writer};
use serde::Deserialize;
use utoipa::ToSchema;

/// A new unit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct UnitInput {
    kind: UnitKind,
    #[schema(example = "Team Skullerud", max_length = 100)]
    name: String,
    /// The district by name; a name that is new is a new district. None for the municipality's own units.
    #[schema(example = "Bydel Østensjø", max_length = 100)]
    district: Option<String>,
    /// Where its people start and end.
    base: Place,
}

/// What may be changed of a unit.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct UnitChange {
    #[schema(example = "Team Skullerud", max_length = 100)]
    name: String,
    /// The district by name; a name that is new is a new district. None for the municipality's own units.
    #[schema(example = "Bydel Østensjø", max_length = 100)]
    district: Option<String>,
    /// Where its people start and end.
    base: Place,
}

/// Holds what is said of a unit against the rules; gives back its district.
fn placed(
    writer: &mut Writer<'_>,
    said: &UnitChange,
    unit: UnitId,
    new: DistrictId,
) -> Outcome<Option<(DistrictId, String)>> {
    let found = unit_faults(&said.name, said.district.as_deref(), said.base);
    if !found.is_empty() {
        return Err(Failure::Invalid(found));
    }
    if writer
        .unit_named(said.name.trim())?
        .is_some_and(|other| other != unit)
    {
        return Err(Failure::conflict(NAME_TAKEN.violation().at("/name")));
    }
    let Some(name) = said.district.as_deref().map(str::trim) else {
        return Ok(None);
    };
    let id = writer.ensure_district(name, new)?;
    Ok(Some((id, name.to_owned())))
}

/// A new unit
///
/// It has neither members nor citizens yet; memberships are proposed and confirmed (SEC-2).
#[utoipa::path(tag = "organisation", operation_id = "createUnit", security(("bearer" = [])), request_body = UnitInput, responses(
    (status = 201, description = "Created", body = UnitView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For administrators", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Another unit has the name", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
))]
#[post("/units")]
pub(super) async fn create(door: Door) -> Result<HttpResponse, Problem> {
    let (id, district): (UnitId, DistrictId) = (door.new_id(), door.new_id());
    let body = door.body::<UnitInput>();
    let streams = Streams::municipality();
    door.write(Action::CreateUnit, streams, move |writer| {
        let granted = writer.general()?;
        let input = body.read(&granted)?;
        let kind = input.kind;
        let said = UnitChange {
            name: input.name,
            district: input.district,
            base: input.base,
        };
        let unit = Unit {
            id,
            kind,
            district: placed(writer, &said, id, district)?,
            name: said.name.trim().to_owned(),
            base: (said.base.lat, said.base.lon),
            version: 1,
        };
        writer.insert_unit(&unit)?;
        let location = format!("/api/v1/units/{id}");
        created(writer.epoch(), 1, location, &UnitView::from(unit))
    })
    .await
}

/// Say anew what a unit is called
///
/// Its name, its district and where its people start. What kind of unit it is does not change.
#[utoipa::path(tag = "organisation", operation_id = "updateUnit", security(("bearer" = [])), request_body = UnitChange,
    params(("unit" = UnitId, Path, description = "The unit"), ("If-Match" = String, Header, description = "The version seen")), responses(
    (status = 200, description = "As it is now", body = UnitView),
    (status = 400, description = "The body cannot be read", body = ProblemBody, content_type = "application/problem+json"),
    (status = 401, description = "Not signed in", body = ProblemBody, content_type = "application/problem+json"),
    (status = 403, description = "For administrators", body = ProblemBody, content_type = "application/problem+json"),
    (status = 404, description = "No such unit", body = ProblemBody, content_type = "application/problem+json"),
    (status = 409, description = "Another unit has the name", body = ProblemBody, content_type = "application/problem+json"),
    (status = 412, description = "Somebody was first", body = ProblemBody, content_type = "application/problem+json"),
    (status = 422, description = "Every violated rule", body = ProblemBody, content_type = "application/problem+json"),
    (status = 428, description = "If-Match is missing", body = ProblemBody, content_type = "application/problem+json"),
))]
#[put("/units/{unit}")]
pub(super) async fn update(door: Door, unit: Id<UnitId>) -> Result<HttpResponse, Problem> {
    let (id, district): (UnitId, DistrictId) = (unit.0, door.new_id());
    let if_match = door.if_match.clone();
    let body = door.body::<UnitChange>();
    let streams = Streams::municipality().and_unit(id);
    door.write(Action::UpdateUnit, streams, move |writer| {
        let granted = writer.general()?;
        let before = writer.unit(id)?;
        if_match.check(&granted, writer.epoch(), before.version)?;
        let said = body.read(&granted)?;
        let mut unit = Unit {
            district: placed(writer, &said, id, district)?,
            name: said.name.trim().to_owned(),
            base: (said.base.lat, said.base.lon),
            ..before
        };
        unit.version = writer.update_unit(&unit)?;
        changed(writer.epoch(), unit.version, &UnitView::from(unit))
    })
    .await
}
