//! Who a citizen is: identity, name, address, and what one must know to come in (§ 2).

pub mod care_team;
pub mod contacts;
mod protection;
pub mod search;
pub mod whereabouts;

use crate::{
    ids::CitizenId,
    reason::{Reason, Violation, Violations},
    text_enum,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use protection::Ties;

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

static NO_REASON_FOR_NO_NUMBER: Reason = Reason {
    rule: "R-CIT-1",
    code: "number-or-reason",
    nb: "Skriv fødselsnummer eller D-nummer, eller hvorfor det mangler.",
    nn: "Skriv fødselsnummer eller D-nummer, eller kvifor det manglar.",
    en: "Give the identity number or D-number, or say why there is none.",
};
static NAME_MISSING: Reason = Reason {
    rule: "R-CIT-1",
    code: "name-missing",
    nb: "Skriv både fornavn og etternavn.",
    nn: "Skriv både førenamn og etternamn.",
    en: "Give both given name and family name.",
};
static BORN_IN_FUTURE: Reason = Reason {
    rule: "R-CIT-1",
    code: "birth-date-impossible",
    nb: "Fødselsdatoen {date} kan ikke være riktig.",
    nn: "Fødselsdatoen {date} kan ikkje vere rett.",
    en: "The birth date {date} cannot be right.",
};
static POSTAL_CODE: Reason = Reason {
    rule: "R-TEAM-1",
    code: "postal-code",
    nb: "Et postnummer har fire siffer.",
    nn: "Eit postnummer har fire siffer.",
    en: "A postal code has four digits.",
};
static NO_SUCH_PLACE: Reason = Reason {
    rule: "R-CIT-1",
    code: "place-impossible",
    nb: "Punktet finnes ikke på kartet.",
    nn: "Punktet finst ikkje på kartet.",
    en: "There is no such point on the map.",
};
static PROTECTED_ON_MAP: Reason = Reason {
    rule: "R-CIT-1",
    code: "protected-address-on-map",
    nb: "En beskyttet adresse skal ikke ha punkt på kartet.",
    nn: "Ei verna adresse skal ikkje ha punkt på kartet.",
    en: "A protected address must not have a point on the map.",
};
static LANGUAGE_MISSING: Reason = Reason {
    rule: "R-CIT-1",
    code: "language-missing",
    nb: "Velg språket innbyggeren snakker best.",
    nn: "Vel språket innbyggjaren snakkar best.",
    en: "Choose the language that the citizen speaks best.",
};

static LANGUAGE_CODE: Reason = Reason {
    rule: "R-CIT-1",
    code: "language-code",
    nb: "Språket skrives med koden sin, som nb, se eller ur.",
    nn: "Språket blir skrive med koden sin, som nb, se eller ur.",
    en: "The language is written by its code, such as nb, se or ur.",
};
pub(crate) static TEXT_LONG: Reason = Reason {
    rule: "R-CIT-1",
    code: "citizen-text-long",
    nb: "Teksten har {found} tegn. Her er det plass til {most}.",
    nn: "Teksten har {found} teikn. Her er det plass til {most}.",
    en: "The text has {found} characters. There is room for {most}.",
};

/// Longest name, street, town, key; longest telephone number; longest way in; longest language code.
/// What is longer is a mistake, and no record system would take it back.
const LONGEST_NAME: usize = 200;
const LONGEST_PHONE: usize = 40;
const LONGEST_DIRECTIONS: usize = 1_000;
const LONGEST_LANGUAGE: usize = 30;

/// That a text is too long, when it is.
pub(crate) fn too_long(text: &str, most: usize, pointer: &str) -> Option<Violation> {
    let found = text.chars().count();
    (most < found).then(|| {
        let violation = TEXT_LONG.violation().at(pointer).with("found", found);
        violation.with("most", most)
    })
}

/// The longest life that a birth date may speak of, years: the oldest known Norwegian was 113.
const LONGEST_LIFE: u32 = 120;

/// What is wrong with a citizen's identity and master data, all of it (R-CIT-1). `today` is the
/// local day.
pub fn check_citizen(
    identity: &Identity,
    content: &CitizenContent,
    today: NaiveDate,
) -> Violations {
    let mut violations = Violations::new();
    if matches!(identity, Identity::None { reason } if reason.trim().is_empty()) {
        violations.push(NO_REASON_FOR_NO_NUMBER.violation().at("/identity/reason"));
    }
    for (text, pointer) in [
        (&content.name.given, "/name/given"),
        (&content.name.family, "/name/family"),
    ] {
        if text.trim().is_empty() {
            violations.push(NAME_MISSING.violation().at(pointer));
        }
    }
    let oldest = today - chrono::Months::new(12 * LONGEST_LIFE);
    if !(oldest..=today).contains(&content.birth_date) {
        let violation = BORN_IN_FUTURE.violation().at("/birthDate");
        violations.push(violation.with("date", content.birth_date));
    }
    if content.language.trim().is_empty() {
        violations.push(LANGUAGE_MISSING.violation().at("/language"));
    } else if !is_code(&content.language) {
        violations.push(LANGUAGE_CODE.violation().at("/language"));
    }
    violations.extend(lengths(content));
    violations.extend(check_address(&content.address));
    violations
}

fn is_code(language: &str) -> bool {
    language
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn lengths(content: &CitizenContent) -> impl Iterator<Item = Violation> {
    let optional = |text: &Option<String>| text.clone().unwrap_or_default();
    let (name, address) = (&content.name, &content.address);
    let texts = [
        (name.given.clone(), LONGEST_NAME, "/name/given"),
        (name.family.clone(), LONGEST_NAME, "/name/family"),
        (address.street.clone(), LONGEST_NAME, "/address/street"),
        (address.town.clone(), LONGEST_NAME, "/address/town"),
        (optional(&content.phone), LONGEST_PHONE, "/phone"),
        (content.language.clone(), LONGEST_LANGUAGE, "/language"),
        (optional(&content.access.key), LONGEST_NAME, "/access/key"),
        (
            optional(&content.access.directions),
            LONGEST_DIRECTIONS,
            "/access/directions",
        ),
    ];
    texts
        .into_iter()
        .filter_map(|(text, most, pointer)| too_long(&text, most, pointer))
}

fn check_address(address: &Address) -> Violations {
    let mut violations = Violations::new();
    let code = &address.postal_code;
    if code.len() != 4 || !code.bytes().all(|b| b.is_ascii_digit()) {
        violations.push(POSTAL_CODE.violation().at("/address/postalCode"));
    }
    if let Some(place) = address.place {
        if !place.exists() {
            violations.push(NO_SUCH_PLACE.violation().at("/address/place"));
        }
        if !address.protection.may_be_shown() {
            violations.push(PROTECTED_ON_MAP.violation().at("/address/place"));
        }
    }
    violations
}

#[cfg(test)]
mod tests;
