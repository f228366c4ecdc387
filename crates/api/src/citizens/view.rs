//! How a citizen is shown.

use domain::{
    citizen::{Citizen, CitizenContent},
    ids::{CitizenId, UnitId},
};
use persistence::{Found, Opened, Outcome, Reader};
use serde::Serialize;
use utoipa::ToSchema;

/// A citizen's master data. The number is masked; `GET …/national-number` shows it, and is logged. A
/// protected address is empty, and so is the way in, but for those on whose list she is today and her
/// primary contact.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(super) struct CitizenView {
    #[serde(flatten)]
    pub(super) citizen: Citizen,
    /// The unit that answers for the citizen.
    pub(super) unit: UnitId,
}

impl CitizenView {
    /// As the one who asks may see it: where she lives, when it is protected, only by the ties of SEC-4.
    pub(super) fn of(reader: &mut Reader<'_>, opened: &Opened, citizen: Citizen) -> Outcome<Self> {
        let citizen = match shows_address(reader, opened, &citizen.content)? {
            true => citizen,
            false => Citizen {
                content: citizen.content.without_address(),
                ..citizen
            },
        };
        Ok(Self {
            citizen,
            unit: opened.responsible,
        })
    }
}

/// Whether the one who asks sees where the citizen lives; asked only when it is protected.
pub(super) fn shows_address(
    reader: &mut Reader<'_>,
    opened: &Opened,
    content: &CitizenContent,
) -> Outcome<bool> {
    Ok(content.address.protection.may_be_shown() || content.shows_address(reader.ties(opened)?))
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
