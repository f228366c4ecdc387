//! Who a citizen is: identity, name, address, and what one must know to come in (§ 2).

pub mod care_team;
pub mod contacts;
mod protection;
mod rules;
pub mod search;
pub mod whereabouts;

use crate::{ids::CitizenId, text_enum};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use protection::Ties;
pub use rules::check_citizen;
pub(crate) use rules::too_long;

text_enum! {
    /// How well an address is protected (facts.md, record and log). Any protection keeps it off
    /// maps, lists, routes, notices and general search.
    pub enum AddressProtection {
        /// Ugradert.
        None = "none", "ingen", "ingen", "none";
        /// Kode 7.
        Confidential = "fortrolig", "fortrolig", "fortruleg", "confidential";
        /// Kode 6: only a c/o postal address exists.
        StrictlyConfidential = "strengt_fortrolig", "strengt fortrolig", "strengt fortruleg", "strictly confidential";
        /// Klientadresse.
        ClientAddress = "klientadresse", "klientadresse", "klientadresse", "client address";
    }
}

impl AddressProtection {
    /// Whether the address may be on maps, lists, routes, notices and in general search.
    pub const fn may_be_shown(self) -> bool {
        matches!(self, Self::None)
    }
}

/// Why a citizen has no fødselsnummer or D-number, or the masked number she has (R-CIT-1).
///
/// The number itself is stored encrypted, beside this, and shown only when asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "camelCase", deny_unknown_fields)]
pub enum Identity {
    /// A valid number, as it may be shown.
    Number {
        /// `010150 *****`.
        masked: String,
    },
    /// No number yet.
    None {
        /// Why, in words.
        reason: String,
    },
}

/// A name as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PersonName {
    /// Given name or names.
    pub given: String,
    /// Family name.
    pub family: String,
}

impl PersonName {
    /// `Astrid Bøe`.
    pub fn full(&self) -> String {
        format!("{} {}", self.given.trim(), self.family.trim())
    }

    /// Sorts people by family name, then given name, as a Norwegian list does.
    pub fn sort_key(&self) -> String {
        search::sort_key(&format!("{}, {}", self.family.trim(), self.given.trim()))
    }
}

/// A point on the map, WGS 84 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Place {
    /// Latitude, −90 to 90.
    pub lat: f64,
    /// Longitude, −180 to 180.
    pub lon: f64,
}

impl Place {
    /// Whether there is such a point.
    pub fn exists(self) -> bool {
        (-90.0..=90.0).contains(&self.lat) && (-180.0..=180.0).contains(&self.lon)
    }
}

/// Where a citizen lives.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Address {
    /// Street and number; for a strictly confidential address the c/o line.
    pub street: String,
    /// Four digits; decides the team (R-TEAM-1).
    pub postal_code: String,
    /// Post town.
    pub town: String,
    /// How well it is protected.
    pub protection: AddressProtection,
    /// Where it is, for travel; never kept for a protected address.
    pub place: Option<Place>,
}

/// How to come in; shown only to those who are on their way.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HomeAccess {
    /// Number or place of the key, or the lock system.
    pub key: Option<String>,
    /// Entrance, floor, dog, doorbell, parking.
    pub directions: Option<String>,
}

/// All that is said about a citizen when she is taken in or corrected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CitizenContent {
    /// Name.
    pub name: PersonName,
    /// A field of its own, never derived from the number (facts.md).
    pub birth_date: NaiveDate,
    /// Where she lives.
    pub address: Address,
    /// Telephone.
    pub phone: Option<String>,
    /// The language she speaks best, BCP 47 (`nb`, `se`, `ur`).
    pub language: String,
    /// Whether conversations need an interpreter.
    pub needs_interpreter: bool,
    /// How to come in.
    pub access: HomeAccess,
}

/// The person who receives or applies for services (innbygger).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Citizen {
    /// Identity of the record.
    pub id: CitizenId,
    /// The number, masked, or why there is none.
    pub identity: Identity,
    /// Everything else.
    #[serde(flatten)]
    pub content: CitizenContent,
}

#[cfg(test)]
mod tests;
