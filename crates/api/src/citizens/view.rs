//! How a citizen is shown.

use domain::{
    citizen::Citizen,
    ids::{CitizenId, UnitId},
};
use persistence::Found;
use serde::Serialize;
use utoipa::ToSchema;

/// A citizen's master data. The number is masked; `GET …/national-number` shows it, and is logged.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CitizenView {
    #[serde(flatten)]
    pub(super) citizen: Citizen,
    /// The unit that answers for the citizen.
    pub(super) unit: UnitId,
}

/// A citizen as found: no more than one needs to choose.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct FoundView {
    id: CitizenId,
    #[schema(example = "Astrid Bøe")]
    name: String,
    birth_date: chrono::NaiveDate,
    /// The unit that answers for the citizen.
    unit: UnitId,
}

impl From<&Found> for FoundView {
    fn from(found: &Found) -> Self {
        Self {
            id: found.id,
            name: format!("{} {}", found.given_name, found.family_name),
            birth_date: found.birth_date,
            unit: found.unit,
        }
    }
}
